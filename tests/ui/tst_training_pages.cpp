#include "export/export_page.h"
#include "jobs/model_catalogue.h"
#include "picture_fixture.h"
#include "plots/plot_group.h"
#include "plots/plot_panel.h"
#include "runs/run_curves.h"
#include "runs/run_table_model.h"
#include "runs/runs_page.h"
#include "shell/job_queue.h"
#include "shell/language.h"
#include "shell/project_session.h"
#include "shell/theme.h"
#include "test_support.h"
#include "train/before_start.h"
#include "train/estimate_block.h"
#include "train/model_table_model.h"
#include "train/new_run_view.h"
#include "train/preset_list.h"
#include "train/recipe_form.h"
#include "train/recipe_pane.h"
#include "train/run_plots.h"
#include "train/running_view.h"
#include "train/train_page.h"

#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QTest>

#include <map>

using namespace tunedesk;

/// The pages of training, runs and export with what a project really holds; each state also as a
/// picture.
class tst_TrainingPages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void newRun_data() { looks(); }
    void newRun();
    void stepsAreThoseOfThePartThatIsCounted_data();
    void stepsAreThoseOfThePartThatIsCounted();
    void running_data() { looks(); }
    void running();
    void pastRun_data() { looks(); }
    void pastRun();
    void runs_data() { looks(); }
    void runs();
    void exported_data() { looks(); }
    void exported();
    void aRenameCanBeTakenBack();
    void aDeletedRunComesBackByUndo();

private:
    static void looks();
    static bool isChinese() { return qstrcmp(QTest::currentDataTag(), "zh") == 0; }
    void apply();
    void shoot(Page &page, const QString &name);
    std::unique_ptr<ProjectSession> session();
    static std::vector<SavedRecipe> plausibleRecipes();
    static TrainingEstimate plausibleEstimate(const TrainOptions &options);

    QTemporaryDir m_folder;
    QString m_project;
    QDir m_pictures;
    Theme m_theme;
    Language m_language;
};

void tst_TrainingPages::initTestCase()
{
    qputenv("HOME", m_folder.path().toUtf8());
    qputenv("XDG_CONFIG_HOME", m_folder.filePath(QStringLiteral("config")).toUtf8());
    QCoreApplication::setOrganizationName(QStringLiteral("TuneDeskTest"));
    m_pictures = QDir(QStringLiteral(TUNEDESK_BINARY_DIR "/screenshots"));
    QVERIFY(m_pictures.mkpath(QStringLiteral(".")));
    m_project = m_folder.filePath(QStringLiteral("parcel-support.tunedesk"));
    VERIFY_RESULT(fillProject(m_project));
    VERIFY_RESULT(fillProject(m_folder.filePath(QStringLiteral("包裹客服.tunedesk")), true));
}

void tst_TrainingPages::looks()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<int>("percent");
    QTest::newRow("light") << false << 100;
    QTest::newRow("dark") << true << 100;
    QTest::newRow("150") << false << 150;
    QTest::newRow("zh") << false << 100;
}

void tst_TrainingPages::apply()
{
    QFETCH(bool, dark);
    QFETCH(int, percent);
    m_theme.setMode(dark ? Theme::Mode::Dark : Theme::Mode::Light);
    m_theme.setTextPercent(percent);
    m_language.use(QString::fromLatin1(isChinese() ? "zh_CN" : "en"));
}

void tst_TrainingPages::shoot(Page &page, const QString &name)
{
    page.resize(1364, 832); // the window of the design without rail, menu and strip
    page.show();
    QTest::qWait(400);
    const QPixmap picture = page.grab();
    QVERIFY(picture.save(m_pictures.filePath(
        QStringLiteral("%1-%2.png").arg(name, QString::fromLatin1(QTest::currentDataTag())))));
}

std::unique_ptr<ProjectSession> tst_TrainingPages::session()
{
    auto opened = ProjectSession::open(
        isChinese() ? m_folder.filePath(QStringLiteral("包裹客服.tunedesk")) : m_project);
    return opened ? std::move(*opened) : nullptr;
}

