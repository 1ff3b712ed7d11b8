#include "tiny_training.h"

#include "engine/checkpoint/tensor_file.h"
#include "engine/training/checkpoint_folder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <cstdio>
#include <thread>

using namespace tunedesk;

class tst_TrainingResume : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void stopAndResumeGiveTheSameBits_data();
    void stopAndResumeGiveTheSameBits();
    void keptStatesGiveTheSameBits_data();
    void keptStatesGiveTheSameBits();
    void stopAndResumeGiveTheSameBitsWithEveryOptimizer_data();
    void stopAndResumeGiveTheSameBitsWithEveryOptimizer();
    void killedAndResumedGivesTheSameBits();
    void aStopKeepsWithinOneStep();
    void aDamagedCheckpointIsRefused();
    void otherSettingsAreRefused();
    void otherFrozenWeightsAreRefused_data();
    void otherFrozenWeightsAreRefused();
    void theSameFrozenWeightsFit_data();
    void theSameFrozenWeightsFit();
    void aCrashBetweenTwoRenamesIsMended();
    void aFullDiskKeepsTheCheckpointBefore();
};

namespace
{
/// Batches 6, epochs 3, checks 2: 18 steps. Dropout draws random numbers at every one.
Result<TrainerResult> trainIn(const QString &folder, Hearing &hearing, JobContext &job, bool resume,
                              int trainLayers = 2, const char *model = kTinyBert,
                              const char *precision = "float32", const QString &statesFolder = {})
{
    TrainingRecipe recipe = tinyRecipe();
    const QStringList precisions = QString::fromLatin1(precision).split(QLatin1Char('/'));
    recipe.precision = precisions.first();
    if (precisions.size() > 1)
        recipe.frozenPrecision = precisions.last();
    recipe.trainLayers = trainLayers;
    const auto network = tinyNetwork(2, model);
    return train(
        *network, tinyPairs(44, 1), tinyPairs(12, 2),
        {.recipe = recipe, .folder = folder, .resume = resume, .statesFolder = statesFolder},
        hearing, job);
}

/// What a run computed: step, name and value of each row that does not tell the time or the memory.
std::vector<std::tuple<qint64, QString, double>> numbersOf(const std::vector<MetricRow> &rows)
{
    std::vector<std::tuple<qint64, QString, double>> numbers;
    for (const MetricRow &row : rows)
        if (row.name != QLatin1String(metric::kSamplesPerSecond) &&
            row.name != QLatin1String(metric::kPeakRssMib))
            numbers.emplace_back(row.step, row.name, row.value);
    return numbers;
}

QString differenceOf(const QString &a, const QString &b)
{
    for (const char *name :
         {"best/model.safetensors", "last/model.safetensors", "last/optimizer.safetensors"}) {
        const auto first = readTensorFile(a + QLatin1Char('/') + QLatin1String(name));
        const auto second = readTensorFile(b + QLatin1Char('/') + QLatin1String(name));
        if (!first || !second)
            return QString::fromLatin1(name);
        if (first->size() != second->size())
            return QStringLiteral("%1: other tensors").arg(QLatin1String(name));
        for (const auto &[key, tensor] : *first)
            if (!second->contains(key) || !torch::equal(tensor, second->at(key)))
                return QStringLiteral("%1: %2").arg(QLatin1String(name),
                                                    QString::fromStdString(key));
    }
    return {};
}

void dropAfter(std::vector<MetricRow> &rows, qint64 step)
{
    std::erase_if(rows, [step](const MetricRow &row) { return row.step > step; });
}

/// With the settings of the test's row, on a model of which one parameter may be another one.
Result<TrainerResult> trainOn(const QString &folder, Hearing &hearing, JobContext &job, bool resume,
                              const QString &changed = {})
{
    QFETCH(int, trainLayers);
    QFETCH(double, unfreezeEvery);
    QFETCH(int, loraRank);
    QFETCH(QString, freeze);
    TrainingRecipe recipe = tinyRecipe();
    recipe.trainLayers = trainLayers;
    recipe.unfreezeEvery = unfreezeEvery;
    recipe.loraRank = loraRank;
    recipe.freeze = freeze;
    const auto network = tinyNetwork();
    if (!changed.isEmpty()) {
        const torch::NoGradGuard noGradients;
        network->named_parameters()[changed.toStdString()].view({-1})[-1] += 1;
    }
    return train(*network, tinyPairs(44, 1), tinyPairs(12, 2),
                 {.recipe = recipe,
                  .folder = folder,
                  .model = QStringLiteral("/models/bert"),
                  .resume = resume,
                  .mostRows = 1},
                 hearing, job);
}

/// Tells its parent each step and waits a moment, so that a signal finds it at work.
class Telling final : public Hearing
{
public:
    void metric(const MetricRow &row) override
    {
        if (row.name != QLatin1String(metric::kTrainLoss))
            return;
        std::printf("step %lld\n", static_cast<long long>(row.step));
        std::fflush(stdout);
        std::this_thread::sleep_for(std::chrono::milliseconds(15));
    }
};
} // namespace

