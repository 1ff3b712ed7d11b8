#include "data/pair_inspector.h"
#include "data_fixture.h"
#include "project/change_log.h"

#include <QHeaderView>
#include <QJsonObject>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSplitter>
#include <QStandardItemModel>
#include <QWheelEvent>

#include <cmath>

using namespace tunedesk;

namespace
{
Result<qint64> addRun(Project &project, const QString &name,
                      const std::vector<RunPrediction> &predictions,
                      const QString &objective = QStringLiteral("classification"))
{
    RunSummary run;
    run.name = name;
    run.recipe.objective = objective;
    const auto id = project.runs().add(run);
    if (!id)
        return id;
    run.id = *id;
    run.state = RunState::Finished;
    if (auto updated = project.runs().update(run); !updated)
        return updated.error();
    if (auto kept = project.runs().setPredictions(*id, predictions); !kept)
        return kept.error();
    return *id;
}

QString textAt(Window &window, int row, int column)
{
    return window.page.pairs()->index(row, column).data().toString();
}

qint64 idAt(Window &window, int row)
{
    return window.page.pairs()->index(row, 0).data(PairTableModel::IdRole).toLongLong();
}

QString headerTip(Window &window)
{
    return window.page.pairs()
        ->headerData(PairTableModel::Judgement, Qt::Horizontal, Qt::ToolTipRole)
        .toString();
}

/// Columns from left to right as a person sees them.
QList<int> shownColumns(Window &window)
{
    const QHeaderView *header = window.table()->horizontalHeader();
    QList<int> columns;
    for (int place = 0; place < header->count(); ++place)
        if (const int column = header->logicalIndex(place); !header->isSectionHidden(column))
            columns << column;
    return columns;
}

QAction *columnAction(Window &window, const QString &text)
{
    for (QMenu *menu : window.page.findChildren<QMenu *>())
        for (QAction *action : menu->actions())
            if (action->text() == text && action->isCheckable()) {
                Q_EMIT menu->aboutToShow();
                return action;
            }
    return nullptr;
}

using Columns = PairTableModel;

void showAll(Window &window)
{
    for (int column = 0; column < Columns::ColumnCount; ++column) {
        const QString name = window.page.pairs()->headerData(column, Qt::Horizontal).toString();
        if (QAction *show = columnAction(window, name); show && !show->isChecked())
            show->trigger();
    }
}
} // namespace

/// What the columns of the Data page's table show, and which of them are there.
class tst_DataColumns : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theModelsColumnIsOfTheNewestRun();
    void aRunThatEndsIsSeenAtOnce();
    void orderedByTheModelPairsWithoutAJudgementAreLast();
    void scoresFlagsAndNotesHaveColumns();
    void thePredictedScoreHasABarOfItsOwnRange();
    void whenAPairWasChangedIsReadOnceItsColumnIsShown();
    void theColumnsOfThePictureAreShownAtFirst();
    void columnsComeBackWithTheProject();
    void aLayoutWithFewerColumnsKeepsWhatItSays();
    void widthsFollowTheTextSizeAndComeBack();
    void pairsStayReadableAndTheTableScrollsSideways();
    void keysAndWheelReachTheColumnsAtTheSide();
};

