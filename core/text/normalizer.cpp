#include "text/normalizer.h"

#include "text/unicode.h"

namespace tunedesk
{

namespace
{
bool isLineBreakOrTab(char32_t c)
{
    return c == '\t' || c == '\n' || c == '\r';
}
} // namespace

Normalizer::Normalizer(NormalizerOptions options) : m_options(options)
{
    for (std::size_t at = 0; at < m_ascii.size(); ++at) {
        const auto c = static_cast<char32_t>(at);
        const unsigned char bits = unicode::classOf(c);
        m_ascii[at] = static_cast<char>(at);
        if (options.cleanText && (bits & unicode::Space) != 0)
            m_ascii[at] = ' ';
        if (options.cleanText && (bits & unicode::Control) != 0 && !isLineBreakOrTab(c))
            m_ascii[at] = '\0';
        if (options.lowercase && c >= 'A' && c <= 'Z')
            m_ascii[at] = static_cast<char>(at + 0x20);
    }
}

void Normalizer::normalize(std::string_view text, std::string &out) const
{
    const std::size_t before = out.size();
    std::size_t at = 0;
    while (at < text.size()) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x80) {
            ++at;
            // Not cleaned, a zero byte stays: it maps to itself, not to "dropped".
            if (m_ascii[byte] != '\0' || !m_options.cleanText)
                out += m_ascii[byte];
            continue;
        }
        const char32_t c = unicode::decode(text, at);
        const unsigned char bits = unicode::classOf(c);
        if (m_options.stripAccents && (bits & unicode::Reorders) != 0) {
            out.resize(before);
            normalizeWhole(text, out);
            return;
        }
        if (m_options.cleanText && (bits & unicode::Control) != 0)
            continue;
        if (m_options.cleanText && (bits & unicode::Space) != 0)
            out += ' ';
        else if (m_options.handleChineseChars && (bits & unicode::Chinese) != 0) {
            out += ' ';
            appendCharacter(out, c, bits);
            out += ' ';
        } else
            appendCharacter(out, c, bits);
    }
}

void Normalizer::appendCharacter(std::string &out, char32_t c, unsigned char bits) const
{
    if (m_options.stripAccents && (bits & unicode::Mark) != 0)
        return;
    if (m_options.stripAccents && (bits & unicode::Decomposes) != 0) {
        for (const char32_t part : unicode::decomposed(c)) {
            if ((unicode::classOf(part) & unicode::Mark) != 0)
                continue;
            if (m_options.lowercase)
                unicode::appendLower(out, part);
            else
                unicode::append(out, part);
        }
        return;
    }
    if (m_options.lowercase && (bits & unicode::HasLower) != 0)
        unicode::appendLower(out, c);
    else
        unicode::append(out, c);
}

// Canonical ordering looks across characters, so where a mark remains that it may move the text is
// taken step by step as a whole.
void Normalizer::normalizeWhole(std::string_view text, std::string &out) const
{
    std::u32string cleaned;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = unicode::decode(text, at);
        const unsigned char bits = unicode::classOf(c);
        if (m_options.cleanText && (bits & unicode::Control) != 0 && !isLineBreakOrTab(c))
            continue;
        if (m_options.cleanText && (bits & unicode::Space) != 0)
            cleaned += U' ';
        else if (m_options.handleChineseChars && (bits & unicode::Chinese) != 0) {
            cleaned += U' ';
            cleaned += c;
            cleaned += U' ';
        } else
            cleaned += c;
    }
    for (const char32_t c : unicode::decomposed(cleaned)) {
        if ((unicode::classOf(c) & unicode::Mark) != 0)
            continue;
        if (m_options.lowercase)
            unicode::appendLower(out, c);
        else
            unicode::append(out, c);
    }
}

} // namespace tunedesk
