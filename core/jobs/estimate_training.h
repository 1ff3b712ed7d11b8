#pragma once

#include "base/job_context.h"
#include "base/result.h"
#include "domain/training_estimate.h"
#include "jobs/train_model.h"

#include <optional>

namespace tunedesk
{

/// What a training with these options would take on this computer, from about two seconds of
/// training on some of its pairs. The project is read only; a few MiB beside it tell how fast the
/// disk is and go again. It draws torch's random numbers: never while a run trains in this process.
/// Worker thread. @return none when stopped
/// Errors: as trainModel().
Result<std::optional<TrainingEstimate>>
estimateTraining(const QString &projectFile, const TrainOptions &options, JobContext &job);

/// The error of a training that needs more memory than there is. @param fittingBatchSize 0: none
/// fits
Error tooMuchMemory(int batchSize, int fittingBatchSize, qint64 neededBytes, qint64 freeBytes);

} // namespace tunedesk
