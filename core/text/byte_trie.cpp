#include "text/byte_trie.h"

#include <utility>

namespace tunedesk
{

ByteTrie::ByteTrie() : m_edges(64), m_mask(63), m_values(1, kNone) {}

void ByteTrie::place(std::uint32_t key, std::int32_t node)
{
    std::size_t slot = hash(key) & m_mask;
    while (m_edges[slot].key != kFree)
        slot = (slot + 1) & m_mask;
    m_edges[slot] = {key, node};
}

void ByteTrie::grow()
{
    const std::vector<Edge> old = std::exchange(m_edges, std::vector<Edge>(m_edges.size() * 2));
    m_mask = m_edges.size() - 1;
    for (const Edge &edge : old) {
        if (edge.key != kFree)
            place(edge.key, edge.node);
    }
}

void ByteTrie::insert(std::string_view bytes, int value)
{
    int node = kRoot;
    for (const char each : bytes) {
        const auto byte = static_cast<unsigned char>(each);
        int following = next(node, byte);
        if (following == kNone) {
            if (2 * (m_used + 1) > m_edges.size())
                grow();
            following = static_cast<int>(m_values.size());
            m_values.push_back(kNone);
            place(static_cast<std::uint32_t>(node) << 8 | byte, following);
            ++m_used;
        }
        node = following;
    }
    m_values[static_cast<std::size_t>(node)] = value;
}

ByteTrie::Match ByteTrie::longest(std::string_view text, int from) const
{
    Match best;
    int node = from;
    for (std::size_t at = 0; at < text.size() && node != kNone; ++at) {
        node = next(node, static_cast<unsigned char>(text[at]));
        if (node != kNone && m_values[static_cast<std::size_t>(node)] != kNone)
            best = {m_values[static_cast<std::size_t>(node)], at + 1};
    }
    return best;
}

int ByteTrie::find(std::string_view bytes) const
{
    int node = kRoot;
    for (std::size_t at = 0; at < bytes.size() && node != kNone; ++at)
        node = next(node, static_cast<unsigned char>(bytes[at]));
    return node;
}

} // namespace tunedesk
