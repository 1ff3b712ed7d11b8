#include "jobs/model_catalogue.h"

#include "engine/checkpoint/model_config.h"
#include "engine/checkpoint/model_loader.h"
#include "engine/checkpoint/pair_model_config.h"
#include "engine/nn/registry.h"
#include "jobs/offered_models.h"
#include "jobs/torch_errors.h"
#include "text/tokenizer.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSettings>

#include <algorithm>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ModelCatalogue)
};

constexpr char kFoldersKey[] = "models/folders";

/// What nobody can read out of a starter's folder.
struct Starter {
    const char *folder, *name, *language, *goodFor, *licence;
};
constexpr Starter kStarters[] = {
    {"minilm-l6", "MiniLM L6", QT_TRANSLATE_NOOP("ModelCatalogue", "English"),
     QT_TRANSLATE_NOOP("ModelCatalogue", "quick runs on any computer"), "Apache-2.0"},
    {"multilingual-e5-small", "Multilingual E5 small",
     QT_TRANSLATE_NOOP("ModelCatalogue", "Chinese and about 100 more"),
     QT_TRANSLATE_NOOP("ModelCatalogue", "quick runs in Chinese"), "MIT"},
};

QString plainPath(const QString &folder)
{
    const QString canonical = QFileInfo(folder).canonicalFilePath();
    return canonical.isEmpty() ? QDir::cleanPath(QFileInfo(folder).absoluteFilePath()) : canonical;
}

/// A value of the README's front matter ("license: apache-2.0"), the place where Hugging Face's
/// models say it.
QString frontMatter(const QString &folder, const QString &key)
{
    QFile file(folder + QStringLiteral("/README.md"));
    if (!file.open(QIODevice::ReadOnly) || !file.readLine(16).startsWith("---"))
        return {};
    for (int line = 0; line < 100; ++line) {
        const QString text = QString::fromUtf8(file.readLine(1000)).trimmed();
        if (text.isEmpty() || text == QLatin1String("---"))
            break;
        if (text.startsWith(key + QLatin1Char(':')))
            return text.mid(key.size() + 1).trimmed().remove(QLatin1Char('"'));
    }
    return {};
}

void describe(ModelInfo &info)
{
    const QFileInfo folder(info.path);
    info.name = folder.fileName();
    if (folder.absolutePath() == plainPath(modelsFolder())) {
        for (const Starter &starter : kStarters)
            if (info.name == QLatin1String(starter.folder)) {
                info.starter = true;
                info.name = QString::fromLatin1(starter.name);
                info.language = Text::tr(starter.language);
                info.goodFor = Text::tr(starter.goodFor);
                info.licence = QString::fromLatin1(starter.licence);
                return;
            }
        info.hubName = hubNameOf(info.name);
        if (info.hubName.isEmpty() && QFileInfo::exists(info.path + QLatin1String("/source.json")))
            info.hubName = info.name; // of one part, like gpt2
        if (!info.hubName.isEmpty())
            info.name = info.hubName;
    }
    for (const OfferedModel &offered : offeredModels())
        if (offered.hubName == info.hubName) {
            info.name = offered.name;
            info.language = offered.language;
            info.goodFor = offered.goodFor;
            info.licence = offered.licence;
            return;
        }
    info.language = languageText(frontMatter(info.path, QStringLiteral("language")));
    info.licence = frontMatter(info.path, QStringLiteral("license"));
}

/// What came of a download so far; never a model.
bool isComing(const QString &folderName)
{
    return folderName.endsWith(QLatin1String(".part"));
}

bool hasTokenizer(const QString &folder)
{
    const auto has = [&folder](const char *name) {
        return QFileInfo::exists(folder + QLatin1Char('/') + QLatin1String(name));
    };
    return has("tokenizer.json") || has("vocab.txt") || (has("vocab.json") && has("merges.txt")) ||
           has("spiece.model") || has("sentencepiece.bpe.model");
}
} // namespace