void tst_DataColumns::theModelsColumnIsOfTheNewestRun()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(4)));
    Project &project = fixture.session->project();
    VERIFY_RESULT(addRun(project, QStringLiteral("first"), {{1, Split::Test, 0.5, 1}}));
    VERIFY_RESULT(addRun(project, QStringLiteral("Top 2"),
                         {{2, Split::Test, 0.966, 1}, {3, Split::Validation, 0.25, 0}}));
    Window window(fixture);
    QTRY_VERIFY(window.page.pairs()->pairAt(0));
    QCOMPARE(textAt(window, 0, Columns::Judgement), QStringLiteral("–"));
    QCOMPARE(textAt(window, 1, Columns::Judgement), QStringLiteral("0.97"));
    QCOMPARE(textAt(window, 2, Columns::Judgement), QStringLiteral("0.25"));
    const auto *pairs = window.page.pairs();
    QCOMPARE(pairs->index(2, Columns::Judgement).data(Columns::ShareRole).toDouble(), 0.25);
    QVERIFY(!pairs->index(0, Columns::Judgement).data(Columns::ShareRole).isValid());
    QVERIFY(!pairs->index(2, Columns::Score).data(Columns::ShareRole).isValid());
    QCOMPARE(pairs->index(1, 1).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("Pair 2. Where is order 2? Reply: Order 2 arrives tomorrow. Label: "
                            "not yet. Model: 0.97."));
    QTRY_VERIFY(headerTip(window).startsWith(QStringLiteral("Run 2, Top 2\n")));
    QVERIFY(headerTip(window).contains(QStringLiteral("Validation: 1, Test: 1")));
    QVERIFY(headerTip(window).contains(QStringLiteral("0 to 1")));
}

void tst_DataColumns::aRunThatEndsIsSeenAtOnce()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(2)));
    Window window(fixture);
    QTRY_VERIFY(window.page.pairs()->pairAt(0));
    QVERIFY(headerTip(window).startsWith(QStringLiteral("No finished run")));
    qint64 run = 0;
    QSignalSpy header(window.page.pairs(), &QAbstractItemModel::headerDataChanged);
    fixture.session->write(
        [&run](Project &project) -> Result<void> {
            const auto added = addRun(project, QStringLiteral("new"), {{2, Split::Test, 0.125, 0}});
            if (!added)
                return added.error();
            run = *added;
            return {};
        },
        ProjectSession::Change::Runs);
    QTRY_COMPARE(header.count(), 1);
    QTRY_COMPARE(textAt(window, 1, Columns::Judgement), QLocale().toString(0.125, 'f', 2));
    QVERIFY(headerTip(window).startsWith(QStringLiteral("Run 1, new")));
    fixture.session->write(
        [&run](Project &project) { return project.runs().setRemoved(run, true); },
        ProjectSession::Change::Runs);
    QTRY_COMPARE(header.count(), 2);
    QTRY_COMPARE(textAt(window, 1, Columns::Judgement), QStringLiteral("–"));
}

void tst_DataColumns::orderedByTheModelPairsWithoutAJudgementAreLast()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(5)));
    VERIFY_RESULT(addRun(fixture.session->project(), QStringLiteral("one"),
                         {{2, Split::Test, 0.5, 1}, {4, Split::Test, 0.75, 0}}));
    Window window(fixture);
    QTRY_VERIFY(window.page.pairs()->pairAt(4));
    const auto order = [&](const QString &entry) {
        for (QMenu *menu : window.page.findChildren<QMenu *>())
            for (QAction *action : menu->actions())
                if (action->text() == entry && !action->isCheckable())
                    action->trigger();
    };
    order(QStringLiteral("By the model"));
    QTRY_COMPARE(idAt(window, 0), 4);
    QCOMPARE(idAt(window, 1), 2);
    QCOMPARE(idAt(window, 2), 5);
    window.table()->horizontalHeader()->setSortIndicator(Columns::Judgement, Qt::AscendingOrder);
    QTRY_COMPARE(idAt(window, 0), 2);
    QCOMPARE(idAt(window, 1), 4);
    QCOMPARE(idAt(window, 2), 1);
    // Another run judges: the order follows.
    fixture.session->write(
        [](Project &project) -> Result<void> {
            const auto added = addRun(project, QStringLiteral("two"), {{3, Split::Test, 0.5, 1}});
            return added ? Result<void>() : Result<void>(added.error());
        },
        ProjectSession::Change::Runs);
    QTRY_COMPARE(idAt(window, 0), 3);
    QCOMPARE(idAt(window, 1), 1);
}

