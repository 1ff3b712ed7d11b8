#include "dataset/turn_table.h"

#include "dataset/column_phrase.h"
#include "dataset/json_turns.h"
#include "dataset/pair_words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QSet>
#include <QTimeZone>

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

/// Where a turn says what; −1: nowhere.
struct TurnColumns {
    qsizetype side = -1, text = -1;
    qsizetype dialogue = -1; ///< without it a customer's turns are of one conversation
    qsizetype time = -1;
    qsizetype kind = -1;   ///< of WeChat's messages: 1 is a text
    bool isSender = false; ///< side says whether it was sent from here
    bool isPerson = false; ///< side names agents, and others
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

QString plainName(const QString &name)
{
    QString plain;
    for (const QChar letter : name.toLower())
        if (letter.isLetterOrNumber())
            plain += letter;
    return plain;
}

bool isOneOf(const QString &name, QStringView names)
{
    return names.split(u'|').contains(plainName(name));
}

bool isNamedText(const QString &name)
{
    return isOneOf(name,
                   u"message|messagetext|messagebody|messagecontent|text|content|body|utterance|"
                   u"msg|strcontent|消息|内容|消息内容|文本|发言|发言内容|聊天内容|对话内容|"
                   u"聊天记录");
}

bool isNamedPerson(const QString &name)
{
    return isOneOf(name, u"from|sender|sendername|author|speaker|发送者|发送人|发言人|发送方|"
                         u"发送人昵称|发言者");
}

/// Of WeChat's messages, as exporters write them.
bool isNamedSender(const QString &name)
{
    return isOneOf(name, u"issender|issend|isself|isfromme");
}

/// Whether somebody is an agent by their name, as “客服小李” and “Support team” are.
bool isAgentsName(const QString &name)
{
    if (turnSideOf(name) == TurnSide::Agent || name.trimmed() == QStringLiteral("我"))
        return true;
    for (const QString &word :
         {QStringLiteral("客服"), QStringLiteral("坐席"), QStringLiteral("座席")})
        if (name.contains(word))
            return true;
    const QStringList words = name.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return words.contains(QLatin1String("support")) || words.contains(QLatin1String("agent")) ||
           name.simplified().toLower() == QLatin1String("customer service");
}

bool areAgentsAndOthers(const QStringList &cells)
{
    const auto agents = std::count_if(cells.begin(), cells.end(), isAgentsName);
    return agents > 0 && agents < cells.size();
}

/// Milliseconds; none: no moment that reads in one way alone.
std::optional<qint64> momentOf(const QString &cell)
{
    QString text = cell.simplified();
    text.replace(QLatin1Char('/'), QLatin1Char('-'));
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (isNumber && (text.size() == 10 || text.size() == 13))
        return text.size() == 10 ? 1000 * number : number;
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    for (const char *format : {"yyyy-M-d H:m:s", "yyyy-M-d H:m"})
        if (!time.isValid())
            time = QDateTime::fromString(text, QLatin1String(format));
    if (!time.isValid() || !text.contains(QLatin1Char(':')))
        return std::nullopt;
    if (time.timeSpec() == Qt::LocalTime) // whose clocks are turned back in autumn
        time.setTimeZone(QTimeZone::utc());
    return time.toMSecsSinceEpoch();
}

/// The column of moments that tells most rows apart; −1: there is none.
qsizetype timeColumn(qsizetype columns, const QList<QStringList> &rows)
{
    qsizetype best = -1, most = 1;
    for (qsizetype i = 0; i < columns; ++i) {
        QSet<qint64> moments;
        const QStringList cells = cellsBelow(rows, i);
        for (const QString &cell : cells)
            if (const auto moment = momentOf(cell))
                moments.insert(*moment);
        const bool areAll = std::all_of(cells.begin(), cells.end(), [](const QString &cell) {
            return momentOf(cell).has_value();
        });
        if (areAll && moments.size() > most) {
            most = moments.size();
            best = i;
        }
    }
    return best;
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
    qsizetype talker = -1, kind = -1, person = -1;
    for (qsizetype i = 0; i < names.size(); ++i) {
        const QStringList cells = cellsBelow(rows, i);
        const PairColumn named = columnNameRank(names[i]) >= 0 ? columnFromName(names[i])
                                                               : columnFromPhrase(names[i]).column;
        if (isNamedSender(names[i]) && found.side < 0) {
            found.side = i;
            found.isSender = true;
        } else if (isOneOf(names[i], u"talkerid|strtalker|talker")) {
            talker = i;
        } else if (isOneOf(names[i], u"type")) {
            kind = i;
        } else if (named == PairColumn::Reply) {
            return std::nullopt;
        } else if (named == PairColumn::Dialogue && found.dialogue < 0) {
            found.dialogue = i;
        } else if (found.side < 0 && areSides(cells)) {
            found.side = i;
        } else if (person < 0 && isNamedPerson(names[i]) && areAgentsAndOthers(cells)) {
            person = i;
        }
    }
    if (found.side < 0 && person >= 0) {
        found.side = person;
        found.isPerson = true;
    }
    if (found.isSender) {
        found.dialogue = found.dialogue < 0 ? talker : found.dialogue;
        found.kind = kind;
    }
    if (found.side < 0 || (found.dialogue < 0 && !found.isPerson && !found.isSender))
        return std::nullopt;
    found.text = textColumn(names, rows, found);
    if (found.text < 0 || (found.dialogue < 0 && !isNamedText(names[found.text])))
        return std::nullopt;
    found.time = timeColumn(names.size(), rows);
    found.names = {QStringLiteral("question"), QStringLiteral("reply"), QStringLiteral("context"),
                   QStringLiteral("dialogue")};
    if (found.isSender) // what else an exporter writes is about the message
        return found;
    for (qsizetype i = 0; i < names.size(); ++i)
        if (i != found.side && i != found.text && i != found.dialogue &&
            !found.names.contains(names[i])) {
            found.beside << i;
            found.names << names[i];
        }
    return found;
}

/// Puts turns together, in the order of the table, or of their times where each turn of a
/// conversation has one. One thread.
class TurnRows
{
public:
    TurnRows(const TurnColumns &columns, qsizetype width) : m_columns(columns), m_width(width) {}

