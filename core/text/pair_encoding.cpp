#include "text/pair_encoding.h"

namespace tunedesk
{

Encoding encodePair(const Tokenizer &tokenizer, const QString &firstText,
                    const std::optional<QString> &reply, const EncodeOptions &options)
{
    const std::string first = firstText.toStdString();
    if (!reply)
        return tokenizer.encode(first, std::nullopt, options);
    const std::string second = reply->toStdString();
    return tokenizer.encode(first, second, options);
}

} // namespace tunedesk
