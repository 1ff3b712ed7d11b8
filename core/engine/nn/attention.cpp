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

std::array<torch::Tensor, 3> MultiHeadAttention::projected(const torch::Tensor &queries,
                                                           const torch::Tensor &states) const
{
    if (!m_allThree.isFor(states))
        return {m_query->forward(queries), m_key->forward(states), m_value->forward(states)};
    // What reads the same states is one product.
    if (queries.is_same(states)) {
        const auto all =
            m_allThree.forward(states, {m_query->part(), m_key->part(), m_value->part()})
                .chunk(3, -1);
        return {m_query->learned(all[0], states), m_key->learned(all[1], states),
                m_value->learned(all[2], states)};
    }
    const auto both =
        m_keysAndValues.forward(states, {m_key->part(), m_value->part()}).chunk(2, -1);
    return {m_query->forward(queries), m_key->learned(both[0], states),
            m_value->learned(both[1], states)};
}

torch::Tensor MultiHeadAttention::forward(const torch::Tensor &queries, const torch::Tensor &states,
                                          const std::optional<torch::Tensor> &bias) const
{
    const auto [query, key, value] = projected(queries, states);
    return fusedAttention(query, key, value, bias,
                          {.heads = m_heads, .dropout = m_dropout->activeProbability()});
}

void MultiHeadAttention::dropCopies()
{
    m_allThree.dropCopies();
    m_keysAndValues.dropCopies();
}

void MultiHeadAttention::setInt8(bool on)
{
    m_allThree.setInt8(on);
    m_keysAndValues.setInt8(on);
}

} // namespace tunedesk
