#include "tiny_training.h"

#include "engine/training/check_report.h"
#include "engine/training/checkpoint_folder.h"
#include "engine/training/parameter_groups.h"
#include "engine/training/prefix_cache.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>

using namespace tunedesk;

class tst_Trainer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void learnsATinySetByHeart_data();
    void learnsATinySetByHeart();
    void learnsScores();
    void tellsEveryStepAndCheck();
    void fractionsOfAnEpochEndWithACheck();
    void keptFrozenLayersGiveTheSameNumbers();
    void frozenWeightsStay();
    void headAndLayersLearnAtTheirOwnRates_data();
    void headAndLayersLearnAtTheirOwnRates();
    void batchesOfOneStepAreOneLargeBatch_data();
    void batchesOfOneStepAreOneLargeBatch();
    void stepsAreCountedInUpdates();
    void stopsEarlyAndKeepsTheEarlierOfEquals();
    void bestHoldsWhatAPredictorNeeds();
    void aLossThatIsNoNumberNamesStepAndPairs_data();
    void aLossThatIsNoNumberNamesStepAndPairs();
    void noRoomOnTheDiskKeepsTheCheckpointBefore();
    void aFolderThatCannotBeWrittenIsAnError();
    void aDeafListenerEndsTheTraining();
    void aPauseIsNotCounted();
};

namespace
{
std::vector<double> valuesOf(const Hearing &hearing, const char *name)
{
    std::vector<double> values;
    for (const MetricRow &row : hearing.rows)
        if (row.name == QLatin1String(name))
            values.push_back(row.value);
    return values;
}
} // namespace

void tst_Trainer::learnsATinySetByHeart_data()
{
    QTest::addColumn<int>("trainLayers");
    QTest::newRow("two layers") << 2;
    QTest::newRow("all layers, embeddings fixed") << 3;
    QTest::newRow("everything") << -1;
}

void tst_Trainer::learnsATinySetByHeart()
{
    QFETCH(int, trainLayers);
    const QTemporaryDir folder;
    TrainingRecipe recipe = tinyRecipe();
    recipe.trainLayers = trainLayers;
    recipe.epochs = 15;
    recipe.learningRate = 5e-3;
    recipe.dropout = 0;
    const LabelledEncodings pairs = tinyPairs(32, 1);
    const auto network = tinyNetwork();
    Hearing hearing;
    SilentJob job;
    const auto result =
        train(*network, pairs, pairs, {.recipe = recipe, .folder = folder.path()}, hearing, job);
    VERIFY_RESULT(result);
    QCOMPARE(result->outcome, Outcome::Finished);
    QCOMPARE(result->steps, 60);
    QCOMPARE(result->best.value(QLatin1String(metric::kAccuracy)), 1.0);
    QVERIFY(valuesOf(hearing, metric::kTrainLoss).back() < 0.05);
    QVERIFY(valuesOf(hearing, metric::kTrainLoss).front() > 0.3);
}

void tst_Trainer::learnsScores()
{
    const QTemporaryDir folder;
    TrainingRecipe recipe = tinyRecipe();
    recipe.objective = QStringLiteral("regression");
    recipe.epochs = 20;
    recipe.dropout = 0;
    recipe.learningRate = 5e-3;
    LabelledEncodings pairs = tinyPairs(32, 2);
    for (double &target : pairs.targets)
        target = target * 3 - 1;
    const auto network = tinyNetwork(1);
    Hearing hearing;
    SilentJob job;
    const auto result =
        train(*network, pairs, pairs, {.recipe = recipe, .folder = folder.path()}, hearing, job);
    VERIFY_RESULT(result);
    QVERIFY(result->best.value(QLatin1String(metric::kPearson)) > 0.98);
    QVERIFY(result->best.value(QLatin1String(metric::kMse)) < 0.1);
    QCOMPARE(result->best.value(QLatin1String(metric::kMse)),
             result->best.value(QLatin1String(metric::kValidationLoss)));
}

