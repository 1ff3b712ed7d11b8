#include "command.h"

#include "jobs/export_pairs.h"

#include <QFileInfo>

namespace tunedesk::cli
{

namespace
{
struct ExportPairsOptions {
    std::string project, file, format;
};

/// By the file's name, where it says so.
Result<QString> kindOf(const ExportPairsOptions &options)
{
    if (!options.format.empty())
        return fromUtf8(options.format);
    const QString suffix = QFileInfo(fromUtf8(options.file)).suffix().toLower();
    if (suffix == QLatin1String("csv") || suffix.isEmpty())
        return QStringLiteral("csv");
    if (suffix == QLatin1String("json"))
        return QStringLiteral("label-studio");
    if (suffix == QLatin1String("jsonl") || suffix == QLatin1String("xlsx"))
        return suffix;
    return Error{ErrorKind::Input,
                 Text::tr("A name with .%1 doesn't say what to write.").arg(suffix),
                 QStringLiteral("--format"),
                 Text::tr("Name a file with .csv, .xlsx, .jsonl or .json (Label Studio), or say "
                          "--format csv, xlsx, jsonl, label-studio or doccano.")};
}

int exportPairsTo(const ExportPairsOptions &options, Console &console)
{
    const QString file = fromUtf8(options.file);
    const auto kind = kindOf(options);
    if (!kind)
        return console.fail(kind.error());
    const auto summary = [&] {
        TerminalJob job(console);
        return exportPairs(fromUtf8(options.project), {}, file, *kind, job);
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