std::vector<SavedRecipe> tst_TrainingPages::plausibleRecipes()
{
    const PictureWords say{isChinese()};
    SavedRecipe fromRun, saved;
    QDir().mkpath(RecipeFolder::personal());
    fromRun.path = RecipeFolder::personal() + QStringLiteral("/MacBERT.json");
    fromRun.name = say("Chinese, MacBERT", "中文，MacBERT");
    fromRun.run = 5;
    fromRun.recipe.epochs = 5;
    fromRun.savedMs =
        QDateTime(QDate(QDate::currentDate().year(), 3, 4), QTime(12, 0)).toMSecsSinceEpoch();
    saved = fromRun;
    saved.path = RecipeFolder::personal() + QStringLiteral("/long.json");
    saved.name = say("Long dialogues", "长对话");
    saved.run = 0;
    saved.recipe.epochs = 8;
    saved.savedMs -= 5 * 86'400'000LL;
    return {fromRun, saved};
}

TrainingEstimate tst_TrainingPages::plausibleEstimate(const TrainOptions &options)
{
    TrainingEstimate estimate;
    const double epoch = options.modelPath.endsWith(QLatin1String("bert")) ? 140 : 165;
    estimate.preparingSeconds = 20;
    estimate.frozenSeconds = 320;
    estimate.trainingSeconds = epoch * options.recipe.epochs *
                               (options.recipe.head == QLatin1String("features") ? 0.1 : 1);
    estimate.checksSeconds = 60;
    estimate.timeSpread = 0.25;
    estimate.residentBytes = 300'000'000;
    estimate.memoryBytes = 2'100'000'000;
    estimate.memorySpread = 0.2;
    estimate.freeMemoryBytes = 20'000'000'000;
    estimate.batchSize = estimate.fittingBatchSize = options.recipe.batchSize;
    estimate.diskBytes = 1'900'000'000;
    estimate.keptBytes = 1'500'000'000;
    estimate.cacheBytes = options.recipe.trainLayers < 0 ? 0 : 1'000'000'000;
    estimate.freeDiskBytes = 90'000'000'000;
    return estimate;
}

void tst_TrainingPages::newRun()
{
    apply();
    for (const SavedRecipe &recipe : plausibleRecipes())
        VERIFY_RESULT(RecipeFolder().put(recipe));
    JobQueue jobs;
    const auto open = session();
    QVERIFY(open);
    TrainPage page(PageContext{m_theme, jobs});
    page.setSession(open.get());
    QTest::qWait(200); // the page's own reading of the models is over
    // The catalogue as it is, as if two of its models were here, and a folder that is none.
    std::vector<ModelInfo> models = listCatalogue();
    QVERIFY(models.size() > 4);
    models.resize(5);
    models[0].onHub = models[2].onHub = false;
    models[0].path = QStringLiteral("/models/bert");
    models[2].path = QStringLiteral("/models/other");
    models[2].starter = true;
    ModelInfo broken;
    broken.name = QStringLiteral("old-model");
    broken.path = QStringLiteral("/models/old");
    broken.problem = inspectModel(m_folder.path()).problem;
    QVERIFY(!broken.problem.isEmpty());
    models.push_back(broken);
    page.newRun().setModels(std::move(models));
    page.newRun().models().choose(QStringLiteral("/models/bert"));
    page.newRun().form().setAdvancedOpen(true);
    auto *seed = qobject_cast<QLineEdit *>(page.newRun().form().editor(QStringLiteral("seed")));
    seed->selectAll();
    QTest::keyClicks(seed, QStringLiteral("7"));
    // Times as a computer with two cores has them; measured ones would differ from run to run.
    page.resize(1364, 832);
    page.show();
    QTRY_VERIFY(page.newRun().recipePane().recipes().rowOf(QStringLiteral("own:MacBERT.json")) > 0);
    QTest::qWait(1500); // models of which only the name is there can't be measured
    QTRY_COMPARE(jobs.rowCount(), 0);
    std::map<std::pair<QString, double>, TrainingEstimate> times;
    page.newRun().showTimes([&times](const TrainOptions &options) {
        const auto key = std::pair(options.modelPath, options.recipe.epochs);
        return &times.emplace(key, plausibleEstimate(options)).first->second;
    });
    page.newRun().estimate().setEstimate(plausibleEstimate(*page.newRun().chosen()));
    shoot(page, QStringLiteral("train-new"));
    QCOMPARE(page.newRun().form().changedCount(), 1);
    QVERIFY(QDir(RecipeFolder::personal()).removeRecursively());
    page.setSession(nullptr);
}