void tst_TrainingResume::initTestCase()
{
    // A tiny network on a busy machine: two threads would wait for each other.
    at::set_num_threads(1);
}

void tst_TrainingResume::stopAndResumeGiveTheSameBits_data()
{
    QTest::addColumn<QList<int>>("polls");
    QTest::addColumn<int>("trainLayers");
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<QByteArray>("precision");
    const auto row = [](const char *name, const QList<int> &polls, int trainLayers,
                        const char *model = kTinyBert, const char *precision = "float32") {
        QTest::newRow(name) << polls << trainLayers << QByteArray(model) << QByteArray(precision);
    };
    row("in the frozen layers", {1}, 2);
    row("before the first step", {3}, 2);
    row("after the first step", {6}, 2);
    row("before a check is done", {10}, 2);
    row("in the second epoch", {25}, 2);
    row("four times", {5, 9, 8, 7}, 2);
    row("everything trains", {7, 11}, -1);
    row("layers that share weights", {1, 6, 11}, 1, kTinyAlbert);
    row("layers that share weights, frozen", {1, 6, 11}, 0, kTinyAlbert);
    row("bfloat16", {1, 5, 9, 8, 7}, 2, kTinyBert, "bfloat16");
    row("bfloat16, everything trains", {7, 11}, -1, kTinyBert, "bfloat16");
    row("bfloat16, layers that share weights", {1, 6, 11}, 1, kTinyAlbert, "bfloat16");
    row("8 bits", {1, 5, 9, 8, 7}, 2, kTinyBert, "float32/int8");
    row("8 bits below bfloat16", {1, 5, 9, 8, 7}, 2, kTinyBert, "bfloat16/int8");
}

void tst_TrainingResume::stopAndResumeGiveTheSameBits()
{
    QFETCH(QList<int>, polls);
    QFETCH(int, trainLayers);
    QFETCH(QByteArray, model);
    QFETCH(QByteArray, precision);
    const QTemporaryDir unbroken, broken;
    Hearing whole;
    SilentJob silent;
    const auto expected = trainIn(unbroken.path(), whole, silent, false, trainLayers,
                                  model.constData(), precision.constData());
    VERIFY_RESULT(expected);
    Hearing parts;
    bool resume = false;
    int stops = 0;
    for (const int poll : polls) {
        StopAfter job(poll);
        const auto stopped = trainIn(broken.path(), parts, job, resume, trainLayers,
                                     model.constData(), precision.constData());
        VERIFY_RESULT(stopped);
        stops += stopped->outcome == Outcome::Stopped ? 1 : 0;
        const auto step = resumeStep(broken.path());
        VERIFY_RESULT(step);
        QCOMPARE(*step, stopped->steps);
        dropAfter(parts.rows, *step);
        resume = true;
    }
    QCOMPARE(stops, polls.size());
    const auto result = trainIn(broken.path(), parts, silent, true, trainLayers, model.constData(),
                                precision.constData());
    VERIFY_RESULT(result);
    QCOMPARE(result->outcome, Outcome::Finished);
    QCOMPARE(differenceOf(unbroken.path(), broken.path()), QString());
    QCOMPARE(numbersOf(parts.rows), numbersOf(whole.rows));
    QCOMPARE(result->best, expected->best);
    QCOMPARE(result->bestStep, expected->bestStep);
}

