#include "shell/job_queue.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QThreadPool>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <exception>
#include <mutex>
#include <new>
#include <optional>
#include <vector>

namespace tunedesk
{

namespace
{
/// What the worker and the window share about one job.
class RunningJob final : public JobContext
{
public:
    bool stopRequested() const override { return stop.load(std::memory_order_relaxed); }
    bool pauseRequested() const override
    {
        return pause.load(std::memory_order_relaxed) && !stopRequested();
    }
    void report(qint64 done, qint64 total, const QString &step) override
    {
        const std::lock_guard lock(mutex);
        m_done = done;
        m_total = total;
        m_step = step;
    }

    struct Progress {
        qint64 done = 0, total = 0;
        QString step;
    };
    Progress progress() const
    {
        const std::lock_guard lock(mutex);
        return {m_done, m_total, m_step};
    }
    void end(Result<Outcome> result)
    {
        const std::lock_guard lock(mutex);
        m_result = std::move(result);
    }
    std::optional<Result<Outcome>> result() const
    {
        const std::lock_guard lock(mutex);
        return m_result;
    }

    std::atomic<bool> stop = false;
    std::atomic<bool> pause = false;

private:
    mutable std::mutex mutex;
    qint64 m_done = 0, m_total = 0;
    QString m_step;
    std::optional<Result<Outcome>> m_result;
};

/// Smoothed speed of a job; says nothing before 3 s.
class TimeLeft
{
public:
    double estimate(qint64 nowMs, qint64 done, qint64 total)
    {
        if (total != m_total || done < m_done) { // another step of the job counts something else
            m_total = total;
            m_done = m_markDone = done;
            m_fromMs = m_markMs = nowMs;
            m_rate = 0;
        }
        m_done = done;
        if (total <= 0)
            return -1;
        const double passed = static_cast<double>(nowMs - m_markMs) / 1000;
        if (passed >= 0.5) {
            const double rate = static_cast<double>(done - m_markDone) / passed;
            const double keep = m_rate > 0 ? std::exp(-passed / 8) : 0; // 8 s of memory
            m_rate = keep * m_rate + (1 - keep) * rate;
            m_markMs = nowMs;
            m_markDone = done;
        }
        if (nowMs - m_fromMs < 3000 || m_rate <= 0)
            return -1;
        return static_cast<double>(total - done) / m_rate;
    }

private:
    qint64 m_done = 0, m_total = -1, m_markDone = 0;
    qint64 m_fromMs = 0, m_markMs = 0;
    double m_rate = 0;
};

struct Job {
    quint64 id = 0;
    JobRequest request;
    JobQueue::State state = JobQueue::State::Waiting;
    std::shared_ptr<RunningJob> shared = std::make_shared<RunningJob>();
    RunningJob::Progress shown;
    TimeLeft timeLeft;
    double secondsLeft = -1;
    qint64 startedMs = 0;
    std::optional<Error> error;

    bool hasEnded() const
    {
        return state == JobQueue::State::Finished || state == JobQueue::State::Stopped ||
               state == JobQueue::State::Failed;
    }
    bool isOnThread() const { return !hasEnded() && state != JobQueue::State::Waiting; }
};

Error unexpected(const char *what)
{
    return {ErrorKind::Input,
            JobQueue::tr("The task ended unexpectedly."),
            {},
            JobQueue::tr("Try it again; if it happens again, send us the details."),
            QString::fromUtf8(what)};
}

Result<Outcome> runGuarded(const std::function<Result<Outcome>(JobContext &)> &work,
                           JobContext &context)
{
    try {
        return work(context);
    } catch (const std::bad_alloc &) {
        return Error{ErrorKind::Memory,
                     JobQueue::tr("There is not enough memory."),
                     {},
                     JobQueue::tr("Close other programs and try again."),
                     {}};
    } catch (const std::exception &exception) {
        return unexpected(exception.what());
    }
}
} // namespace

struct JobQueue::Private {
    std::vector<Job> jobs; ///< oldest first
    quint64 lastId = 0;
    QThreadPool lanes[3];
    QTimer poll;
    QElapsedTimer clock;

