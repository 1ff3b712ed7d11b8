#include "command.h"

#include "base/duration_text.h"
#include "project/project.h"
#include "run_printer.h"

#include <optional>

namespace tunedesk::cli
{

namespace
{
struct RunsOptions {
    std::string project;
    std::optional<qint64> run, remove;
};

void printRun(const RunSummary &run, Console &console)
{
    const auto best = [&](const char *name) {
        const auto it = run.best.find(QLatin1String(name));
        return it == run.best.end() ? QStringLiteral("–") : QString::number(*it, 'f', 3);
    };
    console.answer(runFields(run),
                   Text::tr("%1  %2  %3  %4  validation F1 %5, accuracy %6  %7")
                       .arg(run.id)
                       .arg(run.name, runStateText(run.state), run.modelName, best(metric::kF1),
                            best(metric::kAccuracy), durationText(run.seconds)));
}

Error noSuchRun(const RunsOptions &options, qint64 run)
{
    return {ErrorKind::Input, Text::tr("There is no run %1.").arg(run), fromUtf8(options.project),
            Text::tr("List them with: runs %1").arg(fromUtf8(options.project))};
}

int showRuns(const RunsOptions &options, Console &console)
{
    auto project =
        Project::open(fromUtf8(options.project),
                      options.remove ? Project::Mode::ReadWrite : Project::Mode::ReadOnly);
    if (!project)
        return console.fail(project.error());
    if (options.remove) {
        const auto run = project->runs().find(*options.remove);
        if (!run)
            return console.fail(run.error());
        if (!run->has_value())
            return console.fail(noSuchRun(options, *options.remove));
        if (auto removed = project->runs().setRemoved(*options.remove, true); !removed)
            return console.fail(removed.error());
        console.answer({{"run", *options.remove}, {"deleted", true}},
                       Text::tr("Run %1 is deleted.").arg(*options.remove));
        return Done;
    }
    if (!options.run) {
        const auto runs = project->runs().list();
        if (!runs)
            return console.fail(runs.error());
        for (const RunSummary &run : *runs)
            printRun(run, console);
        return Done;
    }
    const auto run = project->runs().find(*options.run);
    if (!run)
        return console.fail(run.error());
    if (!run->has_value())
        return console.fail(noSuchRun(options, *options.run));
    if (console.json) {
        printRun(**run, console);
        return Done;
    }
    RunPrinter(console, MetricFeed()).printDone(**run);
    for (const RecipeField &field : recipeFields())
        console.answer({}, QStringLiteral("  %1 = %2")
                               .arg(field.key, recipeValue((*run)->recipe, field.key).toString()));
    return Done;
}
} // namespace

void addRunsCommand(CLI::App &root, Act &chosen)
{
    auto options = std::make_shared<RunsOptions>();
    auto *command =
        addCommand(root, chosen, "runs", Text::tr("Lists runs, shows one, or deletes one."),
                   "runs parcels.tunedesk 3 --json", options, showRuns);
    command->add_option("project", options->project, utf8(Text::tr("project file")))->required();
    command->add_option("run", options->run, utf8(Text::tr("number of the run")));
    command->add_option("--delete", options->remove, utf8(Text::tr("number of the run to delete")));
}

} // namespace tunedesk::cli
