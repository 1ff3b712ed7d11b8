#include "text/unicode.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <memory>

namespace tunedesk::unicode
{

namespace
{

const UNormalizer2 *nfd()
{
    static const UNormalizer2 *instance = [] {
        UErrorCode status = U_ZERO_ERROR;
        const UNormalizer2 *found = unorm2_getNFDInstance(&status);
        return U_SUCCESS(status) ? found : nullptr;
    }();
    return instance;
}

int ageOf(char32_t c)
{
    UVersionInfo age;
    u_charAge(static_cast<UChar32>(c), age);
    return age[0] != 0 ? age[0] : 1000; // not assigned
}

// The reference implementation's categories are those of Unicode 8: what came later is to it
// unassigned, neither punctuation nor mark nor control. Asking for the age keeps the answers the
// same with every later ICU; what changed its category since then is listed.
bool isKnownToReference(char32_t c)
{
    return ageOf(c) <= 8;
}

// Its normal forms and combining marks are those of Unicode 9.
bool hasNormalForms(char32_t c)
{
    return ageOf(c) <= 9;
}

std::u32string decomposedWith(const UNormalizer2 *form, char32_t c)
{
    if (!hasNormalForms(c))
        return std::u32string(1, c);
    std::array<UChar, 32> buffer;
    UErrorCode status = U_ZERO_ERROR;
    const std::int32_t length =
        unorm2_getDecomposition(form, static_cast<UChar32>(c), buffer.data(),
                                static_cast<std::int32_t>(buffer.size()), &status);
    if (length < 0 || U_FAILURE(status))
        return std::u32string(1, c);
    std::u32string parts;
    for (std::int32_t at = 0; at < length;) {
        UChar32 part = 0;
        U16_NEXT(buffer, at, length, part);
        parts += static_cast<char32_t>(part);
    }
    return parts;
}

bool isChinese(char32_t c)
{
    // As the reference has it: extension E begins at 2B920 there.
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||
           (c >= 0x20000 && c <= 0x2A6DF) || (c >= 0x2A700 && c <= 0x2B81F) ||
           (c >= 0x2B920 && c <= 0x2CEAF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0x2F800 && c <= 0x2FA1F);
}

bool isMark(char32_t c)
{
    if (c == 0x1734 || c == 0x1171E)
        return true;
    if (c == 0x1885 || c == 0x1886 || c == 0xA9BD || c == 0x111C9)
        return false;
    return u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK && isKnownToReference(c);
}

bool isControl(char32_t c)
{
    if (c == 0 || c == 0xFFFD)
        return true;
    switch (u_charType(static_cast<UChar32>(c))) {
    case U_CONTROL_CHAR:
    case U_PRIVATE_USE_CHAR:
        return true;
    case U_FORMAT_CHAR:
        return isKnownToReference(c);
    default:
        return false;
    }
}

bool isPunctuation(char32_t c)
{
    if (c < 0x80)
        return (c > 0x20 && c < 0x30) || (c > 0x39 && c < 0x41) || (c > 0x5A && c < 0x61) ||
               (c > 0x7A && c < 0x7F);
    if (c == 0x166D || c == 0x111C9)
        return true;
    return u_ispunct(static_cast<UChar32>(c)) && isKnownToReference(c);
}

// Pairs of cases younger than the oldest ICU we build with; Rust's char::to_lowercase has them.
char32_t lowerYoungerThanIcu(char32_t c)
{
    if (c >= 0x10D50 && c <= 0x10D65)
        return c + 0x20;
    if (c >= 0x16EA0 && c <= 0x16EB8)
        return c + 0x1B;
    switch (c) {
    case 0xA7CB:
        return 0x264;
    case 0xA7DC:
        return 0x19B;
    case 0x1C89:
    case 0xA7CC:
    case 0xA7CE:
    case 0xA7D2:
    case 0xA7D4:
    case 0xA7DA:
        return c + 1;
    default:
        return c;
    }
}

std::uint8_t classify(char32_t c)
{
    int bits = 0;
    if (isControl(c))
        bits |= Control;
    if (u_isUWhiteSpace(static_cast<UChar32>(c)))
        bits |= Space;
    if (isPunctuation(c))
        bits |= Punctuation;
    if (isMark(c))
        bits |= Mark;
    if (isChinese(c))
        bits |= Chinese;
    if (simpleLower(c) != c)
        bits |= HasLower;
    const std::u32string parts = decomposed(c);
    if (parts.size() != 1 || parts[0] != c)
        bits |= Decomposes;
    for (const char32_t part : parts) {
        if (combiningClass(part) != 0 && !isMark(part))
            bits |= Reorders;
    }
    return static_cast<std::uint8_t>(bits);
}

} // namespace

int combiningClass(char32_t c)
{
    return hasNormalForms(c) ? u_getCombiningClass(static_cast<UChar32>(c)) : 0;
}

char32_t simpleLower(char32_t c)
{
    const char32_t younger = lowerYoungerThanIcu(c);
    return younger != c ? younger : static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
}

std::uint8_t classOf(char32_t c)
{
    static const std::unique_ptr<std::array<std::uint8_t, 0x10000>> table = [] {
        auto made = std::make_unique<std::array<std::uint8_t, 0x10000>>();
        for (char32_t at = 0; at < made->size(); ++at)
            (*made)[at] = classify(at);
        return made;
    }();
    return c < table->size() ? (*table)[c] : classify(c);
}

void append(std::string &out, char32_t c)
{
    char bytes[4];
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, static_cast<UChar32>(c));
    out.append(bytes, static_cast<std::size_t>(length));
}

