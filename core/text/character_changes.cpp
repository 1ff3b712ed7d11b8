#include "text/character_changes.h"

#include "text/unicode.h"

#include <algorithm>

namespace tunedesk
{

CharacterChanges::CharacterChanges(std::string_view text)
{
    m_characters.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto origin = static_cast<std::uint32_t>(at);
        const char32_t c = unicode::decode(text, at);
        m_characters.push_back({c, origin});
    }
}

void CharacterChanges::lower()
{
    replaceEach([](char32_t c, auto &add) {
        if (c == 0x130) { // the one character whose lower case is two
            add(U'i');
            add(U'\u0307');
        } else {
            add(unicode::simpleLower(c));
        }
    });
}

void CharacterChanges::decompose()
{
    decomposeWith(&unicode::decomposed);
}

void CharacterChanges::decomposeCompatibly()
{
    decomposeWith(&unicode::compatiblyDecomposed);
}

void CharacterChanges::decomposeWith(std::u32string (*parts)(char32_t))
{
    std::vector<std::uint32_t> sources;
    std::vector<Character> made;
    sources.reserve(m_characters.size());
    made.reserve(m_characters.size());
    for (const Character &each : m_characters) {
        sources.push_back(each.origin);
        bool isAdded = false;
        for (const char32_t part : parts(each.code)) {
            made.push_back({part, 0, isAdded, unicode::combiningClass(part)});
            isAdded = true;
        }
    }
    // Canonical ordering: within a run of characters that combine, by class; equal ones keep order.
    const auto isStarter = [](const Character &each) { return each.combiningClass == 0; };
    for (auto begin = made.begin(); begin != made.end();) {
        const auto end = std::find_if(begin, made.end(), isStarter);
        std::stable_sort(begin, end, [](const Character &a, const Character &b) {
            return a.combiningClass < b.combiningClass;
        });
        begin = std::find_if_not(end, made.end(), isStarter);
    }
    // Those that replace take their sources in order, whatever the ordering moved.
    std::size_t next = 0;
    std::uint32_t origin = kNoOrigin;
    for (Character &each : made) {
        if (!each.isAdded && next < sources.size())
            origin = sources[next++];
        each.origin = origin;
    }
    m_characters.swap(made);
}

void CharacterChanges::compose()
{
    // A mark joins the last starter unless one of its own or a higher class stands between.
    constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    std::vector<Character> made;
    made.reserve(m_characters.size());
    std::size_t starter = kNone;
    int lastClass = 0;
    for (const Character &each : m_characters) {
        const bool isNext = starter != kNone && starter + 1 == made.size();
        const bool canJoin =
            starter != kNone && (isNext || (lastClass != 0 && lastClass < each.combiningClass));
        const char32_t joined = canJoin ? unicode::composed(made[starter].code, each.code) : 0;
        if (joined != 0) {
            made[starter].code = joined;
            continue;
        }
        lastClass = each.combiningClass;
        made.push_back(each);
        if (each.combiningClass == 0)
            starter = made.size() - 1;
    }
    m_characters.swap(made);
}

void CharacterChanges::strip(bool left, bool right)
{
    const auto isNoSpace = [](const Character &each) {
        return (unicode::classOf(each.code) & unicode::Space) == 0;
    };
    if (right) {
        const auto last = std::find_if(m_characters.rbegin(), m_characters.rend(), isNoSpace);
        m_characters.erase(last.base(), m_characters.end());
    }
    if (left)
        m_characters.erase(m_characters.begin(),
                           std::find_if(m_characters.begin(), m_characters.end(), isNoSpace));
}

void CharacterChanges::write(std::string &out, ByteOrigins *origins) const
{
    for (const Character &each : m_characters) {
        const std::size_t before = out.size();
        unicode::append(out, each.code);
        if (origins)
            origins->insert(origins->end(), out.size() - before, each.origin);
    }
}

} // namespace tunedesk
