#include "tiny_training.h"

#include "engine/checkpoint/tensor_file.h"
#include "engine/training/feature_trainer.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tunedesk;

/// Training of a head on features, with an encoder that stays as it is.
class tst_FeatureTrainer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }
    void whatTheRepliesTellIsLearned_data();
    void whatTheRepliesTellIsLearned();
    void theBestOfTheStrengthsStays();
    void stopAndResumeGiveTheSameBits();
    void aFinishedTrainingIsNotDoneAgain();
    void anotherModelIsRefused_data();
    void anotherModelIsRefused();
    void withoutValidationPairsTheLastStrengthStays();
    void textsThatAnEarlierRunReadAreNotReadAgain();
    void aDamagedFileOfTextsIsReadAnew();
    void bfloat16LearnsTheSame();
};

namespace
{
/// Three texts apart; the class is told by one token of the reply.
LabelledEncodings apartPairs(int count, unsigned seed)
{
    LabelledEncodings pairs = tinyPairs(count, seed);
    for (std::size_t i = 0; i < pairs.encodings.size(); ++i) {
        Encoding &encoding = pairs.encodings[i];
        const std::size_t length = encoding.ids.size();
        for (std::size_t at = 0; at < length; ++at)
            encoding.segments.push_back(at + 2 >= length ? 3 : at + 3 >= length ? 2 : 1);
        encoding.ids[length - 1] = pairs.targets[i] == 1 ? 7 : 9;
        encoding.typeIds.assign(length, 0);
    }
    return pairs;
}

std::shared_ptr<SequenceClassifier> featureNetwork(int numLabels = 2)
{
    const auto model = loadModel(QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/") +
                                     QString::fromLatin1(kTinyBert),
                                 {.numLabels = numLabels, .head = HeadKind::Features});
    if (!model)
        qFatal("%s", qPrintable(model.error().toLine()));
    return model->network;
}

struct Work {
    Result<TrainerResult> result = Error{};
    std::shared_ptr<SequenceClassifier> network;
    Hearing hearing;
    std::size_t texts = 0, keptTexts = 0;
};

Work trainIn(const QString &folder, JobContext &job, bool resume = false, int validation = 40,
             bool isRegression = false, const QString &statesFolder = {},
             const QString &precision = QStringLiteral("float32"), int pairs = 90,
             const QString &changed = {})
{
    Work work;
    work.network = featureNetwork(isRegression ? 1 : 2);
    if (!changed.isEmpty()) {
        const torch::NoGradGuard noGradients;
        work.network->named_parameters()[changed.toStdString()].view({-1})[0] += 1;
    }
    const LabelledEncodings training = apartPairs(pairs, 1), checked = apartPairs(validation, 2);
    PairFeatures features(*work.network, 0);
    const LabelledFeatures first{features.add(training.encodings), training.targets};
    const LabelledFeatures second{features.add(checked.encodings), checked.targets};
    TrainingRecipe recipe = tinyRecipe();
    if (isRegression)
        recipe.objective = QStringLiteral("regression");
    recipe.precision = precision;
    TrainerOptions options{
        .recipe = recipe, .folder = folder, .resume = resume, .statesFolder = statesFolder};
    options.bestFiles.insert({QStringLiteral("config.json"), QByteArray("{}")});
    work.result = trainFeatures(*work.network, features, first, second, options, work.hearing, job);
    work.texts = features.textCount();
    work.keptTexts = features.keptTextCount();
    return work;
}

/// Stops when it was asked so often.
class StopsAfter final : public JobContext
{
public:
    explicit StopsAfter(int polls) : m_left(polls) {}
    bool stopRequested() const override { return m_left-- <= 0; }
    void report(qint64, qint64, const QString &) override {}

private:
    mutable int m_left;
};

std::vector<std::tuple<qint64, QString, double>> numbersOf(const std::vector<MetricRow> &rows)
{
    std::vector<std::tuple<qint64, QString, double>> numbers;
    for (const MetricRow &row : rows)
        if (row.name != QLatin1String(metric::kSamplesPerSecond) &&
            row.name != QLatin1String(metric::kPeakRssMib))
            numbers.emplace_back(row.step, row.name, row.value);
    return numbers;
}

NamedTensors bestOf(const QTemporaryDir &folder)
{
    const auto tensors = readTensorFile(folder.filePath(QStringLiteral("best/model.safetensors")));
    return tensors ? *tensors : NamedTensors();
}

bool sameBits(const NamedTensors &a, const NamedTensors &b)
{
    return !a.empty() && a.size() == b.size() && std::ranges::all_of(a, [&](const auto &item) {
        return b.contains(item.first) && torch::equal(item.second, b.at(item.first));
    });
}
} // namespace

void tst_FeatureTrainer::whatTheRepliesTellIsLearned_data()
{
    QTest::addColumn<bool>("isRegression");
    QTest::newRow("classes") << false;
    QTest::newRow("scores") << true;
}

