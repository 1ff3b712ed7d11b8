#include "core/project_fixture.h"
#include "jobs/train_model.h"
#include "tiny_runs.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTest>

#include <chrono>
#include <cstdio>
#include <thread>

using namespace tunedesk;

/// Runs that stopped, were killed or can't go on.
class tst_ResumedRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void stopAndResumeOfTwoTrainingsGiveTheSameRun();
    void stopAndResumeGiveTheSameRun();
    void aKilledRunGoesOnToTheSameResult();
    void whatCanNotGoOnIsRefused();
    void aModelThatIsGoneIsNamed();
    void aDamagedCheckpointNamesTheBestOne_data();
    void aDamagedCheckpointNamesTheBestOne();

private:
    TrainOptions options() const;
    QTemporaryDir m_models;
};

namespace
{
/// Tells on stdout how often it was asked, slowly, so that a signal finds it at work.
class SlowJob final : public JobContext
{
public:
    bool stopRequested() const override
    {
        std::printf("poll %d\n", ++m_polls);
        std::fflush(stdout);
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        return false;
    }
    void report(qint64, qint64, const QString &) override {}

private:
    mutable int m_polls = 0;
};
} // namespace

void tst_ResumedRuns::initTestCase()
{
    QVERIFY(makeTinyBert(m_models.filePath(QStringLiteral("tiny"))));
}

TrainOptions tst_ResumedRuns::options() const
{
    return tinyOptions(m_models.filePath(QStringLiteral("tiny")));
}

void tst_ResumedRuns::stopAndResumeOfTwoTrainingsGiveTheSameRun()
{
    TrainOptions both = options();
    both.recipe.head = QStringLiteral("features_then_segments");
    ProjectFixture shop;
    VERIFY_RESULT(shop.add(manyPairs()));
    MetricFeed feed;
    SilentJob job;
    const auto whole = trainModel(shop.path, both, job, feed);
    VERIFY_RESULT(whole);
    const auto expected = shop->runs().metrics(whole->run.id);
    VERIFY_RESULT(expected);
    int stops = 0;
    // Within the texts, within the features, between the two, within the fine-tuning
    for (const int polls : {8, 40, 120, 200, 260}) {
        StopAfter stop(polls);
        MetricFeed brokenFeed, resumedFeed;
        const auto stopped = trainModel(shop.path, both, stop, brokenFeed);
        VERIFY_RESULT(stopped);
        if (stopped->outcome != Outcome::Stopped)
            continue;
        ++stops;
        const auto resumed = resumeTraining(shop.path, stopped->run.id, job, resumedFeed);
        VERIFY_RESULT(resumed);
        QCOMPARE(resumed->outcome, Outcome::Finished);
        QCOMPARE(resumed->run.best, whole->run.best);
        QCOMPARE(resumed->run.test, whole->run.test);
        QCOMPARE(resumed->run.steps, whole->run.steps);
        QCOMPARE(predictionsOf(*shop, resumed->run.id), predictionsOf(*shop, whole->run.id));
        const auto rows = shop->runs().metrics(resumed->run.id);
        VERIFY_RESULT(rows);
        QCOMPARE(numbersOf(*rows), numbersOf(*expected));
    }
    QVERIFY(stops >= 3);
}

void tst_ResumedRuns::stopAndResumeGiveTheSameRun()
{
    ProjectFixture shop;
    VERIFY_RESULT(shop.add(manyPairs()));
    MetricFeed feed;
    SilentJob job;
    const auto whole = trainModel(shop.path, options(), job, feed);
    VERIFY_RESULT(whole);

    StopAfter stop(18);
    MetricFeed brokenFeed;
    const auto stopped = trainModel(shop.path, options(), stop, brokenFeed);
    VERIFY_RESULT(stopped);
    QCOMPARE(stopped->outcome, Outcome::Stopped);
    const auto row = shop->runs().find(stopped->run.id);
    VERIFY_RESULT(row);
    QCOMPARE((*row)->state, RunState::Stopped);
    QVERIFY((*row)->steps > 0 && (*row)->steps < whole->run.totalSteps);

    MetricFeed resumedFeed;
    const auto resumed = resumeTraining(shop.path, stopped->run.id, job, resumedFeed);
    VERIFY_RESULT(resumed);
    QCOMPARE(resumed->outcome, Outcome::Finished);
    QCOMPARE(resumed->run.id, stopped->run.id);
    QCOMPARE(resumed->run.best, whole->run.best);
    QCOMPARE(resumed->run.test, whole->run.test);
    QCOMPARE(predictionsOf(*shop, resumed->run.id), predictionsOf(*shop, whole->run.id));
    const auto expected = shop->runs().metrics(whole->run.id);
    const auto rows = shop->runs().metrics(resumed->run.id);
    VERIFY_RESULT(expected);
    VERIFY_RESULT(rows);
    QCOMPARE(numbersOf(*rows), numbersOf(*expected));
}

