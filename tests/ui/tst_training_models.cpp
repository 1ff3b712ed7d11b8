#include "export/export_result_model.h"
#include "export/export_target.h"
#include "run_fixture.h"
#include "runs/recipe_difference_model.h"
#include "runs/run_table_model.h"
#include "shell/theme.h"
#include "train/event_list.h"
#include "train/model_table_model.h"
#include "train/preset_list.h"
#include "train/recipe_form.h"
#include "train/training_data.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QLineEdit>
#include <QMap>
#include <QSignalSpy>
#include <QTest>

using namespace tunedesk;
using Tester = QAbstractItemModelTester;
constexpr auto kReport = Tester::FailureReportingMode::QtTest;

class tst_TrainingModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void runsComeAndGo();
    void aAndBChangePlaces();
    void anUnusableModelCantBeChosen();
    void differencesLeaveOutWhatIsTheSame();
    void eventsStandNewestFirst();
    void presetsAreListed();
    void aResultIsOneRow();
    void theFormGivesBackItsRecipe();
    void anImpossibleValueNamesItsLimit();
    void anUnusualValueIsTaken();
    void theFieldsThatMatterFillTheirRows_data();
    void theFieldsThatMatterFillTheirRows();
    void modelsTellTheirTimesWhereTheyAreKnown();
    void aTakenFolderGetsAnotherName();
};

void tst_TrainingModels::runsComeAndGo()
{
    RunTableModel model;
    Tester tester(&model, kReport);
    RunSummary first, second;
    first.id = 1;
    second.id = 2;
    model.setRuns({first});
    model.setRuns({second, first});
    QCOMPARE(model.rowOf(1), 1);
    second.name = QStringLiteral("Second");
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setRuns({second});
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(resets.size(), 0);
    QCOMPARE(model.index(0, RunTableModel::Name).data().toString(), QStringLiteral("Second"));
    model.setShown(2, true);
    QVERIFY(model.isShown(2));
}

void tst_TrainingModels::aAndBChangePlaces()
{
    RunTableModel model;
    Tester tester(&model, kReport);
    model.setA(1);
    model.setB(2);
    model.setA(2);
    QCOMPARE(model.a(), 2);
    QCOMPARE(model.b(), 1);
}

void tst_TrainingModels::anUnusableModelCantBeChosen()
{
    ModelTableModel model;
    Tester tester(&model, kReport);
    ModelInfo broken, good;
    broken.path = QStringLiteral("/models/broken");
    broken.problem = QStringLiteral("The folder has no config.json.");
    good.path = QStringLiteral("/models/good");
    model.setModels({broken, good});
    QCOMPARE(model.chosenRow(), 1);
    model.chooseRow(0);
    QCOMPARE(model.chosenRow(), 1);
    QVERIFY(!model.choose(broken.path));
}

void tst_TrainingModels::differencesLeaveOutWhatIsTheSame()
{
    RecipeDifferenceModel model;
    Tester tester(&model, kReport);
    RunSummary a, b;
    b.recipe.seed = 7;
    model.setRuns(a, b);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, 2).data().toString(), QStringLiteral("7"));
    model.setShowAll(true);
    QCOMPARE(model.rowCount(), model.differing() + model.same());
}

void tst_TrainingModels::eventsStandNewestFirst()
{
    EventListModel model;
    Tester tester(&model, kReport);
    model.append({eventAt(RunEvent::Kind::Info, 1, 1, QStringLiteral("old"), {}),
                  eventAt(RunEvent::Kind::Best, 2, 2, QStringLiteral("new"), {})});
    QCOMPARE(model.index(0).data().toString(), QStringLiteral("new"));
    QCOMPARE(model.rowCount(), 2);
}

void tst_TrainingModels::presetsAreListed()
{
    PresetListModel model;
    Tester tester(&model, kReport);
    QCOMPARE(model.rowCount(), int(recipePresets().size()));
    QVERIFY(model.rowOf(QStringLiteral("balanced")) >= 0);
}

void tst_TrainingModels::aResultIsOneRow()
{
    ExportResultModel model;
    Tester tester(&model, kReport);
    QCOMPARE(model.rowCount(), 0);
    model.setResult(ExportSummary{});
    QCOMPARE(model.rowCount(), 1);
}

void tst_TrainingModels::theFormGivesBackItsRecipe()
{
    Theme theme;
    RecipeForm form(theme);
    for (const RecipePreset &preset : recipePresets()) {
        form.setPreset(preset.recipe);
        form.setRecipe(preset.recipe);
        QVERIFY(form.recipe() == preset.recipe);
        QCOMPARE(form.changedCount(), 0);
        for (const RecipeField &field : recipeFields())
            if (auto *line = qobject_cast<QLineEdit *>(form.editor(field.key))) {
                const QString shown = line->text();
                line->selectAll();
                QTest::keyClicks(line, shown); // typed again, as a person would
            }
        QVERIFY(form.recipe() == preset.recipe);
        QVERIFY(form.check().has_value());
    }
}

