#include "text/pair_encoding.h"

namespace tunedesk
{

QString truncationName(Truncation truncation)
{
    return truncation == Truncation::KeepSecond ? QStringLiteral("only_first")
                                                : QStringLiteral("longest_first");
}

std::optional<Truncation> truncationNamed(const QString &name)
{
    for (const Truncation truncation : {Truncation::LongestFirst, Truncation::KeepSecond})
        if (name == truncationName(truncation))
            return truncation;
    return std::nullopt;
}

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
