#include "train/estimate_watch.h"

#include "jobs/estimate_training.h"
#include "shell/job_queue.h"

#include <QJsonDocument>
#include <QPointer>

#include <memory>

namespace tunedesk
{

namespace
{
constexpr int kPauseMs = 400; ///< longer than the truncation's, which is quicker to count
}

EstimateWatch::EstimateWatch(JobQueue &jobs, QObject *parent) : QObject(parent), m_jobs(jobs)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &EstimateWatch::begin);
}

EstimateWatch::~EstimateWatch() = default;

QByteArray EstimateWatch::key() const
{
    return m_options ? m_options->modelPath.toUtf8() + '\n' +
                           QJsonDocument(m_options->recipe.toJson()).toJson()
                     : QByteArray();
}

void EstimateWatch::setData(const QString &projectFile)
{
    m_projectFile = projectFile;
    m_known.clear();
    stop();
    m_pause.start();
}

void EstimateWatch::ask(const std::optional<TrainOptions> &options)
{
    const QByteArray before = key();
    m_options = options;
    if (key() == before)
        return;
    stop();
    m_pause.start();
}

void EstimateWatch::setActive(bool isActive)
{
    if (m_isActive == isActive)
        return;
    m_isActive = isActive;
    if (isActive)
        m_pause.start();
    else
        stop();
}

void EstimateWatch::stop()
{
    m_pause.stop();
    if (m_job)
        m_jobs.stop(m_job);
    m_job = 0;
}

void EstimateWatch::begin()
{
    stop();
    if (!m_isActive)
        return;
    if (m_projectFile.isEmpty() || !m_options) {
        Q_EMIT found({});
        return;
    }
    if (const auto known = m_known.constFind(key()); known != m_known.cend()) {
        Q_EMIT found(*known);
        return;
    }
    auto answer = std::make_shared<std::optional<TrainingEstimate>>();
    auto job = std::make_shared<quint64>(0);
    JobRequest request;
    request.title = tr("Measuring how long the training takes");
    request.icon = QStringLiteral("clock");
    request.lane = JobRequest::Lane::Training;
    request.quiet = true;
    request.work = [file = m_projectFile, options = *m_options,
                    answer](JobContext &context) -> Result<Outcome> {
        auto estimate = estimateTraining(file, options, context);
        if (!estimate)
            return estimate.error();
        *answer = *estimate;
        return answer->has_value() ? Outcome::Finished : Outcome::Stopped;
    };
    request.finished = [guard = QPointer<EstimateWatch>(this), answer, job,
                        asked = key()](const Result<Outcome> &) {
        if (!guard || guard->m_job != *job)
            return; // an older question
        guard->m_job = 0;
        if (answer->has_value())
            guard->m_known.insert(asked, **answer);
        Q_EMIT guard->found(*answer);
    };
    Q_EMIT measuring();
    m_job = *job = m_jobs.start(std::move(request));
}

} // namespace tunedesk
