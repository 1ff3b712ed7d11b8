#include "train/model_downloads.h"

#include "jobs/download_model.h"
#include "shell/job_queue.h"
#include "train/model_table_model.h"

#include <QPointer>

#include <memory>

namespace tunedesk
{

ModelDownloads::ModelDownloads(JobQueue &jobs, ModelTableModel &table, QObject *parent)
    : QObject(parent), m_jobs(jobs), m_table(table)
{
    connect(&jobs, &JobQueue::progressed, this, &ModelDownloads::readProgress);
}

void ModelDownloads::toggle(const QString &hubName)
{
    if (const auto running = m_running.constFind(hubName); running != m_running.cend())
        m_jobs.stop(*running);
    else
        start(hubName);
}

void ModelDownloads::start(const QString &hubName)
{
    auto summary = std::make_shared<DownloadSummary>();
    JobRequest request;
    request.title = tr("Downloading %1").arg(hubName);
    request.icon = QStringLiteral("download");
    request.work = [hubName, summary](JobContext &job) -> Result<Outcome> {
        DownloadOptions options;
        options.model = hubName;
        auto done = downloadModel(options, job);
        if (!done)
            return done.error();
        *summary = *done;
        return done->outcome;
    };
    request.finished = [guard = QPointer<ModelDownloads>(this), hubName,
                        summary](const Result<Outcome> &outcome) {
        if (!guard)
            return;
        guard->m_running.remove(hubName);
        guard->m_table.setProgress(hubName, -1);
        if (!outcome)
            Q_EMIT guard->failed(outcome.error());
        else if (*outcome == Outcome::Finished)
            Q_EMIT guard->arrived(summary->model);
    };
    m_table.setProgress(hubName, 0);
    m_running.insert(hubName, m_jobs.start(std::move(request)));
}

void ModelDownloads::readProgress()
{
    if (m_running.isEmpty())
        return;
    for (int row = 0; row < m_jobs.rowCount(); ++row) {
        const QModelIndex index = m_jobs.index(row);
        const QString name = m_running.key(index.data(JobQueue::IdRole).toULongLong());
        const qint64 total = index.data(JobQueue::TotalRole).toLongLong();
        if (!name.isEmpty() && total > 0)
            m_table.setProgress(
                name, static_cast<int>(index.data(JobQueue::DoneRole).toLongLong() * 100 / total));
    }
}

} // namespace tunedesk
