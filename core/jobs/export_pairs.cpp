#include "jobs/export_pairs.h"

#include "base/atomic_file.h"
#include "dataset/pair_writer.h"
#include "jobs/project_identity.h"
#include "jobs/wait_for_step.h"
#include "project/project.h"

#include <QCoreApplication>

#include <algorithm>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ExportPairs)
};

constexpr std::size_t kPairsAtOnce = 500;

/// Empty where none was drawn yet and the project can't be written to: then rows go without ids.
Result<QString> identityFor(Project &project)
{
    auto known = projectIdentity(project);
    if (!known || !known->isEmpty())
        return known;
    auto writer = Project::open(project.path());
    const auto drawn = writer ? ensureProjectIdentity(*writer) : Result<QString>(writer.error());
    if (drawn)
        return drawn;
    return QString();
}
} // namespace

Result<PairExportSummary> exportPairs(const QString &projectFile, const PairQuery &query,
                                      const QString &file, const QString &kind, JobContext &job)
{
    const auto waited = waitForStep(projectFile, job);
    if (!waited)
        return waited.error();
    if (*waited == Outcome::Stopped)
        return PairExportSummary{.outcome = Outcome::Stopped};
    auto project = Project::open(projectFile, Project::Mode::ReadOnly);
    if (!project)
        return project.error();
    // The numbers first: what is labelled or moved meanwhile neither drops a pair nor brings one
    // twice.
    const auto ids = project->pairs().ids(query);
    if (!ids)
        return ids.error();
    if (auto fits = PairWriter::checkCount(kind, qint64(ids->size())); !fits) {
        Error error = fits.error();
        error.where = file;
        return error;
    }
    const auto identity = identityFor(*project);
    if (!identity)
        return identity.error();
    removeLeftovers(file);
    auto writer = PairWriter::create(file, kind);
    if (!writer)
        return writer.error();
    (*writer)->setIdentity(*identity);
    PairExportSummary summary;
    for (std::size_t first = 0; first < ids->size(); first += kPairsAtOnce) {
        if (job.stopRequested()) {
            summary.outcome = Outcome::Stopped;
            return summary;
        }
        job.report(qint64(first), qint64(ids->size()), Text::tr("Writing pairs"));
        const auto end = std::min(ids->size(), first + kPairsAtOnce);
        auto pairs = project->pairs().find(QList<qint64>(ids->begin() + std::ptrdiff_t(first),
                                                         ids->begin() + std::ptrdiff_t(end)));
        if (!pairs)
            return pairs.error();
        for (DialoguePair &pair : *pairs) {
            auto history = project->labels().history(pair.id);
            if (!history)
                return history.error();
            std::erase_if(*history, [](const Label &answer) { return answer.takenBack; });
            pair.answers = std::move(*history);
            if (auto added = (*writer)->add(pair); !added)
                return added.error();
            ++summary.rows;
        }
    }
    const auto finished = (*writer)->finish(job);
    if (!finished)
        return finished.error();
    summary.outcome = *finished;
    return summary;
}

} // namespace tunedesk
