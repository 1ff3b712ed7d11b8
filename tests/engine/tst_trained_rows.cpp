#include "tiny_training.h"

#include "engine/checkpoint/safetensors.h"
#include "engine/checkpoint/tensor_file.h"
#include "engine/nn/layers.h"
#include "engine/training/trained_rows.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tunedesk;

/// Tables of which some rows train against tables that train whole.
class tst_TrainedRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWeightsAreTheSameBits_data();
    void theWeightsAreTheSameBits();
    void rowsThatNobodyReadsOnlyDecay();
    void moreThanTheMostTrainsWhole();
    void aStopAndAResumeGiveTheSameBits();
    void aTrainingOfWholeTablesGoesOnWhole();
    void theBatchNeedsRowsThatTrain();
    void eachOptimizerTrainsWhatItMust_data();
    void eachOptimizerTrainsWhatItMust();
};

namespace
{
constexpr int kPad = 0;
constexpr int kWords = 20; ///< of 61
const std::string kTable = "bert.embeddings.word_embeddings.weight";

LabelledEncodings fewWords(int count, unsigned seed)
{
    LabelledEncodings pairs = tinyPairs(count, seed);
    for (Encoding &encoding : pairs.encodings)
        for (int &id : encoding.ids)
            id = 5 + id % (kWords - 2);
    return pairs;
}

TrainingRecipe wholeRecipe()
{
    TrainingRecipe recipe = tinyRecipe();
    recipe.trainLayers = -1;
    recipe.weightDecay = 0.1;
    recipe.maxGradientNorm = 0; // a norm of other pieces differs in its last bit
    return recipe;
}

/// Stops when `step` is reached; never: 0.
class StopsAt final : public Hearing, public JobContext
{
public:
    explicit StopsAt(qint64 step = 0) : m_step(step) {}
    bool stopRequested() const override { return m_step > 0 && last.step >= m_step; }
    void report(qint64, qint64, const QString &) override {}

private:
    qint64 m_step;
};

struct Trained {
    NamedTensors weights;
    std::vector<std::int64_t> sizesInLast; ///< of the table
    qint64 steps = 0;
};

Trained trainIn(const QString &folder, const TrainingRecipe &recipe, double mostRows,
                qint64 stopAt = 0, bool resume = false)
{
    const auto network = tinyNetwork();
    StopsAt job(stopAt);
    const auto result = train(
        *network, fewWords(64, 1), tinyPairs(16, 2),
        {.recipe = recipe, .folder = folder, .padId = kPad, .resume = resume, .mostRows = mostRows},
        job, job);
    if (!result)
        qWarning() << result.error().what;
    Trained trained;
    for (const auto &[name, tensor] : network->plainParameters())
        trained.weights[name] = tensor.clone();
    const auto header = readSafetensorsHeader(folder + QStringLiteral("/last/model.safetensors"));
    if (header && header->tensors.contains(kTable))
        trained.sizesInLast = header->tensors.at(kTable).shape;
    trained.steps = result ? result->steps : -1;
    return trained;
}

std::string firstDifference(const NamedTensors &a, const NamedTensors &b)
{
    for (const auto &[name, tensor] : a)
        if (!b.contains(name) || !torch::equal(tensor, b.at(name)))
            return name;
    return a.size() == b.size() ? "" : "their number";
}
} // namespace

void tst_TrainedRows::theWeightsAreTheSameBits_data()
{
    QTest::addColumn<double>("decay");
    QTest::addColumn<double>("layerDecay");
    QTest::addColumn<double>("unfreezeEvery");
    QTest::addColumn<QString>("metric");
    QTest::newRow("without decay") << 0.0 << 1.0 << 0.0 << QStringLiteral("last");
    QTest::newRow("with decay") << 0.1 << 1.0 << 0.0 << QStringLiteral("last");
    QTest::newRow("lower layers learn slower") << 0.1 << 0.7 << 0.0 << QStringLiteral("last");
    QTest::newRow("layers join one by one") << 0.1 << 1.0 << 0.5 << QStringLiteral("last");
    QTest::newRow("the best is kept") << 0.1 << 1.0 << 0.0 << QStringLiteral("validation_loss");
}

void tst_TrainedRows::theWeightsAreTheSameBits()
{
    QFETCH(double, decay);
    QFETCH(double, layerDecay);
    QFETCH(double, unfreezeEvery);
    QFETCH(QString, metric);
    TrainingRecipe recipe = wholeRecipe();
    recipe.weightDecay = decay;
    recipe.layerwiseDecay = layerDecay;
    recipe.unfreezeEvery = unfreezeEvery;
    recipe.bestMetric = metric;
    const QTemporaryDir rows, whole;
    const Trained some = trainIn(rows.path(), recipe, 0.5);
    const Trained all = trainIn(whole.path(), recipe, 0);
    QCOMPARE(some.steps, 24);
    QCOMPARE(firstDifference(some.weights, all.weights), std::string());
    QVERIFY(all.sizesInLast.front() == 61 && some.sizesInLast.front() < kWords + 1);
    const auto best = readTensorFile(rows.filePath(QStringLiteral("best/model.safetensors")));
    const auto bestOfWhole =
        readTensorFile(whole.filePath(QStringLiteral("best/model.safetensors")));
    QVERIFY(best && bestOfWhole);
    QCOMPARE(firstDifference(*best, *bestOfWhole), std::string());
}

