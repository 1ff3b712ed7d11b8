#include "engine/checkpoint/tensor_file.h"
#include "jobs/model_catalogue.h"
#include "jobs/model_manifest.h"
#include "jobs/predict_pairs.h"
#include "jobs/torch_errors.h"

#include <QDir>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <new>

#include "test_support.h"
#include "tiny_model.h"

using namespace tunedesk;

/// Folders of models as jobs see them: catalogue, manifest, predictor.
class tst_ModelFolders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void aModelIsInspectedWithoutItsWeights();
    void whatCantBeUsedSaysWhy_data();
    void whatCantBeUsedSaysWhy();
    void aFolderWithPyTorchsWeightsIsUsable();
    void startersAndAddedFoldersAreListedAndFound();
    void aManifestIsReadAsWritten();
    void aManifestBeforeTruncationCouldBeChosenCutsTheLongerText();
    void aFolderWithoutManifestIsReadByItsConfig();
    void badManifestsAreRefused_data();
    void badManifestsAreRefused();
    void idsGiveTheLogitsOfTransformers();
    void textsAndTheirIdsGiveTheSameAnswer();
    void aRegressionGivesItsScore();
    void badInputsAreRefused_data();
    void badInputsAreRefused();
    void whatTorchThrowsBecomesAnError();

private:
    QString write(const QString &name, const QByteArray &text)
    {
        const QString path = m_model + QLatin1Char('/') + name;
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(text) < 0)
            qFatal("no temporary file");
        return path;
    }

    std::unique_ptr<QTemporaryDir> m_cache;
    QString m_model;
};

void tst_ModelFolders::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("TuneDesk tests"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_model_folders"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
}

void tst_ModelFolders::init()
{
    m_cache = std::make_unique<QTemporaryDir>();
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_cache->path());
    QSettings().clear();
    qputenv("TUNEDESK_CACHE", m_cache->path().toLocal8Bit());
    m_model = m_cache->filePath(QStringLiteral("models/minilm-l6"));
    QVERIFY(QDir().mkpath(m_model));
    QVERIFY(makeTinyModel(m_model));
}

void tst_ModelFolders::aModelIsInspectedWithoutItsWeights()
{
    const ModelInfo info = inspectModel(m_model);
    QVERIFY2(info.problem.isEmpty(), qPrintable(info.problem));
    QCOMPARE(info.name, QStringLiteral("MiniLM L6"));
    QVERIFY(info.starter);
    QCOMPARE(info.licence, QStringLiteral("Apache-2.0"));
    QCOMPARE(info.family, QStringLiteral("bert"));
    QCOMPARE(info.layers, 3);
    QCOMPARE(info.hidden, 24);
    const auto tensors = readTensorFile(m_model + QStringLiteral("/model.safetensors"));
    VERIFY_RESULT(tensors);
    qint64 parameters = 0;
    for (const auto &[name, tensor] : *tensors)
        parameters += tensor.numel();
    QCOMPARE(info.parameters, parameters);
    QCOMPARE(info.weightBytes, QFileInfo(m_model + QStringLiteral("/model.safetensors")).size());
}

void tst_ModelFolders::whatCantBeUsedSaysWhy_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("says");
    QTest::newRow("no config") << "config.json" << QByteArray() << "no config.json";
    QTest::newRow("no weights") << "model.safetensors" << QByteArray() << "model.safetensors";
    QTest::newRow("no tokenizer") << "vocab.txt" << QByteArray() << "no tokenizer";
    QTest::newRow("another kind") << "config.json" << QByteArray("{\"model_type\":\"mamba\"}")
                                  << "mamba";
    QTest::newRow("cut weights") << "model.safetensors" << QByteArray("cut") << "8-byte";
    QTest::newRow("other sizes") << "config.json" << QByteArray("{\"model_type\":\"bert\"}")
                                 << "don't fit";
}

void tst_ModelFolders::whatCantBeUsedSaysWhy()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, content);
    QFETCH(QString, says);
    if (content.isEmpty())
        QVERIFY(QFile::remove(m_model + QLatin1Char('/') + file));
    else
        write(file, content);
    QVERIFY2(inspectModel(m_model).problem.contains(says),
             qPrintable(inspectModel(m_model).problem));
    const auto added = addModel(m_model);
    QVERIFY(!added);
    QCOMPARE(added.error().kind, ErrorKind::Model);
    SilentJob job;
    QVERIFY(!Predictor::load(m_model));
}

