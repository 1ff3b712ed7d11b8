#pragma once

#include "engine/nn/head_kind.h"
#include "engine/nn/layers.h"

#include <memory>

namespace tunedesk
{

/// Means over the tokens of the three parts of a pair, [B, H] each.
struct PartMeans {
    torch::Tensor first;    ///< earlier turns and the last turn
    torch::Tensor lastTurn; ///< the customer's last turn alone
    torch::Tensor reply;
};

/// Means of one line's parts; 0 where none of a part's tokens is left.
/// @param states [B, T, H]   @param segments [B, T] int64, Segment of each token
PartMeans partMeans(const torch::Tensor &states, const torch::Tensor &segments);

/// Mean over the tokens of each text, special ones included. @param states [B, T, H]
/// @param mask [B, T] int64   @return [B, H]
torch::Tensor textMeans(const torch::Tensor &states, const torch::Tensor &mask);

/// What is compared: first, lastTurn, reply, |first − reply|, |lastTurn − reply|, first · reply,
/// lastTurn · reply, each place by itself. @return [B, 7 H]
torch::Tensor comparedParts(const PartMeans &parts);

/// Cosines of first and reply, of lastTurn and reply. @return [B, 2]
torch::Tensor partCosines(const PartMeans &parts);

/// One linear layer over the compared parts of a pair. Parameters: weight [numLabels, features],
/// bias [numLabels].
/// Segments: [token the family's head reads, compared parts] with dropout, and the cosines times 5
/// without: 8 H + 2 features. Features: compared parts and cosines, 7 H + 2 features.
/// Sources of the compared parts: Mou et al. 2016; Conneau et al. 2017 (InferSent).
/// Parity: tests/engine/tst_pair_head (against torch).
class PairHead : public torch::nn::Module
{
public:
    PairHead(HeadKind kind, std::int64_t hidden, std::int64_t numLabels);

    HeadKind kind() const { return m_kind; }
    /// Of a Segments head: what its weights are applied to, after dropout. @param token [B, H]
    /// @return [B, 8 H + 2]
    torch::Tensor inputs(const torch::Tensor &token, const PartMeans &parts) const;
    /// Of a Features head. @return [B, 7 H + 2]
    static torch::Tensor features(const PartMeans &parts);
    /// @param read what inputs() or features() gave   @return logits [B, numLabels]
    torch::Tensor forward(const torch::Tensor &read) const;

private:
    HeadKind m_kind;
    torch::Tensor m_weight, m_bias;
    std::shared_ptr<Dropout> m_dropout;
};

} // namespace tunedesk
