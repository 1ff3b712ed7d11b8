#include "engine/checkpoint/tensor_file.h"
#include "engine/training/checkpoint_folder.h"
#include "jobs/export_model.h"
#include "jobs/model_manifest.h"
#include "jobs/predict_pairs.h"
#include "jobs/train_model.h"
#include "project/project.h"
#include "text/tokenizer.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

#include "test_support.h"
#include "tiny_model.h"

using namespace tunedesk;

/// A project with 60 labelled pairs and one finished run, whose checkpoint is the tiny random BERT.
class tst_ExportModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // So small a model only waits for a second thread.
    void initTestCase() { torch::set_num_threads(1); }
    void init();
    void anExportIsCompleteAndAnswersAlike();
    void aHeadThatReadsPartsIsExportedWithItsCode_data();
    void aHeadThatReadsPartsIsExportedWithItsCode();
    void aCardNamesDataRecipeResultsAndLicence();
    void repliesThatStayWholeAreCutAlikeEverywhere();
    void whatCantBeExportedIsRefused_data();
    void whatCantBeExportedIsRefused();
    void aStopKeepsNothing_data();
    void aStopKeepsNothing();
    void whatAKilledExportLeftIsCleared();
    void aDamagedCheckpointIsNotExported();
    void aDamagedExportIsFound_data();
    void aDamagedExportIsFound();

private:
    void addRun(Project &project, const TrainingRecipe &recipe);
    QString target() const { return m_folder->filePath(QStringLiteral("out/reply model")); }
    QStringList besideTheTarget() const
    {
        return QDir(m_folder->filePath(QStringLiteral("out")))
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }
    QByteArray read(const QString &name) const
    {
        QFile file(target() + QLatin1Char('/') + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_project, m_checkpoint;
    qint64 m_run = 0;
    int m_validationPairs = 0;
};

void tst_ExportModel::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_project = m_folder->filePath(QStringLiteral("replies.tunedesk"));
    auto project = Project::create(m_project);
    VERIFY_RESULT(project);
    std::vector<DialoguePair> pairs;
    for (int i = 0; i < 60; ++i) {
        DialoguePair pair;
        pair.question = QStringLiteral("where is parcel %1").arg(i);
        pair.reply =
            i % 3 == 0 ? QStringLiteral("thanks") : QStringLiteral("sorry, refund %1").arg(i);
        pair.context = i % 4 == 0 ? QStringLiteral("hello\n您好") : QString();
        pair.label = i % 3 == 0 ? 0 : 1;
        pair.split = i < 40 ? Split::Train : i < 52 ? Split::Validation : Split::Test;
        pairs.push_back(pair);
    }
    const auto import = project->pairs().beginImport(QStringLiteral("pairs.csv"));
    VERIFY_RESULT(import);
    const auto added = project->pairs().add(*import, pairs, QStringLiteral("Anna"));
    VERIFY_RESULT(added);
    QCOMPARE(added->added, 60);

    TrainingRecipe recipe;
    recipe.maxLength = 20;
    addRun(*project, recipe);
}

/// One that is finished; the tests' run from now on.
void tst_ExportModel::addRun(Project &project, const TrainingRecipe &recipe)
{
    RunSummary run{.recipe = recipe};
    const auto snapshot = project.snapshots().take(recipe);
    VERIFY_RESULT(snapshot);
    m_validationPairs = snapshot->validationPairs;
    QVERIFY(m_validationPairs > 0);
    run.name = QStringLiteral("quick");
    run.modelName = QStringLiteral("Tiny | \"BERT\"");
    run.modelPath = m_folder->path();
    run.snapshotId = snapshot->id;
    run.snapshotHash = snapshot->hash;
    const auto id = project.runs().add(run);
    VERIFY_RESULT(id);
    run.id = m_run = *id;
    run.state = RunState::Finished;
    run.best = {{QStringLiteral("accuracy"), 0.75}, {QStringLiteral("f1"), 0.8}};
    run.test = {{QStringLiteral("accuracy"), 0.625}, {QStringLiteral("f1"), 0.5}};
    VERIFY_RESULT(project.runs().update(run));

    m_checkpoint = checkpointFolder(project.folder(), m_run);
    QVERIFY(QDir().mkpath(m_checkpoint));
    QVERIFY(makeTinyModel(m_checkpoint));
    VERIFY_RESULT(writeManifest(m_checkpoint, ModelManifest::ofRun(run)));
}

