#pragma once

#include "engine/nn/registry.h"

namespace tunedesk
{

/// DistilBERT with its classification head: Sanh et al. 2019, as transformers'
/// DistilBertForSequenceClassification. It reads no type ids; its norms' epsilon is 1e-12 whatever
/// config.json says. Sinusoidal positions stand in the file like learned ones, and train.
/// Parity: hidden states, logits, loss and gradients 1e-5, tests/engine/tst_network_parity.
NetworkFamily distilbertFamily();

} // namespace tunedesk
