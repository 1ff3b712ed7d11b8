#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <optional>

namespace tunedesk
{

struct AttentionOptions {
    std::int64_t heads = 1;
    double scale = 0;      ///< of the scores; 0: 1 / √(width of a head)
    bool isCausal = false; ///< query i sees the keys 0 … i alone; as many queries as keys
    double dropout = 0;    ///< of the weights
};

/// Scaled dot-product attention for sequences of up to some hundred tokens: softmax(scale · Q Kᵀ +
/// bias) V, each head by itself, in float whatever the tensors hold. Nothing of size [Q, T] is kept
/// for the way back. Instead of padded keys it computes nothing: those that the bias hides (−1e29
/// or less) at the end of a row. The same bits with any number of threads.
///
/// Other tensors than the kernels read (see kernelsRead) go to torch's own operator.
///
/// @param query [B, Q, H]   @param key, value [B, T, H], H = heads · width, each a tensor or a part
/// of a wider one   @param bias [B or 1, heads or 1, Q or 1, T]; may want a gradient
/// @return [B, Q, H]
torch::Tensor fusedAttention(const torch::Tensor &query, const torch::Tensor &key,
                             const torch::Tensor &value, const std::optional<torch::Tensor> &bias,
                             const AttentionOptions &options);

/// The same for queries, keys and values beside each other, which saves splitting them and joining
/// their gradients. @param mixed [B, T, 3 H]
torch::Tensor fusedSelfAttention(const torch::Tensor &mixed,
                                 const std::optional<torch::Tensor> &bias,
                                 const AttentionOptions &options);

/// @param query [B, Q, H]   @param mixed keys and values, [B, T, 2 H]
torch::Tensor fusedAttention(const torch::Tensor &query, const torch::Tensor &mixed,
                             const std::optional<torch::Tensor> &bias,
                             const AttentionOptions &options);

} // namespace tunedesk
