#include "text/letter_splitter.h"

#include "text/unicode.h"

#include <array>

namespace tunedesk
{

namespace
{

using Words = std::vector<std::string_view>;
using unicode::LetterKind;

constexpr auto kBeyondAscii = static_cast<LetterKind>(0xFF);

const std::array<LetterKind, 256> &byteKinds()
{
    static const std::array<LetterKind, 256> kinds = [] {
        std::array<LetterKind, 256> made;
        made.fill(kBeyondAscii);
        for (std::size_t at = 0; at < 128; ++at)
            made[at] = unicode::letterKindOf(static_cast<char32_t>(at));
        return made;
    }();
    return kinds;
}

/// Reads a text character by character.
class Reader
{
public:
    explicit Reader(std::string_view text) : m_text(text), m_kinds(byteKinds()) {}

    bool isEnd(std::size_t at) const { return at >= m_text.size(); }
    char byte(std::size_t at) const { return isEnd(at) ? '\0' : m_text[at]; }
    /// Kind of the character at `at`; `next` comes to stand behind it.
    LetterKind kind(std::size_t at, std::size_t &next) const
    {
        const LetterKind known = m_kinds[static_cast<unsigned char>(m_text[at])];
        next = at;
        if (known != kBeyondAscii) {
            ++next;
            return known;
        }
        return unicode::letterKindOf(unicode::decode(m_text, next));
    }
    bool is(std::size_t at, LetterKind wanted) const
    {
        std::size_t next = at;
        return !isEnd(at) && kind(at, next) == wanted;
    }
    /// Behind the last of at most `most` characters of one kind.
    std::size_t run(std::size_t at, LetterKind wanted, int most = -1) const
    {
        std::size_t next = at;
        while (most-- != 0 && !isEnd(at) && kind(at, next) == wanted)
            at = next;
        return at;
    }
    std::size_t breaks(std::size_t at) const
    {
        while (byte(at) == '\r' || byte(at) == '\n')
            ++at;
        return at;
    }
    std::string_view from(std::size_t at) const { return m_text.substr(at); }
    std::string_view text() const { return m_text; }

private:
    std::string_view m_text;
    const std::array<LetterKind, 256> &m_kinds;
};

// Length of 's, 't, 're, 've, 'm, 'll, 'd with its apostrophe; 0: none.
std::size_t contraction(const Reader &reader, std::size_t at, bool anyCase)
{
    const auto letter = [&](std::size_t place) -> char {
        const char c = reader.byte(place);
        return anyCase && c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
    };
    switch (letter(at + 1)) {
    case 's':
    case 't':
    case 'm':
    case 'd':
        return 2;
    case 'r':
    case 'v':
        return letter(at + 2) == 'e' ? 3 : 0;
    case 'l':
        return letter(at + 2) == 'l' ? 3 : 0;
    default:
        // The long s, which is an s in any case.
        return anyCase && reader.from(at + 1).starts_with("\u017F") ? 3 : 0;
    }
}

// White space from `at` to `end`: all but its last character where a word follows.
std::size_t endOfSpace(const Reader &reader, std::size_t at, std::size_t end)
{
    if (reader.isEnd(end))
        return end;
    std::size_t last = end - 1;
    while ((static_cast<unsigned char>(reader.byte(last)) & 0xC0) == 0x80)
        --last;
    return last > at ? last : end;
}

void splitGpt2(const Reader &reader, Words &words)
{
    for (std::size_t at = 0; !reader.isEnd(at);) {
        std::size_t next = at;
        LetterKind kind = reader.kind(at, next);
        std::size_t end = at;
        const std::size_t length = reader.byte(at) == '\'' ? contraction(reader, at, false) : 0;
        if (length > 0) {
            end = at + length;
        } else {
            // One blank belongs to what follows it.
            if (reader.byte(at) == ' ' && !reader.isEnd(next)) {
                std::size_t behind = next;
                const LetterKind following = reader.kind(next, behind);
                if (following != LetterKind::Space) {
                    kind = following;
                    next = behind;
                }
            }
            end = reader.run(next, kind);
            if (kind == LetterKind::Space)
                end = endOfSpace(reader, at, end);
        }
        words.push_back(reader.text().substr(at, end - at));
        at = end;
    }
}

// Behind the last line break of the white space from `at` to `end`; `at`: there is none.
std::size_t endOfLastBreak(const Reader &reader, std::size_t at, std::size_t end)
{
    while (end > at && reader.byte(end - 1) != '\r' && reader.byte(end - 1) != '\n')
        --end;
    return end;
}

void splitByLines(const Reader &reader, int mostDigits, Words &words)
{
    for (std::size_t at = 0; !reader.isEnd(at);) {
        std::size_t next = at;
        const LetterKind kind = reader.kind(at, next);
        const char byte = reader.byte(at);
        const std::size_t length = byte == '\'' ? contraction(reader, at, true) : 0;
        const bool isBreak = byte == '\r' || byte == '\n';
        std::size_t end = at;
        if (length > 0)
            end = at + length;
        else if (kind == LetterKind::Letter ||
                 (kind != LetterKind::Number && !isBreak && reader.is(next, LetterKind::Letter)))
            end = reader.run(next, LetterKind::Letter);
        else if (kind == LetterKind::Number)
            end = reader.run(at, LetterKind::Number, mostDigits);
        else if (kind == LetterKind::Other)
            end = reader.breaks(reader.run(at, LetterKind::Other));
        else if (byte == ' ' && reader.is(next, LetterKind::Other))
            end = reader.breaks(reader.run(next, LetterKind::Other));
        else {
            const std::size_t all = reader.run(at, LetterKind::Space);
            end = endOfLastBreak(reader, at, all);
            if (end == at)
                end = endOfSpace(reader, at, all);
        }
        words.push_back(reader.text().substr(at, end - at));
        at = end;
    }
}

} // namespace

const char *LetterSplitter::expressionOf(LetterPattern pattern)
{
    switch (pattern) {
    case LetterPattern::Gpt2:
        return R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";
    case LetterPattern::Llama3:
        return R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
    case LetterPattern::Qwen2:
        return R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
    }
    return "";
}

void LetterSplitter::apply(WordList &list) const
{
    list.cutEach([this](std::string_view word, Words &words) {
        const Reader reader(word);
        switch (m_pattern) {
        case LetterPattern::Gpt2:
            return splitGpt2(reader, words);
        case LetterPattern::Llama3:
            return splitByLines(reader, 3, words);
        case LetterPattern::Qwen2:
            return splitByLines(reader, 1, words);
        }
    });
}

} // namespace tunedesk
