#include "text/byte_pair.h"
#include "text/tokenizer_json.h"

#include <QCoreApplication>

namespace tunedesk
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(TokenizerJson)
};

/// "a b" or ["a", "b"]
Result<BytePair::Merge> readMerge(const JsonPart &part, std::size_t number)
{
    const auto &value = part.value();
    const bool isPair =
        value.is_array() && value.size() == 2 && value[0].is_string() && value[1].is_string();
    if (isPair)
        return BytePair::Merge{value[0].get<std::string>(), value[1].get<std::string>()};
    if (value.is_string()) {
        const auto text = value.get<std::string>();
        const std::size_t blank = text.find(' ');
        if (blank != std::string::npos && text.find(' ', blank + 1) == std::string::npos)
            return BytePair::Merge{text.substr(0, blank), text.substr(blank + 1)};
    }
    return Error{ErrorKind::Model, Text::tr("Merge %1 isn't two tokens.").arg(number), part.where(),
                 Text::tr("Get the file again from where the model came from.")};
}

Result<std::vector<BytePair::Merge>> readMerges(const JsonPart &part)
{
    if (!part.value().is_array())
        return part.damaged();
    std::vector<BytePair::Merge> merges;
    merges.reserve(part.value().size());
    for (std::size_t at = 0; at < part.value().size(); ++at) {
        auto merge = readMerge(part.at(at), at + 1);
        if (!merge)
            return merge.error();
        merges.push_back(std::move(*merge));
    }
    return merges;
}

Result<void> readOptions(const JsonPart &part, BytePairOptions &options)
{
    if (part.has("unk_token")) {
        const auto unknown = part.text("unk_token");
        if (!unknown)
            return unknown.error();
        options.unknownToken = *unknown;
    }
    const auto prefix = part.text("continuing_subword_prefix", "");
    const auto suffix = part.text("end_of_word_suffix", "");
    const auto fuses = part.flag("fuse_unk", false);
    const auto fallback = part.flag("byte_fallback", false);
    const auto ignores = part.flag("ignore_merges", false);
    if (!prefix || !suffix)
        return !prefix ? prefix.error() : suffix.error();
    for (const auto *read : {&fuses, &fallback, &ignores}) {
        if (!*read)
            return read->error();
    }
    options.continuingPrefix = *prefix;
    options.wordSuffix = *suffix;
    options.fusesUnknown = *fuses;
    options.hasByteFallback = *fallback;
    options.ignoresMerges = *ignores;
    return {};
}

} // namespace

Result<ModelParts> readBytePair(const JsonPart &part, bool isByteLevel)
{
    if (auto done = part.onlyKeys({"type", "dropout", "unk_token", "continuing_subword_prefix",
                                   "end_of_word_suffix", "fuse_unk", "byte_fallback",
                                   "ignore_merges", "vocab", "merges"});
        !done)
        return done.error();
    if (part.has("dropout") && part.value()["dropout"] != 0)
        return part.member("dropout").refused(
            Text::tr("The tokenizer drops merges at random (dropout), so that its numbers change "
                     "from call to call."));
    BytePairOptions options{.isByteLevel = isByteLevel};
    if (auto done = readOptions(part, options); !done)
        return done.error();
    ModelParts parts;
    const JsonPart vocabulary = part.member("vocab");
    if (auto done = readVocabulary(vocabulary, parts); !done)
        return done.error();
    const bool nothingIsUnknown = isByteLevel && BytePair::coversAllBytes(parts.vocabulary);
    if (nothingIsUnknown)
        options.hasByteFallback = false;
    else if (options.unknownToken && !parts.vocabulary.contains(*options.unknownToken))
        return lacksToken(vocabulary, *options.unknownToken);
    if (isByteLevel && options.hasByteFallback)
        return part.member("byte_fallback")
            .refused(Text::tr("The tokenizer has a setting “%1”, which this version doesn't know.")
                         .arg(QStringLiteral("byte_fallback")));
    const JsonPart list = part.member("merges");
    const auto merges = readMerges(list);
    if (!merges)
        return merges.error();
    if (const auto bad = BytePair::firstBadMerge(parts.vocabulary, *merges, options)) {
        const auto &[first, second] = (*merges)[bad->index];
        return Error{ErrorKind::Model,
                     Text::tr("Merge %1 is “%2” and “%3”: the vocabulary lacks “%4”.")
                         .arg(bad->index + 1)
                         .arg(QString::fromStdString(first).left(60),
                              QString::fromStdString(second).left(60),
                              QString::fromStdString(bad->missing).left(120)),
                     list.at(bad->index).where(),
                     Text::tr("Get the file again from where the model came from.")};
    }
    parts.model = std::make_shared<BytePair>(parts.vocabulary, *merges, options);
    return parts;
}

} // namespace tunedesk
