#include "engine/training/checkpoint_writing.h"

#include "tiny_training.h"

#include "engine/checkpoint/tensor_file.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <limits>
#include <new>
#include <thread>

using namespace tunedesk;

class tst_CheckpointWriting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void bothStandInTheirPlaces();
    void whatIsReadMayChange();
    void whatIsLastingIsReadLast();
    void theCallersThreadHearsOfIt();
    void aRefusalLeavesTheOneBefore();
    void oneWithoutRoomKeepsNoneBeforeItAway();
    void bothNeedRoomAtOnce();
    void theNextOneWaitsForTheOneBefore();
    void whatWasStartedStandsThoughAStepThrows();
    void whatWasCheckedBeforeALossOfNoNumberStays();

private:
    QString at(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    float numberIn(const char *name) const;
    QStringList names() const
    {
        return QDir(m_folder->path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QStringList m_heard;
};

namespace
{
constexpr qint64 kNumbers = 1 << 20; ///< 4 MiB

/// A folder of one file whose numbers are all the same.
Checkpoint checkpointOf(const QString &folder, float number, QStringList *heard)
{
    return {.folder = folder,
            .files = {{QStringLiteral("model.safetensors"),
                       NamedTensors{{"numbers", torch::full({kNumbers}, number)}}}},
            .written = [heard, folder]() -> Result<void> {
                *heard << QDir(folder).dirName();
                return {};
            }};
}

std::vector<Checkpoint> two(Checkpoint first, Checkpoint second)
{
    std::vector<Checkpoint> both;
    both.push_back(std::move(first));
    both.push_back(std::move(second));
    return both;
}
} // namespace

void tst_CheckpointWriting::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_heard.clear();
}

/// −1: it isn't there or is damaged.
float tst_CheckpointWriting::numberIn(const char *name) const
{
    if (!verifyCheckpoint(at(name)))
        return -1;
    const auto tensors = readTensorFile(at(name) + QStringLiteral("/model.safetensors"));
    return tensors ? tensors->at("numbers").min().item<float>() : -1;
}

void tst_CheckpointWriting::bothStandInTheirPlaces()
{
    CheckpointWriting writing({});
    VERIFY_RESULT(writing.start(
        two(checkpointOf(at("best"), 1, &m_heard), checkpointOf(at("last"), 2, &m_heard))));
    VERIFY_RESULT(writing.finish());
    QCOMPARE(m_heard, QStringList({QStringLiteral("best"), QStringLiteral("last")}));
    QCOMPARE(numberIn("best"), 1.F);
    QCOMPARE(numberIn("last"), 2.F);
    QCOMPARE(names(), m_heard); // and nothing beside them
    VERIFY_RESULT(writing.finish());
    QCOMPARE(m_heard.size(), 2);
}

void tst_CheckpointWriting::whatIsReadMayChange()
{
    CheckpointWriting writing({});
    Checkpoint checkpoint = checkpointOf(at("last"), 3, &m_heard);
    const torch::Tensor numbers =
        std::get<NamedTensors>(checkpoint.files.front().content).at("numbers");
    std::vector<Checkpoint> one;
    one.push_back(std::move(checkpoint));
    VERIFY_RESULT(writing.start(std::move(one)));
    writing.waitUntilRead();
    numbers.zero_();
    VERIFY_RESULT(writing.finish());
    QCOMPARE(numberIn("last"), 3.F);
}

/// The update that comes next needs to wait for what it changes alone.
void tst_CheckpointWriting::whatIsLastingIsReadLast()
{
    const torch::Tensor trained = torch::full({kNumbers}, 1.F), frozen = torch::full({3, 5}, 2.F),
                        bytes = torch::full({7}, 9, torch::kByte);
    CheckpointWriter writer(at("best"));
    VERIFY_RESULT(writer.open(0));
    VERIFY_RESULT(writer.add({QStringLiteral("model.safetensors"), NamedTensors{{"m", trained}},
                              NamedTensors{{"a", frozen}, {"z", bytes}}}));
    trained.zero_();
    frozen.fill_(3);
    VERIFY_RESULT(writer.seal());
    VERIFY_RESULT(writer.putInPlace());
    VERIFY_RESULT(verifyCheckpoint(at("best")));
    const auto read = readTensorFile(at("best") + QStringLiteral("/model.safetensors"));
    VERIFY_RESULT(read);
    QCOMPARE(read->size(), 3u);
    QVERIFY(torch::equal(read->at("m"), torch::full({kNumbers}, 1.F)));
    QVERIFY(torch::equal(read->at("a"), torch::full({3, 5}, 3.F)));
    QVERIFY(torch::equal(read->at("z"), bytes));
}

void tst_CheckpointWriting::theCallersThreadHearsOfIt()
{
    CheckpointWriting writing({});
    std::thread::id heardOn;
    Checkpoint checkpoint = checkpointOf(at("last"), 3, &m_heard);
    checkpoint.written = [&]() -> Result<void> {
        heardOn = std::this_thread::get_id();
        return {};
    };
    std::vector<Checkpoint> one;
    one.push_back(std::move(checkpoint));
    VERIFY_RESULT(writing.start(std::move(one)));
    QVERIFY(heardOn == std::thread::id()); // not before somebody asks
    QVERIFY(!QDir(at("last")).exists());
    QTRY_VERIFY(writing.settle() && heardOn == std::this_thread::get_id());
    QCOMPARE(numberIn("last"), 3.F);
}

void tst_CheckpointWriting::aRefusalLeavesTheOneBefore()
{
    CheckpointWriting writing({});
    VERIFY_RESULT(writing.start(
        two(checkpointOf(at("best"), 1, &m_heard), checkpointOf(at("last"), 1, &m_heard))));
    VERIFY_RESULT(writing.finish());
    Checkpoint refused = checkpointOf(at("last"), 2, &m_heard);
    refused.written = [] { return Result<void>(Error{ErrorKind::File, QStringLiteral("no")}); };
    VERIFY_RESULT(writing.start(two(checkpointOf(at("best"), 2, &m_heard), std::move(refused))));
    const auto finished = writing.finish();
    QVERIFY(!finished && finished.error().what == QStringLiteral("no"));
    QCOMPARE(numberIn("best"), 2.F);
    QCOMPARE(numberIn("last"), 1.F);
    QCOMPARE(names(), QStringList({QStringLiteral("best"), QStringLiteral("last")}));
}

void tst_CheckpointWriting::oneWithoutRoomKeepsNoneBeforeItAway()
{
    int asked = 0;
    CheckpointWriting writing(
        [&asked](const QString &) { return ++asked == 2 ? 0 : qint64{1} << 40; });
    VERIFY_RESULT(writing.start(
        two(checkpointOf(at("best"), 1, &m_heard), checkpointOf(at("last"), 1, &m_heard))));
    const auto finished = writing.finish();
    QVERIFY(!finished && finished.error().kind == ErrorKind::Disk);
    QCOMPARE(finished.error().where, at("last"));
    QCOMPARE(numberIn("best"), 1.F);
    QCOMPARE(m_heard, QStringList(QStringLiteral("best")));
    QCOMPARE(names(), m_heard);
}

void tst_CheckpointWriting::bothNeedRoomAtOnce()
{
    // Room for one and the reserve of 16 MiB: the second has none while the first is being written.
    CheckpointWriting writing([](const QString &) { return qint64{22} << 20; });
    VERIFY_RESULT(writing.start(
        two(checkpointOf(at("best"), 1, &m_heard), checkpointOf(at("last"), 1, &m_heard))));
    const auto finished = writing.finish();
    QVERIFY(!finished && finished.error().kind == ErrorKind::Disk);
    QCOMPARE(numberIn("best"), 1.F);
    std::vector<Checkpoint> one;
    one.push_back(checkpointOf(at("last"), 1, &m_heard));
    VERIFY_RESULT(writing.start(std::move(one)));
    VERIFY_RESULT(writing.finish());
    QCOMPARE(numberIn("last"), 1.F);
}

void tst_CheckpointWriting::theNextOneWaitsForTheOneBefore()
{
    CheckpointWriting writing({});
    for (const float number : {1.F, 2.F, 3.F})
        VERIFY_RESULT(writing.start(two(checkpointOf(at("best"), number, &m_heard),
                                        checkpointOf(at("last"), number + 10, &m_heard))));
    QCOMPARE(m_heard.size(), 4);
    QCOMPARE(numberIn("best"), 2.F);
    VERIFY_RESULT(writing.finish());
    QCOMPARE(m_heard.size(), 6);
    QCOMPARE(numberIn("last"), 13.F);
}

void tst_CheckpointWriting::whatWasStartedStandsThoughAStepThrows()
{
    try {
        CheckpointWriting writing({});
        VERIFY_RESULT(writing.start(
            two(checkpointOf(at("best"), 1, &m_heard), checkpointOf(at("last"), 2, &m_heard))));
        throw std::bad_alloc();
    } catch (const std::bad_alloc &) {
        QCOMPARE(numberIn("best"), 1.F);
        QCOMPARE(numberIn("last"), 2.F);
    }
    QCOMPARE(names(), m_heard);
    QCOMPARE(m_heard.size(), 2);
}

void tst_CheckpointWriting::whatWasCheckedBeforeALossOfNoNumberStays()
{
    const QTemporaryDir folder;
    TrainingRecipe recipe = tinyRecipe();
    recipe.objective = QStringLiteral("regression");
    recipe.checksPerEpoch = 1;
    LabelledEncodings pairs = tinyPairs(9, 1);
    pairs.rounds.assign(9, -1);
    pairs.rounds[4] = 0;
    pairs.rounds[5] = 1; // the second epoch, of one batch, follows a check at once
    pairs.targets[5] = std::numeric_limits<double>::quiet_NaN();
    const auto network = tinyNetwork(1);
    Hearing hearing;
    SilentJob job;
    const auto result = train(*network, pairs, tinyPairs(10, 2),
                              {.recipe = recipe, .folder = folder.path()}, hearing, job);
    QVERIFY(!result && result.error().kind == ErrorKind::Diverged);
    QVERIFY(result.error().where.contains(QLatin1String("epoch 2")));
    QCOMPARE(hearing.bests, std::vector<qint64>{1});
    QCOMPARE(hearing.lasts, std::vector<qint64>{1});
    VERIFY_RESULT(verifyCheckpoint(folder.filePath(QStringLiteral("best"))));
    VERIFY_RESULT(verifyCheckpoint(folder.filePath(QStringLiteral("last"))));
}

QTEST_GUILESS_MAIN(tst_CheckpointWriting)
#include "tst_checkpoint_writing.moc"
