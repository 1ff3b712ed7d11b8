#include "jobs/truncation_report.h"

#include "project/project.h"
#include "text/pair_encoding.h"

#include <QCoreApplication>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(TruncationReport)
};
constexpr int kPage = 500;
constexpr int kFewestTokens = 4; ///< three specials at most, and one of text
} // namespace

Result<TruncationReport> reportTruncation(const QString &projectFile, const QString &modelFolder,
                                          int maxLength, Truncation truncation, ReportOn which,
                                          JobContext &job, int contextTurns)
{
    if (maxLength < kFewestTokens)
        return Error{ErrorKind::Input,
                     Text::tr("A length of %1 tokens leaves no room for a text.").arg(maxLength),
                     {},
                     Text::tr("Take %1 or more.").arg(kFewestTokens),
                     {}};
    const auto tokenizer = Tokenizer::load(modelFolder, PairLayout::Separated);
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
    TruncationReport report;
    report.maxLength = maxLength;
    report.truncation = truncation;
    while (report.pairs < *total) {
        const auto page = project->pairs().page(query, report.pairs, kPage);
        if (!page)
            return page.error();
        if (page->empty())
            break;
        for (const DialoguePair &pair : *page) {
            const Encoding encoding =
                encodePair(*tokenizer, firstText(pair.context, pair.question, contextTurns),
                           pair.reply, {.maxLength = maxLength, .truncation = truncation});
            const int read = static_cast<int>(encoding.ids.size());
            const int whole = read + encoding.cutFirst + encoding.cutSecond;
            report.tokens += read;
            report.firstLost += encoding.cutFirst;
            report.replyLost += encoding.cutSecond;
            report.cutFirst += encoding.cutFirst > 0;
            report.cutReply += encoding.cutSecond > 0;
            report.cutPairs += whole > read;
            if (whole > report.longest) {
                report.longest = whole;
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
