#include "command.h"

#include "base/version.h"
#include "jobs/prepare_process.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <iostream>

using namespace tunedesk::cli;

int main(int argc, char **argv)
{
    tunedesk::prepareProcess();
    QCoreApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("TuneDesk"));
    QCoreApplication::setApplicationName(QStringLiteral("TuneDesk"));
    QTranslator translator;
    if (translator.load(QLocale(), QStringLiteral("tunedesk"), QStringLiteral("_"),
                        QStringLiteral(":/tunedesk/i18n")) ||
        translator.load(QStringLiteral(":/tunedesk/i18n/tunedesk_en.qm"))) // one row, two rows
        QCoreApplication::installTranslator(&translator);

    Console console;
    Act chosen;
    CLI::App root(
        utf8(Text::tr("TuneDesk without the window: the same projects, the same models.")),
        "tunedesk-cli");
    root.require_subcommand(1);
    root.set_version_flag("--version", std::string("TuneDesk ") + tunedesk::kVersion);
    root.add_flag("--json", console.json,
                  utf8(Text::tr("print JSON Lines on stdout and nothing else there")));
    root.add_flag("--quiet", console.quiet, utf8(Text::tr("no progress on stderr")));
    for (auto *add : {addNewCommand, addImportCommand, addExportPairsCommand, addPairsCommand,
                      addCheckCommand, addLabelCommand, addUndoCommand, addRedoCommand,
                      addChangesCommand, addRemoveCommand, addRestoreCommand, addSplitCommand,
                      addStatsCommand, addModelsCommand,
                      addTokenizeCommand, addTrainCommand, addResumeCommand, addRunsCommand,
                      addEvaluateCommand, addPredictCommand, addExportCommand, addVerifyCommand})
        add(root, chosen);
    try {
        root.parse(argc, argv);
    } catch (const CLI::CallForHelp &help) {
        return root.exit(help);
    } catch (const CLI::CallForAllHelp &help) {
        return root.exit(help);
    } catch (const CLI::CallForVersion &version) {
        return root.exit(version);
    } catch (const CLI::ParseError &error) {
        root.exit(error, std::cerr, std::cerr);
        return Usage;
    }
    watchSignals();
    return chosen(console);
}
