#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace tunedesk
{

/// Finds all strings of a large set that a text begins with, shortest first: a double array, so
/// that a byte costs one look. Built once, then read by any thread. Source: Aoe 1989, with xor in
/// place of the sum, so that the children of a node share a block.
class PieceTrie
{
public:
    static constexpr int kNone = -1;

    /// @param pieces at most four million; the number of each is its value; of equal ones the last
    ///        counts; an empty one is never found
    explicit PieceTrie(std::span<const std::string_view> pieces);

    /// Calls visit(length in bytes, value) for each piece that `text` begins with, shortest first.
    template <typename Visit> void eachPrefix(std::string_view text, Visit &&visit) const
    {
        std::uint32_t base = m_units.front().base;
        for (std::size_t at = 0; at < text.size(); ++at) {
            const auto byte = static_cast<unsigned char>(text[at]);
            const Unit unit = m_units[base ^ byte];
            if (!unit.isChild(byte))
                return;
            if (unit.hasValue())
                visit(at + 1, unit.value());
            base = unit.base;
        }
    }
    /// Value of the piece that is all of `text`, or kNone.
    int find(std::string_view text) const;

private:
    struct Unit {
        std::uint32_t base = 0; ///< of its children: each lies at base xor its byte
        std::uint32_t rest = 0; ///< (value + 1) × 512 + taken × 256 + byte that leads here

        bool isChild(unsigned char byte) const { return (rest & 0x1FF) == (0x100U | byte); }
        bool isTaken() const { return (rest & 0x100) != 0; }
        bool hasValue() const { return rest >= 0x200; }
        int value() const { return static_cast<int>(rest >> 9) - 1; }
    };
    class Builder;

    std::vector<Unit> m_units; ///< the first is the root
};

} // namespace tunedesk
