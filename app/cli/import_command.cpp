#include "command.h"

#include "dataset/pair_reader.h"
#include "dataset/text_file.h"
#include "import_checks_report.h"
#include "import_report.h"
#include "jobs/import_pairs.h"
#include "jobs/import_survey.h"
#include "jobs/rejected_rows.h"
#include "project/project.h"

#include <QFileInfo>

#include <optional>

namespace tunedesk::cli
{

namespace
{
struct ImportCommandOptions {
    std::string project;
    std::vector<std::string> files;
    std::string format, encoding, delimiter, quotes, sheet, split, rejects, annotator;
    std::string unknownLabels;
    std::vector<std::string> map, labelValues;
    ImportChecksGiven checks;
    bool dryRun = false;
    bool allowPartial = false;
};

Result<QChar> delimiterOf(const ImportCommandOptions &options)
{
    const std::string &given = options.delimiter;
    if (given.empty())
        return QChar();
    if (given == "tab" || given == "\\t")
        return QChar(u'\t');
    const QString text = fromUtf8(given);
    if (text.size() == 1 && canDelimit(text.at(0)))
        return text.at(0);
    return Error{ErrorKind::Input, Text::tr("“%1” can't stand between the columns.").arg(text),
                 QStringLiteral("--delimiter"),
                 Text::tr("Use one ASCII character that is no letter, digit, quote or blank, as "
                          ", ; | or the word tab.")};
}

/// Puts what --map says over what was found by looking.
Result<void> applyMap(const QString &file, const std::vector<std::string> &map, PairFormat &format)
{
    if (map.empty())
        return {};
    // Who names a column says that the first line holds names.
    for (const std::string &entry : map)
        if (entry.find_first_not_of("0123456789", entry.find('=') + 1) != std::string::npos)
            format.hasHeader = true;
    auto reader = PairReader::open(file, format, false);
    if (!reader)
        return reader.error();
    const QStringList names = reader->format().columnNames;
    QList<PairColumn> columns = reader->format().columns;
    for (const std::string &entry : map) {
        const auto equals = entry.find('=');
        const auto role = columnFromRoleName(fromUtf8(entry.substr(0, equals)));
        if (equals == std::string::npos || equals == 0 || !role)
            return Error{ErrorKind::Input,
                         Text::tr("“%1” does not say which column is what.").arg(fromUtf8(entry)),
                         QStringLiteral("--map"),
                         Text::tr("Write it like question=customer_text.")};
        const QString column = fromUtf8(entry.substr(equals + 1));
        bool isNumber = false;
        const int position = column.toInt(&isNumber);
        qsizetype at = names.indexOf(column);
        if (at < 0 && isNumber && position >= 1 && position <= names.size())
            at = position - 1;
        if (at < 0)
            return Error{ErrorKind::Input, Text::tr("No column “%1”.").arg(column), file,
                         Text::tr("The file has these: %1.").arg(names.join(QStringLiteral(", ")))};
        if (const qsizetype before = columns.indexOf(*role); before >= 0)
            columns.replace(before, PairColumn::LeaveOut);
        columns.replace(at, *role);
    }
    format = reader->format();
    format.columns = columns;
    format.labelNumbers.reset(); // the first rows alone were looked at
    return {};
}

/// What --label-values and --unknown-labels say.
Result<void> applyLabelValues(const ImportCommandOptions &given, PairFormat &format)
{
    for (const std::string &entry : given.labelValues) {
        const auto equals = entry.rfind('=');
        const QString value = labelKey(fromUtf8(entry.substr(0, equals)));
        const auto meaning = equals == std::string::npos
                                 ? std::nullopt
                                 : labelMeaningFromName(fromUtf8(entry.substr(equals + 1)));
        if (!meaning || value.isEmpty())
            return Error{ErrorKind::Input,
                         Text::tr("“%1” does not say what a label means.").arg(fromUtf8(entry)),
                         QStringLiteral("--label-values"),
                         Text::tr("Write it like ok=1, bad=0, unsure=none, spam=refuse or "
                                  "fair=score:0.5.")};
        format.labelMeanings.insert(value, *meaning);
    }
    if (!given.unknownLabels.empty())
        format.unknownLabels = given.unknownLabels == "unlabelled" ? UnknownLabels::Unlabelled
                                                                   : UnknownLabels::Refused;
    return {};
}

/// To the rejected rows, where some are wanted; there are none after a failure or a stop.
int addRejects(std::optional<RejectedRowsFile> &rejects, const QString &project,
               const QString &file, const PairFormat &format, Console &console)
{
    if (!rejects)
        return Done;
    TerminalJob job(console);
    const auto added = rejects->add(project, file, format, job);
    if (added && *added == Outcome::Finished)
        return Done;
    rejects.reset();
    return added ? int(StoppedByPerson) : console.fail(added.error());
}

const char *mappingName(MappingSource mapping)
{
    switch (mapping) {
    case MappingSource::Guessed:
        return "guessed";
    case MappingSource::Remembered:
        return "remembered";
    case MappingSource::Given:
        return "given";
    }
    Q_UNREACHABLE();
}

void printSummary(const QString &file, const ImportSummary &summary, bool dryRun,
                  const ImportRemedies &remedies, Console &console)
{
    Json reasons = Json::array();
    for (const RejectedRow &row : summary.reasons)
        reasons.push_back(
            {{"row", row.row}, {"column", utf8(row.column)}, {"why", utf8(row.reason)}});
    Json labelValues = Json::array();
    for (const LabelValueRows &value : summary.labelValues)
        labelValues.push_back({{"value", utf8(value.text)},
                               {"rows", value.rows},
                               {"meaning", utf8(labelMeaningName(value.meaning))},
                               {"known", value.isKnown}});
    Json sheets = Json::array();
    for (const QString &sheet : summary.format.sheets)
        sheets.push_back(utf8(sheet));
    const QChar delimiter = summary.format.delimiter;
    Json fields = {{"file", utf8(file)},
                   {"format", utf8(summary.formatName)},
                   {"encoding", utf8(summary.format.encoding)},
                   {"delimiter", delimiter.isNull() ? "" : utf8(QString(delimiter))},
                   {"sheet", utf8(summary.format.sheet)},
                   {"sheets", sheets},
                   {"mapping", mappingName(summary.mapping)},
                   {"rows", summary.rows},
                   {"imported", summary.imported},
                   {"updated", summary.updates.updated},
                   {"unchanged", summary.updates.unchanged},
                   {"updates",
                    {{"labels", summary.updates.fields.labels},
                     {"notes", summary.updates.fields.notes},
                     {"flags", summary.updates.fields.flags},
                     {"topics", summary.updates.fields.topics},
                     {"dialogues", summary.updates.fields.dialogues},
                     {"splits", summary.updates.fields.splits}}},
                   {"answers_taken_back", summary.updates.takenBack},
                   {"other_texts", summary.updates.otherTexts},
                   {"unknown_ids", summary.updates.unknownIds},
                   {"kept_labels", summary.updates.keptLabels},
                   {"kept_tests", summary.updates.keptTests},
                   {"moved_to_test", summary.effects.toTest},
                   {"rows_joined_to_test", summary.effects.joined},
                   {"rows_of_tested_dialogues", summary.effects.ofTested},
                   {"rows_of_trained_dialogues", summary.effects.ofTrained},
                   {"rows_in_bin", summary.effects.inBin},
                   {"duplicates", summary.duplicates},
                   {"left_out", summary.leftOut},
                   {"rejected", summary.rejected},
                   {"labelled", summary.labelled},
                   {"unknown_labels", summary.unknownLabels},
                   {"label_values", labelValues},
                   {"reasons", reasons}};
    addCheckFields(summary.findings, fields);
    const QString sentence =
        dryRun ? Text::tr("%1: %2 of %n rows would come in, %3 labelled; %4, %5 rejected.", nullptr,
                          summary.rows)
               : Text::tr("%1: %2 of %n rows imported, %3 labelled; %4, %5 rejected.", nullptr,
                          summary.rows);
    console.answer(fields, sentence.arg(file, QString::number(summary.imported),
                                        QString::number(summary.labelled),
                                        Text::tr("%n duplicates", nullptr, summary.duplicates),
                                        QString::number(summary.rejected)));
    if (console.json)
        return;
    if (summary.mapping == MappingSource::Remembered && !summary.isGuess)
        console.note(Text::tr("  columns as last time; --map changes them"));
    if (summary.format.sheets.size() > 1) {
        QStringList others = summary.format.sheets;
        others.removeOne(summary.format.sheet);
        console.note(Text::tr("  sheet “%1” was read; --sheet reads another: %2")
                         .arg(summary.format.sheet, others.join(QStringLiteral(", ")).left(300)));
    }
    noteImport(summary, dryRun, console);
    noteFindings(summary.findings, remedies, console);
    constexpr std::size_t kShown = 20;
    for (std::size_t i = 0; i < summary.reasons.size() && i < kShown; ++i) {
        const RejectedRow &row = summary.reasons[i];
        console.note(
            row.column.isEmpty()
                ? Text::tr("  row %1: %2").arg(row.row).arg(row.reason)
                : Text::tr("  row %1, column “%2”: %3").arg(row.row).arg(row.column, row.reason));
    }
    if (summary.reasons.size() > kShown)
        console.note(Text::tr("  … and %n more; --rejects FILE.csv writes them all", nullptr,
                              static_cast<int>(summary.reasons.size() - kShown)));
}

/// A sheet is asked for of spreadsheets alone.
Result<void> checkSheet(const QString &file, const ImportCommandOptions &given,
                        const PairFormat &format)
{
    if (given.sheet.empty())
        return {};
    const auto reader = PairReader::open(file, format, false);
    if (!reader)
        return reader.error();
    if (reader->format().kind == QLatin1String("xlsx"))
        return {};
    return Error{ErrorKind::Input, Text::tr("%1 has no sheets.").arg(QFileInfo(file).fileName()),
                 QStringLiteral("--sheet"), Text::tr("Leave the option out.")};
}

Result<ImportOptions> optionsFor(const QString &file, const ImportCommandOptions &given)
{
    ImportOptions options;
    options.file = file;
    options.dryRun = given.dryRun;
    options.allowPartial = given.allowPartial || given.dryRun;
    options.annotator = fromUtf8(given.annotator);
    options.remedies = remediesOf(given.checks);
    options.checking = checkingOf(given.checks, given.dryRun);
    options.by = annotatorName(given.annotator);
    options.format.kind = fromUtf8(given.format);
    options.format.encoding = fromUtf8(given.encoding);
    if (!given.encoding.empty() && !isKnownEncoding(options.format.encoding))
        return Error{ErrorKind::Input,
                     Text::tr("“%1” is no encoding.").arg(options.format.encoding),
                     QStringLiteral("--encoding"),
                     Text::tr("Leave it out to have it found, or write one like UTF-8, GB18030, "
                              "Big5, Shift_JIS or windows-1252.")};
    options.format.sheet = fromUtf8(given.sheet);
    options.format.split = splitFromName(fromUtf8(given.split)).value_or(Split::Unassigned);
    const auto delimiter = delimiterOf(given);
    if (!delimiter)
        return delimiter.error();
    options.format.delimiter = *delimiter;
    if (!given.quotes.empty())
        options.format.hasQuotes = given.quotes == "yes";
    if (auto checked = checkSheet(file, given, options.format); !checked)
        return checked.error();
    if (auto mapped = applyMap(file, given.map, options.format); !mapped)
        return mapped.error();
    if (auto said = applyLabelValues(given, options.format); !said)
        return said.error();
    return options;
}

/// @param isChanged becomes true once something came in
int importOne(const QString &file, const ImportCommandOptions &given,
              std::optional<RejectedRowsFile> &rejects, Console &console, bool &isChanged)
{
    const auto found = optionsFor(file, given);
    if (!found)
        return console.fail(found.error());
    ImportOptions options = *found;
    const QString project = fromUtf8(given.project);
    auto summary = [&] {
        TerminalJob job(console);
        return importPairs(project, options, job);
    }();
    if (!summary) {
        Error error = summary.error();
        if (isChanged)
            error.hint = (error.hint + QLatin1Char(' ') +
                          Text::tr("What came in from the files before it stays."))
                             .trimmed();
        const int status = console.fail(error);
        if (options.allowPartial || summary.error().kind != ErrorKind::Input)
            return status;
        // Refused for its rows: say which, all of them.
        options.dryRun = options.allowPartial = true;
        SilentJob job;
        if (const auto dry = importPairs(project, options, job); dry && dry->rejected > 0) {
            if (const int added = addRejects(rejects, project, file, dry->format, console);
                added != Done)
                return added;
            ImportSummary refused = *dry;
            refused.imported = refused.labelled = refused.leftOut = 0;
            refused.updates = {};
            refused.effects = {};
            printSummary(file, refused, false, options.remedies, console);
        }
        return status;
    }
    if (summary->outcome == Outcome::Stopped) {
        console.note(Text::tr("Stopped; nothing of %1 was imported.").arg(file));
        return StoppedByPerson;
    }
    isChanged |= !given.dryRun && summary->imported + summary->updates.updated > 0;
    const int added = addRejects(rejects, project, file, summary->format, console);
    printSummary(file, *summary, given.dryRun, options.remedies, console);
    return added;
}

/// That each can be read and its columns are found.
Result<void> checkFiles(const ImportCommandOptions &given)
{
    auto project = Project::open(fromUtf8(given.project), Project::Mode::ReadOnly);
    if (!project)
        return project.error();
    for (const std::string &file : given.files) {
        const auto options = optionsFor(fromUtf8(file), given);
        if (!options)
            return options.error();
        if (auto open = openForImport(*project, *options, true); !open)
            return open.error();
    }
    return {};
}

int importFiles(const ImportCommandOptions &options, Console &console)
{
    // All are looked at first, so that a name that is wrong keeps the others out.
    if (options.files.size() > 1)
        if (auto checked = checkFiles(options); !checked)
            return console.fail(checked.error());
    // Opened before anything comes in, so that nothing does where it can't be written.
    std::optional<RejectedRowsFile> rejects;
    if (!options.rejects.empty()) {
        QStringList files;
        for (const std::string &file : options.files)
            files << fromUtf8(file);
        auto created = RejectedRowsFile::create(fromUtf8(options.rejects), files);
        if (!created)
            return console.fail(created.error());
        rejects.emplace(std::move(*created));
    }
    bool isChanged = false;
    int status = Done;
    for (const std::string &file : options.files) {
        status = importOne(fromUtf8(file), options, rejects, console, isChanged);
        if (status != Done)
            break;
    }
    if (rejects && (status == Done || isChanged || rejects->rows() > 0))
        if (auto written = rejects->commit(); !written)
            return console.fail(written.error());
    return status == Refused && isChanged ? Failed : status;
}
} // namespace

void addImportCommand(CLI::App &root, Act &chosen)
{
    auto options = std::make_shared<ImportCommandOptions>();
    auto *command = addCommand(
        root, chosen, "import",
        Text::tr("Brings dialogue pairs from files into a project. Format, encoding, delimiter and "
                 "columns are found by looking when not given."),
        "import parcels.tunedesk march.csv --map question=customer_text,reply=agent_text", options,
        importFiles);
    command->add_option("project", options->project, utf8(Text::tr("project file")))->required();
    command
        ->add_option("files", options->files,
                     utf8(Text::tr("files of pairs: tables, spreadsheets, JSON")))
        ->required();
    command->add_option("--format", options->format, utf8(Text::tr("what kind of file it is")))
        ->check(CLI::IsMember({"csv", "tsv", "xlsx", "jsonl", "json", "label-studio", "doccano",
                               "openai", "sharegpt", "alpaca", "prodigy", "dpo"}));
    command->add_option(
        "--encoding", options->encoding,
        utf8(Text::tr("UTF-8, GB18030, Big5, Shift_JIS, UTF-16LE, windows-1252 …")));
    command->add_option("--sheet", options->sheet, utf8(Text::tr("name of a spreadsheet's sheet")));
    command->add_option("--delimiter", options->delimiter, utf8(Text::tr("one character, or tab")));
    command
        ->add_option("--quotes", options->quotes,
                     utf8(Text::tr("whether quotes hold columns together: yes, or no where they "
                                   "are text")))
        ->check(CLI::IsMember({"yes", "no"}));
    command
        ->add_option(
            "--map", options->map,
            utf8(Text::tr(
                "which column is what: question=COL,reply=COL,context=COL,label=COL,"
                "score=COL,dialogue=COL,group=COL,annotator=COL; COL is a name or a number "
                "from 1")))
        ->delimiter(',');
    command
        ->add_option(
            "--label-values", options->labelValues,
            utf8(Text::tr("what values of the label column mean, like ok=1,bad=0,unsure=none,"
                          "spam=refuse,fair=score:0.5; other values as found: 4 and 5 "
                          "stars are 1, 1 and 2 are 0, 3 has no label")))
        ->delimiter(',');
    command
        ->add_option("--unknown-labels", options->unknownLabels,
                     utf8(Text::tr("rows with labels that nobody knows: refuse them (so it is when "
                                   "not given) or take them in unlabelled")))
        ->check(CLI::IsMember({"refuse", "unlabelled"}));
    command
        ->add_option("--split", options->split,
                     utf8(Text::tr("put all rows into train, validation or test")))
        ->check(CLI::IsMember({"train", "validation", "test"}));
    command->add_flag("--dry-run", options->dryRun, utf8(Text::tr("count only, change nothing")));
    command->add_option(
        "--rejects", options->rejects,
        utf8(Text::tr("write the rows that were rejected, with reasons, to this CSV file")));
    addCheckOptions(*command, options->checks);
    command->add_flag("--allow-partial", options->allowPartial,
                      utf8(Text::tr("import the good rows even when others are rejected")));
    command->add_option("--annotator", options->annotator,
                        utf8(Text::tr("whose answers the file's labels are, and labels that were "
                                      "edited in an export of this project")));
}

} // namespace tunedesk::cli
