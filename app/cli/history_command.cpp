// What was done to the data: its list, taking a step back, doing it again; removing and the bin.
#include "command.h"

#include "jobs/wait_for_step.h"
#include "project/change_log.h"
#include "project/project.h"

#include <QDateTime>

namespace tunedesk::cli
{

namespace
{
struct ChangesOptions {
    std::string project;
    int limit = 20;
};

struct RedoOptions {
    std::string project;
    qint64 step = 0; ///< 0: the one that was undone last
};

struct PairsActOptions {
    std::string project, annotator;
    std::vector<qint64> pairs;
};

QString timeText(qint64 atMs)
{
    return QDateTime::fromMSecsSinceEpoch(atMs).toString(Qt::ISODate);
}

int listChanges(const ChangesOptions &options, Console &console)
{
    auto project = Project::open(fromUtf8(options.project), Project::Mode::ReadOnly);
    if (!project)
        return console.fail(project.error());
    const auto changes =
        project->changes().latest(options.limit > 0 ? options.limit : -1); // −1: no limit
    if (!changes)
        return console.fail(changes.error());
    for (const DataChange &change : *changes)
        printChange(change, console);
    return Done;
}

/// Why plain `redo` has nothing to do, and which step could be done again by its number.
Error nothingToRedo(Project &project)
{
    Error error{ErrorKind::Input, Text::tr("There is no step to do again."), project.path(),
                Text::tr("“changes” lists what was done and undone.")};
    const auto changes = project.changes().latest(-1);
    if (!changes)
        return changes.error();
    const DataChange *last = nullptr;
    for (const DataChange &change : *changes)
        if (change.state == DataChange::State::History && (!last || change.stateMs > last->stateMs))
            last = &change;
    if (last)
        error.hint = Text::tr("Something else was done since the last undo. “redo --step %1” does "
                              "this again: %2. “changes” lists all steps.")
                         .arg(QString::number(last->id), changeText(*last));
    return error;
}

Result<DataChange> doAgain(Project &project, qint64 step)
{
    const auto change = project.changes().find(step);
    if (!change)
        return change.error();
    if (*change && (*change)->state == DataChange::State::InEffect)
        return Error{ErrorKind::Input, Text::tr("This step is not undone."),
                     Text::tr("step %1").arg(step),
                     Text::tr("“changes” lists what was done and undone.")};
    if (auto done = project.changes().redo(step); !done)
        return done.error();
    DataChange done = change->value_or(DataChange());
    done.state = DataChange::State::InEffect;
    return done;
}

int redoStep(const RedoOptions &options, Console &console)
{
    auto project = Project::open(fromUtf8(options.project));
    if (!project)
        return console.fail(project.error());
    if (options.step > 0) {
        const auto change = doAgain(*project, options.step);
        return change ? endStep(*project, *change, console) : console.fail(change.error());
    }
    const auto change = project->changes().redoNext();
    if (!change)
        return console.fail(change.error());
    if (!*change)
        return console.fail(nothingToRedo(*project));
    return endStep(*project, **change, console);
}

/// Prints how many pairs an act changed, and how many it left as they were.
int finish(const Result<DataChange> &change, bool removed, Console &console)
{
    if (!change)
        return console.fail(change.error());
    const int changed = change->id > 0 ? change->pairs : 0;
    Json fields = {{removed ? "removed" : "restored", changed},
                   {"step", change->id > 0 ? Json(change->id) : Json()}};
    QString text = removed ? Text::tr("%n pairs removed.", nullptr, changed)
                           : Text::tr("%n pairs brought back.", nullptr, changed);
    if (!removed) {
        fields["again"] = change->more;
        if (change->more > 0)
            text += QLatin1Char(' ') +
                    Text::tr("%n stay in the bin: they came in a second time and stand in the "
                             "project.",
                             nullptr, change->more);
    }
    console.answer(fields, text);
    return Done;
}

Result<Project> openWith(const PairsActOptions &options)
{
    auto project = Project::open(fromUtf8(options.project));
    if (!project)
        return project;
    for (const qint64 pair : options.pairs) {
        const auto found = project->pairs().find(pair);
        if (!found)
            return found.error();
        if (!*found)
            return Error{ErrorKind::Input, Text::tr("There is no pair of this number."),
                         Text::tr("pair %1").arg(pair), Text::tr("Nothing was changed.")};
    }
    return project;
}

int removePairs(const PairsActOptions &options, Console &console)
{
    auto project = openWith(options);
    if (!project)
        return console.fail(project.error());
    return finish(
        project->changes().remove(QList<qint64>(options.pairs.begin(), options.pairs.end()),
                                  annotatorName(options.annotator)),
        true, console);
}

int restorePairs(const PairsActOptions &options, Console &console)
{
    auto project = openWith(options);
    if (!project)
        return console.fail(project.error());
    return finish(
        project->changes().restore(QList<qint64>(options.pairs.begin(), options.pairs.end()),
                                   annotatorName(options.annotator)),
        false, console);
}

void addPairsActOptions(CLI::App *command, const std::shared_ptr<PairsActOptions> &options)
{
    command->add_option("project", options->project, utf8(Text::tr("project file")))->required();
    command
        ->add_option("--pair", options->pairs,
                     utf8(Text::tr("numbers of the pairs, separated by spaces or commas")))
        ->required()
        ->delimiter(',');
    command->add_option("--annotator", options->annotator,
                        utf8(Text::tr("who does it, for the history")));
}
} // namespace

void printChange(const DataChange &change, Console &console)
{
    static const char *const states[] = {"in_effect", "undone", "history"};
    Json fields = {{"step", change.id},
                   {"time", utf8(timeText(change.atMs))},
                   {"annotator", utf8(change.annotator)},
                   {"kind", utf8(changeKindName(change.kind))},
                   {"pairs", change.pairs},
                   {"state", states[int(change.state)]}};
    if (change.pairId > 0)
        fields["pair"] = change.pairId;
    if (change.importId > 0)
        fields["import"] = change.importId;
    if (change.kind == ChangeKind::Import || change.kind == ChangeKind::Update)
        fields["updates"] = {{"labels", change.updates.labels},
                             {"notes", change.updates.notes},
                             {"flags", change.updates.flags},
                             {"topics", change.updates.topics},
                             {"dialogues", change.updates.dialogues},
                             {"splits", change.updates.splits}};
    const QString text =
        QStringLiteral("%1  %2  %3").arg(change.id).arg(timeText(change.atMs), changeText(change));
    console.answer(fields, change.state == DataChange::State::InEffect
                               ? text
                               : Text::tr("%1 (undone)").arg(text));
}

int endStep(Project &project, const DataChange &change, Console &console)
{
    const auto waited = [&] {
        TerminalJob job(console);
        return waitForStep(project.path(), job);
    }();
    if (!waited)
        return console.fail(waited.error());
    if (*waited == Outcome::Finished) {
        printChange(change, console);
        return Done;
    }
    const bool wasUndone = change.state != DataChange::State::InEffect;
    const Result<void> turned =
        wasUndone ? project.changes().redo(change.id) : project.changes().undo(change.id);
    if (!turned)
        return console.fail(turned.error());
    SilentJob silent;
    if (auto back = waitForStep(project.path(), silent); !back)
        return console.fail(back.error());
    console.note(Text::tr("Stopped; everything is as it was before."));
    return StoppedByPerson;
}

void addChangesCommand(CLI::App &root, Act &chosen)
{
    auto options = std::make_shared<ChangesOptions>();
    auto *command = addCommand(root, chosen, "changes",
                               Text::tr("Lists what was done to the data, newest first."),
                               "changes parcels.tunedesk --limit 5", options, listChanges);
    command->add_option("project", options->project, utf8(Text::tr("project file")))->required();
    command->add_option("--limit", options->limit, utf8(Text::tr("at most so many; 0: all")))
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber);
}

