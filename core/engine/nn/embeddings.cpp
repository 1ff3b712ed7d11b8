#include "engine/nn/embeddings.h"

namespace tunedesk
{

TokenEmbeddings::TokenEmbeddings(const EmbeddingSizes &sizes, double epsilon, double dropout)
    : m_words(
          register_module("word_embeddings", std::make_shared<Table>(sizes.vocabulary, sizes.hidden,
                                                                     sizes.paddingId))),
      m_positions(register_module("position_embeddings",
                                  std::make_shared<Table>(sizes.positions, sizes.hidden))),
      m_types(register_module("token_type_embeddings",
                              std::make_shared<Table>(sizes.types, sizes.hidden))),
      m_norm(register_module("LayerNorm", std::make_shared<Norm>(sizes.hidden, epsilon))),
      m_dropout(register_module("dropout", std::make_shared<Dropout>(dropout)))
{
}

torch::Tensor TokenEmbeddings::forward(const EncodedBatch &batch) const
{
    const torch::Tensor sum = m_words->forward(batch.ids) + m_types->forward(batch.typeIds) +
                              m_positions->weight().slice(0, 0, batch.ids.size(1));
    return m_dropout->forward(m_norm->forward(sum));
}

} // namespace tunedesk
