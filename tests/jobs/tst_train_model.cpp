#include "jobs/train_model.h"

#include "core/project_fixture.h"
#include "jobs/model_manifest.h"
#include "jobs/predict_pairs.h"
#include "tiny_runs.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tunedesk;

class tst_TrainModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aRunKeepsEverything();
    void scoresTrainToo();
    void aCardThatIsNotThereStopsItBeforeARun();
    void bestIsAFolderThatPredicts();
    void aReplyThatStaysWholeDecidesByItsEnd();
    void eachHeadTrainsToAFolderThatPredicts_data();
    void eachHeadTrainsToAFolderThatPredicts();
    void featuresStayWhereFineTuningBringsNothing();
    void aFailureStandsInTheRunsRow();
    void whatCanNotTrainIsRefusedBeforeThereIsARun_data();
    void whatCanNotTrainIsRefusedBeforeThereIsARun();

private:
    TrainOptions options() const;
    QTemporaryDir m_models;
};

void tst_TrainModel::initTestCase()
{
    QVERIFY(makeTinyBert(m_models.filePath(QStringLiteral("tiny"))));
}

TrainOptions tst_TrainModel::options() const
{
    return tinyOptions(m_models.filePath(QStringLiteral("tiny")));
}

void tst_TrainModel::aRunKeepsEverything()
{
    ProjectFixture shop;
    VERIFY_RESULT(shop.add(manyPairs()));
    TrainOptions longer = options();
    longer.recipe.epochs = 15;
    longer.recipe.seed = 43; // with 42 dropout's numbers miss one of the eight pairs; 43 to 48 none
    MetricFeed feed;
    SilentJob job;
    const auto summary = trainModel(shop.path, longer, job, feed);
    VERIFY_RESULT(summary);
    QCOMPARE(summary->outcome, Outcome::Finished);

    const auto run = shop->runs().find(summary->run.id);
    VERIFY_RESULT(run);
    QVERIFY(run->has_value());
    QCOMPARE((*run)->state, RunState::Finished);
    QVERIFY((*run)->slot >= 1 && !(*run)->name.isEmpty() &&
            (*run)->finishedMs >= (*run)->startedMs);
    QCOMPARE((*run)->steps, (*run)->totalSteps);
    QVERIFY((*run)->bestStep > 0 && (*run)->bestEpoch > 0 && (*run)->seconds > 0);
    for (const char *name :
         {metric::kAccuracy, metric::kF1, metric::kMajorityF1, metric::kMajorityAccuracy})
        QVERIFY2((*run)->best.contains(QLatin1String(name)) &&
                     (*run)->test.contains(QLatin1String(name)),
                 name);
    QVERIFY2((*run)->test.value(QLatin1String(metric::kAccuracy)) > 0.9,
             qPrintable(QString::number((*run)->test.value(QLatin1String(metric::kAccuracy)))));

    const auto rows = shop->runs().metrics(summary->run.id);
    VERIFY_RESULT(rows);
    QCOMPARE(numbersOf(*rows), numbersOf(feed.rowsSince(0)));
    QVERIFY(rows->size() > static_cast<std::size_t>((*run)->steps * 4));
    const auto snapshot = shop->snapshots().find((*run)->snapshotId);
    VERIFY_RESULT(snapshot);
    QCOMPARE(predictionsOf(*shop, summary->run.id).size(),
             static_cast<std::size_t>(snapshot->validationPairs + snapshot->testPairs));
    const auto events = shop->runs().events(summary->run.id);
    VERIFY_RESULT(events);
    QCOMPARE(events->size(), feed.eventsSince(0).size());
    QVERIFY(events->front().detail.contains(snapshot->hash.left(8)));
    QVERIFY(std::ranges::any_of(
        *events, [](const RunEvent &event) { return event.kind == RunEvent::Kind::Best; }));
    QCOMPARE(feed.progress().stage, RunStage::Done);
    QCOMPARE(feed.progress().runId, summary->run.id);
}

