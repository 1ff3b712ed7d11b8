#pragma once

#include <torch/torch.h>

namespace tunedesk
{

/// How the rows of a batch are brought to one length.
struct BatchPadding {
    int id = 0;
    bool isLeft = false; ///< before the tokens, not after them
};

/// What a network reads: B pairs padded to T tokens.
struct EncodedBatch {
    torch::Tensor ids;     ///< [B, T] int64
    torch::Tensor typeIds; ///< [B, T] int64
    torch::Tensor mask;    ///< [B, T] int64, 1 = token
    /// [B] bool: rows whose positions an XLNet counts backwards, as the second half of a batch in
    /// its pretraining (bi_data). Undefined: none, which is what judging and training use: a pair's
    /// answer must not hang on its place in the batch.
    torch::Tensor mirrored = {};
    /// [B, T] int64, Segment of each token; undefined: the head doesn't ask, see PairReading
    torch::Tensor segments = {};
};

} // namespace tunedesk
