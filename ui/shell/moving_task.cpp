#include "shell/moving_task.h"

#include "jobs/wait_for_step.h"
#include "project/moving_step.h"
#include "shell/job_queue.h"
#include "shell/project_session.h"

#include <QPointer>

#include <memory>
#include <utility>

namespace tunedesk
{

namespace
{
constexpr int kMany = 500; ///< pairs; what has fewer parts than this goes at once
} // namespace

MovingTask::MovingTask(JobQueue &jobs, ProjectSession &session)
    : QObject(&session), m_jobs(jobs), m_session(session)
{
    const auto lookAt = [this](const DataChange &change) {
        if (change.pairs >= kMany)
            look();
    };
    connect(&session, &ProjectSession::stepDone, this, lookAt);
    connect(&session, &ProjectSession::stepMoved, this, lookAt);
    look(); // one that a process left that was killed
}

MovingTask::~MovingTask()
{
    if (m_job != 0)
        m_jobs.stop(std::exchange(m_job, 0)); // it holds the file open
}

void MovingTask::look()
{
    const ReadToken token = m_token.next();
    if (m_session.isReadOnly())
        return;
    m_session.reader().ask<std::optional<Found>>(
        this, token,
        [](Project &project) -> Result<std::optional<Found>> {
            const auto watch = MovingStepWatch::open(project.path());
            if (!watch)
                return watch.error();
            const auto step = watch->step();
            if (!step)
                return step.error();
            if (!*step)
                return std::optional<Found>();
            const auto change = project.changes().find((*step)->changeId);
            if (!change)
                return change.error();
            return std::optional(Found{(*step)->changeId, (*step)->isForward,
                                       *change && (*change)->state == DataChange::State::Undone,
                                       *change ? changeText(**change) : QString()});
        },
        [this](const Result<std::optional<Found>> &found) {
            if (!found)
                Q_EMIT m_session.writeFailed(found.error());
            else if (*found && m_job == 0)
                start(**found);
        });
}

void MovingTask::start(const Found &found)
{
    m_place = m_session.undoStack().index();
    JobRequest request;
    request.title = found.isForward ? tr("Under way: %1", "what is being done").arg(found.text)
                                    : tr("Undoing: %1", "what was done").arg(found.text);
    request.icon = QStringLiteral("undo-2");
    request.lane = JobRequest::Lane::Beside;
    request.work = [path = m_session.path()](JobContext &job) { return waitForStep(path, job); };
    const auto own = std::make_shared<quint64>(0);
    request.finished = [task = QPointer<MovingTask>(this), own,
                        found](const Result<Outcome> &outcome) {
        if (!task || task->m_job != *own)
            return;
        task->m_job = 0;
        if (outcome && *outcome == Outcome::Stopped)
            task->turnBack(found);
        task->m_session.announce(ProjectSession::Change::Pairs | ProjectSession::Change::Labels);
        if (!outcome && task) // behind what was saved of it, so that it stays to be read
            Q_EMIT task->m_session.writeFailed(outcome.error());
    };
    *own = m_job = m_jobs.start(std::move(request));
}

void MovingTask::turnBack(const Found &found)
{
    // By the stack, where it is the step that the stack would move.
    QUndoStack &stack = m_session.undoStack();
    const auto undoes = m_session.nextUndo();
    if (found.isForward && undoes && undoes->id == found.changeId) {
        stack.undo();
    } else if (!found.isForward && found.isNext && stack.index() == m_place && stack.canRedo()) {
        stack.redo();
    } else {
        m_session.write(
            [found](Project &project) {
                return found.isForward ? project.changes().undo(found.changeId)
                                       : project.changes().redo(found.changeId);
            },
            ProjectSession::Change::Pairs | ProjectSession::Change::Labels);
        look();
    }
}

} // namespace tunedesk
