#include "command.h"

#include "domain/training_recipe.h"
#include "jobs/model_catalogue.h"
#include "jobs/truncation_report.h"
#include "project/change_log.h"
#include "project/project.h"
#include "text/pair_encoding.h"

#include <QDateTime>

namespace tunedesk::cli
{

namespace
{
struct PairsOptions {
    std::string project, search, where;
    int limit = 50;
    int offset = 0;
    bool bin = false;
};

Error whereError(const QString &term)
{
    return {
        ErrorKind::Input, Text::tr("“%1” is no condition.").arg(term), QStringLiteral("--where"),
        Text::tr(
            "Use label=1, label=0, label=none, label=disputed, flagged, split=NAME, group=NAME, "
            "dialogue=ID or import=NUMBER, joined by “and”.")};
}

/// "label=1 and split=test" as a query.
Result<void> applyWhere(const QString &expression, PairQuery &query)
{
    using State = PairQuery::LabelState;
    static const QMap<QString, State> states = {{QStringLiteral("1"), State::Appropriate},
                                                {QStringLiteral("0"), State::NotAppropriate},
                                                {QStringLiteral("none"), State::Unlabelled},
                                                {QStringLiteral("disputed"), State::Disputed}};
    const QStringList terms =
        expression.split(QStringLiteral(" and "), Qt::SkipEmptyParts, Qt::CaseInsensitive);
    for (const QString &whole : terms) {
        const QString term = whole.trimmed();
        const QString key = term.section(QLatin1Char('='), 0, 0).trimmed();
        const QString value = term.section(QLatin1Char('='), 1).trimmed();
        if (term == QStringLiteral("flagged")) {
            query.labels << State::Flagged;
        } else if (key == QStringLiteral("label") && states.contains(value)) {
            query.labels << states.value(value);
        } else if (key == QStringLiteral("split") &&
                   (splitFromName(value) || value == QStringLiteral("none"))) {
            query.splits << splitFromName(value).value_or(Split::Unassigned);
        } else if (key == QStringLiteral("group")) {
            query.groups << value;
        } else if (key == QStringLiteral("dialogue")) {
            query.dialogue = value;
        } else if (bool ok = false;
                   key == QStringLiteral("import") && (value.toLongLong(&ok), ok)) {
            query.imports << value.toLongLong();
        } else {
            return whereError(term);
        }
    }
    return {};
}

QString labelText(const DialoguePair &pair)
{
    if (pair.disputed)
        return Text::tr("people disagree");
    if (pair.label)
        return *pair.label == 1 ? Text::tr("✓ appropriate") : Text::tr("✕ not appropriate");
    if (pair.score)
        return QString::number(*pair.score);
    return Text::tr("not yet");
}

/// When and by what the pair came into the bin.
Result<void> addRemoval(Project &project, qint64 pairId, Json &fields, QString &text)
{
    const auto removal = project.changes().removalOf(pairId);
    if (!removal)
        return removal.error();
    fields["removed"] = Json();
    if (!*removal)
        return {};
    const DataChange &change = (*removal)->change;
    const QString at = QDateTime::fromMSecsSinceEpoch((*removal)->atMs).toString(Qt::ISODate);
    fields["removed"] = {{"time", utf8(at)},
                         {"annotator", utf8(change.annotator)},
                         {"kind", utf8(changeKindName(change.kind))},
                         {"step", change.id}};
    text += QStringLiteral("\n   ") +
            (change.kind == ChangeKind::Import
                 ? Text::tr("%1: undone: %2", "time, what").arg(at, changeText(change))
                 : Text::tr("%1: %2", "time, what").arg(at, changeText(change)));
    return {};
}

int listPairs(const PairsOptions &options, Console &console)
{
    auto project = Project::open(fromUtf8(options.project), Project::Mode::ReadOnly);
    if (!project)
        return console.fail(project.error());
    PairQuery query;
    query.search = fromUtf8(options.search);
    query.bin = options.bin;
    if (auto applied = applyWhere(fromUtf8(options.where), query); !applied)
        return console.fail(applied.error());
    const auto total = project->pairs().count(query);
    if (!total)
        return console.fail(total.error());
    constexpr int kChunk = 1000; // rows in memory at a time
    int left = options.limit == 0 ? *total : options.limit;
    for (qint64 offset = options.offset; left > 0 && !stopSignalled();
         offset += kChunk, left -= kChunk) {
        const auto page = project->pairs().page(query, offset, std::min(left, kChunk));
        if (!page)
            return console.fail(page.error());
        QList<qint64> ids;
        for (const DialoguePair &pair : *page)
            ids << pair.id;
        const auto dealt = project->pairs().dealtSplits(ids);
        if (!dealt)
            return console.fail(dealt.error());
        for (const DialoguePair &pair : *page) {
            Json fields = {{"id", pair.id},
                           {"question", utf8(pair.question)},
                           {"reply", utf8(pair.reply)},
                           {"context", utf8(pair.context)},
                           {"label", pair.label ? Json(*pair.label) : Json()},
                           {"score", pair.score ? Json(*pair.score) : Json()},
                           {"split", utf8(splitName(dealt->value(pair.id, pair.split)))},
                           {"given_split", utf8(splitName(pair.split))},
                           {"dialogue", utf8(pair.dialogue)},
                           {"note", utf8(pair.note)},
                           {"group", utf8(pair.group)},
                           {"annotators", pair.annotators}};
            QString text =
                QStringLiteral("%1  %2\n   %3\n   %4")
                    .arg(pair.id)
                    .arg(labelText(pair), pair.question.simplified(), pair.reply.simplified());
            if (options.bin)
                if (auto told = addRemoval(*project, pair.id, fields, text); !told)
                    return console.fail(told.error());
            console.answer(fields, text);
        }
        if (page->size() < kChunk)
            break;
    }
    if (!console.json)
        console.note(Text::tr("%n pairs match.", nullptr, *total));
    return stopSignalled() ? StoppedByPerson : Done;
}

struct StatsOptions {
    std::string project, model;
    int maxLength = TrainingRecipe().maxLength;
    std::string truncation = utf8(TrainingRecipe().truncation);
    int contextTurns = TrainingRecipe().contextTurns;
};

/// What a model cuts off; adds to both. @return Done, or the exit status of a failure
int addTruncation(const StatsOptions &options, Console &console, Json &fields, QString &text)
{
    const auto model = findModel(fromUtf8(options.model));
    if (!model)
        return console.fail(model.error());
    const auto found = [&] {
        TerminalJob job(console);
        return reportTruncation(
            fromUtf8(options.project),
            {.modelFolder = model->path,
             .maxLength = options.maxLength,
             .truncation =
                 truncationNamed(fromUtf8(options.truncation)).value_or(Truncation::LongestFirst),
             .contextTurns = options.contextTurns},
            ReportOn::AllPairs, job);
    }();
    if (!found)
        return console.fail(found.error());
    if (found->outcome == Outcome::Stopped)
        return StoppedByPerson;
    const TruncationReport &report = *found;
    fields["truncation"] = {{"model", utf8(model->name)},
                            {"max_length", report.asked.maxLength},
                            {"strategy", utf8(truncationName(report.asked.truncation))},
                            {"context_turns", options.contextTurns},
                            {"pairs", report.pairs},
                            {"cut_pairs", report.cutPairs},
                            {"cut_first", report.cutFirst},
                            {"cut_reply", report.cutReply},
                            {"first_tokens_lost", report.firstLost},
                            {"reply_tokens_lost", report.replyLost},
                            {"tokens", report.tokens},
                            {"longest", report.longest},
                            {"longest_pair", report.longestPair}};
    text += QLatin1Char('\n') +
            Text::tr("%1 at %2 tokens: %3 of %n pairs are cut; the longest has %4 tokens (pair %5)",
                     nullptr, report.pairs)
                .arg(model->name)
                .arg(report.asked.maxLength)
                .arg(report.cutPairs)
                .arg(report.longest)
                .arg(report.longestPair);
    if (report.cutPairs > 0)
        text += QLatin1Char('\n') +
                Text::tr("   earlier turns and question lose %1 tokens in %2 pairs, the reply %3 "
                         "in %4")
                    .arg(report.firstLost)
                    .arg(report.cutFirst)
                    .arg(report.replyLost)
                    .arg(report.cutReply);
    return Done;
}

int showStats(const StatsOptions &options, Console &console)
{
    auto project = Project::open(fromUtf8(options.project), Project::Mode::ReadOnly);
    if (!project)
        return console.fail(project.error());
    const auto found = project->pairs().statistics();
    if (!found)
        return console.fail(found.error());
    const PairStatistics &stats = *found;
    Json histogram = Json::array();
    for (const int count : stats.replyWords)
        histogram.push_back(count);
    Json fields = {
        {"pairs", stats.pairs},
        {"labelled", stats.labelled},
        {"positive", stats.positive},
        {"negative", stats.negative},
        {"disputed", stats.disputed},
        {"scored", stats.scored},
        {"annotators", stats.annotators},
        {"agreement",
         {{"pairs", stats.comparedPairs},
          {"percent", number(stats.agreementPercent)},
          {"kappa", number(stats.kappa)},
          {"alpha", number(stats.alpha)}}},
        {"lengths",
         {{"reply_words_median", stats.medianReplyWords},
          {"reply_words_longest", stats.longestReplyWords},
          {"reply_words_by_ten", histogram}}},
    };
    QString text =
        Text::tr("%n pairs, %1 labelled: %2 appropriate, %3 not, %4 disputed", nullptr, stats.pairs)
            .arg(stats.labelled)
            .arg(stats.positive)
            .arg(stats.negative)
            .arg(stats.disputed);
    text += QLatin1Char('\n') + Text::tr("%n people; words in a reply: median %1, longest %2",
                                         nullptr, stats.annotators)
                                    .arg(stats.medianReplyWords)
                                    .arg(stats.longestReplyWords);
    if (stats.comparedPairs > 0)
        text += QLatin1Char('\n') + Text::tr("Agreement on %n pairs: %1 %, kappa %2, alpha %3",
                                             nullptr, stats.comparedPairs)
                                        .arg(stats.agreementPercent, 0, 'f', 1)
                                        .arg(stats.kappa, 0, 'f', 3)
                                        .arg(stats.alpha, 0, 'f', 3);
    if (!options.model.empty())
        if (const int status = addTruncation(options, console, fields, text); status != Done)
            return status;
    console.answer(fields, text);
    return Done;
}
} // namespace

void addPairsCommand(CLI::App &root, Act &chosen)
{
    auto options = std::make_shared<PairsOptions>();
    auto *command =
        addCommand(root, chosen, "pairs", Text::tr("Lists pairs."),
                   "pairs parcels.tunedesk --search refund --where \"label=1 and split=test\"",
                   options, listPairs);
    command->add_option("project", options->project, utf8(Text::tr("project file")))->required();
    command->add_option("--search", options->search,
                        utf8(Text::tr("words, “a phrase”, -without, q: or a: for one side")));
    command->add_option("--where", options->where, utf8(Text::tr("conditions joined by “and”")));
    command->add_flag("--bin", options->bin,
                      utf8(Text::tr("the removed pairs, and what removed them")));
    command->add_option("--limit", options->limit, utf8(Text::tr("at most so many; 0: all")))
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber);
    command->add_option("--offset", options->offset, utf8(Text::tr("leave out the first so many")))
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber);
}

void addStatsCommand(CLI::App &root, Act &chosen)
{
    auto options = std::make_shared<StatsOptions>();
    auto *command = addCommand(
        root, chosen, "stats",
        Text::tr("Counts, balance, lengths, agreement, what a model cuts off."),
        "stats parcels.tunedesk --model \"MiniLM L6\" --max-length 128", options, showStats);
    command->add_option("project", options->project, utf8(Text::tr("project file")))->required();
    command->add_option(
        "--model", options->model,
        utf8(Text::tr("count what this model cuts off: a name from “models list”, or a folder")));
    command
        ->add_option("--max-length", options->maxLength,
                     utf8(Text::tr("tokens that the model reads of a pair, with --model")))
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    command
        ->add_option("--truncation", options->truncation,
                     utf8(Text::tr("what gives when a pair is too long, with --model: "
                                   "longest_first, or only_first to keep the reply whole")))
        ->capture_default_str()
        ->check(CLI::IsMember({"longest_first", "only_first"}));
    command
        ->add_option(
            "--context-turns", options->contextTurns,
            utf8(Text::tr("earlier turns that the model reads, with --model; -1 for all of them")))
        ->capture_default_str()
        ->check(CLI::Range(-1, 1000));
}

} // namespace tunedesk::cli
