#include "dataset/json_turns.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <iterator>
#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairReader)
};

constexpr std::size_t kMaxTurns = 2'000;

const JsonValue *roleOf(const JsonValue &turn)
{
    return turn.findFirst({"role", "from", "author", "speaker"});
}

const JsonValue *contentOf(const JsonValue &turn)
{
    return turn.findFirst({"content", "value", "text"});
}

/// A text, or the texts among the parts of a message; none: something else.
std::optional<QString> contentText(const JsonValue &content)
{
    if (content.isString() || content.type == JsonValue::Type::Null)
        return content.toText();
    if (!content.isList())
        return std::nullopt;
    QStringList texts;
    for (const JsonValue &part : content.values) {
        const JsonValue *const text = part.isString() ? &part : part.find("text");
        if (!part.isString() && !part.isObject())
            return std::nullopt;
        if (text && text->isString())
            texts << text->toText();
    }
    return texts.join(QLatin1Char('\n'));
}

void appendLine(QString &lines, const QString &text)
{
    QString line = text.trimmed();
    line.replace(QLatin1String("\r\n"), QLatin1String(" "))
        .replace(QLatin1Char('\n'), QLatin1Char(' '))
        .replace(QLatin1Char('\r'), QLatin1Char(' '));
    if (line.isEmpty())
        return;
    if (!lines.isEmpty())
        lines += QLatin1Char('\n');
    lines += line;
}

QString joined(const QString &first, const QString &second)
{
    return first.isEmpty() ? second : first + QLatin1Char('\n') + second;
}
} // namespace

std::optional<TurnSide> turnSideOf(const QString &role)
{
    static const QHash<QString, TurnSide> sides = [] {
        QHash<QString, TurnSide> all;
        const auto add = [&all](const QString &roles, TurnSide side) {
            for (const QString &name : roles.split(QLatin1Char('|')))
                all.insert(name, side);
        };
        add(QStringLiteral("user|enduser|human|customer|consumer|client|visitor|guest|requester|"
                           "inbound|incoming|in|"
                           "contact|lead|buyer|caller|prompter|用户|客户|顾客|买家|买方|访客|会员|"
                           "咨询者"),
            TurnSide::Customer);
        add(QStringLiteral("assistant|gpt|agent|model|bot|chatgpt|ai|support|operator|admin|"
                           "advisor|representative|seller|staff|outbound|outgoing|out|客服|"
                           "人工客服|智能客服|客服代表|"
                           "助手|坐席|座席|卖家|卖方|商家|员工|机器人"),
            TurnSide::Agent);
        add(QStringLiteral("system|developer|tool|function|functioncall|functionresponse|"
                           "toolcall|toolresponse|observation|系统"),
            TurnSide::Neither);
        return all;
    }();
    QString name = role.trimmed().toLower(); // “end-user”, “End User”, “tool_call”
    name.remove(QLatin1Char('-')).remove(QLatin1Char('_')).remove(QLatin1Char(' '));
    const auto found = sides.find(name);
    return found == sides.end() ? std::nullopt : std::optional(*found);
}

QString Chat::context(qsizetype letters) const
{
    return lines.left(letters);
}

qsizetype Chat::contextLetters() const
{
    qsizetype letters = 0;
    for (const ChatPair &pair : pairs)
        letters += pair.contextLetters;
    return letters;
}

bool isTurnList(const JsonValue &value)
{
    return value.isList() && !value.values.empty() && value.values.front().isObject() &&
           roleOf(value.values.front()) && contentOf(value.values.front());
}

