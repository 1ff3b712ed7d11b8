#include "jobs/model_config_files.h"

#include "engine/checkpoint/pair_model_config.h"
#include "engine/nn/registry.h"
#include "jobs/model_manifest.h"
#include "text/pair_encoding.h"
#include "text/pair_separator.h"

#include <QCoreApplication>
#include <QFile>

#include <nlohmann/json.hpp>

// Q_INIT_RESOURCE must stand outside of every namespace; the linker drops a static library's
// resources that nobody asks for.
static void initPairModel()
{
    Q_INIT_RESOURCE(models);
}

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ModelFiles)
};

using Json = nlohmann::ordered_json;

/// "BertModel", "BertForMaskedLM" → "BertForSequenceClassification"
std::string classifierName(const std::string &architecture)
{
    for (const char *ending :
         {"ForSequenceClassification", "For", "LMHeadModel", "PreTrainedModel", "Model"})
        if (const auto at = architecture.rfind(ending); at != std::string::npos && at > 0)
            return architecture.substr(0, at) + "ForSequenceClassification";
    return architecture;
}

/// Settings in the order in which they stood, and those that came in at the end.
void complete(Json &config, void (*change)(nlohmann::json &config))
{
    nlohmann::json changed = config;
    change(changed);
    for (const auto &[key, value] : changed.items())
        config[key] = value;
}

Result<QByteArray> configOf(const RunSummary &run, const LoadedModel &model, int maxLength)
{
    Json config = Json::parse(model.configJson, nullptr, false);
    if (!config.is_object())
        return Error{ErrorKind::Model, Text::tr("The model's config.json is damaged."),
                     run.modelPath, Text::tr("Copy or download the model folder again.")};
    const ModelManifest manifest = ModelManifest::ofRun(run);
    const bool isRegression = manifest.numLabels() == 1;
    Json names = Json::object(), numbers = Json::object();
    for (int label = 0; label < manifest.numLabels(); ++label) {
        const std::string name = isRegression ? "score" : manifest.labels[label].toStdString();
        names[std::to_string(label)] = name;
        numbers[name] = label;
    }
    config["id2label"] = names;
    config["label2id"] = numbers;
    config.erase("num_labels"); // transformers counts id2label; both would only be able to disagree
    config["problem_type"] = isRegression ? "regression" : "single_label_classification";
    if (config.contains("architectures") && config["architectures"].is_array() &&
        !config["architectures"].empty() && config["architectures"][0].is_string())
        config["architectures"] = {classifierName(config["architectures"][0].get<std::string>())};
    for (const char *dtype :
         {"torch_dtype", "dtype"}) // the weights are written as they were trained
        if (config.contains(dtype))
            config[dtype] = "float32";
    if (const auto family = familyOf(config.value("model_type", std::string()));
        family && (*family)->completeConfig)
        complete(config, (*family)->completeConfig);
    putPairModelConfig(config, {.head = model.network->headKind(),
                                .textPrefix = model.textPrefix,
                                .maxLength = maxLength,
                                .truncation = truncationName(manifest.truncation)});
    return QByteArray::fromStdString(config.dump(2) + "\n");
}

/// tokenizer_config.json with what transformers must know beside it; empty where it needs nothing.
QByteArray tokenizerConfig(const QByteArray &given, const LoadedModel &model,
                           const Tokenizer &tokenizer)
{
    Json settings = Json::parse(given.toStdString(), nullptr, false);
    if (!settings.is_object())
        settings = Json::object();
    const Json before = settings;
    const Json config = Json::parse(model.configJson, nullptr, false);
    const auto family = familyOf(config.value("model_type", std::string()));
    if (family && !(*family)->tokenizerInputs.empty())
        settings["model_input_names"] = (*family)->tokenizerInputs;
    if (family && (*family)->findsPaddingById)
        settings["pad_token"] = tokenizer.token(model.network->padding(tokenizer.padId()).id);
    // transformers goes by the type of the model otherwise, which a head of ours changes.
    static const std::map<std::string, const char *> classes{
        {"bert", "BertTokenizer"},       {"roberta", "RobertaTokenizer"},
        {"distilbert", "BertTokenizer"}, {"xlm-roberta", "XLMRobertaTokenizer"},
        {"electra", "BertTokenizer"},    {"camembert", "CamembertTokenizer"},
        {"albert", "AlbertTokenizer"},   {"gpt2", "GPT2Tokenizer"},
        {"xlnet", "XLNetTokenizer"},
    };
    const auto named = family ? classes.find((*family)->modelType) : classes.end();
    if (model.network->headKind() != HeadKind::Sequence && named != classes.end() &&
        !settings.contains("tokenizer_class"))
        settings["tokenizer_class"] = named->second;
    return settings == before ? QByteArray() : QByteArray::fromStdString(settings.dump(2) + "\n");
}
} // namespace

Result<std::map<QString, QByteArray>> modelFiles(const RunSummary &run, const LoadedModel &model,
                                                 const Tokenizer &tokenizer, int maxLength)
{
    std::map<QString, QByteArray> files;
    for (const QString &name : tokenizer.files()) {
        QFile file(run.modelPath + QLatin1Char('/') + name);
        if (!file.open(QIODevice::ReadOnly))
            return Error{ErrorKind::File, Text::tr("A file of the model can't be read."),
                         file.fileName(), Text::tr("Copy or download the model folder again."),
                         file.errorString()};
        files[name] = file.readAll();
    }
    const auto separated = separatedTokenizerJson(run.modelPath);
    if (!separated)
        return separated.error();
    if (*separated)
        files[QStringLiteral("tokenizer.json")] = **separated;
    const QString settings = QStringLiteral("tokenizer_config.json");
    const auto given = files.find(settings);
    if (const QByteArray completed =
            tokenizerConfig(given == files.end() ? QByteArray() : given->second, model, tokenizer);
        !completed.isEmpty())
        files[settings] = completed;
    auto config = configOf(run, model, maxLength);
    if (!config)
        return config.error();
    files[QStringLiteral("config.json")] = *config;
    ModelManifest manifest = ModelManifest::ofRun(run);
    manifest.maxLength = maxLength;
    manifest.head = headKindName(model.network->headKind());
    if (model.network->headKind() != HeadKind::Sequence) {
        initPairModel();
        QFile reader(QStringLiteral(":/export/") + QLatin1String(kPairModelFile));
        if (!reader.open(QIODevice::ReadOnly))
            return Error{ErrorKind::File, Text::tr("A file of the program is missing."),
                         reader.fileName(), Text::tr("Build or install the program again.")};
        files[QLatin1String(kPairModelFile)] = reader.readAll();
    }
    files[QStringLiteral("tunedesk.json")] = manifestJson(manifest);
    return files;
}

} // namespace tunedesk
