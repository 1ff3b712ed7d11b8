#include "project/run_store.h"

#include "project/connection.h"
#include "project/database.h"
#include "project/stored_values.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <limits>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(RunStore)
};

QString metricsJson(const QMap<QString, double> &metrics)
{
    QJsonObject json;
    for (auto it = metrics.begin(); it != metrics.end(); ++it)
        json.insert(it.key(), std::isfinite(it.value()) ? QJsonValue(it.value()) : QJsonValue());
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

QMap<QString, double> metricsFromJson(const QString &text)
{
    QMap<QString, double> metrics;
    const QJsonObject json = QJsonDocument::fromJson(text.toUtf8()).object();
    for (auto it = json.begin(); it != json.end(); ++it)
        metrics.insert(it.key(), it.value().toDouble(std::numeric_limits<double>::quiet_NaN()));
    return metrics;
}

double realOrNan(const Statement &row, int column)
{
    return row.isNull(column) ? std::numeric_limits<double>::quiet_NaN() : row.real(column);
}

RunSummary readRun(const Statement &row)
{
    RunSummary run;
    int column = 0;
    run.id = row.integer(column++);
    run.slot = std::max(1, storedCount(row.integer(column++)));
    run.name = row.text(column++);
    run.state = runStateFromName(row.text(column++));
    run.error = row.text(column++);
    run.modelName = row.text(column++);
    run.modelPath = row.text(column++);
    // A recipe of an older version that can't be read any more must not hide the run.
    const auto json = QJsonDocument::fromJson(row.text(column++).toUtf8()).object();
    if (auto recipe = TrainingRecipe::fromJson(json))
        run.recipe = *recipe;
    run.snapshotId = row.integer(column++);
    run.snapshotHash = row.text(column++);
    run.startedMs = row.integer(column++);
    run.finishedMs = row.integer(column++);
    run.seconds = row.real(column++);
    run.steps = row.integer(column++);
    run.totalSteps = row.integer(column++);
    run.bestStep = row.integer(column++);
    run.bestEpoch = row.real(column++);
    run.best = metricsFromJson(row.text(column++));
    run.test = metricsFromJson(row.text(column++));
    run.removed = row.integer(column++) != 0;
    return run;
}

template <typename... Values>
Result<std::vector<RunSummary>> readRuns(const Connection &connection, const char *rest,
                                         const Values &...values)
{
    Statement statement(
        connection,
        QStringLiteral("SELECT r.id, slot, name, state, error, model_name, model_path, recipe, "
                       "snapshot_id, s.hash, started_ms, finished_ms, seconds, steps, total_steps, "
                       "best_step, best_epoch, best, test, removed "
                       "FROM runs r LEFT JOIN snapshots s ON s.id = r.snapshot_id ") +
            QLatin1String(rest));
    if (auto asked = statement.run(values...); !asked)
        return asked.error();
    std::vector<RunSummary> runs;
    if (auto read = statement.each([&] { runs.push_back(readRun(statement)); }); !read)
        return read.error();
    return runs;
}

Error noSuchRun(qint64 runId)
{
    return {ErrorKind::Input, Text::tr("There is no run of this number."),
            Text::tr("run %1").arg(runId), Text::tr("Choose a run of this project.")};
}

/// Runs a statement that must hit the run.
template <typename... Values>
Result<void> change(Connection &connection, qint64 runId, const QString &sql,
                    const Values &...values)
{
    return connection.write([&](Connection &writer) -> Result<void> {
        Statement statement(writer, sql);
        if (auto done = statement.run(values...); !done)
            return done;
        if (statement.changedRows() == 0)
            return noSuchRun(runId);
        return {};
    });
}

RunEvent::Kind storedKind(qint64 number)
{
    return number >= 0 && number <= qint64(RunEvent::Kind::Checkpoint) ? RunEvent::Kind(number)
                                                                       : RunEvent::Kind::Info;
}
} // namespace

