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
    bool operator==(const HardNegative &) const = default;
};

/// For each appropriate training pair `each` replies that were right in the conversations most like
/// its own (cosine of TF-IDF over the words of the last turn; pairs of characters in Chinese): on
/// the subject, of the same tone, and wrong. Nearly the same question is passed over, because its
/// answer would be right here too, as is nearly the same reply. Fewer where there are no such ones.
/// The same pairs and seed give the same replies; among equals the seed decides. Any thread.
std::vector<HardNegative> hardNegatives(std::span<const SnapshotPair> pairs, int each,
                                        std::uint64_t seed);

} // namespace tunedesk
