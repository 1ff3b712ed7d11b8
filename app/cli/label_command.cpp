#include "command.h"

#include "project/change_log.h"
#include "project/project.h"

#include <QDateTime>
#include <QFile>

#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>

namespace tunedesk::cli
{

namespace
{
struct LabelOptions {
    std::string project, from, annotator;
    qint64 pair = 0;
    std::optional<int> label;
    std::optional<double> score;
    bool skip = false;
};

struct UndoOptions {
    std::string project, annotator;
    bool step = false;
};

void printAnswer(const Label &label, Console &console)
{
    const Json value = label.label ? Json(*label.label) : Json();
    Json fields = {{"pair", label.pairId}, {"label", value}, {"annotator", utf8(label.annotator)}};
    if (label.score)
        fields["score"] = *label.score;
    if (label.skipped)
        fields["skipped"] = true;
    const QString said = label.label   ? QString::number(*label.label)
                         : label.score ? QString::number(*label.score)
                                       : Text::tr("skipped");
    console.answer(fields,
                   Text::tr("Pair %1: %2 (%3)").arg(label.pairId).arg(said, label.annotator));
}

/// Stores one answer and says so once it is on disk.
Result<void> store(Project &project, Label label, Console &console)
{
    label.atMs = QDateTime::currentMSecsSinceEpoch();
    const auto id = project.labels().add(label);
    if (!id)
        return id.error();
    printAnswer(label, console);
    return {};
}

Error lineError(const QString &file, qint64 line, const QString &what)
{
    return {ErrorKind::Input, what, Text::tr("%1, line %2").arg(file).arg(line),
            Text::tr("A line needs “pair” and “label” (0 or 1) or “score”; the lines before it are "
                     "stored.")};
}

/// One JSON line, or one row of a CSV whose header named the columns.
class AnswerParser
{
public:
    explicit AnswerParser(QString annotator) : m_annotator(std::move(annotator)) {}

    /// Nothing for a header or an empty line.
    Result<std::optional<Label>> parse(const std::string &line)
    {
        if (line.find_first_not_of(" \t\r\n") == std::string::npos)
            return std::optional<Label>();
        const auto first = line.find_first_not_of(" \t");
        return line[first] == '{' ? parseJson(line) : parseCsv(line);
    }

private:
    static Error wrong(const QString &what) { return {ErrorKind::Input, what, {}, {}}; }

    Result<std::optional<Label>> parseJson(const std::string &line)
    {
        const Json json = Json::parse(line, nullptr, false);
        if (!json.is_object())
            return wrong(Text::tr("This is no JSON object."));
        if (!json.contains("pair") || !json["pair"].is_number_integer())
            return wrong(Text::tr("“pair” is missing or no whole number."));
        Label label = blank(json["pair"].get<qint64>());
        if (json.contains("annotator") && json["annotator"].is_string())
            if (const QString name = fromUtf8(json["annotator"].get<std::string>()).trimmed();
                !name.isEmpty())
                label.annotator = name;
        if (json.value("skip", Json(false)) == Json(true))
            label.skipped = true;
        else if (json.contains("label") && json["label"].is_number_integer())
            label.label = json["label"].get<int>();
        else if (json.contains("score") && json["score"].is_number())
            label.score = json["score"].get<double>();
        return checked(label);
    }

    Result<std::optional<Label>> parseCsv(const std::string &line)
    {
        const QStringList cells = fromUtf8(line).trimmed().split(QLatin1Char(','));
        if (m_columns.isEmpty()) {
            m_columns = cells;
            if (!m_columns.contains(QStringLiteral("pair")))
                return wrong(Text::tr("The first line names no column “pair”."));
            return std::optional<Label>();
        }
        const auto cell = [&](const char *name) {
            return cells.value(m_columns.indexOf(QLatin1String(name))).trimmed();
        };
        bool ok = false;
        Label label = blank(cell("pair").toLongLong(&ok));
        if (!ok)
            return wrong(Text::tr("“pair” is missing or no whole number."));
        if (!cell("annotator").isEmpty())
            label.annotator = cell("annotator");
        if (!cell("label").isEmpty()) {
            label.label = cell("label").toInt(&ok);
            if (!ok)
                return wrong(Text::tr("“%1” is no label.").arg(cell("label")));
        } else if (!cell("score").isEmpty()) {
            label.score = cell("score").toDouble(&ok);
            if (!ok)
                return wrong(Text::tr("“%1” is no score.").arg(cell("score")));
        }
        return checked(label);
    }

    Label blank(qint64 pair) const
    {
        Label label;
        label.pairId = pair;
        label.annotator = m_annotator;
        return label;
    }

    static Result<std::optional<Label>> checked(const Label &label)
    {
        if (label.label && *label.label != 0 && *label.label != 1)
            return wrong(Text::tr("A label is 0 or 1, not %1.").arg(*label.label));
        if (!label.label && !label.score && !label.skipped)
            return wrong(Text::tr("There is neither a label nor a score."));
        return std::optional<Label>(label);
    }

