#include "shell/job_queue.h"

#include <QAbstractItemModelTester>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <memory>
#include <new>
#include <stdexcept>

using namespace tunedesk;

class tst_JobQueue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aJobRunsAndEndsOnTheWindowsThread();
    void oneAtATimeInEachLane();
    void aStopEndsARunningAndAWaitingJob();
    void aPausedJobWaitsAndGoesOn();
    void theDestructorAsksAndWaits();
    void progressIsShown();
    void aFailureIsKeptUntilCleared();
    void anExceptionBecomesAnError();
    void aQuietJobLeavesNothing();
    void whatLooksOnKeepsNothingWaiting();
};

namespace
{
using State = JobQueue::State;

JobRequest request(std::function<Result<Outcome>(JobContext &)> work,
                   JobRequest::Lane lane = JobRequest::Lane::Background)
{
    JobRequest made;
    made.title = QStringLiteral("a job");
    made.lane = lane;
    made.canPause = true;
    made.work = std::move(work);
    return made;
}

/// Works until somebody stops it.
Result<Outcome> untilStopped(JobContext &job)
{
    while (!job.stopRequested())
        QThread::usleep(200);
    return Outcome::Stopped;
}
} // namespace

void tst_JobQueue::aJobRunsAndEndsOnTheWindowsThread()
{
    JobQueue jobs;
    QAbstractItemModelTester tester(&jobs, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy started(&jobs, &JobQueue::jobStarted), ended(&jobs, &JobQueue::jobEnded);
    QThread *worked = nullptr, *told = nullptr;
    int calls = 0;
    auto made = request([&worked](JobContext &) -> Result<Outcome> {
        worked = QThread::currentThread();
        return Outcome::Finished;
    });
    made.finished = [&](const Result<Outcome> &result) {
        told = QThread::currentThread();
        QVERIFY(result.has_value());
        ++calls;
    };
    const quint64 id = jobs.start(std::move(made));
    QCOMPARE(started.count(), 1);
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(jobs.state(id), State::Finished);
    QVERIFY(worked != told);
    QCOMPARE(told, thread());
    QCOMPARE(calls, 1);
    QCOMPARE(jobs.runningCount(), 0);
    jobs.clearEnded();
    QCOMPARE(jobs.rowCount(), 0);
}

void tst_JobQueue::oneAtATimeInEachLane()
{
    JobQueue jobs;
    const quint64 first = jobs.start(request(untilStopped));
    const quint64 second = jobs.start(request(untilStopped));
    const quint64 training = jobs.start(request(untilStopped, JobRequest::Lane::Training));
    QCOMPARE(jobs.state(first), State::Running);
    QCOMPARE(jobs.state(second), State::Waiting);
    QCOMPARE(jobs.state(training), State::Running);
    QCOMPARE(jobs.runningCount(), 3);
    jobs.stop(first);
    QTRY_COMPARE(jobs.state(second), State::Running);
    jobs.stopAll();
    QCOMPARE(jobs.runningCount(), 0);
}

void tst_JobQueue::aStopEndsARunningAndAWaitingJob()
{
    JobQueue jobs;
    QAbstractItemModelTester tester(&jobs, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const quint64 running = jobs.start(request(untilStopped));
    bool waitingWorked = false;
    std::optional<Outcome> outcome;
    auto made = request([&waitingWorked](JobContext &) -> Result<Outcome> {
        waitingWorked = true;
        return Outcome::Finished;
    });
    made.finished = [&outcome](const Result<Outcome> &result) { outcome = *result; };
    const quint64 waiting = jobs.start(std::move(made));
    jobs.stop(waiting);
    QCOMPARE(jobs.state(waiting), State::Stopped);
    QCOMPARE(outcome, Outcome::Stopped);
    jobs.stop(running);
    QCOMPARE(jobs.state(running), State::Stopping);
    QTRY_COMPARE(jobs.state(running), State::Stopped);
    QVERIFY(!waitingWorked);
}

void tst_JobQueue::aPausedJobWaitsAndGoesOn()
{
    JobQueue jobs;
    std::atomic<int> steps = 0;
    std::atomic<bool> sawPause = false;
    const quint64 id = jobs.start(request([&](JobContext &job) -> Result<Outcome> {
        while (!job.stopRequested()) {
            if (job.pauseRequested()) {
                sawPause = true;
                QThread::usleep(200);
                continue;
            }
            ++steps;
            QThread::usleep(200);
        }
        return Outcome::Stopped;
    }));
    QTRY_VERIFY(steps > 0);
    jobs.setPaused(id, true);
    QCOMPARE(jobs.state(id), State::Paused);
    QTRY_VERIFY(sawPause);
    const int before = steps;
    jobs.setPaused(id, false);
    QTRY_VERIFY(steps > before);
    jobs.setPaused(id, true);
    jobs.stop(id); // a paused job hears the stop
    QTRY_COMPARE(jobs.state(id), State::Stopped);
}

void tst_JobQueue::theDestructorAsksAndWaits()
{
    QSemaphore running;
    std::atomic<bool> ended = false;
    bool told = false;
    {
        JobQueue jobs;
        auto made = request([&](JobContext &job) -> Result<Outcome> {
            running.release();
            const auto outcome = untilStopped(job);
            QThread::msleep(20);
            ended = true;
            return outcome;
        });
        made.finished = [&told](const Result<Outcome> &) { told = true; };
        jobs.start(std::move(made));
        running.acquire();
    }
    QVERIFY(ended);
    QCoreApplication::processEvents();
    QVERIFY2(!told, "nobody is told after the queue has gone");
}

void tst_JobQueue::progressIsShown()
{
    JobQueue jobs;
    QSignalSpy changed(&jobs, &QAbstractItemModel::dataChanged);
    const quint64 id = jobs.start(request([](JobContext &job) -> Result<Outcome> {
        job.report(3, 12, QStringLiteral("Reading rows"));
        return untilStopped(job);
    }));
    const QModelIndex index = jobs.index(0);
    QTRY_COMPARE(index.data(JobQueue::DoneRole).toLongLong(), 3);
    QCOMPARE(index.data(JobQueue::TotalRole).toLongLong(), 12);
    QCOMPARE(index.data(JobQueue::StepRole).toString(), QStringLiteral("Reading rows"));
    QCOMPARE(index.data(JobQueue::SecondsLeftRole).toDouble(), -1.0);
    QVERIFY(changed.count() >= 1);
    jobs.stop(id);
    QTRY_COMPARE(jobs.state(id), State::Stopped);
}

void tst_JobQueue::aFailureIsKeptUntilCleared()
{
    JobQueue jobs;
    const quint64 id = jobs.start(request([](JobContext &) -> Result<Outcome> {
        return Error{ErrorKind::Disk, QStringLiteral("The disk is full."), {}, {}, {}};
    }));
    QTRY_COMPARE(jobs.state(id), State::Failed);
    QCOMPARE(jobs.index(0).data(JobQueue::ErrorRole).value<Error>().kind, ErrorKind::Disk);
}

void tst_JobQueue::anExceptionBecomesAnError()
{
    JobQueue jobs;
    const quint64 memory =
        jobs.start(request([](JobContext &) -> Result<Outcome> { throw std::bad_alloc(); }));
    const quint64 other = jobs.start(
        request([](JobContext &) -> Result<Outcome> { throw std::runtime_error("odd"); }));
    QTRY_COMPARE(jobs.state(other), State::Failed);
    QCOMPARE(jobs.state(memory), State::Failed);
    QCOMPARE(jobs.index(0).data(JobQueue::ErrorRole).value<Error>().kind, ErrorKind::Memory);
    QCOMPARE(jobs.index(1).data(JobQueue::ErrorRole).value<Error>().details, QStringLiteral("odd"));
}

void tst_JobQueue::aQuietJobLeavesNothing()
{
    JobQueue jobs;
    QAbstractItemModelTester tester(&jobs, QAbstractItemModelTester::FailureReportingMode::QtTest);
    auto made = request([](JobContext &) -> Result<Outcome> { return Outcome::Finished; });
    made.quiet = true;
    QSignalSpy ended(&jobs, &JobQueue::jobEnded);
    jobs.start(std::move(made));
    QCOMPARE(jobs.runningCount(), 0);
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(jobs.rowCount(), 0);
}

void tst_JobQueue::whatLooksOnKeepsNothingWaiting()
{
    JobQueue jobs;
    const quint64 beside = jobs.start(request(untilStopped, JobRequest::Lane::Beside));
    QTRY_COMPARE(jobs.state(beside), State::Running);
    QCOMPARE(jobs.runningCount(), 0); // the window may close
    const quint64 other =
        jobs.start(request([](JobContext &) { return Result<Outcome>(Outcome::Finished); }));
    QTRY_COMPARE(jobs.state(other), State::Finished);
    QCOMPARE(jobs.state(beside), State::Running);
    jobs.stop(beside);
    QTRY_COMPARE(jobs.state(beside), State::Stopped);
}

QTEST_MAIN(tst_JobQueue)
#include "tst_job_queue.moc"
