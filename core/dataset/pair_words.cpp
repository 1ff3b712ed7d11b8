#include "dataset/pair_words.h"

#include <QHash>
#include <QList>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <vector>

namespace tunedesk
{

namespace
{
/// Names of columns, the surest first.
const QList<std::pair<PairColumn, QStringList>> &columnNames()
{
    static const QList<std::pair<PairColumn, QStringList>> names{
        {PairColumn::Question,
         QStringLiteral("question|query|customerturn|customermessage|utterance|"
                        "prompt|input|sentence1|text1|问题|提问|客户问题|用户问题|客户消息|问|"
                        "問題|提問|客戶問題|frage|kundenfrage|anfrage|kundenanfrage|pregunta|"
                        "consulta|domanda|pergunta|вопрос|질문|문의|質問|السؤال|سؤال")
             .split(QLatin1Char('|'))},
        {PairColumn::Reply, QStringLiteral("reply|response|answer|agentreply|agentresponse|"
                                           "output|completion|replies|sentence2|text2|"
                                           "antwort|respuesta|reponse|risposta|resposta|ответ|"
                                           "답변|응답|返信|返答|الرد|الجواب|回覆|答覆|客服回覆|"
                                           "回复|回答|答复|应答|客服回复|答案|答")
                                .split(QLatin1Char('|'))},
        {PairColumn::Context,
         QStringLiteral(
             "context|history|previous|earlierturns|dialoguehistory|上下文|历史|前文|对话历史")
             .split(QLatin1Char('|'))},
        {PairColumn::Label,
         QStringLiteral("label|verdict|appropriate|isappropriate|judgement|judgment|class|correct|"
                        "stars|starrating|满意度|星级|标签|标注|判断|结论|是否恰当|恰当|类别")
             .split(QLatin1Char('|'))},
        {PairColumn::Score,
         QStringLiteral("score|rating|similarity|分数|评分|得分|打分").split(QLatin1Char('|'))},
        {PairColumn::Dialogue, QStringLiteral("dialogue|dialog|dialogueid|dialogid|conversation|"
                                              "conversationid|ticket|ticketid|session|sessionid|"
                                              "对话|会话|对话编号|会话编号|工单|对话id|会话id")
                                   .split(QLatin1Char('|'))},
        {PairColumn::Group,
         QStringLiteral("group|service|topic|domain|category|intent|主题|服务|领域|分组|类目|话题")
             .split(QLatin1Char('|'))},
        {PairColumn::Split,
         QStringLiteral("split|subset|partition|fold|划分|数据集|拆分").split(QLatin1Char('|'))},
        {PairColumn::Id, {QStringLiteral("pairid")}},
        {PairColumn::Flag, {QStringLiteral("flagged"), QStringLiteral("已标记")}},
        {PairColumn::Annotator,
         QStringLiteral("annotator|annotatedby|completedby|labeler|labeller|labelledby|labeledby|"
                        "rater|标注人|标注员|标注者|标注人员|质检员|质检人|评审人")
             .split(QLatin1Char('|'))},
        {PairColumn::Answers, {QStringLiteral("answers"), QStringLiteral("所有回答")}},
        {PairColumn::Note, QStringLiteral("note|notes|comment|comments|remark|备注|说明|注释")
                               .split(QLatin1Char('|'))},
    };
    return names;
}

const QHash<QString, int> &labelWords()
{
    static const QHash<QString, int> words = [] {
        QHash<QString, int> all;
        for (const QString &word :
             QStringLiteral("1|1.0|true|t|yes|y|ok|okay|good|positive|pos|appropriate|correct|"
                            "right|accept|accepted|chosen|acceptable|approved|pass|passed|relevant|"
                            "helpful|satisfied|very satisfied|very good|"
                            "thumbs up|thumb up|恰当|合适|是|是的|对|对的|正确|"
                            "好|很好|合格|满意|通过|达标|可以|有用|有帮助|赞|优|良|好评|合规|"
                            "非常满意|很满意|比较满意|非常好|非常滿意|很滿意|比較滿意|"
                            "恰當|合適|對|正確|滿意|通過|達標|好評|合規|"
                            "ja|gut|gute|sehr gut|richtig|korrekt|passend|angemessen|wahr|"
                            "si|bueno|buena|bien|correcto|correcta|adecuado|adecuada|apropiado|"
                            "apropiada|verdadero|"
                            "oui|bon|bonne|correcte|approprie|appropriee|adapte|adaptee|vrai|"
                            "buono|buona|corretto|corretta|giusto|giusta|adeguato|adeguata|"
                            "appropriato|appropriata|vero|"
                            "sim|bom|boa|correto|correta|adequado|adequada|apropriado|apropriada|"
                            "verdadeiro|"
                            "да|хорошо|хороший|правильно|верно|уместно|подходит|истина|"
                            "예|네|좋음|적절|적절함|적합|만족|합격|"
                            "はい|良い|よい|適切|正しい|満足|〇|○|◯|"
                            "نعم|جيد|جيدة|صحيح|مناسب|مناسبة|"
                            "👍|✓|✔|✅|☑|√")
                 .split(QLatin1Char('|')))
            all.insert(word, 1);
        for (const QString &word :
             QStringLiteral(
                 "0|0.0|false|f|no|n|bad|negative|neg|not "
                 "appropriate|not_appropriate|inappropriate|incorrect|"
                 "wrong|reject|rejected|unacceptable|fail|failed|irrelevant|"
                 "not ok|not okay|not good|not correct|unhelpful|not helpful|"
                 "nok|ng|unsatisfied|dissatisfied|very unsatisfied|very dissatisfied|very bad|"
                 "thumbs down|thumb down|-1|不恰当|不合适|否|"
                 "不是|错|错的|不对|错误|不好|差|很差|不合格|不满意|不通过|未通过|不达标|"
                 "不可以|没用|无用|没有用|没帮助|没有帮助|踩|差评|不合规|"
                 "非常不满意|很不满意|比较不满意|不太满意|非常差|非常不滿意|很不滿意|比較不滿意|"
                 "不太滿意|"
                 "不恰當|不合適|不對|錯|錯誤|不正確|不滿意|不通過|未通過|不達標|差評|不合規|"
                 "nein|schlecht|schlechte|falsch|unpassend|nicht passend|unangemessen|"
                 "nicht angemessen|nicht gut|"
                 "malo|mala|mal|incorrecto|incorrecta|inadecuado|inadecuada|no adecuado|"
                 "no adecuada|inapropiado|inapropiada|falso|"
                 "non|mauvais|mauvaise|incorrecte|inapproprie|inappropriee|inadapte|inadaptee|"
                 "faux|"
                 "cattivo|cattiva|scorretto|scorretta|sbagliato|sbagliata|inadeguato|inadeguata|"
                 "inappropriato|inappropriata|"
                 "nao|ruim|mau|incorreto|incorreta|errado|errada|inadequado|inadequada|"
                 "inapropriado|inapropriada|"
                 "нет|плохо|плохой|неправильно|неверно|неуместно|не подходит|ложь|"
                 "아니오|아니요|나쁨|부적절|부적절함|부적합|불만족|불합격|"
                 "いいえ|悪い|不適切|間違い|不満|不合格|"
                 "لا|سيئ|سيئة|سيء|خطأ|خاطئ|غير مناسب|غير مناسبة|غير صحيح|"
                 "👎|✗|✘|❌|✖|☒|×|✕")
                 .split(QLatin1Char('|')))
            all.insert(word, 0);
        return all;
    }();
    return words;
}

/// Columns named by a person: what the person said, unless another one says so.
const QList<std::pair<PairColumn, QStringList>> &personNames()
{
    static const QList<std::pair<PairColumn, QStringList>> names{
        {PairColumn::Question,
         QStringLiteral("customer|user|client|buyer|visitor|caller|guest|客户|顾客|用户|买家|访客")
             .split(QLatin1Char('|'))},
        {PairColumn::Reply,
         QStringLiteral(
             "agent|assistant|operator|representative|rep|advisor|客服|坐席|座席|卖家|商家")
             .split(QLatin1Char('|'))},
    };
    return names;
}

QString plainName(const QString &name)
{
    QString plain;
    for (const QChar letter : withoutMarks(name).toLower())
        if (letter.isLetterOrNumber() || letter.isSurrogate())
            plain += letter;
    return plain;
}

/// Levenshtein's distance, which counts letters to insert, drop or change.
int distance(const QString &a, const QString &b)
{
    std::vector<int> row(std::size_t(b.size()) + 1);
    for (std::size_t j = 0; j < row.size(); ++j)
        row[j] = int(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        int diagonal = row[0];
        row[0] = int(i);
        for (std::size_t j = 1; j < row.size(); ++j) {
            const int changed = diagonal + (a[i - 1] != b[qsizetype(j) - 1]);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
        }
    }
    return row.back();
}
} // namespace

QString withoutMarks(const QString &text)
{
    QString plain = text.normalized(QString::NormalizationForm_C);
    for (QChar &letter : plain)
        if (letter.unicode() >= 0xc0 && letter.unicode() < 0x250 &&
            letter.decompositionTag() == QChar::Canonical)
            letter = letter.decomposition().front();
    return plain;
}

PairColumn columnFromName(const QString &name)
{
    const QString plain = plainName(name);
    for (const auto &[column, known] : columnNames())
        if (known.contains(plain))
            return column;
    return columnFromPerson(name);
}

PairColumn columnFromPerson(const QString &name)
{
    const QString plain = plainName(name);
    for (const auto &[column, known] : personNames())
        if (known.contains(plain))
            return column;
    return PairColumn::LeaveOut;
}

int columnNameRank(const QString &name)
{
    const QString plain = plainName(name);
    for (const auto &[column, known] : columnNames())
        if (const qsizetype at = known.indexOf(plain); at >= 0)
            return int(at);
    return -1;
}

std::optional<int> labelFromText(const QString &text)
{
    QString word = text.simplified().toLower();
    word.remove(QChar(0xfe0f)); // how the sign before it is drawn
    word = withoutMarks(word.normalized(QString::NormalizationForm_KC));
    const auto found = labelWords().find(word);
    if (found != labelWords().end())
        return *found;
    // "01", "1.00", "+1", but not "1e0", which nobody writes for a label.
    static const QRegularExpression digits(QStringLiteral("^[+]?0*([01])([.,]0+)?$"));
    const auto number = digits.match(word);
    return number.hasMatch() ? std::optional(number.captured(1).toInt()) : std::nullopt;
}

std::optional<double> numberFromText(const QString &text)
{
    QString number = text.trimmed().normalized(QString::NormalizationForm_KC);
    const bool isPercent = number.endsWith(QLatin1Char('%'));
    if (isPercent)
        number = number.chopped(1).trimmed();
    const qsizetype comma = number.indexOf(QLatin1Char(','));
    if (comma >= 0) {
        const QString whole = number.left(comma);
        const bool isSplit =
            number.size() - comma == 4 && whole.toInt() != 0; // in thousands, maybe
        if (isSplit || comma == 0 || comma == number.size() - 1 || number.contains(u'.'))
            return std::nullopt;
        number[comma] = u'.'; // a second one is no number
    }
    bool isNumber = false;
    const double value = number.toDouble(&isNumber);
    if (!isNumber || !std::isfinite(value))
        return std::nullopt;
    return isPercent ? value / 100 : value;
}

QString nearestLabel(const QString &text)
{
    constexpr qsizetype kLongestWord = 40;
    const QString word = text.simplified().toLower();
    bool isNumber = false;
    word.toDouble(&isNumber);
    if (isNumber || word.size() > kLongestWord)
        return {};
    QString nearest;
    int best = 1 + int(word.size()) / 3;
    for (auto known = labelWords().begin(); known != labelWords().end(); ++known) {
        const int letters = distance(word, known.key());
        const bool isNearer =
            letters < best || (letters == best && !nearest.isEmpty() && known.key() < nearest);
        if (known.key().size() > 2 && isNearer) {
            best = letters;
            nearest = known.key();
        }
    }
    return nearest;
}

std::optional<bool> flagFromText(const QString &text)
{
    static const QStringList on = QStringLiteral("1|1.0|true|yes|y|x|✓|✔|√|是")
                                      .split(QLatin1Char('|')),
                             off = QStringLiteral("|0|0.0|false|no|n|否").split(QLatin1Char('|'));
    const QString word = text.trimmed().toLower();
    if (on.contains(word))
        return true;
    return off.contains(word) ? std::optional(false) : std::nullopt;
}

std::optional<Split> splitFromText(const QString &text)
{
    const QString word = text.simplified().toLower();
    if (const auto split = splitFromName(word))
        return split;
    static const QHash<QString, Split> words{
        {QStringLiteral("training"), Split::Train},    {QStringLiteral("训练"), Split::Train},
        {QStringLiteral("训练集"), Split::Train},      {QStringLiteral("dev"), Split::Validation},
        {QStringLiteral("val"), Split::Validation},    {QStringLiteral("valid"), Split::Validation},
        {QStringLiteral("eval"), Split::Validation},   {QStringLiteral("验证"), Split::Validation},
        {QStringLiteral("验证集"), Split::Validation}, {QStringLiteral("testing"), Split::Test},
        {QStringLiteral("测试"), Split::Test},         {QStringLiteral("测试集"), Split::Test},
    };
    const auto found = words.find(word);
    return found == words.end() ? std::nullopt : std::optional(*found);
}

} // namespace tunedesk