Result<qint64> RunStore::add(const RunSummary &run)
{
    return m_connection.write([&](Connection &writer) -> Result<qint64> {
        // Removed runs keep their slot, so that a colour never changes its meaning.
        Statement insert(
            writer,
            QStringLiteral("INSERT INTO runs (slot, name, state, model_name, model_path, recipe, "
                           "snapshot_id, started_ms, total_steps) "
                           "VALUES ((SELECT coalesce(max(slot), 0) + 1 FROM runs), "
                           "?, ?, ?, ?, ?, ?, ?, ?)"));
        const auto snapshot = run.snapshotId != 0 ? std::optional(run.snapshotId) : std::nullopt;
        const QByteArray recipe = QJsonDocument(run.recipe.toJson()).toJson(QJsonDocument::Compact);
        if (auto added =
                insert.run(run.name, runStateName(RunState::Running), run.modelName, run.modelPath,
                           QString::fromUtf8(recipe), snapshot, run.startedMs, run.totalSteps);
            !added)
            return added.error();
        writer.database()->setRunLives(insert.insertedId(), true);
        return insert.insertedId();
    });
}

Result<void> RunStore::update(const RunSummary &run)
{
    return m_connection.write([&](Connection &writer) -> Result<void> {
        Statement statement(
            writer,
            QStringLiteral("UPDATE runs SET state = ?, error = ?, snapshot_id = ?, started_ms = ?, "
                           "finished_ms = ?, seconds = ?, steps = ?, total_steps = ?, "
                           "best_step = ?, best_epoch = ?, best = ?, test = ? WHERE id = ?"));
        const auto snapshot = run.snapshotId != 0 ? std::optional(run.snapshotId) : std::nullopt;
        if (auto done =
                statement.run(runStateName(run.state), run.error, snapshot, run.startedMs,
                              run.finishedMs, run.seconds, run.steps, run.totalSteps, run.bestStep,
                              run.bestEpoch, metricsJson(run.best), metricsJson(run.test), run.id);
            !done)
            return done;
        if (statement.changedRows() == 0)
            return noSuchRun(run.id);
        writer.database()->setRunLives(run.id, run.state == RunState::Running);
        return {};
    });
}

Result<void> RunStore::rename(qint64 runId, const QString &name)
{
    return change(m_connection, runId, QStringLiteral("UPDATE runs SET name = ? WHERE id = ?"),
                  name, runId);
}

Result<void> RunStore::setRemoved(qint64 runId, bool removed)
{
    return change(m_connection, runId, QStringLiteral("UPDATE runs SET removed = ? WHERE id = ?"),
                  removed, runId);
}

Result<std::optional<RunSummary>> RunStore::find(qint64 runId) const
{
    auto runs = readRuns(m_connection, "WHERE r.id = ?", runId);
    if (!runs)
        return runs.error();
    return runs->empty() ? std::optional<RunSummary>() : std::optional(runs->front());
}

Result<std::vector<RunSummary>> RunStore::list(bool withRemoved) const
{
    return readRuns(m_connection, "WHERE removed <= ? ORDER BY r.id DESC", withRemoved ? 1 : 0);
}

Result<int> RunStore::markInterrupted()
{
    return m_connection.write([&](Connection &writer) -> Result<int> {
        const std::set<qint64> living = writer.database()->livingRuns();
        std::vector<qint64> dead;
        Statement running(writer, QStringLiteral("SELECT id FROM runs WHERE state = ?"));
        if (auto asked = running.run(runStateName(RunState::Running)); !asked)
            return asked.error();
        const auto read = running.each([&] {
            if (!living.contains(running.integer(0)))
                dead.push_back(running.integer(0));
        });
        if (!read)
            return read.error();
        Statement mark(writer, QStringLiteral("UPDATE runs SET state = ? WHERE id = ?"));
        for (const qint64 id : dead)
            if (auto done = mark.run(runStateName(RunState::Interrupted), id); !done)
                return done.error();
        return int(dead.size());
    });
}

Result<void> RunStore::addMetrics(qint64 runId, const std::vector<MetricRow> &rows)
{
    return m_connection.write([&](Connection &writer) -> Result<void> {
        Statement insert(writer,
                         QStringLiteral("INSERT INTO run_metrics (run_id, step, epoch, seconds, "
                                        "name, value) VALUES (?, ?, ?, ?, ?, ?)"));
        for (const MetricRow &row : rows)
            if (auto done =
                    insert.run(runId, row.step, row.epoch, row.seconds, row.name, row.value);
                !done)
                return done;
        return {};
    });
}

