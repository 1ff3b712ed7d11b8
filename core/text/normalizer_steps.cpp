#include "text/normalizer_steps.h"

#include "text/character_changes.h"
#include "text/unicode.h"

#include <algorithm>
#include <utility>

namespace tunedesk::normalizers
{

namespace
{

void append(std::string_view text, std::size_t begin, std::size_t length, std::string &out,
            ByteOrigins *origins)
{
    out += text.substr(begin, length);
    for (std::size_t at = begin; origins && at < begin + length; ++at)
        origins->push_back(static_cast<std::uint32_t>(at));
}

/// A change that looks at characters. @tparam kKeepsAscii a text of ASCII stays as it is
template <typename Change, bool kKeepsAscii> class CharacterStep : public NormalizerStep
{
public:
    explicit CharacterStep(Change change) : m_change(std::move(change)) {}
    void normalize(std::string_view text, std::string &out, ByteOrigins *origins) const override
    {
        const auto isAscii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
        if (kKeepsAscii && std::all_of(text.begin(), text.end(), isAscii)) {
            append(text, 0, text.size(), out, origins);
            return;
        }
        CharacterChanges changes(text);
        m_change(changes);
        changes.write(out, origins);
    }

private:
    Change m_change;
};

template <bool kKeepsAscii, typename Change> Step characterStep(Change change)
{
    return std::make_shared<CharacterStep<Change, kKeepsAscii>>(std::move(change));
}

class Lowercase : public NormalizerStep
{
public:
    void normalize(std::string_view text, std::string &out, ByteOrigins *origins) const override
    {
        for (std::size_t at = 0; at < text.size();) {
            const auto origin = static_cast<std::uint32_t>(at);
            const std::size_t before = out.size();
            const char c = text[at];
            if (static_cast<unsigned char>(c) < 0x80) {
                out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
                ++at;
            } else {
                unicode::appendLower(out, unicode::decode(text, at));
            }
            if (origins)
                origins->insert(origins->end(), out.size() - before, origin);
        }
    }
};

/// Appends what stands in place of text that ended at `end`: Hugging Face's tokenizers count it to
/// the last character.
void appendReplacement(const std::string &content, std::size_t end, std::string &out,
                       ByteOrigins *origins)
{
    out += content;
    if (origins)
        origins->insert(origins->end(), content.size(), static_cast<std::uint32_t>(end - 1));
}

class Replace : public NormalizerStep
{
public:
    Replace(std::string pattern, std::string content)
        : m_pattern(std::move(pattern)), m_content(std::move(content))
    {
    }
    void normalize(std::string_view text, std::string &out, ByteOrigins *origins) const override
    {
        std::size_t at = 0;
        while (!m_pattern.empty()) {
            const std::size_t found = text.find(m_pattern, at);
            if (found == std::string_view::npos)
                break;
            append(text, at, found - at, out, origins);
            at = found + m_pattern.size();
            appendReplacement(m_content, at, out, origins);
        }
        append(text, at, text.size() - at, out, origins);
    }

private:
    std::string m_pattern;
    std::string m_content;
};

class ReplaceBlankRuns : public NormalizerStep
{
public:
    explicit ReplaceBlankRuns(std::string content) : m_content(std::move(content)) {}
    void normalize(std::string_view text, std::string &out, ByteOrigins *origins) const override
    {
        std::size_t at = 0;
        for (;;) {
            const std::size_t found = text.find("  ", at);
            if (found == std::string_view::npos)
                break;
            append(text, at, found - at, out, origins);
            at = std::min(text.find_first_not_of(' ', found), text.size());
            appendReplacement(m_content, at, out, origins);
        }
        append(text, at, text.size() - at, out, origins);
    }

private:
    std::string m_content;
};

class Prepend : public NormalizerStep
{
public:
    explicit Prepend(std::string text) : m_text(std::move(text)) {}
    void normalize(std::string_view text, std::string &out, ByteOrigins *origins) const override
    {
        if (text.empty())
            return;
        out += m_text;
        if (origins)
            origins->insert(origins->end(), m_text.size(), 0U);
        append(text, 0, text.size(), out, origins);
    }

private:
    std::string m_text;
};

bool isDroppedByNmt(char32_t c)
{
    return (c >= 0x01 && c <= 0x08) || c == 0x0B || (c >= 0x0E && c <= 0x1F) || c == 0x7F ||
           c == 0x8F || c == 0x9F;
}

bool isBlankToNmt(char32_t c)
{
    return c == 0x09 || c == 0x0A || c == 0x0C || c == 0x0D || c == 0x1680 ||
           (c >= 0x200B && c <= 0x200F) || c == 0x2028 || c == 0x2029 || c == 0x2581 ||
           c == 0xFEFF || c == 0xFFFD;
}

} // namespace

Step unicodeForm(Form form)
{
    switch (form) {
    case Form::NFC:
        return characterStep<true>([](CharacterChanges &changes) {
            changes.decompose();
            changes.compose();
        });
    case Form::NFD:
        return characterStep<true>([](CharacterChanges &changes) { changes.decompose(); });
    case Form::NFKC:
        return characterStep<true>([](CharacterChanges &changes) {
            changes.decomposeCompatibly();
            changes.compose();
        });
    case Form::NFKD:
        return characterStep<true>(
            [](CharacterChanges &changes) { changes.decomposeCompatibly(); });
    }
    return nullptr;
}

Step lowercase()
{
    return std::make_shared<Lowercase>();
}

Step stripAccents()
{
    return characterStep<true>([](CharacterChanges &changes) {
        changes.filter([](char32_t c) { return !unicode::isCombiningMark(c); });
    });
}

Step strip(bool left, bool right)
{
    return characterStep<false>(
        [left, right](CharacterChanges &changes) { changes.strip(left, right); });
}

Step replace(std::string pattern, std::string content)
{
    return std::make_shared<Replace>(std::move(pattern), std::move(content));
}

Step replaceBlankRuns(std::string content)
{
    return std::make_shared<ReplaceBlankRuns>(std::move(content));
}

Step prepend(std::string text)
{
    return std::make_shared<Prepend>(std::move(text));
}

Step nmt()
{
    return characterStep<false>([](CharacterChanges &changes) {
        changes.filter([](char32_t c) { return !isDroppedByNmt(c); });
        changes.replaceEach([](char32_t c, auto &add) { add(isBlankToNmt(c) ? U' ' : c); });
    });
}

} // namespace tunedesk::normalizers
