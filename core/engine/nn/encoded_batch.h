#pragma once

#include <torch/torch.h>

namespace tunedesk
{

/// What a network reads: B pairs padded to T tokens.
struct EncodedBatch {
    torch::Tensor ids;     ///< [B, T] int64
    torch::Tensor typeIds; ///< [B, T] int64
    torch::Tensor mask;    ///< [B, T] int64, 1 = token
};

} // namespace tunedesk
