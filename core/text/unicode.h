#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tunedesk::unicode
{

/// What the BERT rules need to know of a character, as a set of bits.
enum CharClass : std::uint8_t {
    Control = 1,     ///< dropped by cleaning; tab and line breaks included
    Space = 2,       ///< White_Space
    Punctuation = 4, ///< ASCII symbols included
    Mark = 8,        ///< non-spacing: dropped with the accents
    Chinese = 16,    ///< stands alone
    Decomposes = 32, ///< differs from its canonical decomposition
    Reorders = 64,   ///< has a part that canonical ordering may move and that is no Mark
    HasLower = 128,  ///< differs from its lower case
};

/// Classes of one character; a table for the first plane. Any thread.
std::uint8_t classOf(char32_t c);

/// The character at `at` of valid UTF-8; moves `at` behind it.
inline char32_t decode(std::string_view text, std::size_t &at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const char32_t lead = byte(0);
    if (lead < 0x80) {
        at += 1;
        return lead;
    }
    if (lead < 0xE0) {
        const char32_t c = (lead & 0x1F) << 6 | (byte(1) & 0x3F);
        at += 2;
        return c;
    }
    if (lead < 0xF0) {
        const char32_t c = (lead & 0x0F) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU);
        at += 3;
        return c;
    }
    const char32_t c =
        (lead & 0x07) << 18 | (byte(1) & 0x3FU) << 12 | (byte(2) & 0x3FU) << 6 | (byte(3) & 0x3FU);
    at += 4;
    return c;
}

void append(std::string &out, char32_t c);
/// Lower case of one character, context not looked at; may be two characters.
void appendLower(std::string &out, char32_t c);
/// The same; itself where it has none or two.
char32_t simpleLower(char32_t c);
/// Full canonical decomposition of one character.
std::u32string decomposed(char32_t c);
/// Full compatibility decomposition of one character.
std::u32string compatiblyDecomposed(char32_t c);
/// The character that canonical composition makes of two; 0: none.
char32_t composed(char32_t first, char32_t second);
/// Canonical combining class; 0: a starter.
int combiningClass(char32_t c);

/// Byte position of the first sequence that is no UTF-8, or npos.
std::size_t firstInvalid(std::string_view text);
inline constexpr std::string_view kReplacement = "\uFFFD";
/// Bytes of the broken sequence that a text begins with.
std::size_t invalidLength(std::string_view text);
/// Each maximal broken sequence becomes U+FFFD, as Rust's from_utf8_lossy has it.
std::string repaired(std::string_view text);
int characterCount(std::string_view text);
/// A letter, digit, mark or connector: what a regular expression calls \w.
bool isWordCharacter(char32_t c);
bool isCombiningMark(char32_t c); ///< spacing and enclosing ones too
bool isNumber(char32_t c);        ///< \p{N}

/// What the regular expressions of byte-level tokenizers tell apart: \p{L}, \p{N}, \s.
enum class LetterKind : std::uint8_t { Other, Letter, Number, Space };
/// A table for the first two planes. Any thread.
LetterKind letterKindOf(char32_t c);
/// \w of the same expressions; differs from isWordCharacter() in the youngest characters and a few
/// others.
bool isExpressionWord(char32_t c);

} // namespace tunedesk::unicode