void tst_TrainingResume::keptStatesGiveTheSameBits_data()
{
    QTest::addColumn<QByteArray>("precision");
    QTest::newRow("float32") << QByteArray("float32");
    QTest::newRow("bfloat16") << QByteArray("bfloat16");
    QTest::newRow("8 bits") << QByteArray("bfloat16/int8");
}

void tst_TrainingResume::keptStatesGiveTheSameBits()
{
    QFETCH(QByteArray, precision);
    const QTemporaryDir inMemory, first, second, broken, states;
    const auto trainAt = [&](const QTemporaryDir &folder, const QString &statesFolder, int polls,
                             bool resume) {
        Hearing hearing;
        SilentJob silent;
        StopAfter stop(polls);
        const auto done =
            trainIn(folder.path(), hearing, polls > 0 ? static_cast<JobContext &>(stop) : silent,
                    resume, 2, kTinyBert, precision.constData(), statesFolder);
        const auto tells = [&](const char *what) {
            return std::ranges::any_of(hearing.events, [what](const RunEvent &event) {
                return event.what == QLatin1String(what);
            });
        };
        return !done                          ? QStringLiteral("failed")
               : tells("Frozen layers found") ? QStringLiteral("found")
               : tells("Frozen layers done")  ? QStringLiteral("computed")
                                              : QStringLiteral("none");
    };
    QCOMPARE(trainAt(inMemory, {}, 0, false), QStringLiteral("computed"));
    QCOMPARE(trainAt(first, states.path(), 0, false), QStringLiteral("computed"));
    QCOMPARE(trainAt(second, states.path(), 0, false), QStringLiteral("found"));
    QCOMPARE(differenceOf(inMemory.path(), first.path()), QString());
    QCOMPARE(differenceOf(inMemory.path(), second.path()), QString());

    QCOMPARE(trainAt(broken, states.path(), 6, false), QStringLiteral("found"));
    const QStringList files = QDir(states.path()).entryList(QDir::Files);
    QCOMPARE(files.size(), 2); // of the training and of the validation pairs
    QVERIFY(QFile::remove(states.filePath(files[0])));
    QFile damaged(states.filePath(files[1]));
    QVERIFY(damaged.open(QIODevice::ReadWrite) && damaged.seek(damaged.size() - 1) &&
            damaged.putChar('x'));
    damaged.close();
    QCOMPARE(trainAt(broken, states.path(), 6, true), QStringLiteral("computed"));
    QCOMPARE(trainAt(broken, states.path(), 0, true), QStringLiteral("found"));
    QCOMPARE(differenceOf(inMemory.path(), broken.path()), QString());
}

void tst_TrainingResume::stopAndResumeGiveTheSameBitsWithEveryOptimizer_data()
{
    QTest::addColumn<QString>("optimizer");
    QTest::addColumn<int>("together");
    for (const char *optimizer : {"adamw_torch_fused", "adam", "sgd"})
        for (const int together : {1, 4})
            QTest::addRow("%s, %d batches a step", optimizer, together)
                << QString::fromLatin1(optimizer) << together;
}