void tst_Trainer::tellsEveryStepAndCheck()
{
    const QTemporaryDir folder;
    const auto network = tinyNetwork();
    Hearing hearing;
    SilentJob job;
    const auto result = train(*network, tinyPairs(44, 1), tinyPairs(10, 2),
                              {.recipe = tinyRecipe(), .folder = folder.path()}, hearing, job);
    VERIFY_RESULT(result);
    QCOMPARE(result->totalSteps, 18); // 6 batches in each of 3 epochs
    for (const char *name : {metric::kTrainLoss, metric::kLearningRate, metric::kGradientNorm,
                             metric::kSamplesPerSecond})
        QCOMPARE(valuesOf(hearing, name).size(), std::size_t{18});
    for (const char *name :
         {metric::kValidationLoss, metric::kAccuracy, metric::kPrecision, metric::kRecall,
          metric::kF1, metric::kMajorityAccuracy, metric::kMajorityF1, metric::kPeakRssMib})
        QCOMPARE(valuesOf(hearing, name).size(), std::size_t{6});
    for (const MetricRow &row : hearing.rows) {
        QVERIFY(row.step >= 1 && row.step <= 18);
        QCOMPARE(row.epoch, static_cast<double>(row.step) / 6);
    }
    QCOMPARE(hearing.last.step, 18);
    QCOMPARE(hearing.last.totalSteps, 18);
    QCOMPARE(hearing.last.stage, RunStage::Training);
    QVERIFY(hearing.last.rssMib > 1);
    QCOMPARE(hearing.lasts, (std::vector<qint64>{3, 6, 9, 12, 15, 18}));
}

void tst_Trainer::fractionsOfAnEpochEndWithACheck()
{
    const QTemporaryDir folder;
    TrainingRecipe recipe = tinyRecipe();
    recipe.epochs = 1.5;
    recipe.checksPerEpoch = 1;
    const auto network = tinyNetwork();
    Hearing hearing;
    SilentJob job;
    const auto result = train(*network, tinyPairs(24, 1), tinyPairs(10, 2),
                              {.recipe = recipe, .folder = folder.path()}, hearing, job);
    VERIFY_RESULT(result);
    QCOMPARE(result->totalSteps, 5); // 1.5 × 3, rounded up
    QCOMPARE(hearing.lasts, (std::vector<qint64>{3, 5}));
}

void tst_Trainer::keptFrozenLayersGiveTheSameNumbers()
{
    const LabelledEncodings pairs = tinyPairs(20, 3);
    const auto network = tinyNetwork();
    network->trainTopLayers(2);
    network->eval();
    PrefixCache kept(*network, pairs.encodings, 0, false);
    PrefixCache computed(*network, pairs.encodings, 0, false);
    SilentJob job;
    qint64 tokens = 0;
    QCOMPARE(kept.fill(job, [&tokens](qint64 done) { tokens = done; }), Outcome::Finished);
    QCOMPARE(tokens, kept.tokens());
    QCOMPARE(kept.bytesNeeded(), kept.tokens() * 24 * 4);
    for (const auto &rows : kept.batchesByLength(6, 4096)) {
        const torch::NoGradGuard noGradients;
        const torch::Tensor difference = (kept.logits(rows) - computed.logits(rows)).abs().max();
        QVERIFY(difference.item<double>() < 1e-5); // padding changes the order of sums
    }
    StopAfter stop(1);
    QCOMPARE(kept.fill(stop, [](qint64) {}), Outcome::Stopped);
}

void tst_Trainer::frozenWeightsStay()
{
    const QTemporaryDir folder;
    const auto network = tinyNetwork();
    NamedTensors before;
    for (const auto &item : network->named_parameters())
        before[item.key()] = item.value().detach().clone();
    TrainingRecipe recipe = tinyRecipe();
    recipe.trainLayers = 1;
    Hearing hearing;
    SilentJob job;
    VERIFY_RESULT(train(*network, tinyPairs(24, 1), tinyPairs(10, 2),
                        {.recipe = recipe, .folder = folder.path(), .prefixMemory = 0}, hearing,
                        job));
    int moved = 0;
    for (const auto &item : network->named_parameters()) {
        const QString name = QString::fromStdString(item.key());
        const bool isTrained = name.contains(QLatin1String("layer.2.")) ||
                               name.contains(QLatin1String("pooler")) ||
                               name.startsWith(QLatin1String("classifier"));
        const bool isSame = torch::equal(item.value(), before.at(item.key()));
        QVERIFY2(isTrained || isSame, qPrintable(name));
        moved += isSame ? 0 : 1;
    }
    QVERIFY(moved > 10);
}

