#pragma once

#include <span>
#include <vector>

namespace tunedesk
{

/// Exponential mean whose weights are corrected for the start, so that the first value is the first
/// value (Kingma & Ba 2015, section 3, the bias correction of the moments). Values that are not
/// finite are passed over. One thread.
class DebiasedMean
{
public:
    /// @param weight of the past, 0 (as it is) … 0.99; held within
    explicit DebiasedMean(double weight = 0);
    /// @return the mean with `value` in it; NaN before the first finite value
    double add(double value);
    double value() const;

private:
    double m_weight = 0;
    double m_mean = 0;
    double m_sumOfWeights = 0;
};

/// @param values [N]   @return [N]
std::vector<double> smoothed(std::span<const double> values, double weight);

} // namespace tunedesk