void tst_TrainedRows::rowsThatNobodyReadsOnlyDecay()
{
    const TrainingRecipe recipe = wholeRecipe();
    const torch::Tensor before = tinyNetwork()->plainParameters().at(kTable).clone();
    const QTemporaryDir folder;
    const torch::Tensor after = trainIn(folder.path(), recipe, 0.5).weights.at(kTable);
    // Row 60 is in no pair; its numbers all shrink by the same factor, those of the others don't.
    const torch::Tensor factor = after[60] / before[60];
    QVERIFY(factor.max().item<float>() < 1);
    QVERIFY(torch::allclose(factor, factor[0].expand_as(factor), 1e-6, 0));
    const torch::Tensor trained = after[7 + 5] / before[7 + 5];
    QVERIFY(!torch::allclose(trained, trained[0].expand_as(trained), 1e-3, 0));
}

void tst_TrainedRows::moreThanTheMostTrainsWhole()
{
    const QTemporaryDir folder;
    const Trained trained = trainIn(folder.path(), wholeRecipe(), 0.2); // 19 of 61 are more
    QCOMPARE(trained.sizesInLast.front(), 61);
}

void tst_TrainedRows::aStopAndAResumeGiveTheSameBits()
{
    TrainingRecipe recipe = wholeRecipe();
    recipe.maxGradientNorm = 1;
    const QTemporaryDir unbroken, broken;
    const Trained whole = trainIn(unbroken.path(), recipe, 0.5);
    for (const qint64 stop : {1, 3, 7, 16})
        QVERIFY(trainIn(broken.path(), recipe, 0.5, stop, stop > 1).steps >= stop);
    const Trained resumed = trainIn(broken.path(), recipe, 0.5, 0, true);
    QCOMPARE(resumed.steps, 24);
    QCOMPARE(firstDifference(whole.weights, resumed.weights), std::string());
}

void tst_TrainedRows::aTrainingOfWholeTablesGoesOnWhole()
{
    const TrainingRecipe recipe = wholeRecipe();
    const QTemporaryDir unbroken, broken;
    const Trained whole = trainIn(unbroken.path(), recipe, 0);
    QCOMPARE(trainIn(broken.path(), recipe, 0, 5).sizesInLast.front(),
             61); // as before there were rows
    const Trained resumed = trainIn(broken.path(), recipe, 0.5, 0, true);
    QCOMPARE(resumed.steps, 24);
    QCOMPARE(resumed.sizesInLast.front(), 61);
    QCOMPARE(firstDifference(whole.weights, resumed.weights), std::string());
}

void tst_TrainedRows::theBatchNeedsRowsThatTrain()
{
    Table table(10, 4);
    for (auto &parameter : table.named_parameters())
        parameter.value().set_data(torch::rand({10, 4}));
    const torch::Tensor rows = torch::tensor({2, 5, 9}, torch::kInt64);
    const torch::Tensor part = table.trainRows(rows);
    const torch::Tensor ids = torch::tensor({9, 2, 2}, torch::kInt64);
    QVERIFY(torch::equal(table.forward(ids), table.weight().index({ids})));
    table.forward(ids).sum().backward();
    QVERIFY(torch::equal(part.grad(), torch::tensor({2.F, 0.F, 1.F}).unsqueeze(1).expand({3, 4})));
    QVERIFY(!table.weight().grad().defined());
    bool isRefused = false;
    try {
        table.forward(torch::tensor({3}, torch::kInt64));
    } catch (const c10::Error &) {
        isRefused = true; // loud, where a wrong row would be silent
    }
    QVERIFY(isRefused);
    table.eval();
    QVERIFY(table.forward(torch::tensor({3}, torch::kInt64)).defined());
}

void tst_TrainedRows::eachOptimizerTrainsWhatItMust_data()
{
    QTest::addColumn<QString>("optimizer");
    QTest::addColumn<double>("decay");
    QTest::addColumn<bool>("byRows");
    QTest::newRow("AdamW") << QStringLiteral("adamw_torch_fused") << 0.1 << true;
    QTest::newRow("Adam, its decay is in the gradient") << QStringLiteral("adam") << 0.1 << false;
    QTest::newRow("Adam without") << QStringLiteral("adam") << 0.0 << true;
    QTest::newRow("SGD, the same") << QStringLiteral("sgd") << 0.1 << false;
    QTest::newRow("SGD without") << QStringLiteral("sgd") << 0.0 << true;
}

void tst_TrainedRows::eachOptimizerTrainsWhatItMust()
{
    QFETCH(QString, optimizer);
    QFETCH(double, decay);
    QFETCH(bool, byRows);
    TrainingRecipe recipe = wholeRecipe();
    recipe.optimizer = optimizer;
    recipe.weightDecay = decay;
    const QTemporaryDir rows, whole;
    const Trained some = trainIn(rows.path(), recipe, 0.5);
    const Trained all = trainIn(whole.path(), recipe, 0);
    QCOMPARE(some.sizesInLast.front() < 61, byRows);
    QCOMPARE(firstDifference(some.weights, all.weights), std::string());
}

QTEST_GUILESS_MAIN(tst_TrainedRows)
#include "tst_trained_rows.moc"
