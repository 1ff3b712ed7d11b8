#include "base/version.h"
#include "jobs/prepare_process.h"
#include "pages.h"
#include "shell/job_queue.h"
#include "shell/language.h"
#include "shell/main_window.h"

#include <QApplication>
#include <QCommandLineParser>

using namespace tunedesk;

int main(int argc, char *argv[])
{
    prepareProcess();
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("TuneDesk"));
    QCoreApplication::setApplicationName(QStringLiteral("TuneDesk"));
    QCoreApplication::setApplicationVersion(QString::fromLatin1(kVersion));

    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate(
        "main", "Teach a language model to judge customer-service replies."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption sample(
        QStringLiteral("sample"),
        QCoreApplication::translate("main", "Open the sample project straight away."));
    const QCommandLineOption resetLayout(
        QStringLiteral("reset-layout"),
        QCoreApplication::translate("main", "Forget where the window and its panels were."));
    parser.addOptions({sample, resetLayout});
    parser.addPositionalArgument(
        QStringLiteral("file"),
        QCoreApplication::translate("main", "A project, or a table of pairs to import."),
        QStringLiteral("[FILE]"));
    parser.process(application);

    // Destroyed from below: the window, then the jobs (asks them to stop and waits), then the
    // theme.
    Preferences preferences;
    if (parser.isSet(resetLayout))
        preferences.forgetLayout();
    Theme theme;
    Language language;
    JobQueue jobs;
    MainWindow window(theme, preferences, language, jobs, allPages());
    window.show();
    if (parser.isSet(sample))
        window.openSample();
    else if (!parser.positionalArguments().isEmpty())
        window.openFile(parser.positionalArguments().constFirst());
    return application.exec();
}
