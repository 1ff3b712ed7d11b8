#include "dataset/length_bucket_sampler.h"

#include <QtGlobal>

#include <algorithm>
#include <numeric>
#include <random>

namespace tunedesk
{

namespace
{

// The engine's numbers are fixed by the standard, std::shuffle and the distributions are not.
template <typename Row> void shuffle(std::vector<Row> &rows, std::mt19937_64 &engine)
{
    for (std::size_t left = rows.size(); left > 1; --left) {
        // The upper 32 bits scaled to [0, left): uneven by less than left / 2^32.
        const std::uint64_t drawn = (engine() >> 32) * static_cast<std::uint64_t>(left) >> 32;
        std::swap(rows[left - 1], rows[static_cast<std::size_t>(drawn)]);
    }
}

// splitmix64's last step: neighbouring seeds and epochs give unlike streams.
std::uint64_t mixed(std::uint64_t seed, int epoch)
{
    std::uint64_t z = seed + 0x9E3779B97F4A7C15ULL * (static_cast<std::uint64_t>(epoch) + 1);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ z >> 27) * 0x94D049BB133111EBULL;
    return z ^ z >> 31;
}

} // namespace

LengthBucketSampler::LengthBucketSampler(std::span<const int> lengths, LengthBucketOptions options,
                                         std::span<const int> rounds)
    : m_lengths(lengths.begin(), lengths.end()), m_rounds(rounds.begin(), rounds.end()),
      m_options(options)
{
    Q_ASSERT(rounds.empty() || rounds.size() == lengths.size());
    for (const int round : m_rounds)
        m_roundCount = std::max(m_roundCount, round + 1);
    Q_ASSERT(options.batchSize > 0 && options.bucketBatches > 0);
    Q_ASSERT(lengths.size() < (std::size_t{1} << 31));
}

int LengthBucketSampler::batchCount() const
{
    const std::size_t size = static_cast<std::size_t>(m_options.batchSize);
    return static_cast<int>((rowsOf(0).size() + size - 1) / size);
}

std::vector<int> LengthBucketSampler::rowsOf(int epoch) const
{
    std::vector<int> rows(m_lengths.size());
    std::iota(rows.begin(), rows.end(), 0);
    if (!m_rounds.empty())
        std::erase_if(rows, [&](int row) {
            const int round = m_rounds[static_cast<std::size_t>(row)];
            return round >= 0 && round != epoch % m_roundCount;
        });
    return rows;
}

std::vector<std::vector<int>> LengthBucketSampler::batches(int epoch) const
{
    std::mt19937_64 engine(mixed(m_options.seed, epoch));
    std::vector<int> rows = rowsOf(epoch);
    shuffle(rows, engine);

    const auto size = static_cast<std::size_t>(m_options.batchSize);
    const std::size_t window = size * static_cast<std::size_t>(m_options.bucketBatches);
    for (std::size_t begin = 0; begin < rows.size(); begin += window) {
        const std::size_t end = std::min(rows.size(), begin + window);
        std::stable_sort(rows.begin() + static_cast<std::ptrdiff_t>(begin),
                         rows.begin() + static_cast<std::ptrdiff_t>(end), [this](int a, int b) {
                             return m_lengths[static_cast<std::size_t>(a)] <
                                    m_lengths[static_cast<std::size_t>(b)];
                         });
    }
    std::vector<std::vector<int>> result;
    result.reserve(static_cast<std::size_t>(batchCount()));
    for (std::size_t begin = 0; begin < rows.size(); begin += size)
        result.emplace_back(rows.begin() + static_cast<std::ptrdiff_t>(begin),
                            rows.begin() +
                                static_cast<std::ptrdiff_t>(std::min(rows.size(), begin + size)));
    // Sorted windows would teach short pairs first; the smaller last batch stays last.
    const bool hasSmaller = !result.empty() && result.back().size() < size;
    std::vector<int> smaller;
    if (hasSmaller) {
        smaller = std::move(result.back());
        result.pop_back();
    }
    shuffle(result, engine);
    if (hasSmaller)
        result.push_back(std::move(smaller));
    return result;
}

} // namespace tunedesk
