#pragma once

#include "text/byte_trie.h"
#include "text/normalizer.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tunedesk
{

/// A token that is found in the text before it is split into words.
struct AddedToken {
    int id = 0;
    std::string content;     ///< UTF-8
    bool singleWord = false; ///< only between characters that belong to no word
    bool lstrip = false;     ///< takes the white space before it
    bool rstrip = false;     ///< … and behind it
    bool normalized = false; ///< looked for in the normalised text
};

/// Cuts added tokens out of a text: leftmost first, of those the longest. Immutable: any thread.
class AddedTokens
{
public:
    /// Those of one sort: looked for in the raw text, or in the normalised one.
    /// @param normalizer set: contents are normalised before they are looked for
    AddedTokens(std::vector<AddedToken> tokens, const Normalizer *normalizer);

    struct Piece {
        std::string_view text;
        std::optional<int> id; ///< an added token
    };
    /// Replaces `pieces`; they cover `text` but for the white space that a token takes.
    void split(std::string_view text, std::vector<Piece> &pieces) const;
    bool isEmpty() const { return m_tokens.empty(); }

private:
    std::vector<AddedToken> m_tokens;
    ByteTrie m_trie; ///< content → index into m_tokens
    std::array<bool, 256> m_begins{};
};

} // namespace tunedesk
