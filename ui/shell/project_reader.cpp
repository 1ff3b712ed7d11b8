#include "shell/project_reader.h"

namespace tunedesk
{

ProjectReader::ProjectReader(QString projectFile, QObject *parent)
    : QObject(parent), m_projectFile(std::move(projectFile)), m_worker(new QObject)
{
    m_worker->moveToThread(&m_thread);
    // A database handle must be closed on the thread that opened it.
    QObject::connect(&m_thread, &QThread::finished, m_worker, [this] {
        m_project.reset();
        m_worker->deleteLater();
    });
    m_thread.setObjectName(QStringLiteral("ProjectReader"));
    m_thread.start();
}

ProjectReader::~ProjectReader()
{
    m_closing = true;
    m_thread.quit();
    m_thread.wait();
}

Result<Project *> ProjectReader::opened()
{
    if (!m_project) {
        auto project = Project::open(m_projectFile, Project::Mode::ReadOnly);
        if (!project)
            return project.error();
        m_project = std::make_unique<Project>(std::move(*project));
    }
    return m_project.get();
}

void ProjectReader::deliver(std::function<void()> answer)
{
    QMetaObject::invokeMethod(this, std::move(answer), Qt::QueuedConnection);
}

} // namespace tunedesk