void tst_ModelFolders::aFolderWithPyTorchsWeightsIsUsable()
{
    const QString weights = m_model + QStringLiteral("/pytorch_model.bin");
    const ModelInfo before = inspectModel(m_model);
    QVERIFY(QFile::remove(m_model + QStringLiteral("/model.safetensors")));
    QVERIFY(QFile::copy(QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/weights/plain.bin"),
                        weights));
    const ModelInfo info = inspectModel(m_model);
    QVERIFY2(info.problem.isEmpty(), qPrintable(info.problem));
    QCOMPARE(info.parameters, before.parameters);
    QCOMPARE(info.weightBytes, QFileInfo(weights).size());
    VERIFY_RESULT(findModel(QStringLiteral("MiniLM L6")));
    VERIFY_RESULT(Predictor::load(m_model));

    QVERIFY(QFile::remove(weights));
    QVERIFY(QFile::copy(
        QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/weights/whole_module.bin"), weights));
    QVERIFY2(inspectModel(m_model).problem.contains(
                 QStringLiteral("torch.nn.modules.linear.Linear is not allowed in weights")),
             qPrintable(inspectModel(m_model).problem));
}

void tst_ModelFolders::startersAndAddedFoldersAreListedAndFound()
{
    QCOMPARE(listModels().size(), std::size_t{1});
    QTemporaryDir elsewhere;
    const QString mine = elsewhere.filePath(QStringLiteral("my-bert"));
    QVERIFY(QDir().mkpath(mine));
    QVERIFY(makeTinyModel(mine));
    QFile card(mine + QStringLiteral("/README.md"));
    QVERIFY(card.open(QIODevice::WriteOnly));
    card.write("---\nlanguage: zh\nlicense: mit\n---\n# My BERT\n");
    card.close();
    VERIFY_RESULT(addModel(mine));
    VERIFY_RESULT(addModel(mine + QStringLiteral("/../my-bert")));
    const auto models = listModels();
    QCOMPARE(models.size(), std::size_t{2});
    QCOMPARE(models[1].name, QStringLiteral("my-bert"));
    QCOMPARE(models[1].licence, QStringLiteral("mit"));
    QCOMPARE(models[1].language, QStringLiteral("Chinese"));
    QVERIFY(!models[1].starter);
    for (const QString &name :
         {QStringLiteral("minilm l6"), QStringLiteral("minilm-l6"), m_model}) {
        const auto found = findModel(name);
        VERIFY_RESULT(found);
        QCOMPARE(found->name, QStringLiteral("MiniLM L6"));
    }
    const auto missing = findModel(QStringLiteral("gpt-9"));
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::Input);
    QVERIFY(missing.error().hint.contains(QStringLiteral("MiniLM L6")));
    QVERIFY(missing.error().hint.contains(QStringLiteral("my-bert")));
}

void tst_ModelFolders::aManifestIsReadAsWritten()
{
    ModelManifest manifest;
    manifest.objective = QStringLiteral("regression");
    manifest.maxLength = 77;
    manifest.truncation = Truncation::KeepSecond;
    manifest.contextTurns = 2;
    manifest.threshold = 0.4;
    manifest.temperature = 1.5;
    manifest.snapshotHash = QStringLiteral("0123abcd");
    manifest.baseModel = QStringLiteral("模型 “x”");
    manifest.runId = 7;
    manifest.programVersion = QStringLiteral("1.2.3");
    VERIFY_RESULT(writeManifest(m_model, manifest));
    const auto read = readManifest(m_model);
    VERIFY_RESULT(read);
    QCOMPARE(read->objective, manifest.objective);
    QCOMPARE(read->numLabels(), 1);
    QCOMPARE(read->maxLength, 77);
    QVERIFY(read->truncation == Truncation::KeepSecond);
    QCOMPARE(read->contextTurns, 2);
    QCOMPARE(read->threshold, 0.4);
    QCOMPARE(read->temperature, 1.5);
    QCOMPARE(read->snapshotHash, manifest.snapshotHash);
    QCOMPARE(read->baseModel, manifest.baseModel);
    QCOMPARE(read->runId, qint64{7});
    QCOMPARE(read->programVersion, manifest.programVersion);
}

void tst_ModelFolders::aManifestBeforeTruncationCouldBeChosenCutsTheLongerText()
{
    write(QStringLiteral("tunedesk.json"), "{\"format\":1,\"max_length\":64}");
    const auto read = readManifest(m_model);
    VERIFY_RESULT(read);
    QCOMPARE(read->maxLength, 64);
    QVERIFY(read->truncation == Truncation::LongestFirst);
}

void tst_ModelFolders::aFolderWithoutManifestIsReadByItsConfig()
{
    auto manifest = readManifest(m_model);
    VERIFY_RESULT(manifest);
    QCOMPARE(manifest->numLabels(), 2);
    QCOMPARE(manifest->maxLength, 24);
    write(QStringLiteral("config.json"), "{\"id2label\":{\"0\":\"score\"}}");
    manifest = readManifest(m_model);
    VERIFY_RESULT(manifest);
    QCOMPARE(manifest->objective, QStringLiteral("regression"));
    write(QStringLiteral("config.json"), "{\"id2label\":{\"0\":\"a\",\"1\":\"b\",\"2\":\"c\"}}");
    manifest = readManifest(m_model);
    QVERIFY(!manifest);
    QVERIFY(manifest.error().what.contains(QStringLiteral("3")));
}

void tst_ModelFolders::badManifestsAreRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("says");
    QTest::newRow("no JSON") << QByteArray("{") << "JSON";
    QTest::newRow("a list") << QByteArray("[]") << "object";
    QTest::newRow("objective") << QByteArray("{\"objective\":\"ranking\"}") << "objective";
    QTest::newRow("length") << QByteArray("{\"max_length\":0}") << "max_length";
    QTest::newRow("truncation") << QByteArray("{\"truncation\":\"only_second\"}") << "truncation";
    QTest::newRow("temperature") << QByteArray("{\"temperature\":0}") << "temperature";
    QTest::newRow("threshold") << QByteArray("{\"threshold\":\"0.5\"}") << "threshold";
    QTest::newRow("newer") << QByteArray("{\"format\":2,\"version\":\"9.9\"}") << "9.9";
    QTest::newRow("a key twice") << QByteArray("{\"run\":1,\"run\":2}") << "twice";
}

