#pragma once

#include "text/byte_origins.h"

#include <string>
#include <string_view>
#include <vector>

namespace tunedesk
{

/// A text as characters that are changed step by step, each knowing where it came from: a character
/// that replaces another stands where that one stood, one that is put in stands where the one
/// before it did. So Hugging Face's tokenizers count offsets.
class CharacterChanges
{
public:
    /// @param text valid UTF-8
    explicit CharacterChanges(std::string_view text);

    /// @param keep char32_t → bool
    template <typename Keep> void filter(Keep keep)
    {
        std::size_t kept = 0;
        for (std::size_t at = 0; at < m_characters.size(); ++at) {
            if (keep(m_characters[at].code))
                m_characters[kept++] = m_characters[at];
        }
        m_characters.resize(kept);
    }
    /// @param replace (char32_t, add): calls add(char32_t) for each character that takes its place
    template <typename Replace> void replaceEach(Replace replace)
    {
        std::vector<Character> made;
        made.reserve(m_characters.size());
        for (const Character &each : m_characters) {
            const auto add = [&](char32_t c) { made.push_back({c, each.origin}); };
            replace(each.code, add);
        }
        m_characters.swap(made);
    }
    void lower();               ///< each character for itself
    void decompose();           ///< NFD
    void compose();             ///< after one of the decompositions: NFC, NFKC
    void decomposeCompatibly(); ///< NFKD
    /// White space at the ends goes.
    void strip(bool left, bool right);

    /// Appends the text. @param origins set: one entry for each byte
    void write(std::string &out, ByteOrigins *origins) const;

private:
    struct Character {
        char32_t code = 0;
        std::uint32_t origin = 0; ///< first byte of its source
        bool isAdded = false;     ///< by a decomposition, behind the one it replaces
        int combiningClass = 0;
    };
    void decomposeWith(std::u32string (*parts)(char32_t));

    std::vector<Character> m_characters;
};

} // namespace tunedesk