void tst_TrainingResume::stopAndResumeGiveTheSameBitsWithEveryOptimizer()
{
    TrainingRecipe recipe = tinyRecipe();
    QFETCH(QString, optimizer);
    QFETCH(int, together);
    recipe.optimizer = optimizer;
    recipe.gradientAccumulation = together;
    recipe.schedule = QStringLiteral("cosine");
    recipe.headLearningRate = 1e-2;
    recipe.layerwiseDecay = 0.8;
    recipe.labelSmoothing = 0.1;
    recipe.classWeights = QStringLiteral("balanced");
    const auto trained = [&](const QString &folder, Hearing &hearing, JobContext &job,
                             bool resume) {
        const auto network = tinyNetwork();
        return train(*network, tinyPairs(44, 1), tinyPairs(12, 2),
                     {.recipe = recipe, .folder = folder, .resume = resume}, hearing, job);
    };
    const QTemporaryDir unbroken, broken;
    Hearing whole, parts;
    SilentJob silent;
    VERIFY_RESULT(trained(unbroken.path(), whole, silent, false));
    bool resume = false;
    for (const int poll : {5, 7}) {
        StopAfter job(poll);
        const auto stopped = trained(broken.path(), parts, job, resume);
        VERIFY_RESULT(stopped);
        QCOMPARE(stopped->outcome, Outcome::Stopped);
        dropAfter(parts.rows, stopped->steps);
        resume = true;
    }
    const auto result = trained(broken.path(), parts, silent, true);
    VERIFY_RESULT(result);
    QVERIFY(result->steps > 0);
    QCOMPARE(differenceOf(unbroken.path(), broken.path()), QString());
    QCOMPARE(numbersOf(parts.rows), numbersOf(whole.rows));
}