void tst_DataColumns::scoresFlagsAndNotesHaveColumns()
{
    SessionFixture fixture;
    auto rows = SessionFixture::pairs(4);
    rows[0].score = 4.25;
    rows[0].flagged = true;
    rows[1].note = QStringLiteral("Says no, offers nothing.");
    rows[2].flagged = true;
    rows[2].note = QStringLiteral("rude");
    VERIFY_RESULT(fixture.open(rows));
    Window window(fixture);
    QTRY_VERIFY(window.page.pairs()->pairAt(3));
    const auto text = [&](int row, int column, int role = Qt::DisplayRole) {
        return window.page.pairs()->index(row, column).data(role).toString();
    };
    QCOMPARE(text(0, Columns::Score), QStringLiteral("4.25"));
    QCOMPARE(text(1, Columns::Score), QStringLiteral("–"));
    QCOMPARE(text(0, Columns::Flags), QStringLiteral("Flagged"));
    QCOMPARE(text(1, Columns::Flags), QStringLiteral("With a note"));
    QCOMPARE(text(2, Columns::Flags), QStringLiteral("Flagged, with a note"));
    QCOMPARE(text(3, Columns::Flags), QString());
    QCOMPARE(text(2, Columns::Flags, Qt::ToolTipRole), QStringLiteral("rude"));
    QVERIFY(text(2, Columns::Flags, Qt::AccessibleTextRole)
                .endsWith(QStringLiteral("Label: not yet. Flagged, with a note.")));
    QVERIFY(text(3, Columns::Flags, Qt::AccessibleTextRole).endsWith(QStringLiteral("not yet.")));
}

void tst_DataColumns::thePredictedScoreHasABarOfItsOwnRange()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(3)));
    VERIFY_RESULT(addRun(fixture.session->project(), QStringLiteral("stars"),
                         {{1, Split::Test, 2.5, 5.0}, {2, Split::Test, 5.0, 4.0}},
                         QStringLiteral("regression")));
    Window window(fixture);
    QTRY_VERIFY(window.page.pairs()->pairAt(2));
    QTRY_VERIFY(headerTip(window).contains(QStringLiteral("The score that it gives the reply.")));
    const auto *pairs = window.page.pairs();
    QCOMPARE(textAt(window, 0, Columns::Judgement), QStringLiteral("2.50"));
    QCOMPARE(pairs->index(0, Columns::Judgement).data(Columns::ShareRole).toDouble(), 0.5);
    QCOMPARE(pairs->index(1, Columns::Judgement).data(Columns::ShareRole).toDouble(), 1.0);
}

void tst_DataColumns::whenAPairWasChangedIsReadOnceItsColumnIsShown()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(3)));
    Window window(fixture);
    PairTableModel *pairs = window.page.pairs();
    QTRY_VERIFY(pairs->pairAt(2));
    QCOMPARE(textAt(window, 1, Columns::Changed), QStringLiteral("–"));
    QAction *show = columnAction(window, QStringLiteral("Changed"));
    QVERIFY(show);
    QVERIFY(!show->isChecked());
    show->trigger();
    QTRY_VERIFY(pairs->changedAt(1) > 0);
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(pairs->changedAt(1));
    QVERIFY(std::abs(at.secsTo(QDateTime::currentDateTime())) < 3600);
    QCOMPARE(textAt(window, 1, Columns::Changed), QLocale().toString(at, QLocale::ShortFormat));
    QCOMPARE(pairs->index(1, Columns::Changed).data(Qt::ToolTipRole).toString(),
             QLocale().toString(at, QLocale::LongFormat));
    // It goes with the window of rows: a change is seen like any other.
    const qint64 before = pairs->changedAt(1);
    fixture.session->change(
        QStringLiteral("flag"),
        [](ChangeLog &log) { return log.setFlagged({2}, true, QStringLiteral("mei")); },
        ProjectSession::Change::Pairs);
    QTRY_VERIFY(pairs->pairAt(1) && pairs->pairAt(1)->flagged);
    QVERIFY(pairs->changedAt(1) >= before);
    QVERIFY(!PairTableModel::orderOf(Columns::Changed));
}