QString modelsFolder()
{
    const QString ours = qEnvironmentVariable("TUNEDESK_CACHE");
    const QString cache = qEnvironmentVariable("XDG_CACHE_HOME");
    if (!ours.isEmpty())
        return ours + QStringLiteral("/models");
    return (cache.isEmpty() ? QDir::homePath() + QStringLiteral("/.cache") : cache) +
           QStringLiteral("/tunedesk/models");
}

ModelInfo inspectModel(const QString &folder)
{
    ModelInfo info;
    info.path = plainPath(folder);
    describe(info);
    if (!QFileInfo::exists(info.path + QStringLiteral("/config.json"))) {
        info.problem = Text::tr("The folder holds no config.json.");
        return info;
    }
    const auto survey = withTorchErrors([&]() -> Result<ModelSurvey> {
        const auto config = readModelConfig(info.path + QStringLiteral("/config.json"));
        if (config && config->json.contains("model_type") &&
            config->json["model_type"].is_string()) {
            nlohmann::json encoder = config->json;
            if (takePairModelConfig(encoder))
                info.family = QString::fromStdString(encoder.value("model_type", std::string()));
        }
        return surveyModel(info.path);
    });
    if (!survey) {
        info.problem = survey.error().toLine();
        return info;
    }
    info.layers = survey->layers;
    info.hidden = survey->hidden;
    info.parameters = survey->parameters;
    info.weightBytes = survey->weightBytes;
    if (!hasTokenizer(info.path))
        info.problem =
            Text::tr("The folder holds no tokenizer: no tokenizer.json, no spiece.model, no "
                     "vocab.json with merges.txt and no vocab.txt.");
    return info;
}

