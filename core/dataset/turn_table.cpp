#include "dataset/turn_table.h"

#include "dataset/json_turns.h"
#include "dataset/pair_words.h"
#include "dataset/turn_columns.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <deque>
#include <unordered_map>
#include <utility>
#include <variant>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairReader)
};

constexpr qsizetype kMaxContextLetters = 64'000'000; ///< each reply repeats what was said before
constexpr std::size_t kMaxTurns = 2'000;
constexpr qsizetype kMostRaw = 128'000;  ///< bytes of a conversation that is refused
constexpr qint64 kMostOpenRows = 20'000; ///< of conversations that may go on

/// Puts turns together, in the order of the table, or of their times where each turn of a
/// conversation has one. One thread.
class TurnRows
{
public:
    TurnRows(const TurnColumns &columns, qsizetype width) : m_columns(columns), m_width(width) {}

    void take(TableRow row);
    void end() { closeAll(); } ///< of the table
    /// Those of one conversation at a time, as each repeats what was said before.
    std::deque<TableRow> &ready();

private:
    struct Turn {
        ChatTurn said;
        std::optional<qint64> time;
        TableRow row; ///< of an agent's
    };
    std::optional<TurnSide> sideOf(const TableRow &row) const;
    QString dialogueOf(const TableRow &row) const;
    static void sortByTime(std::vector<Turn> &turns);
    struct Conversation {
        QString dialogue;
        TableRow first;
        QByteArray raw; ///< of its rows, a line each
        std::vector<Turn> turns;
        qint64 opened = 0, last = 0; ///< rows of the table, in their order
        qint64 rows = 0;
    };
    using Open = std::unordered_map<QString, Conversation>;
    void close(Conversation conversation);
    void closeAll();
    void makeRows(Conversation conversation);
    void closeOlderHalf();
    void refuse(TableRow row, const QString &reason);

    const TurnColumns &m_columns;
    qsizetype m_width;
    Open m_open;        ///< by dialogue; one where no column says which it is
    QString m_dialogue; ///< of the row before
    qint64 m_row = 0, m_openRows = 0;
    QSet<std::size_t> m_closed;                                 ///< hashes of conversations
    std::deque<std::variant<TableRow, Conversation>> m_waiting; ///< refused rows, closed ones
    std::deque<TableRow> m_ready;
};

void TurnRows::refuse(TableRow row, const QString &reason)
{
    row.problem = TableRow::Problem{.reason = reason};
    row.cells.clear(); // the columns of pairs are others
    m_waiting.push_back(std::move(row));
}

/// None: nobody who is known.
std::optional<TurnSide> TurnRows::sideOf(const TableRow &row) const
{
    const QString who = row.cells[m_columns.side].trimmed();
    if (m_columns.isPerson && !who.isEmpty())
        return turnSideOf(who).value_or(isAgentsName(who) ? TurnSide::Agent : TurnSide::Customer);
    if (!m_columns.isSender)
        return turnSideOf(who);
    if (m_columns.kind >= 0 && row.cells[m_columns.kind].trimmed() != QLatin1String("1"))
        return TurnSide::Neither;
    const auto isSent = labelFromText(who);
    if (!isSent)
        return std::nullopt;
    return *isSent == 1 ? TurnSide::Agent : TurnSide::Customer;
}

/// Empty: it doesn't say. Where no column does, an agent's turns are of the customer's before.
QString TurnRows::dialogueOf(const TableRow &row) const
{
    if (m_columns.dialogue >= 0)
        return row.cells[m_columns.dialogue].trimmed();
    if (m_columns.isSender)
        return QStringLiteral("1");
    if (sideOf(row) == TurnSide::Customer)
        return row.cells[m_columns.side].simplified();
    return m_open.empty() ? QString() : m_dialogue;
}

