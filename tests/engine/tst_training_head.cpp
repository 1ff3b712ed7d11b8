#include "tiny_training.h"

#include "engine/inference/pair_scorer.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <limits>
#include <span>

using namespace tunedesk;

/// A head that compares the parts of a pair begins where a linear model of what it reads has its
/// lowest loss. Learning rates of 0 leave it there to be looked at.
class tst_TrainingHead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); } // so small a network only waits for a second
    void theHeadBeginsAtTheLowestPoint_data();
    void theHeadBeginsAtTheLowestPoint();
    void aPlaceThatHardlyChangesGetsNoEnormousWeight();
    void nothingLearnedBeginsByChance();
    void pairsOfOneEpochAreLeftOut();
    void whatSaysTooLittleBeginsByChance_data();
    void whatSaysTooLittleBeginsByChance();
    void stoppedBeforeItsEndItIsFittedByTheNextRun();
    void onlyTheFirstRunFits();

private:
    QTemporaryDir m_folder;
};

namespace
{
TrainingRecipe motionless()
{
    TrainingRecipe recipe = tinyRecipe();
    recipe.trainLayers = -1;
    recipe.epochs = 1;
    recipe.dropout = 0;
    recipe.learningRate = 0;
    recipe.headLearningRate = 0;
    return recipe;
}

torch::Tensor parameter(const SequenceClassifier &network, const char *name)
{
    return network.named_parameters()[name].detach().to(torch::kDouble);
}

/// @return [N, 8 H + 2] float64
torch::Tensor headInputs(SequenceClassifier &network, const LabelledEncodings &pairs)
{
    const torch::NoGradGuard noGradients;
    network.eval();
    std::vector<torch::Tensor> rows;
    for (const Encoding &encoding : pairs.encodings) {
        const Encoding *const one = &encoding;
        const EncodedBatch batch = padBatch(std::span(&one, 1), network.padding(0));
        rows.push_back(network.headInputs(network.prefix(batch, 0), batch, 0));
    }
    return torch::cat(rows).to(torch::kDouble);
}

/// How far from level the loss of scikit-learn's LogisticRegression(C) or Ridge(1 / C) over rows of
/// mean 0 and, kind by kind, mean square 1 is, at the head's weights, for the strength that comes
/// nearest.
double steepness(SequenceClassifier &network, const LabelledEncodings &pairs, bool isRegression)
{
    const torch::Tensor rows = headInputs(network, pairs);
    const torch::Tensor mean = rows.mean(0), variance = rows.var(0, false);
    torch::Tensor scale = torch::empty_like(variance); // one for each of nine kinds
    for (std::int64_t from = 0; from < rows.size(1); from += network.hiddenSize()) {
        const std::int64_t to = std::min<std::int64_t>(from + network.hiddenSize(), rows.size(1));
        scale.slice(0, from, to).fill_(variance.slice(0, from, to).mean().sqrt().item<double>());
    }
    const torch::Tensor standard = (rows - mean) / scale;
    const torch::Tensor weight = parameter(network, "pair_head.weight");
    const torch::Tensor bias = parameter(network, "pair_head.bias");
    const torch::Tensor raw = isRegression ? weight[0] : weight[1] - weight[0];
    const torch::Tensor offset = isRegression ? bias[0] : bias[1] - bias[0];
    const torch::Tensor found = rows.mv(raw) + offset;
    const torch::Tensor target = torch::tensor(pairs.targets, torch::kDouble);
    const torch::Tensor excess = (isRegression ? found : torch::sigmoid(found)) - target;
    const auto count = static_cast<double>(pairs.targets.size());
    double least = std::numeric_limits<double>::infinity();
    for (const double strength : {3e-4, 1e-3, 3e-3, 1e-2}) {
        const torch::Tensor slope =
            standard.t().mv(excess) / count + raw * scale / (strength * count);
        least = std::min(least, std::max(slope.abs().max().item<double>(),
                                         std::abs(excess.mean().item<double>())));
    }
    return least;
}

Result<TrainerResult> trainIn(const QString &folder, SequenceClassifier &network,
                              const LabelledEncodings &training,
                              const LabelledEncodings &validation, const TrainingRecipe &recipe,
                              JobContext &job, bool resume = false)
{
    Hearing hearing;
    return train(network, training, validation,
                 {.recipe = recipe, .folder = folder, .resume = resume}, hearing, job);
}

/// Wants to stop from the start.
class StoppingJob final : public JobContext
{
public:
    bool stopRequested() const override { return true; }
    void report(qint64, qint64, const QString &) override {}
};
} // namespace

