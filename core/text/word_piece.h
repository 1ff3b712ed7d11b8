#pragma once

#include "text/byte_trie.h"
#include "text/token_model.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tunedesk
{

struct WordPieceOptions {
    std::string unknownToken = "[UNK]";
    std::string continuingPrefix = "##";
    int maxCharsPerWord = 100; ///< characters; a longer word is unknown
};

/// Longest piece first, from the left; a word that can't be covered whole becomes the unknown
/// token. Source: Wu et al. 2016, section 4.1, as BERT has it. Immutable: any thread.
class WordPiece : public TokenModel
{
public:
    /// @param vocabulary piece → id; holds the unknown token
    WordPiece(const std::unordered_map<std::string, int> &vocabulary, WordPieceOptions options);
    void tokenize(std::span<const std::string_view> words, std::vector<int> &ids,
                  std::vector<int> *lengths) const override;

private:
    void tokenizeWord(std::string_view word, std::vector<int> &ids,
                      std::vector<int> *lengths) const;

    WordPieceOptions m_options;
    ByteTrie m_trie;
    int m_continuing = ByteTrie::kNone; ///< node behind the prefix
    int m_unknownId = 0;
};

} // namespace tunedesk
