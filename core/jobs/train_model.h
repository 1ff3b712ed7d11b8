#pragma once

#include "base/job_context.h"
#include "base/process_group.h"
#include "base/result.h"
#include "domain/metric_feed.h"
#include "domain/run_summary.h"

namespace tunedesk
{

struct TrainOptions {
    QString name;      ///< shown in Runs; empty: made from preset and model
    QString modelName; ///< as the catalogue has it
    QString modelPath; ///< folder with config.json and the weights
    TrainingRecipe recipe;
    /// That train it together; null: this one alone. Process 0 calls trainModel() or
    /// resumeTraining(), the others joinRun().
    ProcessGroup *processes = nullptr;
};

struct TrainSummary {
    Outcome outcome = Outcome::Finished; ///< Stopped: the best and the last checkpoint are kept;
                                         ///< resumeTraining goes on
    RunSummary run;
};

/// Trains one run: snapshot → tokenise → frozen layers → steps with checks → best checkpoint → test
/// split. Every number goes to `feed` at once and to `run_metrics` at least once a second. Worker
/// thread. Errors: Input (too few labels, one class), Model (folder can't be used),
/// Diverged (naming epoch and step), Memory, Disk (the checkpoint before stays), Database, Busy.
/// The run's row then says Failed and why.
Result<TrainSummary> trainModel(const QString &projectFile, const TrainOptions &options,
                                JobContext &job, MetricFeed &feed);

/// Goes on from the run's last checkpoint to the same result as an unbroken run.
/// Errors: as trainModel; Input (no such run, already finished, no usable checkpoint).
Result<TrainSummary> resumeTraining(const QString &projectFile, qint64 runId, JobContext &job,
                                    MetricFeed &feed, ProcessGroup *processes = nullptr);

} // namespace tunedesk
