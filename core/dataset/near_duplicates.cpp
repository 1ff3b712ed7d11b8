#include "dataset/near_duplicates.h"

#include "dataset/comparable_text.h"

#include <algorithm>
#include <bit>

namespace tunedesk
{

namespace
{
constexpr int kBins = NearDuplicates::kBands * NearDuplicates::kRowsOfBand;
constexpr std::size_t kSmallestBlock = 1 << 12, kLargestBlock = 1 << 18;
constexpr quint32 kNumberBits = 19, kNumberMask = (1U << kNumberBits) - 1;
/// Of the sketch's 64 bits so many agree at least where two pairs are alike: 61 on average, and
/// three deviations below that still are more.
constexpr int kAgreeing = 52;
/// Bounds on what one pair may cost, so that time grows with the number of pairs whatever they are.
constexpr int kMostCompared = 48, kMostSteps = 4096;
constexpr quint8 kMostFollowers = 16;
constexpr quint32 kEmpty = ~0U;

quint32 mixed(quint32 number)
{
    number = (number ^ (number >> 16)) * 0x7feb352dU;
    number = (number ^ (number >> 15)) * 0x846ca68bU;
    return number ^ (number >> 16);
}

/// For each bin a sequence of others, the same for every text.
int nextBin(int bin, quint32 attempt)
{
    return int((quint64(mixed(quint32(bin) * 0x9e3779b9U + attempt)) * kBins) >> 32);
}
} // namespace

void NearDuplicates::prepare(QStringView context, QStringView question, QStringView reply,
                             Pair &pair)
{
    pair.comparable = comparablePair(context, question, reply);
    shinglesOf(pair.comparable, pair.shingles);
    pair.isSet = false;
    std::array<quint32, kBins> smallest;
    smallest.fill(kEmpty);
    for (const quint64 shingle : pair.shingles) {
        const auto bin = std::size_t(((shingle >> 32) * kBins) >> 32);
        smallest[bin] = std::min(smallest[bin], quint32(shingle) & ~1U);
    }
    const std::array<quint32, kBins> own = smallest;
    for (int bin = 0; bin < kBins; ++bin)
        for (quint32 attempt = 1; smallest[std::size_t(bin)] == kEmpty; ++attempt)
            smallest[std::size_t(bin)] = own[std::size_t(nextBin(bin, attempt))];
    pair.sketch = 0;
    for (int bin = 0; bin < 64; ++bin)
        pair.sketch |= quint64(mixed(smallest[std::size_t(bin)]) & 1) << bin;
    for (int band = 0; band < kBands; ++band) {
        quint32 hash = quint32(band) + 1;
        for (int row = 0; row < kRowsOfBand; ++row)
            hash = mixed(hash ^ smallest[std::size_t(band * kRowsOfBand + row)]);
        pair.bands[std::size_t(band)] = hash;
    }
}

Result<double> NearDuplicates::likeness(Pair &pair, std::size_t other)
{
    const quint64 from = other == 0 ? 0 : m_ends[other - 1];
    const auto text = m_texts.read(from, qsizetype(m_ends[other] - from));
    if (!text)
        return text.error();
    if (!pair.isSet)
        makeSet(pair.shingles);
    pair.isSet = true;
    shinglesOf(QString::fromUtf8(*text), m_other);
    makeSet(m_other);
    return jaccard(pair.shingles, m_other);
}

Result<NearDuplicates::Found> NearDuplicates::add(Pair &pair, qint64 id, quint8 group,
                                                  quint8 groups)
{
    Found found;
    std::array<int, 8> ofGroup{};    ///< found, by the group's bit
    std::optional<std::size_t> like; ///< of the same group
    std::array<std::size_t, kMostCompared> compared;
    int comparisons = 0, steps = 0;
    const auto isDone = [&] {
        return (found.near && groups == 0) || steps >= kMostSteps || comparisons >= kMostCompared;
    };
    for (auto block = m_blocks.rbegin(); block != m_blocks.rend() && !isDone(); ++block)
        for (std::size_t band = 0; band < kBands && !isDone(); ++band) {
            const quint32 hash = pair.bands[band];
            const std::size_t table = band * block->capacity;
            quint32 entry = block->latest[table + (hash & (block->capacity - 1))];
            while (entry != 0 && !isDone()) {
                ++steps;
                const std::size_t place = (entry & kNumberMask) - 1;
                const std::size_t other = block->first + place;
                const bool isCandidate = entry >> kNumberBits == hash >> kNumberBits;
                entry = block->before[table + place];
                if (!isCandidate || (found.near && (m_groups[other] & groups) == 0) ||
                    std::popcount(~(m_sketches[other] ^ pair.sketch)) < kAgreeing)
                    continue;
                const auto end = compared.begin() + comparisons;
                if (std::find(compared.begin(), end, other) != end)
                    continue;
                compared[std::size_t(comparisons++)] = other;
                const auto alike = likeness(pair, other);
                if (!alike)
                    return alike.error();
                if (*alike < kLikeness)
                    continue;
                const Match match{m_ids[other], *alike, m_groups[other]};
                if (!found.near)
                    found.near = match;
                if ((m_groups[other] & groups) != 0)
                    found.ofGroups.push_back(match);
                if (++ofGroup[std::size_t(std::countr_zero(m_groups[other]))] == kMostOfGroup)
                    groups &= quint8(~m_groups[other]);
                if (!like && m_groups[other] == group)
                    like = other;
            }
        }
    if (auto stored = store(pair, id, group, like); !stored)
        return stored.error();
    return found;
}

Result<void> NearDuplicates::store(const Pair &pair, qint64 id, quint8 group,
                                   const std::optional<std::size_t> &like)
{
    const std::size_t number = m_ids.size();
    const quint32 lead = like ? m_leads[*like] : quint32(number);
    if (like && m_followers[lead] == kMostFollowers)
        return {};
    if (auto kept = m_texts.append(pair.comparable.toUtf8()); !kept)
        return kept;
    m_ids.push_back(id);
    m_sketches.push_back(pair.sketch);
    m_ends.push_back(m_texts.size());
    m_groups.push_back(group);
    m_leads.push_back(lead);
    m_followers.push_back(0);
    m_followers[lead] += like.has_value();

    if (m_blocks.empty() || number - m_blocks.back().first == m_blocks.back().capacity) {
        Block block;
        block.first = number;
        block.capacity = std::clamp(2 * std::bit_ceil(number + 1), kSmallestBlock, kLargestBlock);
        block.latest.resize(kBands * block.capacity);
        block.before.resize(kBands * block.capacity);
        m_blocks.push_back(std::move(block));
    }
    Block &block = m_blocks.back();
    const std::size_t place = number - block.first;
    for (std::size_t band = 0; band < kBands; ++band) {
        const quint32 hash = pair.bands[band];
        const std::size_t table = band * block.capacity;
        quint32 &latest = block.latest[table + (hash & (block.capacity - 1))];
        block.before[table + place] = latest;
        latest = (hash >> kNumberBits) << kNumberBits | quint32(place + 1);
    }
    return {};
}

} // namespace tunedesk
