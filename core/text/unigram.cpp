#include "text/unigram.h"

#include "text/word_cache.h"

#include <algorithm>
#include <cstdio>

namespace tunedesk
{

namespace
{

constexpr double kUnknownPenalty = 10;

/// The best way to a place of the word.
struct Best {
    double score;
    std::uint32_t begin; ///< of its last piece
    std::int32_t id;     ///< of its last piece; kNowhere: no way leads here
};
constexpr std::int32_t kNowhere = -1;

std::vector<std::string_view> textsOf(const std::vector<UnigramPiece> &pieces)
{
    std::vector<std::string_view> texts;
    texts.reserve(pieces.size());
    for (const UnigramPiece &piece : pieces)
        texts.push_back(piece.text);
    return texts;
}

std::size_t characterLength(char lead)
{
    const auto byte = static_cast<unsigned char>(lead);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

} // namespace

Unigram::Unigram(const std::vector<UnigramPiece> &pieces, UnigramOptions options)
    : m_options(options), m_trie(textsOf(pieces)), m_number(WordCache::newModelNumber())
{
    m_scores.reserve(pieces.size());
    for (const UnigramPiece &piece : pieces)
        m_scores.push_back(piece.score);
    if (!m_scores.empty())
        m_unknownScore = *std::min_element(m_scores.begin(), m_scores.end()) - kUnknownPenalty;
    for (unsigned byte = 0; byte < m_byteIds.size(); ++byte) {
        char name[8];
        std::snprintf(name, sizeof name, "<0x%02X>", byte);
        m_byteIds[byte] = options.byteFallback ? m_trie.find(name) : PieceTrie::kNone;
    }
}

void Unigram::tokenize(std::span<const std::string_view> words, std::vector<int> &ids,
                       std::vector<int> *lengths) const
{
    if (lengths) {
        for (const std::string_view word : words)
            cut(word, ids, lengths);
        return;
    }
    WordCache &cache = WordCache::ofThisThread();
    for (const std::string_view word : words) {
        if (const auto known = cache.find(m_number, word); !known.empty()) {
            ids.insert(ids.end(), known.begin(), known.end());
            continue;
        }
        const std::size_t before = ids.size();
        cut(word, ids, nullptr);
        cache.put(m_number, word, std::span(ids).subspan(before));
    }
}

void Unigram::cut(std::string_view word, std::vector<int> &ids, std::vector<int> *lengths) const
{
    if (word.empty())
        return;
    static thread_local std::vector<Best> best;
    best.assign(word.size() + 1, {0, 0, kNowhere});
    const auto offer = [](Best &place, double score, std::size_t begin, int id) {
        if (place.id == kNowhere || score > place.score)
            place = {score, static_cast<std::uint32_t>(begin), id};
    };
    for (std::size_t at = 0; at < word.size();) {
        const double soFar = best[at].score;
        const std::size_t single = characterLength(word[at]);
        bool hasSingle = false;
        m_trie.eachPrefix(word.substr(at), [&](std::size_t length, int id) {
            offer(best[at + length], m_scores[static_cast<std::size_t>(id)] + soFar, at, id);
            hasSingle |= length == single;
        });
        if (!hasSingle)
            offer(best[at + single], m_unknownScore + soFar, at, m_options.unknownId);
        at += single;
    }

    const auto firstId = static_cast<std::ptrdiff_t>(ids.size());
    const auto firstLength = static_cast<std::ptrdiff_t>(lengths ? lengths->size() : 0);
    for (std::size_t end = word.size(); end > 0;) {
        std::size_t begin = best[end].begin;
        if (best[end].id != m_options.unknownId) {
            ids.push_back(best[end].id);
            if (lengths)
                lengths->push_back(static_cast<int>(end - begin));
        } else {
            while (begin > 0 && best[begin].id == m_options.unknownId)
                begin = best[begin].begin;
            appendUnknown(word.substr(begin, end - begin), ids, lengths);
        }
        end = begin;
    }
    std::reverse(ids.begin() + firstId, ids.end());
    if (lengths)
        std::reverse(lengths->begin() + firstLength, lengths->end());
}

// Backwards, as cut() collects.
void Unigram::appendUnknown(std::string_view text, std::vector<int> &ids,
                            std::vector<int> *lengths) const
{
    const auto idOf = [this](char byte) { return m_byteIds[static_cast<unsigned char>(byte)]; };
    const int whole = m_trie.find(text);
    const bool isSpelled = m_options.byteFallback && whole == PieceTrie::kNone &&
                           std::all_of(text.begin(), text.end(),
                                       [&](char byte) { return idOf(byte) != PieceTrie::kNone; });
    if (!isSpelled) {
        ids.push_back(whole != PieceTrie::kNone ? whole : m_options.unknownId);
        if (lengths)
            lengths->push_back(static_cast<int>(text.size()));
        return;
    }
    for (std::size_t at = text.size(); at-- > 0;) {
        ids.push_back(idOf(text[at]));
        if (lengths)
            lengths->push_back(at == 0 ? static_cast<int>(text.size()) : 0);
    }
}

} // namespace tunedesk
