#pragma once

#include "domain/run_summary.h"
#include "engine/training/trainer.h"
#include "project/project.h"

#include <QElapsedTimer>

#include <map>
#include <optional>
#include <vector>

namespace tunedesk
{

/// Hears a training and passes it on: at once to the feed, at least once a second and before each
/// checkpoint counts to the project. A project that refuses is heard of at the next checkpoint. One
/// thread.
class RunRecorder final : public TrainingListener
{
public:
    /// @param run row that exists; its steps and seconds are kept up to date
    RunRecorder(Project &project, RunSummary &run, MetricFeed &feed);

    void metric(const MetricRow &row) override;
    void event(const RunEvent &event) override;
    void progress(const MetricFeed::Progress &progress) override;
    Result<void> checkpointWritten(qint64 step, bool isBest) override;

    void event(RunEvent::Kind kind, const QString &what, const QString &detail = {});
    /// A stage that the trainer knows nothing of; the rest stays as it was.
    void stage(RunStage stage, double fraction);
    /// Writes what is waiting, and the run's row with it: in one transaction.
    Result<void> flush();

private:
    Project &m_project;
    RunSummary &m_run;
    MetricFeed &m_feed;
    std::vector<MetricRow> m_rows;  ///< not in the project yet
    std::vector<RunEvent> m_events; ///< not in the project yet
    struct Check {
        double epoch = 0;
        QMap<QString, double> metrics; ///< of the validation pairs
    };
    std::map<qint64, Check> m_checks; ///< the last ones, by step
    QElapsedTimer m_sinceFlush;
    std::optional<Error> m_failure;
};

} // namespace tunedesk
