#include "text/strict_json.h"
#include "text/tokenizer_parts.h"

#include <QCoreApplication>

#include <algorithm>
#include <initializer_list>
#include <limits>
#include <unordered_set>

namespace tunedesk
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(TokenizerJson)
};

using Json = nlohmann::json;

constexpr int kMaxId = 2'000'000; // a table of all ids is kept

/// Reads one tokenizer.json; the first thing that it can't take becomes the error.
class TokenizerJsonReader
{
public:
    TokenizerJsonReader(const Json &root, QString path) : m_root(root), m_path(std::move(path)) {}
    Result<TokenizerParts> read(const TokenizerSettings &settings);

private:
    using Done = Result<void>;
    Done readModel();
    Done readVocabulary(const Json &vocabulary);
    Done readNormalizer(const TokenizerSettings &settings);
    Done readPreTokenizer();
    Done readAddedTokens();
    Done readPostProcessor();
    Done readBertProcessing(const Json &processor);
    Done readTemplate(const Json &processor, const char *key,
                      std::vector<PostProcessor::Piece> &into);
    Done checkTemplate(const char *key, const std::vector<PostProcessor::Piece> &pieces,
                       bool isPair);
    Result<std::vector<int>> specialIds(const Json &processor, const std::string &name,
                                        const std::string &place);
    void choosePadding(const TokenizerSettings &settings);

    Error refused(const std::string &place, const QString &what) const;
    Error damaged(const std::string &place) const;
    Done onlyKeys(const Json &object, const std::string &place,
                  std::initializer_list<const char *> allowed) const;
    Done typeIs(const Json &part, const std::string &place, const char *wanted) const;
    Result<bool> flag(const Json &object, const char *key, const std::string &place,
                      bool fallback) const;
    Result<int> number(const Json &value, const std::string &place, int most) const;

    const Json &m_root;
    QString m_path;
    TokenizerParts m_parts;
    std::unordered_set<int> m_ids; ///< of the vocabulary and the added tokens
};

Error TokenizerJsonReader::refused(const std::string &place, const QString &what) const
{
    return {ErrorKind::Model, what,
            QStringLiteral("%1, %2").arg(m_path, QString::fromStdString(place)),
            Text::tr("Use a model with a BERT tokenizer (WordPiece).")};
}

Error TokenizerJsonReader::damaged(const std::string &place) const
{
    return {ErrorKind::Model, Text::tr("A part of the tokenizer is missing or damaged."),
            QStringLiteral("%1, %2").arg(m_path, QString::fromStdString(place)),
            Text::tr("Get the file again from where the model came from.")};
}

Result<void> TokenizerJsonReader::onlyKeys(const Json &object, const std::string &place,
                                           std::initializer_list<const char *> allowed) const
{
    if (!object.is_object())
        return damaged(place);
    for (const auto &[key, value] : object.items()) {
        if (std::none_of(allowed.begin(), allowed.end(), [&](const char *it) { return key == it; }))
            return refused(place.empty() ? key : place + "." + key,
                           Text::tr("The tokenizer has a setting “%1”, which this version doesn't "
                                    "know.")
                               .arg(QString::fromStdString(key)));
    }
    return {};
}

Result<void> TokenizerJsonReader::typeIs(const Json &part, const std::string &place,
                                         const char *wanted) const
{
    const bool hasType = part.is_object() && part.contains("type") && part["type"].is_string();
    if (hasType && part["type"] == wanted)
        return {};
    const QString found = hasType ? QString::fromStdString(part["type"].get<std::string>())
                                  : QString::fromLatin1(part.type_name());
    return refused(place,
                   Text::tr("The tokenizer needs “%1” here, which this version doesn't know; "
                            "it knows “%2”.")
                       .arg(found, QString::fromLatin1(wanted)));
}

Result<bool> TokenizerJsonReader::flag(const Json &object, const char *key,
                                       const std::string &place, bool fallback) const
{
    if (!object.contains(key))
        return fallback;
    if (!object[key].is_boolean())
        return damaged(place + "." + key);
    return object[key].get<bool>();
}

Result<int> TokenizerJsonReader::number(const Json &value, const std::string &place, int most) const
{
    if (!value.is_number_integer() || value < 0 || value > most)
        return damaged(place);
    return value.get<int>();
}

