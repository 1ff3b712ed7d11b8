#include "command.h"

#include "jobs/export_model.h"

namespace tunedesk::cli
{

namespace
{
struct ExportCommandOptions {
    std::string project, out;
    std::string format = "huggingface";
    qint64 run = 0;
};

struct VerifyOptions {
    std::string folder;
};

int exportRun(const ExportCommandOptions &given, Console &console)
{
    ExportOptions options;
    options.folder = fromUtf8(given.out);
    options.format = fromUtf8(given.format);
    const auto summary = [&] {
        TerminalJob job(console);
        return exportModel(fromUtf8(given.project), given.run, options, job);
    }();
    if (!summary)
        return console.fail(summary.error());
    if (summary->outcome == Outcome::Stopped) {
        console.note(Text::tr("Stopped; nothing was written."));
        return StoppedByPerson;
    }
    const Verification &check = summary->verification;
    const double agreement =
        check.pairs > 0 ? static_cast<double>(check.sameVerdicts) / check.pairs : 1.0;
    console.answer(
        {{"folder", utf8(summary->folder)},
         {"format", utf8(summary->format)},
         {"needs_own_code", summary->needsOwnCode},
         {"bytes", summary->bytes},
         {"verified", check.verified},
         {"max_difference", number(check.maxDifference)},
         {"agreement", agreement}},
        Text::tr(
            "Exported to %1 (%2 MB).\n%3 of %n pairs get the same verdict; largest difference %4.",
            nullptr, check.pairs)
                .arg(summary->folder)
                .arg(static_cast<double>(summary->bytes) / 1e6, 0, 'f', 1)
                .arg(check.sameVerdicts)
                .arg(check.maxDifference, 0, 'g', 2) +
            (summary->needsOwnCode
                 ? QLatin1Char('\n') + Text::tr("transformers loads it with "
                                                "trust_remote_code=True: it needs the file "
                                                "modeling_tunedesk.py of the folder.")
                 : QString()));
    return Done;
}

int verify(const VerifyOptions &options, Console &console)
{
    TerminalJob job(console);
    const auto check = verifyFolder(fromUtf8(options.folder), job);
    if (!check)
        return console.fail(check.error());
    console.answer(
        {{"verified", check->verified},
         {"max_difference", number(check->maxDifference)},
         {"pairs", check->pairs}},
        check->verified
            ? Text::tr("Verified: %n pairs give the stored answers; largest difference %1.",
                       nullptr, check->pairs)
                  .arg(check->maxDifference, 0, 'g', 2)
            : Text::tr("Not verified: %1").arg(check->problem));
    return check->verified ? Done : Failed;
}
} // namespace

void addExportCommand(CLI::App &root, Act &chosen)
{
    auto options = std::make_shared<ExportCommandOptions>();
    auto *command = addCommand(
        root, chosen, "export",
        Text::tr(
            "Writes a run's best model as a folder that other programs load, and verifies it."),
        "export parcels.tunedesk 3 models/parcel-reply-1", options, exportRun);
    command->add_option("project", options->project, utf8(Text::tr("project file")))->required();
    command->add_option("run", options->run, utf8(Text::tr("number of the run")))->required();
    command->add_option("out", options->out, utf8(Text::tr("folder to write; must not exist yet")))
        ->required();
    command->add_option("--format", options->format, utf8(Text::tr("huggingface")))
        ->capture_default_str()
        ->check(CLI::IsMember({"huggingface"}));
}

void addVerifyCommand(CLI::App &root, Act &chosen)
{
    auto options = std::make_shared<VerifyOptions>();
    auto *command =
        addCommand(root, chosen, "verify",
                   Text::tr("Checks an exported folder against the expected outputs stored in it."),
                   "verify models/parcel-reply-1", options, verify);
    command->add_option("folder", options->folder, utf8(Text::tr("exported folder")))->required();
}

} // namespace tunedesk::cli