void tst_ExportModel::anExportIsCompleteAndAnswersAlike()
{
    SilentJob job;
    const auto summary = exportModel(m_project, m_run, {.folder = target()}, job);
    VERIFY_RESULT(summary);
    QCOMPARE(summary->outcome, Outcome::Finished);
    QCOMPARE(summary->folder, target());
    QVERIFY(summary->verification.verified);
    QCOMPARE(summary->verification.pairs, m_validationPairs);
    QCOMPARE(summary->verification.sameVerdicts, m_validationPairs);
    QVERIFY(summary->verification.maxDifference <= 1e-5);
    QVERIFY(summary->loadSeconds > 0);
    QVERIFY(summary->millisecondsOnePair > 0);
    QVERIFY(summary->millisecondsOnePair95 >= summary->millisecondsOnePair);
    QVERIFY(summary->millisecondsSixteenPairs > 0);
    QVERIFY(summary->pairsPerSecond > 0);
    QVERIFY(summary->metrics.contains(QStringLiteral("accuracy")));
    QCOMPARE(besideTheTarget(), QStringList{QStringLiteral("reply model")});
    QStringList names = QDir(target()).entryList(QDir::Files, QDir::Name);
    QCOMPARE(names, (QStringList{QStringLiteral("README.md"), QStringLiteral("config.json"),
                                 QStringLiteral("expected_outputs.json"),
                                 QStringLiteral("model.safetensors"),
                                 QStringLiteral("tokenizer_config.json"),
                                 QStringLiteral("tunedesk.json"), QStringLiteral("vocab.txt")}));
    qint64 bytes = 0;
    for (const QString &name : names)
        bytes += read(name).size();
    QCOMPARE(summary->bytes, bytes);
    const QJsonObject expected =
        QJsonDocument::fromJson(read(QStringLiteral("expected_outputs.json"))).object();
    QCOMPARE(expected[QStringLiteral("pairs")].toArray().size(), qMin(16, m_validationPairs));
    const QJsonObject config =
        QJsonDocument::fromJson(read(QStringLiteral("config.json"))).object();
    QCOMPARE(config[QStringLiteral("problem_type")].toString(),
             QStringLiteral("single_label_classification"));

    const auto outcome = verifyFolder(target(), job);
    VERIFY_RESULT(outcome);
    QVERIFY2(outcome->verified, qPrintable(outcome->problem));
    QVERIFY(outcome->maxDifference <= 1e-5);

    auto before = Predictor::load(m_checkpoint);
    auto after = Predictor::load(target());
    VERIFY_RESULT(before);
    VERIFY_RESULT(after);
    const std::vector<PredictionInput> inputs{
        {.question = QStringLiteral("where is my parcel"), .reply = QStringLiteral("sorry")}};
    const auto first = before->predict(inputs, job);
    const auto second = after->predict(inputs, job);
    VERIFY_RESULT(first);
    VERIFY_RESULT(second);
    QCOMPARE(first->front().logits, second->front().logits);
}

void tst_ExportModel::aHeadThatReadsPartsIsExportedWithItsCode_data()
{
    QTest::addColumn<QString>("head");
    QTest::newRow("segments") << QStringLiteral("segments");
    QTest::newRow("features") << QStringLiteral("features");
}

void tst_ExportModel::aHeadThatReadsPartsIsExportedWithItsCode()
{
    QFETCH(QString, head);
    const QString base = m_folder->filePath(QStringLiteral("base"));
    QVERIFY(QDir().mkpath(base) && makeTinyModel(base));
    TrainOptions options{.modelName = QStringLiteral("Tiny"), .modelPath = base};
    options.recipe.head = head;
    options.recipe.epochs = 2;
    options.recipe.maxLength = 20;
    options.recipe.threads = 1;
    SilentJob job;
    MetricFeed feed;
    const auto trained = trainModel(m_project, options, job, feed);
    VERIFY_RESULT(trained);
    const auto summary = exportModel(m_project, trained->run.id, {.folder = target()}, job);
    VERIFY_RESULT(summary);
    QVERIFY(summary->needsOwnCode);
    QVERIFY(summary->verification.verified);
    QVERIFY(read(QStringLiteral("modeling_tunedesk.py")).contains("class PairClassifier"));
    QVERIFY(read(QStringLiteral("README.md")).contains("trust_remote_code=True"));
    const QJsonObject config =
        QJsonDocument::fromJson(read(QStringLiteral("config.json"))).object();
    QCOMPARE(config[QStringLiteral("model_type")].toString(), QStringLiteral("tunedesk_pairs"));
    QCOMPARE(config[QStringLiteral("encoder_type")].toString(), QStringLiteral("bert"));
    QCOMPARE(config[QStringLiteral("head")].toString(), head);
    QCOMPARE(config[QStringLiteral("max_pair_length")].toInt(), 20);

    const auto outcome = verifyFolder(target(), job); // by ids and segments of the file
    VERIFY_RESULT(outcome);
    QVERIFY2(outcome->verified, qPrintable(outcome->problem));
    auto before = Predictor::load(checkpointFolder(
        QFileInfo(m_project).path() + QStringLiteral("/replies"), trained->run.id));
    auto after = Predictor::load(target());
    VERIFY_RESULT(before);
    VERIFY_RESULT(after);
    const std::vector<PredictionInput> inputs{{.context = QStringLiteral("hello"),
                                               .question = QStringLiteral("where is my parcel"),
                                               .reply = QStringLiteral("sorry")}};
    const auto first = before->predict(inputs, job);
    const auto second = after->predict(inputs, job);
    VERIFY_RESULT(first);
    VERIFY_RESULT(second);
    QCOMPARE(first->front().logits, second->front().logits);
    // Numbers without the parts that they are of can't be judged.
    const auto refused =
        after->predict({{.ids = {2, 10, 3}, .typeIds = {0, 0, 0}, .mask = {1, 1, 1}}}, job);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Input);
    // An export is a model to start from, too.
    options.modelPath = target();
    options.recipe.head = QStringLiteral("segments");
    const auto again = trainModel(m_project, options, job, feed);
    VERIFY_RESULT(again);
}

