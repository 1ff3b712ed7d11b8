#include "command.h"

#include "base/duration_text.h"
#include "domain/ignored_settings.h"
#include "estimate_printer.h"
#include "jobs/model_catalogue.h"
#include "jobs/recipe_files.h"
#include "jobs/train_model.h"
#include "mpi_processes.h"
#include "run_printer.h"

#include <QFileInfo>

#include <chrono>
#include <thread>

namespace tunedesk::cli
{

namespace
{
struct TrainCommandOptions {
    std::string project, recipe, model, name;
    std::string preset = "balanced";
    std::vector<std::string> set;
    bool estimate = false;
};

struct ResumeCommandOptions {
    std::string project;
    qint64 run = 0;
};

/// The settings, and of a saved recipe the model that it was made for.
Result<SavedRecipe> recipeOf(const TrainCommandOptions &options)
{
    SavedRecipe chosen;
    for (const RecipePreset &preset : recipePresets())
        if (preset.key == fromUtf8(options.preset))
            chosen.recipe = preset.recipe;
    if (!options.recipe.empty()) {
        auto read = readRecipeFile(fromUtf8(options.recipe), chosen.recipe);
        if (!read)
            return read.error();
        chosen = std::move(*read);
    }
    for (const std::string &entry : options.set) {
        const QString text = fromUtf8(entry);
        const QString key = text.section(QLatin1Char('='), 0, 0).trimmed();
        const QVariant now = recipeValue(chosen.recipe, key);
        if (!text.contains(QLatin1Char('=')) && now.isValid()) // what isn't known is said below
            return Error{ErrorKind::Input, Text::tr("“%1” sets nothing.").arg(text),
                         QStringLiteral("--set"),
                         Text::tr("Write it with its value, like %1=%2.").arg(key, now.toString())};
        if (auto done =
                setRecipeValue(chosen.recipe, key, text.section(QLatin1Char('='), 1).trimmed());
            !done) {
            Error error = done.error();
            error.where = QStringLiteral("--set ") + text;
            return error;
        }
    }
    return chosen;
}

/// What was set and won't be read.
void warnOfIgnored(const TrainCommandOptions &options, const TrainingRecipe &recipe,
                   Console &console)
{
    QStringList set;
    for (const std::string &entry : options.set)
        set << fromUtf8(entry).section(QLatin1Char('='), 0, 0).trimmed();
    for (const IgnoredSettings &ignored : ignoredSettings(recipe)) {
        QStringList keys;
        for (const QString &key : ignored.keys)
            if (set.contains(key))
                keys << key;
        if (!keys.isEmpty())
            console.warn(Text::tr("Without effect in a training with %1: %2.")
                             .arg(ignored.because, keys.join(QStringLiteral(", "))));
    }
}

/// --model, else the saved recipe's own, else the first one that can be used.
Result<ModelInfo> modelOf(const TrainCommandOptions &options, const SavedRecipe &recipe)
{
    if (!options.model.empty())
        return findModel(fromUtf8(options.model));
    if (!recipe.modelFolder.isEmpty() &&
        QFileInfo::exists(recipe.modelFolder + QStringLiteral("/config.json")))
        return findModel(recipe.modelFolder);
    if (!recipe.modelName.isEmpty())
        return findModel(recipe.modelName);
    for (const ModelInfo &info : listModels())
        if (info.problem.isEmpty())
            return info;
    return Error{ErrorKind::Input,
                 Text::tr("There is no model to start from."),
                 {},
                 Text::tr("Name a folder with --model, or run packaging/start once.")};
}

/// Runs `work` on a thread of its own while this one prints what the feed brings.
int follow(Console &console,
           const std::function<Result<TrainSummary>(JobContext &, MetricFeed &)> &work)
{
    MetricFeed feed;
    RunPrinter printer(console, feed);
    Result<TrainSummary> summary = Error{};
    std::atomic<bool> ended = false;
    {
        TerminalJob job(console);
        std::jthread worker([&] {
            summary = work(job, feed);
            ended = true;
        });
        while (!ended) {
            printer.printNew(false);
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
    }
    printer.printNew(true);
    if (!summary) {
        const int status = console.fail(summary.error());
        return feed.progress().step > 0 ? Failed
                                        : status; // steps were done: not "nothing was changed"
    }
    printer.printDone(summary->run);
    if (summary->outcome == Outcome::Stopped) {
        console.note(Text::tr("Stopped after step %1. Go on with: resume … %2")
                         .arg(summary->run.steps)
                         .arg(summary->run.id));
        return StoppedByPerson;
    }
    return Done;
}

int train(const TrainCommandOptions &options, Console &console)
{
    const auto recipe = recipeOf(options);
    if (!recipe)
        return console.fail(recipe.error());
    const auto model = modelOf(options, *recipe);
    if (!model)
        return console.fail(model.error());
    TrainOptions train;
    train.name = fromUtf8(options.name);
    train.modelName = model->name;
    train.modelPath = model->path;
    train.recipe = recipe->recipe;
    if (options.estimate) {
        warnOfIgnored(options, train.recipe, console);
        return printEstimate(fromUtf8(options.project), train, console);
    }
    return trainTogether(console, [&](ProcessGroup *processes) {
        train.processes = processes;
        warnOfIgnored(options, train.recipe, console);
        return follow(console, [&](JobContext &job, MetricFeed &feed) {
            return trainModel(fromUtf8(options.project), train, job, feed);
        });
    });
}

int resume(const ResumeCommandOptions &options, Console &console)
{
    return trainTogether(console, [&](ProcessGroup *processes) {
        return follow(console, [&](JobContext &job, MetricFeed &feed) {
            return resumeTraining(fromUtf8(options.project), options.run, job, feed, processes);
        });
    });
}
} // namespace

void addTrainCommand(CLI::App &root, Act &chosen)
{
    auto options = std::make_shared<TrainCommandOptions>();
    auto *command = addCommand(
        root, chosen, "train", Text::tr("Trains a run on the labelled pairs."),
        "train parcels.tunedesk --preset balanced --set learning_rate=1e-4", options, train);
    QString settings;
    std::vector<std::string> presets;
    for (const RecipeField &field : recipeFields())
        settings += QStringLiteral("\n  %1  %2").arg(field.key, field.name);
    for (const RecipePreset &preset : recipePresets())
        presets.push_back(utf8(preset.key));
    command->footer(command->get_footer() + "\n" +
                    utf8(Text::tr("Settings for --set and --recipe:") + settings));
    command->add_option("project", options->project, utf8(Text::tr("project file")))->required();
    command->add_option("--preset", options->preset, utf8(Text::tr("settings to start from")))
        ->capture_default_str()
        ->check(CLI::IsMember(presets));
    command->add_option("--recipe", options->recipe,
                        utf8(Text::tr("recipe saved in the window, or a JSON file with settings")));
    command->add_option("--set", options->set, utf8(Text::tr("KEY=VALUE, as often as needed")))
        ->allow_extra_args(false);
    command->add_option("--model", options->model,
                        utf8(Text::tr("name from “models list”, or a folder")));
    command->add_option("--name", options->name, utf8(Text::tr("name of the run")));
    command->add_flag(
        "--estimate", options->estimate,
        utf8(Text::tr("measure for about two seconds and tell what the training would "
                      "take, without training")));
}

void addResumeCommand(CLI::App &root, Act &chosen)
{
    auto options = std::make_shared<ResumeCommandOptions>();
    auto *command = addCommand(
        root, chosen, "resume",
        Text::tr(
            "Goes on where a stopped or killed run was, to the same result as an unbroken one."),
        "resume parcels.tunedesk 3", options, resume);
    command->add_option("project", options->project, utf8(Text::tr("project file")))->required();
    command->add_option("run", options->run, utf8(Text::tr("number of the run")))->required();
}

} // namespace tunedesk::cli
