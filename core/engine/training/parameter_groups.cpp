#include "engine/training/parameter_groups.h"

#include <cmath>

namespace tunedesk
{

std::vector<NamedParameter> namedParameters(const SequenceClassifier &network,
                                            const TrainingRecipe &recipe)
{
    const double ofHead =
        recipe.headLearningRate > 0 ? recipe.headLearningRate / recipe.learningRate : 1;
    const auto depths = network.parameterDepths();
    std::vector<NamedParameter> parameters;
    for (const auto &item : network.named_parameters()) {
        const int below = network.layerCount() - depths.at(item.key()); // the top layer; head: −1
        parameters.push_back({item.key(), item.value(),
                              below < 0 ? ofHead : std::pow(recipe.layerwiseDecay, below)});
    }
    return parameters;
}

} // namespace tunedesk
