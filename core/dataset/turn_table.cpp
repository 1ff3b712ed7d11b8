#include "dataset/turn_table.h"

#include "dataset/column_phrase.h"
#include "dataset/json_turns.h"
#include "dataset/pair_words.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <deque>
#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairReader)
};

constexpr qsizetype kMaxContextLetters = 64'000'000; ///< each reply repeats what was said before
constexpr std::size_t kMaxTurns = 2'000;

/// Where a turn says what.
struct TurnColumns {
    qsizetype side = -1, text = -1, dialogue = -1;
    QList<qsizetype> beside;
    QStringList names; ///< of the pairs' table
};

QStringList cellsBelow(const QList<QStringList> &rows, qsizetype column)
{
    QStringList cells;
    for (const QStringList &row : rows)
        if (const QString cell = row.value(column).trimmed(); !cell.isEmpty())
            cells << cell;
    return cells;
}

bool areSides(const QStringList &cells)
{
    bool hasCustomer = false, hasAgent = false;
    for (const QString &cell : cells) {
        const auto side = turnSideOf(cell);
        if (!side)
            return false;
        hasCustomer |= *side == TurnSide::Customer;
        hasAgent |= *side == TurnSide::Agent;
    }
    return hasCustomer && hasAgent;
}

bool isNamedText(const QString &name)
{
    static const QStringList names =
        QStringLiteral("message|messagetext|messagebody|messagecontent|text|content|body|utterance|"
                       "msg|消息|内容|消息内容|文本|发言|发言内容|聊天内容|对话内容|聊天记录")
            .split(QLatin1Char('|'));
    QString plain;
    for (const QChar letter : name.toLower())
        if (letter.isLetterOrNumber())
            plain += letter;
    return names.contains(plain);
}

/// The column with the longest texts, where none is named so.
qsizetype textColumn(const QStringList &names, const QList<QStringList> &rows,
                     const TurnColumns &found)
{
    qsizetype longest = -1;
    double letters = 0;
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (i == found.side || i == found.dialogue)
            continue;
        if (isNamedText(names[i]))
            return i;
        const QStringList cells = cellsBelow(rows, i);
        const auto isText = [](const QString &cell) { return !cell.front().isDigit(); };
        const auto texts = std::count_if(cells.begin(), cells.end(), isText);
        const double mean = double(cells.join(QString()).size()) / double(cells.size() + 1);
        if (2 * texts > cells.size() && mean > letters) {
            letters = mean;
            longest = i;
        }
    }
    return longest;
}

std::optional<TurnColumns> turnColumns(const QStringList &names, const QList<QStringList> &rows)
{
    TurnColumns found;
    for (qsizetype i = 0; i < names.size(); ++i) {
        const PairColumn named = columnNameRank(names[i]) >= 0 ? columnFromName(names[i])
                                                               : columnFromPhrase(names[i]).column;
        if (named == PairColumn::Reply)
            return std::nullopt;
        if (named == PairColumn::Dialogue && found.dialogue < 0)
            found.dialogue = i;
        else if (found.side < 0 && areSides(cellsBelow(rows, i)))
            found.side = i;
    }
    if (found.dialogue < 0 || found.side < 0)
        return std::nullopt;
    found.text = textColumn(names, rows, found);
    if (found.text < 0)
        return std::nullopt;
    found.names = {QStringLiteral("question"), QStringLiteral("reply"), QStringLiteral("context"),
                   QStringLiteral("dialogue")};
    for (qsizetype i = 0; i < names.size(); ++i)
        if (i != found.side && i != found.text && i != found.dialogue &&
            !found.names.contains(names[i])) {
            found.beside << i;
            found.names << names[i];
        }
    return found;
}

/// Puts turns together, in the order of the table. One thread.
class TurnRows
{
public:
    TurnRows(const TurnColumns &columns, qsizetype width) : m_columns(columns), m_width(width) {}

    void take(TableRow row);
    void end() { close(); } ///< of the table
    std::deque<TableRow> &ready() { return m_ready; }

private:
    void close();
    void refuse(TableRow row, const QString &reason);

    const TurnColumns &m_columns;
    qsizetype m_width;
    QString m_dialogue;
    std::vector<ChatTurn> m_turns;
    std::vector<TableRow> m_replies; ///< of an agent's first turns behind a customer's
    TableRow m_first;                ///< of the conversation
    bool m_isOpen = false;
    QSet<std::size_t> m_closed; ///< hashes of conversations
    std::deque<TableRow> m_ready;
};

void TurnRows::refuse(TableRow row, const QString &reason)
{
    row.problem = TableRow::Problem{.reason = reason};
    m_ready.push_back(std::move(row));
}

void TurnRows::take(TableRow row)
{
    if (row.problem) {
        m_ready.push_back(std::move(row));
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
            const QString reason =
                Text::tr("The cell holds the error %1 of a formula.").arg(row.cells[column]);
            refuse(std::move(row), reason);
            return;
        }
    const QString dialogue = row.cells[m_columns.dialogue].trimmed();
    if (dialogue.isEmpty()) {
        refuse(std::move(row), Text::tr("The row doesn't say which conversation it is of."));
        return;
    }
    if (m_isOpen && dialogue != m_dialogue)
        close();
    if (!m_isOpen) {
        if (m_closed.contains(qHash(dialogue))) {
            refuse(std::move(row),
                   Text::tr("The rows of conversation “%1” don't stand together; sort the table by "
                            "conversation and time.")
                       .arg(dialogue.left(40)));
            return;
        }
        m_isOpen = true;
        m_dialogue = dialogue;
        m_first = row;
    }
    const QString who = row.cells[m_columns.side];
    const auto side = turnSideOf(who);
    if (!side) {
        const QString reason =
            Text::tr("“%1” is neither customer nor agent.").arg(who.simplified().left(40));
        refuse(std::move(row), reason);
        return;
    }
    const QString text = row.cells[m_columns.text];
    if (*side == TurnSide::Neither || text.trimmed().isEmpty() || m_turns.size() > kMaxTurns)
        return;
    const bool isAgent = *side == TurnSide::Agent;
    if (isAgent && !m_turns.empty() && !m_turns.back().isAgent)
        m_replies.push_back(std::move(row));
    m_turns.push_back({.isAgent = isAgent, .text = text});
}

void TurnRows::close()
{
    if (!std::exchange(m_isOpen, false))
        return;
    m_closed.insert(qHash(m_dialogue));
    const auto turns = std::exchange(m_turns, {});
    auto replies = std::exchange(m_replies, {});
    if (turns.size() > kMaxTurns) {
        refuse(std::move(m_first), Text::tr("The conversation has more than 2,000 turns."));
        return;
    }
    const Chat chat = chatOf(turns);
    if (chat.contextLetters() > kMaxContextLetters) {
        refuse(std::move(m_first), Text::tr("The conversation is too long; cut it in parts."));
        return;
    }
    if (chat.pairs.empty()) {
        refuse(std::move(m_first),
               Text::tr("The conversation has no reply of an agent to a question."));
        return;
    }
    for (std::size_t i = 0; i < chat.pairs.size(); ++i) {
        const ChatPair &pair = chat.pairs[i];
        TableRow row = std::move(replies[i]);
        QStringList cells{pair.question, pair.reply, chat.context(pair.contextLetters), m_dialogue};
        QList<qsizetype> failed;
        for (const qsizetype column : m_columns.beside) {
            if (row.failed.contains(column))
                failed << cells.size();
            cells << row.cells[column];
        }
        row.cells = cells;
        row.failed = failed;
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
        for (const TableRow &row : first.ready())
            if (!row.problem)
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
