#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace tunedesk
{

/// Turns words into the numbers of tokens: WordPiece, byte pairs, unigram. Immutable: any thread.
class TokenModel
{
public:
    virtual ~TokenModel() = default;
    /// Appends the tokens of each word in turn.
    /// @param words valid UTF-8   @param lengths set: bytes of the word that each token stands for,
    /// appended
    virtual void tokenize(std::span<const std::string_view> words, std::vector<int> &ids,
                          std::vector<int> *lengths) const = 0;

protected:
    TokenModel() = default;
    TokenModel(const TokenModel &) = default;
    TokenModel &operator=(const TokenModel &) = default;
};

} // namespace tunedesk
