#include "text/bert_pre_tokenizer.h"
#include "text/letter_splitter.h"
#include "text/pre_tokenizer_steps.h"
#include "text/tokenizer_json.h"
#include "text/unicode.h"

#include <QCoreApplication>

#include <map>

namespace tunedesk
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(TokenizerJson)
};

using pre_tokenizers::Delimiter;
using pre_tokenizers::PrependScheme;
using pre_tokenizers::Step;

Result<Delimiter> readDelimiter(const JsonPart &part, const char *fallback)
{
    static const std::map<std::string, Delimiter> known{
        {"Removed", Delimiter::Removed},
        {"Isolated", Delimiter::Isolated},
        {"MergedWithPrevious", Delimiter::MergedWithPrevious},
        {"MergedWithNext", Delimiter::MergedWithNext},
        {"Contiguous", Delimiter::Contiguous}};
    const auto name = part.text("behavior", fallback);
    if (!name)
        return name.error();
    const auto found = known.find(*name);
    if (found == known.end())
        return part.member("behavior").damaged();
    return found->second;
}

Result<Step> readMetaspace(const JsonPart &part)
{
    if (auto done = part.onlyKeys(
            {"type", "replacement", "add_prefix_space", "prepend_scheme", "split", "str_rep"});
        !done)
        return done.error();
    const auto replacement = part.text("replacement");
    const auto splits = part.flag("split", true);
    const auto addsPrefix = part.flag("add_prefix_space", true);
    const auto scheme = part.text("prepend_scheme", *addsPrefix ? "always" : "never");
    if (!replacement || unicode::characterCount(*replacement) != 1)
        return part.member("replacement").damaged();
    if (!splits || !addsPrefix)
        return !splits ? splits.error() : addsPrefix.error();
    if (!scheme)
        return scheme.error();
    static const std::map<std::string, PrependScheme> known{{"always", PrependScheme::Always},
                                                            {"first", PrependScheme::First},
                                                            {"never", PrependScheme::Never}};
    const auto found = known.find(*scheme);
    if (found == known.end())
        return part.member("prepend_scheme").damaged();
    return pre_tokenizers::metaspace(*replacement, found->second, *splits);
}

Result<Step> readPunctuation(const JsonPart &part)
{
    if (auto done = part.onlyKeys({"type", "behavior"}); !done)
        return done.error();
    const auto delimiter = readDelimiter(part, "Isolated");
    if (!delimiter)
        return delimiter.error();
    return pre_tokenizers::punctuation(*delimiter);
}

Result<Step> readDigits(const JsonPart &part)
{
    if (auto done = part.onlyKeys({"type", "individual_digits"}); !done)
        return done.error();
    const auto individually = part.flag("individual_digits", false);
    if (!individually)
        return individually.error();
    return pre_tokenizers::digits(*individually);
}

Result<Step> readSplit(const JsonPart &part)
{
    if (auto done = part.onlyKeys({"type", "pattern", "behavior", "invert"}); !done)
        return done.error();
    const auto delimiter = readDelimiter(part, "");
    const auto inverted = part.flag("invert", false);
    if (!delimiter || !inverted)
        return !delimiter ? delimiter.error() : inverted.error();
    const JsonPart pattern = part.member("pattern");
    if (pattern.has("String")) {
        const auto text = pattern.text("String");
        if (!text)
            return text.error();
        if (text->empty())
            return pattern.damaged();
        return pre_tokenizers::split(*text, *delimiter, *inverted);
    }
    const auto expression = pattern.text("Regex");
    if (!expression)
        return expression.error();
    // Only expressions that are written out by hand: none can take long, none can fail on a long
    // text.
    const bool takesMatches =
        *delimiter == Delimiter::Isolated || (*delimiter == Delimiter::Removed && *inverted);
    for (const auto known : {LetterPattern::Gpt2, LetterPattern::Llama3, LetterPattern::Qwen2}) {
        if (takesMatches && *expression == LetterSplitter::expressionOf(known))
            return Step(std::make_shared<LetterSplitter>(known));
    }
    return pattern.refused(
        Text::tr("The tokenizer uses the regular expression “%1”, which this version doesn't know.")
            .arg(QString::fromStdString(*expression)));
}

Result<Step> readStep(const JsonPart &part)
{
    const std::string type = part.type();
    if (type == "Metaspace")
        return readMetaspace(part);
    if (type == "Punctuation")
        return readPunctuation(part);
    if (type == "Digits")
        return readDigits(part);
    if (type == "Split")
        return readSplit(part);
    Step step;
    if (type == "BertPreTokenizer")
        step = std::make_shared<BertPreTokenizer>();
    else if (type == "WhitespaceSplit")
        step = pre_tokenizers::whitespaceSplit();
    else if (type == "Whitespace")
        step = pre_tokenizers::whitespace();
    else
        return part.unknownType(
            QStringLiteral("BertPreTokenizer, ByteLevel, Metaspace, WhitespaceSplit, Whitespace, "
                           "Punctuation, Digits, Split, Sequence"));
    if (auto done = part.onlyKeys({"type"}); !done)
        return done.error();
    return step;
}

Result<void> addByteLevel(const JsonPart &part, const TokenizerSettings &settings,
                          PreTokenizerParts &into)
{
    if (auto done = part.onlyKeys({"type", "add_prefix_space", "trim_offsets", "use_regex"}); !done)
        return done;
    const auto prefix = part.flag("add_prefix_space", true);
    const auto regex = part.flag("use_regex", true);
    if (!prefix || !regex)
        return !prefix ? prefix.error() : regex.error();
    if (settings.addPrefixSpace.value_or(*prefix))
        into.steps.add(pre_tokenizers::prefixSpace());
    if (*regex)
        into.steps.add(std::make_shared<LetterSplitter>(LetterPattern::Gpt2));
    into.isByteLevel = true;
    return {};
}

Result<void> addSteps(const JsonPart &part, const TokenizerSettings &settings,
                      PreTokenizerParts &into)
{
    if (into.isByteLevel)
        return part.refused(
            Text::tr("The byte-level step must be the last one of the tokenizer's splits."));
    if (part.type() == "ByteLevel")
        return addByteLevel(part, settings, into);
    if (part.type() != "Sequence") {
        const auto step = readStep(part);
        if (!step)
            return step.error();
        into.steps.add(*step);
        return {};
    }
    const auto steps = part.sequence("pretokenizers");
    if (!steps)
        return steps.error();
    for (const JsonPart &step : *steps) {
        if (auto done = addSteps(step, settings, into); !done)
            return done;
    }
    return {};
}

} // namespace

Result<PreTokenizerParts> readPreTokenizer(const JsonPart &part, const TokenizerSettings &settings)
{
    PreTokenizerParts parts;
    if (part.value().is_null())
        return parts;
    if (auto done = addSteps(part, settings, parts); !done)
        return done.error();
    return parts;
}

} // namespace tunedesk
