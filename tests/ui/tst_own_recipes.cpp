#include "core/project_fixture.h"
#include "jobs/model_catalogue.h"
#include "shell/job_queue.h"
#include "shell/message_bar.h"
#include "shell/project_session.h"
#include "shell/theme.h"
#include "train/model_table_model.h"
#include "train/new_run_view.h"
#include "train/preset_list.h"
#include "train/recipe_form.h"
#include "train/recipe_pane.h"
#include "train/train_page.h"
#include "window_fixture.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace tunedesk;

/// Recipes that a person keeps: in the list, on the page, with the keyboard alone.
class tst_OwnRecipes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void ownRecipesStandUnderATitleThatCanNotBeChosen();
    void theKeysPassOverTheTitle();
    void ctrlSSavesTheForm();
    void anotherProjectHasTheSameRecipes();
    void f2RenamesAndDeleteRemovesWithAWayBack();
    void aChangedRecipeIsSavedInItsPlaceWithAWayBack();
    void choosingOneTakesItsModel();
    void aFileIsImportedAndABadOneIsTold();
    void aBadFileInTheFolderIsToldOnce();
    void theDraftKeepsTheChosenOne();

private:
    static SavedRecipe sample(const QString &name, int run = 0)
    {
        SavedRecipe saved;
        saved.path = QStringLiteral("/recipes/%1.json").arg(name);
        saved.name = name;
        saved.recipe.epochs = 7;
        saved.run = run;
        saved.savedMs = QDateTime::currentMSecsSinceEpoch();
        return saved;
    }
    RecipeFolder::Content inFolder() const { return RecipeFolder().read(); }
    std::vector<SavedRecipe> kept() const { return inFolder().recipes; }
    PresetListModel &list() const { return m_page->newRun().recipePane().recipes(); }
    QListView &view() const { return *m_page->newRun().recipePane().view(); }
    QLineEdit *field(const char *key) const
    {
        return qobject_cast<QLineEdit *>(m_page->newRun().form().editor(QString::fromLatin1(key)));
    }
    void type(const char *key, const char *text) const
    {
        field(key)->selectAll();
        QTest::keyClicks(field(key), QString::fromLatin1(text));
    }
    /// The row of the own recipe with this name; −1: none is listed.
    int rowOf(const QString &name) const
    {
        for (int row = 0; row < list().rowCount(); ++row)
            if (list().own(row) && list().own(row)->name == name)
                return row;
        return -1;
    }
    /// Presses a button of the message that says so, once it is there.
    bool press(const QString &action, const QString &says) const
    {
        QPushButton *found = nullptr;
        return QTest::qWaitFor([&] {
                   MessageBar &bar = m_page->messages();
                   for (QPushButton *button : bar.findChildren<QPushButton *>())
                       if (button->text() == action && button->isVisible() &&
                           bar.text().contains(says))
                           found = button;
                   return found != nullptr;
               }) &&
               (found->click(), true);
    }
    void openPage(const QString &project);

    IsolatedHome m_home;
    Theme m_theme;
    ProjectFixture m_shop, m_other;
    std::unique_ptr<JobQueue> m_jobs;
    std::unique_ptr<ProjectSession> m_session;
    std::unique_ptr<TrainPage> m_page;
};

