#pragma once

#include "engine/nn/registry.h"

namespace tunedesk
{

/// BERT with a sequence-classification head: Devlin et al. 2018, as transformers'
/// BertForSequenceClassification. Parity: hidden states, logits, loss and gradients 1e-5,
/// tests/engine/tst_network_parity.
NetworkFamily bertFamily();

} // namespace tunedesk