void tst_DataColumns::theColumnsOfThePictureAreShownAtFirst()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(2)));
    Window window(fixture);
    QCOMPARE(shownColumns(window), (QList<int>{Columns::Number, Columns::Pair, Columns::LabelColumn,
                                               Columns::Judgement, Columns::SplitColumn}));
    QStringList menu;
    if (QAction *first = columnAction(window, QStringLiteral("No.")))
        for (const QAction *action : qobject_cast<QMenu *>(first->parent())->actions())
            menu << action->text();
    QCOMPARE(menu,
             (QStringList{QStringLiteral("No."), QStringLiteral("Label"), QStringLiteral("Model"),
                          QStringLiteral("Score"), QStringLiteral("Split"), QStringLiteral("Topic"),
                          QStringLiteral("Earlier turns"), QStringLiteral("File"),
                          QStringLiteral("People"), QStringLiteral("Flags"),
                          QStringLiteral("Changed")}));
}

void tst_DataColumns::columnsComeBackWithTheProject()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(2)));
    const QList<int> wanted{Columns::Number, Columns::Pair,        Columns::LabelColumn,
                            Columns::Score,  Columns::SplitColumn, Columns::Changed};
    {
        Window window(fixture);
        columnAction(window, QStringLiteral("Model"))->trigger();
        columnAction(window, QStringLiteral("Score"))->trigger();
        columnAction(window, QStringLiteral("Changed"))->trigger();
        window.table()->horizontalHeader()->resizeSection(Columns::Changed, 171);
        QCOMPARE(shownColumns(window), wanted);
    }
    VERIFY_RESULT(fixture.reopen());
    Window window(fixture);
    QCOMPARE(shownColumns(window), wanted);
    QCOMPARE(window.table()->horizontalHeader()->sectionSize(Columns::Changed), 171);
    QTRY_VERIFY(window.page.pairs()->changedAt(1) > 0);
    QVERIFY(columnAction(window, QStringLiteral("Changed"))->isChecked());
}

void tst_DataColumns::aLayoutWithFewerColumnsKeepsWhatItSays()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(2)));
    // As the versions before the model's column wrote it.
    QStandardItemModel eight(0, 8);
    QHeaderView header(Qt::Horizontal);
    header.setModel(&eight);
    header.setSectionsMovable(true);
    for (const int hidden :
         {int(Columns::SplitColumn), int(Columns::Context), int(Columns::People)})
        header.hideSection(hidden);
    header.resizeSection(Columns::Topic, 123);
    header.moveSection(header.visualIndex(Columns::File), 1);
    QJsonObject layout;
    layout.insert(QStringLiteral("version"), 1);
    layout.insert(QStringLiteral("textPercent"), 100);
    layout.insert(QStringLiteral("columns"), QString::fromLatin1(header.saveState().toBase64()));
    VERIFY_RESULT(
        fixture.session->project().settings().setValue(QStringLiteral("ui.data.layout"), layout));
    Window window(fixture);
    QCOMPARE(shownColumns(window),
             (QList<int>{Columns::Number, Columns::File, Columns::Pair, Columns::LabelColumn,
                         Columns::Judgement, Columns::Topic}));
    QCOMPARE(window.table()->horizontalHeader()->sectionSize(Columns::Topic), 123);
    QCOMPARE(window.table()->horizontalHeader()->sectionSize(Columns::Judgement), 96);
    QVERIFY(window.table()->horizontalHeader()->sectionSize(Columns::Pair) > 200);
}

void tst_DataColumns::widthsFollowTheTextSizeAndComeBack()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(2)));
    Window window(fixture);
    const QHeaderView *header = window.table()->horizontalHeader();
    const QList<int> before = shownColumns(window);
    window.theme.setTextPercent(150);
    QVERIFY(header->sectionSize(Columns::Pair) > 300);
    columnAction(window, QStringLiteral("Changed"))->trigger(); // hidden so far
    QCOMPARE(header->sectionSize(Columns::Changed), 210);
    columnAction(window, QStringLiteral("Changed"))->trigger();
    window.theme.setTextPercent(100);
    QCOMPARE(shownColumns(window), before);
    QCOMPARE(header->sectionSize(Columns::Judgement), 96);
    QCOMPARE(header->sectionSize(Columns::SplitColumn), 96);
    QCOMPARE(header->sectionSize(Columns::LabelColumn), 150);
}

