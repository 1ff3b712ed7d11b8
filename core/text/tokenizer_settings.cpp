#include "text/strict_json.h"
#include "text/tokenizer_parts.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <array>

namespace tunedesk
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(TokenizerSettings)
};

using Json = nlohmann::json;

constexpr qint64 kMaxFileBytes = 64 * 1024 * 1024;

Error wrongValue(const QString &file, const std::string &key)
{
    return {ErrorKind::Model, Text::tr("A setting of the tokenizer has a value of the wrong kind."),
            QStringLiteral("%1, %2").arg(file, QString::fromStdString(key)),
            Text::tr("Get the file again from where the model came from.")};
}

bool isText(const Json &value)
{
    return value.is_string() && !value.get_ref<const std::string &>().empty();
}

/// A name alone, or an object with the token's ways.
Result<AddedToken> tokenOf(const Json &value, const QString &file, const std::string &key)
{
    AddedToken token;
    if (isText(value)) {
        token.content = value.get<std::string>();
        return token;
    }
    if (!value.is_object() || !value.contains("content") || !isText(value["content"]))
        return wrongValue(file, key);
    token.content = value["content"].get<std::string>();
    const std::array<std::pair<const char *, bool *>, 4> flags{{{"single_word", &token.singleWord},
                                                                {"lstrip", &token.lstrip},
                                                                {"rstrip", &token.rstrip},
                                                                {"normalized", &token.normalized}}};
    for (const auto &[name, flag] : flags) {
        if (!value.contains(name))
            continue;
        if (!value[name].is_boolean())
            return wrongValue(file, key + "." + name);
        *flag = value[name].get<bool>();
    }
    if (value.value("special", false)) // special tokens are always looked for as they are written
        token.normalized = false;
    return token;
}

Result<void> readSwitch(const Json &config, const char *key, const QString &file,
                        std::optional<bool> &into)
{
    if (!config.contains(key) || config[key].is_null())
        return {};
    if (!config[key].is_boolean())
        return wrongValue(file, key);
    into = config[key].get<bool>();
    return {};
}

// Both files name the tokens under the same keys.
Result<void> readSpecialTokens(const Json &config, const QString &file, TokenizerSettings &settings)
{
    static constexpr std::array kKeys{"unk_token",  "sep_token", "pad_token", "cls_token",
                                      "mask_token", "bos_token", "eos_token"};
    static_assert(kKeys.size() == kSpecialTokens);
    for (std::size_t at = 0; at < kKeys.size(); ++at) {
        if (!config.contains(kKeys[at]) || config[kKeys[at]].is_null())
            continue;
        auto token = tokenOf(config[kKeys[at]], file, kKeys[at]);
        if (!token)
            return token.error();
        token->normalized = false;
        settings.special[at] = *token;
    }
    if (!config.contains("additional_special_tokens"))
        return {};
    const Json &more = config["additional_special_tokens"];
    if (more.is_null())
        return {};
    if (!more.is_array())
        return wrongValue(file, "additional_special_tokens");
    for (const Json &value : more) {
        auto token = tokenOf(value, file, "additional_special_tokens");
        if (!token)
            return token.error();
        token->normalized = false;
        token->id = -1;
        settings.more.push_back(*token);
    }
    return {};
}

Result<void> readDecoder(const Json &config, const QString &file, TokenizerSettings &settings)
{
    static constexpr char kKey[] = "added_tokens_decoder";
    if (!config.contains(kKey) || config[kKey].is_null())
        return {};
    if (!config[kKey].is_object())
        return wrongValue(file, kKey);
    for (const auto &[key, value] : config[kKey].items()) {
        bool isNumber = false;
        const int id = QString::fromStdString(key).toInt(&isNumber);
        auto token = tokenOf(value, file, std::string(kKey) + "." + key);
        if (!token)
            return token.error();
        if (!isNumber || id < 0)
            return wrongValue(file, std::string(kKey) + "." + key);
        token->id = id;
        settings.more.push_back(*token);
    }
    return {};
}

