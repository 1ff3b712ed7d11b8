#include "project_session_fixture.h"
#include "shell/job_queue.h"
#include "shell/moving_task.h"

#include <QSignalSpy>
#include <QTest>

using namespace tunedesk;

namespace
{
constexpr int kPairs = 50'000; ///< on their way for long enough that it is seen
}

/// A step over very many pairs in the window: told in the task strip, and stopped there.
class tst_MovingTask : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itIsATaskUntilAllIsWritten();
    void stoppedItGoesBackWithTheStack();
    void anActIsOneToo();
    void oneThatWasLeftIsToldAtTheNextOpening();

private:
    /// Removes all but ten pairs, as a step on the stack, to the end.
    void removeMany(SessionFixture &fixture);
    void beginToRemove(SessionFixture &fixture);
    static int count(SessionFixture &fixture)
    {
        return fixture.session->project().pairs().count().value_or(-1);
    }
};

void tst_MovingTask::removeMany(SessionFixture &fixture)
{
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(kPairs)));
    beginToRemove(fixture);
    QTRY_COMPARE_WITH_TIMEOUT(count(fixture), 10, 60'000);
}

void tst_MovingTask::beginToRemove(SessionFixture &fixture)
{
    bool isDone = false;
    fixture.session->change(
        QStringLiteral("Removing"),
        [](ChangeLog &log) {
            QList<qint64> ids;
            for (int id = 11; id <= kPairs; ++id)
                ids << id;
            return log.remove(ids, QStringLiteral("bob"));
        },
        ProjectSession::Change::Pairs, [&](const Result<DataChange> &) { isDone = true; });
    QTRY_VERIFY_WITH_TIMEOUT(isDone, 60'000);
}

void tst_MovingTask::itIsATaskUntilAllIsWritten()
{
    JobQueue jobs; // outlives the session
    SessionFixture fixture;
    removeMany(fixture);
    new MovingTask(jobs, *fixture.session);
    QSignalSpy started(&jobs, &JobQueue::jobStarted), ended(&jobs, &JobQueue::jobEnded);
    QSignalSpy pairs(fixture.session.get(), &ProjectSession::pairsChanged);
    for (const bool forward : {false, true}) {
        started.clear();
        ended.clear();
        forward ? fixture.session->undoStack().redo() : fixture.session->undoStack().undo();
        QTRY_COMPARE(started.count(), 1);
        const QString title = jobs.index(jobs.rowCount() - 1).data(JobQueue::TitleRole).toString();
        QVERIFY2(
            title.contains(QStringLiteral("Removed %1 pairs").arg(QLocale().toString(kPairs - 10))),
            qPrintable(title));
        pairs.clear();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 60'000);
        QCOMPARE(count(fixture), forward ? 10 : kPairs);
        QTRY_VERIFY(pairs.count() >= 1); // the pages read anew
    }
}

void tst_MovingTask::stoppedItGoesBackWithTheStack()
{
    JobQueue jobs; // outlives the session
    SessionFixture fixture;
    removeMany(fixture);
    new MovingTask(jobs, *fixture.session);
    connect(&jobs, &JobQueue::jobStarted, this, [&jobs](quint64 id) {
        if (jobs.rowCount() == 1) // the way back is not stopped
            jobs.stop(id);
    });
    fixture.session->undoStack().undo();
    QVERIFY(!fixture.session->undoStack().canUndo());
    QTRY_VERIFY_WITH_TIMEOUT(fixture.session->undoStack().canUndo(), 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(jobs.runningCount(), 0, 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(count(fixture), 10, 60'000);
}

void tst_MovingTask::anActIsOneToo()
{
    JobQueue jobs; // outlives the session
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(kPairs)));
    new MovingTask(jobs, *fixture.session);
    QString title;
    connect(&jobs, &JobQueue::jobStarted, this, [&](quint64 id) {
        if (jobs.rowCount() != 1) // the way back is not stopped
            return;
        title = jobs.index(0).data(JobQueue::TitleRole).toString();
        jobs.stop(id);
    });
    beginToRemove(fixture);
    QTRY_VERIFY_WITH_TIMEOUT(!title.isEmpty(), 60'000);
    QVERIFY2(title.contains(QLocale().toString(kPairs - 10)), qPrintable(title));
    // They are all there before the act begins, too.
    QTRY_VERIFY_WITH_TIMEOUT(fixture.session->undoStack().canRedo(), 60'000);
    QVERIFY(!fixture.session->undoStack().canUndo());
    QTRY_COMPARE_WITH_TIMEOUT(jobs.runningCount(), 0, 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(count(fixture), kPairs, 60'000);
}

void tst_MovingTask::oneThatWasLeftIsToldAtTheNextOpening()
{
    JobQueue jobs; // outlives the session
    SessionFixture fixture;
    removeMany(fixture);
    fixture.session->undoStack().undo();
    QTRY_VERIFY(fixture.session->undoStack().index() == 0);
    QSignalSpy saved(fixture.session.get(), &ProjectSession::saved);
    QTRY_VERIFY(saved.count() >= 1);
    VERIFY_RESULT(fixture.reopen()); // in the middle, or it has ended by then
    new MovingTask(jobs, *fixture.session);
    QTRY_COMPARE_WITH_TIMEOUT(count(fixture), kPairs, 60'000);
    QCOMPARE(fixture.session->undoStack().index(), 0);
}

QTEST_MAIN(tst_MovingTask)
#include "tst_moving_task.moc"
