#include "text/pre_tokenizer_steps.h"

#include "text/unicode.h"

#include <utility>

namespace tunedesk::pre_tokenizers
{

namespace
{

using Words = std::vector<std::string_view>;

struct Stretch {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool isDelimiter = false;
};

// Joins stretches from one side to the next: a delimiter goes to the neighbour that came before it
// in `stretches`, unless that ended with a delimiter itself.
void mergeDelimiters(std::vector<Stretch> &stretches, bool backwards)
{
    std::vector<Stretch> merged;
    bool wasDelimiter = false;
    const auto take = [&](const Stretch &each) {
        if (each.isDelimiter && !wasDelimiter && !merged.empty()) {
            merged.back().begin = std::min(merged.back().begin, each.begin);
            merged.back().end = std::max(merged.back().end, each.end);
        } else {
            merged.push_back(each);
        }
        wasDelimiter = each.isDelimiter;
    };
    if (backwards) {
        for (auto at = stretches.rbegin(); at != stretches.rend(); ++at)
            take(*at);
        stretches.assign(merged.rbegin(), merged.rend());
    } else {
        for (const Stretch &each : stretches)
            take(each);
        stretches.swap(merged);
    }
}

void cut(std::string_view word, std::vector<Stretch> &stretches, Delimiter delimiter, Words &words)
{
    if (delimiter == Delimiter::MergedWithPrevious || delimiter == Delimiter::MergedWithNext)
        mergeDelimiters(stretches, delimiter == Delimiter::MergedWithNext);
    if (delimiter == Delimiter::Contiguous) {
        std::size_t kept = 0;
        for (const Stretch &each : stretches) {
            if (kept > 0 && stretches[kept - 1].isDelimiter == each.isDelimiter)
                stretches[kept - 1].end = each.end;
            else
                stretches[kept++] = each;
        }
        stretches.resize(kept);
    }
    for (const Stretch &each : stretches) {
        if (each.end > each.begin && !(delimiter == Delimiter::Removed && each.isDelimiter))
            words.push_back(word.substr(each.begin, each.end - each.begin));
    }
}

/// Cuts at single characters. @tparam Is char32_t → bool
template <typename Is> class CharacterSplit : public PreTokenizerStep
{
public:
    CharacterSplit(Is is, Delimiter delimiter) : m_is(std::move(is)), m_delimiter(delimiter) {}
    void apply(WordList &list) const override
    {
        std::vector<Stretch> stretches;
        list.cutEach([&](std::string_view word, Words &words) {
            stretches.clear();
            std::size_t begin = 0;
            for (std::size_t at = 0; at < word.size();) {
                const std::size_t here = at;
                if (!m_is(unicode::decode(word, at)))
                    continue;
                if (here > begin)
                    stretches.push_back({begin, here, false});
                stretches.push_back({here, at, true});
                begin = at;
            }
            if (begin < word.size())
                stretches.push_back({begin, word.size(), false});
            cut(word, stretches, m_delimiter, words);
        });
    }

private:
    Is m_is;
    Delimiter m_delimiter;
};

template <typename Is> Step characterSplit(Is is, Delimiter delimiter)
{
    return std::make_shared<CharacterSplit<Is>>(std::move(is), delimiter);
}

class Whitespace : public PreTokenizerStep
{
public:
    void apply(WordList &list) const override
    {
        enum Kind { Space, Word, Other };
        list.cutEach([](std::string_view word, Words &words) {
            std::size_t begin = 0;
            Kind kind = Space;
            for (std::size_t at = 0; at < word.size();) {
                const std::size_t here = at;
                const char32_t c = unicode::decode(word, at);
                const Kind found = (unicode::classOf(c) & unicode::Space) != 0 ? Space
                                   : unicode::isExpressionWord(c)              ? Word
                                                                               : Other;
                if (found == kind)
                    continue;
                if (kind != Space)
                    words.push_back(word.substr(begin, here - begin));
                begin = here;
                kind = found;
            }
            if (kind != Space)
                words.push_back(word.substr(begin));
        });
    }
};

class Split : public PreTokenizerStep
{
public:
    Split(std::string pattern, Delimiter delimiter, bool inverted)
        : m_pattern(std::move(pattern)), m_delimiter(delimiter), m_isInverted(inverted)
    {
    }
    void apply(WordList &list) const override
    {
        std::vector<Stretch> stretches;
        list.cutEach([&](std::string_view word, Words &words) {
            stretches.clear();
            std::size_t at = 0;
            for (;;) {
                const std::size_t found = word.find(m_pattern, at);
                const std::size_t end = std::min(found, word.size());
                if (end > at)
                    stretches.push_back({at, end, m_isInverted});
                if (found == std::string_view::npos)
                    break;
                at = found + m_pattern.size();
                stretches.push_back({found, at, !m_isInverted});
            }
            cut(word, stretches, m_delimiter, words);
        });
    }

private:
    std::string m_pattern;
    Delimiter m_delimiter;
    bool m_isInverted;
};

class Metaspace : public PreTokenizerStep
{
public:
    Metaspace(std::string replacement, PrependScheme scheme, bool splits)
        : m_replacement(std::move(replacement)), m_scheme(scheme), m_splits(splits)
    {
    }
    bool asksForStart() const override { return m_scheme == PrependScheme::First; }
    void apply(WordList &list) const override
    {
        list.changeEach([&](std::string_view word, std::string &out, ByteOrigins *origins) {
            const bool isWanted = m_scheme == PrependScheme::Always ||
                                  (m_scheme == PrependScheme::First && list.isStart(word));
            if (isWanted && word.front() != ' ' && !word.starts_with(m_replacement))
                add(m_replacement, 0, out, origins);
            for (std::size_t at = 0; at < word.size();) {
                const std::size_t end = std::min(word.find(' ', at), word.size());
                out += word.substr(at, end - at);
                for (std::size_t from = at; origins && from < end; ++from)
                    origins->push_back(static_cast<std::uint32_t>(from));
                if (end < word.size())
                    add(m_replacement, end, out, origins);
                at = end + 1;
            }
        });
        if (!m_splits)
            return;
        list.cutEach([&](std::string_view word, Words &words) {
            std::size_t begin = 0;
            while (begin < word.size()) {
                const std::size_t end = std::min(word.find(m_replacement, begin + 1), word.size());
                words.push_back(word.substr(begin, end - begin));
                begin = end;
            }
        });
    }

private:
    static void add(const std::string &text, std::size_t origin, std::string &out,
                    ByteOrigins *origins)
    {
        out += text;
        if (origins)
            origins->insert(origins->end(), text.size(), static_cast<std::uint32_t>(origin));
    }