Result<void> readClass(const Json &config, const QString &file, TokenizerSettings &settings)
{
    if (!config.contains("tokenizer_class") || config["tokenizer_class"].is_null())
        return {};
    if (!config["tokenizer_class"].is_string())
        return wrongValue(file, "tokenizer_class");
    settings.tokenizerClass = config["tokenizer_class"].get<std::string>();
    if (settings.tokenizerClass.ends_with("Fast"))
        settings.tokenizerClass.resize(settings.tokenizerClass.size() - 4);
    settings.classPlace = QStringLiteral("%1, tokenizer_class").arg(file);
    return {};
}

Result<void> readSide(const Json &config, const char *key, const QString &file,
                      std::optional<bool> &isLeft)
{
    if (!config.contains(key) || config[key].is_null())
        return {};
    if (config[key] != "left" && config[key] != "right")
        return wrongValue(file, key);
    isLeft = config[key] == "left";
    return {};
}

Result<void> readPadTypeId(const Json &config, const QString &file, TokenizerSettings &settings)
{
    static constexpr char kKey[] = "pad_token_type_id";
    if (!config.contains(kKey) || config[kKey].is_null())
        return {};
    if (!config[kKey].is_number_integer() || config[kKey] < 0 || config[kKey] > 1000)
        return wrongValue(file, kKey);
    settings.padTypeId = config[kKey].get<int>();
    return {};
}

} // namespace

Result<std::string> readTokenizerFile(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::File, Text::tr("The tokenizer's file could not be read."), path,
                     Text::tr("Check that the file is there and may be read."), file.errorString()};
    if (file.size() > kMaxFileBytes)
        return Error{
            ErrorKind::Model,
            Text::tr("The tokenizer's file is larger than %1 MiB.").arg(kMaxFileBytes >> 20), path,
            Text::tr("Get the file again from where the model came from.")};
    // QIODevice::read sets aside all that it is asked for: the limit would be 64 MiB for each small
    // file.
    const QByteArray bytes = file.read(file.size() + 1);
    if (bytes.size() != file.size())
        return Error{ErrorKind::File, Text::tr("The tokenizer's file could not be read."), path,
                     Text::tr("Check that the file is there and may be read."), file.errorString()};
    return bytes.toStdString();
}

Error unknownTokenizerClass(const TokenizerSettings &settings)
{
    return {
        ErrorKind::Model,
        Text::tr("The model's tokenizer is a “%1”, which this version doesn't know.")
            .arg(QString::fromStdString(settings.tokenizerClass)),
        settings.classPlace,
        Text::tr("Use a model with a tokenizer of BERT, GPT-2, RoBERTa, XLM-R or XLNet, or save "
                 "it again so that the folder holds tokenizer.json.")};
}

Result<TokenizerSettings> readTokenizerSettings(const QString &folder)
{
    TokenizerSettings settings;
    const QDir directory(folder);
    for (const QString &name :
         {QStringLiteral("special_tokens_map.json"), QStringLiteral("tokenizer_config.json")}) {
        const QString path = directory.filePath(name);
        if (!QFileInfo::exists(path))
            continue;
        const auto text = readTokenizerFile(path);
        if (!text)
            return text.error();
        const auto config = parseStrictJson(*text, path);
        if (!config)
            return config.error();
        if (!config->is_object())
            return wrongValue(path, "{}");
        if (auto done = readSpecialTokens(*config, path, settings); !done)
            return done.error();
        if (name != QLatin1String("tokenizer_config.json"))
            continue;
        for (const auto &done :
             {readClass(*config, path, settings), readDecoder(*config, path, settings),
              readSide(*config, "padding_side", path, settings.padsLeft),
              readSide(*config, "truncation_side", path, settings.cutsFromLeft),
              readPadTypeId(*config, path, settings)}) {
            if (!done)
                return done.error();
        }
        const std::array<std::pair<const char *, std::optional<bool> *>, 8> switches{
            {{"do_lower_case", &settings.lowercase},
             {"tokenize_chinese_chars", &settings.handleChineseChars},
             {"strip_accents", &settings.stripAccents},
             {"keep_accents", &settings.keepAccents},
             {"add_prefix_space", &settings.addPrefixSpace},
             {"trim_offsets", &settings.trimOffsets},
             {"add_bos_token", &settings.addBegin},
             {"add_eos_token", &settings.addEnd}}};
        for (const auto &[key, into] : switches) {
            if (auto done = readSwitch(*config, key, path, *into); !done)
                return done.error();
        }
    }
    return settings;
}

} // namespace tunedesk
