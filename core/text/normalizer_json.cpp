#include "text/bert_normalizer.h"
#include "text/normalizer_steps.h"
#include "text/tokenizer_json.h"

#include <QCoreApplication>

#include <functional>
#include <map>

namespace tunedesk
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(TokenizerJson)
};

using normalizers::Form;
using normalizers::Step;

Result<Step> readBert(const JsonPart &part, const TokenizerSettings &settings)
{
    if (auto done = part.onlyKeys(
            {"type", "clean_text", "handle_chinese_chars", "strip_accents", "lowercase"});
        !done)
        return done.error();
    const auto clean = part.flag("clean_text", true);
    const auto chinese = part.flag("handle_chinese_chars", true);
    const auto lower = part.flag("lowercase", true);
    for (const auto *read : {&clean, &chinese, &lower}) {
        if (!*read)
            return read->error();
    }
    // tokenizer_config.json's own word counts where it has one, as in transformers.
    const bool lowercase = settings.lowercase.value_or(*lower);
    std::optional<bool> strip = settings.stripAccents;
    if (!strip && part.has("strip_accents")) {
        const auto own = part.flag("strip_accents", true);
        if (!own)
            return own.error();
        strip = *own;
    }
    return Step(std::make_shared<BertNormalizer>(
        BertNormalizerOptions{.cleanText = *clean,
                              .handleChineseChars = settings.handleChineseChars.value_or(*chinese),
                              .stripAccents = strip.value_or(lowercase),
                              .lowercase = lowercase}));
}

Result<Step> readReplace(const JsonPart &part)
{
    if (auto done = part.onlyKeys({"type", "pattern", "content"}); !done)
        return done.error();
    const auto content = part.text("content");
    if (!content)
        return content.error();
    const JsonPart pattern = part.member("pattern");
    if (pattern.has("String")) {
        const auto text = pattern.text("String");
        if (!text)
            return text.error();
        return normalizers::replace(*text, *content);
    }
    const auto expression = pattern.text("Regex");
    if (!expression)
        return expression.error();
    // Only expressions whose meaning is written out here: none can take long, none can fail.
    if (*expression == " {2,}")
        return normalizers::replaceBlankRuns(*content);
    return pattern.refused(
        Text::tr("The tokenizer uses the regular expression “%1”, which this version doesn't know.")
            .arg(QString::fromStdString(*expression)));
}

Result<Step> readStrip(const JsonPart &part)
{
    if (auto done = part.onlyKeys({"type", "strip_left", "strip_right"}); !done)
        return done.error();
    const auto left = part.flag("strip_left", true);
    const auto right = part.flag("strip_right", true);
    if (!left || !right)
        return !left ? left.error() : right.error();
    return normalizers::strip(*left, *right);
}

Result<Step> readPrepend(const JsonPart &part)
{
    if (auto done = part.onlyKeys({"type", "prepend"}); !done)
        return done.error();
    const auto text = part.text("prepend");
    if (!text)
        return text.error();
    return normalizers::prepend(*text);
}

Result<Step> readStep(const JsonPart &part, const TokenizerSettings &settings)
{
    const std::string type = part.type();
    if (type == "BertNormalizer")
        return readBert(part, settings);
    if (type == "Replace")
        return readReplace(part);
    if (type == "Strip")
        return readStrip(part);
    if (type == "Prepend")
        return readPrepend(part);
    if (type == "Precompiled")
        return readPrecompiled(part);
    static const std::map<std::string, std::function<Step()>> kPlain{
        {"NFC", [] { return normalizers::unicodeForm(Form::NFC); }},
        {"NFD", [] { return normalizers::unicodeForm(Form::NFD); }},
        {"NFKC", [] { return normalizers::unicodeForm(Form::NFKC); }},
        {"NFKD", [] { return normalizers::unicodeForm(Form::NFKD); }},
        {"Lowercase", &normalizers::lowercase},
        {"StripAccents", &normalizers::stripAccents},
        {"Nmt", &normalizers::nmt},
    };
    const auto found = kPlain.find(type);
    if (found == kPlain.end())
        return part.unknownType(
            QStringLiteral("BertNormalizer, NFC, NFD, NFKC, NFKD, Lowercase, StripAccents, Strip, "
                           "Replace, Prepend, Nmt, Precompiled, Sequence"));
    if (auto done = part.onlyKeys({"type"}); !done)
        return done.error();
    return found->second();
}

Result<void> addSteps(const JsonPart &part, const TokenizerSettings &settings, Normalizer &into)
{
    if (part.type() != "Sequence") {
        const auto step = readStep(part, settings);
        if (!step)
            return step.error();
        into.add(*step);
        return {};
    }
    const auto steps = part.sequence("normalizers");
    if (!steps)
        return steps.error();
    for (const JsonPart &step : *steps) {
        if (auto done = addSteps(step, settings, into); !done)
            return done;
    }
    return {};
}

} // namespace

Result<Normalizer> readNormalizer(const JsonPart &part, const TokenizerSettings &settings)
{
    Normalizer normalizer;
    if (part.value().is_null())
        return normalizer;
    if (auto done = addSteps(part, settings, normalizer); !done)
        return done.error();
    return normalizer;
}

} // namespace tunedesk
