#include "jobs/model_config_files.h"

#include "jobs/model_manifest.h"

#include <QCoreApplication>
#include <QFile>

#include <nlohmann/json.hpp>

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

Result<QByteArray> configOf(const RunSummary &run, const std::string &configJson)
{
    Json config = Json::parse(configJson, nullptr, false);
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
    return QByteArray::fromStdString(config.dump(2) + "\n");
}
} // namespace

Result<std::map<QString, QByteArray>> modelFiles(const RunSummary &run,
                                                 const std::string &configJson,
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
    auto config = configOf(run, configJson);
    if (!config)
        return config.error();
    files[QStringLiteral("config.json")] = *config;
    ModelManifest manifest = ModelManifest::ofRun(run);
    manifest.maxLength = maxLength;
    files[QStringLiteral("tunedesk.json")] = manifestJson(manifest);
    return files;
}

} // namespace tunedesk
