#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace tunedesk
{

/// Finds the longest of many strings at a place of a text, in one pass over its bytes.
/// Built once, then read by any thread.
class ByteTrie
{
public:
    static constexpr int kNone = -1;
    static constexpr int kRoot = 0;

    struct Match {
        int value = kNone;
        std::size_t length = 0; ///< bytes
    };

    ByteTrie();
    /// @param value ≥ 0; a string given twice keeps the last
    void insert(std::string_view bytes, int value);
    /// Longest string that `text` begins with, counted from node `from`; the empty string is none.
    Match longest(std::string_view text, int from = kRoot) const;
    /// Where `bytes` leads from the root, or kNone.
    int find(std::string_view bytes) const;

private:
    struct Edge {
        std::uint32_t key = kFree; ///< node × 256 + byte
        std::int32_t node = kNone;
    };
    static constexpr std::uint32_t kFree = 0xFFFFFFFF;

    int next(int node, unsigned char byte) const
    {
        const std::uint32_t key = static_cast<std::uint32_t>(node) << 8 | byte;
        for (std::size_t slot = hash(key) & m_mask;; slot = (slot + 1) & m_mask) {
            if (m_edges[slot].key == key)
                return m_edges[slot].node;
            if (m_edges[slot].key == kFree)
                return kNone;
        }
    }
    static std::size_t hash(std::uint32_t key)
    {
        return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> 32);
    }
    void place(std::uint32_t key, std::int32_t node);
    void grow();

    std::vector<Edge> m_edges; ///< open addressing, at most half full
    std::size_t m_mask = 0;
    std::size_t m_used = 0;
    std::vector<std::int32_t> m_values; ///< of each node
};

} // namespace tunedesk
