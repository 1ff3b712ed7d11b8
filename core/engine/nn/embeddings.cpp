#include "engine/nn/embeddings.h"

namespace tunedesk
{

TokenEmbeddings::TokenEmbeddings(const EmbeddingSizes &sizes, double epsilon, double dropout,
                                 PositionRule rule)
    : m_paddingId(sizes.paddingId), m_rule(rule),
      m_words(
          register_module("word_embeddings",
                          std::make_shared<Table>(sizes.vocabulary, sizes.width, sizes.paddingId))),
      m_positions(register_module(
          "position_embeddings",
          std::make_shared<Table>(sizes.positions, sizes.width,
                                  rule == PositionRule::CountTokens ? sizes.paddingId : -1)))
{
    if (sizes.types > 0)
        m_types = register_module("token_type_embeddings",
                                  std::make_shared<Table>(sizes.types, sizes.width));
    m_norm = register_module("LayerNorm", std::make_shared<Norm>(sizes.width, epsilon));
    m_dropout = register_module("dropout", std::make_shared<Dropout>(dropout));
}

torch::Tensor TokenEmbeddings::positions(const torch::Tensor &ids) const
{
    if (m_rule == PositionRule::CountPlaces)
        return m_positions->weight().slice(0, 0, ids.size(1));
    const torch::Tensor isToken = ids.ne(m_paddingId).to(torch::kInt64);
    return m_positions->forward(isToken.cumsum(1) * isToken + m_paddingId);
}

torch::Tensor TokenEmbeddings::forward(const EncodedBatch &batch) const
{
    torch::Tensor sum = m_words->forward(batch.ids);
    if (m_types)
        sum = sum +
              (m_types->weight().size(0) > 1 ? m_types->forward(batch.typeIds) : m_types->weight());
    return m_dropout->forward(m_norm->forward(sum + positions(batch.ids)));
}

} // namespace tunedesk
