#include "train/estimate_watch.h"

#include "jobs/estimate_training.h"
#include "shell/job_queue.h"

#include <QJsonDocument>
#include <QPointer>

#include <memory>
#include <utility>

namespace tunedesk
{

namespace
{
constexpr int kPauseMs = 400; ///< longer than the truncation's, which is quicker to count
constexpr int kNextMs = 250;  ///< the computer is not held without a break
} // namespace

EstimateWatch::EstimateWatch(JobQueue &jobs, QObject *parent) : QObject(parent), m_jobs(jobs)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &EstimateWatch::begin);
    m_next.setSingleShot(true);
    m_next.setInterval(kNextMs);
    connect(&m_next, &QTimer::timeout, this, &EstimateWatch::goOn);
}

EstimateWatch::~EstimateWatch() = default;

QByteArray EstimateWatch::keyOf(const TrainOptions &options)
{
    TrainingRecipe recipe = options.recipe;
    const TrainingRecipe usual;
    // A step takes as long with any of them.
    recipe.seed = usual.seed;
    recipe.learningRate = usual.learningRate;
    recipe.headLearningRate = usual.headLearningRate;
    recipe.warmupRatio = usual.warmupRatio;
    recipe.weightDecay = usual.weightDecay;
    return options.modelPath.toUtf8() + '\n' +
           QJsonDocument(recipe.toJson()).toJson(QJsonDocument::Compact);
}

QByteArray EstimateWatch::chosenKey() const
{
    return m_options ? keyOf(*m_options) : QByteArray();
}

const TrainingEstimate *EstimateWatch::known(const TrainOptions &options) const
{
    const auto found = m_known.constFind(keyOf(options));
    return found == m_known.cend() ? nullptr : &*found;
}

void EstimateWatch::setData(const QString &projectFile)
{
    m_projectFile = projectFile;
    m_known.clear();
    m_failed.clear();
    stop();
    m_isSettled = false;
    m_pause.start();
    Q_EMIT knownChanged();
}

void EstimateWatch::ask(const std::optional<TrainOptions> &options)
{
    const QByteArray before = chosenKey();
    m_options = options;
    if (chosenKey() == before)
        return;
    stop();
    m_isSettled = false;
    m_pause.start();
}

void EstimateWatch::setOthers(std::vector<TrainOptions> others)
{
    m_others = std::move(others);
    if (!m_job && !m_pause.isActive())
        goOn();
}

void EstimateWatch::setActive(bool isActive)
{
    if (m_isActive == isActive)
        return;
    m_isActive = isActive;
    stop();
    m_isSettled = false;
    if (isActive)
        m_pause.start();
}

void EstimateWatch::stop()
{
    m_pause.stop();
    m_next.stop();
    if (const quint64 job = std::exchange(m_job, 0))
        m_jobs.stop(job);
}

void EstimateWatch::begin()
{
    stop();
    if (!m_isActive)
        return;
    if (m_projectFile.isEmpty() || !m_options) {
        m_isSettled = true;
        Q_EMIT found({});
        return;
    }
    if (const TrainingEstimate *answer = known(*m_options)) {
        m_isSettled = true;
        Q_EMIT found(*answer);
        m_next.start();
        return;
    }
    Q_EMIT measuring();
    measure(*m_options, Of::Chosen);
}

void EstimateWatch::goOn()
{
    if (!m_isActive || !m_isSettled || m_job || m_projectFile.isEmpty() || !m_options)
        return;
    const QByteArray chosen = chosenKey();
    for (const TrainOptions &other : m_others) {
        const QByteArray key = keyOf(other);
        if (key == chosen || m_known.contains(key) || m_failed.contains(key))
            continue;
        measure(other, Of::Other);
        return;
    }
}

void EstimateWatch::measure(const TrainOptions &options, Of of)
{
    auto answer = std::make_shared<std::optional<TrainingEstimate>>();
    auto job = std::make_shared<quint64>(0);
    JobRequest request;
    request.title = tr("Measuring how long the training takes");
    request.icon = QStringLiteral("clock");
    request.lane = JobRequest::Lane::Training;
    request.quiet = true;
    request.work = [file = m_projectFile, options, answer](JobContext &context) -> Result<Outcome> {
        auto estimate = estimateTraining(file, options, context);
        if (!estimate)
            return estimate.error();
        *answer = *estimate;
        return answer->has_value() ? Outcome::Finished : Outcome::Stopped;
    };
    request.finished = [guard = QPointer<EstimateWatch>(this), answer, job, of,
                        key = keyOf(options)](const Result<Outcome> &outcome) {
        if (!guard || guard->m_job != *job)
            return; // an older question
        guard->m_job = 0;
        guard->take(key, *answer, outcome && *outcome == Outcome::Stopped, of);
    };
    m_job = *job = m_jobs.start(std::move(request));
}

void EstimateWatch::take(const QByteArray &key, const std::optional<TrainingEstimate> &answer,
                         bool isStopped, Of of)
{
    if (answer)
        m_known.insert(key, *answer);
    else if (!isStopped)
        m_failed.insert(key);
    // Who stopped it from outside wants the computer for something else: nothing more begins.
    if (!isStopped)
        m_next.start();
    if (of == Of::Chosen) {
        m_isSettled = true;
        Q_EMIT found(answer);
    }
    if (answer)
        Q_EMIT knownChanged();
}

} // namespace tunedesk
