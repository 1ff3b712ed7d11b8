#pragma once

#include "engine/nn/layer_product.h"
#include "engine/nn/layers.h"

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <optional>

namespace tunedesk
{

/// "rel_attn": attention by content, by distance and by segment, then a norm. Source: Dai et al.
/// 2019 (Transformer-XL), Yang et al. 2019 (XLNet), as transformers' XLNetRelativeAttention. One
/// thread.
class RelativeAttention : public torch::nn::Module, public KeepsCopies, public Adaptable
{
public:
    struct Sizes {
        std::int64_t hidden = 0, heads = 0;
        double normEpsilon = 0, dropout = 0;
    };
    explicit RelativeAttention(const Sizes &sizes);

    /// @param queries [B, Q, H], those of the states [B, T, H] whose new states are wanted
    /// @param distances encodings of T, T − 1, …, [B or 1, R, H]
    /// @param places where the queries stand, [B] (Q = 1); undefined: Q = T
    /// @param otherSegment [B, 1, Q, T] bool, the key is of another text than the query
    /// @param bias added to the scores, [B, 1, Q, T]   @return [B, Q, H]
    torch::Tensor forward(const torch::Tensor &queries, const torch::Tensor &states,
                          const torch::Tensor &distances, const torch::Tensor &places,
                          const torch::Tensor &otherSegment,
                          const std::optional<torch::Tensor> &bias) const;

    void dropCopies() override;
    void setInt8(bool on) override;

private:
    /// A matrix [H, N, D], between the states and the heads, in the type of what it is given.
    struct Projection {
        torch::Tensor matrix;
        MatrixForm form = MatrixForm::InOut; ///< to the heads; OutIn: from them
        mutable LayerProduct product{form};  ///< a cache

        /// @param x [B, T, H]   @return [B, T, H]
        torch::Tensor of(const torch::Tensor &x) const;
    };
    /// Numbers of the matrices that may be adapted.
    enum : std::size_t { kQuery, kKey, kValue, kOutput };

    torch::Tensor matrix(const char *name, std::int64_t hidden);
    /// @param x [B, T, H]   @return [B, T, N, D]
    torch::Tensor split(const torch::Tensor &x) const;
    /// @param x [B, T, H]   @return [B, T, H]
    torch::Tensor project(const torch::Tensor &x, const Projection &by, std::size_t number) const;

    std::int64_t m_heads, m_width;
    Projection m_query, m_key, m_value, m_output, m_distance;
    torch::Tensor m_distanceBias, m_segmentBias, m_contentBias; ///< [N, D]
    torch::Tensor m_segments; ///< [2, N, D]: of the same text, of another
    std::shared_ptr<Norm> m_norm;
    std::shared_ptr<Dropout> m_dropout, m_weightDropout;
};

} // namespace tunedesk