void addRedoCommand(CLI::App &root, Act &chosen)
{
    auto options = std::make_shared<RedoOptions>();
    auto *command = addCommand(root, chosen, "redo",
                               Text::tr("Does again what was undone: the next step, as long as "
                                        "nothing else was done since, or any by its number."),
                               "redo parcels.tunedesk --step 12", options, redoStep);
    command->add_option("project", options->project, utf8(Text::tr("project file")))->required();
    command
        ->add_option("--step", options->step,
                     utf8(Text::tr("number of the step, as “changes” lists it")))
        ->check(CLI::PositiveNumber);
}

void addRemoveCommand(CLI::App &root, Act &chosen)
{
    auto options = std::make_shared<PairsActOptions>();
    addPairsActOptions(addCommand(root, chosen, "remove",
                                  Text::tr("Puts pairs into the bin; “pairs --bin” lists them."),
                                  "remove parcels.tunedesk --pair 17 18", options, removePairs),
                       options);
}

void addRestoreCommand(CLI::App &root, Act &chosen)
{
    auto options = std::make_shared<PairsActOptions>();
    addPairsActOptions(addCommand(root, chosen, "restore",
                                  Text::tr("Brings pairs back out of the bin."),
                                  "restore parcels.tunedesk --pair 17 18", options, restorePairs),
                       options);
}

} // namespace tunedesk::cli
