#pragma once

#include "domain/training_recipe.h"
#include "engine/nn/sequence_classifier.h"
#include "engine/training/optimizer.h"

#include <vector>

namespace tunedesk
{

/// All parameters of a network with the share of the learning rate that each gets: pooler and head
/// `head_learning_rate` ÷ `learning_rate`, the top layer 1, each layer below `layerwise_lr_decay`
/// times the one above, the embeddings as a layer below the first. Source: Howard & Ruder 2018
/// (discriminative fine-tuning); Zhang et al. 2021, “Revisiting few-sample BERT fine-tuning”.
std::vector<NamedParameter> namedParameters(const SequenceClassifier &network,
                                            const TrainingRecipe &recipe);

} // namespace tunedesk