    void take(TableRow row);
    void end() { close(); } ///< of the table
    std::deque<TableRow> &ready() { return m_ready; }

private:
    struct Turn {
        ChatTurn said;
        std::optional<qint64> time;
        TableRow row; ///< of an agent's
    };
    std::optional<TurnSide> sideOf(const TableRow &row) const;
    QString dialogueOf(const TableRow &row) const;
    static void sortByTime(std::vector<Turn> &turns);
    void close();
    void refuse(TableRow row, const QString &reason);

    const TurnColumns &m_columns;
    qsizetype m_width;
    QString m_dialogue;
    std::vector<Turn> m_turns;
    TableRow m_first; ///< of the conversation
    bool m_isOpen = false;
    QSet<std::size_t> m_closed; ///< hashes of conversations
    std::deque<TableRow> m_ready;
};

void TurnRows::refuse(TableRow row, const QString &reason)
{
    row.problem = TableRow::Problem{.reason = reason};
    m_ready.push_back(std::move(row));
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
    return m_isOpen ? m_dialogue : QString();
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
    const QString dialogue = dialogueOf(row);
    if (dialogue.isEmpty() && m_columns.dialogue >= 0) {
        refuse(std::move(row), Text::tr("The row doesn't say which conversation it is of."));
        return;
    }
    if (m_isOpen && m_dialogue.isEmpty()) // an agent began
        m_dialogue = dialogue;
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
    const auto side = sideOf(row);
    if (!side) {
        const QString reason = Text::tr("“%1” is neither customer nor agent.")
                                   .arg(row.cells[m_columns.side].simplified().left(40));
        refuse(std::move(row), reason);
        return;
    }
    const QString text = row.cells[m_columns.text];
    if (*side == TurnSide::Neither || text.trimmed().isEmpty() || m_turns.size() > kMaxTurns)
        return;
    Turn turn{.said = {.isAgent = *side == TurnSide::Agent, .text = text}};
    if (m_columns.time >= 0)
        turn.time = momentOf(row.cells[m_columns.time]);
    if (turn.said.isAgent)
        turn.row = std::move(row);
    m_turns.push_back(std::move(turn));
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

void TurnRows::close()
{
    if (!std::exchange(m_isOpen, false))
        return;
    m_closed.insert(qHash(m_dialogue));
    auto turns = std::exchange(m_turns, {});
    if (turns.size() > kMaxTurns) {
        refuse(std::move(m_first), Text::tr("The conversation has more than 2,000 turns."));
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

bool isTurnTable(const QStringList &names, const QList<QStringList> &firstRows)
{
    return turnColumns(names, firstRows).has_value();
}

bool namesTurns(const QStringList &names)
{
    const auto isWho = [](const QString &name) {
        return isNamedPerson(name) || isNamedSender(name) || isOneOf(name, u"role|角色|发送方角色");
    };
    return std::any_of(names.begin(), names.end(), isWho) &&
           std::any_of(names.begin(), names.end(), isNamedText);
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