void tst_TrainingResume::killedAndResumedGivesTheSameBits()
{
    const QTemporaryDir unbroken, broken;
    Hearing hearing;
    SilentJob silent;
    VERIFY_RESULT(trainIn(unbroken.path(), hearing, silent, false));
    int kills = 0;
    for (const int atStep :
         {1, 4, 7, 13}) { // between checks, right after them, and before there is one
        QProcess child;
        child.setProgram(QCoreApplication::applicationFilePath());
        child.setArguments({QStringLiteral("--train-in"), broken.path()});
        child.start();
        QVERIFY(child.waitForStarted());
        const QByteArray wanted = "step " + QByteArray::number(atStep) + '\n';
        QByteArray heard;
        while (!heard.contains(wanted) && child.waitForReadyRead(30'000))
            heard += child.readAllStandardOutput();
        child.kill();
        QVERIFY(child.waitForFinished());
        kills += child.exitStatus() == QProcess::CrashExit ? 1 : 0;
    }
    QVERIFY2(kills >= 3, qPrintable(QString::number(kills)));
    const auto result = trainIn(broken.path(), hearing, silent, true);
    VERIFY_RESULT(result);
    QCOMPARE(differenceOf(unbroken.path(), broken.path()), QString());
}

void tst_TrainingResume::aStopKeepsWithinOneStep()
{
    class StopAtStep final : public Hearing, public JobContext
    {
    public:
        void metric(const MetricRow &row) override { step = row.step; }
        bool stopRequested() const override { return step >= 4; }
        void report(qint64, qint64, const QString &) override {}
        qint64 step = 0;
    };
    const QTemporaryDir folder;
    StopAtStep both;
    const auto result = trainIn(folder.path(), both, both, false);
    VERIFY_RESULT(result);
    QCOMPARE(result->outcome, Outcome::Stopped);
    QCOMPARE(result->steps, 4);
    QCOMPARE(result->bestStep, 3);
}

void tst_TrainingResume::aDamagedCheckpointIsRefused()
{
    const QTemporaryDir folder;
    Hearing hearing;
    StopAfter stop(12);
    VERIFY_RESULT(trainIn(folder.path(), hearing, stop, false));
    QFile optimizer(folder.filePath(QStringLiteral("last/optimizer.safetensors")));
    QVERIFY(optimizer.resize(optimizer.size() - 1));
    SilentJob silent;
    const auto resumed = trainIn(folder.path(), hearing, silent, true);
    QVERIFY(!resumed);
    QCOMPARE(resumed.error().kind, ErrorKind::File);
    QVERIFY(resumed.error().where.contains(QLatin1String("optimizer")));
    QVERIFY(!resumeStep(folder.path()));
}

void tst_TrainingResume::otherSettingsAreRefused()
{
    const QTemporaryDir folder;
    Hearing hearing;
    StopAfter stop(12);
    VERIFY_RESULT(trainIn(folder.path(), hearing, stop, false));
    SilentJob silent;
    TrainingRecipe recipe = tinyRecipe();
    recipe.epochs = 5;
    const auto network = tinyNetwork();
    const auto resumed =
        train(*network, tinyPairs(44, 1), tinyPairs(12, 2),
              {.recipe = recipe, .folder = folder.path(), .resume = true}, hearing, silent);
    QVERIFY(!resumed);
    QCOMPARE(resumed.error().kind, ErrorKind::Input);
    const auto fewerTrained = trainIn(folder.path(), hearing, silent, true, 3);
    QVERIFY(!fewerTrained);
    QCOMPARE(fewerTrained.error().kind, ErrorKind::File);
}

void tst_TrainingResume::otherFrozenWeightsAreRefused_data()
{
    QTest::addColumn<int>("trainLayers");
    QTest::addColumn<double>("unfreezeEvery");
    QTest::addColumn<int>("loraRank");
    QTest::addColumn<QString>("freeze");
    QTest::addColumn<QString>("changed");
    const QString word = QStringLiteral("bert.embeddings.word_embeddings.weight");
    const QString lowest = QStringLiteral("bert.encoder.layer.0.attention.self.query.weight");
    const QString top = QStringLiteral("bert.encoder.layer.2.attention.self.query.weight");
    QTest::newRow("embeddings") << 2 << 0.0 << 0 << QString() << word;
    QTest::newRow("a frozen layer") << 2 << 0.0 << 0 << QString() << lowest;
    QTest::newRow("below layers that join") << 2 << 0.5 << 0 << QString() << lowest;
    QTest::newRow("below what is added") << 2 << 0.0 << 2 << QString() << top;
    QTest::newRow("a part that stays")
        << -1 << 0.0 << 0 << QStringLiteral("bert.encoder.layer.0") << lowest;
    QTest::newRow("words of no training pair") << -1 << 0.0 << 0 << QString() << word;
}

void tst_TrainingResume::otherFrozenWeightsAreRefused()
{
    QFETCH(QString, changed);
    const QTemporaryDir folder;
    Hearing hearing;
    StopAfter stop(12);
    VERIFY_RESULT(trainOn(folder.path(), hearing, stop, false));
    QVERIFY(!hearing.lasts.empty());
    SilentJob silent;
    const auto resumed = trainOn(folder.path(), hearing, silent, true, changed);
    QVERIFY(!resumed);
    QCOMPARE(resumed.error().kind, ErrorKind::Model);
    QCOMPARE(resumed.error().where, QStringLiteral("/models/bert"));
    QVERIFY(!resumed.error().hint.isEmpty());
    VERIFY_RESULT(trainOn(folder.path(), hearing, silent, true)); // those from before, again
}

void tst_TrainingResume::theSameFrozenWeightsFit_data()
{
    QTest::addColumn<int>("trainLayers");
    QTest::addColumn<double>("unfreezeEvery");
    QTest::addColumn<int>("loraRank");
    QTest::addColumn<QString>("freeze");
    QTest::addColumn<QString>("changed");
    // What trains at any time is read from the checkpoint.
    QTest::newRow("a layer that trains")
        << 2 << 0.0 << 0 << QString()
        << QStringLiteral("bert.encoder.layer.2.attention.self.query.weight");
    QTest::newRow("a layer that joins later")
        << 2 << 2.0 << 0 << QString()
        << QStringLiteral("bert.encoder.layer.1.attention.self.query.weight");
}

void tst_TrainingResume::theSameFrozenWeightsFit()
{
    QFETCH(QString, changed);
    const QTemporaryDir unbroken, broken;
    Hearing hearing;
    SilentJob silent;
    VERIFY_RESULT(trainOn(unbroken.path(), hearing, silent, false));
    StopAfter stop(12);
    VERIFY_RESULT(trainOn(broken.path(), hearing, stop, false));
    VERIFY_RESULT(trainOn(broken.path(), hearing, silent, true, changed));
    QCOMPARE(differenceOf(unbroken.path(), broken.path()), QString());
}

void tst_TrainingResume::aCrashBetweenTwoRenamesIsMended()
{
    const QTemporaryDir folder;
    Hearing hearing;
    StopAfter stop(12);
    const auto stopped = trainIn(folder.path(), hearing, stop, false);
    VERIFY_RESULT(stopped);
    QVERIFY(QDir(folder.path()).rename(QStringLiteral("last"), QStringLiteral("last.old")));
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("last.tmp")));
    const auto step = resumeStep(folder.path());
    VERIFY_RESULT(step);
    QCOMPARE(*step, stopped->steps);
    SilentJob silent;
    VERIFY_RESULT(trainIn(folder.path(), hearing, silent, true));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot),
             QStringList({QStringLiteral("best"), QStringLiteral("last")}));
}

