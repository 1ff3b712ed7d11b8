#include "engine/export/hugging_face_folder.h"

#include "base/atomic_file.h"
#include "engine/checkpoint/tensor_file.h"
#include "engine/nn/registry.h"

#include <QCoreApplication>
#include <QFile>

#include <nlohmann/json.hpp>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(HuggingFaceFolder)
};

Result<void> copyFile(const QString &from, const QString &to)
{
    QFile source(from);
    if (!source.open(QIODevice::ReadOnly))
        return Error{ErrorKind::File, Text::tr("The file can't be opened."), from,
                     Text::tr("Check that the file exists and may be read."), source.errorString()};
    return writeFileAtomically(to, source.readAll());
}
} // namespace

Result<QByteArray> classifierConfig(const std::string &configJson, const QStringList &labels,
                                    const PairModelConfig &pair)
{
    nlohmann::ordered_json config = nlohmann::ordered_json::parse(configJson, nullptr, false);
    if (!config.is_object())
        return Error{ErrorKind::Model, Text::tr("The model's settings file holds no JSON object."),
                     QStringLiteral("config.json"),
                     Text::tr("Copy or download the model folder again.")};
    const auto family = familyOf(config.value("model_type", std::string()));
    if (!family)
        return family.error();
    for (const char *key :
         {"_name_or_path", "num_labels", "torch_dtype", "dtype", "transformers_version"})
        config.erase(key);
    config["architectures"] = {(*family)->architecture};
    config["torch_dtype"] = "float32";
    config["problem_type"] = labels.size() == 1 ? "regression" : "single_label_classification";
    nlohmann::ordered_json names = nlohmann::ordered_json::object(),
                           numbers = nlohmann::ordered_json::object();
    for (qsizetype i = 0; i < labels.size(); ++i) {
        names[std::to_string(i)] = labels[i].toStdString();
        numbers[labels[i].toStdString()] = i;
    }
    config["id2label"] = names;
    config["label2id"] = numbers;
    putPairModelConfig(config, pair);
    return QByteArray::fromStdString(config.dump(2) + '\n');
}

Result<void> writeHuggingFaceFolder(const QString &folder, const LoadedModel &model,
                                    const QStringList &labels, const QString &tokenizerFolder,
                                    const QStringList &tokenizerFiles, const PairModelConfig &pair)
{
    const auto config = classifierConfig(model.configJson, labels, pair);
    if (!config)
        return config.error();
    if (auto written = writeFileAtomically(folder + QStringLiteral("/config.json"), *config);
        !written)
        return written;
    NamedTensors tensors;
    for (const auto &item : model.network->named_parameters())
        tensors.emplace(item.key(), item.value());
    if (auto written = writeTensorFile(folder + QStringLiteral("/model.safetensors"), tensors);
        !written)
        return written;
    for (const QString &name : tokenizerFiles)
        if (auto copied = copyFile(tokenizerFolder + QLatin1Char('/') + name,
                                   folder + QLatin1Char('/') + name);
            !copied)
            return copied;
    return {};
}

} // namespace tunedesk