void tst_TrainModel::scoresTrainToo()
{
    ProjectFixture shop;
    VERIFY_RESULT(shop.add(manyPairs(true)));
    TrainOptions scores = options();
    scores.recipe.objective = QStringLiteral("regression");
    scores.recipe.epochs = 8;
    MetricFeed feed;
    SilentJob job;
    const auto summary = trainModel(shop.path, scores, job, feed);
    VERIFY_RESULT(summary);
    QVERIFY(summary->run.test.contains(QLatin1String(metric::kPearson)));
    QVERIFY(!summary->run.test.contains(QLatin1String(metric::kF1)));
    QVERIFY(summary->run.test.value(QLatin1String(metric::kMse)) <
            3.0); // 3.06 is what the mean would get
    const auto predictor =
        Predictor::load(shop->folder() + QStringLiteral("/runs/%1/best").arg(summary->run.id));
    VERIFY_RESULT(predictor);
    QVERIFY(predictor->isRegression());
}

void tst_TrainModel::aCardThatIsNotThereStopsItBeforeARun()
{
    ProjectFixture shop;
    VERIFY_RESULT(shop.add(manyPairs()));
    TrainOptions onCard = options();
    onCard.recipe.device = QStringLiteral("cuda");
    MetricFeed feed;
    SilentJob job;
    const auto summary = trainModel(shop.path, onCard, job, feed);
    if (summary)
        QSKIP("there is a card");
    QVERIFY2(summary.error().what.contains(QStringLiteral("graphics card")),
             qPrintable(summary.error().toLine()));
    QCOMPARE(shop->runs().list()->size(), 0U);
}

void tst_TrainModel::bestIsAFolderThatPredicts()
{
    ProjectFixture shop;
    VERIFY_RESULT(shop.add(manyPairs()));
    MetricFeed feed;
    SilentJob job;
    const auto summary = trainModel(shop.path, options(), job, feed);
    VERIFY_RESULT(summary);
    const QString best = shop->folder() + QStringLiteral("/runs/%1/best").arg(summary->run.id);
    auto predictor = Predictor::load(best);
    VERIFY_RESULT(predictor);
    std::vector<PredictionInput> inputs;
    const auto stored = shop->runs().predictions(summary->run.id);
    VERIFY_RESULT(stored);
    for (const RunPrediction &prediction : *stored) {
        const auto pair = shop->pairs().find(prediction.pairId);
        VERIFY_RESULT(pair);
        inputs.push_back({(*pair)->context, (*pair)->question, (*pair)->reply, {}, {}, {}});
    }
    const auto predicted = predictor->predict(inputs, job);
    VERIFY_RESULT(predicted);
    QCOMPARE(predicted->size(), stored->size());
    for (std::size_t i = 0; i < stored->size(); ++i) // other batches, other padding
        QVERIFY(std::abs((*predicted)[i].probability - (*stored)[i].probability) < 1e-5);

    QFile config(best + QStringLiteral("/config.json"));
    QVERIFY(config.open(QIODevice::ReadOnly));
    const QJsonObject json = QJsonDocument::fromJson(config.readAll()).object();
    QCOMPARE(json.value(QStringLiteral("id2label")).toObject().size(), 2);
    QCOMPARE(json.value(QStringLiteral("problem_type")).toString(),
             QStringLiteral("single_label_classification"));
    QCOMPARE(json.value(QStringLiteral("architectures")).toArray().first().toString(),
             QStringLiteral("BertForSequenceClassification"));
}

