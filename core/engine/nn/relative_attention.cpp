#include "engine/nn/relative_attention.h"

#include "engine/kernels/fused_attention.h"
#include "engine/nn/float_product.h"

#include <cmath>

namespace tunedesk
{

namespace
{
/// Of scores by distance those of the keys. @param byDistance [B, N, Q, R], T first
/// @return [B, N, Q, T]: of a query at i and a key at j that for i − j
torch::Tensor shifted(const torch::Tensor &byDistance, std::int64_t length,
                      const torch::Tensor &places)
{
    const std::int64_t batch = byDistance.size(0), heads = byDistance.size(1),
                       reach = byDistance.size(3);
    if (places.defined()) {
        const torch::Tensor keys = torch::arange(length, places.options());
        // What stands ahead has no distance where a network looks back only.
        const torch::Tensor index =
            (length - places.view({-1, 1, 1, 1}) + keys).clamp_max(reach - 1);
        return byDistance.gather(3, index.expand({batch, heads, 1, length}));
    }
    // Row i begins i numbers further left than the one above: one number less a row does it.
    // Source: Dai et al. 2019 (Transformer-XL), appendix B.
    return byDistance.contiguous()
        .view({batch, heads, reach, length})
        .slice(2, 1)
        .reshape({batch, heads, length, reach - 1})
        .slice(3, 0, length);
}
} // namespace

RelativeAttention::RelativeAttention(const Sizes &sizes)
    : Adaptable(static_cast<torch::nn::Module &>(*this)), m_heads(sizes.heads),
      m_width(sizes.hidden / sizes.heads), m_query{matrix("q", sizes.hidden)},
      m_key{matrix("k", sizes.hidden)}, m_value{matrix("v", sizes.hidden)},
      m_output{matrix("o", sizes.hidden), MatrixForm::OutIn}, m_distance{matrix("r", sizes.hidden)},
      m_distanceBias(register_parameter("r_r_bias", withoutStorage({m_heads, m_width}))),
      m_segmentBias(register_parameter("r_s_bias", withoutStorage({m_heads, m_width}))),
      m_contentBias(register_parameter("r_w_bias", withoutStorage({m_heads, m_width}))),
      m_segments(register_parameter("seg_embed", withoutStorage({2, m_heads, m_width}))),
      m_norm(
          register_module("layer_norm", std::make_shared<Norm>(sizes.hidden, sizes.normEpsilon))),
      m_dropout(register_module("dropout", std::make_shared<Dropout>(sizes.dropout))),
      m_weightDropout(
          register_module("weight_dropout",
                          std::make_shared<Dropout>(sizes.dropout, Dropout::Of::AttentionWeights)))
{
    addMatrix("q_lora", m_query.matrix, Layout::InOut);
    addMatrix("k_lora", m_key.matrix, Layout::InOut);
    addMatrix("v_lora", m_value.matrix, Layout::InOut);
    addMatrix("o_lora", m_output.matrix, Layout::OutIn);
}

torch::Tensor RelativeAttention::forward(const torch::Tensor &queries, const torch::Tensor &states,
                                         const torch::Tensor &distances,
                                         const torch::Tensor &places,
                                         const torch::Tensor &otherSegment,
                                         const std::optional<torch::Tensor> &bias) const
{
    const torch::Tensor query =
        split(project(queries, m_query, kQuery)).transpose(1, 2); // [B, N, Q, D]
    const auto type = query.scalar_type();
    const torch::Tensor byDistance =
        shifted(torch::matmul(query + m_distanceBias.to(type).unsqueeze(1),
                              split(m_distance.of(distances)).permute({0, 2, 3, 1})),
                states.size(1), places);
    const torch::Tensor bySegment = torch::matmul(query + m_segmentBias.to(type).unsqueeze(1),
                                                  m_segments.to(type).permute({1, 2, 0}));
    const double scale = 1 / std::sqrt(static_cast<double>(m_width));
    torch::Tensor scores = scale * (byDistance + torch::where(otherSegment, bySegment.slice(3, 1),
                                                              bySegment.slice(3, 0, 1)));
    if (bias)
        scores = scores + *bias;
    const torch::Tensor mixed = fusedAttention(
        (query + m_contentBias.to(type).unsqueeze(1)).transpose(1, 2).flatten(2),
        project(states, m_key, kKey), project(states, m_value, kValue), scores,
        {.heads = m_heads, .scale = scale, .dropout = m_weightDropout->activeProbability()});
    return m_norm->ofSum(project(mixed, m_output, kOutput), *m_dropout, queries);
}

void RelativeAttention::dropCopies()
{
    for (const Projection *each : {&m_query, &m_key, &m_value, &m_output, &m_distance})
        each->product.dropCopies();
}

void RelativeAttention::setInt8(bool on)
{
    for (const Projection *each : {&m_query, &m_key, &m_value, &m_output}) // distances are few
        each->product.setInt8(on);
}

torch::Tensor RelativeAttention::Projection::of(const torch::Tensor &x) const
{
    const torch::Tensor flat = matrix.flatten(1);
    return product.isFor(x) ? product.forward(x, {{flat, {}}})
                            : floatProduct(x, form == MatrixForm::InOut ? flat.t() : flat);
}

torch::Tensor RelativeAttention::matrix(const char *name, std::int64_t hidden)
{
    return register_parameter(name, withoutStorage({hidden, m_heads, m_width}));
}

torch::Tensor RelativeAttention::split(const torch::Tensor &x) const
{
    return x.view({x.size(0), x.size(1), m_heads, m_width});
}

torch::Tensor RelativeAttention::project(const torch::Tensor &x, const Projection &by,
                                         std::size_t number) const
{
    return withLowRank(by.of(x), x, number);
}

} // namespace tunedesk