void tst_ModelFolders::badManifestsAreRefused()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, says);
    const QString path = write(QStringLiteral("tunedesk.json"), json);
    const auto manifest = readManifest(m_model);
    QVERIFY(!manifest);
    QVERIFY2(manifest.error().what.contains(says), qPrintable(manifest.error().what));
    QVERIFY(manifest.error().where.startsWith(path));
}

void tst_ModelFolders::idsGiveTheLogitsOfTransformers()
{
    auto predictor = Predictor::load(m_model);
    VERIFY_RESULT(predictor);
    QVERIFY(!predictor->isRegression());
    auto baseline = readTensorFile(QStringLiteral(
        TUNEDESK_SOURCE_DIR "/tests/parity/bert/gelu_two_labels/baseline.safetensors"));
    VERIFY_RESULT(baseline);
    std::vector<PredictionInput> inputs;
    const auto rowOf = [&](const char *name, std::int64_t row) {
        const torch::Tensor numbers = baseline->at(name)[row].contiguous();
        const auto *first = numbers.const_data_ptr<std::int64_t>();
        return std::vector<qint64>(first, first + numbers.numel());
    };
    for (std::int64_t row = 0; row < baseline->at("ids").size(0); ++row)
        inputs.push_back({.ids = rowOf("ids", row),
                          .typeIds = rowOf("type_ids", row),
                          .mask = rowOf("mask", row)});
    SilentJob job;
    const auto predictions = predictor->predict(inputs, job);
    VERIFY_RESULT(predictions);
    QCOMPARE(predictions->size(), inputs.size());
    const torch::Tensor logits = baseline->at("logits");
    const torch::Tensor probabilities = torch::softmax(logits.to(torch::kFloat64), 1);
    for (std::size_t row = 0; row < inputs.size(); ++row) {
        const auto at = static_cast<std::int64_t>(row);
        const Prediction &prediction = (*predictions)[row];
        for (std::size_t label = 0; label < 2; ++label)
            QVERIFY(std::abs(prediction.logits[label] -
                             logits[at][static_cast<std::int64_t>(label)].item<float>()) < 1e-5F);
        const double probability = probabilities[at][1].item<double>();
        QVERIFY(std::abs(prediction.probability - probability) < 1e-5);
        QCOMPARE(prediction.label, probability >= 0.5 ? 1 : 0);
    }
}