void tst_DataColumns::pairsStayReadableAndTheTableScrollsSideways()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(40)));
    {
        Window window(fixture);
        QHeaderView *header = window.table()->horizontalHeader();
        const auto fills = [&] {
            return window.table()->verticalScrollBar()->maximum() > 0 &&
                   window.table()->horizontalScrollBar()->maximum() == 0 &&
                   header->length() == window.table()->viewport()->width();
        };
        QTRY_VERIFY(fills());
        header->resizeSection(Columns::LabelColumn, 170);
        QTRY_VERIFY(fills());
        header->resizeSection(Columns::LabelColumn, 150);
        window.page.resize(1205, 832); // in a window of 1280
        QTRY_VERIFY(fills());
        showAll(window);
        QCOMPARE(header->sectionSize(Columns::Pair), 220);
        QTRY_VERIFY(window.table()->horizontalScrollBar()->maximum() > 500);
        for (const int percent : {150, 120, 100}) {
            window.theme.setTextPercent(percent);
            showAll(window); // some were folded away
            QCOMPARE(header->sectionSize(Columns::Pair),
                     qRound(220 * (1 + (percent - 100) / 200.0)));
        }
        for (const QString &column :
             {QStringLiteral("Score"), QStringLiteral("Topic"), QStringLiteral("Earlier turns"),
              QStringLiteral("File"), QStringLiteral("People"), QStringLiteral("Flags")})
            columnAction(window, column)->trigger();
        QCOMPARE(header->sectionSize(Columns::Pair), 220);
        columnAction(window, QStringLiteral("Changed"))->trigger();
        QTRY_VERIFY(fills());
        showAll(window);
    }
    VERIFY_RESULT(fixture.reopen());
    Window window(fixture);
    QCOMPARE(shownColumns(window).size(), int(Columns::ColumnCount));
    QCOMPARE(window.table()->horizontalHeader()->sectionSize(Columns::Pair), 220);
    QTRY_VERIFY(window.table()->horizontalScrollBar()->maximum() > 500);
}

void tst_DataColumns::keysAndWheelReachTheColumnsAtTheSide()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(3)));
    Window window(fixture);
    QTRY_VERIFY(window.page.pairs()->pairAt(2));
    showAll(window);
    const QScrollBar *bar = window.table()->horizontalScrollBar();
    QTRY_VERIFY(bar->maximum() > 500);
    window.table()->setFocus();
    window.table()->setCurrentIndex(window.page.pairs()->index(0, Columns::Number));
    for (int i = 1; i < Columns::ColumnCount; ++i)
        QTest::keyClick(window.table(), Qt::Key_Right);
    QCOMPARE(window.table()->currentIndex().column(), int(Columns::Changed));
    QCOMPARE(bar->value(), bar->maximum());
    QTest::keyClick(window.table(), Qt::Key_Down);
    QCOMPARE(window.table()->currentIndex().row(), 1);
    QCOMPARE(bar->value(), bar->maximum());
    Q_EMIT window.page.findChild<PairInspector *>()->stepWanted(1);
    QCOMPARE(window.table()->currentIndex().row(), 2);
    QCOMPARE(bar->value(), bar->maximum());

    const QPoint place = window.table()->viewport()->rect().center();
    QWheelEvent wheel(place, window.table()->viewport()->mapToGlobal(place), {}, {120, 0},
                      Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(window.table()->viewport(), &wheel);
    QVERIFY(bar->value() < bar->maximum());
    QTest::keyClick(window.table(), Qt::Key_Home);
    QCOMPARE(bar->value(), 0);
}

QTEST_MAIN(tst_DataColumns)
#include "tst_data_columns.moc"
