#include "jobs/wait_for_step.h"

#include "project/moving_step.h"
#include "project/project.h"

#include <QCoreApplication>
#include <QThread>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(WaitForStep)
};

constexpr unsigned long kLookMs = 20;
} // namespace

Result<bool> isStepMoving(const QString &projectFile)
{
    const auto watch = MovingStepWatch::open(projectFile);
    if (!watch)
        return watch.error();
    const auto step = watch->step();
    if (!step)
        return step.error();
    return step->has_value();
}

Result<Outcome> waitForStep(const QString &projectFile, JobContext &job)
{
    const auto watch = MovingStepWatch::open(projectFile);
    if (!watch)
        return watch.error();
    std::optional<Project> writer; // whose background it moves in
    while (true) {
        const auto step = watch->step();
        if (!step)
            return step.error();
        if (!*step)
            return Outcome::Finished;
        if (job.stopRequested())
            return Outcome::Stopped;
        if (!writer) {
            auto opened = Project::open(projectFile);
            if (opened)
                writer.emplace(std::move(*opened));
            else if (opened.error().kind != ErrorKind::Busy) // another process moves it
                return opened.error();
        }
        job.report((*step)->done(), (*step)->size,
                   (*step)->isForward ? Text::tr("Changing many pairs")
                                      : Text::tr("Undoing a step"));
        QThread::msleep(kLookMs);
    }
}

} // namespace tunedesk