    Job *find(quint64 id)
    {
        const auto found =
            std::find_if(jobs.begin(), jobs.end(), [id](const Job &j) { return j.id == id; });
        return found == jobs.end() ? nullptr : &*found;
    }
    int row(const Job &job) const { return static_cast<int>(&job - jobs.data()); }
};

JobQueue::JobQueue(QObject *parent) : QAbstractListModel(parent), d(std::make_unique<Private>())
{
    for (QThreadPool &lane : d->lanes) {
        lane.setMaxThreadCount(1);
        lane.setExpiryTimeout(-1);
    }
    d->poll.setInterval(33);
    d->clock.start();
    connect(&d->poll, &QTimer::timeout, this, &JobQueue::readProgress);
}

JobQueue::~JobQueue()
{
    for (const Job &job : d->jobs)
        job.shared->stop = true;
    for (QThreadPool &lane : d->lanes) {
        lane.clear();
        lane.waitForDone();
    }
}

quint64 JobQueue::start(JobRequest request)
{
    const int row = static_cast<int>(d->jobs.size());
    beginInsertRows({}, row, row);
    Job job;
    job.id = ++d->lastId;
    job.request = std::move(request);
    d->jobs.push_back(std::move(job));
    endInsertRows();
    const quint64 id = d->jobs.back().id;
    Q_EMIT jobStarted(id);
    startWaiting();
    return id;
}

void JobQueue::startWaiting()
{
    for (const auto lane : {JobRequest::Lane::Training, JobRequest::Lane::Background,
                            JobRequest::Lane::Beside}) {
        const bool busy = std::any_of(d->jobs.begin(), d->jobs.end(), [lane](const Job &job) {
            return job.request.lane == lane && job.isOnThread();
        });
        if (busy)
            continue;
        const auto next = std::find_if(d->jobs.begin(), d->jobs.end(), [lane](const Job &job) {
            return job.request.lane == lane && job.state == State::Waiting;
        });
        if (next == d->jobs.end())
            continue;
        next->state = next->shared->pause ? State::Paused : State::Running;
        next->startedMs = d->clock.elapsed();
        if (!d->poll.isActive())
            d->poll.start();
        changed(next->id);
        d->lanes[static_cast<int>(lane)].start(
            [this, shared = next->shared, work = next->request.work] {
                shared->end(runGuarded(work, *shared));
                // The destructor waits for this thread, so that `this` outlives the call.
                QMetaObject::invokeMethod(this, &JobQueue::collectEnded, Qt::QueuedConnection);
            });
    }
}

void JobQueue::collectEnded()
{
    std::vector<quint64> ended;
    for (Job &job : d->jobs) {
        if (!job.isOnThread())
            continue;
        const auto result = job.shared->result();
        if (!result)
            continue;
        job.shown = job.shared->progress();
        job.secondsLeft = -1;
        if (!*result) {
            job.state = State::Failed;
            job.error = result->error();
        } else {
            job.state = **result == Outcome::Finished ? State::Finished : State::Stopped;
        }
        ended.push_back(job.id);
    }
    startWaiting();
    for (const quint64 id : ended)
        tellEnd(id);
    if (std::none_of(d->jobs.begin(), d->jobs.end(),
                     [](const Job &job) { return job.isOnThread(); }))
        d->poll.stop();
}

void JobQueue::tellEnd(quint64 id)
{
    Job *job = d->find(id);
    if (!job)
        return;
    changed(id);
    const Result<Outcome> result =
        job->error
            ? Result<Outcome>(*job->error)
            : Result<Outcome>(job->state == State::Finished ? Outcome::Finished : Outcome::Stopped);
    const auto finished = std::exchange(job->request.finished, {});
    job->request.work = {}; // what the work holds on to is not needed any more
    const bool quiet = job->request.quiet;
    if (finished)
        finished(result); // may start or clear jobs: `job` is not used after this
    Q_EMIT jobEnded(id);
    if (quiet)
        remove(id);
}

void JobQueue::remove(quint64 id)
{
    if (const Job *job = d->find(id); job && job->hasEnded()) {
        const int row = d->row(*job);
        beginRemoveRows({}, row, row);
        d->jobs.erase(d->jobs.begin() + row);
        endRemoveRows();
    }
}

void JobQueue::readProgress()
{
    const qint64 now = d->clock.elapsed();
    bool any = false;
    for (Job &job : d->jobs) {
        if (!job.isOnThread())
            continue;
        any = true;
        if (job.state == State::Paused)
            continue;
        const auto latest = job.shared->progress();
        const double left = job.timeLeft.estimate(now, latest.done, latest.total);
        if (latest.done == job.shown.done && latest.total == job.shown.total &&
            latest.step == job.shown.step && left == job.secondsLeft)
            continue;
        job.shown = latest;
        job.secondsLeft = left;
        const QModelIndex index = createIndex(d->row(job), 0);
        Q_EMIT dataChanged(index, index, {StepRole, DoneRole, TotalRole, SecondsLeftRole});
    }
    if (any)
        Q_EMIT progressed();
    else
        d->poll.stop();
}

void JobQueue::changed(quint64 id)
{
    if (const Job *job = d->find(id)) {
        const QModelIndex index = createIndex(d->row(*job), 0);
        Q_EMIT dataChanged(index, index);
    }
}

void JobQueue::stop(quint64 id)
{
    Job *job = d->find(id);
    if (!job || job->hasEnded())
        return;
    job->shared->stop = true;
    if (job->state == State::Waiting) {
        job->state = State::Stopped;
        tellEnd(id);
        return;
    }
    job->state = State::Stopping;
    changed(id);
}

void JobQueue::setPaused(quint64 id, bool paused)
{
    Job *job = d->find(id);
    if (!job || job->hasEnded() || job->state == State::Stopping || !job->request.canPause)
        return;
    job->shared->pause = paused;
    if (job->state != State::Waiting)
        job->state = paused ? State::Paused : State::Running;
    job->timeLeft = {};
    job->secondsLeft = -1;
    changed(id);
}

JobQueue::State JobQueue::state(quint64 id) const
{
    const Job *job = d->find(id);
    return job ? job->state : State::Finished; // quiet ones go once they have ended
}

int JobQueue::runningCount() const
{
    return static_cast<int>(std::count_if(d->jobs.begin(), d->jobs.end(), [](const Job &job) {
        return !job.hasEnded() && !job.request.quiet &&
               job.request.lane != JobRequest::Lane::Beside;
    }));
}

void JobQueue::stopAll()
{
    std::vector<quint64> ids;
    for (const Job &job : d->jobs)
        ids.push_back(job.id);
    for (const quint64 id : ids)
        stop(id);
    for (QThreadPool &lane : d->lanes)
        lane.waitForDone();
    collectEnded();
}

void JobQueue::clearEnded()
{
    std::vector<quint64> ids;
    for (const Job &job : d->jobs)
        if (job.hasEnded())
            ids.push_back(job.id);
    for (const quint64 id : ids)
        remove(id);
}

int JobQueue::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(d->jobs.size());
}

QVariant JobQueue::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Job &job = d->jobs[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
    case TitleRole:
        return job.request.title;
    case IdRole:
        return QVariant::fromValue(job.id);
    case IconRole:
        return job.request.icon;
    case StateRole:
        return QVariant::fromValue(job.state);
    case StepRole:
        return job.shown.step;
    case DoneRole:
        return job.shown.done;
    case TotalRole:
        return job.shown.total;
    case SecondsLeftRole:
        return job.secondsLeft;
    case CanPauseRole:
        return job.request.canPause;
    case ErrorRole:
        return job.error ? QVariant::fromValue(*job.error) : QVariant();
    case LaneRole: return QVariant::fromValue(job.request.lane);
    case QuietRole:
        return job.request.quiet;
    case SecondsRole:
        return job.state == State::Waiting
                   ? 0.0
                   : static_cast<double>(d->clock.elapsed() - job.startedMs) / 1000;
    default:
        return {};
    }
}

} // namespace tunedesk
