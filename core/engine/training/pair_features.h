#pragma once

#include "base/job_context.h"
#include "engine/nn/sequence_classifier.h"
#include "engine/training/kept_means.h"
#include "text/encoding.h"

#include <array>
#include <functional>
#include <map>
#include <vector>

namespace tunedesk
{

/// What a Features head compares, for pairs read apart: each distinct text runs through the frozen
/// encoder once, however many pairs share it. One thread.
class PairFeatures
{
public:
    /// Of each pair the numbers of its texts: first text, last turn, reply.
    using Rows = std::vector<std::array<std::int64_t, 3>>;

    PairFeatures(SequenceClassifier &network, int padId);

    /// Before fill(). @param pairs read PairReading::Apart
    Rows add(const std::vector<Encoding> &pairs);
    /// Tokens of the texts that no earlier run left at `place`: what fill() would have to read.
    qint64 tokensToRead(const StatesPlace &place) const;
    /// Runs the encoder over all texts but those that an earlier run left at `place`, and leaves
    /// them there when it isn't stopped. @param done gets the share that is done, 0…1
    /// @param place its key: encoderHash()
    Outcome fill(JobContext &job, const std::function<void(double share)> &done,
                 const StatesPlace &place = {});
    /// After fill(). @return [rows, 7 H + 2] float32
    torch::Tensor of(const Rows &rows) const;

    bool isFilled() const { return m_means.defined(); }
    std::size_t textCount() const { return m_texts.size(); }
    std::size_t keptTextCount() const { return m_kept; } ///< that fill() found
    qint64 tokens() const { return m_tokens; }
    qint64 readTokens() const { return m_readTokens; } ///< that fill() had to read, or reads now

private:
    SequenceClassifier &m_network;
    BatchPadding m_padding;
    std::vector<Encoding> m_texts;
    std::map<std::vector<int>, std::int64_t> m_numbers; ///< of texts, by their ids
    qint64 m_tokens = 0;
    std::size_t m_kept = 0;
    qint64 m_readTokens = 0;
    torch::Tensor m_means; ///< [texts, H] float32
};

} // namespace tunedesk
