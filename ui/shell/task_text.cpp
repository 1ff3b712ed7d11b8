#include "shell/task_text.h"

#include "base/duration_text.h"

#include <QCoreApplication>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Task)
};
} // namespace

QString taskText(const QModelIndex &job)
{
    const QString step = job.data(JobQueue::StepRole).toString();
    switch (job.data(JobQueue::StateRole).value<JobQueue::State>()) {
    case JobQueue::State::Waiting:
        return Text::tr("waits for its turn");
    case JobQueue::State::Paused:
        return Text::tr("paused");
    case JobQueue::State::Stopping:
        return Text::tr("stopping…");
    case JobQueue::State::Finished:
        return Text::tr("done");
    case JobQueue::State::Stopped:
        return Text::tr("stopped");
    case JobQueue::State::Failed: {
        const auto error = job.data(JobQueue::ErrorRole).value<Error>();
        return error.toLine();
    }
    case JobQueue::State::Running:
        break;
    }
    const double left = job.data(JobQueue::SecondsLeftRole).toDouble();
    if (left < 0)
        return step;
    const QString time = durationText(left);
    return step.isEmpty() ? Text::tr("%1 left").arg(time)
                          : Text::tr("%1 · %2 left", "step of a task, time").arg(step, time);
}

double taskFraction(const QModelIndex &job)
{
    const double total = job.data(JobQueue::TotalRole).toDouble();
    return total > 0 ? job.data(JobQueue::DoneRole).toDouble() / total : -1;
}

} // namespace tunedesk