Result<void> TokenizerJsonReader::readModel()
{
    if (!m_root.contains("model") || !m_root["model"].is_object())
        return damaged("model");
    const Json &model = m_root["model"];
    // Older files give the model without its type; only WordPiece has these two settings.
    const bool isOldWordPiece = !model.contains("type") && !model.contains("merges") &&
                                model.contains("continuing_subword_prefix") &&
                                model.contains("max_input_chars_per_word");
    if (!isOldWordPiece) {
        if (auto done = typeIs(model, "model.type", "WordPiece"); !done)
            return done;
    }
    if (auto done = onlyKeys(model, "model",
                             {"type", "unk_token", "continuing_subword_prefix",
                              "max_input_chars_per_word", "vocab"});
        !done)
        return done;
    for (const auto &[key, into] :
         {std::pair{"unk_token", &m_parts.model.unknownToken},
          std::pair{"continuing_subword_prefix", &m_parts.model.continuingPrefix}}) {
        if (!model.contains(key) || !model[key].is_string())
            return damaged(std::string("model.") + key);
        *into = model[key].get<std::string>();
    }
    if (!model.contains("max_input_chars_per_word"))
        return damaged("model.max_input_chars_per_word");
    const auto most = number(model["max_input_chars_per_word"], "model.max_input_chars_per_word",
                             std::numeric_limits<int>::max());
    if (!most)
        return most.error();
    m_parts.model.maxCharsPerWord = *most;
    if (!model.contains("vocab") || !model["vocab"].is_object())
        return damaged("model.vocab");
    return readVocabulary(model["vocab"]);
}

Result<void> TokenizerJsonReader::readVocabulary(const Json &vocabulary)
{
    m_parts.vocabulary.reserve(vocabulary.size());
    for (const auto &[token, value] : vocabulary.items()) {
        const std::string place = "model.vocab, “" + token + "”";
        const auto id = number(value, place, kMaxId);
        if (!id)
            return id.error();
        if (!m_ids.insert(*id).second)
            return Error{ErrorKind::Model,
                         Text::tr("Two tokens of the vocabulary have the number %1.").arg(*id),
                         QStringLiteral("%1, %2").arg(m_path, QString::fromStdString(place)),
                         Text::tr("Get the file again from where the model came from.")};
        if (!token.empty())
            m_parts.vocabulary.emplace(token, *id);
    }
    if (!m_parts.vocabulary.contains(m_parts.model.unknownToken))
        return Error{ErrorKind::Model,
                     Text::tr("The vocabulary lacks the special token “%1”.")
                         .arg(QString::fromStdString(m_parts.model.unknownToken)),
                     QStringLiteral("%1, model.vocab").arg(m_path),
                     Text::tr("Get the file again from where the model came from.")};
    return {};
}

Result<void> TokenizerJsonReader::readNormalizer(const TokenizerSettings &settings)
{
    const Json normalizer = m_root.value("normalizer", Json());
    if (auto done = typeIs(normalizer, "normalizer", "BertNormalizer"); !done)
        return done;
    if (auto done =
            onlyKeys(normalizer, "normalizer",
                     {"type", "clean_text", "handle_chinese_chars", "strip_accents", "lowercase"});
        !done)
        return done;
    const auto clean = flag(normalizer, "clean_text", "normalizer", true);
    const auto chinese = flag(normalizer, "handle_chinese_chars", "normalizer", true);
    const auto lower = flag(normalizer, "lowercase", "normalizer", true);
    for (const auto *read : {&clean, &chinese, &lower}) {
        if (!*read)
            return read->error();
    }
    // tokenizer_config.json's own word counts where it has one, as in transformers.
    const bool lowercase = settings.lowercase.value_or(*lower);
    std::optional<bool> strip = settings.stripAccents;
    if (!strip && normalizer.contains("strip_accents") && !normalizer["strip_accents"].is_null()) {
        const auto own = flag(normalizer, "strip_accents", "normalizer", true);
        if (!own)
            return own.error();
        strip = *own;
    }
    m_parts.normalizer = {.cleanText = *clean,
                          .handleChineseChars = settings.handleChineseChars.value_or(*chinese),
                          .stripAccents = strip.value_or(lowercase),
                          .lowercase = lowercase};
    return {};
}