std::optional<TableRow::Problem> readTurns(const JsonValue &list, const QString &field,
                                           std::vector<ChatTurn> &turns)
{
    const auto problem = [&field](const QString &reason) {
        return TableRow::Problem{.column = field, .reason = reason};
    };
    if (!list.isList())
        return problem(Text::tr("The field “%1” holds no list of turns.").arg(field));
    if (list.values.size() > kMaxTurns)
        return problem(Text::tr("The conversation has more than 2,000 turns."));
    for (std::size_t i = 0; i < list.values.size(); ++i) {
        const JsonValue &turn = list.values[i];
        const JsonValue *const role = roleOf(turn);
        if (!role || !role->isString())
            return problem(Text::tr("Turn %1 doesn't say who wrote it.").arg(i + 1));
        const auto side = turnSideOf(role->toText());
        if (!side)
            return problem(Text::tr("Turn %1 is by “%2”, who is neither customer nor agent.")
                               .arg(i + 1)
                               .arg(role->toText().simplified().left(40)));
        if (*side == TurnSide::Neither)
            continue;
        const JsonValue *const content = contentOf(turn);
        const auto text = content ? contentText(*content) : QString();
        if (!text)
            return problem(Text::tr("The content of turn %1 is no text.").arg(i + 1));
        if (!text->trimmed().isEmpty()) // an agent's without text calls tools
            turns.push_back({.isAgent = *side == TurnSide::Agent, .text = *text});
    }
    return std::nullopt;
}

std::vector<ChatTurn> turnsOfTranscript(const QString &text)
{
    constexpr qsizetype kLongestRole = 20; // letters
    static const QRegularExpression signs(QStringLiteral("[:：]"));
    std::vector<ChatTurn> turns;
    bool isSaid = false; // by customer or agent
    for (const QString &line : text.trimmed().split(QLatin1Char('\n'))) {
        const qsizetype sign = line.left(kLongestRole).indexOf(signs);
        const auto side = sign < 0 ? std::nullopt : turnSideOf(line.left(sign));
        if (side) {
            isSaid = *side != TurnSide::Neither;
            if (isSaid)
                turns.push_back(
                    {.isAgent = *side == TurnSide::Agent, .text = line.mid(sign + 1).trimmed()});
        } else if (isSaid) {
            turns.back().text += QLatin1Char('\n') + line;
        } else if (turns.empty()) {
            return {};
        }
    }
    const auto isAgent = [](const ChatTurn &turn) { return turn.isAgent; };
    const auto agents = std::count_if(turns.begin(), turns.end(), isAgent);
    if (agents == 0 || agents == std::ssize(turns))
        return {};
    for (ChatTurn &turn : turns)
        turn.text = turn.text.trimmed();
    std::erase_if(turns, [](const ChatTurn &turn) { return turn.text.isEmpty(); });
    return turns;
}

Chat chatOf(const std::vector<ChatTurn> &turns)
{
    Chat chat;
    for (std::size_t i = 0; i < turns.size(); ++i) {
        const bool isFirstOfSide = i == 0 || turns[i - 1].isAgent != turns[i].isAgent;
        if (turns[i].isAgent && isFirstOfSide && !chat.openQuestion.isEmpty()) {
            chat.pairs.push_back({.question = std::exchange(chat.openQuestion, {}),
                                  .contextLetters = chat.openContextLetters});
        }
        if (!turns[i].isAgent && isFirstOfSide)
            chat.openContextLetters = chat.lines.size();
        if (!turns[i].isAgent)
            chat.openQuestion = joined(chat.openQuestion, turns[i].text);
        else if (!chat.pairs.empty())
            chat.pairs.back().reply = joined(chat.pairs.back().reply, turns[i].text);
        appendLine(chat.lines, turns[i].text);
    }
    return chat;
}

std::optional<QString> linesOf(const JsonValue &list)
{
    QString lines;
    for (const JsonValue &item : list.values) {
        if (item.isString()) {
            appendLine(lines, item.toText());
        } else if (item.isList()) {
            for (const JsonValue &part : item.values) {
                if (!part.isString())
                    return std::nullopt;
                appendLine(lines, part.toText());
            }
        } else {
            const JsonValue *const role = roleOf(item);
            const JsonValue *const content = contentOf(item);
            const auto text = role && content ? contentText(*content) : std::nullopt;
            if (!text)
                return std::nullopt;
            if (turnSideOf(role->toText()) != TurnSide::Neither)
                appendLine(lines, *text);
        }
    }
    return lines;
}

} // namespace tunedesk
