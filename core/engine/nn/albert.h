#pragma once

#include "engine/nn/registry.h"

namespace tunedesk
{

/// ALBERT with its classification head: Lan et al. 2019, as transformers'
/// AlbertForSequenceClassification. Embeddings are narrower than the layers, and layers share
/// weights: config.json's num_hidden_layers passes are dealt to num_hidden_groups groups of
/// inner_group_num modules each. layerCount() counts what runs, num_hidden_layers ×
/// inner_group_num.
///
/// A module that trains, trains in every layer that uses it (see LayeredClassifier). With one group
/// of one module, as published models have it, training any layer trains all of them: frozen are
/// then the embeddings alone, frozenLayers() is 0, and only their output may be kept. Trained
/// layers 0 freezes the whole encoder, and its output may be kept. Parity: hidden states, logits,
/// loss and gradients 1e-5, tests/engine/tst_network_parity.
NetworkFamily albertFamily();

} // namespace tunedesk
