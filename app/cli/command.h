#pragma once

#include "console.h"

#include <CLI/CLI.hpp>

#include <functional>

namespace tunedesk
{
struct DataChange;
class Project;
}

namespace tunedesk::cli
{

/// What the words on the command line ask for; set while they are parsed, run afterwards. @return
/// the exit status
using Act = std::function<int(Console &)>;

/// Each adds one subcommand with its help and an example. `chosen` is set when it is the one asked
/// for.
void addNewCommand(CLI::App &root, Act &chosen);
void addImportCommand(CLI::App &root, Act &chosen);
void addExportPairsCommand(CLI::App &root, Act &chosen);
void addPairsCommand(CLI::App &root, Act &chosen);
void addCheckCommand(CLI::App &root, Act &chosen);
void addLabelCommand(CLI::App &root, Act &chosen);
void addUndoCommand(CLI::App &root, Act &chosen);
void addChangesCommand(CLI::App &root, Act &chosen);
void addRedoCommand(CLI::App &root, Act &chosen);
void addRemoveCommand(CLI::App &root, Act &chosen);
void addRestoreCommand(CLI::App &root, Act &chosen);
void addSplitCommand(CLI::App &root, Act &chosen);
void addStatsCommand(CLI::App &root, Act &chosen);
void addModelsCommand(CLI::App &root, Act &chosen);
void addTokenizeCommand(CLI::App &root, Act &chosen);
void addTrainCommand(CLI::App &root, Act &chosen);
void addResumeCommand(CLI::App &root, Act &chosen);
void addRunsCommand(CLI::App &root, Act &chosen);
void addEvaluateCommand(CLI::App &root, Act &chosen);
void addPredictCommand(CLI::App &root, Act &chosen);
void addExportCommand(CLI::App &root, Act &chosen);
void addVerifyCommand(CLI::App &root, Act &chosen);

/// A subcommand with its description and example; its callback fills `chosen` with `act(options)`.
template <typename Options>
CLI::App *addCommand(CLI::App &root, Act &chosen, const char *name, const QString &description,
                     const char *example, const std::shared_ptr<Options> &options,
                     int (*act)(const Options &, Console &))
{
    CLI::App *command = root.add_subcommand(name, utf8(description));
    command->footer(utf8(QCoreApplication::translate("Cli", "Example:")) + "\n  tunedesk-cli " +
                    example);
    command->fallthrough(); // --json and --quiet may stand behind the subcommand
    command->callback([&chosen, options, act] {
        chosen = [options, act](Console &c) { return act(*options, c); };
    });
    return command;
}

/// One step of the project's history.
void printChange(const DataChange &change, Console &console);
/// Waits until a step that was undone, or done again, is so whole, and prints it. Stopped, it goes
/// back. @return the exit status
int endStep(Project &project, const DataChange &change, Console &console);

/// Numbers that JSON can't hold (NaN, infinite) become null.
Json number(double value);

} // namespace tunedesk::cli
