#include "dataset/column_phrase.h"

#include "dataset/pair_words.h"

#include <QSet>

namespace tunedesk
{

namespace
{
/// The words of a header: Latin ones by themselves, and all letters in a row for Chinese, which has
/// no blanks between words, and for other scripts, whose words have endings.
class Words
{
public:
    explicit Words(const QString &name)
    {
        QString word;
        const auto end = [&] {
            if (word.size() > 3 && word.endsWith(QLatin1Char('s')))
                m_latin.insert(word.chopped(1));
            m_latin.insert(word);
            word.clear();
        };
        QChar before;
        for (const QChar letter : withoutMarks(name)) {
            const bool isLatin = letter.unicode() < 0x80 && letter.isLetterOrNumber();
            if (!isLatin || (letter.isUpper() && before.isLower()))
                end();
            if (isLatin)
                word += letter.toLower();
            else if (letter.isLetterOrNumber())
                m_others += letter;
            before = letter;
        }
        end();
    }

    /// Whether one of these stands there, separated by |.
    bool have(const char16_t *words) const
    {
        for (const QStringView word : QStringView(words).split(u'|'))
            if (word.front().unicode() < 0x80 ? m_latin.contains(word.toString())
                                              : m_others.contains(word))
                return true;
        return false;
    }
    bool endWith(const char16_t *letters) const
    {
        return !m_others.isEmpty() && QStringView(letters).contains(m_others.back());
    }

private:
    QSet<QString> m_latin;
    QString m_others;
};

/// Something about a person or a turn that is not what was said.
bool isAboutSomethingElse(const Words &words)
{
    return words.have(
               u"id|no|number|name|time|date|timestamp|phone|mobile|email|mail|channel|"
               u"source|count|duration|city|country|age|gender|sex|language|lang|url|link|"
               u"by|version|level|segment|length|amount|price|delay|"
               u"编号|序号|号码|姓名|名称|昵称|工号|时间|日期|电话|手机|邮箱|渠道|来源|数量|次数|"
               u"时长|耗时|字数|地址|城市|等级|性别|年龄|语言|链接|版本|金额|人员") ||
           words.endWith(u"人者员量率数号");
}

/// Whose “yes” speaks against the reply, or is about the case.
bool isAboutFaults(const Words &words)
{
    return words.have(
        u"inappropriate|unsuitable|irrelevant|incorrect|wrong|bad|invalid|unhelpful|unacceptable|"
        u"issue|problem|error|mistake|violation|violate|violated|fail|failed|failure|toxic|"
        u"offensive|rude|negative|spam|complaint|complained|escalated|escalation|escalate|refund|"
        u"refunded|unresolved|reopened|churned|hallucination|hallucinated|"
        u"不合适|不恰当|不当|不妥|不合格|不正确|不准确|不满意|不相关|不合规|不达标|违规|违例|错误|"
        u"有误|出错|有问题|异常|投诉|差评|升级|转人工|退款|未解决");
}

bool isVerdict(const Words &words)
{
    if (isAboutFaults(words))
        return false;
    if (words.have(u"appropriate|appropriateness|verdict|judgement|judgment|"
                   u"恰当|合适|妥当|得当|合格|判断|恰當|合適|合规|合規|"
                   u"passend|angemessen|adecuado|adecuada|apropiado|apropiada|approprie|appropriee|"
                   u"adapte|adaptee|adeguato|adeguata|appropriato|appropriata|adequado|adequada|"
                   u"apropriado|apropriada|уместн|적절|적합|適切|مناسب"))
        return true;
    if (words.have(u"label|标签|标注") && !words.have(u"customer|user|客户|用户|顾客"))
        return true;
    return (words.have(u"is|whether|是否") || words.have(u"质检")) &&
           words.have(u"correct|right|ok|okay|good|acceptable|suitable|helpful|relevant|fine|"
                      u"正确|准确|通过|满意|相关|有用|结果|结论|达标");
}
} // namespace

bool namesFault(const QString &name)
{
    return isAboutFaults(Words(name));
}

bool namesNoText(const QString &name)
{
    const Words words(name);
    return isAboutSomethingElse(words) ||
           words.have(
               u"from|to|tolist|touser|fromuser|sender|receiver|recipient|room|roomid|"
               u"author|speaker|direction|role|type|msgtype|action|status|state|发送者|发送人|"
               u"发言人|发送方|方向|角色|类型|状态");
}

ColumnPhrase columnFromPhrase(const QString &name)
{
    const Words words(name);
    if (words.have(
            u"dialogue|dialog|conversation|ticket|session|chat|thread|对话|会话|工单|聊天") &&
        words.have(u"id|no|n|nr|number|numero|nummer|key|ref|编号|序号|号|号码"))
        return {PairColumn::Dialogue};
    if (isAboutSomethingElse(words))
        return {};
    if (isVerdict(words))
        return {PairColumn::Label};
    if (words.have(u"score|rating|评分|得分|打分|分数|评价|評價|"
                   u"bewertung|evaluation|evaluacion|valoracion|calificacion|valutazione|avaliacao|"
                   u"оценка|평가|評価|التقييم"))
        return {PairColumn::Score};
    if (words.have(u"type|kind|category|topic|intent|domain|thema|kategorie|tema|categoria|"
                   u"categorie|тема|категория|주제|カテゴリ|类型|类别|分类|主题|意图|领域|业务线"))
        return {PairColumn::Group};
    if (words.have(u"context|history|previous|earlier|kontext|contexto|contexte|contesto|контекст|"
                   u"문맥|文脈|上下文|历史|前文|上文"))
        return {PairColumn::Context};
    if (words.have(u"reply|response|answer|回复|回答|答复|应答|回应|回覆|答覆|"
                   u"antwort|respuesta|reponse|risposta|resposta|ответ|답변|응답|返信|返答|"
                   u"الرد|الجواب"))
        return {PairColumn::Reply};
    if (words.have(u"question|query|inquiry|enquiry|提问|问题|咨询|问句|诉求|来信|提問|問題|"
                   u"frage|kundenfrage|anfrage|kundenanfrage|pregunta|consulta|domanda|pergunta|"
                   u"вопрос|질문|문의|質問|問い合わせ|السؤال|سؤال"))
        return {PairColumn::Question};
    if (words.have(u"text|message|msg|content|utterance|turn|said|says|wrote|comment|input|output|"
                   u"nachricht|mensaje|messaggio|mensagem|сообщение|메시지|"
                   u"内容|消息|发言|说|话|留言|话术|文本|原文|问|答|問")) {
        if (words.have(u"agent|assistant|bot|staff|support|operator|mitarbeiter|agente|operatore|"
                       u"atendente|оператор|상담원|客服|坐席|座席|商家|卖家|机器人"))
            return {PairColumn::Reply, false};
        if (words.have(
                u"customer|client|user|buyer|consumer|caller|kunde|kunden|cliente|клиент|고객|"
                u"客戶|客户|用户|顾客|买家|消费者|访客"))
            return {PairColumn::Question, false};
    }
    if (words.have(u"note|remark|comment|kommentar|bemerkung|comentario|commentaire|commento|"
                   u"комментарий|примечание|비고|備考|备注|说明|注释"))
        return {PairColumn::Note};
    return {};
}

} // namespace tunedesk