std::vector<ModelInfo> listModels()
{
    std::vector<ModelInfo> models;
    const auto add = [&models](const QString &folder) {
        ModelInfo info = inspectModel(folder);
        if (std::ranges::find(models, info.path, &ModelInfo::path) == models.end())
            models.push_back(std::move(info));
    };
    const QDir starters(modelsFolder());
    for (const QString &name : starters.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
        if (!isComing(name) &&
            QFileInfo::exists(starters.filePath(name) + QStringLiteral("/config.json")))
            add(starters.filePath(name));
    for (const QString &folder : QSettings().value(QLatin1String(kFoldersKey)).toStringList())
        add(folder);
    return models;
}

std::vector<ModelInfo> listCatalogue()
{
    std::vector<ModelInfo> models = listModels();
    std::ranges::stable_partition(models, [](const ModelInfo &model) { return model.starter; });
    for (const OfferedModel &offered : offeredModels()) {
        if (!familyOf(offered.family.toStdString())) // this build would refuse it
            continue;
        if (std::ranges::find(models, offered.hubName, &ModelInfo::hubName) != models.end())
            continue;
        ModelInfo info;
        info.onHub = true;
        info.hubName = offered.hubName;
        info.name = offered.name;
        info.family = offered.family;
        info.language = offered.language;
        info.goodFor = offered.goodFor;
        info.licence = offered.licence;
        info.layers = offered.layers;
        info.parameters = offered.parameters;
        info.weightBytes = offered.downloadBytes;
        models.push_back(std::move(info));
    }
    return models;
}

Result<ModelInfo> addModel(const QString &folder)
{
    ModelInfo info = inspectModel(folder);
    if (!info.problem.isEmpty())
        return Error{ErrorKind::Model, info.problem, info.path,
                     Text::tr("Choose a folder with config.json, weights (model.safetensors or "
                              "pytorch_model.bin) and the tokenizer's files.")};
    // A person who points at a folder learns now, and not when a run starts, that its words can't
    // be read.
    if (const auto tokenizer = Tokenizer::load(info.path); !tokenizer)
        return tokenizer.error();
    QSettings settings;
    QStringList folders = settings.value(QLatin1String(kFoldersKey)).toStringList();
    if (!info.starter && !folders.contains(info.path)) {
        folders << info.path;
        settings.setValue(QLatin1String(kFoldersKey), folders);
    }
    return info;
}

Result<ModelInfo> findModel(const QString &nameOrFolder)
{
    const std::vector<ModelInfo> models = listModels();
    QStringList names;
    for (const ModelInfo &model : models) {
        if (model.name.compare(nameOrFolder, Qt::CaseInsensitive) == 0 ||
            (!model.hubName.isEmpty() &&
             model.hubName.compare(nameOrFolder, Qt::CaseInsensitive) == 0) ||
            QFileInfo(model.path).fileName() == nameOrFolder)
            return model;
        names << model.name;
    }
    if (!nameOrFolder.isEmpty() && QFileInfo::exists(nameOrFolder + QStringLiteral("/config.json")))
        return inspectModel(nameOrFolder);
    for (const OfferedModel &offered : offeredModels())
        if (offered.name.compare(nameOrFolder, Qt::CaseInsensitive) == 0 ||
            offered.hubName.compare(nameOrFolder, Qt::CaseInsensitive) == 0)
            return Error{ErrorKind::Input,
                         Text::tr("The model “%1” isn't on this computer yet.").arg(offered.name),
                         {},
                         Text::tr("Download it first: models download %1").arg(offered.hubName),
                         {}};
    return Error{ErrorKind::Input,
                 Text::tr("There is no model “%1”.").arg(nameOrFolder),
                 {},
                 names.isEmpty()
                     ? Text::tr("No model is installed yet: add a model folder.")
                     : Text::tr("Models on this computer: %1. A folder with config.json "
                                "works too.")
                           .arg(names.join(QStringLiteral(", ")))};
}

Result<RemovedModel> removeModel(const QString &nameOrFolder)
{
    std::optional<QLockFile> lock; // of a download
    auto found = findModel(nameOrFolder);
    if (!found) { // only a part of a download may be there
        const QDir models(modelsFolder());
        for (const OfferedModel &offered : offeredModels())
            if (offered.name.compare(nameOrFolder, Qt::CaseInsensitive) == 0)
                return removeModel(offered.hubName);
        const QString coming =
            models.filePath(folderNameOf(nameOrFolder) + QStringLiteral(".part"));
        if (nameOrFolder.contains(QLatin1String("..")) || !QFileInfo(coming).isDir())
            return found.error();
        lock.emplace(coming + QStringLiteral(".lock"));
        lock->setStaleLockTime(0);
        if (!lock->tryLock(0) && lock->error() == QLockFile::LockFailedError)
            return Error{ErrorKind::Busy,
                         Text::tr("This model is being fetched at the moment."),
                         coming,
                         Text::tr("Stop that first, then remove what came."),
                         {}};
        ModelInfo part;
        part.name = part.hubName = nameOrFolder;
        part.path = coming;
        found = part;
    }
    if (found->starter)
        return Error{ErrorKind::Input,
                     Text::tr("“%1” came with the set-up and stays.").arg(found->name),
                     found->path,
                     Text::tr("Delete its folder by hand to free the space; packaging/start "
                              "fetches it again."),
                     {}};
    const bool isDownload = QFileInfo(found->path).absolutePath() == plainPath(modelsFolder()) &&
                            !found->hubName.isEmpty();
    QSettings settings;
    QStringList folders = settings.value(QLatin1String(kFoldersKey)).toStringList();
    if (!isDownload && !folders.contains(found->path))
        return Error{ErrorKind::Input,
                     Text::tr("This folder was not added before."),
                     found->path,
                     Text::tr("“models list” shows the folders that can be removed."),
                     {}};
    if (isDownload && !QDir(found->path).removeRecursively())
        return Error{ErrorKind::File,
                     Text::tr("The folder could not be deleted."),
                     found->path,
                     Text::tr("Check that it may be written to."),
                     {}};
    if (folders.removeAll(found->path) > 0)
        settings.setValue(QLatin1String(kFoldersKey), folders);
    return RemovedModel{*found, isDownload};
}

} // namespace tunedesk
