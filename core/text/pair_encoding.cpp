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

namespace
{
Encoding encodeSegments(const Tokenizer &tokenizer, const QString &firstText, const QString &reply,
                        EncodeOptions options)
{
    options.withSpans = true;
    Encoding encoding = encodePair(tokenizer, firstText, reply, options);
    const auto turn =
        static_cast<std::uint32_t>(firstText.first(lastTurnAt(firstText)).toUtf8().size());
    for (std::size_t i = 0; i < encoding.segments.size(); ++i)
        if (encoding.segments[i] == static_cast<int>(Segment::LastTurn) && turn > 0 &&
            encoding.spans[i].end <= turn)
            encoding.segments[i] = static_cast<int>(Segment::Earlier);
    encoding.spans.clear();
    return encoding;
}

Encoding encodeApart(const Tokenizer &tokenizer, const QString &firstText, const QString &reply,
                     const EncodeOptions &options, const QString &prefix)
{
    Encoding joined;
    const auto append = [&](const QString &text, Segment segment) {
        const Encoding one = encodePair(tokenizer, prefix + text, std::nullopt, options);
        joined.ids.insert(joined.ids.end(), one.ids.begin(), one.ids.end());
        joined.typeIds.insert(joined.typeIds.end(), one.typeIds.begin(), one.typeIds.end());
        joined.mask.insert(joined.mask.end(), one.mask.begin(), one.mask.end());
        joined.tokens.insert(joined.tokens.end(), one.tokens.begin(), one.tokens.end());
        joined.segments.resize(joined.ids.size(), static_cast<int>(segment));
        return one.cutFirst;
    };
    joined.cutFirst = append(firstText, Segment::Earlier);
    append(firstText.mid(lastTurnAt(firstText)), Segment::LastTurn);
    joined.cutSecond = append(reply, Segment::Reply);
    return joined;
}
} // namespace

qsizetype lastTurnAt(const QString &firstText)
{
    qsizetype end = firstText.size();
    while (end > 0 && firstText[end - 1].isSpace())
        --end;
    return end == 0 ? 0 : firstText.lastIndexOf(QLatin1Char('\n'), end - 1) + 1;
}

Encoding encodePair(const Tokenizer &tokenizer, const QString &firstText, const QString &reply,
                    const EncodeOptions &options, PairReading reading, const QString &prefix)
{
    switch (reading) {
    case PairReading::Joined:
        return encodePair(tokenizer, firstText, reply, options);
    case PairReading::Segments:
        return encodeSegments(tokenizer, firstText, reply, options);
    case PairReading::Apart:
        return encodeApart(tokenizer, firstText, reply, options, prefix);
    }
    Q_UNREACHABLE();
}

} // namespace tunedesk
