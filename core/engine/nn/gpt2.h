#pragma once

#include "engine/nn/registry.h"

namespace tunedesk
{

/// GPT-2 with a sequence-classification head: Radford et al. 2019, as transformers'
/// GPT2ForSequenceClassification. The head reads the last token whose id is not the padding's, by
/// the ids as transformers does. Where config.json names no padding, the end-of-text token is it.
/// Parity: hidden states, logits, loss and gradients 1e-5, tests/engine/tst_decoder_parity.cpp.
NetworkFamily gpt2Family();

} // namespace tunedesk
