#include "command.h"

#include "jobs/check_pairs.h"
#include "jobs/model_catalogue.h"

namespace tunedesk::cli
{

namespace
{
struct CheckOptions {
    std::string project, model;
    int maxLength = 0;
};

/// The model that was named, with the length that was asked for; nothing: it is to be found.
Result<std::optional<CheckModel>> chosenModel(const CheckOptions &options)
{
    if (options.model.empty())
        return std::optional<CheckModel>();
    const auto info = findModel(fromUtf8(options.model));
    if (!info)
        return info.error();
    auto tokenizer = Tokenizer::load(info->path, PairLayout::Separated);
    if (!tokenizer)
        return tokenizer.error();
    TrainingRecipe recipe;
    if (options.maxLength > 0)
        recipe.maxLength = options.maxLength;
    return std::optional(CheckModel{info->name, recipe, std::move(*tokenizer)});
}

void printIssue(const PairIssue &issue, Console &console)
{
    Json pairs = Json::array();
    for (const qint64 id : issue.pairs)
        pairs.push_back(id);
    console.answer({{"kind", utf8(issueKindName(issue.kind))},
                    {"pairs", pairs},
                    {"message", utf8(issue.message)}},
                   QStringLiteral("%1: %2").arg(issueKindName(issue.kind), issue.message));
}

/// What is not listed, and that no dialogue is in two splits.
void printRest(const PairCheckReport &report, Console &console)
{
    std::array<int, kIssueKinds> listed{};
    for (const PairIssue &issue : report.issues)
        ++listed[std::size_t(issue.kind)];
    for (int kind = 0; kind < kIssueKinds; ++kind)
        if (const int more = report.found[std::size_t(kind)] - listed[std::size_t(kind)]; more > 0)
            console.warn(
                Text::tr("%n more problems of the kind “%1” are not listed.", nullptr, more)
                    .arg(issueKindName(PairIssue::Kind(kind))));
    if (report.dealtPairs > 0 && report.dialoguesInTwoSplits == 0) {
        const QString proof =
            Text::tr("No dialogue is in two splits: %n pairs of %1 were dealt as the next training "
                     "would deal them.",
                     nullptr, report.dealtPairs)
                .arg(Text::tr("%n dialogues", nullptr, report.dealtDialogues));
        console.answer({{"kind", "proof"}, {"pairs", Json::array()}, {"message", utf8(proof)}},
                       proof);
    }
    console.note(Text::tr("%n pairs were checked.", nullptr, report.pairs));
}

int check(const CheckOptions &options, Console &console)
{
    auto model = chosenModel(options);
    if (!model)
        return console.fail(model.error());
    const auto report = [&] {
        TerminalJob job(console);
        return checkPairs(fromUtf8(options.project), std::move(*model), job);
    }();
    if (!report)
        return console.fail(report.error());
    if (report->outcome == Outcome::Stopped)
        return StoppedByPerson;
    for (const PairIssue &issue : report->issues)
        printIssue(issue, console);
    printRest(*report, console);
    return Done;
}
} // namespace

void addCheckCommand(CLI::App &root, Act &chosen)
{
    auto options = std::make_shared<CheckOptions>();
    auto *command = addCommand(
        root, chosen, "check",
        Text::tr("Looks for problems of the data: contradicting labels, what training and test "
                 "have in common, near duplicates, empty or very long texts, personal data. "
                 "Changes nothing; the status is 0 whatever is found."),
        "check parcels.tunedesk --json", options, check);
    command->add_option("project", options->project, utf8(Text::tr("project file")))->required();
    command->add_option(
        "--model", options->model,
        utf8(Text::tr("the model that says what is too long: a name from “models list”, or a "
                      "folder; else that of the last run, or the first starter")));
    command
        ->add_option("--max-length", options->maxLength,
                     utf8(Text::tr("tokens that the model reads of a pair, with --model")))
        ->check(CLI::Range(8, 100000));
}

} // namespace tunedesk::cli
