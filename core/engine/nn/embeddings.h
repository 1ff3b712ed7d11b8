#pragma once

#include "engine/nn/encoded_batch.h"
#include "engine/nn/layers.h"

#include <memory>

namespace tunedesk
{

struct EmbeddingSizes {
    std::int64_t vocabulary = 0, positions = 0, types = 0, hidden = 0;
    std::int64_t paddingId = -1;
};

/// LayerNorm(word + type + position). Modules: word_embeddings, position_embeddings,
/// token_type_embeddings, LayerNorm. Positions count from 0 over padding too, as Hugging Face's
/// BERT has them.
class TokenEmbeddings : public torch::nn::Module
{
public:
    TokenEmbeddings(const EmbeddingSizes &sizes, double epsilon, double dropout);
    /// @return [B, T, H]
    torch::Tensor forward(const EncodedBatch &batch) const;

private:
    std::shared_ptr<Table> m_words, m_positions, m_types;
    std::shared_ptr<Norm> m_norm;
    std::shared_ptr<Dropout> m_dropout;
};

} // namespace tunedesk