void tst_ExportModel::aCardNamesDataRecipeResultsAndLicence()
{
    QFile readme(m_folder->filePath(QStringLiteral("README.md")));
    QVERIFY(readme.open(QIODevice::WriteOnly));
    readme.write("---\nlicense: apache-2.0\n---\n");
    readme.close();
    const auto card = makeModelCard(m_project, m_run, QStringLiteral("Parcel replies"));
    VERIFY_RESULT(card);
    QVERIFY(card->startsWith(QStringLiteral("---\nlicense: \"apache-2.0\"\n")));
    QVERIFY(card->contains(QStringLiteral("base_model: \"Tiny | \\\"BERT\\\"\"\n")));
    QVERIFY(card->contains(QStringLiteral("\n# Parcel replies\n")));
    auto project = Project::open(m_project, Project::Mode::ReadOnly);
    VERIFY_RESULT(project);
    const auto run = project->runs().find(m_run);
    VERIFY_RESULT(run);
    QVERIFY(card->contains((*run)->snapshotHash));
    QVERIFY(card->contains(
        QStringLiteral("truncation=\"longest_first\", max_length=20, return_tensors")));
    // A network with fewer positions reads less than the recipe says.
    ModelManifest manifest = ModelManifest::ofRun(**run);
    manifest.maxLength = 16;
    VERIFY_RESULT(writeManifest(m_checkpoint, manifest));
    const auto shorter = makeModelCard(m_project, m_run, QStringLiteral("Parcel replies"));
    VERIFY_RESULT(shorter);
    QVERIFY(shorter->contains(QStringLiteral("max_length=16, return_tensors")));
    QVERIFY(shorter->contains(QStringLiteral("What doesn't fit into 16 tokens is not read.")));
    QVERIFY(shorter->contains(QStringLiteral("Pairs are cut to 16 tokens")));
    for (const RecipeField &field : recipeFields())
        QVERIFY2(card->contains(QStringLiteral("`%1`").arg(field.key)), qPrintable(field.key));
    // The figures stand beside what the majority class gets on the same pairs: 8 of 12 and 6 of 8
    // are class 1.
    QVERIFY(card->contains(
        QStringLiteral("| validation | 12 | 0.750 | – | – | 0.800 | 0.667 | 0.800 |")));
    QVERIFY(card->contains(QStringLiteral("| test | 8 | 0.625 | – | – | 0.500 | 0.750 | 0.857 |")));

    SilentJob job;
    VERIFY_RESULT(exportModel(m_project, m_run,
                              {.folder = target(), .cardText = QStringLiteral("# 我的")}, job));
    QCOMPARE(read(QStringLiteral("README.md")), QByteArray("# 我的"));
}

