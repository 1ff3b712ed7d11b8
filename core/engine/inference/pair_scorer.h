#pragma once

#include "base/job_context.h"
#include "base/result.h"
#include "engine/inference/own_batches.h"
#include "engine/nn/sequence_classifier.h"
#include "text/tokenizer.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tunedesk
{

/// The one forward pass that scores pairs: evaluation, export verification, prediction, later
/// ranking and serving. Batches pairs of similar length; answers come in the order asked. One
/// thread at a time.
class PairScorer
{
public:
    /// @param network in eval() while it scores; put back afterwards
    PairScorer(std::shared_ptr<SequenceClassifier> network, int padId,
               int maxBatchTokens = kOwnBatchTokens);

    /// @return logits [N, numLabels] float32; fewer rows when stopped. Errors: Input (id outside
    /// the vocabulary), Memory.
    Result<torch::Tensor> score(std::span<const Encoding> encodings, JobContext &job);

private:
    /// @return [rows, numLabels] float32
    torch::Tensor logitsOf(std::span<const Encoding> encodings,
                           const std::vector<std::size_t> &rows) const;

    std::shared_ptr<SequenceClassifier> m_network;
    int m_padId;
    int m_maxBatchTokens;
};

/// B encodings padded to the longest, or to more. @param length tokens at least   @return [B, T]
/// int64 each
EncodedBatch padBatch(std::span<const Encoding *const> encodings, const BatchPadding &padding,
                      std::size_t length = 0);

} // namespace tunedesk
