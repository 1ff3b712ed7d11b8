#include "jobs/model_catalogue.h"

#include "engine/checkpoint/model_config.h"
#include "engine/checkpoint/model_loader.h"
#include "jobs/torch_errors.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
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
};

QString starterFolder()
{
    const QString ours = qEnvironmentVariable("TUNEDESK_CACHE");
    const QString cache = qEnvironmentVariable("XDG_CACHE_HOME");
    if (!ours.isEmpty())
        return ours + QStringLiteral("/models");
    return (cache.isEmpty() ? QDir::homePath() + QStringLiteral("/.cache") : cache) +
           QStringLiteral("/tunedesk/models");
}

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

QString languageName(const QString &code)
{
    if (code == QLatin1String("en"))
        return Text::tr("English");
    if (code == QLatin1String("zh"))
        return Text::tr("Chinese");
    return code;
}

void describe(ModelInfo &info)
{
    const QFileInfo folder(info.path);
    info.name = folder.fileName();
    if (folder.absolutePath() == plainPath(starterFolder())) {
        info.starter = true;
        for (const Starter &starter : kStarters)
            if (info.name == QLatin1String(starter.folder)) {
                info.name = QString::fromLatin1(starter.name);
                info.language = Text::tr(starter.language);
                info.goodFor = Text::tr(starter.goodFor);
                info.licence = QString::fromLatin1(starter.licence);
                return;
            }
    }
    info.language = languageName(frontMatter(info.path, QStringLiteral("language")));
    info.licence = frontMatter(info.path, QStringLiteral("license"));
}

bool hasTokenizer(const QString &folder)
{
    return std::ranges::any_of(
        std::initializer_list<QLatin1String>{QLatin1String("/tokenizer.json"),
                                             QLatin1String("/vocab.txt")},
        [&folder](QLatin1String name) { return QFileInfo::exists(folder + name); });
}
} // namespace

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
        if (config && config->json.contains("model_type") && config->json["model_type"].is_string())
            info.family = QString::fromStdString(config->json["model_type"].get<std::string>());
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
            Text::tr("The folder holds no tokenizer: neither tokenizer.json nor vocab.txt.");
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
    const QDir starters(starterFolder());
    for (const QString &name : starters.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
        if (QFileInfo::exists(starters.filePath(name) + QStringLiteral("/config.json")))
            add(starters.filePath(name));
    for (const QString &folder : QSettings().value(QLatin1String(kFoldersKey)).toStringList())
        add(folder);
    return models;
}

Result<ModelInfo> addModel(const QString &folder)
{
    ModelInfo info = inspectModel(folder);
    if (!info.problem.isEmpty())
        return Error{
            ErrorKind::Model, info.problem, info.path,
            Text::tr("Choose a folder with config.json, weights (model.safetensors or "
                     "pytorch_model.bin) and the tokenizer's files.")};
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
            QFileInfo(model.path).fileName() == nameOrFolder)
            return model;
        names << model.name;
    }
    if (!nameOrFolder.isEmpty() && QFileInfo::exists(nameOrFolder + QStringLiteral("/config.json")))
        return inspectModel(nameOrFolder);
    return Error{ErrorKind::Input,
                 Text::tr("There is no model “%1”.").arg(nameOrFolder),
                 {},
                 names.isEmpty()
                     ? Text::tr("No model is installed yet: add a model folder.")
                     : Text::tr("Models on this computer: %1. A folder with config.json "
                                "works too.")
                           .arg(names.join(QStringLiteral(", ")))};
}

} // namespace tunedesk
