#pragma once

#include "text/byte_origins.h"

#include <string>
#include <string_view>
#include <vector>

namespace tunedesk
{

/// A piece of normalised text on its way through the pre-tokeniser: the text as it stands, and its
/// words in order. Kept by a thread and begun anew with each piece.
class WordList
{
public:
    /// The whole text is one word. @param text outlives the list's use
    /// @param isStart the piece begins where the given text begins
    /// @param isTracked origins() are kept
    void begin(std::string_view text, bool isStart, bool isTracked);

    const std::vector<std::string_view> &words() const { return m_words; }
    std::string_view text() const { return m_text; }
    /// Begins where the given text begins.
    bool isStart(std::string_view word) const { return m_isStart && word.data() == m_text.data(); }
    /// For each byte of text() a place in the text that the list began with; empty unless tracked.
    const ByteOrigins &origins() const { return m_origins; }

    /// @param cut (word, std::vector<std::string_view> &): appends the parts that remain of it,
    /// none of them empty
    template <typename Cut> void cutEach(Cut cut)
    {
        m_nextWords.clear();
        for (const std::string_view word : m_words)
            cut(word, m_nextWords);
        m_words.swap(m_nextWords);
    }
    /// @param change (word, std::string &out, ByteOrigins *origins): appends what becomes of it,
    /// and where each byte
    ///        of that came from in the word
    template <typename Change> void changeEach(Change change)
    {
        beginChange();
        for (const std::string_view word : m_words) {
            m_step.clear();
            change(word, m_nextText, m_isTracked ? &m_step : nullptr);
            endWord(word);
        }
        endChange();
    }

private:
    void beginChange();
    void endWord(std::string_view word);
    void endChange();

    std::string_view m_text;
    std::vector<std::string_view> m_words;
    std::vector<std::string_view> m_nextWords;
    std::vector<std::size_t> m_ends; ///< of the changed words
    std::string m_ownText;           ///< behind m_text once it was changed
    std::string m_nextText;
    ByteOrigins m_origins;
    ByteOrigins m_nextOrigins;
    ByteOrigins m_step;
    bool m_isStart = false;
    bool m_isTracked = false;
};

} // namespace tunedesk
