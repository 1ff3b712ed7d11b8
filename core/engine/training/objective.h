#pragma once

#include "domain/training_recipe.h"

#include <torch/torch.h>

#include <span>
#include <vector>

namespace tunedesk
{

/// What a training makes smaller. Classes: cross-entropy with label smoothing and class weights,
/// both as torch.nn.CrossEntropyLoss defines them; scores: mean squared error. A mean is
/// lossSum ÷ weight, so that batches of one update add up to the mean over all its pairs. A value.
class Objective
{
public:
    /// @param classWeights [classes]; empty: all 1
    Objective(const TrainingRecipe &recipe, std::vector<double> classWeights);

    bool isRegression() const { return m_isRegression; }
    /// @param logits [B, numLabels]   @param targets [B], class numbers or scores
    /// @return 0 dimensions, Σ of the pairs' weighted losses
    torch::Tensor lossSum(const torch::Tensor &logits, std::span<const double> targets) const;
    /// Σ of the pairs' weights; without class weights the number of pairs.
    double weight(std::span<const double> targets) const;

private:
    bool m_isRegression;
    double m_smoothing;
    std::vector<double> m_classWeights;
};

/// As `class_weights` says; empty: all 1. Balanced: pairs ÷ (classes × pairs of the class), as
/// scikit-learn's compute_class_weight. Otherwise each class keeps the share that it has among the
/// labelled pairs, however many were added to it.
/// @param trainingTargets of all pairs that train   @param rounds as LabelledEncodings has them
std::vector<double> classWeights(const TrainingRecipe &recipe,
                                 std::span<const double> trainingTargets,
                                 std::span<const int> rounds = {});

/// Plain mean loss, without smoothing and weights: what runs of all settings are compared by.
/// @param logits [B, numLabels]   @param targets [B], class numbers or scores
torch::Tensor meanLoss(const torch::Tensor &logits, const std::vector<double> &targets,
                       bool isRegression);

} // namespace tunedesk
