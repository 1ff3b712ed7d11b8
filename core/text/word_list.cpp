#include "text/word_list.h"

#include <numeric>

namespace tunedesk
{

void WordList::begin(std::string_view text, bool isStart, bool isTracked)
{
    m_text = text;
    m_isStart = isStart;
    m_isTracked = isTracked;
    m_words.clear();
    if (!text.empty())
        m_words.push_back(text);
    if (isTracked) {
        m_origins.resize(text.size());
        std::iota(m_origins.begin(), m_origins.end(), 0U);
    }
}

void WordList::beginChange()
{
    m_nextText.clear();
    m_nextOrigins.clear();
    m_ends.clear();
}

void WordList::endWord(std::string_view word)
{
    m_ends.push_back(m_nextText.size());
    const auto begin = static_cast<std::size_t>(word.data() - m_text.data());
    for (const std::uint32_t origin : m_step)
        m_nextOrigins.push_back(origin == kNoOrigin ? kNoOrigin : m_origins[begin + origin]);
}

void WordList::endChange()
{
    m_ownText.swap(m_nextText);
    m_origins.swap(m_nextOrigins);
    m_text = m_ownText;
    m_words.clear();
    std::size_t begin = 0;
    for (const std::size_t end : m_ends) {
        if (end > begin)
            m_words.push_back(m_text.substr(begin, end - begin));
        begin = end;
    }
}

} // namespace tunedesk