void tst_TrainingHead::theHeadBeginsAtTheLowestPoint_data()
{
    QTest::addColumn<bool>("isRegression");
    QTest::addColumn<int>("checked");
    QTest::newRow("two classes") << false << 60;
    QTest::newRow("two classes, without pairs for checking") << false << 0;
    QTest::newRow("scores") << true << 60;
}

void tst_TrainingHead::theHeadBeginsAtTheLowestPoint()
{
    QFETCH(bool, isRegression);
    QFETCH(int, checked);
    LabelledEncodings training = noisyPairs(160, 1), validation = noisyPairs(checked, 2);
    TrainingRecipe recipe = motionless();
    if (isRegression) {
        recipe.objective = QStringLiteral("regression");
        std::mt19937 random(5);
        for (LabelledEncodings *pairs : {&training, &validation})
            for (double &target : pairs->targets)
                target = 1 + 2 * target + static_cast<double>(random() % 100) / 100;
    }
    const auto network = tinyNetworkWith(HeadKind::Segments, isRegression ? 1 : 2);
    const double before = steepness(*network, training, isRegression);
    SilentJob job;
    VERIFY_RESULT(trainIn(m_folder.filePath(QString::fromLatin1(QTest::currentDataTag())), *network,
                          training, validation, recipe, job));
    const double after = steepness(*network, training, isRegression);
    QVERIFY2(before > 0.05 && after < 2e-4, // it ends at 1e-4; weights are float32
             qPrintable(QStringLiteral("%1, before %2").arg(after).arg(before)));
}

void tst_TrainingHead::aPlaceThatHardlyChangesGetsNoEnormousWeight()
{
    // One number of the last states is the same for all tokens but for the seventh digit, and tells
    // the label.
    const auto network = tinyNetworkWith(HeadKind::Segments);
    {
        const torch::NoGradGuard noGradients;
        for (auto &item : network->named_parameters())
            if (item.key() == "bert.encoder.layer.2.output.LayerNorm.weight")
                (*item)[3] = 1e-6;
    }
    const LabelledEncodings training = noisyPairs(160, 1);
    SilentJob job;
    VERIFY_RESULT(trainIn(m_folder.filePath(QStringLiteral("flat")), *network, training,
                          noisyPairs(60, 2), motionless(), job));
    const torch::Tensor weight = parameter(*network, "pair_head.weight");
    const torch::Tensor raw = (weight[1] - weight[0]).abs();
    const auto hidden = network->hiddenSize();
    for (int kind = 0; kind < 6; ++kind) { // the products are as small as their factors
        const double flat = raw[kind * hidden + 3].item<double>();
        const double usual = raw.slice(0, kind * hidden, (kind + 1) * hidden).mean().item<double>();
        QVERIFY2(flat < usual,
                 qPrintable(QStringLiteral("%1: %2, usual %3").arg(kind).arg(flat).arg(usual)));
    }
}

void tst_TrainingHead::nothingLearnedBeginsByChance()
{
    // The pairs for checking have the labels the other way round.
    LabelledEncodings validation = noisyPairs(60, 2);
    for (double &target : validation.targets)
        target = 1 - target;
    const auto network = tinyNetworkWith(HeadKind::Segments);
    const torch::Tensor before = parameter(*network, "pair_head.weight").clone();
    SilentJob job;
    VERIFY_RESULT(trainIn(m_folder.filePath(QStringLiteral("nothing")), *network,
                          noisyPairs(160, 1), validation, motionless(), job));
    QVERIFY(torch::equal(before, parameter(*network, "pair_head.weight")));
}

void tst_TrainingHead::pairsOfOneEpochAreLeftOut()
{
    const LabelledEncodings own = noisyPairs(120, 1);
    LabelledEncodings more = own;
    more.rounds.assign(own.targets.size(), -1);
    const LabelledEncodings added = noisyPairs(40, 9);
    for (std::size_t i = 0; i < added.targets.size(); ++i) {
        more.encodings.push_back(added.encodings[i]);
        more.targets.push_back(0);
        more.pairIds.push_back(5000 + static_cast<qint64>(i));
        more.rounds.push_back(0);
    }
    const auto network = tinyNetworkWith(HeadKind::Segments);
    SilentJob job;
    VERIFY_RESULT(trainIn(m_folder.filePath(QStringLiteral("rounds")), *network, more,
                          noisyPairs(60, 2), motionless(), job));
    const double ofOwn = steepness(*network, own, false);
    QVERIFY2(ofOwn < 2e-4, qPrintable(QString::number(ofOwn)));
    QVERIFY(steepness(*network, more, false) > 0.01);
}

