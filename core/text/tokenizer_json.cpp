#include "text/tokenizer_json.h"

#include "text/strict_json.h"

#include <QCoreApplication>

#include <string>

namespace tunedesk
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(TokenizerJson)
};

Result<AddedToken> readAddedToken(const JsonPart &part)
{
    if (auto done = part.onlyKeys(
            {"id", "content", "single_word", "lstrip", "rstrip", "normalized", "special"});
        !done)
        return done.error();
    const auto content = part.text("content");
    if (!content || content->empty() || !part.has("id"))
        return part.damaged();
    const auto id = part.member("id").number(kMaxTokenId);
    if (!id)
        return id.error();
    const auto special = part.flag("special", false);
    const auto single = part.flag("single_word", false);
    const auto left = part.flag("lstrip", false);
    const auto right = part.flag("rstrip", false);
    const auto normalized = part.flag("normalized", !special.value_or(false));
    for (const auto *read : {&special, &single, &left, &right, &normalized}) {
        if (!*read)
            return read->error();
    }
    return AddedToken{.id = *id,
                      .content = *content,
                      .singleWord = *single,
                      .lstrip = *left,
                      .rstrip = *right,
                      .normalized = *normalized};
}

/// @param ids those of the vocabulary; the added ones come in
Result<std::vector<AddedToken>> readAddedTokens(const JsonPart &part, const Vocabulary &vocabulary,
                                                std::unordered_set<int> &ids)
{
    std::vector<AddedToken> tokens;
    if (part.value().is_null())
        return tokens;
    if (!part.value().is_array())
        return part.damaged();
    std::unordered_set<std::string> seen;
    for (std::size_t index = 0; index < part.value().size(); ++index) {
        const JsonPart item = part.at(index);
        auto token = readAddedToken(item);
        if (!token)
            return token.error();
        if (!seen.insert(token->content).second)
            return item.damaged();
        const auto known = vocabulary.find(token->content);
        const bool isOther =
            known != vocabulary.end() ? known->second != token->id : !ids.insert(token->id).second;
        if (isOther)
            return item.refused(Text::tr("The number of the added token “%1” doesn't agree with "
                                         "the vocabulary.")
                                    .arg(QString::fromStdString(token->content)));
        tokens.push_back(std::move(*token));
    }
    return tokens;
}

int idOf(const std::string &content, const TokenizerParts &parts, int fallback)
{
    if (const auto found = parts.vocabulary.find(content); found != parts.vocabulary.end())
        return found->second;
    for (const AddedToken &token : parts.added) {
        if (token.content == content)
            return token.id;
    }
    return fallback;
}

/// What the file says of padding and truncation counts where tokenizer_config.json is silent.
Result<void> choosePadding(const JsonPart &root, const TokenizerSettings &settings,
                           TokenizerParts &parts)
{
    const JsonPart padding = root.member("padding");
    const JsonPart truncation = root.member("truncation");
    const auto side = padding.text("direction", "Right");
    const auto cut = truncation.text("direction", "Right");
    const auto token = padding.text("pad_token", "[PAD]");
    if (!side || !cut)
        return !side ? side.error() : cut.error();
    if (!token)
        return token.error();
    int typeId = 0;
    if (padding.has("pad_type_id")) {
        const auto given = padding.member("pad_type_id").number(1000);
        if (!given)
            return given.error();
        typeId = *given;
    }
    parts.padding = {.id = idOf(settings.name(SpecialToken::Padding, token->c_str()), parts, 0),
                     .typeId = settings.padTypeId.value_or(typeId),
                     .isLeft = settings.padsLeft.value_or(*side == "Left")};
    parts.cutsFromLeft = settings.cutsFromLeft.value_or(*cut == "Left");
    return {};
}

Result<TokenizerParts> readParts(const JsonPart &root, const TokenizerSettings &settings)
{
    // The decoder doesn't change ids.
    if (auto done = root.onlyKeys({"version", "truncation", "padding", "added_tokens", "normalizer",
                                   "pre_tokenizer", "post_processor", "decoder", "model"});
        !done)
        return done.error();
    const JsonPart version = root.member("version");
    if (!version.value().is_null() && version.value() != "1.0")
        return version.refused(
            Text::tr("The tokenizer's file has a form that this version doesn't know."));
    auto preTokenizer = readPreTokenizer(root.member("pre_tokenizer"), settings);
    if (!preTokenizer)
        return preTokenizer.error();
    auto model = readModel(root.member("model"), preTokenizer->isByteLevel);
    if (!model)
        return model.error();
    auto normalizer = readNormalizer(root.member("normalizer"), settings);
    if (!normalizer)
        return normalizer.error();
    auto added = readAddedTokens(root.member("added_tokens"), model->vocabulary, model->ids);
    if (!added)
        return added.error();
    auto processor = readPostProcessor(root.member("post_processor"), model->ids);
    if (!processor)
        return processor.error();

    TokenizerParts parts{.vocabulary = std::move(model->vocabulary),
                         .added = std::move(*added),
                         .normalizer = std::move(*normalizer),
                         .preTokenizer = std::move(preTokenizer->steps),
                         .model = std::move(model->model),
                         .single = std::move(processor->single),
                         .pair = std::move(processor->pair),
                         .trimming = processor->trimming,
                         .padding = {}};
    if (auto done = choosePadding(root, settings, parts); !done)
        return done.error();
    return parts;
}

} // namespace

Result<TokenizerParts> readTokenizerJson(const QString &path, const TokenizerSettings &settings)
{
    const auto text = readTokenizerFile(path);
    if (!text)
        return text.error();
    const auto root = parseStrictJson(*text, path);
    if (!root)
        return root.error();
    return readParts(JsonPart(*root, path), settings);
}

} // namespace tunedesk
