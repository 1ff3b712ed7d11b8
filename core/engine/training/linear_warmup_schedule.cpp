#include "engine/training/linear_warmup_schedule.h"

#include <algorithm>
#include <cmath>

namespace tunedesk
{

LinearWarmupSchedule::LinearWarmupSchedule(const TrainingRecipe &recipe, qint64 totalSteps)
    : m_peak(recipe.learningRate),
      m_warmupSteps(recipe.schedule == QLatin1String("constant")
                        ? 0
                        : static_cast<qint64>(
                              std::ceil(static_cast<double>(totalSteps) * recipe.warmupRatio))),
      m_totalSteps(totalSteps), m_falls(recipe.schedule == QLatin1String("linear"))
{
}

double LinearWarmupSchedule::rate(qint64 stepsDone) const
{
    const auto part = [](qint64 of, qint64 whole) {
        return static_cast<double>(of) / static_cast<double>(std::max<qint64>(1, whole));
    };
    if (stepsDone < m_warmupSteps)
        return m_peak * part(stepsDone, m_warmupSteps);
    if (!m_falls)
        return m_peak;
    return m_peak * std::max(0.0, part(m_totalSteps - stepsDone, m_totalSteps - m_warmupSteps));
}

} // namespace tunedesk