void appendLower(std::string &out, char32_t c)
{
    if (c == 0x130) { // the one character whose lower case is two: i and a dot above
        out += "i\u0307";
        return;
    }
    append(out, simpleLower(c));
}

std::u32string decomposed(char32_t c)
{
    return decomposedWith(nfd(), c);
}

std::u32string compatiblyDecomposed(char32_t c)
{
    static const UNormalizer2 *nfkd = [] {
        UErrorCode status = U_ZERO_ERROR;
        const UNormalizer2 *found = unorm2_getNFKDInstance(&status);
        return U_SUCCESS(status) ? found : nullptr;
    }();
    return decomposedWith(nfkd, c);
}

char32_t composed(char32_t first, char32_t second)
{
    if (!hasNormalForms(first) || !hasNormalForms(second))
        return 0;
    static const UNormalizer2 *nfc = [] {
        UErrorCode status = U_ZERO_ERROR;
        const UNormalizer2 *found = unorm2_getNFCInstance(&status);
        return U_SUCCESS(status) ? found : nullptr;
    }();
    const UChar32 joined =
        unorm2_composePair(nfc, static_cast<UChar32>(first), static_cast<UChar32>(second));
    return joined < 0 ? 0 : static_cast<char32_t>(joined);
}

std::size_t firstInvalid(std::string_view text)
{
    const auto *bytes = reinterpret_cast<const std::uint8_t *>(text.data());
    std::size_t at = 0;
    while (at < text.size()) {
        if (bytes[at] < 0x80) {
            ++at;
            continue;
        }
        // A window of four bytes keeps the 32-bit positions of ICU's macros safe on long texts.
        const auto window = static_cast<std::int32_t>(std::min<std::size_t>(text.size() - at, 4));
        std::int32_t read = 0;
        UChar32 c = 0;
        U8_NEXT(bytes + at, read, window, c);
        if (c < 0)
            return at;
        at += static_cast<std::size_t>(read);
    }
    return std::string_view::npos;
}

std::size_t invalidLength(std::string_view text)
{
    std::int32_t read = 0;
    UChar32 c = 0;
    const auto *bytes = reinterpret_cast<const std::uint8_t *>(text.data());
    U8_NEXT(bytes, read, static_cast<std::int32_t>(std::min<std::size_t>(text.size(), 4)), c);
    return static_cast<std::size_t>(read);
}

std::string repaired(std::string_view text)
{
    std::string out;
    out.reserve(text.size() + 8);
    while (!text.empty()) {
        const std::size_t valid = firstInvalid(text);
        out += text.substr(0, valid);
        if (valid == std::string_view::npos)
            break;
        text.remove_prefix(valid);
        out += kReplacement;
        text.remove_prefix(invalidLength(text));
    }
    return out;
}

int characterCount(std::string_view text)
{
    int count = 0;
    for (const char byte : text)
        count += (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
    return count;
}

bool isCombiningMark(char32_t c)
{
    if (c == 0x1CF2 || c == 0x1CF3)
        return true;
    if (c == 0x111C9 || (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) == 0)
        return false;
    return hasNormalForms(c);
}

} // namespace tunedesk::unicode
