#include "project_session_fixture.h"
#include "shell/job_queue.h"
#include "shell/moving_task.h"

#include <QSignalSpy>
#include <QTest>

using namespace tunedesk;

namespace
{
constexpr int kPairs = 20'000;
}

/// A step over very many pairs in the window: told in the task strip, and stopped there.
class tst_MovingTask : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itIsATaskUntilAllIsWritten();
    void stoppedItGoesBackWithTheStack();
    void oneThatWasLeftIsToldAtTheNextOpening();

private:
    /// Removes all but ten pairs, as a step on the stack.
    void removeMany(SessionFixture &fixture);
};

void tst_MovingTask::removeMany(SessionFixture &fixture)
{
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(kPairs)));
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
    const auto count = [&] { return fixture.session->project().pairs().count().value_or(-1); };
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
        QCOMPARE(count(), forward ? 10 : kPairs);
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
    QTRY_COMPARE_WITH_TIMEOUT(fixture.session->project().pairs().count().value_or(-1), 10, 60'000);
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
    QTRY_COMPARE_WITH_TIMEOUT(fixture.session->project().pairs().count().value_or(-1), kPairs,
                              60'000);
    QCOMPARE(fixture.session->undoStack().index(), 0);
}

QTEST_MAIN(tst_MovingTask)
#include "tst_moving_task.moc"
