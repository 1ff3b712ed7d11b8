#pragma once

#include "text/token_model.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tunedesk
{

struct BytePairOptions {
    bool isByteLevel =
        false; ///< symbols are bytes, written in the vocabulary as the byte alphabet has it
    std::optional<std::string> unknownToken; ///< none: what isn't in the vocabulary is left out
    bool fusesUnknown = false;               ///< unknown characters in a row become one token
    bool hasByteFallback =
        false;                  ///< an unknown character becomes its bytes <0x0A>, if all are there
    bool ignoresMerges = false; ///< a word that is in the vocabulary is taken whole
    std::string continuingPrefix; ///< of all symbols but a word's first
    std::string wordSuffix;       ///< of a word's last symbol
};

/// Joins neighbours, those first whose merge comes first in the list; of equal ones the leftmost.
/// Source: Sennrich et al. 2016. O(n log n) in the length of a word. Immutable: any thread; each
/// thread keeps the last words it saw.
class BytePair : public TokenModel
{
public:
    using Vocabulary = std::unordered_map<std::string, int>;
    using Merge = std::pair<std::string, std::string>;

    /// A merge that the vocabulary doesn't cover.
    struct BadMerge {
        std::size_t index = 0;
        std::string missing; ///< the token that isn't there
    };
    static std::optional<BadMerge> firstBadMerge(const Vocabulary &vocabulary,
                                                 const std::vector<Merge> &merges,
                                                 const BytePairOptions &options);
    /// Whether every byte has a symbol of its own, so that nothing is unknown.
    static bool coversAllBytes(const Vocabulary &vocabulary);

    /// @param merges none is bad   @param vocabulary holds the unknown token, if there is one
    BytePair(const Vocabulary &vocabulary, const std::vector<Merge> &merges,
             BytePairOptions options);
    void tokenize(std::span<const std::string_view> words, std::vector<int> &ids,
                  std::vector<int> *lengths) const override;

private:
    struct Symbol {
        int id = 0;
        std::uint32_t length = 0;   ///< bytes
        std::uint32_t previous = 0; ///< in a long word
        std::uint32_t next = 0;
    };
    struct Pair {
        std::uint64_t key = 0; ///< left << 32 | right, + 1 << 63; 0: free
        std::uint32_t rank = 0;
        int id = 0;
    };
    struct Scratch;
    static constexpr std::uint32_t kNoRank = 0xFFFFFFFF;

    const Pair *find(int left, int right) const;
    void place(int left, int right, std::uint32_t rank, int id);
    int symbolId(std::string_view character, bool isFirst, bool isLast) const;
    void appendSymbols(std::string_view word, std::vector<Symbol> &symbols) const;
    void merge(std::string_view word, Scratch &scratch) const;
    void mergeShort(std::vector<Symbol> &symbols) const;
    void mergeLong(std::vector<Symbol> &symbols) const;

    BytePairOptions m_options;
    std::vector<Pair> m_pairs; ///< open addressing, at most half full
    std::size_t m_mask = 0;
    std::array<std::array<int, 256>, 4> m_byteIds{}; ///< first << 1 | last → byte → id, or -1
    Vocabulary m_symbols;                            ///< single characters and bytes, or all of it
    int m_unknownId = -1;
    std::uint64_t m_number; ///< in the thread's word cache
};

} // namespace tunedesk