void tst_Trainer::headAndLayersLearnAtTheirOwnRates_data()
{
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<QByteArray>("parameter");
    QTest::addColumn<double>("factor");
    const auto row = [](const char *model, const char *parameter, double factor) {
        QTest::addRow("%s", parameter) << QByteArray(model) << QByteArray(parameter) << factor;
    };
    row(kTinyBert, "classifier.weight", 10);
    row(kTinyBert, "bert.pooler.dense.bias", 10);
    row(kTinyBert, "bert.encoder.layer.2.output.LayerNorm.weight", 1);
    row(kTinyBert, "bert.encoder.layer.1.attention.self.key.bias", 0.5);
    row(kTinyBert, "bert.encoder.layer.0.intermediate.dense.weight", 0.25);
    row(kTinyBert, "bert.embeddings.word_embeddings.weight", 0.125);
    // Its four layers are one module, which learns as the topmost.
    row(kTinyAlbert, "albert.encoder.albert_layer_groups.0.albert_layers.0.attention.query.weight",
        1);
    row(kTinyAlbert, "albert.embeddings.word_embeddings.weight", 0.0625);
    row(kTinyAlbert, "albert.pooler.weight", 10);
    row("gpt2/two_labels", "score.weight", 10);
}

void tst_Trainer::headAndLayersLearnAtTheirOwnRates()
{
    QFETCH(QByteArray, model);
    QFETCH(QByteArray, parameter);
    QFETCH(double, factor);
    TrainingRecipe recipe;
    recipe.learningRate = 1e-4;
    recipe.headLearningRate = 1e-3;
    recipe.layerwiseDecay = 0.5;
    const auto network = tinyNetwork(2, model.constData());
    const auto parameters = namedParameters(*network, recipe);
    QCOMPARE(parameters.size(), network->named_parameters().size());
    const auto found =
        std::ranges::find(parameters, parameter.toStdString(), &NamedParameter::name);
    QVERIFY(found != parameters.end());
    QCOMPARE(found->rateFactor, factor);
    for (const NamedParameter &plain : namedParameters(*network, TrainingRecipe{}))
        QCOMPARE(plain.rateFactor, 1.0);
}

void tst_Trainer::batchesOfOneStepAreOneLargeBatch_data()
{
    QTest::addColumn<QString>("weights");
    QTest::addColumn<int>("batchSize");
    QTest::addColumn<int>("together");
    QTest::newRow("four of eight") << "none" << 8 << 4;
    QTest::newRow("three of ten and a rest") << "none" << 10 << 4;
    QTest::newRow("classes of unlike number") << "balanced" << 8 << 4;
}

void tst_Trainer::batchesOfOneStepAreOneLargeBatch()
{
    QFETCH(QString, weights);
    QFETCH(int, batchSize);
    QFETCH(int, together);
    LabelledEncodings pairs = tinyPairs(32, 1);
    for (std::size_t i = 0; i < 9; ++i)
        pairs.targets[i] = 1; // in whichever batch they are
    TrainingRecipe recipe = tinyRecipe();
    recipe.dropout = 0;
    recipe.epochs = 6;
    recipe.classWeights = weights;
    recipe.labelSmoothing = 0.1;
    recipe.optimizer = QStringLiteral("sgd"); // AdamW would make a sign of what is next to 0
    recipe.learningRate = 1e-2;
    const auto trained = [&](int size, int accumulated, Hearing &hearing) {
        recipe.batchSize = size;
        recipe.gradientAccumulation = accumulated;
        const QTemporaryDir folder;
        auto network = tinyNetwork();
        SilentJob job;
        const auto result = train(*network, pairs, tinyPairs(10, 2),
                                  {.recipe = recipe, .folder = folder.path()}, hearing, job);
        return result && result->steps == 6 ? network : nullptr;
    };
    Hearing large, small;
    const auto expected = trained(32, 1, large);
    const auto found = trained(batchSize, together, small);
    QVERIFY(expected && found);
    const auto losses = valuesOf(large, metric::kTrainLoss);
    const auto ours = valuesOf(small, metric::kTrainLoss);
    QCOMPARE(ours.size(), losses.size());
    for (std::size_t i = 0; i < losses.size(); ++i)
        QVERIFY2(std::abs(ours[i] - losses[i]) < 1e-6,
                 qPrintable(QString::number(ours[i] - losses[i])));
    QVERIFY(losses.front() - losses.back() > 1e-3);
    const auto parameters = found->named_parameters();
    for (const auto &item : expected->named_parameters())
        QVERIFY2((item.value() - parameters[item.key()]).abs().max().item<double>() < 1e-6,
                 item.key().c_str());
}