void tst_TrainingPages::stepsAreThoseOfThePartThatIsCounted_data()
{
    QTest::addColumn<QString>("preset");
    QTest::addColumn<int>("accumulation");
    QTest::addColumn<QStringList>("shown");
    // 80 pairs to train on, 40 wrong replies beside them, 3 epochs in batches of 32
    QTest::newRow("features, then fine-tuning")
        << "balanced" << 1 << QStringList{"Steps of fine-tuning, at most", "about 12"};
    QTest::newRow("features") << "quick" << 1 << QStringList{"Steps", "until it fits"};
    // 70, in batches of 8
    QTest::newRow("one training") << "paper" << 1 << QStringList{"Steps, at most", "about 27"};
    QTest::newRow("several batches a step")
        << "paper" << 4 << QStringList{"Steps, at most", "about 9"};
}

void tst_TrainingPages::stepsAreThoseOfThePartThatIsCounted()
{
    QFETCH(QString, preset);
    QFETCH(int, accumulation);
    QFETCH(QStringList, shown);
    m_language.use(QStringLiteral("en"));
    BeforeStart before(m_theme);
    before.setData({.pairs = 100,
                    .labelled = 100,
                    .appropriate = 50,
                    .notAppropriate = 50,
                    .splits = {{static_cast<int>(Split::Unassigned), 100}}});
    TrainingRecipe recipe;
    for (const RecipePreset &known : recipePresets())
        if (known.key == preset)
            recipe = known.recipe;
    recipe.gradientAccumulation = accumulation;
    before.setRecipe(recipe);
    QStringList texts;
    for (const QLabel *label : before.findChildren<QLabel *>())
        texts << label->text();
    for (const QString &text : shown)
        QVERIFY2(texts.contains(text), qPrintable(texts.join(QLatin1Char('|'))));
}

void tst_TrainingPages::running()
{
    apply();
    JobQueue jobs;
    const auto open = session();
    QVERIFY(open);
    TrainPage page(PageContext{m_theme, jobs});
    page.setSession(open.get());
    auto feed = std::make_shared<MetricFeed>();
    for (const MetricRow &row : plausibleRows(684, 3, 0.912))
        feed->append(row);
    for (const RunEvent &event : plausibleEvents())
        feed->append(event);
    MetricFeed::Progress progress;
    progress.stage = RunStage::Training;
    progress.stageFraction = 0.664;
    progress.runId = 8;
    progress.step = 684;
    progress.totalSteps = 1030;
    progress.epoch = 3.32;
    progress.totalEpochs = 5;
    progress.secondsLeft = 140;
    progress.seconds = 613;
    progress.tokensPerSecond = 9400;
    progress.rssMib = 2000;
    feed->setProgress(progress);
    TrainingRecipe recipe;
    recipe.epochs = 5;
    recipe.checksPerEpoch = 2;
    recipe.seed = 7;
    const PictureWords say{isChinese()};
    page.showFeed(feed, {say("Balanced, BERT base, top 2", "均衡，BERT base，顶部 2 层"),
                         QStringLiteral("BERT base"),
                         {},
                         recipe});
    page.running().plots().group().setSmoothing(0.94);
    page.resize(1364, 832);
    page.show();
    QTest::qWait(100);
    page.running().plots().group().pointAt(&page.running().plots().loss(), 470);
    shoot(page, QStringLiteral("train-running"));
    QVERIFY(page.running().plots().best());
    QCOMPARE(page.running().plots().best()->at.step, 515.0);
    QCOMPARE(page.running().plots().loss().points(0).size(), 684U);
    page.setSession(nullptr);
}

