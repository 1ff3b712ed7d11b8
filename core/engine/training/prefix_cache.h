#pragma once

#include "base/job_context.h"
#include "base/process_group.h"
#include "base/result.h"
#include "engine/nn/sequence_classifier.h"
#include "text/encoding.h"

#include <functional>
#include <span>
#include <vector>

namespace tunedesk
{

/// Most pairs and tokens of a batch that goes through the network without training.
inline constexpr int kPassRows = 64;
inline constexpr int kPassTokens = 4096;

/// Pads pairs and runs the network over them, with the frozen layers' output kept where it may be:
/// they give the same numbers in every epoch. Without fill(), or where embeddings train too,
/// everything is computed anew. One thread.
class PrefixCache
{
public:
    /// @param encodings, network: outlive this   @param wholeNetworkTrains nothing is frozen:
    /// nothing may be kept
    PrefixCache(SequenceClassifier &network, const std::vector<Encoding> &encodings, int padId,
                bool wholeNetworkTrains);

    /// What fill() would take: float32 hidden states of all tokens, without padding.
    qint64 bytesNeeded() const;
    bool mayBeKept() const { return !m_wholeNetworkTrains; }
    /// Runs the frozen layers once for every pair. @param done gets the tokens done so far
    /// @param processes that share the pairs among them and exchange what they computed
    Outcome fill(JobContext &job, const std::function<void(qint64 tokens)> &done,
                 ProcessGroup *processes = nullptr);

    /// @param rows numbers of pairs, [B]   @return logits [B, numLabels]
    torch::Tensor logits(std::span<const int> rows);

    qint64 tokens(std::span<const int> rows) const;
    qint64 tokens() const { return m_offsets.back(); }
    const std::vector<Encoding> &encodings() const { return m_encodings; }
    /// Batches of at most maxRows pairs of similar length, longest first: for passes whose order
    /// does not matter.
    std::vector<std::vector<int>> batchesByLength(int maxRows, int maxBatchTokens) const;

private:
    EncodedBatch batch(std::span<const int> rows) const;
    torch::Tensor gather(std::span<const int> rows, qint64 paddedLength) const;
    /// The floats of one pair's tokens in padded states [B, T, H]. @param place in the batch
    std::span<float> states(const torch::Tensor &padded, std::size_t place, int row) const;
    std::span<float> keptStates(const torch::Tensor &kept, int row) const;

    SequenceClassifier &m_network;
    const std::vector<Encoding> &m_encodings;
    BatchPadding m_padding;
    bool m_wholeNetworkTrains;
    std::vector<qint64> m_offsets; ///< [N + 1], tokens before each pair
    torch::Tensor m_hidden;        ///< [tokens, H] float32; undefined until filled
};

} // namespace tunedesk
