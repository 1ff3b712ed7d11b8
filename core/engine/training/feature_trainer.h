#pragma once

#include "engine/training/pair_features.h"
#include "engine/training/trainer.h"

namespace tunedesk
{

/// Pairs of one part of the data, as what a Features head compares.
struct LabelledFeatures {
    PairFeatures::Rows rows;
    std::vector<double> targets; ///< [N], class number or score
};

/// Steps that a fit takes as a rule, over all strengths.
inline constexpr int kUsualFitSteps = 360;

/// Where runs keep what the encoder makes of texts, see PairFeatures::fill(). No folder: nowhere,
/// as where the options have no folder for it or no config.json.
StatesPlace keptMeansPlace(const SequenceClassifier &network, const TrainerOptions &options);

/// Trains the head of a network with HeadKind::Features: standardised features, logistic regression
/// with L2 (a regression: ridge), each to its lowest point by L-BFGS, for one strength after the
/// other from strong to weak; the one that does best on the validation pairs stays. A step is an
/// iteration over all pairs, a check stands at the end of each strength, and the whole fit is one
/// epoch. Nothing is random: same
/// data and threads, same numbers, also across a stop and a resume. One thread. Afterwards the
/// network has the best weights. `features` may hold the texts of other pairs too; they are filled
/// here. Of the recipe: objective, metric_for_best_model, early_stopping_patience, threads.
/// Errors: as train().
Result<TrainerResult> trainFeatures(SequenceClassifier &network, PairFeatures &features,
                                    const LabelledFeatures &training,
                                    const LabelledFeatures &validation,
                                    const TrainerOptions &options, TrainingListener &listener,
                                    JobContext &job);

} // namespace tunedesk
