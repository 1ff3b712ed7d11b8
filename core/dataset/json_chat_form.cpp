#include "dataset/json_form.h"

#include "dataset/json_turns.h"
#include "dataset/pair_format_guess.h"

#include <QCoreApplication>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairReader)
};

constexpr qsizetype kMaxContextLetters = 64'000'000; ///< each reply repeats what was said before

const QStringList &pairNames()
{
    static const QStringList names{QStringLiteral("question"), QStringLiteral("reply"),
                                   QStringLiteral("context"), QStringLiteral("dialogue")};
    return names;
}

/// Chats of OpenAI and ShareGPT: a row for each reply.
class ChatForm : public JsonForm
{
public:
    explicit ChatForm(QString fileName) : m_fileName(std::move(fileName)) {}

    bool look(JsonValue record) override
    {
        dropPairKeys(record);
        m_beside.look(record);
        return true;
    }
    QStringList columnNames() const override { return pairNames() + m_beside.names(); }
    QList<PairColumn> knownColumns(const QList<QStringList> &) const override
    {
        return guessColumns(columnNames(), true, {});
    }
    void take(JsonValue record, qint64 number) override;
    bool next(TableRow &row) override;

private:
    /// What remains are the columns beside the pair.
    static void dropPairKeys(JsonValue &record)
    {
        for (const char *key :
             {"messages", "conversations", "conversation", "id", "conversation_id"})
            record.remove(key);
        for (const QString &name : pairNames())
            record.remove(name.toStdString());
    }

    QString m_fileName;
    JsonColumns m_beside;
    Chat m_chat;
    std::size_t m_at = 0;
    QString m_dialogue;
    bool m_isDialogueMadeUp = false;
    TableRow m_row; ///< with the cells beside the pair
    std::optional<TableRow::Problem> m_problem;
};

void ChatForm::take(JsonValue record, qint64 number)
{
    m_chat = {};
    m_at = 0;
    m_row = {.cells = QStringList(pairNames().size())};
    m_dialogue.clear();
    for (const char *key : {"id", "conversation_id"})
        if (const JsonValue *const id = record.find(key); id && m_dialogue.isEmpty())
            m_dialogue = id->toText().trimmed();
    m_isDialogueMadeUp = m_dialogue.isEmpty();
    if (m_isDialogueMadeUp)
        m_dialogue = QStringLiteral("%1:%2").arg(m_fileName).arg(number);
    std::vector<ChatTurn> turns;
    const JsonValue *const list = record.findFirst({"messages", "conversations", "conversation"});
    const QString field =
        record.find("conversations") ? QStringLiteral("conversations") : QStringLiteral("messages");
    m_problem = readTurns(list ? *list : JsonValue(), field, turns);
    if (!m_problem) {
        m_chat = chatOf(turns);
        dropPairKeys(record);
        m_beside.fill(record, m_row);
        m_problem = m_row.problem;
    }
    if (m_chat.contextLetters() > kMaxContextLetters)
        m_problem = TableRow::Problem{
            .column = field, .reason = Text::tr("The conversation is too long; cut it in parts.")};
    if (!m_problem && m_chat.pairs.empty())
        m_problem = TableRow::Problem{
            .column = field,
            .reason = Text::tr("The conversation has no reply of an agent to a question.")};
}

bool ChatForm::next(TableRow &row)
{
    if (m_problem) {
        row.problem = std::exchange(m_problem, std::nullopt);
        m_chat = {};
        return true;
    }
    if (m_at == m_chat.pairs.size())
        return false;
    const ChatPair &pair = m_chat.pairs[m_at++];
    row = m_row;
    const QStringList cells{pair.question, pair.reply, m_chat.context(pair.contextLetters),
                            m_dialogue};
    std::copy(cells.begin(), cells.end(), row.cells.begin());
    row.isDialogueMadeUp = m_isDialogueMadeUp;
    return true;
}

/// Instruction, input and output: a row each.
class AlpacaForm : public JsonRowForm
{
protected:
    std::optional<TableRow::Problem> flatten(JsonValue &record) override;
};

std::optional<TableRow::Problem> AlpacaForm::flatten(JsonValue &record)
{
    QString question;
    for (const char *key : {"instruction", "input", "output"}) {
        const JsonValue *const part = record.find(key);
        const QString name = QString::fromLatin1(key);
        if (part && part->isNested())
            return noText(name, *part);
        if (part && name != QLatin1String("output") && !part->toText().trimmed().isEmpty())
            question += (question.isEmpty() ? QString() : QStringLiteral("\n")) + part->toText();
    }
    const JsonValue *const output = record.find("output");
    const JsonValue *const history = record.find("history");
    const auto context = history && history->isList() ? linesOf(*history)
                         : history                    ? std::optional(history->toText())
                                                      : QString();
    if (!context)
        return TableRow::Problem{
            .column = QStringLiteral("history"),
            .reason =
                Text::tr("The field “%1” holds no pairs of texts.").arg(QLatin1String("history"))};
    JsonValue flat{.type = JsonValue::Type::Object};
    flat.set("question", JsonValue::of(question));
    flat.set("reply", JsonValue::of(output ? output->toText() : QString()));
    flat.set("context", JsonValue::of(*context));
    for (const char *key : {"instruction", "input", "output", "history"})
        record.remove(key);
    for (std::size_t i = 0; i < record.keys.size(); ++i)
        if (!pairNames().contains(fromJsonText(record.keys[i]))) {
            flat.keys.push_back(std::move(record.keys[i]));
            flat.values.push_back(std::move(record.values[i]));
        }
    record = std::move(flat);
    return std::nullopt;
}
} // namespace

std::unique_ptr<JsonForm> makeChatForm(const QString &fileName)
{
    return std::make_unique<ChatForm>(fileName);
}

std::unique_ptr<JsonForm> makeAlpacaForm()
{
    return std::make_unique<AlpacaForm>();
}

} // namespace tunedesk
