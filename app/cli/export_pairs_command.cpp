#include "command.h"

#include "jobs/export_pairs.h"

namespace tunedesk::cli
{

namespace
{
struct ExportPairsOptions {
    std::string project, file, format;
};

/// By the file's name, where it says so.
QString kindOf(const ExportPairsOptions &options)
{
    if (!options.format.empty())
        return fromUtf8(options.format);
    const QString name = fromUtf8(options.file);
    if (name.endsWith(QLatin1String(".jsonl"), Qt::CaseInsensitive))
        return QStringLiteral("jsonl");
    if (name.endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
        return QStringLiteral("label-studio");
    if (name.endsWith(QLatin1String(".xlsx"), Qt::CaseInsensitive))
        return QStringLiteral("xlsx");
    return QStringLiteral("csv");
}

int exportPairsTo(const ExportPairsOptions &options, Console &console)
{
    const QString file = fromUtf8(options.file);
    const auto summary = [&] {
        TerminalJob job(console);
        return exportPairs(fromUtf8(options.project), {}, file, kindOf(options), job);
    }();
    if (!summary)
        return console.fail(summary.error());
    if (summary->outcome == Outcome::Stopped) {
        console.note(Text::tr("Stopped; %1 was not written.").arg(file));
        return StoppedByPerson;
    }
    console.answer({{"rows", summary->rows}, {"file", utf8(file)}},
                   Text::tr("%1: %n pairs written.", nullptr, int(summary->rows)).arg(file));
    return Done;
}
} // namespace

void addExportPairsCommand(CLI::App &root, Act &chosen)
{
    auto options = std::make_shared<ExportPairsOptions>();
    auto *command = addCommand(
        root, chosen, "export-pairs",
        Text::tr("Writes all pairs with everybody's answers to a file that imports again."),
        "export-pairs parcels.tunedesk parcels.csv", options, exportPairsTo);
    command->add_option("project", options->project, utf8(Text::tr("project file")))->required();
    command->add_option("file", options->file, utf8(Text::tr("file to write")))->required();
    command
        ->add_option("--format", options->format,
                     utf8(Text::tr("csv, xlsx, jsonl, label-studio or doccano; by the file's "
                                   "name when not given")))
        ->check(CLI::IsMember({"csv", "xlsx", "jsonl", "label-studio", "doccano"}));
}

} // namespace tunedesk::cli
