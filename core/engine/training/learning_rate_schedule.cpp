#include "engine/training/learning_rate_schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tunedesk
{

LearningRateSchedule::LearningRateSchedule(const TrainingRecipe &recipe, qint64 totalSteps)
    : m_peak(recipe.learningRate),
      m_warmupSteps(recipe.schedule == QLatin1String("constant")
                        ? 0
                        : static_cast<qint64>(
                              std::ceil(static_cast<double>(totalSteps) * recipe.warmupRatio))),
      m_totalSteps(totalSteps),
      m_kind(recipe.schedule == QLatin1String("linear")   ? Kind::Linear
             : recipe.schedule == QLatin1String("cosine") ? Kind::Cosine
                                                          : Kind::Constant)
{
}

double LearningRateSchedule::rate(qint64 stepsDone) const
{
    const auto part = [](qint64 of, qint64 whole) {
        return static_cast<double>(of) / static_cast<double>(std::max<qint64>(1, whole));
    };
    if (stepsDone < m_warmupSteps)
        return m_peak * part(stepsDone, m_warmupSteps);
    const qint64 falling = m_totalSteps - m_warmupSteps;
    switch (m_kind) {
    case Kind::Constant:
        break;
    case Kind::Linear:
        return m_peak * std::max(0.0, part(m_totalSteps - stepsDone, falling));
    case Kind::Cosine:
        return m_peak *
               std::max(0.0, 0.5 * (1 + std::cos(std::numbers::pi *
                                                 part(stepsDone - m_warmupSteps, falling))));
    }
    return m_peak;
}

} // namespace tunedesk
