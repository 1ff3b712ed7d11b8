#pragma once

#include "engine/nn/encoded_batch.h"
#include "engine/nn/layers.h"

#include <memory>

namespace tunedesk
{

struct EmbeddingSizes {
    std::int64_t vocabulary = 0, positions = 0;
    std::int64_t types = 0; ///< 0: no such table
    std::int64_t width = 0;
    std::int64_t paddingId = -1; ///< −1: none
};

/// Which row of the position table a token takes.
enum class PositionRule {
    CountPlaces, ///< its place in the row, padding counted, as Hugging Face's BERT has it
    /// paddingId plus its number among the tokens whose id isn't paddingId, from 1; padding takes
    /// row paddingId. By ids, whatever the mask says: as fairseq and Hugging Face's RoBERTa have
    /// it.
    CountTokens,
};

/// LayerNorm(word + type + position). Modules: word_embeddings, position_embeddings,
/// token_type_embeddings, LayerNorm. With one type every token is of it, whatever the batch says: a
/// tokenizer may know more kinds than the network.
class TokenEmbeddings : public torch::nn::Module
{
public:
    TokenEmbeddings(const EmbeddingSizes &sizes, double epsilon, double dropout,
                    PositionRule rule = PositionRule::CountPlaces);
    /// @return [B, T, width]
    torch::Tensor forward(const EncodedBatch &batch) const;

private:
    torch::Tensor positions(const torch::Tensor &ids) const;

    std::int64_t m_paddingId;
    PositionRule m_rule;
    std::shared_ptr<Table> m_words, m_positions;
    std::shared_ptr<Table> m_types; ///< null: none
    std::shared_ptr<Norm> m_norm;
    std::shared_ptr<Dropout> m_dropout;
};

} // namespace tunedesk
