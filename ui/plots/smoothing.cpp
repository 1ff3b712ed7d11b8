#include "plots/smoothing.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tunedesk
{

DebiasedMean::DebiasedMean(double weight) : m_weight(std::clamp(weight, 0.0, 0.99)) {}

double DebiasedMean::add(double value)
{
    if (std::isfinite(value)) {
        m_mean = m_weight * m_mean + (1 - m_weight) * value;
        m_sumOfWeights = m_weight * m_sumOfWeights + (1 - m_weight);
    }
    return this->value();
}

double DebiasedMean::value() const
{
    return m_sumOfWeights > 0 ? m_mean / m_sumOfWeights : std::numeric_limits<double>::quiet_NaN();
}

std::vector<double> smoothed(std::span<const double> values, double weight)
{
    DebiasedMean mean(weight);
    std::vector<double> out;
    out.reserve(values.size());
    for (double value : values)
        out.push_back(mean.add(value));
    return out;
}

} // namespace tunedesk
