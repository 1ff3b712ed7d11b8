#pragma once

#include <span>

namespace tunedesk
{

/// p(class 1) = 1 / (1 + exp(−(scale · z + shift))) for a classifier's z = logit of class 1 − logit
/// of class 0. A value.
struct PlattScaling {
    double scale = 1, shift = 0;
};

/// The scaling that makes a classifier's probabilities fit pairs it did not learn from: maximum
/// likelihood with Platt's targets (N₊ + 1)/(N₊ + 2) and 1/(N₋ + 2), by Newton's method. Any
/// thread. @param differences z, [N]   @param truth 0 or 1, [N], both occurring
/// Sources: Platt 1999; Lin, Lin, Weng 2007. Parity: scikit-learn's sigmoid calibration.
PlattScaling fitPlattScaling(std::span<const double> differences, std::span<const int> truth);

} // namespace tunedesk
