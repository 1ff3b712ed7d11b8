#pragma once

#include "shell/project_reader.h"

#include <QObject>

#include <optional>

namespace tunedesk
{

class JobQueue;
class ProjectSession;
struct DataChange;

/// Shows in the task strip how far a step over very many pairs is that is being done or undone.
/// Stopped there, it goes back. Lives as long as its session, which owns it. Window thread.
class MovingTask : public QObject
{
    Q_OBJECT
public:
    MovingTask(JobQueue &jobs, ProjectSession &session);
    ~MovingTask() override;

private:
    struct Found {
        qint64 changeId = 0;
        bool isForward = false, isNext = false; ///< isNext: next to be done again
        QString text;
    };
    void look();
    void start(const Found &found);
    void turnBack(const Found &found);

    JobQueue &m_jobs;
    ProjectSession &m_session;
    ReadToken m_token;
    int m_place = 0;   ///< in the stack, when the job was started
    quint64 m_job = 0; ///< 0: none runs
};

} // namespace tunedesk
