#include "jobs/truncation_report.h"

#include "engine/checkpoint/pair_model_config.h"
#include "project/project.h"

#include <QCoreApplication>

#include <algorithm>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(TruncationReport)
};
constexpr int kPage = 500;
constexpr int kFewestTokens = 4; ///< three specials at most, and one of text

/// Of the longest text that is read, uncut.
int longestOf(const Encoding &encoding, PairReading reading)
{
    const auto read = [&](Segment segment) {
        return int(std::ranges::count(encoding.segments, static_cast<int>(segment)));
    };
    if (reading == PairReading::Apart) // the last turn is part of the first text
        return std::max(read(Segment::Earlier) + encoding.cutFirst,
                        read(Segment::Reply) + encoding.cutSecond);
    return int(encoding.ids.size()) + encoding.cutFirst + encoding.cutSecond;
}
} // namespace

Result<TruncationReport> reportTruncation(const QString &projectFile,
                                          const TruncationQuestion &question, ReportOn which,
                                          JobContext &job)
{
    if (question.maxLength < kFewestTokens)
        return Error{
            ErrorKind::Input,
            Text::tr("A length of %1 tokens leaves no room for a text.").arg(question.maxLength),
            {},
            Text::tr("Take %1 or more.").arg(kFewestTokens),
            {}};
    const auto tokenizer = Tokenizer::load(question.modelFolder, PairLayout::Separated);
    if (!tokenizer)
        return tokenizer.error();
    auto project = Project::open(projectFile, Project::Mode::ReadOnly);
    if (!project)
        return project.error();
    PairQuery query;
    if (which == ReportOn::LabelledPairs)
        query.labels = {PairQuery::LabelState::Appropriate, PairQuery::LabelState::NotAppropriate};
    const auto total = project->pairs().count(query);
    if (!total)
        return total.error();
    const bool isApart = question.reading == PairReading::Apart;
    const QString prefix = isApart ? textPrefixOf(question.modelFolder) : QString();
    TruncationReport report;
    report.asked = question;
    while (report.pairs < *total) {
        const auto page = project->pairs().page(query, report.pairs, kPage);
        if (!page)
            return page.error();
        if (page->empty())
            break;
        for (const DialoguePair &pair : *page) {
            const Encoding encoding = encodePair(
                *tokenizer, firstText(pair.context, pair.question, question.contextTurns),
                pair.reply, {.maxLength = question.maxLength, .truncation = question.truncation},
                isApart ? PairReading::Apart : PairReading::Joined, prefix);
            const int longest = longestOf(encoding, question.reading);
            report.tokens += static_cast<int>(encoding.ids.size());
            report.firstLost += encoding.cutFirst;
            report.replyLost += encoding.cutSecond;
            report.cutFirst += encoding.cutFirst > 0;
            report.cutReply += encoding.cutSecond > 0;
            report.cutPairs += encoding.cutFirst + encoding.cutSecond > 0;
            if (longest > report.longest) {
                report.longest = longest;
                report.longestPair = pair.id;
            }
        }
        report.pairs += static_cast<int>(page->size());
        job.report(report.pairs, *total, Text::tr("Counting tokens"));
        if (job.stopRequested()) {
            report.outcome = Outcome::Stopped;
            break;
        }
    }
    return report;
}

} // namespace tunedesk
