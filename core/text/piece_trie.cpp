#include "text/piece_trie.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace tunedesk
{

namespace
{

constexpr std::uint32_t kBlock = 256;
constexpr std::uint32_t kNowhere = 0xFFFFFFFF;
// A family that fits into none of the first free places goes to the end, and a few of these are
// given up: looking at them all for every family would make building quadratic.
constexpr int kTries = 32;
constexpr int kGivenUp = 4;

} // namespace

/// Places the nodes of sorted pieces, a node's children at a time, depth first.
class PieceTrie::Builder
{
public:
    Builder(std::span<const std::string_view> pieces, std::vector<Unit> &units)
        : m_pieces(pieces), m_order(pieces.size()), m_units(units)
    {
        std::iota(m_order.begin(), m_order.end(), 0U);
        std::sort(m_order.begin(), m_order.end(), [this](std::uint32_t a, std::uint32_t b) {
            const int order = m_pieces[a].compare(m_pieces[b]);
            return order != 0 ? order < 0 : a < b;
        });
        addBlock();
        // A node without children has base 0, so no other may have it; nor may the byte that the
        // root's place is marked with make it anyone's child.
        m_units[0].rest = 0x101;
        take(0);
        m_isBase[0] = m_isBase[1] = true;
    }

    void build()
    {
        std::vector<Range> open{{0, static_cast<std::uint32_t>(m_order.size()), 0, 0}};
        std::vector<Child> children;
        while (!open.empty()) {
            Range range = open.back();
            open.pop_back();
            while (range.begin < range.end && piece(range.begin).size() == range.depth) {
                if (range.depth > 0)
                    setValue(m_units[range.node], m_order[range.begin]);
                ++range.begin;
            }
            children.clear();
            for (std::uint32_t at = range.begin; at < range.end; ++at) {
                const auto byte = static_cast<unsigned char>(piece(at)[range.depth]);
                if (children.empty() || children.back().byte != byte)
                    children.push_back({byte, at});
            }
            if (children.empty())
                continue;
            const std::uint32_t base = place(children);
            m_units[range.node].base = base;
            for (std::size_t at = children.size(); at-- > 0;) {
                const std::uint32_t end =
                    at + 1 < children.size() ? children[at + 1].begin : range.end;
                open.push_back(
                    {children[at].begin, end, base ^ children[at].byte, range.depth + 1});
            }
        }
    }

private:
    struct Range {
        std::uint32_t begin;
        std::uint32_t end;
        std::uint32_t node;
        std::uint32_t depth;
    };
    struct Child {
        unsigned char byte;
        std::uint32_t begin;
    };

    std::string_view piece(std::uint32_t at) const { return m_pieces[m_order[at]]; }

    static void setValue(Unit &unit, std::uint32_t value)
    {
        unit.rest = (unit.rest & 0x1FF) | (value + 1) << 9;
    }

    void addBlock()
    {
        const auto begin = static_cast<std::uint32_t>(m_units.size());
        m_units.resize(begin + kBlock);
        m_isBase.resize(begin + kBlock);
        m_next.resize(begin + kBlock, kNowhere);
        m_previous.resize(begin + kBlock, kNowhere);
        for (std::uint32_t slot = begin; slot < begin + kBlock; ++slot) {
            m_previous[slot] = m_last;
            (m_last == kNowhere ? m_first : m_next[m_last]) = slot;
            m_last = slot;
        }
    }

    /// Out of the list of free places, if it is still in there.
    void take(std::uint32_t slot)
    {
        const std::uint32_t next = m_next[slot];
        const std::uint32_t previous = m_previous[slot];
        if (next == kNowhere && previous == kNowhere && m_first != slot)
            return;
        (previous == kNowhere ? m_first : m_next[previous]) = next;
        (next == kNowhere ? m_last : m_previous[next]) = previous;
        m_next[slot] = m_previous[slot] = kNowhere;
    }

    bool fits(std::uint32_t base, const std::vector<Child> &children) const
    {
        return !m_isBase[base] &&
               std::none_of(children.begin(), children.end(), [&](const Child &child) {
                   return m_units[base ^ child.byte].isTaken();
               });
    }

    std::uint32_t search(std::uint32_t slot, const std::vector<std::uint32_t> &following,
                         const std::vector<Child> &children) const
    {
        for (int tries = 0; tries < kTries && slot != kNowhere; ++tries, slot = following[slot]) {
            const std::uint32_t base = slot ^ children.front().byte;
            if (fits(base, children))
                return base;
        }
        return kNowhere;
    }

    /// A base under which all children find a free place. Each base serves one node, so that the
    /// byte alone tells whose child a unit is.
    std::uint32_t place(const std::vector<Child> &children)
    {
        std::uint32_t base = search(m_first, m_next, children);
        if (base == kNowhere && m_first != kNowhere) {
            base = search(m_last, m_previous, children);
            for (int count = 0; count < kGivenUp && m_first != kNowhere; ++count)
                take(m_first);
        }
        if (base == kNowhere) {
            base = static_cast<std::uint32_t>(m_units.size()) ^ children.front().byte;
            addBlock();
        }
        m_isBase[base] = true;
        for (const Child &child : children) {
            m_units[base ^ child.byte].rest = 0x100U | child.byte;
            take(base ^ child.byte);
        }
        return base;
    }

    std::span<const std::string_view> m_pieces;
    std::vector<std::uint32_t> m_order;
    std::vector<Unit> &m_units;
    std::vector<bool> m_isBase;
    std::vector<std::uint32_t> m_next; ///< free places, a list in their order
    std::vector<std::uint32_t> m_previous;
    std::uint32_t m_first = kNowhere;
    std::uint32_t m_last = kNowhere;
};

PieceTrie::PieceTrie(std::span<const std::string_view> pieces)
{
    Builder(pieces, m_units).build();
    m_units.shrink_to_fit();
}

int PieceTrie::find(std::string_view text) const
{
    int found = kNone;
    eachPrefix(text, [&](std::size_t length, int value) {
        if (length == text.size())
            found = value;
    });
    return found;
}

} // namespace tunedesk
