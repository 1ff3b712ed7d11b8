#pragma once

#include "text/tokenizer.h"

#include <cstdlib>
#include <string_view>

namespace tunedesk
{

/// What every tokenizer that was accepted keeps to, whatever its files hold; aborts where it
/// doesn't.
inline void checkTokenizer(const Result<Tokenizer> &tokenizer)
{
    if (!tokenizer) {
        if (tokenizer.error().what.isEmpty() || tokenizer.error().where.isEmpty())
            std::abort();
        return;
    }
    using namespace std::string_view_literals;
    for (const std::string_view text :
         {""sv, " "sv, "Hello, wörld!  don't\r\n12345"sv, "订单 中文 \U0001F600\u0301"sv,
          "a\xFF\xC3"sv, "<order>[SEP]</s>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"sv}) {
        const Encoding made = tokenizer->encode(
            text, "the order is late"sv,
            EncodeOptions{.maxLength = 24, .withTokens = true, .withSpans = true});
        const Encoding plain = tokenizer->encode(text, "the order is late"sv, 24);
        if (made.ids != plain.ids || made.spans.size() != made.ids.size() ||
            made.typeIds.size() != made.ids.size() || made.mask.size() != made.ids.size())
            std::abort();
        for (const int id : made.ids) {
            if (id < 0 || id >= tokenizer->vocabularySize())
                std::abort();
        }
        for (const ByteSpan &span : made.spans) {
            if (span.begin > span.end ||
                span.end > std::max(text.size(), "the order is late"sv.size()))
                std::abort();
        }
    }
}

} // namespace tunedesk
