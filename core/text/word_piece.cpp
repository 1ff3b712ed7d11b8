#include "text/word_piece.h"

#include "text/unicode.h"

#include <utility>

namespace tunedesk
{

WordPiece::WordPiece(const std::unordered_map<std::string, int> &vocabulary,
                     WordPieceOptions options)
    : m_options(std::move(options)), m_unknownId(vocabulary.at(m_options.unknownToken))
{
    for (const auto &[piece, id] : vocabulary)
        m_trie.insert(piece, id);
    m_continuing = m_trie.find(m_options.continuingPrefix);
}

void WordPiece::tokenize(std::string_view word, std::vector<int> &ids) const
{
    const auto maxChars = static_cast<std::size_t>(m_options.maxCharsPerWord);
    if (word.size() > maxChars && unicode::characterCount(word) > m_options.maxCharsPerWord) {
        ids.push_back(m_unknownId);
        return;
    }
    const std::size_t before = ids.size();
    int from = ByteTrie::kRoot;
    while (!word.empty()) {
        const ByteTrie::Match match = m_trie.longest(word, from);
        if (match.value == ByteTrie::kNone) {
            ids.resize(before);
            ids.push_back(m_unknownId);
            return;
        }
        ids.push_back(match.value);
        word.remove_prefix(match.length);
        from = m_continuing;
    }
}

} // namespace tunedesk
