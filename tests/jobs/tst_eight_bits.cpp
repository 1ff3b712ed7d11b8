#include "jobs/evaluate_run.h"
#include "jobs/predict_pairs.h"
#include "tiny_runs.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace tunedesk;

/// Layers that compute in 8 bits, from a recipe to its figures, and in answers.
class tst_EightBits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void figuresAreThoseOfTheExactModel_data();
    void figuresAreThoseOfTheExactModel();
    void answersStayNearTheExactOnes();

private:
    QTemporaryDir m_models;
};

void tst_EightBits::initTestCase()
{
    QVERIFY(makeTinyBert(m_models.filePath(QStringLiteral("tiny"))));
}

void tst_EightBits::figuresAreThoseOfTheExactModel_data()
{
    QTest::addColumn<QString>("head");
    QTest::addColumn<bool>("scored");
    QTest::addColumn<bool>("isInt8"); // else bfloat16 alone
    for (const char *head : {"sequence", "segments", "features", "features_then_segments"})
        for (const bool scored : {false, true})
            for (const bool isInt8 : {true, false})
                QTest::addRow("%s, %s, %s", head, scored ? "scores" : "classes",
                              isInt8 ? "int8" : "bfloat16")
                    << QString::fromLatin1(head) << scored << isInt8;
}

/// Where the processor has no instructions for 8 bits, all layers are exact: then it holds as well.
void tst_EightBits::figuresAreThoseOfTheExactModel()
{
    QFETCH(QString, head);
    QFETCH(bool, scored);
    QFETCH(bool, isInt8);
    ProjectFixture shop;
    VERIFY_RESULT(shop.add(manyPairs(scored)));
    TrainOptions options = tinyOptions(m_models.filePath(QStringLiteral("tiny")));
    options.recipe.head = head;
    options.recipe.trainLayers = 1;
    if (isInt8)
        options.recipe.frozenPrecision = QStringLiteral("int8");
    else
        options.recipe.precision = QStringLiteral("bfloat16");
    if (scored)
        options.recipe.objective = QStringLiteral("regression");
    MetricFeed feed;
    SilentJob job;
    const auto summary = trainModel(shop.path, options, job, feed);
    VERIFY_RESULT(summary);
    const auto stored = shop->runs().find(summary->run.id);
    VERIFY_RESULT(stored);
    QCOMPARE((*stored)->recipe.frozenPrecision == QLatin1String("int8"), isInt8);
    QCOMPARE((*stored)->best, summary->run.best);

    // The folder by itself, as whoever exports it.
    const std::vector<const char *> names =
        scored ? std::vector{"mse", "mae"} : std::vector{"accuracy", "f1", "log_loss"};
    for (const Split split : {Split::Validation, Split::Test}) {
        const auto found = evaluateRun(shop.path, summary->run.id, split, job);
        VERIFY_RESULT(found);
        const auto &told = split == Split::Test ? summary->run.test : summary->run.best;
        for (const char *name : names) {
            const QString shown = split == Split::Validation && qstrcmp(name, "log_loss") == 0
                                      ? QStringLiteral("validation_loss")
                                      : QString::fromLatin1(name);
            const double expected = found->metrics.value(QString::fromLatin1(name));
            QVERIFY2(std::abs(told.value(shown) - expected) < 1e-5,
                     qPrintable(QStringLiteral("%1: %2 told, %3 found")
                                    .arg(shown)
                                    .arg(told.value(shown))
                                    .arg(expected)));
        }
    }
}

void tst_EightBits::answersStayNearTheExactOnes()
{
    const QString folder = m_models.filePath(QStringLiteral("tiny"));
    std::vector<PredictionInput> inputs;
    for (const DialoguePair &pair : manyPairs())
        inputs.push_back({pair.context, pair.question, pair.reply, {}, {}, {}});
    SilentJob job;
    auto exact = Predictor::load(folder);
    VERIFY_RESULT(exact);
    const auto expected = exact->predict(inputs, job);
    VERIFY_RESULT(expected);
    for (const AnswerPrecision precision : {AnswerPrecision::BFloat16, AnswerPrecision::Int8}) {
        auto coarse = Predictor::load(folder, precision);
        if (!coarse && coarse.error().kind == ErrorKind::Input)
            QSKIP("no AVX-512 VNNI: refused");
        VERIFY_RESULT(coarse);
        const auto found = coarse->predict(inputs, job);
        VERIFY_RESULT(found);
        QCOMPARE(found->size(), expected->size());
        double largest = 0;
        for (std::size_t i = 0; i < found->size(); ++i)
            largest =
                std::max(largest, std::abs((*found)[i].probability - (*expected)[i].probability));
        QVERIFY2(largest > 0 && largest < 0.02, qPrintable(QString::number(largest)));
    }
}

QTEST_GUILESS_MAIN(tst_EightBits)
#include "tst_eight_bits.moc"
