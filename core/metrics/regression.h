#pragma once

#include <span>

namespace tunedesk
{

/// Scores of predicted numbers; a correlation is NaN where one side is constant. As SciPy.
struct RegressionMetrics {
    int pairs = 0;
    double mse = 0, mae = 0, pearson = 0, spearman = 0;
};

/// @param predicted [N]   @param truth [N]
RegressionMetrics regressionMetrics(std::span<const double> predicted, std::span<const double> truth);

} // namespace tunedesk