void tst_Trainer::stepsAreCountedInUpdates()
{
    const QTemporaryDir folder;
    TrainingRecipe recipe = tinyRecipe();
    recipe.gradientAccumulation = 4; // 6 batches an epoch: 4 and 2
    recipe.warmupRatio = 0.5;
    const auto network = tinyNetwork();
    Hearing hearing;
    SilentJob job;
    const auto result = train(*network, tinyPairs(44, 1), tinyPairs(10, 2),
                              {.recipe = recipe, .folder = folder.path()}, hearing, job);
    VERIFY_RESULT(result);
    QCOMPARE(result->totalSteps, 6);
    QCOMPARE(valuesOf(hearing, metric::kTrainLoss).size(), std::size_t{6});
    QCOMPARE(hearing.lasts, (std::vector<qint64>{1, 2, 3, 4, 5, 6})); // two checks an epoch
    QCOMPARE(hearing.rows.back().epoch, 3.0);
    const auto rates = valuesOf(hearing, metric::kLearningRate);
    const double peak = recipe.learningRate;
    const std::vector<double> expected{0, peak / 3, peak * 2 / 3, peak, peak * 2 / 3, peak / 3};
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY(std::abs(rates[i] - expected[i]) < 1e-12);
}

void tst_Trainer::stopsEarlyAndKeepsTheEarlierOfEquals()
{
    const QTemporaryDir folder;
    TrainingRecipe recipe = tinyRecipe();
    recipe.learningRate = 1e-9; // nothing changes, so every check finds the same
    recipe.checksPerEpoch = 1;
    recipe.epochs = 50;
    recipe.earlyStoppingPatience = 3;
    const auto network = tinyNetwork();
    Hearing hearing;
    SilentJob job;
    const auto result = train(*network, tinyPairs(24, 1), tinyPairs(10, 2),
                              {.recipe = recipe, .folder = folder.path()}, hearing, job);
    VERIFY_RESULT(result);
    QVERIFY(result->stoppedEarly);
    QCOMPARE(result->steps, 12); // four epochs: the best and three without gain
    QCOMPARE(result->bestStep, 3);
    QCOMPARE(result->bestEpoch, 1.0);
    QCOMPARE(hearing.bests, std::vector<qint64>{3});
    QVERIFY(std::ranges::any_of(hearing.events, [](const RunEvent &event) {
        return event.kind == RunEvent::Kind::NoGain &&
               event.detail.contains(QLatin1String("3 of 3"));
    }));
}

void tst_Trainer::bestHoldsWhatAPredictorNeeds()
{
    const QTemporaryDir folder;
    QFile config(
        QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/bert/gelu_two_labels/config.json"));
    QVERIFY(config.open(QIODevice::ReadOnly));
    const auto network = tinyNetwork();
    Hearing hearing;
    SilentJob job;
    VERIFY_RESULT(train(*network, tinyPairs(24, 1), tinyPairs(10, 2),
                        {.recipe = tinyRecipe(),
                         .folder = folder.path(),
                         .bestFiles = {{QStringLiteral("config.json"), config.readAll()}}},
                        hearing, job));
    VERIFY_RESULT(verifyCheckpoint(folder.filePath(QStringLiteral("best"))));
    const auto loaded = loadModel(folder.filePath(QStringLiteral("best")), {.requireHead = true});
    VERIFY_RESULT(loaded);
    const auto ours = network->named_parameters();
    for (const auto &item : loaded->network->named_parameters())
        QVERIFY(torch::equal(item.value(), ours[item.key()]));
    QFile weights(folder.filePath(QStringLiteral("best/model.safetensors")));
    QVERIFY(weights.open(QIODevice::ReadWrite));
    QVERIFY(weights.seek(weights.size() - 3) && weights.write("x", 1) == 1);
    weights.close();
    const auto damaged = verifyCheckpoint(folder.filePath(QStringLiteral("best")));
    QVERIFY(!damaged);
    QVERIFY(damaged.error().where.endsWith(QLatin1String("model.safetensors")));
}

void tst_Trainer::aLossThatIsNoNumberNamesStepAndPairs_data()
{
    QTest::addColumn<qint64>("stepsBefore");
    QTest::addColumn<QString>("epoch");
    QTest::newRow("of one training") << qint64{0} << QStringLiteral("epoch 1, step ");
    // as the curves count: the features are the first epoch
    QTest::newRow("of the second one") << qint64{5000} << QStringLiteral("epoch 2, step 500");
}

void tst_Trainer::aLossThatIsNoNumberNamesStepAndPairs()
{
    QFETCH(qint64, stepsBefore);
    QFETCH(QString, epoch);
    const QTemporaryDir folder;
    TrainingRecipe recipe = tinyRecipe();
    recipe.objective = QStringLiteral("regression");
    LabelledEncodings pairs = tinyPairs(24, 1);
    pairs.targets[5] = std::numeric_limits<double>::quiet_NaN(); // pair 1005
    const auto network = tinyNetwork(1);
    Hearing hearing;
    SilentJob job;
    TrainerOptions options{.recipe = recipe, .folder = folder.path()};
    if (stepsBefore > 0)
        options.before = EarlierTraining{.steps = stepsBefore,
                                         .stopping = EarlyStopping(decidingMetric(recipe), 0)};
    const auto result = train(*network, pairs, tinyPairs(10, 2), options, hearing, job);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Diverged);
    QVERIFY2(result.error().where.startsWith(epoch) &&
                 result.error().where.contains(QLatin1String("1005")),
             qPrintable(result.error().where));
    QVERIFY(!result.error().hint.isEmpty());
    for (const auto &item : network->named_parameters())
        QVERIFY(torch::isfinite(item.value()).all().item<bool>());
}

