#include "jobs/recipe_files.h"

#include "base/atomic_file.h"
#include "base/regular_file.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSet>
#include <QStandardPaths>

#include <algorithm>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(RecipeFiles)
};

constexpr int kVersion = 1;
constexpr std::uint64_t kMostBytes = 1024 * 1024;
constexpr int kLongestFileName = 60; ///< letters; three bytes each stay under 255
const QString kMark = QStringLiteral("tunedesk_recipe");
const QString kSettings = QStringLiteral("settings");
const QString kSuffix = QStringLiteral(".json");

QString oneLine(const QString &text)
{
    return text.simplified().left(RecipeFolder::kLongestName);
}

Result<QByteArray> bytesOf(const QString &path)
{
    const auto file = RegularFile::open(path);
    if (!file)
        return Error{ErrorKind::File, Text::tr("The recipe could not be read."), path,
                     Text::tr("Check the name and that it may be read."), file.error().details};
    if (file->size() > kMostBytes)
        return Error{ErrorKind::Input, Text::tr("The file is too large for a recipe."), path,
                     Text::tr("A recipe has the settings of a training and nothing else.")};
    QByteArray bytes(static_cast<qsizetype>(file->size()), Qt::Uninitialized);
    if (!file->readAt(0, bytes.data(), file->size()))
        return Error{ErrorKind::File, Text::tr("The recipe could not be read."), path,
                     Text::tr("Check the name and that it may be read.")};
    return bytes;
}

Error atFile(Error error, const QString &path)
{
    error.where = error.where.isEmpty() ? path : path + QStringLiteral(", ") + error.where;
    return error;
}

/// Letters and figures of the name; whatever else a file system minds becomes a hyphen.
QString fileNameOf(const QString &name)
{
    QString plain;
    for (const char32_t letter : name.toUcs4())
        if (QChar::isLetterOrNumber(letter) || QChar::isMark(letter))
            plain += QString::fromUcs4(&letter, 1);
        else if (!plain.isEmpty() && !plain.endsWith(QLatin1Char('-')))
            plain += QLatin1Char('-');
    plain.truncate(kLongestFileName);
    while (plain.endsWith(QLatin1Char('-')) || (!plain.isEmpty() && plain.back().isHighSurrogate()))
        plain.chop(1);
    return plain.isEmpty() ? QStringLiteral("recipe") : plain;
}

/// The name itself, or the first of "name 2", "name 3", … that isn't taken.
template <typename Taken> QString freeName(const QString &name, QLatin1Char between, Taken isTaken)
{
    QString free = name;
    for (int number = 2; isTaken(free); ++number)
        free = name + between + QString::number(number);
    return free;
}
} // namespace

Result<SavedRecipe> readRecipeFile(const QString &path, const TrainingRecipe &base)
{
    const auto bytes = bytesOf(path);
    if (!bytes)
        return bytes.error();
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(*bytes, &parsed);
    if (!document.isObject())
        return Error{ErrorKind::Input, Text::tr("The recipe is no JSON object."), path,
                     Text::tr("Write it like {\"learning_rate\": 0.0002}."), parsed.errorString()};
    const QJsonObject whole = document.object();
    QJsonObject settings = whole;
    QJsonObject merged = base.toJson();
    SavedRecipe saved;
    if (whole.contains(kMark)) {
        if (whole[kMark].toInt() > kVersion)
            return Error{ErrorKind::Unsupported,
                         Text::tr("The recipe was saved by a newer version of TuneDesk."), path,
                         Text::tr("Open it with that version, or set the same settings here.")};
        if (!whole[kSettings].isObject())
            return Error{ErrorKind::Input, Text::tr("The recipe holds no settings."), path,
                         Text::tr("Save it again in the window, or write the settings into it.")};
        settings = whole[kSettings].toObject();
        merged = TrainingRecipe().toJson();
        saved.name = oneLine(whole[u"name"].toString());
        saved.modelName = oneLine(whole[u"model"].toString());
        saved.modelFolder = whole[u"model_folder"].toString();
        saved.run = std::max<qint64>(0, whole[u"run"].toInteger());
        const QDateTime at = QDateTime::fromString(whole[u"saved"].toString(), Qt::ISODateWithMs);
        saved.savedMs = at.isValid() ? at.toMSecsSinceEpoch() : 0;
    }
    for (auto it = settings.begin(); it != settings.end(); ++it)
        merged.insert(it.key(), it.value());
    auto recipe = TrainingRecipe::fromJson(merged);
    if (!recipe)
        return atFile(recipe.error(), path);
    saved.recipe = std::move(*recipe);
    saved.path = path;
    if (saved.name.isEmpty())
        saved.name = oneLine(QFileInfo(path).completeBaseName());
    return saved;
}

