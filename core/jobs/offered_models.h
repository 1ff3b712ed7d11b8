#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace tunedesk
{

/// A model of the public hub that is worth starting from (resources/models.json).
struct OfferedModel {
    QString hubName;  ///< "google-bert/bert-base-chinese"
    QString name;     ///< short
    QString family;   ///< config.json's model_type
    QString language; ///< translated
    QString goodFor;  ///< translated, half a sentence
    QString licence;
    int layers = 0;
    qint64 parameters = 0;    ///< rounded to millions
    qint64 downloadBytes = 0; ///< about; 0: not known
};

/// In the order in which they are shown. Any thread.
std::vector<OfferedModel> offeredModels();

/// Name of the folder that a model of the hub is kept in, and back; empty: it is none.
QString folderNameOf(const QString &hubName);
QString hubNameOf(const QString &folderName);

/// Translated: "English", "Chinese", "Chinese and English", "about 100 languages". Any thread.
QString languageText(const QString &key);

/// Keys of what a model is good for that have no text; a test keeps it empty.
QStringList untranslatedKeys();

} // namespace tunedesk