void tst_Trainer::noRoomOnTheDiskKeepsTheCheckpointBefore()
{
    const QTemporaryDir folder;
    const auto network = tinyNetwork();
    Hearing hearing;
    SilentJob job;
    const auto freeBytes = [&hearing](const QString &) {
        return hearing.lasts.size() < 2 ? qint64{1} << 40 : qint64{4096};
    };
    const auto result = train(
        *network, tinyPairs(44, 1), tinyPairs(10, 2),
        {.recipe = tinyRecipe(), .folder = folder.path(), .freeBytes = freeBytes}, hearing, job);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Disk);
    QVERIFY(!result.error().hint.isEmpty());
    VERIFY_RESULT(verifyCheckpoint(folder.filePath(QStringLiteral("last"))));
    VERIFY_RESULT(verifyCheckpoint(folder.filePath(QStringLiteral("best"))));
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("last.tmp"))));
}

void tst_Trainer::aFolderThatCannotBeWrittenIsAnError()
{
    const QTemporaryDir folder;
    QFile inTheWay(folder.filePath(QStringLiteral("run")));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    const auto network = tinyNetwork();
    Hearing hearing;
    SilentJob job;
    const auto result =
        train(*network, tinyPairs(24, 1), tinyPairs(10, 2),
              {.recipe = tinyRecipe(), .folder = inTheWay.fileName()}, hearing, job);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::File);
    QVERIFY(result.error().where.contains(QLatin1String("run")));
}

void tst_Trainer::aDeafListenerEndsTheTraining()
{
    class Deaf final : public Hearing
    {
        Result<void> checkpointWritten(qint64, bool) override
        {
            return Error{ErrorKind::Database, QStringLiteral("refused"), {}, {}};
        }
    };
    const QTemporaryDir folder;
    const auto network = tinyNetwork();
    Deaf hearing;
    SilentJob job;
    const auto result = train(*network, tinyPairs(24, 1), tinyPairs(10, 2),
                              {.recipe = tinyRecipe(), .folder = folder.path()}, hearing, job);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Database);
    QVERIFY(!checkpointExists(folder.filePath(QStringLiteral("best"))));
}

void tst_Trainer::aPauseIsNotCounted()
{
    class Pausing final : public JobContext
    {
    public:
        bool stopRequested() const override { return false; }
        bool pauseRequested() const override
        {
            ++polls;
            return polls > 4 && polls < 24; // 20 ms each
        }
        void report(qint64, qint64, const QString &) override {}
        mutable int polls = 0;
    };
    class Watching final : public Hearing
    {
    public:
        void progress(const MetricFeed::Progress &progress) override
        {
            sawPause = sawPause || progress.paused;
            Hearing::progress(progress);
        }
        bool sawPause = false;
    };
    const QTemporaryDir folder;
    const auto network = tinyNetwork();
    Watching hearing;
    Pausing job;
    QElapsedTimer wall;
    wall.start();
    const auto result = train(*network, tinyPairs(24, 1), tinyPairs(10, 2),
                              {.recipe = tinyRecipe(), .folder = folder.path()}, hearing, job);
    VERIFY_RESULT(result);
    QVERIFY(hearing.sawPause);
    QVERIFY(static_cast<double>(wall.elapsed()) / 1000 - result->seconds > 0.2);
    VERIFY_RESULT(verifyCheckpoint(folder.filePath(QStringLiteral("last"))));
}

QTEST_GUILESS_MAIN(tst_Trainer)
#include "tst_trainer.moc"
