#include "text/bert_normalizer.h"

#include "text/character_changes.h"
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

BertNormalizer::BertNormalizer(BertNormalizerOptions options) : m_options(options)
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

void BertNormalizer::normalize(std::string_view text, std::string &out, ByteOrigins *origins) const
{
    if (origins) {
        normalizeWhole(text, out, origins);
        return;
    }
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
            out.clear();
            normalizeWhole(text, out, nullptr);
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

void BertNormalizer::appendCharacter(std::string &out, char32_t c, unsigned char bits) const
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
// taken step by step as a whole; so too where the way back to the given text is asked for.
void BertNormalizer::normalizeWhole(std::string_view text, std::string &out,
                                    ByteOrigins *origins) const
{
    CharacterChanges changes(text);
    if (m_options.cleanText) {
        changes.filter([](char32_t c) {
            return isLineBreakOrTab(c) || (unicode::classOf(c) & unicode::Control) == 0;
        });
        changes.replaceEach([](char32_t c, auto &add) {
            add((unicode::classOf(c) & unicode::Space) != 0 ? U' ' : c);
        });
    }
    if (m_options.handleChineseChars) {
        changes.replaceEach([](char32_t c, auto &add) {
            const bool isChinese = (unicode::classOf(c) & unicode::Chinese) != 0;
            if (isChinese)
                add(U' ');
            add(c);
            if (isChinese)
                add(U' ');
        });
    }
    if (m_options.stripAccents) {
        changes.decompose();
        changes.filter([](char32_t c) { return (unicode::classOf(c) & unicode::Mark) == 0; });
    }
    if (m_options.lowercase)
        changes.lower();
    changes.write(out, origins);
}

} // namespace tunedesk
