#include "core/project_fixture.h"
#include "jobs/train_model.h"

#include <QCoreApplication>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

#include <cstdio>
#include <signal.h>

using namespace tunedesk;

/// kill -9 at random moments of a run, which goes on each time: all that it leaves is that of a run
/// that was never broken. Short by default; TUNEDESK_TRAINING_KILLS=20 is the full form.
class tst_TrainingKills : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKilledRunGoesOnToTheSameBits_data();
    void aKilledRunGoesOnToTheSameBits();
};

namespace
{
int killCount()
{
    const int given = qEnvironmentVariableIntValue("TUNEDESK_TRAINING_KILLS");
    return given > 0 ? given : 3;
}

/// Enough steps that a run outlives its kills.
TrainOptions optionsFor(const QString &model, int threads, int kills)
{
    TrainOptions options{.modelName = model,
                         .modelPath =
                             QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/tiny-") + model};
    options.recipe.epochs = 5 + 4 * kills;
    options.recipe.batchSize = 8;
    options.recipe.learningRate = 1e-3;
    options.recipe.dropout = 0.1;
    options.recipe.maxLength = 48;
    options.recipe.trainLayers = 1;
    options.recipe.checksPerEpoch = 2;
    options.recipe.earlyStoppingPatience = 0;
    options.recipe.threads = threads;
    return options;
}

std::vector<DialoguePair> manyPairs()
{
    std::vector<DialoguePair> pairs;
    for (int i = 0; i < 80; ++i) {
        DialoguePair pair = pairOf(QStringLiteral("Where is my parcel %1?").arg(i),
                                   i % 2 == 0 ? QStringLiteral("It left today, number %1.").arg(i)
                                              : QStringLiteral("No idea, ask number %1.").arg(i));
        pair.dialogue = QStringLiteral("dialogue %1").arg(i / 2);
        pair.label = i % 2 == 0 ? 1 : 0;
        pairs.push_back(pair);
    }
    return pairs;
}

bool makeProject(const QString &path)
{
    auto project = Project::create(path);
    if (!project)
        return false;
    const auto import = project->pairs().beginImport(QStringLiteral("/data/pairs.csv"));
    return import && project->pairs().add(*import, manyPairs(), QStringLiteral("import"));
}

/// What a run leaves, but for times and memory.
struct Left {
    std::vector<std::tuple<qint64, QString, double>> rows;
    std::vector<std::pair<qint64, double>> predictions;
    std::vector<QByteArray> files; ///< best weights, last weights, moments with the random state
    QMap<QString, double> best, test;
};

Left leftBy(const QString &path, qint64 runId)
{
    Left left;
    auto project = Project::open(path);
    if (!project)
        return left;
    if (const auto rows = project->runs().metrics(runId))
        for (const MetricRow &row : *rows)
            if (row.name != QLatin1String(metric::kSamplesPerSecond) &&
                row.name != QLatin1String(metric::kPeakRssMib))
                left.rows.emplace_back(row.step, row.name, row.value);
    std::ranges::sort(left.rows);
    if (const auto predictions = project->runs().predictions(runId))
        for (const RunPrediction &prediction : *predictions)
            left.predictions.emplace_back(prediction.pairId, prediction.probability);
    for (const char *name :
         {"best/model.safetensors", "last/model.safetensors", "last/optimizer.safetensors"})
        left.files.push_back(bytesOf(
            project->folder() + QStringLiteral("/runs/%1/%2").arg(runId).arg(QLatin1String(name))));
    if (const auto run = project->runs().find(runId); run && *run) {
        left.best = (*run)->best;
        left.best.remove(QLatin1String(metric::kPeakRssMib));
        left.test = (*run)->test;
    }
    return left;
}

/// The child's work: begins the run, or goes on with it. Each poll tells the parent that it lives.
class TellingJob final : public JobContext
{
public:
    bool stopRequested() const override
    {
        std::fputs("poll\n", stdout);
        std::fflush(stdout);
        return false;
    }
    void report(qint64, qint64, const QString &) override {}
};

int work(const QString &path, const QString &model, int threads, int kills)
{
    MetricFeed feed;
    TellingJob job;
    bool hasRun = false;
    {
        auto project = Project::open(path);
        if (!project)
            return 1;
        const auto runs = project->runs().list();
        hasRun = runs && !runs->empty();
    }
    const auto done = hasRun ? resumeTraining(path, 1, job, feed)
                             : trainModel(path, optionsFor(model, threads, kills), job, feed);
    return done ? 0 : 1;
}
} // namespace

void tst_TrainingKills::aKilledRunGoesOnToTheSameBits_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<int>("threads");
    QTest::newRow("bert, 1 thread") << QStringLiteral("bert") << 1;
    QTest::newRow("bert, 2 threads") << QStringLiteral("bert") << 2;
    QTest::newRow("gpt2, 2 threads") << QStringLiteral("gpt2") << 2;
    QTest::newRow("xlnet, 2 threads") << QStringLiteral("xlnet") << 2;
}

