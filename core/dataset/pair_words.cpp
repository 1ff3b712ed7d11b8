#include "dataset/pair_words.h"

#include <QHash>
#include <QList>

#include <algorithm>
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
         QStringLiteral("question|query|customer|user|customerturn|customermessage|utterance|"
                        "prompt|input|sentence1|text1|"
                        "问题|提问|客户|顾客|用户|客户问题|用户问题|客户消息")
             .split(QLatin1Char('|'))},
        {PairColumn::Reply, QStringLiteral("reply|response|answer|agent|agentreply|agentresponse|"
                                           "assistant|output|sentence2|text2|"
                                           "回复|回答|答复|客服|应答|客服回复|答案")
                                .split(QLatin1Char('|'))},
        {PairColumn::Context,
         QStringLiteral(
             "context|history|previous|earlierturns|dialoguehistory|上下文|历史|前文|对话历史")
             .split(QLatin1Char('|'))},
        {PairColumn::Label,
         QStringLiteral("label|verdict|appropriate|isappropriate|judgement|judgment|class|correct|"
                        "标签|标注|判断|结论|是否恰当|恰当|类别")
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
                            "right|accept|恰当|合适|是|对|正确|好|合格")
                 .split(QLatin1Char('|')))
            all.insert(word, 1);
        for (const QString &word :
             QStringLiteral("0|0.0|false|f|no|n|bad|negative|neg|not "
                            "appropriate|not_appropriate|inappropriate|incorrect|"
                            "wrong|reject|-1|不恰当|不合适|否|不是|错|不对|错误|不好|差|不合格")
                 .split(QLatin1Char('|')))
            all.insert(word, 0);
        return all;
    }();
    return words;
}

QString plainName(const QString &name)
{
    QString plain;
    for (const QChar letter : name.toLower())
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

PairColumn columnFromName(const QString &name)
{
    const QString plain = plainName(name);
    for (const auto &[column, known] : columnNames())
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
    const auto found = labelWords().find(text.simplified().toLower());
    return found == labelWords().end() ? std::nullopt : std::optional(*found);
}

QString nearestLabel(const QString &text)
{
    constexpr qsizetype kLongestWord = 40;
    const QString word = text.simplified().toLower();
    if (word.size() > kLongestWord)
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
