#include "text/added_tokens.h"

#include "text/unicode.h"

#include <algorithm>
#include <utility>

namespace tunedesk
{

namespace
{

// Start of the last character that ends before `end`.
std::size_t previousCharacter(std::string_view text, std::size_t end)
{
    std::size_t at = end - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
        --at;
    return at;
}

bool endsWithWord(std::string_view text)
{
    if (text.empty())
        return false;
    std::size_t at = previousCharacter(text, text.size());
    return unicode::isWordCharacter(unicode::decode(text, at));
}

bool startsWithWord(std::string_view text)
{
    std::size_t at = 0;
    return !text.empty() && unicode::isWordCharacter(unicode::decode(text, at));
}

bool isSpace(char32_t c)
{
    return (unicode::classOf(c) & unicode::Space) != 0;
}

} // namespace

AddedTokens::AddedTokens(std::vector<AddedToken> tokens, const Normalizer *normalizer)
    : m_tokens(std::move(tokens))
{
    for (std::size_t index = 0; index < m_tokens.size(); ++index) {
        std::string changed;
        const std::string_view content =
            normalizer ? normalizer->normalize(m_tokens[index].content, changed)
                       : std::string_view(m_tokens[index].content);
        if (content.empty())
            continue;
        m_trie.insert(content, static_cast<int>(index));
        m_begins[static_cast<unsigned char>(content.front())] = true;
    }
}

void AddedTokens::split(std::string_view text, std::vector<Piece> &pieces) const
{
    pieces.clear();
    std::size_t done = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        if (!m_begins[static_cast<unsigned char>(text[at])]) {
            ++at;
            continue;
        }
        const ByteTrie::Match match = m_trie.longest(text.substr(at));
        if (match.value == ByteTrie::kNone) {
            ++at;
            continue;
        }
        const AddedToken &token = m_tokens[static_cast<std::size_t>(match.value)];
        std::size_t begin = at;
        std::size_t end = at + match.length;
        at = end;
        if (token.singleWord &&
            (endsWithWord(text.substr(0, begin)) || startsWithWord(text.substr(end))))
            continue;
        if (token.lstrip) {
            while (begin > done) {
                const std::size_t previous = previousCharacter(text, begin);
                std::size_t probe = previous;
                if (previous < done || !isSpace(unicode::decode(text, probe)))
                    break;
                begin = previous;
            }
        }
        if (token.rstrip) {
            while (end < text.size()) {
                std::size_t probe = end;
                if (!isSpace(unicode::decode(text, probe)))
                    break;
                end = probe;
            }
            at = end;
        }
        if (begin > done)
            pieces.push_back({text.substr(done, begin - done), std::nullopt});
        pieces.push_back({text.substr(begin, end - begin), token.id});
        done = end;
    }
    if (done < text.size())
        pieces.push_back({text.substr(done), std::nullopt});
}

} // namespace tunedesk
