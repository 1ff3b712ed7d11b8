#include "project/shown_judgements.h"

#include "project/connection.h"
#include "project/stored_values.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace tunedesk
{

Result<std::optional<qint64>> judgingRunId(const Connection &connection)
{
    Statement &statement = connection.kept(
        QStringLiteral("SELECT id FROM runs WHERE state = ? AND removed = 0 AND EXISTS (SELECT 1 "
                       "FROM run_predictions WHERE run_id = runs.id) ORDER BY id DESC LIMIT 1"));
    if (auto asked = statement.run(runStateName(RunState::Finished)); !asked)
        return asked.error();
    std::optional<qint64> id;
    if (auto read = statement.each([&] { id = statement.integer(0); }); !read)
        return read.error();
    return id;
}

Result<std::optional<JudgingRun>> judgingRun(const Connection &connection)
{
    const auto id = judgingRunId(connection);
    if (!id)
        return id.error();
    if (!*id)
        return std::optional<JudgingRun>();
    JudgingRun run;
    run.id = **id;
    Statement names(connection,
                    QStringLiteral("SELECT name, model_name, recipe FROM runs WHERE id = ?"));
    if (auto asked = names.run(run.id); !asked)
        return asked.error();
    const auto named = names.each([&] {
        run.name = names.text(0);
        run.modelName = names.text(1);
        const QJsonObject recipe = QJsonDocument::fromJson(names.text(2).toUtf8()).object();
        if (const auto read = TrainingRecipe::fromJson(recipe))
            run.isScore = read->objective == QLatin1String("regression");
    });
    if (!named)
        return named.error();
    Statement parts(connection,
                    QStringLiteral("SELECT split, count(*), min(min(probability), min(target)), "
                                   "max(max(probability), max(target)) FROM run_predictions "
                                   "WHERE run_id = ? GROUP BY split"));
    if (auto asked = parts.run(run.id); !asked)
        return asked.error();
    const auto read = parts.each([&] {
        run.pairs.insert(int(storedSplit(parts.integer(0))), int(parts.integer(1)));
        if (parts.isNull(2) || parts.isNull(3))
            return;
        run.lowest = std::min(run.lowest, parts.real(2));
        run.highest = std::max(run.highest, parts.real(3));
    });
    if (!read)
        return read.error();
    return std::optional(run);
}

Result<QHash<qint64, double>> judgements(const Connection &connection, qint64 runId,
                                         const QList<qint64> &pairIds)
{
    QHash<qint64, double> found;
    Statement &statement = connection.kept(
        QStringLiteral("SELECT probability FROM run_predictions WHERE run_id = ? AND pair_id = ?"));
    for (const qint64 id : pairIds) {
        if (auto asked = statement.run(runId, id); !asked)
            return asked.error();
        const auto read = statement.each([&] {
            if (!statement.isNull(0))
                found.insert(id, statement.real(0));
        });
        if (!read)
            return read.error();
    }
    return found;
}

QString judgementColumn(qint64 runId)
{
    return QStringLiteral("(SELECT probability FROM run_predictions WHERE run_id = %1 AND "
                          "pair_id = known_pairs.id)")
        .arg(runId);
}

Result<std::optional<JudgingRun>> RunStore::judging() const
{
    return judgingRun(m_connection);
}

Result<QHash<qint64, double>> RunStore::judgements(const QList<qint64> &pairIds) const
{
    const auto id = judgingRunId(m_connection);
    if (!id)
        return id.error();
    return *id ? tunedesk::judgements(m_connection, **id, pairIds) : QHash<qint64, double>();
}

} // namespace tunedesk
