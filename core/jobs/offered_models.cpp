#include "jobs/offered_models.h"

#include <QCoreApplication>
#include <QFile>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <span>

// Q_INIT_RESOURCE must stand outside of every namespace; the linker drops a static library's
// resources that nobody asks for.
static void initModels()
{
    Q_INIT_RESOURCE(models);
}

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(OfferedModels)
};

/// The data file has keys, since its texts could not be collected for translation.
struct KeyText {
    const char *key, *text;
};
constexpr KeyText kGoodFor[] = {
    {"most-english", QT_TRANSLATE_NOOP("OfferedModels", "most English data")},
    {"english-half", QT_TRANSLATE_NOOP("OfferedModels", "English, half of BERT's layers")},
    {"english-case", QT_TRANSLATE_NOOP("OfferedModels", "English, capitals count")},
    {"most-chinese", QT_TRANSLATE_NOOP("OfferedModels", "most Chinese data")},
    {"chinese-words", QT_TRANSLATE_NOOP("OfferedModels", "Chinese, learned whole words")},
    {"chinese-plain", QT_TRANSLATE_NOOP("OfferedModels", "Chinese, the plain one")},
    {"several-languages", QT_TRANSLATE_NOOP("OfferedModels", "several languages in one project")},
    {"open-replies", QT_TRANSLATE_NOOP("OfferedModels", "open-ended replies")},
    {"long-dialogues", QT_TRANSLATE_NOOP("OfferedModels", "long dialogues")},
};
constexpr KeyText kLanguages[] = {
    {"en", QT_TRANSLATE_NOOP("OfferedModels", "English")},
    {"zh", QT_TRANSLATE_NOOP("OfferedModels", "Chinese")},
    {"multilingual", QT_TRANSLATE_NOOP("OfferedModels", "about 100 languages")},
};

QString textOf(std::span<const KeyText> table, const QString &key)
{
    const auto it = std::ranges::find_if(
        table, [&key](const KeyText &each) { return key == QLatin1String(each.key); });
    return it == table.end() ? key : Text::tr(it->text);
}

nlohmann::json readTable()
{
    initModels();
    QFile file(QStringLiteral(":/models/models.json"));
    if (!file.open(QIODevice::ReadOnly))
        return nlohmann::json::array();
    return nlohmann::json::parse(file.readAll().toStdString(), nullptr, false);
}

QString stringOf(const nlohmann::json &row, const char *key)
{
    return QString::fromStdString(row.value(key, std::string()));
}
} // namespace

std::vector<OfferedModel> offeredModels()
{
    static const nlohmann::json table = readTable();
    std::vector<OfferedModel> models;
    for (const nlohmann::json &row : table) {
        if (!row.is_object())
            continue;
        OfferedModel model;
        model.hubName = stringOf(row, "hub");
        model.name = stringOf(row, "name");
        model.family = stringOf(row, "family");
        model.language = languageText(stringOf(row, "language"));
        model.goodFor = textOf(kGoodFor, stringOf(row, "good_for"));
        model.licence = stringOf(row, "licence");
        model.layers = row.value("layers", 0);
        model.parameters = qint64{row.value("million_parameters", 0)} * 1'000'000;
        model.downloadBytes = qint64{row.value("megabytes", 0)} * 1'000'000;
        models.push_back(std::move(model));
    }
    return models;
}

QString folderNameOf(const QString &hubName)
{
    QString name = hubName;
    return name.replace(QLatin1Char('/'), QLatin1String("--"));
}

QString hubNameOf(const QString &folderName)
{
    const qsizetype at = folderName.indexOf(QLatin1String("--"));
    return at > 0 ? folderName.left(at) + QLatin1Char('/') + folderName.mid(at + 2) : QString();
}

QString languageText(const QString &key)
{
    return textOf(kLanguages, key);
}

QStringList untranslatedKeys()
{
    QStringList keys;
    for (const nlohmann::json &row : readTable()) {
        const auto isKnown = [](std::span<const KeyText> table, const QString &key) {
            return std::ranges::any_of(
                table, [&key](const KeyText &each) { return key == QLatin1String(each.key); });
        };
        if (!isKnown(kGoodFor, stringOf(row, "good_for")))
            keys << stringOf(row, "good_for");
        if (!isKnown(kLanguages, stringOf(row, "language")))
            keys << stringOf(row, "language");
    }
    return keys;
}

} // namespace tunedesk
