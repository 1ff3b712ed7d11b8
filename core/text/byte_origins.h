#pragma once

#include <cstdint>
#include <vector>

namespace tunedesk
{

/// For each byte of a changed text a byte of the character that it stands for, in the text before
/// the change. A character that was put in belongs to the one before it.
using ByteOrigins = std::vector<std::uint32_t>;
/// Put in before the first character.
inline constexpr std::uint32_t kNoOrigin = 0xFFFFFFFF;

/// Bytes [begin, end) of a text.
struct ByteSpan {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool operator==(const ByteSpan &) const = default;
};

} // namespace tunedesk
