#include "text/byte_pair.h"

#include "text/byte_alphabet.h"
#include "text/unicode.h"
#include "text/word_cache.h"

#include <algorithm>
#include <queue>

namespace tunedesk
{

namespace
{

constexpr std::size_t kKeptSymbols = 1'000'000; ///< room for longer words is given back
constexpr std::size_t kShortWord = 24;          ///< symbols; up to here a scan beats a queue

std::uint64_t mixed(std::uint64_t value)
{
    value *= 0x9E3779B97F4A7C15ULL;
    return value ^ (value >> 32);
}

std::uint64_t keyOf(int left, int right)
{
    return 1ULL << 63 | static_cast<std::uint64_t>(left) << 32 | static_cast<std::uint32_t>(right);
}

std::string byteToken(unsigned char byte)
{
    static constexpr char kDigits[] = "0123456789ABCDEF";
    return {'<', '0', 'x', kDigits[byte >> 4], kDigits[byte & 15], '>'};
}

std::string joinedName(const BytePair::Merge &merge, const BytePairOptions &options)
{
    const bool hasPrefix =
        !options.continuingPrefix.empty() && merge.second.starts_with(options.continuingPrefix);
    return merge.first + merge.second.substr(hasPrefix ? options.continuingPrefix.size() : 0);
}

} // namespace

struct BytePair::Scratch {
    std::vector<Symbol> symbols;
};

std::optional<BytePair::BadMerge> BytePair::firstBadMerge(const Vocabulary &vocabulary,
                                                          const std::vector<Merge> &merges,
                                                          const BytePairOptions &options)
{
    for (std::size_t at = 0; at < merges.size(); ++at) {
        for (const std::string &token :
             {merges[at].first, merges[at].second, joinedName(merges[at], options)}) {
            if (!vocabulary.contains(token))
                return BadMerge{at, token};
        }
    }
    return std::nullopt;
}

bool BytePair::coversAllBytes(const Vocabulary &vocabulary)
{
    for (int byte = 0; byte < 256; ++byte) {
        if (!vocabulary.contains(alphabetCharacter(static_cast<unsigned char>(byte))))
            return false;
    }
    return true;
}

BytePair::BytePair(const Vocabulary &vocabulary, const std::vector<Merge> &merges,
                   BytePairOptions options)
    : m_options(std::move(options)), m_pairs(64), m_mask(63), m_number(WordCache::newModelNumber())
{
    while (m_pairs.size() < 2 * merges.size())
        m_pairs.resize(m_pairs.size() * 2);
    m_mask = m_pairs.size() - 1;
    for (std::size_t at = 0; at < merges.size(); ++at)
        place(vocabulary.at(merges[at].first), vocabulary.at(merges[at].second),
              static_cast<std::uint32_t>(at), vocabulary.at(joinedName(merges[at], m_options)));
    if (m_options.unknownToken) {
        const auto found = vocabulary.find(*m_options.unknownToken);
        m_unknownId = found != vocabulary.end() ? found->second : -1;
    }
    if (!m_options.isByteLevel) {
        m_symbols = vocabulary;
        return;
    }
    for (std::size_t place = 0; place < m_byteIds.size(); ++place) {
        for (int byte = 0; byte < 256; ++byte) {
            std::string name = alphabetCharacter(static_cast<unsigned char>(byte));
            if ((place & 2) == 0)
                name = m_options.continuingPrefix + name;
            if ((place & 1) != 0)
                name += m_options.wordSuffix;
            const auto found = vocabulary.find(name);
            m_byteIds[place][static_cast<std::size_t>(byte)] =
                found != vocabulary.end() ? found->second : -1;
        }
    }
    if (m_options.ignoresMerges) {
        for (const auto &[token, id] : vocabulary) {
            if (const auto bytes = alphabetBytes(token))
                m_symbols.emplace(*bytes, id);
        }
    }
}

const BytePair::Pair *BytePair::find(int left, int right) const
{
    const std::uint64_t key = keyOf(left, right);
    for (std::size_t slot = mixed(key) & m_mask;; slot = (slot + 1) & m_mask) {
        if (m_pairs[slot].key == key)
            return &m_pairs[slot];
        if (m_pairs[slot].key == 0)
            return nullptr;
    }
}

// A pair that comes twice keeps the last rank, as the reference has it.
void BytePair::place(int left, int right, std::uint32_t rank, int id)
{
    const std::uint64_t key = keyOf(left, right);
    std::size_t slot = mixed(key) & m_mask;
    while (m_pairs[slot].key != 0 && m_pairs[slot].key != key)
        slot = (slot + 1) & m_mask;
    m_pairs[slot] = {key, rank, id};
}

int BytePair::symbolId(std::string_view character, bool isFirst, bool isLast) const
{
    std::string name = isFirst ? std::string() : m_options.continuingPrefix;
    name += character;
    if (isLast)
        name += m_options.wordSuffix;
    const auto found = m_symbols.find(name);
    return found != m_symbols.end() ? found->second : -1;
}

void BytePair::appendSymbols(std::string_view word, std::vector<Symbol> &symbols) const
{
    symbols.clear();
    std::optional<Symbol> unknown;
    for (std::size_t at = 0; at < word.size();) {
        const std::size_t begin = at;
        if (m_options.isByteLevel)
            ++at;
        else
            unicode::decode(word, at);
        const bool isFirst = begin == 0;
        const bool isLast = at == word.size();
        const auto length = static_cast<std::uint32_t>(at - begin);
        const std::string_view character = word.substr(begin, length);
        const int id = m_options.isByteLevel ? m_byteIds[(isFirst ? 2 : 0) | (isLast ? 1 : 0)]
                                                        [static_cast<unsigned char>(word[begin])]
                                             : symbolId(character, isFirst, isLast);
        if (id >= 0) {
            if (unknown)
                symbols.push_back(*std::exchange(unknown, std::nullopt));
            symbols.push_back({.id = id, .length = length});
            continue;
        }
        if (m_options.hasByteFallback) {
            std::string name = isFirst ? std::string() : m_options.continuingPrefix;
            name += character;
            if (isLast)
                name += m_options.wordSuffix;
            const std::size_t before = symbols.size();
            for (const char byte : name) {
                const auto found = m_symbols.find(byteToken(static_cast<unsigned char>(byte)));
                if (found == m_symbols.end()) {
                    symbols.resize(before);
                    break;
                }
                symbols.push_back({.id = found->second, .length = 1});
            }
            if (symbols.size() > before)
                continue;
        }
        if (m_unknownId < 0)
            continue;
        if (unknown && m_options.fusesUnknown) {
            unknown->length += length;
            continue;
        }
        if (unknown)
            symbols.push_back(*unknown);
        unknown = Symbol{.id = m_unknownId, .length = length};
    }
    if (unknown)
        symbols.push_back(*unknown);
}

void BytePair::mergeShort(std::vector<Symbol> &symbols) const
{
    std::array<const Pair *, kShortWord> pairs{};
    std::size_t count = symbols.size();
    for (std::size_t at = 0; at + 1 < count; ++at)
        pairs[at] = find(symbols[at].id, symbols[at + 1].id);
    for (;;) {
        std::size_t best = 0;
        std::uint32_t rank = kNoRank;
        for (std::size_t at = 0; at + 1 < count; ++at) {
            if (pairs[at] && pairs[at]->rank < rank) {
                rank = pairs[at]->rank;
                best = at;
            }
        }
        if (rank == kNoRank)
            break;
        symbols[best].id = pairs[best]->id;
        symbols[best].length += symbols[best + 1].length;
        --count;
        for (std::size_t at = best + 1; at < count; ++at) {
            symbols[at] = symbols[at + 1];
            pairs[at] = at + 1 < count ? pairs[at + 1] : nullptr;
        }
        pairs[best] = best + 1 < count ? find(symbols[best].id, symbols[best + 1].id) : nullptr;
        if (best > 0)
            pairs[best - 1] = find(symbols[best - 1].id, symbols[best].id);
    }
    symbols.resize(count);
}

// The pairs of the word as it begins are sorted once; only those that merging makes go through a
// queue.
void BytePair::mergeLong(std::vector<Symbol> &symbols) const
{
    constexpr std::uint32_t kNone = 0xFFFFFFFF;
    const auto count = static_cast<std::uint32_t>(symbols.size());
    std::vector<std::uint64_t> begun; // rank << 32 | place
    for (std::uint32_t at = 0; at < count; ++at) {
        symbols[at].previous = at == 0 ? kNone : at - 1;
        symbols[at].next = at + 1 < count ? at + 1 : kNone;
        if (at + 1 == count)
            continue;
        if (const Pair *pair = find(symbols[at].id, symbols[at + 1].id))
            begun.push_back(static_cast<std::uint64_t>(pair->rank) << 32 | at);
    }
    std::sort(begun.begin(), begun.end());
    std::priority_queue<std::uint64_t, std::vector<std::uint64_t>, std::greater<>> made;
    std::size_t next = 0;
    const auto add = [&](std::uint32_t at) {
        if (const Pair *pair = find(symbols[at].id, symbols[symbols[at].next].id))
            made.push(static_cast<std::uint64_t>(pair->rank) << 32 | at);
    };
    while (next < begun.size() || !made.empty()) {
        std::uint64_t first = 0;
        if (made.empty() || (next < begun.size() && begun[next] < made.top())) {
            first = begun[next++];
        } else {
            first = made.top();
            made.pop();
        }
        const auto at = static_cast<std::uint32_t>(first);
        Symbol &left = symbols[at];
        if (left.length == 0 || left.next == kNone)
            continue;
        Symbol &right = symbols[left.next];
        const Pair *pair = find(left.id, right.id);
        if (!pair || pair->rank != first >> 32) // one of the two has changed since
            continue;
        left.id = pair->id;
        left.length += right.length;
        left.next = right.next;
        right.length = 0;
        if (left.next != kNone) {
            symbols[left.next].previous = at;
            add(at);
        }
        if (left.previous != kNone)
            add(left.previous);
    }
    std::erase_if(symbols, [](const Symbol &symbol) { return symbol.length == 0; });
}

void BytePair::merge(std::string_view word, Scratch &scratch) const
{
    if (m_options.ignoresMerges) {
        const auto whole = m_symbols.find(std::string(word));
        if (whole != m_symbols.end()) {
            scratch.symbols.assign(
                1, {.id = whole->second, .length = static_cast<std::uint32_t>(word.size())});
            return;
        }
    }
    appendSymbols(word, scratch.symbols);
    if (scratch.symbols.size() <= kShortWord)
        mergeShort(scratch.symbols);
    else
        mergeLong(scratch.symbols);
}

void BytePair::tokenize(std::span<const std::string_view> words, std::vector<int> &ids,
                        std::vector<int> *lengths) const
{
    static thread_local Scratch scratch;
    WordCache &cache = WordCache::ofThisThread();
    for (const std::string_view word : words) {
        if (!lengths) {
            if (const auto known = cache.find(m_number, word); !known.empty()) {
                ids.insert(ids.end(), known.begin(), known.end());
                continue;
            }
        }
        merge(word, scratch);
        const std::size_t before = ids.size();
        for (const Symbol &symbol : scratch.symbols) {
            ids.push_back(symbol.id);
            if (lengths)
                lengths->push_back(static_cast<int>(symbol.length));
        }
        if (!lengths)
            cache.put(m_number, word, std::span(ids).subspan(before));
    }
    if (scratch.symbols.capacity() > kKeptSymbols)
        scratch.symbols = {};
}

} // namespace tunedesk
