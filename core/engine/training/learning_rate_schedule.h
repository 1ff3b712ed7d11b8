#pragma once

#include "domain/training_recipe.h"

#include <QtGlobal>

namespace tunedesk
{

/// Learning rate of each update, as transformers' get_scheduler gives it: during the warm-up it
/// rises evenly from 0; then linear falls evenly to 0, cosine along half a wave, and
/// constant_with_warmup stays. constant knows no warm-up. Any thread.
class LearningRateSchedule
{
public:
    /// Warm-up steps: totalSteps × warmupRatio, rounded up.
    LearningRateSchedule(const TrainingRecipe &recipe, qint64 totalSteps);

    /// @param stepsDone updates before this one; so the first of a warm-up has rate 0
    double rate(qint64 stepsDone) const;
    qint64 warmupSteps() const { return m_warmupSteps; }

private:
    enum class Kind { Constant, Linear, Cosine };

    double m_peak;
    qint64 m_warmupSteps;
    qint64 m_totalSteps;
    Kind m_kind;
};

} // namespace tunedesk