void TurnRows::take(TableRow row)
{
    if (row.problem) {
        m_waiting.push_back(std::move(row));
        return;
    }
    if (row.cells.size() != m_width) {
        const QString reason =
            Text::tr("The row has %n fields, expected %1.", nullptr, int(row.cells.size()))
                .arg(m_width);
        refuse(std::move(row), reason);
        return;
    }
    for (const qsizetype column : {m_columns.side, m_columns.text, m_columns.dialogue})
        if (row.failed.contains(column)) {
            const QString reason = row.failed[column];
            refuse(std::move(row), reason);
            return;
        }
    const QString dialogue = dialogueOf(row);
    if (dialogue.isEmpty() && m_columns.dialogue >= 0) {
        refuse(std::move(row), Text::tr("The row doesn't say which conversation it is of."));
        return;
    }
    if (m_columns.dialogue < 0 && dialogue != m_dialogue) {
        if (auto begun = m_open.extract(QString())) { // by an agent
            begun.key() = begun.mapped().dialogue = dialogue;
            m_open.insert(std::move(begun));
        } else {
            closeAll();
        }
    }
    m_dialogue = dialogue;
    auto open = m_open.find(dialogue);
    if (open == m_open.end()) {
        if (m_closed.contains(qHash(dialogue))) {
            refuse(std::move(row),
                   Text::tr("The rows of conversation “%1” don't stand together; sort the table by "
                            "conversation and time.")
                       .arg(dialogue.left(40)));
            return;
        }
        if (m_openRows >= kMostOpenRows)
            closeOlderHalf();
        open = m_open.emplace(dialogue, Conversation{dialogue, row, {}, {}, m_row}).first;
    }
    Conversation &conversation = open->second;
    conversation.last = m_row++;
    if (conversation.raw.size() < kMostRaw)
        conversation.raw += row.raw + '\n';
    ++conversation.rows;
    ++m_openRows;
    const auto side = sideOf(row);
    if (!side) {
        const QString reason = Text::tr("“%1” is neither customer nor agent.")
                                   .arg(row.cells[m_columns.side].simplified().left(40));
        refuse(std::move(row), reason);
        return;
    }
    const QString text = row.cells[m_columns.text];
    if (*side == TurnSide::Neither || text.trimmed().isEmpty() ||
        conversation.turns.size() > kMaxTurns)
        return;
    Turn turn{.said = {.isAgent = *side == TurnSide::Agent, .text = text}};
    if (m_columns.isNumbered)
        turn.time = row.cells[m_columns.time].trimmed().toLongLong();
    else if (m_columns.time >= 0)
        turn.time = momentOf(row.cells[m_columns.time]);
    if (turn.said.isAgent)
        turn.row = std::move(row);
    conversation.turns.push_back(std::move(turn));
}

/// Turns of one moment keep their order, or turn it where the newest stand first.
void TurnRows::sortByTime(std::vector<Turn> &turns)
{
    const bool haveAll =
        std::ranges::all_of(turns, [](const Turn &turn) { return turn.time.has_value(); });
    if (!haveAll || std::ranges::is_sorted(turns, {}, &Turn::time))
        return;
    if (std::ranges::is_sorted(turns, std::ranges::greater{}, &Turn::time))
        std::ranges::reverse(turns);
    else
        std::ranges::stable_sort(turns, {}, &Turn::time);
}

void TurnRows::closeAll()
{
    std::vector<Conversation> all;
    for (auto &[dialogue, conversation] : m_open)
        all.push_back(std::move(conversation));
    m_open.clear();
    std::ranges::sort(all, {}, &Conversation::opened);
    for (Conversation &conversation : all)
        close(std::move(conversation));
}

/// Those that were silent longest: logs in the order of time have many conversations at once.
void TurnRows::closeOlderHalf()
{
    std::vector<Conversation *> byLast;
    for (auto &[dialogue, conversation] : m_open)
        byLast.push_back(&conversation);
    std::ranges::sort(byLast, {}, &Conversation::last);
    byLast.resize((byLast.size() + 1) / 2);
    std::ranges::sort(byLast, {}, &Conversation::opened);
    for (Conversation *conversation : byLast) {
        const QString dialogue = conversation->dialogue;
        close(std::move(*conversation));
        m_open.erase(dialogue);
    }
}

void TurnRows::close(Conversation conversation)
{
    m_openRows -= conversation.rows;
    m_closed.insert(qHash(conversation.dialogue));
    m_waiting.push_back(std::move(conversation));
}

std::deque<TableRow> &TurnRows::ready()
{
    for (; m_ready.empty() && !m_waiting.empty(); m_waiting.pop_front())
        if (auto *const row = std::get_if<TableRow>(&m_waiting.front()))
            m_ready.push_back(std::move(*row));
        else
            makeRows(std::get<Conversation>(std::move(m_waiting.front())));
    return m_ready;
}

