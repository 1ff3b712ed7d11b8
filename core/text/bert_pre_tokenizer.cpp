#include "text/bert_pre_tokenizer.h"

#include "text/unicode.h"

#include <array>

namespace tunedesk
{

namespace
{
std::array<unsigned char, 128> asciiClasses()
{
    std::array<unsigned char, 128> classes;
    for (std::size_t at = 0; at < classes.size(); ++at)
        classes[at] =
            unicode::classOf(static_cast<char32_t>(at)) & (unicode::Space | unicode::Punctuation);
    return classes;
}

void split(std::string_view text, std::vector<std::string_view> &words)
{
    static const std::array<unsigned char, 128> ascii = asciiClasses();
    std::size_t begin = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t here = at;
        const auto byte = static_cast<unsigned char>(text[at]);
        unsigned bits = 0;
        if (byte < 0x80) {
            bits = ascii[byte];
            ++at;
        } else {
            bits = unicode::classOf(unicode::decode(text, at)) &
                   (unicode::Space | unicode::Punctuation);
        }
        if (bits == 0)
            continue;
        if (here > begin)
            words.push_back(text.substr(begin, here - begin));
        if ((bits & unicode::Space) == 0)
            words.push_back(text.substr(here, at - here));
        begin = at;
    }
    if (begin < text.size())
        words.push_back(text.substr(begin));
}

} // namespace

void BertPreTokenizer::apply(WordList &list) const
{
    list.cutEach(
        [](std::string_view word, std::vector<std::string_view> &words) { split(word, words); });
}

} // namespace tunedesk
