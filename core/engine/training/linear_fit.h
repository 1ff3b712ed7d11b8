#pragma once

#include "engine/training/lbfgs.h"

#include <torch/torch.h>

#include <vector>

namespace tunedesk
{

/// Rows of numbers brought to mean 0 and spread 1, column by column, as scikit-learn's
/// StandardScaler does (a column that never changes keeps its spread).
struct Standardisation {
    torch::Tensor mean, spread; ///< [D] float64
    /// @param rows [N, D] float32
    static Standardisation of(const torch::Tensor &rows);
    torch::Tensor apply(const torch::Tensor &rows) const; ///< @return [N, D] float32
};

/// What a linear model of standardised rows learns by: the mean loss over the rows plus
/// ½ ‖w‖² / (C N). Logistic: the loss is log(1 + e^−z) or log(1 + e^z), as scikit-learn's
/// LogisticRegression(C); else ½ (z − y)², as its Ridge(alpha = 1 / C). The intercept isn't held
/// back. Sums are in float64, in blocks of rows. One thread.
/// Parity: tests/engine/tst_linear_fit (against scikit-learn).
class LinearFit
{
public:
    /// @param rows [N, D] float32, standardised   @param targets [N], class 0 or 1, or a score
    LinearFit(torch::Tensor rows, const std::vector<double> &targets, bool isLogistic);

    /// @param point [D + 1] float64, weights and intercept   @param strength C
    ValueAndGradient operator()(const torch::Tensor &point, double strength) const;
    std::int64_t width() const { return m_rows.size(1); }

private:
    torch::Tensor m_rows, m_targets;
    bool m_isLogistic;
};

/// The weights as they act on rows that aren't standardised. @param point [D + 1] float64
/// @return {weights [D], intercept []} float64
std::pair<torch::Tensor, torch::Tensor> unstandardised(const torch::Tensor &point,
                                                       const Standardisation &standard);

} // namespace tunedesk
