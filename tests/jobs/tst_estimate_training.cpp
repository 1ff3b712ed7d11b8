#include "core/project_fixture.h"
#include "jobs/estimate_training.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <cmath>
#include <cstdio>
#include <malloc.h>
#include <sys/resource.h>

using namespace tunedesk;

/// What a training is said to take, and what it says when there isn't enough of it.
class tst_EstimateTraining : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEstimateLeavesTheProjectAlone();
    void moreEpochsTakeLongerAndMoreLayersTakeMore();
    void textsThatAnEarlierRunReadTakeNoTime();
    void aStopGivesNone();
    void whatCanNotTrainIsNotEstimated();
    void tooLittleMemoryNamesABatchSizeThatFits();
    void memoryThatRunsOutWhileItTrainsNamesABatchSize();
};

namespace
{
TrainOptions optionsOf()
{
    TrainOptions options{.modelName = QStringLiteral("tiny"),
                         .modelPath =
                             QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/tiny-bert")};
    options.recipe.epochs = 2;
    options.recipe.batchSize = 8;
    options.recipe.maxLength = 64;
    options.recipe.trainLayers = 1;
    options.recipe.threads = 1;
    return options;
}

std::vector<DialoguePair> manyPairs(int words, int count = 120)
{
    std::vector<DialoguePair> pairs;
    for (int i = 0; i < count; ++i) {
        QString question = QStringLiteral("Where is my parcel %1?").arg(i);
        for (int word = 0; word < words; ++word)
            question += QStringLiteral(" it is late");
        DialoguePair pair = pairOf(question, i % 2 == 0 ? QStringLiteral("It left today.")
                                                        : QStringLiteral("No idea."));
        pair.dialogue = QStringLiteral("dialogue %1").arg(i / 2);
        pair.label = i % 2 == 0 ? 1 : 0;
        pairs.push_back(pair);
    }
    return pairs;
}

Result<TrainingEstimate> estimateOf(const QString &project, const TrainOptions &options)
{
    SilentJob job;
    const auto found = estimateTraining(project, options, job);
    if (!found)
        return found.error();
    return found->value();
}

/// What this program says when it is called with --train: what went wrong, or "done".
QByteArray childSays(const QStringList &arguments)
{
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), arguments);
    child.waitForFinished(100'000);
    return child.exitStatus() == QProcess::NormalExit
               ? child.readAllStandardOutput()
               : QByteArray("crashed: ") + child.readAllStandardError();
}

qint64 addressSpace()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').first().toLongLong() * 4096
                                          : 0;
}

/// As ulimit -v, counted from what the process has now.
bool limitAddressSpace(qint64 more)
{
    const auto bytes = static_cast<rlim_t>(addressSpace() + more);
    const rlimit limit{bytes, RLIM_INFINITY};
    return ::setrlimit(RLIMIT_AS, &limit) == 0;
}

/// Takes most of the address space away when the pairs are read and were found to fit.
class ShrinkingJob final : public JobContext
{
public:
    explicit ShrinkingJob(qint64 left) : m_left(left) {}
    bool stopRequested() const override
    {
        // The first one still belongs to the reading, the second one to the training.
        if (m_isRead && ++m_polls == 2)
            limitAddressSpace(m_left);
        return false;
    }
    void report(qint64 done, qint64 total, const QString &) override
    {
        m_isRead = total > 0 && done + 64 >= total;
    }

private:
    qint64 m_left;
    bool m_isRead = false;
    mutable int m_polls = 0;
};

/// Batches of so many pairs of 128 tokens, about 0.3 MiB each.
int trainWithin(const QString &project, int batchSize, qint64 mebibytes, bool isLate)
{
    TrainOptions options = optionsOf();
    options.recipe.batchSize = batchSize;
    options.recipe.maxLength = 128;
    options.recipe.trainLayers = -1;
    constexpr qint64 kMib = 1024 * 1024;
    // A thread's own heap would set 128 MiB of address space aside, used or not.
    ::mallopt(M_ARENA_MAX, 1);
    MetricFeed feed;
    SilentJob silent;
    ShrinkingJob shrinking(mebibytes * kMib);
    if (!isLate)
        limitAddressSpace(mebibytes * kMib);
    const auto done =
        trainModel(project, options, isLate ? static_cast<JobContext &>(shrinking) : silent, feed);
    const rlimit none{RLIM_INFINITY, RLIM_INFINITY};
    ::setrlimit(RLIMIT_AS, &none);
    if (done)
        std::puts("done");
    else
        std::printf("%d: %s\n", static_cast<int>(done.error().kind),
                    qPrintable(done.error().toLine()));
    return 0;
}
} // namespace