void tst_FeatureTrainer::whatTheRepliesTellIsLearned()
{
    QFETCH(bool, isRegression);
    QTemporaryDir folder;
    SilentJob job;
    const Work work = trainIn(folder.path(), job, false, 40, isRegression);
    VERIFY_RESULT(work.result);
    QCOMPARE(work.result->outcome, Outcome::Finished);
    QCOMPARE(work.result->steps, work.result->totalSteps);
    const auto &best = work.result->best;
    if (isRegression)
        QVERIFY(best.value(QLatin1String(metric::kMse)) < 0.1); // the mean alone: 0.25
    else
        QVERIFY(best.value(QLatin1String(metric::kAccuracy)) > 0.9);
    // Each iteration is a point of the curve, and within one strength the loss falls.
    int losses = 0;
    for (const MetricRow &row : work.hearing.rows)
        losses += row.name == QLatin1String(metric::kTrainLoss);
    QCOMPARE(losses, static_cast<int>(work.result->steps));
}

void tst_FeatureTrainer::theBestOfTheStrengthsStays()
{
    QTemporaryDir folder;
    SilentJob job;
    const Work work = trainIn(folder.path(), job);
    VERIFY_RESULT(work.result);
    double best = -2;
    qint64 step = 0;
    for (const MetricRow &row : work.hearing.rows)
        if (row.name == QLatin1String(metric::kMatthews) && row.value > best) {
            best = row.value;
            step = row.step;
        }
    QCOMPARE(work.result->bestStep, step);
    QCOMPARE(work.result->best.value(QLatin1String(metric::kMatthews)), best);
    const NamedTensors kept = bestOf(folder);
    for (const auto &item : work.network->named_parameters())
        QVERIFY2(torch::equal(item.value(), kept.at(item.key())), item.key().c_str());
    QVERIFY(torch::equal(kept.at("pair_head.weight")[0],
                         torch::zeros_like(kept.at("pair_head.weight")[0])));
}

void tst_FeatureTrainer::stopAndResumeGiveTheSameBits()
{
    QTemporaryDir whole;
    SilentJob job;
    const Work unbroken = trainIn(whole.path(), job);
    VERIFY_RESULT(unbroken.result);
    int stopped = 0;
    for (const int polls : {1, 3, 9, 14, 30, 55}) {
        QTemporaryDir folder;
        StopsAfter stops(polls);
        Work first = trainIn(folder.path(), stops);
        VERIFY_RESULT(first.result);
        stopped += first.result->outcome == Outcome::Stopped;
        const auto step = resumeStep(folder.path());
        VERIFY_RESULT(step);
        QCOMPARE(*step, first.result->steps);
        const Work second = trainIn(folder.path(), job, true);
        VERIFY_RESULT(second.result);
        QVERIFY(sameBits(bestOf(folder), bestOf(whole)));
        QCOMPARE(second.result->steps, unbroken.result->steps);
        std::vector<MetricRow> rows = first.hearing.rows;
        std::ranges::copy(second.hearing.rows, std::back_inserter(rows));
        QCOMPARE(numbersOf(rows), numbersOf(unbroken.hearing.rows));
    }
    QVERIFY(stopped >= 4);
}

void tst_FeatureTrainer::aFinishedTrainingIsNotDoneAgain()
{
    QTemporaryDir folder;
    SilentJob job;
    const Work first = trainIn(folder.path(), job);
    VERIFY_RESULT(first.result);
    const Work again = trainIn(folder.path(), job, true);
    VERIFY_RESULT(again.result);
    QVERIFY(again.hearing.rows.empty());
    QCOMPARE(again.result->steps, first.result->steps);
    QCOMPARE(again.result->best, first.result->best);
    const NamedTensors kept = bestOf(folder);
    for (const auto &item : again.network->named_parameters())
        QVERIFY(torch::equal(item.value(), kept.at(item.key())));
}

void tst_FeatureTrainer::anotherModelIsRefused_data()
{
    QTest::addColumn<int>("polls");
    QTest::newRow("stopped") << 55;
    QTest::newRow("before a second training") << 100'000;
}

