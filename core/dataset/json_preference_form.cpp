#include "dataset/json_form.h"

#include "dataset/json_turns.h"
#include "dataset/pair_format_guess.h"

#include <QCoreApplication>

#include <deque>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairReader)
};

using Problem = TableRow::Problem;

constexpr const char *kPromptKeys[] = {"prompt",        "question",     "query",   "instruction",
                                       "conversations", "conversation", "messages"};
constexpr const char *kDialogueKeys[] = {"dialogue", "dialogue_id", "conversation_id", "id",
                                         "prompt_id"};
constexpr const char *kContextKeys[] = {"context", "history"};

const QStringList &pairNames()
{
    static const QStringList names{QStringLiteral("question"), QStringLiteral("reply"),
                                   QStringLiteral("context"), QStringLiteral("dialogue"),
                                   QStringLiteral("label")};
    return names;
}

/// A text is turns where its lines say who speaks, else a turn of `side`; an object is a turn, a
/// list turns.
std::optional<Problem> addTurns(const JsonValue &value, const QString &field, TurnSide side,
                                std::vector<ChatTurn> &turns)
{
    if (value.isObject()) {
        JsonValue list{.type = JsonValue::Type::List};
        list.values.push_back(value);
        return readTurns(list, field, turns);
    }
    if (value.isList())
        return readTurns(value, field, turns);
    const QString text = value.toText();
    const std::vector<ChatTurn> transcript = turnsOfTranscript(text);
    if (!transcript.empty())
        turns.insert(turns.end(), transcript.begin(), transcript.end());
    else if (!text.trimmed().isEmpty())
        turns.push_back({.isAgent = side == TurnSide::Agent, .text = text});
    return std::nullopt;
}

/// A prompt with the reply that was chosen and the one that was rejected (DPO): a row for each.
class PreferenceForm : public JsonForm
{
public:
    explicit PreferenceForm(QString fileName) : m_fileName(std::move(fileName)) {}

    bool look(JsonValue record) override
    {
        dropPairKeys(record);
        m_beside.look(record);
        return true;
    }
    QStringList columnNames() const override { return pairNames() + m_beside.names(); }
    QList<PairColumn> knownColumns(const QList<QStringList> &) const override;
    void take(JsonValue record, qint64 number) override;
    bool next(TableRow &row) override;

private:
    struct Reply {
        QString question;
        QString text;
        QString context;
        std::optional<Problem> problem;
    };
    static void dropPairKeys(JsonValue &record);
    std::optional<Problem> readPrompt(const JsonValue &record);
    Reply replyOf(const JsonValue &record, const char *key) const;

    QString m_fileName;
    JsonColumns m_beside;
    std::vector<ChatTurn> m_prompt;
    QString m_context; ///< said before the prompt
    std::deque<TableRow> m_rows;
    bool m_isDialogueMadeUp = false;
};

void PreferenceForm::dropPairKeys(JsonValue &record)
{
    for (const char *key : kPromptKeys)
        record.remove(key);
    for (const char *key : kDialogueKeys)
        record.remove(key);
    for (const char *key : kContextKeys)
        record.remove(key);
    for (const char *key : {"input", "chosen", "rejected", "reply", "label"})
        record.remove(key);
}

/// What is said of one of both replies, such as its rating, is true of no other.
QList<PairColumn> PreferenceForm::knownColumns(const QList<QStringList> &) const
{
    const QStringList names = columnNames();
    QList<PairColumn> columns = guessColumns(names, true, {});
    for (qsizetype i = pairNames().size(); i < names.size(); ++i)
        if (names[i].contains(QLatin1String("chosen"), Qt::CaseInsensitive) ||
            names[i].contains(QLatin1String("rejected"), Qt::CaseInsensitive))
            columns[i] = PairColumn::LeaveOut;
    return columns;
}

