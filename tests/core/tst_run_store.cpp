#include "project_fixture.h"

#include <cmath>
#include <limits>

using namespace tunedesk;

namespace
{
RunSummary runNamed(const QString &name)
{
    RunSummary run;
    run.name = name;
    run.modelName = QStringLiteral("minilm");
    run.recipe.epochs = 2.5;
    run.startedMs = 1000;
    return run;
}
} // namespace

class tst_RunStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRunComesBackAsItWasWritten();
    void slotsAreNeverUsedAgain();
    void runsOfADeadProcessBecomeInterrupted();
    void metricsEventsAndPredictionsAreKept();
};

void tst_RunStore::aRunComesBackAsItWasWritten()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    const auto id = fixture->runs().add(runNamed(QStringLiteral("first")));
    VERIFY_RESULT(id);
    RunSummary run = *fixture->runs().find(*id).value();
    QCOMPARE(run.slot, 1);
    QCOMPARE(run.state, RunState::Running);
    QCOMPARE(run.recipe.epochs, 2.5);
    VERIFY_RESULT(fixture->runs().rename(*id, QStringLiteral("better")));
    run.state = RunState::Finished;
    run.steps = 30;
    run.bestStep = 20;
    run.best = {{QStringLiteral("f1"), 0.75},
                {QStringLiteral("auc"), std::numeric_limits<double>::quiet_NaN()}};
    VERIFY_RESULT(fixture->runs().update(run));
    const auto stored = fixture->runs().find(*id);
    VERIFY_RESULT(stored);
    QCOMPARE((*stored)->name, QStringLiteral("better"));
    QCOMPARE((*stored)->state, RunState::Finished);
    QCOMPARE((*stored)->bestStep, 20);
    QCOMPARE((*stored)->best.value(QStringLiteral("f1")), 0.75);
    QVERIFY(std::isnan((*stored)->best.value(QStringLiteral("auc"))));
    QVERIFY((*stored)->test.isEmpty());
    QVERIFY(!fixture->runs().find(99).value().has_value());
    QVERIFY(!fixture->runs().rename(99, QStringLiteral("ghost")));
}

void tst_RunStore::slotsAreNeverUsedAgain()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    for (int slot = 1; slot <= 3; ++slot) {
        const auto id = fixture->runs().add(runNamed(QString::number(slot)));
        VERIFY_RESULT(id);
        QCOMPARE(fixture->runs().find(*id).value()->slot, slot);
        VERIFY_RESULT(fixture->runs().setRemoved(*id, slot != 2));
    }
    QCOMPARE(fixture->runs().list()->size(), 1u);
    QCOMPARE(fixture->runs().list(true)->size(), 3u);
    QCOMPARE(fixture->runs().list(true)->front().name, QStringLiteral("3"));
}

void tst_RunStore::runsOfADeadProcessBecomeInterrupted()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture->runs().add(runNamed(QStringLiteral("left"))));
    QCOMPARE(fixture->runs().markInterrupted().value(), 0); // it lives: this process began it
    fixture.project = Error{};
    fixture.project = Project::open(fixture.path); // as a new process would: nobody works on it now
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture->runs().add(runNamed(QStringLiteral("living"))));
    QCOMPARE(fixture->runs().markInterrupted().value(), 1);
    QCOMPARE(fixture->runs().find(1).value()->state, RunState::Interrupted);
    QCOMPARE(fixture->runs().find(2).value()->state, RunState::Running);
    RunSummary resumed = *fixture->runs().find(1).value();
    resumed.state = RunState::Running;
    VERIFY_RESULT(fixture->runs().update(resumed));
    QCOMPARE(fixture->runs().markInterrupted().value(), 0);
}

void tst_RunStore::metricsEventsAndPredictionsAreKept()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add({pairOf(QStringLiteral("a"), QStringLiteral("b")),
                               pairOf(QStringLiteral("c"), QStringLiteral("d"))}));
    VERIFY_RESULT(fixture->runs().add(runNamed({})));
    RunStore &runs = fixture->runs();
    const QString loss = QLatin1String(metric::kTrainLoss);
    const QString f1 = QLatin1String(metric::kF1);
    VERIFY_RESULT(
        runs.addMetrics(1, {{2, 0.2, 2.0, loss, 0.5},
                            {1, 0.1, 1.0, loss, 0.7},
                            {2, 0.2, 2.0, f1, std::numeric_limits<double>::quiet_NaN()}}));
    auto rows = runs.metrics(1);
    VERIFY_RESULT(rows);
    QCOMPARE(rows->size(), 3u);
    QCOMPARE(rows->front().step, 1);
    QCOMPARE(rows->front().value, 0.7);
    QVERIFY(std::isnan(runs.metrics(1, {f1})->front().value));
    VERIFY_RESULT(runs.addEvent(1, {RunEvent::Kind::Best, 2, 5, QStringLiteral("best"), {}}));
    QCOMPARE(runs.events(1)->front().kind, RunEvent::Kind::Best);
    VERIFY_RESULT(runs.dropMetricsAfter(1, 1));
    QCOMPARE(runs.metrics(1)->size(), 1u);
    QVERIFY(runs.events(1)->empty());

    VERIFY_RESULT(
        runs.setPredictions(1, {{1, Split::Test, 0.9, 1}, {2, Split::Validation, 0.1, 0}}));
    VERIFY_RESULT(
        runs.setPredictions(1, {{1, Split::Test, 0.8, 1}, {2, Split::Validation, 0.1, 0}}));
    QCOMPARE(runs.predictions(1)->size(), 2u);
    const auto test = runs.predictions(1, Split::Test);
    VERIFY_RESULT(test);
    QCOMPARE(test->size(), 1u);
    QCOMPARE(test->front().probability, 0.8);
    QVERIFY(!runs.setPredictions(1, {{77, Split::Test, 0.8, 1}})); // no such pair
    QCOMPARE(runs.predictions(1)->size(), 2u);
}

QTEST_GUILESS_MAIN(tst_RunStore)
#include "tst_run_store.moc"