void tst_ModelFolders::textsAndTheirIdsGiveTheSameAnswer()
{
    auto predictor = Predictor::load(m_model);
    VERIFY_RESULT(predictor);
    const auto tokens = tokenizeTexts(
        m_model,
        {{QStringLiteral("hi\nparcel"), QStringLiteral("Sorry")}, {QStringLiteral("a"), {}}}, 0);
    VERIFY_RESULT(tokens);
    const TokenizedText &first = tokens->front();
    QCOMPARE(first.tokens, (std::vector<QString>{QStringLiteral("[CLS]"), QStringLiteral("h"),
                                                 QStringLiteral("##i"), QStringLiteral("parcel"),
                                                 QStringLiteral("[SEP]"), QStringLiteral("sorry"),
                                                 QStringLiteral("[SEP]")}));
    QCOMPARE(tokens->back().ids.size(), std::size_t{3});
    const auto wide = [](const std::vector<int> &numbers) {
        return std::vector<qint64>(numbers.begin(), numbers.end());
    };
    SilentJob job;
    const auto predictions = predictor->predict(
        {{.context = QStringLiteral("hi"),
          .question = QStringLiteral("parcel"),
          .reply = QStringLiteral("Sorry")},
         {.ids = wide(first.ids), .typeIds = wide(first.typeIds), .mask = wide(first.mask)},
         {.question = QString(500, QLatin1Char('x')), .reply = QString(500, QLatin1Char('y'))}},
        job);
    VERIFY_RESULT(predictions);
    QVERIFY(std::abs((*predictions)[0].probability - (*predictions)[1].probability) < 1e-6);
    QCOMPARE(predictions->size(), std::size_t{3}); // the long one was cut
    const auto none = predictor->predict({}, job);
    VERIFY_RESULT(none);
    QVERIFY(none->empty());
}

void tst_ModelFolders::aRegressionGivesItsScore()
{
    QTemporaryDir folder;
    QVERIFY(makeTinyModel(folder.path(), QStringLiteral("gelu_new_regression")));
    auto predictor = Predictor::load(folder.path());
    VERIFY_RESULT(predictor);
    QVERIFY(predictor->isRegression());
    SilentJob job;
    const auto predictions = predictor->predict(
        {{.question = QStringLiteral("parcel"), .reply = QStringLiteral("sorry")}}, job);
    VERIFY_RESULT(predictions);
    const Prediction &prediction = predictions->front();
    QCOMPARE(prediction.logits.size(), std::size_t{1});
    QCOMPARE(prediction.score, static_cast<double>(prediction.logits[0]));
    QCOMPARE(prediction.label, prediction.score >= 0.5 ? 1 : 0);
}

void tst_ModelFolders::badInputsAreRefused_data()
{
    using Numbers = std::vector<qint64>;
    QTest::addColumn<Numbers>("ids");
    QTest::addColumn<Numbers>("typeIds");
    QTest::addColumn<Numbers>("mask");
    QTest::newRow("id beyond") << Numbers{2, 61} << Numbers{0, 0} << Numbers{1, 1};
    QTest::newRow("id of 2^40") << Numbers{qint64{1} << 40} << Numbers{0} << Numbers{1};
    QTest::newRow("negative id") << Numbers{-1} << Numbers{0} << Numbers{1};
    QTest::newRow("type beyond") << Numbers{2} << Numbers{2} << Numbers{1};
    QTest::newRow("mask of 2") << Numbers{2} << Numbers{0} << Numbers{2};
    QTest::newRow("no mask") << Numbers{2} << Numbers{0} << Numbers{};
    QTest::newRow("too long") << Numbers(25, 5) << Numbers(25, 0) << Numbers(25, 1);
}

void tst_ModelFolders::badInputsAreRefused()
{
    QFETCH(std::vector<qint64>, ids);
    QFETCH(std::vector<qint64>, typeIds);
    QFETCH(std::vector<qint64>, mask);
    auto predictor = Predictor::load(m_model);
    VERIFY_RESULT(predictor);
    SilentJob job;
    const auto predictions =
        predictor->predict({{.ids = ids, .typeIds = typeIds, .mask = mask}}, job);
    QVERIFY(!predictions);
    QCOMPARE(predictions.error().kind, ErrorKind::Input);
}

void tst_ModelFolders::whatTorchThrowsBecomesAnError()
{
    const auto huge = withTorchErrors([]() -> Result<int> {
        return static_cast<int>(torch::empty({std::int64_t{1} << 58}, torch::kUInt8).numel());
    });
    QVERIFY(!huge);
    QCOMPARE(huge.error().kind, ErrorKind::Memory);
    QVERIFY(!huge.error().hint.isEmpty());
    const auto misshaped = withTorchErrors([]() -> Result<int> {
        return static_cast<int>(torch::mm(torch::ones({2, 3}), torch::ones({2, 3})).numel());
    });
    QVERIFY(!misshaped);
    QCOMPARE(misshaped.error().kind, ErrorKind::Model);
    const auto empty = withTorchErrors([]() -> Result<void> { throw std::bad_alloc(); });
    QCOMPARE(empty.error().kind, ErrorKind::Memory);
    QCOMPARE(*withTorchErrors([]() -> Result<int> { return 3; }), 3);
}

QTEST_GUILESS_MAIN(tst_ModelFolders)
#include "tst_model_folders.moc"
