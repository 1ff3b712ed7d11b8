#include "engine/nn/attention.h"

#include "engine/kernels/fused_attention.h"

namespace tunedesk
{

std::optional<torch::Tensor> attentionBias(const torch::Tensor &mask, torch::ScalarType type)
{
    const torch::Tensor padding = mask.eq(0);
    if (!padding.any().item<bool>())
        return std::nullopt;
    return scoreBias(padding, type).unsqueeze(1).unsqueeze(1);
}

torch::Tensor scoreBias(const torch::Tensor &hidden, torch::ScalarType type)
{
    // The lowest number, not minus infinity: a row of padding alone stays finite.
    const double lowest = type == torch::kFloat16 ? -65504.0 : -3.3895313892515355e38;
    return torch::zeros(hidden.sizes(), hidden.options().dtype(type)).masked_fill_(hidden, lowest);
}

MultiHeadAttention::MultiHeadAttention(std::int64_t hidden, std::int64_t heads, double dropout,
                                       const AttentionNames &names)
    : m_heads(heads),
      m_query(register_module(names.query, std::make_shared<Dense>(hidden, hidden))),
      m_key(register_module(names.key, std::make_shared<Dense>(hidden, hidden))),
      m_value(register_module(names.value, std::make_shared<Dense>(hidden, hidden))),
      m_dropout(register_module("dropout",
                                std::make_shared<Dropout>(dropout, Dropout::Of::AttentionWeights)))
{
}

torch::Tensor MultiHeadAttention::forward(const torch::Tensor &queries, const torch::Tensor &states,
                                          const std::optional<torch::Tensor> &bias) const
{
    return fusedAttention(m_query->forward(queries), m_key->forward(states),
                          m_value->forward(states), bias,
                          {.heads = m_heads, .dropout = m_dropout->activeProbability()});
}

} // namespace tunedesk