void TurnRows::makeRows(Conversation conversation)
{
    auto &turns = conversation.turns;
    const auto refused = [&](const QString &reason) {
        conversation.first.problem = TableRow::Problem{.reason = reason};
        conversation.first.raw = conversation.raw.trimmed(); // all of it is left out
        conversation.first.cells.clear();
        m_ready.push_back(std::move(conversation.first));
    };
    if (turns.size() > kMaxTurns) {
        refused(Text::tr("The conversation has more than 2,000 turns."));
        return;
    }
    sortByTime(turns);
    std::vector<ChatTurn> said;
    std::vector<TableRow> replies; // of an agent's first turns behind a customer's
    for (std::size_t i = 0; i < turns.size(); ++i) {
        if (i > 0 && turns[i].said.isAgent && !turns[i - 1].said.isAgent)
            replies.push_back(std::move(turns[i].row));
        said.push_back(turns[i].said);
    }
    const Chat chat = chatOf(said);
    if (chat.contextLetters() > kMaxContextLetters) {
        refused(Text::tr("The conversation is too long; cut it in parts."));
        return;
    }
    if (chat.pairs.empty()) {
        refused(Text::tr("The conversation has no reply of an agent to a question."));
        return;
    }
    for (std::size_t i = 0; i < chat.pairs.size(); ++i) {
        const ChatPair &pair = chat.pairs[i];
        TableRow row = std::move(replies[i]);
        QStringList cells{pair.question, pair.reply, chat.context(pair.contextLetters),
                          conversation.dialogue};
        QMap<qsizetype, QString> failed;
        for (const qsizetype column : m_columns.beside) {
            if (row.failed.contains(column))
                failed.insert(cells.size(), row.failed[column]);
            cells << row.cells[column];
        }
        row.cells = cells;
        row.failed = failed;
        row.isDialogueMadeUp = m_columns.isSender;
        m_ready.push_back(std::move(row));
    }
}

class TurnTable : public TableSource
{
public:
    TurnTable(std::unique_ptr<TableSource> table, TurnColumns columns)
        : m_table(std::move(table)), m_columns(std::move(columns)),
          m_rows(m_columns, m_table->columnNames().size())
    {
        TurnRows first(m_columns, m_table->columnNames().size());
        for (const QStringList &cells : m_table->firstRows())
            first.take({.cells = cells});
        first.end();
        for (; !first.ready().empty(); first.ready().pop_front())
            if (const TableRow &row = first.ready().front(); !row.problem)
                m_firstRows << row.cells;
    }

    QStringList columnNames() const override { return m_columns.names; }
    QList<QStringList> firstRows() const override { return m_firstRows; }
    qint64 position() const override { return m_table->position(); }
    qint64 size() const override { return m_table->size(); }

    Result<bool> next(TableRow &row) override
    {
        while (m_rows.ready().empty() && !m_isAtEnd) {
            TableRow turn;
            const auto read = m_table->next(turn);
            if (!read)
                return read;
            if (*read)
                m_rows.take(std::move(turn));
            else
                m_rows.end();
            m_isAtEnd = !*read;
        }
        if (m_rows.ready().empty())
            return false;
        row = std::move(m_rows.ready().front());
        m_rows.ready().pop_front();
        return true;
    }

private:
    std::unique_ptr<TableSource> m_table;
    TurnColumns m_columns;
    TurnRows m_rows;
    QList<QStringList> m_firstRows;
    bool m_isAtEnd = false;
};
} // namespace

bool isTurnTable(const QStringList &names, const QList<QStringList> &firstRows)
{
    return turnColumns(names, firstRows).has_value();
}

std::unique_ptr<TableSource> turnsAsPairs(std::unique_ptr<TableSource> table,
                                          const PairFormat &format)
{
    if (!hasNamedColumns(format) || !table->knownColumns().isEmpty())
        return table;
    auto columns = turnColumns(table->columnNames(), table->firstRows());
    if (!columns)
        return table;
    return std::make_unique<TurnTable>(std::move(table), std::move(*columns));
}

} // namespace tunedesk