void tst_OwnRecipes::initTestCase()
{
    qputenv("TUNEDESK_CACHE", QString(m_home.path() + QStringLiteral("/cache")).toUtf8());
    QVERIFY(RecipeFolder::personal().startsWith(m_home.path()));
    VERIFY_RESULT(addModel(QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/tiny-bert")));
    for (ProjectFixture *shop : {&m_shop, &m_other}) {
        std::vector<DialoguePair> pairs;
        for (int i = 0; i < 40; ++i) {
            DialoguePair pair =
                pairOf(QStringLiteral("Where is parcel %1?").arg(i),
                       i % 2 ? QStringLiteral("No idea.") : QStringLiteral("It left today."));
            pair.dialogue = QStringLiteral("dialogue %1").arg(i);
            pair.label = i % 2 ? 0 : 1;
            pairs.push_back(pair);
        }
        VERIFY_RESULT(shop->add(pairs));
        shop->project = Error{}; // the window writes
    }
}

void tst_OwnRecipes::openPage(const QString &project)
{
    m_jobs = std::make_unique<JobQueue>();
    auto opened = ProjectSession::open(project);
    VERIFY_RESULT(opened);
    m_session = std::move(*opened);
    m_page = std::make_unique<TrainPage>(PageContext{m_theme, *m_jobs});
    m_page->setSession(m_session.get());
    m_page->resize(1364, 832);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    QTRY_VERIFY(m_page->newRun().models().chosen());
    m_page->focusStart();
}

void tst_OwnRecipes::init()
{
    QDir(RecipeFolder::personal()).removeRecursively();
    openPage(m_shop.path);
    m_page->newRun().choosePreset(list().rowOf(QStringLiteral("balanced"))); // not the last draft
}

void tst_OwnRecipes::cleanup()
{
    if (m_page)
        m_page->setSession(nullptr);
    m_page.reset();
    m_session.reset();
    m_jobs.reset();
}

void tst_OwnRecipes::ownRecipesStandUnderATitleThatCanNotBeChosen()
{
    PresetListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const int presets = model.rowCount();
    const std::vector<SavedRecipe> two = {sample(QStringLiteral("One"), 5),
                                          sample(QStringLiteral("Two"))};
    QVERIFY(model.setOwn(two));
    QVERIFY(!model.setOwn(two)); // the same ones: nothing moves
    QCOMPARE(model.rowCount(), presets + 3);
    QVERIFY(model.isTitle(presets));
    QCOMPARE(int(model.flags(model.index(presets))), int(Qt::NoItemFlags));
    QVERIFY(model.flags(model.index(presets + 1)) & Qt::ItemIsEditable);
    QVERIFY(!(model.flags(model.index(0)) & Qt::ItemIsEditable));
    const auto line = [&](int row) {
        return model.index(row).data(PresetListModel::DescriptionRole).toString();
    };
    QVERIFY2(line(presets + 1).startsWith(QStringLiteral("From run 5")),
             qPrintable(line(presets + 1)));
    QVERIFY2(line(presets + 2).startsWith(QStringLiteral("Saved")), qPrintable(line(presets + 2)));
    QSignalSpy renamed(&model, &PresetListModel::renamed);
    QVERIFY(model.setData(model.index(presets + 1), QStringLiteral(" A\nname "), Qt::EditRole));
    QCOMPARE(model.name(presets + 1), QStringLiteral("A name"));
    QVERIFY(!model.setData(model.index(presets + 1), QStringLiteral("  "), Qt::EditRole));
    QVERIFY(!model.setData(model.index(0), QStringLiteral("Mine"), Qt::EditRole));
    QCOMPARE(renamed.size(), 1);
    TrainingEstimate estimate;
    estimate.trainingSeconds = 190;
    estimate.timeSpread = 0.25;
    model.setEstimates({{model.key(presets + 2), estimate}});
    QCOMPARE(model.index(presets + 2).data(PresetListModel::TimeRole).toString(),
             QStringLiteral("3 min"));
    QVERIFY(model.index(0).data(PresetListModel::TimeRole).toString().isEmpty());
    QVERIFY(model.index(presets + 2)
                .data(Qt::AccessibleDescriptionRole)
                .toString()
                .contains(QStringLiteral("2 min 30 to 4 min")));
    model.setOwn({});
    QCOMPARE(model.rowCount(), presets);
}

void tst_OwnRecipes::theKeysPassOverTheTitle()
{
    VERIFY_RESULT(RecipeFolder().add(sample(QStringLiteral("Mine"))));
    m_page->hide();
    m_page->show(); // another window saved one: it is read when the page comes up
    QTRY_VERIFY(rowOf(QStringLiteral("Mine")) > 0);
    const int presets = int(recipePresets().size());
    view().setFocus();
    QTest::keyClick(&view(), Qt::Key_Home);
    for (int i = 0; i < presets - 1; ++i)
        QTest::keyClick(&view(), Qt::Key_Down);
    QCOMPARE(view().currentIndex().row(), presets - 1);
    QTest::keyClick(&view(), Qt::Key_Down);
    QCOMPARE(view().currentIndex().row(), presets + 1);
    QCOMPARE(m_page->newRun().form().recipe().epochs, 7.0);
    QTest::keyClick(&view(), Qt::Key_Up);
    QCOMPARE(view().currentIndex().row(), presets - 1);
}

void tst_OwnRecipes::ctrlSSavesTheForm()
{
    type("learning_rate", "3e-4");
    type("num_train_epochs", "5");
    QTest::keyClick(field("num_train_epochs"), Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(kept().size(), 1U);
    QTRY_COMPARE(view().currentIndex().row(), list().rowCount() - 1);
    const SavedRecipe saved = kept().front();
    QVERIFY(saved.recipe == m_page->newRun().form().recipe());
    QCOMPARE(saved.recipe.learningRate, 3e-4);
    QCOMPARE(saved.name, m_page->findChild<QLineEdit *>()->text()); // the run's, in the header
    QVERIFY(QFileInfo(saved.modelFolder).fileName() == QLatin1String("tiny-bert"));
    QCOMPARE(m_page->newRun().form().changedCount(), 0); // against the recipe from now on
    QVERIFY(m_page->messages().text().contains(saved.name));
    QVERIFY(press(QStringLiteral("Undo"), QStringLiteral("Saved")));
    QTRY_VERIFY(kept().empty());
    QTRY_COMPARE(m_page->newRun().presetKey(), QStringLiteral("balanced"));
    QCOMPARE(m_page->newRun().form().recipe().learningRate, 3e-4); // the form stays
    type("learning_rate", "5");                                    // impossible
    QTest::keyClick(field("learning_rate"), Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(int(m_page->messages().kind()), int(MessageBar::Kind::Error));
    QTest::qWait(200);
    QVERIFY(kept().empty());
}

void tst_OwnRecipes::anotherProjectHasTheSameRecipes()
{
    QTest::keyClick(&view(), Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(kept().size(), 1U);
    cleanup();
    openPage(m_other.path);
    QTRY_VERIFY(rowOf(kept().front().name) > 0);
}

void tst_OwnRecipes::f2RenamesAndDeleteRemovesWithAWayBack()
{
    QTest::keyClick(&view(), Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(m_page->newRun().ownChosen());
    view().setFocus();
    QTest::keyClick(&view(), Qt::Key_F2);
    auto *editor = view().findChild<QLineEdit *>();
    QVERIFY(editor && editor->hasFocus());
    editor->selectAll();
    QTest::keyClicks(editor, QStringLiteral("Long dialogues"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(kept().front().name, QStringLiteral("Long dialogues"));
    QTRY_COMPARE(view().currentIndex().row(), rowOf(QStringLiteral("Long dialogues")));
    const SavedRecipe before = kept().front();
    view().setFocus();
    QTest::keyClick(&view(), Qt::Key_Delete);
    QTRY_VERIFY(kept().empty());
    QVERIFY(press(QStringLiteral("Undo"), QStringLiteral("removed")));
    QTRY_COMPARE(kept().size(), 1U);
    QVERIFY(kept().front() == before);
    QTRY_VERIFY(m_page->newRun().ownChosen());
    QTest::keyClick(&view(), Qt::Key_Home); // Delete does nothing to a preset
    QTest::keyClick(&view(), Qt::Key_Delete);
    QTest::qWait(200);
    QCOMPARE(kept().size(), 1U);
}

void tst_OwnRecipes::aChangedRecipeIsSavedInItsPlaceWithAWayBack()
{
    QTest::keyClick(&view(), Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(m_page->newRun().ownChosen());
    const SavedRecipe before = kept().front();
    QTest::keyClick(&view(), Qt::Key_S, Qt::ControlModifier); // as it is
    QCOMPARE(int(m_page->messages().kind()), int(MessageBar::Kind::Info));
    type("num_train_epochs", "9");
    QTest::keyClick(field("num_train_epochs"), Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(kept().front().recipe.epochs, 9.0);
    QCOMPARE(kept().size(), 1U);
    QCOMPARE(kept().front().name, before.name);
    QVERIFY(press(QStringLiteral("Undo"), QStringLiteral("changed")));
    QTRY_VERIFY(*m_page->newRun().ownChosen() == before);
    QVERIFY(kept().front() == before);
    QCOMPARE(m_page->newRun().form().recipe().epochs, 9.0);
    QTest::keyClick(field("num_train_epochs"), Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(kept().front().recipe.epochs, 9.0);
    QVERIFY(press(QStringLiteral("Keep both"), QStringLiteral("changed")));
    QTRY_COMPARE(kept().size(), 2U);
    QCOMPARE(kept().front().recipe.epochs, 9.0);
    QVERIFY(kept().back() == before);
    QTRY_COMPARE(m_page->newRun().presetKey(), PresetListModel::keyOf(kept().front()));
}

void tst_OwnRecipes::choosingOneTakesItsModel()
{
    SavedRecipe here = sample(QStringLiteral("Here")),
                elsewhere = sample(QStringLiteral("Elsewhere"));
    here.modelName = QStringLiteral("tiny-bert");
    elsewhere.modelName = QStringLiteral("nobody/nothing");
    for (const SavedRecipe &each : {here, elsewhere})
        VERIFY_RESULT(RecipeFolder().add(each));
    m_page->hide();
    m_page->show();
    QTRY_VERIFY(rowOf(here.name) > 0);
    ModelInfo another;
    another.name = QStringLiteral("Another");
    another.path = QStringLiteral("/models/another");
    m_page->newRun().addModel(another);
    QCOMPARE(m_page->newRun().models().chosen()->name, another.name);
    view().setCurrentIndex(list().index(rowOf(elsewhere.name)));
    QCOMPARE(m_page->newRun().models().chosen()->name, another.name);
    QVERIFY(m_page->messages().text().contains(elsewhere.modelName));
    view().setCurrentIndex(list().index(rowOf(here.name)));
    QCOMPARE(m_page->newRun().models().chosen()->name, here.modelName);
}

void tst_OwnRecipes::aFileIsImportedAndABadOneIsTold()
{
    QTemporaryDir folder;
    const QString good = folder.filePath(QStringLiteral("From a colleague.json"));
    const QString bad = folder.filePath(QStringLiteral("bad.json"));
    writeBytes(good, R"({"learning_rate": 3e-4})");
    writeBytes(bad, R"({"learning_rate": 3})");
    m_page->importRecipe(good);
    QTRY_VERIFY(m_page->newRun().ownChosen());
    QCOMPARE(m_page->newRun().ownChosen()->name, QStringLiteral("From a colleague"));
    QCOMPARE(m_page->newRun().form().recipe().learningRate, 3e-4);
    m_page->importRecipe(bad);
    QTRY_COMPARE(int(m_page->messages().kind()), int(MessageBar::Kind::Error));
    QVERIFY2(m_page->messages().text().contains(bad), qPrintable(m_page->messages().text()));
    QCOMPARE(kept().size(), 1U);
}

void tst_OwnRecipes::aBadFileInTheFolderIsToldOnce()
{
    VERIFY_RESULT(RecipeFolder().add(sample(QStringLiteral("Good"))));
    const QString bad = RecipeFolder::personal() + QStringLiteral("/bad.json");
    writeBytes(bad, "{");
    m_page->hide();
    m_page->show();
    QTRY_VERIFY(m_page->messages().text().contains(bad));
    QVERIFY(rowOf(QStringLiteral("Good")) > 0);
    m_page->messages().dismiss();
    m_page->hide();
    m_page->show();
    QTest::qWait(300);
    QVERIFY(m_page->messages().isHidden());
}

void tst_OwnRecipes::theDraftKeepsTheChosenOne()
{
    QTest::keyClick(&view(), Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(m_page->newRun().ownChosen());
    const QString key = m_page->newRun().presetKey();
    type("num_train_epochs", "9");
    const QJsonObject draft = m_page->newRun().draft();
    NewRunView view(m_theme);
    view.setDraft(draft);
    QCOMPARE(view.presetKey(), key); // before the recipes are read
    view.setOwnRecipes(kept());
    QCOMPARE(view.presetKey(), key);
    QCOMPARE(view.form().recipe().epochs, 9.0);
    QCOMPARE(view.form().changedCount(), 1);
    view.setOwnRecipes({}); // gone meanwhile
    QVERIFY(view.presetKey().isEmpty());
    QCOMPARE(view.form().recipe().epochs, 9.0);
}

QTEST_MAIN(tst_OwnRecipes)
#include "tst_own_recipes.moc"
