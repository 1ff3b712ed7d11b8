#pragma once

#include "text/piece_trie.h"
#include "text/token_model.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace tunedesk
{

struct UnigramPiece {
    std::string text; ///< UTF-8
    double score = 0; ///< logarithm of its probability
};

struct UnigramOptions {
    int unknownId = 0;
    bool byteFallback = false; ///< what no piece covers is spelled in pieces “<0x41>”
};

/// Of all ways to cut a word into pieces the one with the highest sum of scores; of equal ones the
/// one that ends in the longest piece. A character that no piece covers costs ten more than the
/// worst piece; neighbours of that sort become one token. Immutable: any thread.
/// Source: Kudo 2018, section 3.2, as Hugging Face's fast tokenizers have it (sums in double).
class Unigram : public TokenModel
{
public:
    /// A piece costs its length at every place of a text; real ones have at most some 50 bytes.
    static constexpr std::size_t kMaxPieceBytes = 512;

    /// @param pieces the number of each is its id; scores are finite   @param options unknownId is
    /// one
    Unigram(const std::vector<UnigramPiece> &pieces, UnigramOptions options);
    void tokenize(std::span<const std::string_view> words, std::vector<int> &ids,
                  std::vector<int> *lengths) const override;

private:
    void cut(std::string_view word, std::vector<int> &ids, std::vector<int> *lengths) const;
    void appendUnknown(std::string_view text, std::vector<int> &ids,
                       std::vector<int> *lengths) const;

    UnigramOptions m_options;
    PieceTrie m_trie;
    std::vector<double> m_scores;
    double m_unknownScore = 0;
    std::array<int, 256> m_byteIds; ///< of “<0x41>”, or kNone
    std::uint64_t m_number;         ///< tells its words in a thread's cache from another model's
};

} // namespace tunedesk
