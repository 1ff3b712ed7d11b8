#pragma once

#include "shell/project_reader.h"

#include <QObject>
#include <QPointer>

namespace tunedesk
{

class JobQueue;
class ProjectSession;

/// Shows in the task strip how far the index of words is that is made after a large import. Window
/// thread.
class IndexTask : public QObject
{
    Q_OBJECT
public:
    explicit IndexTask(JobQueue &jobs, QObject *parent = nullptr);

    /// Null: no project; the one before is let go at once.
    void setSession(ProjectSession *session);
    /// After an import.
    void look();

private:
    void start();

    JobQueue &m_jobs;
    QPointer<ProjectSession> m_session;
    ReadToken m_token;
    quint64 m_job = 0; ///< 0: none runs
};

} // namespace tunedesk
