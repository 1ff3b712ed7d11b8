#include "jobs/check_pairs.h"

#include "jobs/pair_checks.h"
#include "jobs/wait_for_step.h"
#include "project/project.h"

#include <QCoreApplication>

#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(CheckPairs)
};

constexpr int kPairsAtOnce = 2000;
} // namespace

QString issueKindName(PairIssue::Kind kind)
{
    switch (kind) {
    case PairIssue::Kind::Contradiction:
        return QStringLiteral("contradiction");
    case PairIssue::Kind::Leak:
        return QStringLiteral("leak");
    case PairIssue::Kind::Duplicate:
        return QStringLiteral("duplicate");
    case PairIssue::Kind::Empty:
        return QStringLiteral("empty");
    case PairIssue::Kind::Long:
        return QStringLiteral("long");
    case PairIssue::Kind::PersonalData:
        return QStringLiteral("personal_data");
    }
    Q_UNREACHABLE();
}

Result<PairCheckReport> checkPairs(const QString &projectFile, std::optional<CheckModel> model,
                                   JobContext &job)
{
    const auto waited = waitForStep(projectFile, job);
    if (!waited)
        return waited.error();
    if (*waited == Outcome::Stopped)
        return PairCheckReport{.outcome = Outcome::Stopped};
    auto project = Project::open(projectFile, Project::Mode::ReadOnly);
    if (!project)
        return project.error();
    if (!model)
        model = modelForChecks(*project);
    const auto total = project->pairs().count();
    if (!total)
        return total.error();
    job.report(0, *total, Text::tr("Dealing pairs to training and test"));
    TrainingRecipe recipe = model ? model->recipe : TrainingRecipe();
    recipe.maxTrainPairs = 0; // the last run may have taken a few of them
    auto dealt = project->snapshots().dealtPairs(recipe);
    if (!dealt)
        return dealt.error();
    auto following = project->pairs().following();
    if (!following)
        return following.error();
    PairCheckReport report;
    PairChecks checks(report, std::move(model), std::move(*dealt), std::move(*following));
    for (qint64 last = 0;;) {
        if (job.stopRequested()) {
            report.outcome = Outcome::Stopped;
            return report;
        }
        job.report(report.pairs, *total, Text::tr("Checking pairs"));
        const auto pairs = project->pairs().after(last, kPairsAtOnce);
        if (!pairs)
            return pairs.error();
        if (pairs->empty())
            break;
        for (const DialoguePair &pair : *pairs)
            if (auto added = checks.add(pair); !added)
                return added.error();
        last = pairs->back().id;
    }
    checks.finish();
    return report;
}

} // namespace tunedesk
