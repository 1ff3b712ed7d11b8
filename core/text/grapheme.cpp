#include "text/grapheme.h"

#include "text/unicode.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <memory>

namespace tunedesk::unicode
{

namespace
{

enum class Break : std::uint8_t {
    Other,
    CarriageReturn,
    LineFeed,
    Control,
    Extend,
    Joiner, // U+200D
    RegionalIndicator,
    Prepend,
    SpacingMark,
    JamoL,
    JamoV,
    JamoT,
    SyllableLv,
    SyllableLvt,
    Pictograph,
    Consonant, // of a script whose letters join over a virama
    Virama,
};

struct Range {
    char32_t first;
    char32_t last;
};

template <std::size_t N> bool isIn(const Range (&ranges)[N], char32_t c)
{
    const auto *at =
        std::upper_bound(std::begin(ranges), std::end(ranges), c,
                         [](char32_t value, Range range) { return value < range.first; });
    return at != std::begin(ranges) && c <= std::prev(at)->last;
}

// Marks younger than the oldest ICU we build with.
constexpr Range kYoungMarks[] = {{0x897, 0x897}, {0x1ACF, 0x1ADD}, {0x1AE0, 0x1AEB}};

// Indic_Conjunct_Break, which ICU has from version 76 on.
constexpr Range kConsonants[] = {
    {0x915, 0x939}, {0x958, 0x95F}, {0x978, 0x97F}, {0x995, 0x9A8}, {0x9AA, 0x9B0}, {0x9B2, 0x9B2},
    {0x9B6, 0x9B9}, {0x9DC, 0x9DD}, {0x9DF, 0x9DF}, {0x9F0, 0x9F1}, {0xA95, 0xAA8}, {0xAAA, 0xAB0},
    {0xAB2, 0xAB3}, {0xAB5, 0xAB9}, {0xAF9, 0xAF9}, {0xB15, 0xB28}, {0xB2A, 0xB30}, {0xB32, 0xB33},
    {0xB35, 0xB39}, {0xB5C, 0xB5D}, {0xB5F, 0xB5F}, {0xB71, 0xB71}, {0xC15, 0xC28}, {0xC2A, 0xC39},
    {0xC58, 0xC5A}, {0xD15, 0xD3A}};
constexpr Range kViramas[] = {{0x94D, 0x94D}, {0x9CD, 0x9CD}, {0xACD, 0xACD},
                              {0xB4D, 0xB4D}, {0xC4D, 0xC4D}, {0xD4D, 0xD4D}};

Break classify(char32_t c)
{
    if (isIn(kYoungMarks, c))
        return Break::Extend;
    if (isIn(kConsonants, c))
        return Break::Consonant;
    if (isIn(kViramas, c))
        return Break::Virama;
    const auto character = static_cast<UChar32>(c);
    switch (u_getIntPropertyValue(character, UCHAR_GRAPHEME_CLUSTER_BREAK)) {
    case U_GCB_CR:
        return Break::CarriageReturn;
    case U_GCB_LF:
        return Break::LineFeed;
    case U_GCB_CONTROL:
        return Break::Control;
    case U_GCB_EXTEND:
        return Break::Extend;
    case U_GCB_ZWJ:
        return Break::Joiner;
    case U_GCB_REGIONAL_INDICATOR:
        return Break::RegionalIndicator;
    case U_GCB_PREPEND:
        return Break::Prepend;
    case U_GCB_SPACING_MARK:
        return Break::SpacingMark;
    case U_GCB_L:
        return Break::JamoL;
    case U_GCB_V:
        return Break::JamoV;
    case U_GCB_T:
        return Break::JamoT;
    case U_GCB_LV:
        return Break::SyllableLv;
    case U_GCB_LVT:
        return Break::SyllableLvt;
    default:
        return u_hasBinaryProperty(character, UCHAR_EXTENDED_PICTOGRAPHIC) ? Break::Pictograph
                                                                           : Break::Other;
    }
}

Break breakOf(char32_t c)
{
    static const std::unique_ptr<std::array<Break, 0x10000>> table = [] {
        auto made = std::make_unique<std::array<Break, 0x10000>>();
        for (char32_t at = 0; at < made->size(); ++at)
            (*made)[at] = classify(at);
        return made;
    }();
    return c < table->size() ? (*table)[c] : classify(c);
}

bool isControl(Break kind)
{
    return kind == Break::CarriageReturn || kind == Break::LineFeed || kind == Break::Control;
}

/// What the rules that look further back than one character need to know of the cluster so far.
struct Cluster {
    Break last;
    bool isLoneIndicator;  ///< one regional indicator: a second may follow
    bool isPictograph;     ///< a pictograph, then only Extend …
    bool isPictographJoin; ///< … and a joiner
    bool isConjunct;       ///< a consonant, then only what a conjunct may hold
    bool hasVirama;        ///< … a virama among it
};

bool joins(const Cluster &cluster, Break next)
{
    if (cluster.last == Break::CarriageReturn)
        return next == Break::LineFeed;
    if (isControl(cluster.last) || isControl(next))
        return false;
    switch (next) {
    case Break::Extend:
    case Break::Joiner:
    case Break::SpacingMark:
    case Break::Virama:
        return true;
    default:
        break;
    }
    const Break last = cluster.last;
    if (last == Break::Prepend)
        return true;
    switch (next) {
    case Break::JamoL:
    case Break::SyllableLv:
    case Break::SyllableLvt:
        return last == Break::JamoL;
    case Break::JamoV:
        return last == Break::JamoL || last == Break::JamoV || last == Break::SyllableLv;
    case Break::JamoT:
        return last == Break::JamoV || last == Break::JamoT || last == Break::SyllableLv ||
               last == Break::SyllableLvt;
    case Break::Consonant:
        return cluster.isConjunct && cluster.hasVirama;
    case Break::Pictograph:
        return cluster.isPictographJoin;
    case Break::RegionalIndicator:
        return cluster.isLoneIndicator;
    default:
        return false;
    }
}

void extend(Cluster &cluster, Break next, char32_t c)
{
    const bool isExtend = next == Break::Extend || next == Break::Virama;
    cluster.isPictographJoin = cluster.isPictograph && next == Break::Joiner;
    cluster.isPictograph = next == Break::Pictograph || (cluster.isPictograph && isExtend);
    const bool staysConjunct = (isExtend || next == Break::Joiner) && c != 0x200C;
    cluster.hasVirama =
        cluster.isConjunct && staysConjunct && (cluster.hasVirama || next == Break::Virama);
    cluster.isConjunct = next == Break::Consonant || (cluster.isConjunct && staysConjunct);
    cluster.isLoneIndicator =
        next == Break::RegionalIndicator && cluster.last != Break::RegionalIndicator;
    cluster.last = next;
}

} // namespace

std::size_t graphemeEnd(std::string_view text, std::size_t begin)
{
    std::size_t end = begin;
    const Break first = breakOf(decode(text, end));
    Cluster cluster{.last = first,
                    .isLoneIndicator = first == Break::RegionalIndicator,
                    .isPictograph = first == Break::Pictograph,
                    .isPictographJoin = false,
                    .isConjunct = first == Break::Consonant,
                    .hasVirama = false};
    while (end < text.size()) {
        std::size_t behind = end;
        const char32_t c = decode(text, behind);
        const Break next = breakOf(c);
        if (!joins(cluster, next))
            break;
        extend(cluster, next, c);
        end = behind;
    }
    return end;
}

} // namespace tunedesk::unicode
