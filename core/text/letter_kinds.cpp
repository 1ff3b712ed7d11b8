#include "text/unicode.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <memory>

namespace tunedesk::unicode
{

namespace
{

struct Range {
    char32_t first;
    char32_t last;
};

// The reference's regular expressions know Unicode 16. What came after the oldest ICU that we build
// with (15.0) is listed, and nothing younger than it is asked of a newer one.
constexpr std::array kYoungLetters{
    Range{0x1C89, 0x1C8A},   Range{0xA7CB, 0xA7CD},   Range{0xA7DA, 0xA7DC},
    Range{0x105C0, 0x105F3}, Range{0x10D4A, 0x10D65}, Range{0x10D6F, 0x10D85},
    Range{0x10EC2, 0x10EC4}, Range{0x11380, 0x11389}, Range{0x1138B, 0x1138B},
    Range{0x1138E, 0x1138E}, Range{0x11390, 0x113B5}, Range{0x113B7, 0x113B7},
    Range{0x113D1, 0x113D1}, Range{0x113D3, 0x113D3}, Range{0x11BC0, 0x11BE0},
    Range{0x13460, 0x143FA}, Range{0x16100, 0x1611D}, Range{0x16D40, 0x16D6C},
    Range{0x18CFF, 0x18CFF}, Range{0x1E5D0, 0x1E5ED}, Range{0x1E5F0, 0x1E5F0},
    Range{0x2EBF0, 0x2EE5D}};
constexpr std::array kYoungNumbers{Range{0x10D40, 0x10D49}, Range{0x116D0, 0x116E3},
                                   Range{0x11BF0, 0x11BF9}, Range{0x16130, 0x16139},
                                   Range{0x16D70, 0x16D79}, Range{0x1CCF0, 0x1CCF9},
                                   Range{0x1E5F1, 0x1E5FA}};

constexpr std::array kYoungMarks{
    Range{0x897, 0x897},     Range{0x10D69, 0x10D6D}, Range{0x10EFC, 0x10EFC},
    Range{0x113B8, 0x113C0}, Range{0x113C2, 0x113C2}, Range{0x113C5, 0x113C5},
    Range{0x113C7, 0x113CA}, Range{0x113CC, 0x113D0}, Range{0x113D2, 0x113D2},
    Range{0x113E1, 0x113E2}, Range{0x11F5A, 0x11F5A}, Range{0x1611E, 0x1612F},
    Range{0x1E5EE, 0x1E5EF}};

bool isYoung(char32_t c)
{
    UVersionInfo age;
    u_charAge(static_cast<UChar32>(c), age);
    return age[0] == 0 || age[0] > 15 || (age[0] == 15 && age[1] > 0);
}

template <std::size_t N> bool isIn(const std::array<Range, N> &ranges, char32_t c)
{
    return std::any_of(ranges.begin(), ranges.end(),
                       [c](const Range &range) { return c >= range.first && c <= range.last; });
}

LetterKind classify(char32_t c)
{
    const auto character = static_cast<UChar32>(c);
    if (isYoung(c)) {
        if (isIn(kYoungLetters, c))
            return LetterKind::Letter;
        return isIn(kYoungNumbers, c) ? LetterKind::Number : LetterKind::Other;
    }
    const std::uint32_t kind = U_GET_GC_MASK(character);
    if ((kind & U_GC_L_MASK) != 0)
        return LetterKind::Letter;
    if ((kind & U_GC_N_MASK) != 0)
        return LetterKind::Number;
    return u_isUWhiteSpace(character) ? LetterKind::Space : LetterKind::Other;
}

} // namespace

LetterKind letterKindOf(char32_t c)
{
    static const std::unique_ptr<std::array<LetterKind, 0x20000>> table = [] {
        auto made = std::make_unique<std::array<LetterKind, 0x20000>>();
        for (char32_t at = 0; at < made->size(); ++at)
            (*made)[at] = classify(at);
        return made;
    }();
    return c < table->size() ? (*table)[c] : classify(c);
}

bool isWordCharacter(char32_t c)
{
    if (isYoung(c))
        return letterKindOf(c) != LetterKind::Other || isIn(kYoungMarks, c);
    const auto character = static_cast<UChar32>(c);
    constexpr std::uint32_t kinds = U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK;
    return u_hasBinaryProperty(character, UCHAR_ALPHABETIC) ||
           (U_GET_GC_MASK(character) & kinds) != 0 ||
           u_hasBinaryProperty(character, UCHAR_JOIN_CONTROL);
}

bool isExpressionWord(char32_t c)
{
    if (c == 0x200C || c == 0x200D)
        return false;
    // The digits and fractions of Latin-1 as well.
    return isWordCharacter(c) || c == 0xB2 || c == 0xB3 || c == 0xB9 || (c >= 0xBC && c <= 0xBE);
}

bool isNumber(char32_t c)
{
    return letterKindOf(c) == LetterKind::Number;
}

} // namespace tunedesk::unicode
