#include "engine/checkpoint/pair_model_config.h"

#include "engine/checkpoint/model_config.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairModelConfig)
};

constexpr char kEncoderType[] = "encoder_type";
constexpr char kHead[] = "head";
constexpr char kTextPrefix[] = "text_prefix";
constexpr char kMaxLength[] = "max_pair_length";
constexpr char kTruncation[] = "pair_truncation";
constexpr char kAutoMap[] = "auto_map";

std::string textOf(const nlohmann::json &config, const char *key)
{
    const auto found = config.find(key);
    return found != config.end() && found->is_string() ? found->get<std::string>() : std::string();
}
} // namespace

QString headKindName(HeadKind head)
{
    return head == HeadKind::Sequence   ? QStringLiteral("sequence")
           : head == HeadKind::Segments ? QStringLiteral("segments")
                                        : QStringLiteral("features");
}

std::optional<HeadKind> headKindNamed(const QString &name)
{
    for (const HeadKind head : {HeadKind::Sequence, HeadKind::Segments, HeadKind::Features})
        if (name == headKindName(head))
            return head;
    return std::nullopt;
}

Result<PairModelConfig> takePairModelConfig(nlohmann::json &config)
{
    if (textOf(config, "model_type") != kPairModelType)
        return PairModelConfig{};
    const auto head = headKindNamed(QString::fromStdString(textOf(config, kHead)));
    if (!head || *head == HeadKind::Sequence)
        return Error{ErrorKind::Unsupported,
                     Text::tr("The model reads pairs in a way that this version doesn't know."),
                     QStringLiteral("config.json, head"), Text::tr("Update this program.")};
    PairModelConfig pair{.head = *head,
                         .textPrefix = QString::fromStdString(textOf(config, kTextPrefix))};
    config["model_type"] = textOf(config, kEncoderType);
    if (const auto length = config.find(kMaxLength);
        length != config.end() && length->is_number_integer())
        pair.maxLength = length->get<int>();
    if (const std::string truncation = textOf(config, kTruncation); !truncation.empty())
        pair.truncation = QString::fromStdString(truncation);
    for (const char *key : {kEncoderType, kHead, kTextPrefix, kMaxLength, kTruncation, kAutoMap})
        config.erase(key);
    return pair;
}

void putPairModelConfig(nlohmann::ordered_json &config, const PairModelConfig &pair)
{
    if (pair.head == HeadKind::Sequence)
        return;
    config[kEncoderType] = config.value("model_type", std::string());
    config["model_type"] = kPairModelType;
    config["architectures"] = {"PairClassifier"};
    config[kHead] = headKindName(pair.head).toStdString();
    config[kTextPrefix] = pair.textPrefix.toStdString();
    config[kMaxLength] = pair.maxLength;
    config[kTruncation] = pair.truncation.toStdString();
    config[kAutoMap] = {{"AutoConfig", "modeling_tunedesk.PairConfig"},
                        {"AutoModelForSequenceClassification", "modeling_tunedesk.PairClassifier"}};
}

QString textPrefixOf(const QString &folder)
{
    const QString prompts = folder + QStringLiteral("/config_sentence_transformers.json");
    if (QFileInfo::exists(prompts)) {
        const auto file = readModelConfig(prompts);
        const nlohmann::json texts = file && file->json.contains("prompts")
                                         ? file->json["prompts"]
                                         : nlohmann::json::object();
        std::string name = file ? textOf(file->json, "default_prompt_name") : std::string();
        if (name.empty())
            name = "query";
        if (texts.is_object())
            if (const std::string prompt = textOf(texts, name.c_str()); !prompt.empty())
                return QString::fromStdString(prompt);
    }
    static const QRegularExpression e5(QStringLiteral("(^|[-_])e5([-_]|$)"),
                                       QRegularExpression::CaseInsensitiveOption);
    return e5.match(QDir(folder).dirName()).hasMatch() ? QStringLiteral("query: ") : QString();
}

} // namespace tunedesk
