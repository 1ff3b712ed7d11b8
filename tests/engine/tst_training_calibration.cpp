#include "tiny_training.h"

#include "engine/checkpoint/tensor_file.h"
#include "engine/inference/pair_scorer.h"
#include "metrics/platt_scaling.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace tunedesk;

/// After a training the probabilities of a segment head fit the pairs for checking, once and for
/// all, and nothing else is touched.
class tst_TrainingCalibration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); } // so small a network only waits for a second
    void bestFitsThePairsForChecking();
    void aRunThatDiedAfterwardsDoesNotAdjustTwice();
    void whatSaysTooLittleIsNotFitted_data();
    void whatSaysTooLittleIsNotFitted();
    void otherHeadsAndScoresStay_data();
    void otherHeadsAndScoresStay();

private:
    QTemporaryDir m_folder;
};

namespace
{
/// Learns its pairs by heart.
TrainingRecipe longRecipe()
{
    TrainingRecipe recipe = tinyRecipe();
    recipe.trainLayers = -1;
    recipe.epochs = 12;
    recipe.dropout = 0;
    recipe.checksPerEpoch = 1;
    recipe.bestMetric = QStringLiteral("last");
    return recipe;
}

QString calibrationIn(const QString &folder)
{
    return folder + QStringLiteral("/best/calibration.json");
}

Result<TrainerResult> trainIn(const QString &folder, SequenceClassifier &network,
                              const LabelledEncodings &validation, const TrainingRecipe &recipe,
                              TrainingListener &hearing, bool resume = false)
{
    SilentJob job;
    return train(network, noisyPairs(160, 1), validation,
                 {.recipe = recipe, .folder = folder, .resume = resume}, hearing, job);
}

/// Class 1's logit minus class 0's.
std::vector<double> differencesOf(const std::shared_ptr<SequenceClassifier> &network,
                                  const LabelledEncodings &pairs)
{
    SilentJob job;
    const auto logits = PairScorer(network, 0).score(pairs.encodings, job);
    Q_ASSERT(logits);
    const torch::Tensor found =
        (logits->select(1, 1) - logits->select(1, 0)).to(torch::kDouble).contiguous();
    return {found.data_ptr<double>(), found.data_ptr<double>() + found.numel()};
}

std::vector<int> classesOf(const LabelledEncodings &pairs)
{
    return {pairs.targets.begin(), pairs.targets.end()};
}
} // namespace

void tst_TrainingCalibration::bestFitsThePairsForChecking()
{
    const QString folder = m_folder.filePath(QStringLiteral("fits"));
    const LabelledEncodings validation = noisyPairs(200, 2);
    const auto network = tinyNetworkWith(HeadKind::Segments);
    Hearing hearing;
    const auto trained = trainIn(folder, *network, validation, longRecipe(), hearing);
    VERIFY_RESULT(trained);

    double lossOfCheck = 0;
    for (const MetricRow &row : hearing.rows)
        if (row.name == QLatin1String(metric::kValidationLoss) && row.step == trained->bestStep)
            lossOfCheck = row.value;
    const double loss = trained->best.value(QLatin1String(metric::kValidationLoss));
    QVERIFY2(loss < lossOfCheck - 0.05,
             qPrintable(QStringLiteral("%1, before %2").arg(loss).arg(lossOfCheck)));

    QFile file(calibrationIn(folder));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject written = QJsonDocument::fromJson(file.readAll()).object();
    QVERIFY(written[u"scale"].toDouble() > 0 && written[u"scale"].toDouble() < 1);
    QCOMPARE(written[u"pairs"].toInt(), 200);

    // What stands on the disk is what the network has, and fits as well as it can.
    const auto weights = readTensorFile(folder + QStringLiteral("/best/model.safetensors"));
    VERIFY_RESULT(weights);
    const auto read = tinyNetworkWith(HeadKind::Segments);
    {
        const torch::NoGradGuard noGradients;
        for (auto &item : read->named_parameters())
            item->copy_(weights->at(item.key()));
    }
    const std::vector<double> kept = differencesOf(read, validation);
    QCOMPARE(kept, differencesOf(network, validation));
    const PlattScaling again = fitPlattScaling(kept, classesOf(validation));
    QVERIFY2(std::abs(again.scale - 1) < 1e-3, qPrintable(QString::number(again.scale)));
    QVERIFY2(std::abs(again.shift) < 1e-3, qPrintable(QString::number(again.shift)));
}

void tst_TrainingCalibration::aRunThatDiedAfterwardsDoesNotAdjustTwice()
{
    const QString folder = m_folder.filePath(QStringLiteral("died"));
    const LabelledEncodings validation = noisyPairs(200, 2);
    const auto network = tinyNetworkWith(HeadKind::Segments);
    Hearing hearing;
    const auto trained = trainIn(folder, *network, validation, longRecipe(), hearing);
    VERIFY_RESULT(trained);
    const auto next = tinyNetworkWith(HeadKind::Segments);
    const auto resumed = trainIn(folder, *next, validation, longRecipe(), hearing, true);
    VERIFY_RESULT(resumed);
    QCOMPARE(differencesOf(next, validation), differencesOf(network, validation));
    QCOMPARE(resumed->best, trained->best);

    QVERIFY(QFile::remove(folder + QStringLiteral("/best/state.json")));
    const auto damaged = trainIn(folder, *next, validation, longRecipe(), hearing, true);
    QVERIFY(!damaged);
    QCOMPARE(damaged.error().kind, ErrorKind::File);
}

void tst_TrainingCalibration::whatSaysTooLittleIsNotFitted_data()
{
    QTest::addColumn<int>("pairs");
    QTest::addColumn<int>("ones");
    QTest::newRow("few pairs") << 60 << -1;
    QTest::newRow("few of a class") << 200 << 10;
}

void tst_TrainingCalibration::whatSaysTooLittleIsNotFitted()
{
    QFETCH(int, pairs);
    QFETCH(int, ones);
    LabelledEncodings validation = noisyPairs(pairs, 2);
    int count = 0;
    for (double &target : validation.targets)
        if (ones >= 0 && target == 1 && ++count > ones)
            target = 0;
    const QString folder = m_folder.filePath(QString::fromLatin1(QTest::currentDataTag()));
    const auto network = tinyNetworkWith(HeadKind::Segments);
    Hearing hearing;
    VERIFY_RESULT(trainIn(folder, *network, validation, longRecipe(), hearing));
    QVERIFY(!QFile::exists(calibrationIn(folder)));
}

void tst_TrainingCalibration::otherHeadsAndScoresStay_data()
{
    QTest::addColumn<bool>("isSequence");
    QTest::newRow("usual head") << true;
    QTest::newRow("scores") << false;
}

void tst_TrainingCalibration::otherHeadsAndScoresStay()
{
    QFETCH(bool, isSequence);
    TrainingRecipe recipe = longRecipe();
    recipe.epochs = 1;
    if (!isSequence)
        recipe.objective = QStringLiteral("regression");
    const QString folder = m_folder.filePath(QString::fromLatin1(QTest::currentDataTag()));
    const auto network =
        isSequence ? tinyNetworkWith(HeadKind::Sequence) : tinyNetworkWith(HeadKind::Segments, 1);
    Hearing hearing;
    VERIFY_RESULT(trainIn(folder, *network, noisyPairs(200, 2), recipe, hearing));
    QVERIFY(QFile::exists(folder + QStringLiteral("/best/model.safetensors")));
    QVERIFY(!QFile::exists(calibrationIn(folder)));
}

QTEST_GUILESS_MAIN(tst_TrainingCalibration)
#include "tst_training_calibration.moc"
