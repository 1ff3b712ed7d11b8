#include "project/changed_times.h"

#include "project/change_content.h"
#include "project/change_log.h"
#include "project/connection.h"
#include "project/pair_store.h"
#include "project/step_plan.h"

#include <algorithm>
#include <vector>

namespace tunedesk
{

namespace
{
/// A row that a step may name, and the pair that it is about.
struct NamedRow {
    qint64 number = 0; ///< of a pair or an answer
    qint64 pairId = 0;
    bool operator<(const NamedRow &other) const { return number < other.number; }
};

class ChangedTimes
{
public:
    explicit ChangedTimes(const Connection &connection) : m_connection(connection) {}

    Result<void> readPairs(const QList<qint64> &pairIds);
    Result<void> readAnswers();
    Result<void> readSteps();
    QHash<qint64, qint64> times() && { return std::move(m_times); }

private:
    struct Step {
        ChangeKind kind = ChangeKind::Update;
        qint64 id = 0, atMs = 0, pairId = 0, importId = 0;
    };
    void touch(qint64 pairId, qint64 atMs)
    {
        qint64 &time = m_times[pairId];
        time = std::max(time, atMs);
    }
    Result<void> take(const Step &step);

    const Connection &m_connection;
    QHash<qint64, qint64> m_times;
    QHash<qint64, qint64> m_imports;          ///< of each pair
    std::vector<NamedRow> m_pairs, m_answers; ///< in the order of their numbers
};

Result<void> ChangedTimes::readPairs(const QList<qint64> &pairIds)
{
    Statement &statement = m_connection.kept(
        QStringLiteral("SELECT p.import_id, i.at_ms FROM known_pairs p LEFT JOIN imports i "
                       "ON i.id = p.import_id WHERE p.id = ?"));
    for (const qint64 id : pairIds) {
        if (auto asked = statement.run(id); !asked)
            return asked;
        const auto read = statement.each([&] {
            m_imports.insert(id, statement.integer(0));
            m_pairs.push_back({id, id});
            touch(id, statement.integer(1));
        });
        if (!read)
            return read;
    }
    std::sort(m_pairs.begin(), m_pairs.end());
    return {};
}

Result<void> ChangedTimes::readAnswers()
{
    Statement &statement = m_connection.kept(
        QStringLiteral("SELECT id, at_ms, imported FROM answers WHERE pair_id = ?"));
    for (const NamedRow &pair : m_pairs) {
        if (auto asked = statement.run(pair.pairId); !asked)
            return asked;
        const auto read = statement.each([&] {
            m_answers.push_back({statement.integer(0), pair.pairId});
            // What a file says of its own times happened elsewhere: here its import counts.
            if (statement.integer(2) == 0)
                touch(pair.pairId, statement.integer(1));
        });
        if (!read)
            return read;
    }
    std::sort(m_answers.begin(), m_answers.end());
    return {};
}

Result<void> ChangedTimes::readSteps()
{
    if (m_pairs.empty())
        return {};
    // Steps of answers name answers, so their pairs' numbers say nothing; those that only gave
    // answers and stand are known by these. Of a part only its own time is its own.
    Statement statement(
        m_connection,
        QStringLiteral("SELECT c.kind, c.id, max(c.at_ms, ifnull(s.state_ms, c.state_ms)), "
                       "c.pair_id, c.import_id FROM changes c LEFT JOIN changes s "
                       "ON s.id = c.part_of "
                       "WHERE CASE WHEN c.kind = 'answers' THEN c.part_of IS NOT NULL OR "
                       "c.state_ms > 0 "
                       "WHEN c.kind IN ('answers_taken_back', 'answers_brought_back', 'import') "
                       "THEN 1 ELSE c.first_pair <= ? AND c.last_pair >= ? END"));
    if (auto asked = statement.run(m_pairs.back().number, m_pairs.front().number); !asked)
        return asked;
    std::vector<Step> steps;
    const auto read = statement.each([&] {
        if (const auto kind = changeKindFromName(statement.text(0)))
            steps.push_back({*kind, statement.integer(1), statement.integer(2),
                             statement.integer(3), statement.integer(4)});
    });
    if (!read)
        return read;
    for (const Step &step : steps)
        if (auto taken = take(step); !taken)
            return taken;
    return {};
}

Result<void> ChangedTimes::take(const Step &step)
{
    if (step.kind == ChangeKind::Import) {
        for (const NamedRow &pair : m_pairs)
            if (m_imports.value(pair.pairId) == step.importId)
                touch(pair.pairId, step.atMs);
        return {};
    }
    Statement &statement =
        m_connection.kept(QStringLiteral("SELECT content FROM changes WHERE id = ?"));
    if (auto asked = statement.run(step.id); !asked)
        return asked;
    QByteArray content;
    if (auto read = statement.each([&] { content = statement.bytes(0); }); !read)
        return read;
    const auto changes = unpackChanges(content);
    if (!changes)
        return changes.error();
    if (textOf(step.kind) && changes->empty() && m_times.contains(step.pairId)) // a note by hand
        touch(step.pairId, step.atMs);
    const std::vector<NamedRow> &rows =
        columnOf(step.kind) == ChangedColumn::TakenBack ? m_answers : m_pairs;
    for (const ValueChange &change : *changes)
        for (const IdRun &run : change.rows)
            for (auto row = std::lower_bound(rows.begin(), rows.end(), NamedRow{run.first, 0});
                 row != rows.end() && row->number <= run.last; ++row)
                touch(row->pairId, step.atMs);
    return {};
}
} // namespace

Result<QHash<qint64, qint64>> changedTimes(const Connection &connection,
                                           const QList<qint64> &pairIds)
{
    ChangedTimes times(connection);
    for (const auto &read : {times.readPairs(pairIds), times.readAnswers(), times.readSteps()})
        if (!read)
            return read.error();
    return std::move(times).times();
}

Result<QHash<qint64, qint64>> PairStore::changedTimes(const QList<qint64> &ids) const
{
    return tunedesk::changedTimes(m_connection, ids);
}

} // namespace tunedesk
