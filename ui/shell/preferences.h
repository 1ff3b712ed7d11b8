#pragma once

#include "shell/theme.h"

#include <QList>
#include <QObject>
#include <QString>

namespace tunedesk
{

/// What the program remembers for its person, whichever project is open (QSettings). Window thread.
class Preferences : public QObject
{
    Q_OBJECT
public:
    explicit Preferences(QObject *parent = nullptr) : QObject(parent) {}

    QString language() const; ///< "en", "zh_CN", or the system's when nothing was chosen
    void setLanguage(const QString &language);
    Theme::Mode themeMode() const;
    void setThemeMode(Theme::Mode mode);
    int textPercent() const;
    void setTextPercent(int percent);
    static QString annotator();
    void setAnnotator(const QString &name);

    struct Recent {
        QString path;
        qint64 openedMs = 0; ///< UTC
        QString page;        ///< the last one shown
    };
    QList<Recent> recents() const; ///< newest first, 20 at most
    void rememberProject(const QString &path, const QString &page);
    void replaceRecent(const QString &path, const QString &newPath);
    void forgetProject(const QString &path);
    void setRecents(const QList<Recent> &recents);

    QByteArray geometry() const;
    void setGeometry(const QByteArray &geometry);
    void forgetLayout();

Q_SIGNALS:
    void languageChanged();
    void themeChanged();
    void annotatorChanged();
    void recentsChanged();
};

} // namespace tunedesk
