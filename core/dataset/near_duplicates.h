#pragma once

#include "base/result.h"
#include "dataset/text_spill.h"

#include <QString>

#include <array>
#include <deque>
#include <optional>
#include <vector>

namespace tunedesk
{

/// Finds pairs that are nearly the same: at least kLikeness of their shingles (see shinglesOf())
/// are common, as a share of all that the two have (Jaccard). One thread.
///
/// Candidates come from MinHash in bands (one permutation, empty bins filled as Shrivastava's
/// “Optimal Densification” has it); each is compared exactly, so what is reported is true. At the
/// limit about 1 of 100 is missed, at 0.95 about 1 of 1,000. Time grows with the number of texts:
/// of many that nearly agree (letters made from one form) a few stand for all. About 90 bytes of
/// memory a text; the texts themselves go to a file.
class NearDuplicates
{
public:
    static constexpr double kLikeness = 0.92;
    static constexpr int kBands = 8, kRowsOfBand = 10;

    /// A pair that is ready to be compared. Reused, it needs no new memory.
    struct Pair {
        QString comparable; ///< see comparablePair()
        std::vector<quint64> shingles;
        std::array<quint32, kBands> bands{};
        quint64 sketch = 0;
        bool isSet = false; ///< shingles are one
    };
    static void prepare(QStringView context, QStringView question, QStringView reply, Pair &pair);

    struct Match {
        qint64 id = 0;       ///< as it was added
        double likeness = 0; ///< kLikeness to 1
        quint8 group = 0;    ///< as it was added
    };
    struct Found {
        std::optional<Match> near; ///< any earlier pair
        /// Earlier pairs of the groups asked for: kMostOfGroup of each at most.
        std::vector<Match> ofGroups;
    };
    static constexpr int kMostOfGroup = 4;
    /// Looks among all pairs so far, then adds this one.
    /// @param group one bit, what the pair is of   @param groups bits of those of which pairs are
    /// to be found too
    /// Errors: Disk, File (temporary files).
    Result<Found> add(Pair &pair, qint64 id, quint8 group = 1, quint8 groups = 0);

    std::size_t size() const { return m_ids.size(); } ///< pairs that later ones are compared with

private:
    /// Up to 2^18 pairs: for each band a table of the latest pair of a place, and of each pair the
    /// one before it there. A number is 1 + the pair's in the block, below 13 bits of its band.
    struct Block {
        std::size_t first = 0, capacity = 0;
        std::vector<quint32> latest, before;
    };
    Result<double> likeness(Pair &pair, std::size_t other);
    Result<void> store(const Pair &pair, qint64 id, quint8 group,
                       const std::optional<std::size_t> &like);

    std::vector<Block> m_blocks;
    std::deque<qint64> m_ids;
    std::deque<quint64> m_sketches, m_ends; ///< m_ends: of its text in m_texts
    std::deque<quint8> m_groups;
    std::deque<quint32> m_leads;    ///< the first of those that nearly agree
    std::deque<quint8> m_followers; ///< of a lead
    TextSpill m_texts;
    std::vector<quint64> m_other;
};

} // namespace tunedesk
