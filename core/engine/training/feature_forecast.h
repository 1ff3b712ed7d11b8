#pragma once

#include "domain/training_estimate.h"
#include "engine/nn/sequence_classifier.h"
#include "engine/training/trainer.h"

namespace tunedesk
{

/// What training a Features head will take: reads some of the texts through the encoder and looks
/// at the fit's loss a few times, about a second. Writes nothing and changes no weight.
/// @param share part of the pairs that these are, in (0, 1]   A stop gives an estimate that says
/// nothing.
TrainingEstimate forecastFeatures(SequenceClassifier &network, const LabelledEncodings &training,
                                  const LabelledEncodings &validation,
                                  const LabelledEncodings &test, double share,
                                  const TrainerOptions &options, JobContext &job);

/// One training after the other, as features_then_segments does: times add up but for the test,
/// which the better one alone takes; of memory and disk the larger need counts. @param last its
/// batch size is the one that matters
TrainingEstimate oneAfterTheOther(const TrainingEstimate &first, const TrainingEstimate &last);

} // namespace tunedesk