Result<void> RunStore::dropMetricsAfter(qint64 runId, qint64 step)
{
    return m_connection.write([&](Connection &writer) -> Result<void> {
        Statement metrics(writer,
                          QStringLiteral("DELETE FROM run_metrics WHERE run_id = ? AND step > ?"));
        if (auto done = metrics.run(runId, step); !done)
            return done;
        Statement events(writer,
                         QStringLiteral("DELETE FROM run_events WHERE run_id = ? AND step > ?"));
        return events.run(runId, step);
    });
}

Result<std::vector<MetricRow>> RunStore::metrics(qint64 runId, const QStringList &names) const
{
    QString sql = QStringLiteral(
        "SELECT step, epoch, seconds, name, value FROM run_metrics WHERE run_id = ?");
    QVariantList values{runId};
    if (!names.isEmpty()) {
        sql += QStringLiteral(" AND name IN (?%1)")
                   .arg(QStringLiteral(", ?").repeated(names.size() - 1));
        for (const QString &name : names)
            values << name;
    }
    Statement statement(m_connection, sql + QStringLiteral(" ORDER BY step, id"));
    if (auto asked = statement.run(values); !asked)
        return asked.error();
    std::vector<MetricRow> rows;
    const auto read = statement.each([&] {
        rows.push_back({statement.integer(0), statement.real(1), statement.real(2),
                        statement.text(3), realOrNan(statement, 4)});
    });
    if (!read)
        return read.error();
    return rows;
}

Result<void> RunStore::addEvent(qint64 runId, const RunEvent &event)
{
    return m_connection.write([&](Connection &writer) -> Result<void> {
        Statement insert(writer,
                         QStringLiteral("INSERT INTO run_events (run_id, kind, step, at_ms, what, "
                                        "detail) VALUES (?, ?, ?, ?, ?, ?)"));
        return insert.run(runId, int(event.kind), event.step, event.atMs, event.what, event.detail);
    });
}

Result<std::vector<RunEvent>> RunStore::events(qint64 runId) const
{
    Statement statement(m_connection,
                        QStringLiteral("SELECT kind, step, at_ms, what, detail "
                                       "FROM run_events WHERE run_id = ? ORDER BY id"));
    if (auto asked = statement.run(runId); !asked)
        return asked.error();
    std::vector<RunEvent> events;
    const auto read = statement.each([&] {
        events.push_back({storedKind(statement.integer(0)), statement.integer(1),
                          statement.integer(2), statement.text(3), statement.text(4)});
    });
    if (!read)
        return read.error();
    return events;
}

Result<void> RunStore::setPredictions(qint64 runId, const std::vector<RunPrediction> &predictions)
{
    return m_connection.write([&](Connection &writer) -> Result<void> {
        Statement clear(writer, QStringLiteral("DELETE FROM run_predictions WHERE run_id = ?"));
        if (auto done = clear.run(runId); !done)
            return done;
        Statement insert(writer,
                         QStringLiteral("INSERT INTO run_predictions (run_id, pair_id, split, "
                                        "probability, target) VALUES (?, ?, ?, ?, ?)"));
        for (const RunPrediction &row : predictions)
            if (auto done =
                    insert.run(runId, row.pairId, int(row.split), row.probability, row.target);
                !done)
                return done;
        return {};
    });
}

Result<std::vector<RunPrediction>> RunStore::predictions(qint64 runId,
                                                         std::optional<Split> split) const
{
    Statement statement(
        m_connection,
        QStringLiteral("SELECT pair_id, split, probability, target FROM run_predictions "
                       "WHERE run_id = ? AND (? < 0 OR split = ?) ORDER BY pair_id"));
    const int number = split ? int(*split) : -1;
    if (auto asked = statement.run(runId, number, number); !asked)
        return asked.error();
    std::vector<RunPrediction> rows;
    const auto read = statement.each([&] {
        rows.push_back({statement.integer(0), storedSplit(statement.integer(1)),
                        realOrNan(statement, 2), realOrNan(statement, 3)});
    });
    if (!read)
        return read.error();
    return rows;
}

} // namespace tunedesk
