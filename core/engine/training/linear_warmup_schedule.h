#pragma once

#include "domain/training_recipe.h"

#include <QtGlobal>

namespace tunedesk
{

/// Learning rate of each update, as transformers' get_scheduler gives it: linear rises from 0
/// during the warm-up, then falls evenly to 0; constant never changes; constant_with_warmup only
/// rises. Any thread.
class LinearWarmupSchedule
{
public:
    /// Warm-up steps: totalSteps × warmupRatio, rounded up.
    LinearWarmupSchedule(const TrainingRecipe &recipe, qint64 totalSteps);

    /// @param stepsDone updates before this one; so the first of a warm-up has rate 0
    double rate(qint64 stepsDone) const;
    qint64 warmupSteps() const { return m_warmupSteps; }

private:
    double m_peak;
    qint64 m_warmupSteps;
    qint64 m_totalSteps;
    bool m_falls;
};

} // namespace tunedesk
