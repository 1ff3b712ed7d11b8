#pragma once

#include "base/job_context.h"
#include "base/process_group.h"
#include "base/result.h"
#include "engine/nn/sequence_classifier.h"
#include "engine/training/optimizer.h"
#include "engine/training/states_file.h"
#include "text/encoding.h"

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace tunedesk
{

/// Most pairs and tokens of a batch that goes through the network without training.
inline constexpr int kPassRows = 64;
inline constexpr int kPassTokens = 4096;

/// What the frozen layers' output hangs on beside the pairs: their weights, how config.json has
/// them computed, precision, how many are in 8 bits, threads, this processor and this libtorch. Two
/// runs with the same value get the same bits.
/// @param config config.json's bytes   @return 32 bytes
QByteArray frozenLayersHash(const SequenceClassifier &network, Precision precision,
                            const QByteArray &config);
/// The same for all layers, whatever trains, but without the head that compares the parts of a
/// pair.
QByteArray encoderHash(const SequenceClassifier &network, Precision precision,
                       const QByteArray &config);

/// The weights that a checkpoint of these trained parameters leaves out, the same on every
/// computer. A table that trains by some of its rows is left out as a whole: as it was loaded.
/// @return 32 bytes
QByteArray frozenWeightsHash(const SequenceClassifier &network,
                             const std::vector<NamedParameter> &trained);

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

    /// What fill() would take: hidden states of all tokens, without padding, in the precision that
    /// the network computes in.
    qint64 bytesNeeded() const;
    bool mayBeKept() const { return !m_wholeNetworkTrains; }
    /// Takes the output of the frozen layers that an earlier run kept for these pairs.
    /// @param place its key: frozenLayersHash()   @return false: there is none
    bool find(StatesPlace place);
    /// Runs the layers that are frozen now once for every pair; where the place can't take their
    /// output, logits() computes it anew. They may not train later; others may be frozen and
    /// trained as one likes. @param done gets the tokens done so far   @param processes that share
    /// the pairs among them and give each other what they computed
    Outcome fill(JobContext &job, const std::function<void(qint64 tokens)> &done,
                 StatesPlace place = {}, ProcessGroup *processes = nullptr);

    bool isKept() const { return m_kept.has_value(); }

    /// @param rows numbers of pairs, [B]   @return logits [B, numLabels]
    torch::Tensor logits(std::span<const int> rows);
    /// What a head that compares the parts of a pair reads. @return [B, 8 H + 2]
    torch::Tensor headInputs(std::span<const int> rows);

    qint64 tokens(std::span<const int> rows) const;
    qint64 tokens() const { return m_offsets.back(); }
    const std::vector<Encoding> &encodings() const { return m_encodings; }
    /// Batches of at most maxRows pairs of similar length, longest first: for passes whose order
    /// does not matter.
    std::vector<std::vector<int>> batchesByLength(int maxRows, int maxBatchTokens) const;

private:
    EncodedBatch batch(std::span<const int> rows) const;
    /// The states that the layers from `fromLayer` on read.
    struct Bottom {
        torch::Tensor states; ///< [B, T, H]
        int fromLayer = 0;
    };
    Bottom bottom(const EncodedBatch &padded, std::span<const int> rows);
    std::size_t paddedLength(std::span<const int> rows) const; ///< tokens of each in a batch
    /// @return nothing: not kept, or the disk failed
    std::optional<torch::Tensor> keptStates(std::span<const int> rows, qint64 paddedLength) const;
    Outcome
    fillTogether(JobContext &job, const std::function<void(qint64)> &done, int layers,
                 ProcessGroup &processes,
                 const std::function<void(const torch::Tensor &, const std::vector<int> &)> &write);
    /// What the one process that has it computed of a batch. @param hidden the batch's states where
    /// isMine
    torch::Tensor exchanged(ProcessGroup &processes, const torch::Tensor &hidden, bool isMine,
                            std::span<const int> rows) const;
    qint64 tokenBytes() const; ///< of one token's states
    std::vector<std::int64_t> rowEnds() const;
    QByteArray keyOf(const QByteArray &frozenLayers) const;
    /// Where one pair's tokens begin in padded states [B, T, H]. @param place in the batch
    char *statesOf(const torch::Tensor &padded, std::size_t place, int row) const;

    SequenceClassifier &m_network;
    const std::vector<Encoding> &m_encodings;
    BatchPadding m_padding;
    bool m_wholeNetworkTrains;
    std::vector<qint64> m_offsets;    ///< [N + 1], tokens before each pair
    std::optional<StatesFile> m_kept; ///< a row a pair, its tokens' states
    int m_keptLayers = 0;             ///< how many made m_kept
};

} // namespace tunedesk
