#include "jobs/model_manifest.h"

#include "base/atomic_file.h"
#include "base/version.h"
#include "engine/checkpoint/model_config.h"
#include "engine/checkpoint/pair_model_config.h"
#include "engine/nn/config_reader.h"
#include "text/pair_encoding.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ModelManifest)
};

constexpr char kFileName[] = "/tunedesk.json";
constexpr int kFormat = 1;

/// What a folder of somebody else says by its config.json.
Result<ModelManifest> manifestOfConfig(const QString &folder)
{
    const QString path = folder + QStringLiteral("/config.json");
    const auto config = readModelConfig(path);
    if (!config)
        return config.error();
    ConfigReader reader(config->json);
    std::int64_t labels = reader.integer("num_labels", 2, 1, 1'000'000);
    if (const auto named = config->json.find("id2label");
        named != config->json.end() && named->is_object() && !named->empty())
        labels = static_cast<std::int64_t>(named->size());
    if (labels > 2)
        return Error{ErrorKind::Model, Text::tr("The model tells %1 classes apart.").arg(labels),
                     path, Text::tr("Choose a model with two classes or with one score.")};
    ModelManifest manifest;
    if (labels == 1)
        manifest.objective = QStringLiteral("regression");
    manifest.maxLength =
        static_cast<int>(reader.integer("max_position_embeddings", 512, 2, 1'000'000));
    return manifest;
}
} // namespace

ModelManifest ModelManifest::ofRun(const RunSummary &run)
{
    ModelManifest manifest;
    manifest.objective = run.recipe.objective;
    manifest.maxLength = run.recipe.maxLength;
    manifest.truncation = truncationNamed(run.recipe.truncation).value_or(Truncation::LongestFirst);
    manifest.contextTurns = run.recipe.contextTurns;
    manifest.snapshotHash = run.snapshotHash;
    manifest.baseModel = run.modelName;
    manifest.runId = run.id;
    manifest.programVersion = QString::fromLatin1(kVersion);
    return manifest;
}

QByteArray manifestJson(const ModelManifest &manifest)
{
    const QJsonObject json{
        {QStringLiteral("format"), kFormat},
        {QStringLiteral("program"), QStringLiteral("TuneDesk")},
        {QStringLiteral("version"), manifest.programVersion},
        {QStringLiteral("objective"), manifest.objective},
        {QStringLiteral("head"), manifest.head},
        {QStringLiteral("max_length"), manifest.maxLength},
        {QStringLiteral("truncation"), truncationName(manifest.truncation)},
        {QStringLiteral("context_turns"), manifest.contextTurns},
        {QStringLiteral("first_text"),
         QStringLiteral("earlier turns (oldest first) and the question, "
                        "joined by line feeds")},
        {QStringLiteral("second_text"), QStringLiteral("the reply")},
        {QStringLiteral("threshold"), manifest.threshold},
        {QStringLiteral("temperature"), manifest.temperature},
        {QStringLiteral("labels"), QJsonArray::fromStringList(manifest.labels)},
        {QStringLiteral("snapshot"), manifest.snapshotHash},
        {QStringLiteral("base_model"), manifest.baseModel},
        {QStringLiteral("run"), manifest.runId},
    };
    return QJsonDocument(json).toJson();
}

Result<void> writeManifest(const QString &folder, const ModelManifest &manifest)
{
    return writeFileAtomically(folder + QLatin1String(kFileName), manifestJson(manifest));
}

Result<ModelManifest> readManifest(const QString &folder)
{
    const QString path = folder + QLatin1String(kFileName);
    if (!QFileInfo::exists(path))
        return manifestOfConfig(folder);
    const auto file = readModelConfig(path);
    if (!file)
        return file.error();
    ConfigReader reader(file->json);
    const auto text = [&reader](const char *key, const QString &standard = {}) {
        return QString::fromStdString(reader.text(key, standard.toStdString()));
    };
    ModelManifest manifest;
    const std::int64_t format = reader.integer("format", kFormat, 1, 1'000'000);
    if (format > kFormat)
        return Error{
            ErrorKind::Unsupported,
            Text::tr("A newer version (%1) wrote this model folder.").arg(text("version")), path,
            Text::tr("Update this program, version %1.").arg(QString::fromLatin1(kVersion))};
    manifest.objective = text("objective", manifest.objective);
    if (manifest.objective != QLatin1String("classification") &&
        manifest.objective != QLatin1String("regression"))
        reader.refuse("objective", Text::tr("It must be classification or regression."));
    manifest.head = text("head", manifest.head);
    if (!headKindNamed(manifest.head))
        reader.refuse("head", Text::tr("It must be sequence, segments or features."));
    manifest.maxLength = static_cast<int>(reader.integer("max_length", 256, 2, 1'000'000));
    if (const auto truncation =
            truncationNamed(text("truncation", truncationName(manifest.truncation))))
        manifest.truncation = *truncation;
    else
        reader.refuse("truncation", Text::tr("It must be longest_first or only_first."));
    manifest.contextTurns = static_cast<int>(reader.integer("context_turns", -1, -1, 1'000'000));
    manifest.threshold = reader.real("threshold", 0.5, -1e9, 1e9);
    manifest.temperature = reader.real("temperature", 1, 1e-6, 1e6);
    manifest.snapshotHash = text("snapshot");
    manifest.baseModel = text("base_model");
    manifest.runId = reader.integer("run", 0, 0, INT64_MAX);
    manifest.programVersion = text("version");
    if (auto failure = reader.failure()) {
        failure->where = path;
        return *failure;
    }
    return manifest;
}

QString checkpointFolder(const QString &projectFolder, qint64 runId)
{
    return QStringLiteral("%1/runs/%2/best").arg(projectFolder).arg(runId);
}

} // namespace tunedesk