void tst_TrainingModels::anImpossibleValueNamesItsLimit()
{
    Theme theme;
    RecipeForm form(theme);
    auto *rate = qobject_cast<QLineEdit *>(form.editor(QStringLiteral("learning_rate")));
    const double before = form.recipe().learningRate;
    rate->selectAll();
    QTest::keyClicks(rate, QStringLiteral("5"));
    const auto checked = form.check();
    QVERIFY(!checked);
    QVERIFY2(checked.error().what.contains(QStringLiteral("to 1")),
             qPrintable(checked.error().what));
    QCOMPARE(form.recipe().learningRate, before);
}

void tst_TrainingModels::anUnusualValueIsTaken()
{
    Theme theme;
    RecipeForm form(theme);
    auto *rate = qobject_cast<QLineEdit *>(form.editor(QStringLiteral("learning_rate")));
    rate->selectAll();
    QTest::keyClicks(rate, QStringLiteral("2e-3"));
    QVERIFY(form.check().has_value());
    QCOMPARE(form.recipe().learningRate, 2e-3);
    QVERIFY(rate->accessibleDescription().startsWith(QStringLiteral("Unusual")));
}

void tst_TrainingModels::theFieldsThatMatterFillTheirRows_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("percent");
    for (const int width : {420, 560, 738, 752, 1000, 1400})
        for (const int percent : {100, 150})
            QTest::addRow("%d px, %d %%", width, percent) << width << percent;
}

void tst_TrainingModels::theFieldsThatMatterFillTheirRows()
{
    QFETCH(int, width);
    QFETCH(int, percent);
    Theme theme;
    theme.setTextPercent(percent);
    RecipeForm form(theme);
    form.setRecipe(recipePresets().at(1).recipe);
    form.resize(width, 900);
    form.show();
    QVERIFY(QTest::qWaitForWindowExposed(&form));
    const int whole = form.width(); // no less than it needs
    QMap<int, QList<QRect>> rows;   // by their top
    for (const RecipeField &field : recipeFields()) {
        if (field.advanced)
            continue;
        const QWidget *box = form.editor(field.key)->parentWidget();
        const QRect at(box->mapTo(&form, QPoint(0, 0)), box->size());
        rows[at.top()] << at;
    }
    QVERIFY(rows.size() >= 2);
    for (const QList<QRect> &row : rows) {
        int left = whole, right = 0;
        for (const QRect &field : row) {
            left = std::min(left, field.left());
            right = std::max(right, field.right());
        }
        QVERIFY2(left <= 1, qPrintable(QString::number(left)));
        QVERIFY2(right >= whole - 4 && right < whole, qPrintable(QString::number(right)));
    }
    if (width >= 738 && percent == 100)
        QCOMPARE(rows.size(), 2); // data, training
}

void tst_TrainingModels::modelsTellTheirTimesWhereTheyAreKnown()
{
    ModelTableModel model;
    Tester tester(&model, kReport);
    ModelInfo here, other, onHub;
    here.path = QStringLiteral("/models/here");
    other.path = QStringLiteral("/models/other");
    onHub.onHub = true;
    onHub.hubName = QStringLiteral("some/model");
    model.setModels({here, other, onHub});
    const auto time = [&](int row) { return model.index(row, ModelTableModel::Time); };
    QVERIFY(time(0).data().toString().isEmpty());
    TrainingEstimate estimate;
    estimate.frozenSeconds = 100;
    estimate.trainingSeconds = 6'820;
    estimate.checksSeconds = 280;
    estimate.timeSpread = 0.25;
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setEstimates({{here.path, estimate}});
    QCOMPARE(changed.size(), 1);
    QCOMPARE(time(0).data().toString(), QStringLiteral("2 h"));
    QVERIFY(time(0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("1 h 35 to 2 h 30")));
    QVERIFY(time(1).data().toString().isEmpty());
    QVERIFY(time(2).data().toString().isEmpty());
    QVERIFY(time(2).data(Qt::ToolTipRole).toString().contains(QStringLiteral("on this computer")));
    model.setEstimates({{here.path, estimate}}); // the same: nothing is drawn anew
    QCOMPARE(changed.size(), 1);
    model.setEstimates({});
    QVERIFY(time(0).data().toString().isEmpty());
    QCOMPARE(changed.size(), 2);
}

void tst_TrainingModels::aTakenFolderGetsAnotherName()
{
    QTemporaryDir folder;
    const QString wanted = folder.filePath(QStringLiteral("reply"));
    QCOMPARE(freeExportFolder(wanted), wanted);
    QVERIFY(QDir().mkpath(wanted + QStringLiteral("/inside")));
    QCOMPARE(freeExportFolder(wanted), wanted + QStringLiteral("-2"));
    QCOMPARE(int(checkTarget(wanted, 0).problem), int(TargetCheck::Problem::InUse));
    QCOMPARE(int(checkTarget(QStringLiteral("relative"), 0).problem),
             int(TargetCheck::Problem::Empty));
    QCOMPARE(
        int(checkTarget(wanted + QStringLiteral("-2"), std::numeric_limits<qint64>::max()).problem),
        int(TargetCheck::Problem::NoSpace));
}

QTEST_MAIN(tst_TrainingModels)
#include "tst_training_models.moc"
