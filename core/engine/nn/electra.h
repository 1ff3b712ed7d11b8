#pragma once

#include "engine/nn/registry.h"

namespace tunedesk
{

/// ELECTRA's discriminator with its classification head: Clark et al. 2020, as transformers'
/// ElectraForSequenceClassification. Its embeddings may be narrower than its layers.
/// Parity: hidden states, logits, loss and gradients 1e-5, tests/engine/tst_network_parity.
NetworkFamily electraFamily();

} // namespace tunedesk
