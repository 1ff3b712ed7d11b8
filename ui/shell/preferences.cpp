#include "shell/preferences.h"

#include <QDateTime>
#include <QFileInfo>
#include <QLocale>
#include <QSettings>

#include <algorithm>

namespace tunedesk
{

namespace
{
constexpr int kMostRecents = 20;
constexpr char kAnnotator[] = "person/annotator";
constexpr char kRecents[] = "recents";
} // namespace

QString Preferences::language() const
{
    const QString system = QLocale::system().language() == QLocale::Chinese
                               ? QStringLiteral("zh_CN")
                               : QStringLiteral("en");
    return QSettings().value(QStringLiteral("window/language"), system).toString();
}

void Preferences::setLanguage(const QString &language)
{
    if (language == this->language())
        return;
    QSettings().setValue(QStringLiteral("window/language"), language);
    Q_EMIT languageChanged();
}

Theme::Mode Preferences::themeMode() const
{
    const QString name = QSettings().value(QStringLiteral("window/theme")).toString();
    return name == QLatin1String("light")  ? Theme::Mode::Light
           : name == QLatin1String("dark") ? Theme::Mode::Dark
                                           : Theme::Mode::System;
}

void Preferences::setThemeMode(Theme::Mode mode)
{
    if (mode == themeMode())
        return;
    QSettings().setValue(QStringLiteral("window/theme"), mode == Theme::Mode::Light  ? "light"
                                                         : mode == Theme::Mode::Dark ? "dark"
                                                                                     : "system");
    Q_EMIT themeChanged();
}

int Preferences::textPercent() const
{
    return std::clamp(QSettings().value(QStringLiteral("window/textPercent"), 100).toInt(), 90,
                      150);
}

void Preferences::setTextPercent(int percent)
{
    percent = std::clamp(percent, 90, 150);
    if (percent == textPercent())
        return;
    QSettings().setValue(QStringLiteral("window/textPercent"), percent);
    Q_EMIT themeChanged();
}

QString Preferences::annotator()
{
    const QString chosen = QSettings().value(QString::fromLatin1(kAnnotator)).toString().trimmed();
    if (!chosen.isEmpty())
        return chosen;
    const QString user = qEnvironmentVariable("USER", qEnvironmentVariable("USERNAME"));
    return user.isEmpty() ? QStringLiteral("me") : user; // as the command line has it
}

void Preferences::setAnnotator(const QString &name)
{
    if (name.trimmed() == annotator())
        return;
    QSettings().setValue(QString::fromLatin1(kAnnotator), name.trimmed());
    Q_EMIT annotatorChanged();
}

QList<Preferences::Recent> Preferences::recents() const
{
    QSettings settings;
    QList<Recent> recents;
    const int count = settings.beginReadArray(QString::fromLatin1(kRecents));
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        recents.append({settings.value(QStringLiteral("path")).toString(),
                        settings.value(QStringLiteral("opened")).toLongLong(),
                        settings.value(QStringLiteral("page")).toString()});
    }
    settings.endArray();
    return recents;
}

void Preferences::setRecents(const QList<Recent> &recents)
{
    QSettings settings;
    settings.remove(QString::fromLatin1(kRecents));
    settings.beginWriteArray(QString::fromLatin1(kRecents));
    for (int i = 0; i < std::min<int>(kMostRecents, static_cast<int>(recents.size())); ++i) {
        settings.setArrayIndex(i);
        settings.setValue(QStringLiteral("path"), recents[i].path);
        settings.setValue(QStringLiteral("opened"), recents[i].openedMs);
        settings.setValue(QStringLiteral("page"), recents[i].page);
    }
    settings.endArray();
    Q_EMIT recentsChanged();
}

void Preferences::rememberProject(const QString &path, const QString &page)
{
    QList<Recent> list = recents();
    const QString absolute = QFileInfo(path).absoluteFilePath();
    list.removeIf([&absolute](const Recent &recent) { return recent.path == absolute; });
    list.prepend({absolute, QDateTime::currentMSecsSinceEpoch(), page});
    setRecents(list);
}

void Preferences::replaceRecent(const QString &path, const QString &newPath)
{
    QList<Recent> list = recents();
    for (Recent &recent : list)
        if (recent.path == path)
            recent.path = QFileInfo(newPath).absoluteFilePath();
    setRecents(list);
}

void Preferences::forgetProject(const QString &path)
{
    QList<Recent> list = recents();
    list.removeIf([&path](const Recent &recent) { return recent.path == path; });
    setRecents(list);
}

QByteArray Preferences::geometry() const
{
    return QSettings().value(QStringLiteral("window/geometry")).toByteArray();
}

void Preferences::setGeometry(const QByteArray &geometry)
{
    QSettings().setValue(QStringLiteral("window/geometry"), geometry);
}

void Preferences::forgetLayout()
{
    QSettings settings;
    settings.remove(QStringLiteral("window/geometry"));
    settings.remove(QStringLiteral("layout"));
}

} // namespace tunedesk
