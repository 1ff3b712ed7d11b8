#pragma once

#include "base/job_context.h"
#include "base/result.h"
#include "domain/training_estimate.h"
#include "engine/nn/sequence_classifier.h"
#include "engine/training/trainer.h"

namespace tunedesk
{

/// Trains on a few pairs for about two seconds (a short, a usual and the longest batch) and works
/// out what the whole training will take. Afterwards the network has changed: give it one of its
/// own. Nothing is written but a few MiB in options.folder, which go again. A stop gives an
/// estimate that says nothing.
/// @param test scored once at the end; may be empty
/// @param share part of the pairs that these are, in (0, 1]: of many pairs a sample will do
/// Errors: as train().
Result<TrainingEstimate> forecastTraining(SequenceClassifier &network,
                                          const LabelledEncodings &training,
                                          const LabelledEncodings &validation,
                                          const LabelledEncodings &test, double share,
                                          const TrainerOptions &options, JobContext &job);

/// Its memory alone, from a few of the longest pairs; weights stay as they are. Errors: as train().
Result<TrainingEstimate> forecastMemory(SequenceClassifier &network,
                                        const LabelledEncodings &training,
                                        const LabelledEncodings &validation,
                                        const TrainerOptions &options, JobContext &job);

} // namespace tunedesk
