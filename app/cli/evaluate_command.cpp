#include "command.h"

#include "jobs/evaluate_run.h"

#include <QDir>
#include <QFileInfo>

namespace tunedesk::cli
{

namespace
{
struct EvaluateOptions {
    std::string place, second, split, file;
};

Error wordsError(const QString &what)
{
    return {ErrorKind::Input, what, QStringLiteral("evaluate"),
            Text::tr("Write evaluate PROJECT RUN [--split test | FILE], or evaluate FOLDER FILE.")};
}

int print(const Evaluation &evaluation, Console &console)
{
    Json fields = {{"pairs", evaluation.pairs}};
    QString text = Text::tr("%n pairs", nullptr, evaluation.pairs);
    for (auto it = evaluation.metrics.begin(); it != evaluation.metrics.end(); ++it) {
        fields[utf8(it.key())] = number(it.value());
        text += QStringLiteral("\n  %1 %2").arg(it.key(), -20).arg(it.value(), 0, 'f', 4);
    }
    if (evaluation.objective != QStringLiteral("regression")) {
        const auto &c = evaluation.confusion;
        fields["threshold"] = evaluation.threshold;
        fields["confusion"] = {{c[0][0], c[0][1]}, {c[1][0], c[1][1]}};
        text +=
            QLatin1Char('\n') +
            Text::tr("  not appropriate: %1 found, %2 missed\n  appropriate: %3 found, %4 missed")
                .arg(c[0][0])
                .arg(c[0][1])
                .arg(c[1][1])
                .arg(c[1][0]);
        const double majority = evaluation.metrics.value(QLatin1String("majority_accuracy"));
        if (evaluation.metrics.value(QLatin1String("accuracy")) <= majority)
            console.warn(Text::tr("this is no better than always saying the more frequent label."));
    }
    console.answer(fields, text);
    return Done;
}

int evaluate(const EvaluateOptions &options, Console &console)
{
    const QString place = fromUtf8(options.place);
    const bool isFolder = QFileInfo(place).isDir();
    bool isNumber = false;
    const qint64 run = fromUtf8(options.second).toLongLong(&isNumber);
    if (!isFolder && !isNumber) {
        console.fail(
            wordsError(Text::tr("“%1” is no number of a run.").arg(fromUtf8(options.second))));
        return Usage;
    }
    if (isFolder && (!options.split.empty() || !options.file.empty())) {
        console.fail(wordsError(Text::tr("A folder takes a file only.")));
        return Usage;
    }
    if (!options.split.empty() && !options.file.empty()) {
        console.fail(wordsError(Text::tr("Give a split or a file, not both.")));
        return Usage;
    }
    const Split split = splitFromName(fromUtf8(options.split)).value_or(Split::Test);
    auto evaluation = [&] {
        TerminalJob job(console);
        if (isFolder)
            return evaluateFolder(place, fromUtf8(options.second), job);
        if (!options.file.empty())
            return evaluateRunOnFile(place, run, fromUtf8(options.file), job);
        return evaluateRun(place, run, options.split.empty() ? Split::Test : split, job);
    }();
    if (!evaluation)
        return console.fail(evaluation.error());
    if (evaluation->outcome == Outcome::Stopped)
        return StoppedByPerson;
    return print(*evaluation, console);
}
} // namespace

void addEvaluateCommand(CLI::App &root, Act &chosen)
{
    auto options = std::make_shared<EvaluateOptions>();
    auto *command = addCommand(
        root, chosen, "evaluate",
        Text::tr("Compares a run or an exported folder with labels: evaluate PROJECT RUN "
                 "[--split NAME | FILE], or evaluate FOLDER FILE."),
        "evaluate parcels.tunedesk 3 --split test", options, evaluate);
    command
        ->add_option("place", options->place,
                     utf8(Text::tr("project file, or a folder with a model")))
        ->required();
    command
        ->add_option("run", options->second,
                     utf8(Text::tr("number of the run, or the file for a folder")))
        ->required();
    command->add_option("file", options->file, utf8(Text::tr("CSV or TSV with labels")));
    command
        ->add_option("--split", options->split,
                     utf8(Text::tr("train, validation or test (as usual)")))
        ->check(CLI::IsMember({"train", "validation", "test"}));
}

} // namespace tunedesk::cli