// Only the last of a reply's eight words tells the classes apart. Cut longest first to 13 tokens,
// five and five are left.
void tst_TrainModel::aReplyThatStaysWholeDecidesByItsEnd()
{
    std::vector<DialoguePair> pairs = manyPairs();
    for (std::size_t i = 0; i < pairs.size(); ++i)
        pairs[i].reply =
            QStringLiteral("word%1 c c c c c c word%2").arg(i % 29).arg(i % 2 == 0 ? 7 : 9);
    ProjectFixture shop;
    VERIFY_RESULT(shop.add(pairs));
    TrainOptions kept = options();
    kept.recipe.epochs = 15;
    kept.recipe.maxLength = 13;
    kept.recipe.truncation = QStringLiteral("only_first");
    MetricFeed feed;
    SilentJob job;
    const auto summary = trainModel(shop.path, kept, job, feed);
    VERIFY_RESULT(summary);
    QVERIFY(summary->run.test.value(QLatin1String(metric::kAccuracy)) > 0.9);
    const auto run = shop->runs().find(summary->run.id);
    VERIFY_RESULT(run);
    QCOMPARE((*run)->recipe.truncation, QStringLiteral("only_first"));

    auto predictor = Predictor::load(checkpointFolder(shop->folder(), summary->run.id));
    VERIFY_RESULT(predictor);
    const auto stored = shop->runs().predictions(summary->run.id);
    VERIFY_RESULT(stored);
    std::vector<PredictionInput> inputs;
    for (const RunPrediction &prediction : *stored) {
        const auto pair = shop->pairs().find(prediction.pairId);
        VERIFY_RESULT(pair);
        inputs.push_back({(*pair)->context, (*pair)->question, (*pair)->reply, {}, {}, {}});
    }
    const auto predicted = predictor->predict(inputs, job);
    VERIFY_RESULT(predicted);
    QCOMPARE(predicted->size(), stored->size());
    for (std::size_t i = 0; i < stored->size(); ++i)
        QVERIFY(std::abs((*predicted)[i].probability - (*stored)[i].probability) < 1e-5);
}

void tst_TrainModel::eachHeadTrainsToAFolderThatPredicts_data()
{
    QTest::addColumn<QString>("head");
    QTest::addColumn<bool>("scored");
    for (const char *head : {"segments", "features", "features_then_segments"})
        for (const bool scored : {false, true})
            QTest::addRow("%s, %s", head, scored ? "scores" : "classes")
                << QString::fromLatin1(head) << scored;
}

void tst_TrainModel::eachHeadTrainsToAFolderThatPredicts()
{
    QFETCH(QString, head);
    QFETCH(bool, scored);
    ProjectFixture shop;
    VERIFY_RESULT(shop.add(manyPairs(scored)));
    TrainOptions parts = options();
    parts.recipe.head = head;
    parts.recipe.epochs = 6;
    if (scored)
        parts.recipe.objective = QStringLiteral("regression");
    MetricFeed feed;
    SilentJob job;
    const auto summary = trainModel(shop.path, parts, job, feed);
    VERIFY_RESULT(summary);
    QCOMPARE(summary->run.steps, summary->run.totalSteps);
    if (scored)
        QVERIFY(summary->run.test.value(QLatin1String(metric::kMse)) < 1.0); // 3.06: the mean alone
    else // a random encoder that stays as it is gives less to go by
        QVERIFY2(
            summary->run.test.value(QLatin1String(metric::kAccuracy)) >
                (head == QLatin1String("segments") ? 0.9 : 0.7),
            qPrintable(QString::number(summary->run.test.value(QLatin1String(metric::kAccuracy)))));
    const QString folder = checkpointFolder(shop->folder(), summary->run.id);
    const auto manifest = readManifest(folder);
    VERIFY_RESULT(manifest);
    if (head == QLatin1String("features_then_segments"))
        QVERIFY(manifest->head == QLatin1String("features") ||
                manifest->head == QLatin1String("segments"));
    else
        QCOMPARE(manifest->head, head);
    QVERIFY(QFile::exists(folder + QStringLiteral("/modeling_tunedesk.py")));

    auto predictor = Predictor::load(folder);
    VERIFY_RESULT(predictor);
    const auto stored = shop->runs().predictions(summary->run.id);
    VERIFY_RESULT(stored);
    QVERIFY(!stored->empty());
    std::vector<PredictionInput> inputs;
    for (const RunPrediction &prediction : *stored) {
        const auto pair = shop->pairs().find(prediction.pairId);
        VERIFY_RESULT(pair);
        inputs.push_back({(*pair)->context, (*pair)->question, (*pair)->reply, {}, {}, {}});
    }
    const auto predicted = predictor->predict(inputs, job);
    VERIFY_RESULT(predicted);
    QCOMPARE(predicted->size(), stored->size());
    for (std::size_t i = 0; i < stored->size(); ++i)
        QVERIFY(std::abs((scored ? (*predicted)[i].score : (*predicted)[i].probability) -
                         (*stored)[i].probability) < 1e-5);
}