void tst_FeatureTrainer::anotherModelIsRefused()
{
    QFETCH(int, polls);
    QTemporaryDir folder;
    StopsAfter stops(polls);
    SilentJob job;
    VERIFY_RESULT(trainIn(folder.path(), stops).result);
    const auto on = [&](const QString &changed) {
        return trainIn(folder.path(), job, true, 40, false, {}, QStringLiteral("float32"), 90,
                       changed)
            .result;
    };
    const auto refused = on(QStringLiteral("bert.encoder.layer.0.attention.self.query.weight"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Model);
    VERIFY_RESULT(on(QStringLiteral("pair_head.weight"))); // which is in the checkpoint
    VERIFY_RESULT(on({}));
}

void tst_FeatureTrainer::withoutValidationPairsTheLastStrengthStays()
{
    QTemporaryDir folder;
    SilentJob job;
    const Work work = trainIn(folder.path(), job, false, 0);
    VERIFY_RESULT(work.result);
    QCOMPARE(work.result->bestStep, work.result->steps);
}

void tst_FeatureTrainer::textsThatAnEarlierRunReadAreNotReadAgain()
{
    QTemporaryDir one, two, three, states;
    SilentJob job;
    const auto train = [&](const QTemporaryDir &folder, int pairs) {
        return trainIn(folder.path(), job, false, 40, false, states.path(),
                       QStringLiteral("float32"), pairs);
    };
    const Work first = train(one, 60);
    VERIFY_RESULT(first.result);
    QCOMPARE(first.keptTexts, 0U);
    const Work same = train(two, 60);
    VERIFY_RESULT(same.result);
    QCOMPARE(same.keptTexts, same.texts);
    QVERIFY(sameBits(bestOf(one), bestOf(two)));
    QCOMPARE(numbersOf(same.hearing.rows), numbersOf(first.hearing.rows));
    // More labels: only their texts are new, and are kept from now on beside the others.
    const Work more = train(three, 90);
    VERIFY_RESULT(more.result);
    QCOMPARE(more.keptTexts, first.texts);
    QVERIFY(more.texts > more.keptTexts);
    QTemporaryDir four;
    const Work fewer = train(four, 60);
    VERIFY_RESULT(fewer.result);
    QCOMPARE(fewer.keptTexts, fewer.texts);
    // Another precision is another encoder.
    QTemporaryDir five;
    const Work other =
        trainIn(five.path(), job, false, 40, false, states.path(), QStringLiteral("bfloat16"), 60);
    VERIFY_RESULT(other.result);
    QCOMPARE(other.keptTexts, 0U);
}

void tst_FeatureTrainer::aDamagedFileOfTextsIsReadAnew()
{
    QTemporaryDir states;
    SilentJob job;
    const auto train = [&] {
        QTemporaryDir folder;
        return trainIn(folder.path(), job, false, 40, false, states.path());
    };
    const Work first = train();
    VERIFY_RESULT(first.result);
    const QStringList names = QDir(states.path()).entryList({QStringLiteral("*.means")});
    QCOMPARE(names.size(), 1);
    const QString path = states.filePath(names.front());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray whole = file.readAll();
    file.close();
    const auto put = [&](const QByteArray &bytes) {
        QFile damaged(path);
        return damaged.open(QIODevice::WriteOnly | QIODevice::Truncate) &&
               damaged.write(bytes) == bytes.size();
    };
    for (const qsizetype at :
         {qsizetype(3), qsizetype(20), qsizetype(43), whole.size() / 2, whole.size() - 1}) {
        QByteArray flipped = whole;
        flipped[at] = char(flipped[at] ^ 1);
        QVERIFY(put(flipped));
        const Work again = train();
        VERIFY_RESULT(again.result);
        QCOMPARE(again.keptTexts, 0U);
        QCOMPARE(numbersOf(again.hearing.rows), numbersOf(first.hearing.rows));
    }
    for (const qsizetype bytes :
         {qsizetype(0), qsizetype(63), whole.size() / 2, whole.size() - 1}) {
        QVERIFY(put(whole.left(bytes)));
        QCOMPARE(train().keptTexts, 0U);
    }
    QVERIFY(put(whole));
    QCOMPARE(train().keptTexts, first.texts);
}

void tst_FeatureTrainer::bfloat16LearnsTheSame()
{
    QTemporaryDir exactly, roughly;
    SilentJob job;
    const Work exact = trainIn(exactly.path(), job);
    const Work rough =
        trainIn(roughly.path(), job, false, 40, false, {}, QStringLiteral("bfloat16"));
    VERIFY_RESULT(exact.result);
    VERIFY_RESULT(rough.result);
    const auto firstLoss = [](const Work &work) {
        for (const MetricRow &row : work.hearing.rows)
            if (row.name == QLatin1String(metric::kTrainLoss) && row.step == 10)
                return row.value;
        return 0.0;
    };
    // Not the same bits, so the layers do compute in bfloat16; but nearly the same numbers.
    QVERIFY(firstLoss(exact) != firstLoss(rough));
    QVERIFY2(std::abs(firstLoss(exact) - firstLoss(rough)) < 0.01,
             qPrintable(QStringLiteral("%1 %2").arg(firstLoss(exact)).arg(firstLoss(rough))));
    QCOMPARE(rough.network->precision(), Precision::Float32);
    QVERIFY(rough.result->best.value(QLatin1String(metric::kAccuracy)) > 0.9);
}

QTEST_GUILESS_MAIN(tst_FeatureTrainer)
#include "tst_feature_trainer.moc"
