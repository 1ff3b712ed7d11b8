#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tunedesk
{

struct LengthBucketOptions {
    int batchSize = 32;     ///< rows a batch; the last of an epoch may be smaller
    int bucketBatches = 50; ///< rows are shuffled, then sorted by length within windows of so many batches
    std::uint64_t seed = 0; ///< same seed, lengths and epoch: same batches, on every machine
};

/// Groups rows of similar length to save padding, in an order that differs from epoch to epoch. Any thread.
class LengthBucketSampler
{
public:
    /// @param lengths tokens of each row, [N]; copied
    explicit LengthBucketSampler(std::span<const int> lengths, LengthBucketOptions options = {});
    /// Row numbers of each batch. Every row of [0, N) occurs once. O(N log N).
    std::vector<std::vector<int>> batches(int epoch) const;
    /// Batches in an epoch: ceil(N / batchSize).
    int batchCount() const;

private:
    std::vector<int> m_lengths;
    LengthBucketOptions m_options;
};

} // namespace tunedesk