void tst_EstimateTraining::anEstimateLeavesTheProjectAlone()
{
    ProjectFixture shop;
    VERIFY_RESULT(shop.add(manyPairs(3)));
    const auto estimate = estimateOf(shop.path, optionsOf());
    VERIFY_RESULT(estimate);
    const auto runs = shop->runs().list();
    VERIFY_RESULT(runs);
    QVERIFY(runs->empty());
    QCOMPARE(QDir(shop->folder() + QStringLiteral("/runs"))
                 .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList());
    for (const double seconds : {estimate->preparingSeconds, estimate->frozenSeconds,
                                 estimate->trainingSeconds, estimate->checksSeconds})
        QVERIFY(seconds > 0);
    QVERIFY(estimate->fewestSeconds() < estimate->seconds() &&
            estimate->seconds() < estimate->mostSeconds());
    QVERIFY(estimate->memoryBytes > estimate->residentBytes && !estimate->exceedsMemory());
    QCOMPARE(estimate->fittingBatchSize, 8);

    MetricFeed feed;
    SilentJob job;
    const auto run = trainModel(shop.path, optionsOf(), job, feed);
    VERIFY_RESULT(run);
    QCOMPARE(estimate->steps, run->run.totalSteps);
    // The checkpoints are what the estimate says they are, but for small files.
    qint64 kept = 0;
    for (const char *name :
         {"best/model.safetensors", "last/model.safetensors", "last/optimizer.safetensors"})
        kept += QFile(shop->folder() + QStringLiteral("/runs/%1/").arg(run->run.id) +
                      QLatin1String(name))
                    .size();
    QVERIFY2(std::abs(estimate->keptBytes - kept) < 3 * 1024 * 1024,
             qPrintable(QStringLiteral("%1 %2").arg(estimate->keptBytes).arg(kept)));
    // So is what the frozen layers made of the pairs.
    qint64 cached = 0;
    const QDir frozen(shop->folder() + QStringLiteral("/frozen"));
    for (const QFileInfo &file : frozen.entryInfoList(QDir::Files))
        cached += file.size();
    QVERIFY(cached > 0);
    QVERIFY2(std::abs(double(estimate->cacheBytes) / double(cached) - 1) < 0.05,
             qPrintable(QStringLiteral("%1 %2").arg(estimate->cacheBytes).arg(cached)));
}

void tst_EstimateTraining::moreEpochsTakeLongerAndMoreLayersTakeMore()
{
    ProjectFixture shop;
    VERIFY_RESULT(shop.add(manyPairs(3)));
    TrainOptions longer = optionsOf();
    longer.recipe.epochs = 40;
    const auto few = estimateOf(shop.path, optionsOf()), many = estimateOf(shop.path, longer);
    VERIFY_RESULT(few);
    VERIFY_RESULT(many);
    QCOMPARE(many->steps, 20 * few->steps);
    QVERIFY(many->trainingSeconds > 4 * few->trainingSeconds); // 20 times, on a busy machine too
    TrainOptions all = optionsOf();
    all.recipe.trainLayers = -1;
    const auto whole = estimateOf(shop.path, all);
    VERIFY_RESULT(whole);
    QCOMPARE(whole->frozenSeconds, 0.0);
    QCOMPARE(whole->cacheBytes, 0); // no layer is frozen
    QVERIFY(whole->keptBytes > few->keptBytes - few->cacheBytes); // the checkpoints
}

void tst_EstimateTraining::textsThatAnEarlierRunReadTakeNoTime()
{
    ProjectFixture shop;
    VERIFY_RESULT(shop.add(manyPairs(3)));
    TrainOptions options = optionsOf();
    options.recipe.head = QStringLiteral("features");
    const auto before = estimateOf(shop.path, options);
    VERIFY_RESULT(before);
    QVERIFY(before->frozenSeconds > 0);
    MetricFeed feed;
    SilentJob job;
    VERIFY_RESULT(trainModel(shop.path, options, job, feed));
    const auto after = estimateOf(shop.path, options);
    VERIFY_RESULT(after);
    QCOMPARE(after->frozenSeconds, 0.0);
    // Other words, of which nothing was kept.
    VERIFY_RESULT(shop.add(manyPairs(4)));
    const auto more = estimateOf(shop.path, options);
    VERIFY_RESULT(more);
    QVERIFY(more->frozenSeconds > 0);
}

void tst_EstimateTraining::aStopGivesNone()
{
    ProjectFixture shop;
    VERIFY_RESULT(shop.add(manyPairs(3)));
    StopAfter job(1);
    const auto found = estimateTraining(shop.path, optionsOf(), job);
    VERIFY_RESULT(found);
    QVERIFY(!found->has_value());
}

void tst_EstimateTraining::whatCanNotTrainIsNotEstimated()
{
    ProjectFixture shop;
    const auto found = estimateOf(shop.path, optionsOf());
    QVERIFY(!found);
    QCOMPARE(found.error().kind, ErrorKind::Input);
}

void tst_EstimateTraining::tooLittleMemoryNamesABatchSizeThatFits()
{
    ProjectFixture shop;
    VERIFY_RESULT(shop.add(manyPairs(60, 1200)));
    const auto train = [&](int batchSize, int mebibytes) {
        return childSays({QStringLiteral("--train"), shop.path, QString::number(batchSize),
                          QString::number(mebibytes), QStringLiteral("early")});
    };
    shop.project = Error{}; // closed: the child writes
    const QByteArray refused = train(960, 400);
    QVERIFY2(refused.startsWith(QByteArray::number(static_cast<int>(ErrorKind::Memory)) + ':'),
             refused.constData());
    const QRegularExpression named(QStringLiteral("A batch size of (\\d+) fits"));
    const int fitting = named.match(QString::fromUtf8(refused)).captured(1).toInt();
    QVERIFY2(fitting > 0 && fitting < 960, refused.constData());
    QCOMPARE(train(fitting, 400), QByteArray("done\n"));
}

void tst_EstimateTraining::memoryThatRunsOutWhileItTrainsNamesABatchSize()
{
    ProjectFixture shop;
    VERIFY_RESULT(shop.add(manyPairs(60, 1200)));
    shop.project = Error{};
    const QByteArray said = childSays({QStringLiteral("--train"), shop.path, QStringLiteral("960"),
                                       QStringLiteral("16"), QStringLiteral("late")});
    QVERIFY2(said.startsWith(QByteArray::number(static_cast<int>(ErrorKind::Memory)) + ':'),
             said.constData());
    QVERIFY2(said.contains("A batch size of 480 fits"), said.constData());
}

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 6 && arguments[1] == QLatin1String("--train"))
        return trainWithin(arguments[2], arguments[3].toInt(), arguments[4].toInt(),
                           arguments[5] == QLatin1String("late"));
    tst_EstimateTraining test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_estimate_training.moc"
