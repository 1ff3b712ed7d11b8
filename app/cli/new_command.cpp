#include "command.h"

#include "jobs/import_pairs.h"
#include "project/project.h"

namespace tunedesk::cli
{

namespace
{
struct NewOptions {
    std::string project;
    bool sample = false;
};

int makeProject(const NewOptions &options, Console &console)
{
    const QString path = fromUtf8(options.project);
    int pairs = 0;
    {
        // Held open until the end: the file keeps one writer throughout.
        auto project = Project::create(path);
        if (!project)
            return console.fail(project.error());
        if (options.sample) {
            TerminalJob job(console);
            const auto added = addSamplePairs(path, job);
            if (!added)
                return console.fail(added.error());
            pairs = *added;
        }
    }
    console.answer({{"project", options.project}, {"pairs", pairs}},
                   Text::tr("Made %1 with %n pairs.", nullptr, pairs).arg(path));
    return Done;
}
} // namespace

void addNewCommand(CLI::App &root, Act &chosen)
{
    auto options = std::make_shared<NewOptions>();
    auto *command = addCommand(root, chosen, "new", Text::tr("Makes a project."),
                               "new parcels.tunedesk --sample", options, makeProject);
    command->add_option("project", options->project, utf8(Text::tr("project file to make")))
        ->required();
    command->add_flag("--sample", options->sample,
                      utf8(Text::tr("with the built-in sample pairs")));
}

} // namespace tunedesk::cli
