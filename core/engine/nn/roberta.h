#pragma once

#include "engine/nn/registry.h"

namespace tunedesk
{

/// RoBERTa with its classification head: Liu et al. 2019, as transformers'
/// RobertaForSequenceClassification. A token's position is its number among those that aren't
/// padding, by id, so the network reads pad_token_id + 1 tokens fewer than it has positions.
/// Parity: hidden states, logits, loss and gradients 1e-5, tests/engine/tst_network_parity.
NetworkFamily robertaFamily();
/// The same network under two more names: Conneau et al. 2019 (XLM-R), Martin et al. 2019.
NetworkFamily xlmRobertaFamily();
NetworkFamily camembertFamily();

} // namespace tunedesk