Result<void> TokenizerJsonReader::readPreTokenizer()
{
    const Json splitter = m_root.value("pre_tokenizer", Json());
    if (auto done = typeIs(splitter, "pre_tokenizer", "BertPreTokenizer"); !done)
        return done;
    return onlyKeys(splitter, "pre_tokenizer", {"type"});
}

Result<void> TokenizerJsonReader::readAddedTokens()
{
    const Json tokens = m_root.value("added_tokens", Json::array());
    if (!tokens.is_array())
        return damaged("added_tokens");
    std::unordered_set<std::string> seen;
    for (std::size_t index = 0; index < tokens.size(); ++index) {
        const Json &value = tokens[index];
        const std::string place = "added_tokens[" + std::to_string(index) + "]";
        if (auto done = onlyKeys(
                value, place,
                {"id", "content", "single_word", "lstrip", "rstrip", "normalized", "special"});
            !done)
            return done;
        if (!value.contains("content") || !value["content"].is_string() || !value.contains("id"))
            return damaged(place);
        AddedToken token;
        token.content = value["content"].get<std::string>();
        const auto id = number(value["id"], place + ".id", kMaxId);
        if (!id)
            return id.error();
        token.id = *id;
        const auto special = flag(value, "special", place, false);
        const auto single = flag(value, "single_word", place, false);
        const auto left = flag(value, "lstrip", place, false);
        const auto right = flag(value, "rstrip", place, false);
        const auto normalized = flag(value, "normalized", place, !special.value_or(false));
        for (const auto *read : {&special, &single, &left, &right, &normalized}) {
            if (!*read)
                return read->error();
        }
        token.singleWord = *single;
        token.lstrip = *left;
        token.rstrip = *right;
        token.normalized = *normalized;
        if (token.content.empty() || !seen.insert(token.content).second)
            return damaged(place);
        const auto inVocabulary = m_parts.vocabulary.find(token.content);
        const bool isOther = inVocabulary != m_parts.vocabulary.end()
                                 ? inVocabulary->second != token.id
                                 : !m_ids.insert(token.id).second;
        if (isOther)
            return refused(place, Text::tr("The number of the added token “%1” doesn't agree with "
                                           "the vocabulary.")
                                      .arg(QString::fromStdString(token.content)));
        m_parts.added.push_back(token);
    }
    return {};
}

Result<void> TokenizerJsonReader::readPostProcessor()
{
    const Json processor = m_root.value("post_processor", Json());
    if (processor.is_object() && processor.value("type", Json()) == "BertProcessing")
        return readBertProcessing(processor);
    if (auto done = typeIs(processor, "post_processor", "TemplateProcessing"); !done)
        return done;
    if (auto done =
            onlyKeys(processor, "post_processor", {"type", "single", "pair", "special_tokens"});
        !done)
        return done;
    if (auto done = readTemplate(processor, "single", m_parts.single); !done)
        return done;
    if (auto done = checkTemplate("single", m_parts.single, false); !done)
        return done;
    if (auto done = readTemplate(processor, "pair", m_parts.pair); !done)
        return done;
    return checkTemplate("pair", m_parts.pair, true);
}

Result<void> TokenizerJsonReader::readBertProcessing(const Json &processor)
{
    if (auto done = onlyKeys(processor, "post_processor", {"type", "sep", "cls"}); !done)
        return done;
    std::vector<int> ids[2];
    int at = 0;
    for (const char *key : {"sep", "cls"}) {
        const std::string place = std::string("post_processor.") + key;
        if (!processor.contains(key) || !processor[key].is_array() || processor[key].size() != 2)
            return damaged(place);
        const auto id = number(processor[key][1], place, kMaxId);
        if (!id)
            return id.error();
        if (!m_ids.contains(*id))
            return damaged(place);
        ids[at++] = {*id};
    }
    using Part = PostProcessor::Part;
    m_parts.single = {{Part::Special, ids[1], 0}, {Part::First, {}, 0}, {Part::Special, ids[0], 0}};
    m_parts.pair = m_parts.single;
    m_parts.pair.push_back({Part::Second, {}, 1});
    m_parts.pair.push_back({Part::Special, ids[0], 1});
    return {};
}

