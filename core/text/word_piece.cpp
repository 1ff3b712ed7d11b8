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

void WordPiece::tokenize(std::span<const std::string_view> words, std::vector<int> &ids,
                         std::vector<int> *lengths) const
{
    for (const std::string_view word : words)
        tokenizeWord(word, ids, lengths);
}

void WordPiece::tokenizeWord(std::string_view word, std::vector<int> &ids,
                             std::vector<int> *lengths) const
{
    const std::size_t before = ids.size();
    const std::size_t lengthsBefore = lengths ? lengths->size() : 0;
    const auto becomesUnknown = [&] {
        ids.resize(before);
        ids.push_back(m_unknownId);
        if (lengths) {
            lengths->resize(lengthsBefore);
            lengths->push_back(static_cast<int>(word.size()));
        }
    };
    const auto maxChars = static_cast<std::size_t>(m_options.maxCharsPerWord);
    if (word.size() > maxChars && unicode::characterCount(word) > m_options.maxCharsPerWord) {
        becomesUnknown();
        return;
    }
    std::string_view rest = word;
    int from = ByteTrie::kRoot;
    while (!rest.empty()) {
        const ByteTrie::Match match = m_trie.longest(rest, from);
        if (match.value == ByteTrie::kNone) {
            becomesUnknown();
            return;
        }
        ids.push_back(match.value);
        if (lengths)
            lengths->push_back(static_cast<int>(match.length));
        rest.remove_prefix(match.length);
        from = m_continuing;
    }
}

} // namespace tunedesk
