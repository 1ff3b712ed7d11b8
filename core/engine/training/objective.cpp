#include "engine/training/objective.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace tunedesk
{

namespace
{
std::size_t classOf(double target)
{
    return static_cast<std::size_t>(std::lround(target));
}

torch::Tensor tensorOf(std::span<const double> numbers, const torch::Device &device)
{
    return torch::tensor(at::ArrayRef<double>(numbers.data(), numbers.size()), torch::kDouble)
        .to(device);
}
} // namespace

std::vector<double> classWeights(const TrainingRecipe &recipe,
                                 std::span<const double> trainingTargets,
                                 std::span<const int> rounds)
{
    const bool isBalanced = recipe.classWeights == QLatin1String("balanced");
    if (recipe.objective == QLatin1String("regression") || (!isBalanced && rounds.empty()))
        return {};
    std::vector<double> counts(2, 0), labelled(2, 0); // of an epoch
    double all = 0, allLabelled = 0;
    for (std::size_t i = 0; i < trainingTargets.size(); ++i) {
        const std::size_t kind = classOf(trainingTargets[i]);
        counts.resize(std::max(counts.size(), kind + 1), 0);
        labelled.resize(counts.size(), 0);
        const int round = rounds.empty() ? -1 : rounds[i];
        if (round > 0)
            continue; // another epoch's
        counts[kind] += 1;
        all += 1;
        labelled[kind] += round < 0 ? 1 : 0;
        allLabelled += round < 0 ? 1 : 0;
    }
    std::vector<double> weights;
    for (std::size_t kind = 0; kind < counts.size(); ++kind) {
        const double share = isBalanced ? 1 / static_cast<double>(counts.size())
                                        : labelled[kind] / std::max(1.0, allLabelled);
        weights.push_back(all * share / std::max(1.0, counts[kind]));
    }
    return weights;
}

Objective::Objective(const TrainingRecipe &recipe, std::vector<double> classWeights)
    : m_isRegression(recipe.objective == QLatin1String("regression")),
      m_smoothing(recipe.labelSmoothing), m_classWeights(std::move(classWeights))
{
}

torch::Tensor Objective::lossSum(const torch::Tensor &logits, std::span<const double> targets) const
{
    const torch::Tensor wanted = tensorOf(targets, logits.device());
    if (m_isRegression)
        return torch::mse_loss(logits.squeeze(1), wanted.to(logits.scalar_type()),
                               at::Reduction::Sum);
    const std::optional<torch::Tensor> weights =
        m_classWeights.empty()
            ? std::nullopt
            : std::optional(tensorOf(m_classWeights, logits.device()).to(logits.scalar_type()));
    return torch::cross_entropy_loss(logits, wanted.to(torch::kLong), weights, at::Reduction::Sum,
                                     /*ignore_index=*/-100, m_smoothing);
}

double Objective::weight(std::span<const double> targets) const
{
    if (m_classWeights.empty())
        return static_cast<double>(targets.size());
    double sum = 0;
    for (const double target : targets)
        sum += m_classWeights[classOf(target)];
    return sum;
}

torch::Tensor meanLoss(const torch::Tensor &logits, const std::vector<double> &targets,
                       bool isRegression)
{
    const torch::Tensor wanted = tensorOf(targets, logits.device());
    if (isRegression)
        return torch::mse_loss(logits.squeeze(1), wanted.to(logits.scalar_type()));
    return torch::cross_entropy_loss(logits, wanted.to(torch::kLong));
}

} // namespace tunedesk