void tst_ResumedRuns::aKilledRunGoesOnToTheSameResult()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("shop.tunedesk"));
    {
        auto project = Project::create(path);
        VERIFY_RESULT(project);
        const auto import = project->pairs().beginImport(QStringLiteral("/data/pairs.csv"));
        VERIFY_RESULT(import);
        VERIFY_RESULT(project->pairs().add(*import, manyPairs(), QStringLiteral("import")));
    } // the child has it to itself
    QProcess child;
    child.setProgram(QCoreApplication::applicationFilePath());
    child.setArguments({QStringLiteral("--train"), path, options().modelPath});
    child.start();
    QByteArray heard;
    while (!heard.contains("poll 30\n") && child.waitForReadyRead(30'000))
        heard += child.readAllStandardOutput();
    child.kill();
    QVERIFY(child.waitForFinished());
    QCOMPARE(child.exitStatus(), QProcess::CrashExit);

    MetricFeed feed, wholeFeed;
    SilentJob job;
    const auto resumed = resumeTraining(path, 1, job, feed);
    VERIFY_RESULT(resumed);
    QCOMPARE(resumed->run.state, RunState::Finished);
    const auto whole = trainModel(path, options(), job, wholeFeed);
    VERIFY_RESULT(whole);
    auto project = Project::open(path);
    VERIFY_RESULT(project);
    QCOMPARE(predictionsOf(*project, 1), predictionsOf(*project, whole->run.id));
    const auto rows = project->runs().metrics(1);
    VERIFY_RESULT(rows);
    QCOMPARE(numbersOf(*rows), numbersOf(wholeFeed.rowsSince(0)));
}

void tst_ResumedRuns::whatCanNotGoOnIsRefused()
{
    ProjectFixture shop;
    VERIFY_RESULT(shop.add(manyPairs()));
    MetricFeed feed;
    SilentJob job;
    TrainOptions quick = options();
    quick.recipe.epochs = 1;
    const auto finished = trainModel(shop.path, quick, job, feed);
    VERIFY_RESULT(finished);
    for (const qint64 id : {finished->run.id, qint64{99}}) {
        const auto resumed = resumeTraining(shop.path, id, job, feed);
        QVERIFY(!resumed);
        QCOMPARE(resumed.error().kind, ErrorKind::Input);
        QVERIFY(resumed.error().where.contains(QString::number(id)));
    }
}

void tst_ResumedRuns::aModelThatIsGoneIsNamed()
{
    ProjectFixture shop;
    VERIFY_RESULT(shop.add(manyPairs()));
    TrainOptions moved = options();
    moved.modelPath = m_models.filePath(QStringLiteral("moved"));
    QVERIFY(makeTinyBert(moved.modelPath));
    StopAfter stop(18);
    MetricFeed feed;
    const auto stopped = trainModel(shop.path, moved, stop, feed);
    VERIFY_RESULT(stopped);
    QCOMPARE(stopped->outcome, Outcome::Stopped);
    QVERIFY(QDir().rename(moved.modelPath, moved.modelPath + QStringLiteral(" elsewhere")));
    SilentJob job;
    const auto resumed = resumeTraining(shop.path, stopped->run.id, job, feed);
    QVERIFY(!resumed);
    QCOMPARE(resumed.error().kind, ErrorKind::Model);
    QVERIFY(resumed.error().what.contains(moved.modelName));
    QCOMPARE(resumed.error().where, moved.modelPath);
    const auto row = shop->runs().find(stopped->run.id);
    VERIFY_RESULT(row);
    QCOMPARE((*row)->state, RunState::Stopped); // it goes on when the folder is back
    QVERIFY(QDir().rename(moved.modelPath + QStringLiteral(" elsewhere"), moved.modelPath));
    VERIFY_RESULT(resumeTraining(shop.path, stopped->run.id, job, feed));
}

void tst_ResumedRuns::aDamagedCheckpointNamesTheBestOne_data()
{
    QTest::addColumn<QStringList>("damaged");
    QTest::addColumn<bool>("isBestWhole");
    QTest::newRow("the last one") << QStringList{QStringLiteral("last/model.safetensors")} << true;
    QTest::newRow("that of the features")
        << QStringList{QStringLiteral("last-features/state.json")} << true;
    QTest::newRow("the best one too") << QStringList{QStringLiteral("last/optimizer.safetensors"),
                                                     QStringLiteral("best/model.safetensors")}
                                      << false;
}

void tst_ResumedRuns::aDamagedCheckpointNamesTheBestOne()
{
    QFETCH(QStringList, damaged);
    QFETCH(bool, isBestWhole);
    ProjectFixture shop;
    VERIFY_RESULT(shop.add(manyPairs()));
    TrainOptions both = options();
    both.recipe.head = QStringLiteral("features_then_segments");
    both.recipe.epochs = 40;
    StopAfter stop(400); // within the fine-tuning
    MetricFeed feed;
    const auto stopped = trainModel(shop.path, both, stop, feed);
    VERIFY_RESULT(stopped);
    QCOMPARE(stopped->outcome, Outcome::Stopped);
    const QString folder = shop->folder() + QStringLiteral("/runs/%1/").arg(stopped->run.id);
    for (const QString &name : damaged) {
        QFile file(folder + name);
        QVERIFY2(file.resize(file.size() - 1), qPrintable(name));
    }
    SilentJob job;
    const auto resumed = resumeTraining(shop.path, stopped->run.id, job, feed);
    QVERIFY(!resumed);
    QCOMPARE(resumed.error().kind, ErrorKind::File);
    QCOMPARE(resumed.error().where, folder + damaged.front());
    QCOMPARE(resumed.error().hint.contains(
                 QStringLiteral("step %1, is undamaged").arg(stopped->run.bestStep)),
             isBestWhole);
    const auto row = shop->runs().find(stopped->run.id);
    VERIFY_RESULT(row);
    QCOMPARE((*row)->state, RunState::Stopped); // nothing was changed
    QCOMPARE((*row)->steps, stopped->run.steps);
}

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == QLatin1String("--train")) {
        MetricFeed feed;
        SlowJob job;
        return trainModel(arguments[2], tinyOptions(arguments[3]), job, feed) ? 0 : 1;
    }
    tst_ResumedRuns test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_resumed_runs.moc"
