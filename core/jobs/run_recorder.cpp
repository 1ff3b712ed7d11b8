#include "jobs/run_recorder.h"

#include <QDateTime>

#include <algorithm>

namespace tunedesk
{

namespace
{
constexpr qint64 kFlushMs = 500;
constexpr std::size_t kMostChecks = 16; ///< at most two checkpoints are being written

/// Rows of every step; the others belong to a check.
bool isOfStep(const QString &name)
{
    for (const char *own : {metric::kTrainLoss, metric::kLearningRate, metric::kGradientNorm,
                            metric::kSamplesPerSecond, metric::kPeakRssMib})
        if (name == QLatin1String(own))
            return true;
    return false;
}
} // namespace

RunRecorder::RunRecorder(Project &project, RunSummary &run, MetricFeed &feed)
    : m_project(project), m_run(run), m_feed(feed)
{
    m_sinceFlush.start();
}

void RunRecorder::metric(const MetricRow &row)
{
    m_feed.append(row);
    m_rows.push_back(row);
    m_run.steps = row.step;
    m_run.seconds = row.seconds;
    if (isOfStep(row.name))
        return;
    Check &check = m_checks[row.step];
    check.epoch = row.epoch;
    check.metrics.insert(row.name, row.value);
    if (m_checks.size() > kMostChecks)
        m_checks.erase(m_checks.begin());
}

void RunRecorder::event(const RunEvent &event)
{
    m_feed.append(event);
    m_events.push_back(event);
}

void RunRecorder::event(RunEvent::Kind kind, const QString &what, const QString &detail)
{
    event({kind, m_run.steps, QDateTime::currentMSecsSinceEpoch(), what, detail});
}

void RunRecorder::progress(const MetricFeed::Progress &progress)
{
    MetricFeed::Progress ours = progress;
    ours.runId = m_run.id;
    m_feed.setProgress(ours);
    m_run.totalSteps = progress.totalSteps;
    if (m_sinceFlush.elapsed() < kFlushMs || m_failure)
        return;
    if (auto flushed = flush(); !flushed)
        m_failure = flushed.error();
}

Result<void> RunRecorder::checkpointWritten(qint64 step, bool isBest)
{
    if (isBest) { // steps have gone on while it was written
        const auto check = m_checks.find(step);
        m_run.bestStep = step;
        m_run.bestEpoch = check == m_checks.end() ? 0 : check->second.epoch;
        m_run.best = check == m_checks.end() ? QMap<QString, double>() : check->second.metrics;
    }
    if (m_failure)
        return *m_failure;
    return flush();
}

void RunRecorder::stage(RunStage stage, double fraction)
{
    MetricFeed::Progress progress = m_feed.progress();
    progress.runId = m_run.id;
    progress.stage = stage;
    progress.stageFraction = fraction;
    if (stage == RunStage::Done)
        progress.secondsLeft = 0;
    m_feed.setProgress(progress);
}

Result<void> RunRecorder::flush()
{
    m_sinceFlush.restart();
    const auto written = m_project.write([this](Project &writer) -> Result<void> {
        if (!m_rows.empty())
            if (auto added = writer.runs().addMetrics(m_run.id, m_rows); !added)
                return added;
        for (const RunEvent &event : m_events)
            if (auto added = writer.runs().addEvent(m_run.id, event); !added)
                return added;
        return writer.runs().update(m_run);
    });
    if (written) {
        m_rows.clear();
        m_events.clear();
    }
    return written;
}

} // namespace tunedesk