void tst_TrainingHead::whatSaysTooLittleBeginsByChance_data()
{
    QTest::addColumn<int>("pairs");
    QTest::addColumn<int>("ones"); ///< −1: as they are
    QTest::addColumn<bool>("isFitted");
    QTest::newRow("99 pairs") << 99 << -1 << false;
    QTest::newRow("100 pairs") << 100 << -1 << true;
    QTest::newRow("19 of one class") << 160 << 19 << false;
    QTest::newRow("20 of one class") << 160 << 20 << true;
}

void tst_TrainingHead::whatSaysTooLittleBeginsByChance()
{
    QFETCH(int, pairs);
    QFETCH(int, ones);
    QFETCH(bool, isFitted);
    LabelledEncodings training = noisyPairs(pairs, 1);
    if (ones >= 0)
        for (std::size_t i = 0; i < training.targets.size(); ++i)
            training.targets[i] = i < static_cast<std::size_t>(ones) ? 1 : 0;
    const auto network = tinyNetworkWith(HeadKind::Segments);
    const torch::Tensor before = parameter(*network, "pair_head.weight").clone();
    SilentJob job;
    VERIFY_RESULT(trainIn(m_folder.filePath(QString::fromLatin1(QTest::currentDataTag())), *network,
                          training, LabelledEncodings(), motionless(), job));
    QCOMPARE(!torch::equal(before, parameter(*network, "pair_head.weight")), isFitted);
}

void tst_TrainingHead::stoppedBeforeItsEndItIsFittedByTheNextRun()
{
    const LabelledEncodings training = noisyPairs(120, 1), validation = noisyPairs(60, 2);
    TrainingRecipe recipe = motionless();
    recipe.learningRate = 2e-3;
    recipe.headLearningRate = 1e-3;
    recipe.dropout = 0.1;
    SilentJob job;
    const auto unbroken = tinyNetworkWith(HeadKind::Segments);
    VERIFY_RESULT(trainIn(m_folder.filePath(QStringLiteral("whole")), *unbroken, training,
                          validation, recipe, job));

    const QString folder = m_folder.filePath(QStringLiteral("stopped"));
    const auto first = tinyNetworkWith(HeadKind::Segments);
    const torch::Tensor byChance = parameter(*first, "pair_head.weight").clone();
    StoppingJob stopping;
    const auto stopped = trainIn(folder, *first, training, validation, recipe, stopping);
    VERIFY_RESULT(stopped);
    QVERIFY(stopped->outcome == Outcome::Stopped && stopped->steps == 0);
    QVERIFY(torch::equal(byChance, parameter(*first, "pair_head.weight")));

    const auto second = tinyNetworkWith(HeadKind::Segments);
    VERIFY_RESULT(trainIn(folder, *second, training, validation, recipe, job, true));
    for (const auto &item : unbroken->named_parameters())
        QVERIFY2(torch::equal(item.value(), second->named_parameters()[item.key()]),
                 item.key().c_str());
}

void tst_TrainingHead::onlyTheFirstRunFits()
{
    // A run that goes on from its last checkpoint has a head that has learned.
    const LabelledEncodings training = noisyPairs(120, 1), validation = noisyPairs(60, 2);
    TrainingRecipe recipe = motionless();
    recipe.learningRate = 2e-3;
    recipe.headLearningRate = 1e-2;
    recipe.bestMetric = QStringLiteral("last");
    SilentJob job;
    const QString folder = m_folder.filePath(QStringLiteral("twice"));
    const auto first = tinyNetworkWith(HeadKind::Segments);
    VERIFY_RESULT(trainIn(folder, *first, training, validation, recipe, job));
    const auto second = tinyNetworkWith(HeadKind::Segments);
    Hearing hearing;
    VERIFY_RESULT(train(*second, training, validation,
                        {.recipe = recipe, .folder = folder, .resume = true}, hearing, job));
    QVERIFY(torch::equal(parameter(*first, "pair_head.weight"),
                         parameter(*second, "pair_head.weight")));
    QVERIFY(std::ranges::none_of(hearing.events, [](const RunEvent &event) {
        return event.what == QLatin1String("The head begins fitted");
    }));
}

QTEST_GUILESS_MAIN(tst_TrainingHead)
#include "tst_training_head.moc"