    QString m_annotator;
    QStringList m_columns;
};

int labelFromFile(Project &project, const LabelOptions &options, Console &console)
{
    const QString name = fromUtf8(options.from);
    std::ifstream file;
    if (options.from != "-") {
        file.open(options.from);
        if (!file)
            return console.fail({ErrorKind::File, Text::tr("The file could not be opened."), name,
                                 Text::tr("Check the name and that it may be read.")});
    }
    std::istream &lines = options.from == "-" ? std::cin : file;
    AnswerParser parser(annotatorName(options.annotator));
    std::string line;
    int storedLines = 0; // which stay
    const auto fail = [&](const Error &error) {
        const int status = console.fail(error);
        return storedLines > 0 && status == Refused ? int(Failed) : status;
    };
    for (qint64 number = 1; std::getline(lines, line); ++number) {
        if (stopSignalled())
            return StoppedByPerson;
        const auto label = parser.parse(line);
        if (!label)
            return fail(lineError(name, number, label.error().what));
        if (!label->has_value())
            continue;
        if (auto stored = store(project, **label, console); !stored) {
            Error error = stored.error();
            error.where = Text::tr("%1, line %2").arg(name).arg(number);
            return fail(error);
        }
        ++storedLines;
    }
    return Done;
}

int labelPairs(const LabelOptions &options, Console &console)
{
    auto project = Project::open(fromUtf8(options.project));
    if (!project)
        return console.fail(project.error());
    if (!options.from.empty())
        return labelFromFile(*project, options, console);
    Label label;
    label.pairId = options.pair;
    label.label = options.label;
    label.score = options.score;
    label.skipped = options.skip;
    label.annotator = annotatorName(options.annotator);
    if (auto stored = store(*project, label, console); !stored)
        return console.fail(stored.error());
    return Done;
}

int undoStep(Project &project, Console &console)
{
    const auto change = project.changes().undoLast();
    if (!change)
        return console.fail(change.error());
    if (!*change)
        return console.fail({ErrorKind::Input, Text::tr("There is no step to undo."),
                             project.path(),
                             Text::tr("“changes” lists what was done and undone.")});
    return endStep(project, **change, console);
}

int undoLabel(const UndoOptions &options, Console &console)
{
    auto project = Project::open(fromUtf8(options.project));
    if (!project)
        return console.fail(project.error());
    if (options.step)
        return undoStep(*project, console);
    const QString annotator = annotatorName(options.annotator);
    const auto taken = project->labels().undoLast(annotator);
    if (!taken)
        return console.fail(taken.error());
    if (!taken->has_value())
        return console.fail(
            {ErrorKind::Input, Text::tr("“%1” has no answer to take back.").arg(annotator),
             fromUtf8(options.project), Text::tr("Name somebody else with --annotator.")});
    printAnswer(**taken, console);
    return Done;
}
} // namespace

void addLabelCommand(CLI::App &root, Act &chosen)
{
    auto options = std::make_shared<LabelOptions>();
    auto *command = addCommand(
        root, chosen, "label", Text::tr("Writes labels; every answer is kept in the history."),
        "label parcels.tunedesk --pair 17 --label 1 --annotator Mei", options, labelPairs);
    command->add_option("project", options->project, utf8(Text::tr("project file")))->required();
    auto *pair = command->add_option("--pair", options->pair, utf8(Text::tr("number of the pair")));
    auto *label =
        command->add_option("--label", options->label, utf8(Text::tr("1 appropriate, 0 not")))
            ->check(CLI::IsMember({0, 1}))
            ->needs(pair);
    auto *score =
        command
            ->add_option("--score", options->score, utf8(Text::tr("a number instead of a label")))
            ->needs(pair)
            ->excludes(label);
    auto *skip = command->add_flag("--skip", options->skip, utf8(Text::tr("pass this pair")))
                     ->needs(pair)
                     ->excludes(label)
                     ->excludes(score);
    auto *from =
        command
            ->add_option(
                "--from", options->from,
                utf8(Text::tr("JSON Lines or CSV with pair, label or score; - reads stdin")))
            ->excludes(pair);
    command->add_option("--annotator", options->annotator, utf8(Text::tr("who answers")));
    command->parse_complete_callback([=] {
        if (from->count() == 0 && label->count() + score->count() + skip->count() == 0)
            throw CLI::RequiredError("--label, --score, --skip, --from");
    });
}

void addUndoCommand(CLI::App &root, Act &chosen)
{
    auto options = std::make_shared<UndoOptions>();
    auto *command = addCommand(root, chosen, "undo", Text::tr("Takes the last answer back."),
                               "undo parcels.tunedesk --annotator Mei", options, undoLabel);
    command->add_option("project", options->project, utf8(Text::tr("project file")))->required();
    command->add_option("--annotator", options->annotator, utf8(Text::tr("whose answer")));
    command->add_flag(
        "--step", options->step,
        utf8(Text::tr("undo the last step of any kind and anybody instead, such as an "
                      "import or a removal")));
}

} // namespace tunedesk::cli