void tst_TrainingResume::aFullDiskKeepsTheCheckpointBefore()
{
    const QTemporaryDir mountPoint;
    const auto run = [](const QString &program, const QStringList &arguments) {
        QProcess process;
        process.start(program, arguments);
        return process.waitForFinished() && process.exitStatus() == QProcess::NormalExit &&
               process.exitCode() == 0;
    };
    if (!run(QStringLiteral("mount"),
             {QStringLiteral("-t"), QStringLiteral("tmpfs"), QStringLiteral("-o"),
              QStringLiteral("size=2m"), QStringLiteral("none"), mountPoint.path()}))
        QSKIP("Mounting a small disk needs root.");
    const auto unmount = qScopeGuard([&] { run(QStringLiteral("umount"), {mountPoint.path()}); });

    class Filling final : public Hearing
    {
    public:
        explicit Filling(QString path) : filler(std::move(path)) {}
        void metric(const MetricRow &row) override
        {
            // Between two checkpoints, so that what the last one freed is taken too.
            if (lasts.empty() ||
                (!filler.isOpen() && !filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered)))
                return;
            const QByteArray block(4096, 'x');
            while (filler.write(block) == block.size()) {
            }
            Hearing::metric(row);
        }
        QFile filler;
    };
    const QTemporaryDir unbroken;
    Hearing whole;
    SilentJob silent;
    VERIFY_RESULT(trainIn(unbroken.path(), whole, silent, false));

    const QString folder = mountPoint.filePath(QStringLiteral("run"));
    Filling hearing(mountPoint.filePath(QStringLiteral("filler")));
    const auto network = tinyNetwork();
    const auto lying = [](const QString &) {
        return qint64{1} << 40;
    }; // so that writing itself fails
    const auto full =
        train(*network, tinyPairs(44, 1), tinyPairs(12, 2),
              {.recipe = tinyRecipe(), .folder = folder, .freeBytes = lying}, hearing, silent);
    QVERIFY(!full);
    QCOMPARE(full.error().kind, ErrorKind::Disk);
    VERIFY_RESULT(verifyCheckpoint(folder + QStringLiteral("/last")));
    VERIFY_RESULT(verifyCheckpoint(folder + QStringLiteral("/best")));
    QVERIFY(hearing.filler.remove());
    const auto again = tinyNetwork();
    VERIFY_RESULT(
        train(*again, tinyPairs(44, 1), tinyPairs(12, 2),
              {.recipe = tinyRecipe(), .folder = folder, .resume = true, .freeBytes = lying}, whole,
              silent));
    QCOMPARE(differenceOf(unbroken.path(), folder), QString());
}

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == QLatin1String("--train-in")) {
        Telling telling;
        SilentJob job;
        return trainIn(arguments[2], telling, job, true) ? 0 : 1;
    }
    tst_TrainingResume test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_training_resume.moc"