void tst_TrainingKills::aKilledRunGoesOnToTheSameBits()
{
    QFETCH(QString, model);
    QFETCH(int, threads);
    const int kills = killCount();
    QTemporaryDir folder;
    const QString unbroken = folder.filePath(QStringLiteral("unbroken.tunedesk"));
    const QString broken = folder.filePath(QStringLiteral("broken.tunedesk"));
    QVERIFY(makeProject(unbroken) && makeProject(broken));
    MetricFeed feed;
    SilentJob job;
    const auto whole = trainModel(unbroken, optionsFor(model, threads, kills), job, feed);
    VERIFY_RESULT(whole);

    // A poll is a step or so; after it, up to a few milliseconds more, so that a kill also falls
    // into a step, into the writing of a checkpoint and between its renames.
    QRandomGenerator random(static_cast<quint32>(model.size() + threads));
    const int longest = static_cast<int>(whole->run.totalSteps) / kills;
    int killed = 0;
    for (int round = 0; round < kills; ++round) {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(),
                    {QStringLiteral("--work"), broken, model, QString::number(threads),
                     QString::number(kills)});
        QVERIFY(child.waitForStarted());
        const int polls = static_cast<int>(random.bounded(1, std::max(2, longest)));
        int heard = 0;
        while (heard < polls && child.waitForReadyRead(60'000))
            heard += static_cast<int>(child.readAllStandardOutput().count('\n'));
        child.waitForFinished(static_cast<int>(random.bounded(1, 12)));
        if (child.state() == QProcess::Running)
            ::kill(static_cast<pid_t>(child.processId()), SIGKILL);
        QVERIFY(child.waitForFinished());
        if (child.exitStatus() != QProcess::CrashExit)
            break; // it was quicker than the kill
        ++killed;
    }
    QVERIFY2(killed >= kills / 2, qPrintable(QString::number(killed)));
    qInfo("killed %d times", killed);

    if (const auto resumed = resumeTraining(broken, 1, job, feed); !resumed)
        QVERIFY2(killed < kills, qPrintable(resumed.error().toLine())); // finished before
    const Left expected = leftBy(unbroken, whole->run.id), left = leftBy(broken, 1);
    QVERIFY(expected.rows.size() > static_cast<std::size_t>(4 * whole->run.totalSteps));
    QCOMPARE(left.rows, expected.rows);
    QVERIFY(!expected.files.front().isEmpty());
    QVERIFY(left.files == expected.files);
    QVERIFY(!expected.predictions.empty());
    QCOMPARE(left.predictions, expected.predictions);
    QCOMPARE(left.best, expected.best);
    QCOMPARE(left.test, expected.test);
}

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 6 && arguments[1] == QLatin1String("--work"))
        return work(arguments[2], arguments[3], arguments[4].toInt(), arguments[5].toInt());
    tst_TrainingKills test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_training_kills.moc"