void tst_ExportModel::repliesThatStayWholeAreCutAlikeEverywhere()
{
    {
        auto project = Project::open(m_project);
        VERIFY_RESULT(project);
        TrainingRecipe recipe;
        recipe.maxLength = 12;
        recipe.truncation = QStringLiteral("only_first");
        addRun(*project, recipe);
    }
    SilentJob job;
    const auto summary = exportModel(m_project, m_run, {.folder = target()}, job);
    VERIFY_RESULT(summary);
    QVERIFY2(summary->verification.verified, qPrintable(summary->verification.problem));
    for (const char *name : {"expected_outputs.json", "tunedesk.json"})
        QCOMPARE(QJsonDocument::fromJson(read(QLatin1String(name)))
                     .object()[QStringLiteral("truncation")]
                     .toString(),
                 QStringLiteral("only_first"));
    QVERIFY(read(QStringLiteral("README.md"))
                .contains("truncation=\"only_first\", max_length=12, return_tensors"));
    const auto tokenizer = Tokenizer::load(target());
    VERIFY_RESULT(tokenizer);
    const QJsonObject expected =
        QJsonDocument::fromJson(read(QStringLiteral("expected_outputs.json"))).object();
    int cut = 0;
    for (const QJsonValue &pair : expected[QStringLiteral("pairs")].toArray()) {
        const Encoding reply =
            tokenizer->encode(pair[QStringLiteral("text_pair")].toString().toStdString());
        const QJsonArray types = pair[QStringLiteral("type_ids")].toArray();
        QCOMPARE(std::ranges::count(types, QJsonValue(1)), std::ssize(reply.ids) - 1); // no [CLS]
        cut += types.size() == 12;
    }
    QVERIFY(cut > 0);
    const auto outcome = verifyFolder(target(), job);
    VERIFY_RESULT(outcome);
    QVERIFY2(outcome->verified, qPrintable(outcome->problem));
}

void tst_ExportModel::whatCantBeExportedIsRefused_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("no such run") << "run" << ErrorKind::Input;
    QTest::newRow("no checkpoint") << "checkpoint" << ErrorKind::Input;
    QTest::newRow("folder in use") << "in use" << ErrorKind::Input;
    QTest::newRow("a file of that name") << "file" << ErrorKind::Input;
    QTest::newRow("another format") << "format" << ErrorKind::Unsupported;
    QTest::newRow("damaged weights") << "damaged" << ErrorKind::Model;
    QTest::newRow("weights that are no numbers") << "nan" << ErrorKind::Model;
}

void tst_ExportModel::whatCantBeExportedIsRefused()
{
    QFETCH(QString, what);
    QFETCH(ErrorKind, kind);
    const QString weights = m_checkpoint + QStringLiteral("/model.safetensors");
    ExportOptions options{.folder = target()};
    QVERIFY(QDir().mkpath(QFileInfo(target()).path()));
    QStringList there;
    if (what == QLatin1String("checkpoint")) {
        QVERIFY(QFile::remove(weights));
    } else if (what == QLatin1String("in use")) {
        QVERIFY(QDir().mkpath(target() + QStringLiteral("/something")));
        there << QStringLiteral("reply model");
    } else if (what == QLatin1String("file")) {
        QVERIFY(QFile::copy(weights, target()));
        there << QStringLiteral("reply model");
    } else if (what == QLatin1String("format")) {
        options.format = QStringLiteral("onnx");
    } else if (what == QLatin1String("damaged")) {
        QVERIFY(QFile::resize(weights, QFileInfo(weights).size() - 1));
    } else if (what == QLatin1String("nan")) {
        auto tensors = readTensorFile(weights);
        VERIFY_RESULT(tensors);
        (*tensors)["classifier.bias"] = torch::full({2}, std::nan(""));
        VERIFY_RESULT(writeTensorFile(weights, *tensors));
    }
    SilentJob job;
    const auto summary =
        exportModel(m_project, what == QLatin1String("run") ? 999 : m_run, options, job);
    QVERIFY(!summary);
    QVERIFY2(summary.error().kind == kind, qPrintable(summary.error().toLine()));
    QVERIFY(!summary.error().hint.isEmpty());
    QCOMPARE(besideTheTarget(), there);
}

void tst_ExportModel::aStopKeepsNothing_data()
{
    QTest::addColumn<int>("polls");
    for (const int polls : {1, 2, 3, 4, 5, 6, 7, 8, 20})
        QTest::addRow("at poll %d", polls) << polls;
}

void tst_ExportModel::aStopKeepsNothing()
{
    QFETCH(int, polls);
    StopAfter job(polls);
    const auto summary = exportModel(m_project, m_run, {.folder = target()}, job);
    VERIFY_RESULT(summary);
    QCOMPARE(summary->outcome, Outcome::Stopped);
    QCOMPARE(besideTheTarget(), QStringList());
}

