#pragma once

#include "engine/nn/layers.h"

#include <array>
#include <memory>
#include <optional>

namespace tunedesk
{

/// What is added to attention scores so that padding weighs exactly nothing.
/// @param mask [B, T] int64, 1 = token   @param type of the hidden states
/// @return [B, 1, 1, T], 0 or the type's lowest number; nothing when every position is a token
std::optional<torch::Tensor> attentionBias(const torch::Tensor &mask, torch::ScalarType type);

/// The same for any pattern. @param hidden bool, true = weighs nothing   @return of its shape
torch::Tensor scoreBias(const torch::Tensor &hidden, torch::ScalarType type);

/// What a family calls the three projections.
struct AttentionNames {
    const char *query = "query", *key = "key", *value = "value";
};

/// Scaled dot-product attention over several heads. Modules: those of AttentionNames.
/// Source: Vaswani et al. 2017, section 3.2.2.
class MultiHeadAttention : public torch::nn::Module, public KeepsCopies
{
public:
    /// @param hidden a multiple of heads   @param dropout of the attention weights
    MultiHeadAttention(std::int64_t hidden, std::int64_t heads, double dropout,
                       const AttentionNames &names = {});

    /// @param queries [B, Q, H]   @param states [B, T, H]   @param bias see attentionBias   @return
    /// [B, Q, H]
    torch::Tensor forward(const torch::Tensor &queries, const torch::Tensor &states,
                          const std::optional<torch::Tensor> &bias) const;
    void dropCopies() override;
    void setInt8(bool on) override;

private:
    /// Queries, keys and values, [B, Q or T, H] each
    std::array<torch::Tensor, 3> projected(const torch::Tensor &queries,
                                           const torch::Tensor &states) const;

    std::int64_t m_heads;
    std::shared_ptr<Dense> m_query, m_key, m_value;
    std::shared_ptr<Dropout> m_dropout;
    mutable LayerProduct m_allThree, m_keysAndValues; ///< caches
};

} // namespace tunedesk
