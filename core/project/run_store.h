#pragma once

#include "base/result.h"
#include "domain/dialogue_pair.h"
#include "domain/metric_feed.h"
#include "domain/metric_row.h"
#include "domain/run_summary.h"

#include <QHash>
#include <QList>
#include <QMap>
#include <QStringList>

#include <optional>
#include <vector>

namespace tunedesk
{

class Connection;

/// A score that a run gave to a pair.
struct RunPrediction {
    qint64 pairId = 0;
    Split split = Split::Test;
    double probability = 0; ///< of class 1; the score itself in a regression
    double target = 0;
};

/// The run whose judgements stand beside the pairs.
struct JudgingRun {
    qint64 id = 0;
    QString name, modelName; ///< name: may be empty
    QMap<int, int> pairs;    ///< that it has judged, by Split
    bool isScore = false;    ///< a regression: it predicts scores; else probabilities of class 1
    double lowest = 0, highest = 1; ///< 0 to 1, and where its judgements and targets go beyond
    bool operator==(const JudgingRun &) const = default;
};

/// Runs and every number that they produced.
class RunStore
{
public:
    explicit RunStore(Connection &connection) : m_connection(connection) {}

    /// New row in state Running with its slot; fills in nothing but what `run` says. @return the id
    Result<qint64> add(const RunSummary &run);
    /// Writes state, error, times, steps, best, test; name, slot and removed stay as they are.
    Result<void> update(const RunSummary &run);
    Result<void> rename(qint64 runId, const QString &name);
    Result<void> setRemoved(qint64 runId, bool removed);
    Result<std::optional<RunSummary>> find(qint64 runId) const;
    Result<std::vector<RunSummary>> list(bool withRemoved = false) const; ///< newest first
    /// Runs in state Running that no living job of this process has: they become Interrupted. Once after opening.
    Result<int> markInterrupted();

    Result<void> addMetrics(qint64 runId, const std::vector<MetricRow> &rows);
    /// After a resume: what was written beyond the checkpoint goes.
    Result<void> dropMetricsAfter(qint64 runId, qint64 step);
    Result<std::vector<MetricRow>> metrics(qint64 runId, const QStringList &names = {}) const; ///< by step; empty: all
    Result<void> addEvent(qint64 runId, const RunEvent &event);
    Result<std::vector<RunEvent>> events(qint64 runId) const; ///< oldest first

    Result<void> setPredictions(qint64 runId, const std::vector<RunPrediction> &predictions);
    Result<std::vector<RunPrediction>> predictions(qint64 runId, std::optional<Split> split = {}) const;
    /// The newest finished run that kept judgements; nothing: none has. Reads all of them.
    Result<std::optional<JudgingRun>> judging() const;
    /// Its judgements of those pairs that it has judged, see RunPrediction::probability.
    Result<QHash<qint64, double>> judgements(const QList<qint64> &pairIds) const;

private:
    Connection &m_connection;
};

} // namespace tunedesk
