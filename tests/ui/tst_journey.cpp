#include "cpu_gap_meter.h"
#include "data/import_view.h"
#include "data/pair_table_model.h"
#include "jobs/export_model.h"
#include "jobs/model_catalogue.h"
#include "keyboard.h"
#include "label/label_page.h"
#include "pages.h"
#include "runs/run_table_model.h"
#include "runs/runs_page.h"
#include "shell/project_session.h"
#include "test_support.h"
#include "train/new_run_view.h"
#include "train/recipe_form.h"
#include "train/running_view.h"
#include "train/train_page.h"
#include "window_fixture.h"

#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QStandardPaths>
#include <QTableView>
#include <QTest>

#include <array>

using namespace tunedesk;

namespace
{
constexpr int kRows = 24, kLabels = 10;
constexpr int kEpochs = 6, kBatch = 4;
} // namespace

/// From the first start to a model in a folder, without a mouse and without anything made before
/// but a model to start from.
class tst_Journey : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theKeyboardAloneLeadsFromTheSampleToAnExportedModel();

private:
    QString unlabelledTable() const;

    IsolatedHome m_home;
};

void tst_Journey::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    qputenv("TUNEDESK_CACHE", QString(m_home.path() + QStringLiteral("/cache")).toUtf8());
    VERIFY_RESULT(addModel(QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/tiny-bert")));
}

QString tst_Journey::unlabelledTable() const
{
    QFile file(m_home.path() + QStringLiteral("/new-questions.csv"));
    if (!file.open(QIODevice::WriteOnly))
        return {};
    QByteArray rows("question,reply\n");
    for (int i = 1; i <= kRows; ++i)
        rows +=
            QStringLiteral("\"Where is parcel %1, please?\",\"Parcel %1 leaves today, 明天到。\"\n")
                .arg(i)
                .toUtf8();
    return file.write(rows) == rows.size() ? file.fileName() : QString();
}

void tst_Journey::theKeyboardAloneLeadsFromTheSampleToAnExportedModel()
{
    WindowFixture fixture(allPages());
    MainWindow &window = fixture.window;
    window.resize(1440, 900);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));

    // The sample: the start page's main button has the focus.
    press(Qt::Key_Return);
    QTRY_VERIFY(window.session());
    const QString file = window.session()->path();
    auto opened = Project::open(file, Project::Mode::ReadOnly);
    VERIFY_RESULT(opened);
    Project &onDisk = *opened;
    const int inSample = onDisk.pairs().count().value_or(0);
    QVERIFY(inSample > 100);

    // The system's file dialog stays out: a file comes in the way a dropped one does.
    const QString table = unlabelledTable();
    QVERIFY(!table.isEmpty());
    window.openFile(table);
    const auto *import = window.findChild<ImportView *>();
    QVERIFY(import);
    QTRY_VERIFY(import->canImport());
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(onDisk.pairs().count().value_or(0), inSample + kRows);

    // The table shows what came in: these pairs are labelled.
    const auto *pairs = window.page(Page::Id::Data)->findChild<PairTableModel *>();
    QVERIFY(pairs);
    QTRY_COMPARE(pairs->rowCount(), kRows);
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(window.currentPage(), window.page(Page::Id::Label));
    const auto *label = static_cast<LabelPage *>(window.currentPage());
    const auto answersNow = [&] { return onDisk.labels().latest(Preferences::annotator(), 50); };
    constexpr std::array kKeys{Qt::Key_1, Qt::Key_0, Qt::Key_A, Qt::Key_X};
    QList<qint64> labelled;
    for (int i = 0; i < kLabels; ++i) {
        QTRY_VERIFY(label->currentPair() > 0 && !labelled.contains(label->currentPair()));
        labelled << label->currentPair();
        press(kKeys[std::size_t(i) % kKeys.size()]);
    }
    QTRY_VERIFY(!labelled.contains(label->currentPair()));
    auto answers = answersNow();
    VERIFY_RESULT(answers);
    QCOMPARE(int(answers->size()), kLabels);
    for (int i = 0; i < kLabels; ++i) { // newest first
        const Label &answer = (*answers)[std::size_t(kLabels - 1 - i)];
        QCOMPARE(answer.pairId, labelled.at(i));
        QCOMPARE(answer.label, std::optional<int>(i % 2 ? 0 : 1));
        QVERIFY(!answer.skipped && !answer.imported);
    }

    const qint64 takenBack = labelled.last();
    press(Qt::Key_Z);
    QTRY_COMPARE(label->currentPair(), takenBack);
    const auto history = onDisk.labels().history(takenBack);
    VERIFY_RESULT(history);
    QCOMPARE(int(history->size()), 1);
    QVERIFY(history->front().takenBack);
    const auto pair = onDisk.pairs().find(takenBack);
    VERIFY_RESULT(pair);
    QVERIFY(*pair && !(*pair)->label);

    press(Qt::Key_3, Qt::ControlModifier);
    QCOMPARE(window.currentPage(), window.page(Page::Id::Train));
    auto *train = static_cast<TrainPage *>(window.currentPage());
    QTRY_VERIFY(train->newRun().options().has_value()); // the models are found
    // Small batches, so that the run goes on long enough to label a pair meanwhile.
    const std::pair<const char *, int> wanted[] = {{"num_train_epochs", kEpochs},
                                                   {"per_device_train_batch_size", kBatch}};
    for (const auto &[key, value] : wanted) {
        QWidget *editor = train->newRun().form().editor(QString::fromLatin1(key));
        QVERIFY2(editor, key);
        QVERIFY2(tabTo(editor), key);
        type(QString::number(value));
    }
    QVERIFY(train->newRun().form().check().has_value());
    const CpuGapMeter meter;
    press(Qt::Key_Return, Qt::ControlModifier);

    // Labelling goes on.
    QTRY_VERIFY_WITH_TIMEOUT(train->running().progress().step > 0, 60'000);
    press(Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(window.currentPage(), window.page(Page::Id::Label));
    QTRY_COMPARE(label->currentPair(), takenBack);
    press(Qt::Key_1);
    QTRY_VERIFY(label->currentPair() != takenBack);
    QVERIFY(fixture.jobs.runningCount() > 0);
    press(Qt::Key_3, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.jobs.runningCount() == 0, 300'000);
    const double longestMs = meter.longestMs();
    qInfo("processor time of the window's thread between two looks at its events: 99 %% below "
          "%.1f ms, longest %.1f ms",
          meter.percentileMs(0.99), longestMs);

    const auto runs = onDisk.runs().list();
    VERIFY_RESULT(runs);
    QCOMPARE(int(runs->size()), 1);
    const RunSummary &run = runs->front();
    QVERIFY2(run.state == RunState::Finished, qPrintable(run.error));
    QCOMPARE(run.recipe.epochs, double(kEpochs));
    QCOMPARE(run.recipe.batchSize, kBatch);
    QVERIFY(run.steps > 0 && run.bestStep > 0);
    QVERIFY(!run.test.isEmpty());
    answers = answersNow();
    VERIFY_RESULT(answers);
    QCOMPARE(answers->front().pairId, takenBack);
    QVERIFY(run.startedMs < answers->front().atMs && answers->front().atMs < run.finishedMs);
    // A page that shows for the first time is laid out at once: that is the longest.
    QVERIFY2(meter.percentileMs(0.99) < 16, qPrintable(QString::number(meter.percentileMs(0.99))));
    QVERIFY2(longestMs < 100, qPrintable(QString::number(longestMs)));

    press(Qt::Key_4, Qt::ControlModifier);
    QCOMPARE(window.currentPage(), window.page(Page::Id::Runs));
    auto *runsPage = static_cast<RunsPage *>(window.currentPage());
    QTRY_COMPARE(runsPage->runs().rowCount(), 1);
    QTRY_COMPARE(runsPage->runs().run(run.id)->state, RunState::Finished);
    QVERIFY(runsPage->table()->currentIndex().isValid());

    press(Qt::Key_5, Qt::ControlModifier);
    QCOMPARE(window.currentPage(), window.page(Page::Id::Export));
    const QString folder = m_home.path() + QStringLiteral("/exported");
    // The field for the folder is there once the page has read the runs.
    QTRY_VERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()));
    type(folder);
    QTest::qWait(300); // the folder is looked at once typing rests
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder + QStringLiteral("/model.safetensors")) &&
                                 fixture.jobs.runningCount() == 0,
                             120'000);
    for (const char *name : {"config.json", "vocab.txt", "tokenizer_config.json", "README.md"})
        QVERIFY2(QFile::exists(folder + QLatin1Char('/') + QLatin1String(name)), name);
    SilentJob job;
    const auto verified = verifyFolder(folder, job);
    VERIFY_RESULT(verified);
    QVERIFY2(verified->verified, qPrintable(verified->problem));
    QVERIFY(verified->pairs > 0);
    QCOMPARE(verified->sameVerdicts, verified->pairs);
}

QTEST_MAIN(tst_Journey)
#include "tst_journey.moc"
