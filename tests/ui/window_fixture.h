#pragma once

#include "shell/job_queue.h"
#include "shell/language.h"
#include "shell/main_window.h"

#include <QCoreApplication>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

namespace tunedesk
{

/// Settings and documents of a test go to a folder of its own, never to the person's.
class IsolatedHome
{
public:
    IsolatedHome()
    {
        qputenv("XDG_CONFIG_HOME", m_folder.path().toUtf8());
        qputenv("XDG_DOCUMENTS_DIR", m_folder.path().toUtf8());
        qputenv("HOME", m_folder.path().toUtf8());
        QCoreApplication::setOrganizationName(QStringLiteral("TuneDeskTest"));
        QCoreApplication::setApplicationName(QStringLiteral("TuneDeskTest"));
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
        QSettings().setValue(QStringLiteral("window/language"), QStringLiteral("en"));
        QSettings().setValue(QStringLiteral("person/annotator"), QStringLiteral("Mei Lin"));
    }
    QString path() const { return m_folder.path(); }

private:
    QTemporaryDir m_folder;
};

/// A whole window with the given pages.
struct WindowFixture {
    explicit WindowFixture(const std::vector<PageFactory> &pages)
        : window(theme, preferences, language, jobs, pages)
    {
        // Tests choose its size, whatever the screen.
        window.setWindowState(Qt::WindowNoState);
    }
    /// Opens a project and waits until it is open, or five seconds.
    void open(const QString &path)
    {
        window.openProject(path);
        (void)QTest::qWaitFor([this] { return window.session() != nullptr; });
    }
    Preferences preferences;
    Theme theme;
    Language language;
    JobQueue jobs;
    MainWindow window;
};

} // namespace tunedesk