std::optional<Problem> PreferenceForm::readPrompt(const JsonValue &record)
{
    m_prompt.clear();
    m_context.clear();
    for (const char *key : kPromptKeys) {
        const JsonValue *const prompt = record.find(key);
        if (!prompt)
            continue;
        if (auto problem =
                addTurns(*prompt, QString::fromLatin1(key), TurnSide::Customer, m_prompt))
            return problem;
        if (const JsonValue *const input = record.find("input"); input && !prompt->isNested())
            if (auto problem =
                    addTurns(*input, QStringLiteral("input"), TurnSide::Customer, m_prompt))
                return problem;
        break;
    }
    for (const char *key : kContextKeys) {
        const JsonValue *const before = record.find(key);
        if (!before)
            continue;
        const auto lines = before->isList() ? linesOf(*before) : std::optional(before->toText());
        if (!lines || before->isObject())
            return noText(QString::fromLatin1(key), *before);
        m_context = *lines;
        break;
    }
    return std::nullopt;
}

PreferenceForm::Reply PreferenceForm::replyOf(const JsonValue &record, const char *key) const
{
    const QString field = QString::fromLatin1(key);
    const auto wrong = [&field](const QString &reason) {
        return Reply{.problem = Problem{.column = field, .reason = reason}};
    };
    std::vector<ChatTurn> turns;
    if (const JsonValue *const value = record.find(key))
        if (auto problem = addTurns(*value, field, TurnSide::Agent, turns))
            return {.problem = std::move(problem)};
    if (turns.empty() || !turns.back().isAgent)
        return wrong(Text::tr("The field “%1” holds no reply.").arg(field));
    const bool isWholeTalk =
        std::any_of(turns.begin(), turns.end(), [](const ChatTurn &turn) { return !turn.isAgent; });
    if (!isWholeTalk)
        turns.insert(turns.begin(), m_prompt.begin(), m_prompt.end());
    const Chat chat = chatOf(turns);
    if (chat.pairs.empty())
        return wrong(Text::tr("There is no question before the reply of “%1”.").arg(field));
    const ChatPair &last = chat.pairs.back();
    QString context = chat.context(last.contextLetters);
    if (!m_context.isEmpty())
        context = context.isEmpty() ? m_context : m_context + QLatin1Char('\n') + context;
    return {.question = last.question, .text = last.reply, .context = context};
}

void PreferenceForm::take(JsonValue record, qint64 number)
{
    m_rows.clear();
    if (auto problem = readPrompt(record)) {
        m_rows.push_back({.problem = std::move(problem)});
        return;
    }
    QString dialogue;
    for (const char *key : kDialogueKeys)
        if (const JsonValue *const id = record.find(key); id && dialogue.isEmpty())
            dialogue = id->toText().trimmed();
    m_isDialogueMadeUp = dialogue.isEmpty();
    if (m_isDialogueMadeUp)
        dialogue = QStringLiteral("%1:%2").arg(m_fileName).arg(number);
    const Reply chosen = replyOf(record, "chosen");
    const Reply rejected = replyOf(record, "rejected");
    dropPairKeys(record);
    TableRow beside{.cells = QStringList(pairNames().size())};
    m_beside.fill(record, beside);
    if (beside.problem) {
        m_rows.push_back({.problem = std::move(beside.problem)});
        return;
    }
    const auto add = [&](const Reply &reply, const char *label) {
        const QStringList cells{reply.question, reply.text, reply.context, dialogue,
                                QString::fromLatin1(label)};
        TableRow row = beside;
        std::copy(cells.begin(), cells.end(), row.cells.begin());
        row.problem = reply.problem;
        m_rows.push_back(std::move(row));
    };
    const bool isSame =
        !chosen.problem && !rejected.problem && chosen.question == rejected.question &&
        chosen.context == rejected.context && chosen.text.trimmed() == rejected.text.trimmed();
    add(chosen, isSame ? "" : "chosen");
    if (!isSame)
        add(rejected, "rejected");
}

bool PreferenceForm::next(TableRow &row)
{
    if (m_rows.empty())
        return false;
    row = std::move(m_rows.front());
    row.isDialogueMadeUp = m_isDialogueMadeUp;
    m_rows.pop_front();
    return true;
}
} // namespace

std::unique_ptr<JsonForm> makePreferenceForm(const QString &fileName)
{
    return std::make_unique<PreferenceForm>(fileName);
}

} // namespace tunedesk
