#include "core/project_fixture.h"
#include "jobs/run_recorder.h"

using namespace tunedesk;

class tst_RunRecorder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theBestCheckIsKeptWhenStepsHaveGoneOn();
};

void tst_RunRecorder::theBestCheckIsKeptWhenStepsHaveGoneOn()
{
    ProjectFixture shop;
    std::vector<DialoguePair> pairs;
    for (int i = 0; i < 40; ++i) {
        pairs.push_back(pairOf(QStringLiteral("question %1").arg(i), QStringLiteral("reply")));
        pairs.back().label = i % 2;
    }
    VERIFY_RESULT(shop.add(pairs));
    const auto snapshot = shop->snapshots().take({});
    VERIFY_RESULT(snapshot);
    RunSummary run{.name = QStringLiteral("one"), .snapshotId = snapshot->id};
    const auto id = shop->runs().add(run);
    VERIFY_RESULT(id);
    run = shop->runs().find(*id)->value();
    MetricFeed feed;
    RunRecorder recorder(*shop.project, run, feed);
    recorder.metric({.step = 3, .epoch = 0.3, .name = QStringLiteral("train_loss"), .value = 0.7});
    recorder.metric({.step = 3, .epoch = 0.3, .name = QStringLiteral("f1"), .value = 0.65});
    // The checkpoint is written beside the steps that follow, and another check.
    recorder.metric({.step = 4, .epoch = 0.4, .name = QStringLiteral("train_loss"), .value = 0.6});
    recorder.metric({.step = 5, .epoch = 0.5, .name = QStringLiteral("f1"), .value = 0.1});
    VERIFY_RESULT(recorder.checkpointWritten(3, true));
    const auto stored = shop->runs().find(*id);
    VERIFY_RESULT(stored);
    QCOMPARE((*stored)->bestStep, 3);
    QCOMPARE((*stored)->bestEpoch, 0.3);
    QCOMPARE((*stored)->best, (QMap<QString, double>{{QStringLiteral("f1"), 0.65}}));
}

QTEST_GUILESS_MAIN(tst_RunRecorder)
#include "tst_run_recorder.moc"