    std::string m_replacement;
    PrependScheme m_scheme;
    bool m_splits;
};

class PrefixSpace : public PreTokenizerStep
{
public:
    void apply(WordList &list) const override
    {
        bool isNeeded = false;
        for (const std::string_view word : list.words())
            isNeeded = isNeeded || word.front() != ' ';
        if (!isNeeded)
            return;
        list.changeEach([](std::string_view word, std::string &out, ByteOrigins *origins) {
            if (word.front() != ' ') {
                out += ' ';
                if (origins)
                    origins->push_back(0);
            }
            out += word;
            for (std::size_t at = 0; origins && at < word.size(); ++at)
                origins->push_back(static_cast<std::uint32_t>(at));
        });
    }
};

bool isSpace(char32_t c)
{
    return (unicode::classOf(c) & unicode::Space) != 0;
}

bool isPunctuation(char32_t c)
{
    return (unicode::classOf(c) & unicode::Punctuation) != 0;
}

} // namespace

Step whitespaceSplit()
{
    return characterSplit(&isSpace, Delimiter::Removed);
}

Step whitespace()
{
    return std::make_shared<Whitespace>();
}

Step punctuation(Delimiter delimiter)
{
    return characterSplit(&isPunctuation, delimiter);
}

Step digits(bool individually)
{
    return characterSplit(&unicode::isNumber,
                          individually ? Delimiter::Isolated : Delimiter::Contiguous);
}

Step split(std::string pattern, Delimiter delimiter, bool inverted)
{
    return std::make_shared<Split>(std::move(pattern), delimiter, inverted);
}

Step metaspace(std::string replacement, PrependScheme scheme, bool splits)
{
    return std::make_shared<Metaspace>(std::move(replacement), scheme, splits);
}

Step prefixSpace()
{
    return std::make_shared<PrefixSpace>();
}

} // namespace tunedesk::pre_tokenizers
