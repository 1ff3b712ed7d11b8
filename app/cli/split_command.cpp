#include "command.h"

#include "project/change_log.h"
#include "project/project.h"
#include "project/test_set.h"

namespace tunedesk::cli
{

namespace
{
struct SplitOptions {
    std::string project, annotator;
    std::optional<int> test;
    bool byDialogue = false; ///< always so
};

void addCounts(const TestSetCounts &counts, Json &fields, QString &text)
{
    fields["test"] = counts.pairs;
    fields["test_appropriate"] = counts.appropriate;
    fields["test_not_appropriate"] = counts.notAppropriate;
    fields["labelled"] = counts.labelled;
    text +=
        Text::tr("Test set: %n pairs, labelled %1 appropriate and %2 not", nullptr, counts.pairs)
            .arg(counts.appropriate)
            .arg(counts.notAppropriate) +
        Text::tr("; %n labelled pairs in the project", nullptr, counts.labelled);
}

int split(const SplitOptions &options, Console &console)
{
    auto project = Project::open(fromUtf8(options.project),
                                 options.test ? Project::Mode::ReadWrite : Project::Mode::ReadOnly);
    if (!project)
        return console.fail(project.error());
    Json fields = Json::object();
    std::optional<DataChange> grown;
    if (options.test) {
        const auto change =
            project->changes().growTestSet(*options.test, annotatorName(options.annotator));
        if (!change)
            return console.fail(change.error());
        grown = *change;
    }
    const auto counts = project->changes().testSet();
    if (!counts)
        return console.fail(counts.error());
    QString text;
    if (grown) {
        const bool isGrown = grown->id > 0;
        fields["added"] = isGrown ? grown->pairs : 0;
        fields["dialogues"] = isGrown ? grown->more : 0;
        fields["step"] = isGrown ? Json(grown->id) : Json();
        text = (isGrown ? changeText(*grown) : notGrownText(*options.test, *counts)) +
               QLatin1Char('\n');
    }
    addCounts(*counts, fields, text);
    console.answer(fields, text);
    return Done;
}
} // namespace

void addSplitCommand(CLI::App &root, Act &chosen)
{
    auto options = std::make_shared<SplitOptions>();
    auto *command =
        addCommand(root, chosen, "split",
                   Text::tr("Sets pairs aside that no training sees, or counts those that are."),
                   "split parcels.tunedesk --test 20", options, split);
    command->add_option("project", options->project, utf8(Text::tr("project file")))->required();
    auto *test =
        command
            ->add_option("--test", options->test,
                         utf8(Text::tr("raise the test set to this percentage of the labelled "
                                       "pairs, of each label its share; what is in it stays")))
            ->check(CLI::Range(1, 90));
    command
        ->add_flag("--by-dialogue", options->byDialogue,
                   utf8(Text::tr("keep dialogues whole, which is always so")))
        ->needs(test);
    command->add_option("--annotator", options->annotator,
                        utf8(Text::tr("who does it, for the history")));
}

} // namespace tunedesk::cli