void tst_ExportModel::whatAKilledExportLeftIsCleared()
{
    // A folder that looks alike but is somebody's own, one of a dead process, one under way.
    const auto beside = [&](const char *suffix) { return target() + QLatin1String(suffix); };
    for (const char *suffix : {".backup", ".aaaaaa", ".bbbbbb"}) {
        QVERIFY(QDir().mkpath(beside(suffix)));
        QVERIFY(QFile::copy(m_checkpoint + QStringLiteral("/vocab.txt"),
                            beside(suffix) + QStringLiteral("/vocab.txt")));
    }
    const QString lockName = QStringLiteral("/.being-written.lock");
    QLockFile living(beside(".bbbbbb") + lockName);
    QVERIFY(living.tryLock(0));
    QFile dead(beside(".aaaaaa") + lockName);
    QVERIFY(dead.open(QIODevice::WriteOnly));
    dead.write("4194305\ntunedesk\n" + QSysInfo::machineHostName().toUtf8() + "\n"); // no pid
    dead.close();
    SilentJob job;
    VERIFY_RESULT(exportModel(m_project, m_run, {.folder = target()}, job));
    QCOMPARE(besideTheTarget(),
             (QStringList{QStringLiteral("reply model"), QStringLiteral("reply model.backup"),
                          QStringLiteral("reply model.bbbbbb")}));
    QVERIFY(!QFile::exists(target() + lockName));
}

void tst_ExportModel::aDamagedCheckpointIsNotExported()
{
    const QString weights = m_checkpoint + QStringLiteral("/model.safetensors");
    QFile file(weights);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray bytes = file.readAll();
    {
        CheckpointWriter writer(m_checkpoint);
        VERIFY_RESULT(writer.open(1));
        for (const QString &name : QDir(m_checkpoint).entryList(QDir::Files)) {
            QFile part(m_checkpoint + QLatin1Char('/') + name);
            QVERIFY(part.open(QIODevice::ReadOnly));
            VERIFY_RESULT(writer.add({name, part.readAll()}));
        }
        VERIFY_RESULT(writer.seal());
        VERIFY_RESULT(writer.putInPlace());
    }
    file.close();
    SilentJob job;
    VERIFY_RESULT(exportModel(m_project, m_run, {.folder = target()}, job));
    QVERIFY(QDir(target()).removeRecursively());
    file.setFileName(weights);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(bytes.size() - 3) && file.putChar(char(bytes[bytes.size() - 3] ^ 1)));
    file.close();
    const auto refused = exportModel(m_project, m_run, {.folder = target()}, job);
    QVERIFY(!refused);
    QVERIFY2(refused.error().where.contains(QLatin1String("model.safetensors")),
             qPrintable(refused.error().toLine()));
    QCOMPARE(besideTheTarget(), QStringList());
}

void tst_ExportModel::aDamagedExportIsFound_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("other weights") << "weights";
    QTest::newRow("other tokenizer") << "tokenizer";
    QTest::newRow("expected outputs gone") << "gone";
    QTest::newRow("expected outputs damaged") << "damaged";
}

void tst_ExportModel::aDamagedExportIsFound()
{
    QFETCH(QString, what);
    SilentJob job;
    VERIFY_RESULT(exportModel(m_project, m_run, {.folder = target()}, job));
    if (what == QLatin1String("weights")) {
        const QString weights = target() + QStringLiteral("/model.safetensors");
        auto tensors = readTensorFile(weights);
        VERIFY_RESULT(tensors);
        (*tensors)["classifier.bias"][1] += 0.01;
        VERIFY_RESULT(writeTensorFile(weights, *tensors));
    } else if (what == QLatin1String("tokenizer")) {
        QByteArray words = read(QStringLiteral("vocab.txt"));
        QFile file(target() + QStringLiteral("/vocab.txt"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(words.replace("parcel\nrefund", "refund\nparcel"));
    } else {
        QFile file(target() + QStringLiteral("/expected_outputs.json"));
        QVERIFY(what == QLatin1String("gone")
                    ? file.remove()
                    : file.open(QIODevice::WriteOnly) && file.write("{\"pairs\":[{}]}") > 0);
    }
    const auto outcome = verifyFolder(target(), job);
    if (what == QLatin1String("weights") || what == QLatin1String("tokenizer")) {
        VERIFY_RESULT(outcome);
        QVERIFY(!outcome->verified);
        QVERIFY(!outcome->problem.isEmpty());
        QVERIFY(outcome->worstPair > 0);
    } else {
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind,
                 what == QLatin1String("gone") ? ErrorKind::Input : ErrorKind::Model);
    }
}

QTEST_GUILESS_MAIN(tst_ExportModel)
#include "tst_export_model.moc"
