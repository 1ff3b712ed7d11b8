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
    /// @param rounds [N], copied: −1, the row is in every epoch; r, in the epochs e with
    /// e mod (1 + the highest) = r, as many rows in each round; empty: all are in every epoch
    explicit LengthBucketSampler(std::span<const int> lengths, LengthBucketOptions options = {},
                                 std::span<const int> rounds = {});
    /// Row numbers of each batch. Every row of the epoch occurs once. O(N log N).
    std::vector<std::vector<int>> batches(int epoch) const;
    /// Batches in an epoch: ceil(rows of an epoch / batchSize).
    int batchCount() const;

private:
    std::vector<int> rowsOf(int epoch) const;

    std::vector<int> m_lengths;
    std::vector<int> m_rounds;
    int m_roundCount = 1;
    LengthBucketOptions m_options;
};

} // namespace tunedesk
