#pragma once

#include "engine/nn/registry.h"

namespace tunedesk
{

/// XLNet with a sequence-classification head: Yang et al. 2019, as transformers'
/// XLNetForSequenceClassification. Parity: hidden states, logits, loss and gradients 1e-5,
/// tests/engine/tst_decoder_parity.cpp.
///
/// Two settings make transformers' answer for a pair hang on its neighbours in the batch; here a
/// pair has the answer that transformers gives for it alone:
/// - summary_type "first" and "mean" read the padding there, here the tokens alone;
/// - bi_data reads the second half of a batch with its positions mirrored, and refuses an odd
///   batch. It belongs to pretraining, and here holds for the rows that a batch names (see
///   EncodedBatch::mirrored).
NetworkFamily xlnetFamily();

} // namespace tunedesk