void tst_TrainingPages::pastRun()
{
    apply();
    JobQueue jobs;
    const auto open = session();
    QVERIFY(open);
    TrainPage page(PageContext{m_theme, jobs});
    page.setSession(open.get());
    const auto all = open->project().runs().list();
    VERIFY_RESULT(all);
    page.open(QVariantMap{{QStringLiteral("run"), all->front().id}});
    QTRY_COMPARE(page.running().plots().loss().points(0).size(), 1030U);
    shoot(page, QStringLiteral("train-past"));
    page.setSession(nullptr);
}

void tst_TrainingPages::runs()
{
    apply();
    JobQueue jobs;
    const auto open = session();
    QVERIFY(open);
    RunsPage page(PageContext{m_theme, jobs});
    page.setSession(open.get());
    QTRY_COMPARE(page.runs().rowCount(), 6);
    QTRY_VERIFY(page.curves().panel().seriesCount() == 4 &&
                !page.curves().panel().points(0).empty());
    page.table()->setFocus();
    shoot(page, QStringLiteral("runs-filled"));
    page.setSession(nullptr);
}

void tst_TrainingPages::exported()
{
    apply();
    JobQueue jobs;
    const auto open = session();
    QVERIFY(open);
    ExportPage page(PageContext{m_theme, jobs});
    page.setSession(open.get());
    QTRY_VERIFY(!page.folder().isEmpty());
    ExportSummary result;
    result.folder = page.folder();
    result.format = QStringLiteral("huggingface");
    result.bytes = 91'000'000;
    result.verification = {true, 822, 822, 3e-7, 12, {}};
    result.loadSeconds = 0.8;
    result.millisecondsOnePair = 9.4;
    result.millisecondsOnePair95 = 12.8;
    result.millisecondsSixteenPairs = 118;
    result.pairsPerSecond = 136;
    result.truncatedPairs = 3;
    result.metrics = scores(0.914, 0.908);
    page.showResult(result);
    shoot(page, QStringLiteral("export-done"));
    page.setSession(nullptr);
}

void tst_TrainingPages::aRenameCanBeTakenBack()
{
    m_language.use(QStringLiteral("en"));
    m_theme.setTextPercent(100);
    JobQueue jobs;
    const auto open = session();
    QVERIFY(open);
    RunsPage page(PageContext{m_theme, jobs});
    page.setSession(open.get());
    QTRY_COMPARE(page.runs().rowCount(), 6);
    const QModelIndex name = page.runs().index(0, RunTableModel::Name);
    const QString before = name.data().toString();
    QVERIFY(page.runs().setData(name, QStringLiteral("A better name"), Qt::EditRole));
    QTRY_COMPARE(name.data().toString(), QStringLiteral("A better name"));
    open->undoStack().undo();
    QTRY_COMPARE(name.data().toString(), before);
    page.setSession(nullptr);
}

void tst_TrainingPages::aDeletedRunComesBackByUndo()
{
    JobQueue jobs;
    const auto open = session();
    QVERIFY(open);
    RunsPage page(PageContext{m_theme, jobs});
    page.setSession(open.get());
    page.show();
    page.table()->setFocus();
    QTRY_VERIFY(page.table()->currentIndex().isValid());
    const int before = page.runs().rowCount();
    for (QAction *action : page.pageActions())
        if (action->shortcut() == QKeySequence(Qt::Key_Delete))
            action->trigger();
    QTRY_COMPARE(page.runs().rowCount(), before - 1);
    open->undoStack().undo();
    QTRY_COMPARE(page.runs().rowCount(), before);
    page.setSession(nullptr);
}

QTEST_MAIN(tst_TrainingPages)
#include "tst_training_pages.moc"