void tst_TrainModel::featuresStayWhereFineTuningBringsNothing()
{
    ProjectFixture shop;
    VERIFY_RESULT(shop.add(manyPairs()));
    TrainOptions both = options();
    both.recipe.head = QStringLiteral("features_then_segments");
    both.recipe.learningRate = 1e-9; // learns nothing
    MetricFeed feed;
    SilentJob job;
    const auto summary = trainModel(shop.path, both, job, feed);
    VERIFY_RESULT(summary);
    TrainOptions quick = options();
    quick.recipe.head = QStringLiteral("features");
    MetricFeed quickFeed;
    const auto features = trainModel(shop.path, quick, job, quickFeed);
    VERIFY_RESULT(features);
    QCOMPARE(summary->run.best, features->run.best);
    QCOMPARE(summary->run.test, features->run.test);
    QCOMPARE(summary->run.bestStep, features->run.bestStep);
    QVERIFY(summary->run.steps > features->run.steps);
    const auto manifest = readManifest(checkpointFolder(shop->folder(), summary->run.id));
    VERIFY_RESULT(manifest);
    QCOMPARE(manifest->head, QStringLiteral("features"));
}

void tst_TrainModel::aFailureStandsInTheRunsRow()
{
    ProjectFixture shop;
    VERIFY_RESULT(shop.add(manyPairs()));
    TrainOptions broken = options();
    broken.modelPath = m_models.filePath(QStringLiteral("nowhere"));
    MetricFeed feed;
    SilentJob job;
    const auto summary = trainModel(shop.path, broken, job, feed);
    QVERIFY(!summary);
    const auto runs = shop->runs().list();
    VERIFY_RESULT(runs);
    QCOMPARE(runs->size(), std::size_t{1});
    QCOMPARE(runs->front().state, RunState::Failed);
    QVERIFY(runs->front().error.contains(summary.error().what));
    QVERIFY(runs->front().finishedMs > 0);
}

void tst_TrainModel::whatCanNotTrainIsRefusedBeforeThereIsARun_data()
{
    QTest::addColumn<int>("pairs");
    QTest::addColumn<double>("learningRate");
    QTest::newRow("no labels") << 0 << 1e-3;
    QTest::newRow("one class") << 1 << 1e-3;
    QTest::newRow("impossible setting") << 96 << 5.0;
}

void tst_TrainModel::whatCanNotTrainIsRefusedBeforeThereIsARun()
{
    QFETCH(int, pairs);
    QFETCH(double, learningRate);
    ProjectFixture shop;
    std::vector<DialoguePair> some = manyPairs();
    some.resize(static_cast<std::size_t>(pairs));
    VERIFY_RESULT(shop.add(some));
    TrainOptions wrong = options();
    wrong.recipe.learningRate = learningRate;
    MetricFeed feed;
    SilentJob job;
    const auto summary = trainModel(shop.path, wrong, job, feed);
    QVERIFY(!summary);
    QCOMPARE(summary.error().kind, ErrorKind::Input);
    const auto runs = shop->runs().list();
    VERIFY_RESULT(runs);
    QVERIFY(runs->empty());
}

QTEST_GUILESS_MAIN(tst_TrainModel)
#include "tst_train_model.moc"
