#include "data/index_task.h"

#include "jobs/watch_index.h"
#include "shell/job_queue.h"
#include "shell/project_session.h"

#include <memory>

namespace tunedesk
{

IndexTask::IndexTask(JobQueue &jobs, QObject *parent) : QObject(parent), m_jobs(jobs) {}

void IndexTask::setSession(ProjectSession *session)
{
    if (m_job != 0)
        m_jobs.stop(std::exchange(m_job, 0)); // it holds the file open
    m_session = session;
    look();
}

void IndexTask::look()
{
    const ReadToken token = m_token.next();
    if (!m_session || m_session->isReadOnly() || m_job != 0)
        return;
    m_session->reader().ask<bool>(
        this, token, [](Project &project) { return isIndexBehind(project.path()); },
        [this](const Result<bool> &isBehind) {
            if (isBehind && *isBehind && m_session && m_job == 0)
                start();
        });
}

void IndexTask::start()
{
    JobRequest request;
    request.title = tr("Preparing searches");
    request.icon = QStringLiteral("search");
    request.lane = JobRequest::Lane::Beside;
    request.work = [path = m_session->path()](JobContext &job) { return watchIndex(path, job); };
    const auto own = std::make_shared<quint64>(0);
    request.finished = [task = QPointer<IndexTask>(this), own](const Result<Outcome> &) {
        if (task && task->m_job == *own)
            task->m_job = 0;
    };
    *own = m_job = m_jobs.start(std::move(request));
}

} // namespace tunedesk