TrainingRecipe usualBase()
{
    for (const RecipePreset &preset : recipePresets())
        if (preset.key == QLatin1String("balanced"))
            return preset.recipe;
    return {};
}

Result<void> writeRecipeFile(const QString &path, const SavedRecipe &recipe)
{
    QJsonObject whole{{kMark, kVersion},
                      {QStringLiteral("name"), recipe.name},
                      {kSettings, recipe.recipe.toJson()}};
    if (!recipe.modelName.isEmpty())
        whole.insert(QStringLiteral("model"), recipe.modelName);
    if (!recipe.modelFolder.isEmpty())
        whole.insert(QStringLiteral("model_folder"), recipe.modelFolder);
    if (recipe.run > 0)
        whole.insert(QStringLiteral("run"), recipe.run);
    if (recipe.savedMs > 0)
        whole.insert(
            QStringLiteral("saved"),
            QDateTime::fromMSecsSinceEpoch(recipe.savedMs).toUTC().toString(Qt::ISODateWithMs));
    return writeFileAtomically(path, QJsonDocument(whole).toJson());
}

RecipeFolder::RecipeFolder(QString folder) : m_folder(std::move(folder)) {}

QString RecipeFolder::personal()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) +
           QStringLiteral("/recipes");
}

RecipeFolder::Content RecipeFolder::read() const
{
    Content content;
    const QDir folder(m_folder);
    for (const QString &name :
         folder.entryList({QLatin1Char('*') + kSuffix}, QDir::Files, QDir::Name)) {
        auto saved = readRecipeFile(folder.filePath(name), usualBase());
        if (saved)
            content.recipes.push_back(std::move(*saved));
        else
            content.unreadable.push_back(saved.error());
    }
    std::ranges::stable_sort(content.recipes, std::greater{}, &SavedRecipe::savedMs);
    return content;
}

Result<SavedRecipe> RecipeFolder::add(SavedRecipe recipe) const
{
    if (!QDir().mkpath(m_folder))
        return Error{ErrorKind::File, Text::tr("The folder of your recipes could not be made."),
                     m_folder, Text::tr("Check that the folder exists and may be written to.")};
    QSet<QString> names;
    for (const SavedRecipe &other : read().recipes)
        names.insert(other.name);
    recipe.name = oneLine(recipe.name);
    if (recipe.name.isEmpty())
        recipe.name = Text::tr("Recipe");
    recipe.name = freeName(recipe.name, QLatin1Char(' '),
                           [&names](const QString &name) { return names.contains(name); });
    const QDir folder(m_folder);
    recipe.path = folder.filePath(
        freeName(fileNameOf(recipe.name), QLatin1Char('-'),
                 [&folder](const QString &name) { return folder.exists(name + kSuffix); }) +
        kSuffix);
    if (auto written = writeRecipeFile(recipe.path, recipe); !written)
        return written.error();
    return recipe;
}

Result<void> RecipeFolder::put(const SavedRecipe &recipe) const
{
    SavedRecipe named = recipe;
    named.name = oneLine(recipe.name);
    return writeRecipeFile(recipe.path, named);
}

Result<void> RecipeFolder::remove(const SavedRecipe &recipe) const
{
    QFile file(recipe.path);
    if (!file.remove() && file.exists())
        return Error{ErrorKind::File, Text::tr("The recipe could not be removed."), recipe.path,
                     Text::tr("Check that its folder may be written to."), file.errorString()};
    return syncFolder(m_folder);
}

} // namespace tunedesk
