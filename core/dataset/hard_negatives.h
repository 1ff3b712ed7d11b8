#pragma once

#include "domain/data_snapshot.h"

#include <cstdint>
#include <span>
#include <vector>

namespace tunedesk
{

/// A reply that was given in another conversation, as a wrong answer to this one. Numbers of pairs.
struct HardNegative {
    std::size_t conversation = 0, reply = 0;
    int round = 0; ///< of [0, rounds)
    bool operator==(const HardNegative &) const = default;
};

/// For each appropriate training pair, in each round, `each` replies that were right in other
/// dialogues of its topic: on the subject, of the same tone, and wrong here. Where its topic has
/// none they are of any topic. Nearly the same question is passed over, because its answer would be
/// right here too, as is nearly the same reply (cosine of TF-IDF over words; pairs of characters in
/// Chinese). Where there are too few they come again; every round has equally many. The same pairs
/// and seed give the same replies. Any thread.
/// @return ordered by round, then by conversation
std::vector<HardNegative> hardNegatives(std::span<const SnapshotPair> pairs, int each, int rounds,
                                        std::uint64_t seed);

} // namespace tunedesk