Result<std::vector<int>> TokenizerJsonReader::specialIds(const Json &processor,
                                                         const std::string &name,
                                                         const std::string &place)
{
    static const Json none = Json::object();
    const Json &tokens = processor.contains("special_tokens") ? processor["special_tokens"] : none;
    if (!tokens.is_object() || !tokens.contains(name) || !tokens[name].is_object() ||
        !tokens[name].contains("ids") || !tokens[name]["ids"].is_array())
        return damaged(place);
    std::vector<int> ids;
    for (const Json &value : tokens[name]["ids"]) {
        const auto id = number(value, place, kMaxId);
        if (!id)
            return id.error();
        if (!m_ids.contains(*id))
            return damaged(place);
        ids.push_back(*id);
    }
    return ids;
}

Result<void> TokenizerJsonReader::readTemplate(const Json &processor, const char *key,
                                               std::vector<PostProcessor::Piece> &into)
{
    const std::string place = std::string("post_processor.") + key;
    if (!processor.contains(key) || !processor[key].is_array())
        return damaged(place);
    for (const Json &item : processor[key]) {
        if (!item.is_object() || item.size() != 1)
            return damaged(place);
        const std::string kind = item.begin().key();
        const Json &value = item.begin().value();
        if (auto done = onlyKeys(value, place, {"id", "type_id"}); !done)
            return done;
        if (!value.contains("id") || !value["id"].is_string() || !value.contains("type_id"))
            return damaged(place);
        const auto typeId = number(value["type_id"], place, 1000);
        if (!typeId)
            return typeId.error();
        const auto name = value["id"].get<std::string>();
        PostProcessor::Piece piece{.typeId = *typeId};
        if (kind == "SpecialToken") {
            const auto ids = specialIds(processor, name, place + ", “" + name + "”");
            if (!ids)
                return ids.error();
            piece.ids = *ids;
        } else if (kind == "Sequence" && (name == "A" || name == "B")) {
            piece.part = name == "A" ? PostProcessor::Part::First : PostProcessor::Part::Second;
        } else {
            return damaged(place);
        }
        into.push_back(piece);
    }
    return {};
}

Result<void> TokenizerJsonReader::checkTemplate(const char *key,
                                                const std::vector<PostProcessor::Piece> &pieces,
                                                bool isPair)
{
    const auto count = [&](PostProcessor::Part part) {
        return std::count_if(pieces.begin(), pieces.end(),
                             [&](const auto &piece) { return piece.part == part; });
    };
    if (count(PostProcessor::Part::First) == 1 &&
        count(PostProcessor::Part::Second) == (isPair ? 1 : 0))
        return {};
    return refused(std::string("post_processor.") + key,
                   Text::tr("The tokenizer doesn't take each text once."));
}

void TokenizerJsonReader::choosePadding(const TokenizerSettings &settings)
{
    const std::string &name = settings.special[2].content;
    if (const auto found = m_parts.vocabulary.find(name); found != m_parts.vocabulary.end()) {
        m_parts.padId = found->second;
        return;
    }
    for (const AddedToken &token : m_parts.added) {
        if (token.content == name)
            m_parts.padId = token.id;
    }
}

Result<TokenizerParts> TokenizerJsonReader::read(const TokenizerSettings &settings)
{
    // Length and padding are asked for with each call, and the decoder doesn't change ids.
    Done done = onlyKeys(m_root, "",
                         {"version", "truncation", "padding", "added_tokens", "normalizer",
                          "pre_tokenizer", "post_processor", "decoder", "model"});
    if (done && m_root.value("version", Json("1.0")) != "1.0")
        done = refused("version", Text::tr("The tokenizer's file has a form that this version "
                                           "doesn't know."));
    if (done)
        done = readModel();
    if (done)
        done = readNormalizer(settings);
    if (done)
        done = readPreTokenizer();
    if (done)
        done = readAddedTokens();
    if (done)
        done = readPostProcessor();
    if (!done)
        return done.error();
    choosePadding(settings);
    return std::move(m_parts);
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
    return TokenizerJsonReader(*root, path).read(settings);
}

} // namespace tunedesk
