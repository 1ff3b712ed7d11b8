#include "text/characters_map.h"

#include "text/grapheme.h"
#include "text/unicode.h"

#include <QCoreApplication>

namespace tunedesk
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(CharactersMap)
};

constexpr std::size_t kBlock = 256;
constexpr std::size_t kLongestCluster = 5; // bytes that are looked at as a whole
// The longest of the rules that are in use has 33 bytes; a text can't grow without bounds.
constexpr std::size_t kMaxReplacement = 1024;

// A unit of the array: bit 31 set: a value, in the other bits. Otherwise bits 0 … 7 the byte that
// leads here, bit 8 whether a rule ends here, bits 9 … 31 where the next units are, relative to it.
constexpr std::uint32_t kIsValue = 0x80000000;

bool isEnd(std::uint32_t unit)
{
    return (unit & 0x100) != 0;
}

std::uint32_t offset(std::uint32_t unit)
{
    return (unit >> 10) << ((unit & 0x200) != 0 ? 8 : 0);
}

bool isLedTo(std::uint32_t unit, unsigned char byte)
{
    return (unit & (kIsValue | 0xFF)) == byte;
}

std::uint32_t number(std::string_view bytes, std::size_t at)
{
    std::uint32_t value = 0;
    for (std::size_t byte = 0; byte < 4; ++byte)
        value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + byte]))
                 << (8 * byte);
    return value;
}

} // namespace

Result<CharactersMap> CharactersMap::read(std::string_view bytes, const QString &where)
{
    const Error damaged{ErrorKind::Model,
                        Text::tr("The tokenizer's table of character replacements is damaged."),
                        where, Text::tr("Get the file again from where the model came from.")};
    if (bytes.size() < 8)
        return damaged;
    const std::size_t arrayBytes = number(bytes, 0) / 4 * std::size_t{4};
    if (arrayBytes == 0 || arrayBytes > bytes.size() - 4)
        return damaged;
    CharactersMap map;
    map.m_units.resize((arrayBytes / 4 + kBlock - 1) / kBlock * kBlock);
    for (std::size_t at = 0; at < arrayBytes / 4; ++at)
        map.m_units[at] = number(bytes, 4 + 4 * at);
    map.m_texts = bytes.substr(4 + arrayBytes);
    map.m_texts += '\0';
    if (!map.check())
        return damaged;
    for (char c = 0x20; c < 0x7F; ++c)
        map.m_isPlain[static_cast<std::size_t>(c)] = !map.replacement(std::string_view(&c, 1));
    return map;
}

bool CharactersMap::check() const
{
    if (unicode::firstInvalid(m_texts) != std::string_view::npos)
        return false;
    std::vector<bool> isText(m_texts.size()); // a replacement may begin there
    std::size_t end = m_texts.size() - 1;
    for (std::size_t at = m_texts.size(); at-- > 0;) {
        if (m_texts[at] == '\0')
            end = at;
        const bool isInside = (static_cast<unsigned char>(m_texts[at]) & 0xC0) == 0x80;
        isText[at] = !isInside && end - at <= kMaxReplacement;
    }
    for (std::size_t at = 0; at < m_units.size(); ++at) {
        const std::uint32_t unit = m_units[at];
        if ((unit & kIsValue) != 0 && at != 0) // the root is never asked what it is
            continue;
        const std::size_t next = at ^ offset(unit);
        if (next >= m_units.size())
            return false;
        if (!isEnd(unit))
            continue;
        const std::uint32_t place = m_units[next] & ~kIsValue;
        if (place >= isText.size() || !isText[place])
            return false;
    }
    return true;
}

std::optional<std::string_view> CharactersMap::replacement(std::string_view text) const
{
    std::size_t node = offset(m_units[0]);
    for (const char each : text) {
        const auto byte = static_cast<unsigned char>(each);
        if (byte == 0)
            break;
        node ^= byte;
        const std::uint32_t unit = m_units[node];
        if (!isLedTo(unit, byte))
            break;
        node ^= offset(unit);
        if (isEnd(unit))
            return std::string_view(m_texts.c_str() + (m_units[node] & ~kIsValue));
    }
    return std::nullopt;
}

void CharactersMap::normalize(std::string_view text, std::string &out, ByteOrigins *origins) const
{
    const auto append = [&](std::string_view piece, std::size_t origin, bool isSame) {
        out += piece;
        for (std::size_t byte = 0; origins && byte < piece.size(); ++byte)
            origins->push_back(static_cast<std::uint32_t>(isSame ? origin + byte : origin));
    };
    const auto isAscii = [&](std::size_t at) {
        return static_cast<unsigned char>(text[at]) < 0x80;
    };
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && isAscii(end) &&
               m_isPlain[static_cast<unsigned char>(text[end])])
            ++end;
        if (end > at && end < text.size() && !isAscii(end))
            --end; // what follows may join it
        if (end > at) {
            append(text.substr(at, end - at), at, true);
            at = end;
            continue;
        }
        end = unicode::graphemeEnd(text, at);
        if (end - at <= kLongestCluster) {
            if (const auto changed = replacement(text.substr(at, end - at))) {
                append(*changed, at, false);
                at = end;
                continue;
            }
        }
        while (at < end) {
            std::size_t behind = at;
            unicode::decode(text, behind);
            const std::string_view character = text.substr(at, behind - at);
            const auto changed = replacement(character);
            append(changed.value_or(character), at, !changed);
            at = behind;
        }
    }
}

} // namespace tunedesk
