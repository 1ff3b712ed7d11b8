#pragma once

#include <span>
#include <vector>

namespace tunedesk
{

/// Cohen's kappa of two people's answers, [N] each; NaN where chance agreement is 1 or N is 0. As scikit-learn.
double cohenKappa(std::span<const int> first, std::span<const int> second);

/// Krippendorff's alpha for nominal answers. @param units answers of each pair, any number of them; those with fewer
/// than 2 don't count. NaN where nothing can be compared.
double krippendorffAlpha(std::span<const std::vector<int>> units);

} // namespace tunedesk
