#include "data/pair_acts.h"
#include "data_fixture.h"

#include <QAbstractButton>

using namespace tunedesk;

class tst_DataActs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keysLabelAllChosenRowsInOneStep();
    void removedPairsComeBack();
    void aSecondDeleteTakesOnePairAtMost();
    void ofChosenPairsThatMoveOneStaysChosen();
    void aRemovalIsToldWithAWayBack();
    void theBinShowsRemovedPairsAndBringsThemBack();
    void aProjectWithNothingButABinShowsIt();
    void deletingInTheBinDoesNothing();
    void chosenPairsMoveToASplitWithTheirDialogues();
    void aTestSetIsSetAsideInOneStep();
    void theSplitThatIsShownIsTheOneAPairStandsIn();
};

void tst_DataActs::keysLabelAllChosenRowsInOneStep()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(6)));
    Window window(fixture);
    QTRY_VERIFY(window.page.pairs()->pairAt(5));
    window.table()->setFocus();
    window.table()->selectAll();
    QTest::keyClick(window.table(), Qt::Key_0);
    PairQuery bad;
    bad.labels = {PairQuery::LabelState::NotAppropriate};
    const auto count = [&] { return fixture.session->project().pairs().count(bad).value_or(-1); };
    QTRY_COMPARE(count(), 6);
    QCOMPARE(fixture.session->undoStack().count(), 1);
    fixture.session->undoStack().undo();
    QTRY_COMPARE(count(), 0);
    fixture.session->undoStack().redo();
    QTRY_COMPARE(count(), 6);
}

void tst_DataActs::removedPairsComeBack()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(4)));
    Window window(fixture);
    QTRY_VERIFY(window.page.pairs()->pairAt(3));
    window.table()->setFocus();
    window.table()->selectRow(1);
    QTest::keyClick(window.table(), Qt::Key_Delete);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 3);
    fixture.session->undoStack().undo();
    QTRY_COMPARE(window.page.pairs()->rowCount(), 4);
}

void tst_DataActs::aSecondDeleteTakesOnePairAtMost()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(12)));
    Window window(fixture);
    QTRY_VERIFY(window.page.pairs()->pairAt(11));
    const auto chosen = [&] { return window.table()->selectionModel()->selectedRows(); };
    const auto count = [&](bool bin) {
        PairQuery query;
        query.bin = bin;
        return fixture.session->project().pairs().count(query).value_or(-1);
    };
    const auto chooseRows = [&](int first, int last) {
        window.table()->setFocus();
        window.table()->selectRow(first);
        QTest::keyClick(window.table(), Qt::Key_Down, Qt::ShiftModifier);
        for (int row = first + 2; row <= last; ++row)
            QTest::keyClick(window.table(), Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(chosen().size(), last - first + 1);
    };
    chooseRows(1, 3);
    // At once, while the table still shows what is being removed.
    QTest::keyClick(window.table(), Qt::Key_Delete);
    QTest::keyClick(window.table(), Qt::Key_Delete);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 9);
    QTRY_COMPARE(window.page.pairs()->pairAt(1)->id, 5);
    QCOMPARE(chosen().size(), 1);
    QCOMPARE(chosen().first().row(), 1);
    QTest::keyClick(window.table(), Qt::Key_Delete);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 8);
    QTRY_COMPARE(window.page.pairs()->pairAt(1)->id, 6);
    QCOMPARE(chosen().size(), 1);
    // At the end of the table there is nothing that moves up.
    chooseRows(6, 7);
    QTest::keyClick(window.table(), Qt::Key_Delete);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 6);
    QCOMPARE(chosen().size(), 1);
    QCOMPARE(chosen().first().row(), 5);
    QCOMPARE(count(true), 6);
    // The same in the bin, the other way round.
    const auto *facets = window.facets();
    window.facets()->setData(facets->index(0, 0, facets->index(int(FacetModel::Section::Bin), 0)),
                             Qt::Checked, Qt::CheckStateRole);
    QTRY_VERIFY(window.page.pairs()->query().bin && window.page.pairs()->pairAt(5) &&
                window.page.pairs()->pairAt(0)->id == 2);
    chooseRows(0, 1);
    QTest::keyClick(window.table(), Qt::Key_R);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 4);
    QTRY_COMPARE(window.page.pairs()->pairAt(0)->id, 4);
    QCOMPARE(chosen().size(), 1);
    QTest::keyClick(window.table(), Qt::Key_R);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 3);
    QCOMPARE(count(false), 9);
}

void tst_DataActs::ofChosenPairsThatMoveOneStaysChosen()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(6)));
    Window window(fixture);
    PairTableModel &pairs = *window.page.pairs();
    QTRY_VERIFY(pairs.pairAt(5));
    removePairs(*fixture.session, {1});
    QTRY_VERIFY(pairs.rowCount() == 5 && pairs.pairAt(0)->id == 2);
    const auto chosen = [&] { return window.table()->selectionModel()->selectedRows().size(); };
    // What is written without moving a pair leaves the choice as it is.
    window.table()->selectAll();
    toggleFlags(*fixture.session, {3});
    QTRY_VERIFY(pairs.pairAt(1)->flagged);
    QCOMPARE(chosen(), 5);
    // A pair that comes back stands before those that were chosen.
    fixture.session->undoStack().undo();
    fixture.session->undoStack().undo();
    QTRY_VERIFY(pairs.rowCount() == 6 && pairs.pairAt(0)->id == 1);
    QCOMPARE(chosen(), 1);
    // As many rows, but in another order: what gets a label goes behind the others.
    PairQuery query = pairs.query();
    query.order = PairQuery::Order::LabelValue;
    pairs.setQuery(query);
    QTRY_VERIFY(!pairs.isLoading() && pairs.pairAt(5));
    window.table()->selectAll();
    const qint64 first = pairs.pairAt(0)->id;
    labelPairs(*fixture.session, {first}, 1);
    QTRY_VERIFY(pairs.pairAt(0)->id != first);
    QCOMPARE(chosen(), 1);
}

void tst_DataActs::aRemovalIsToldWithAWayBack()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(6)));
    Window window(fixture);
    PairTableModel &pairs = *window.page.pairs();
    QTRY_VERIFY(pairs.pairAt(5));
    MessageBar &bar = window.page.messages();
    bar.show(MessageBar::Kind::Good, QStringLiteral("40 pairs came in."));
    const auto remove = [&](int first) {
        window.table()->setFocus();
        window.table()->selectRow(first);
        QTest::keyClick(window.table(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(window.table(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(window.table(), Qt::Key_Delete);
    };
    const auto undo = [&]() -> QAbstractButton * {
        for (auto *button : bar.findChildren<QAbstractButton *>())
            if (button->isVisible() && button->text() == QStringLiteral("Undo"))
                return button;
        return nullptr;
    };
    remove(1);
    QTRY_COMPARE(bar.text(), QStringLiteral("Removed 3 pairs."));
    QTRY_COMPARE(pairs.rowCount(), 3);
    QVERIFY(undo());
    undo()->click();
    QTRY_COMPARE(pairs.rowCount(), 6);
    QVERIFY(!bar.isVisible());
    QVERIFY(fixture.session->undoStack().canRedo());
    // Undone elsewhere, nobody says any more that they are removed.
    QTRY_VERIFY(pairs.pairAt(5));
    remove(0);
    QTRY_VERIFY(bar.isVisible());
    fixture.session->undoStack().undo();
    QTRY_VERIFY(!bar.isVisible());
    QTRY_COMPARE(pairs.rowCount(), 6);
    // What was done since stays.
    QTRY_VERIFY(pairs.pairAt(5));
    remove(0);
    QTRY_VERIFY(bar.isVisible());
    labelPairs(*fixture.session, {6}, 1);
    QTRY_COMPARE(fixture.session->undoStack().undoText(),
                 QStringLiteral("Labelled pair 6 appropriate"));
    QVERIFY(undo());
    undo()->click();
    QTRY_COMPARE(pairs.rowCount(), 6);
    const auto labelled = fixture.session->project().pairs().find(6);
    VERIFY_RESULT(labelled);
    QVERIFY(labelled->has_value());
    QCOMPARE((*labelled)->label, std::optional(1));
}

void tst_DataActs::theBinShowsRemovedPairsAndBringsThemBack()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(5)));
    removePairs(*fixture.session, {2, 4});
    Window window(fixture);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 3);
    const auto bin = [&] {
        const auto *facets = window.facets();
        const QModelIndex section = facets->index(int(FacetModel::Section::Bin), 0);
        return facets->index(0, 0, section);
    };
    QTRY_COMPARE(bin().data(FacetModel::CountRole).toInt(), 2);
    QVERIFY(window.facets()->setData(bin(), Qt::Checked, Qt::CheckStateRole));
    QTRY_COMPARE(window.page.pairs()->rowCount(), 2);
    QTRY_VERIFY(window.page.pairs()->pairAt(0));
    QCOMPARE(window.page.pairs()->pairAt(0)->id, 2);
    window.table()->setFocus();
    window.table()->selectRow(0);
    // When, by whom and by what it came here.
    const QString name = fixture.session->annotator();
    QTRY_VERIFY(window.says(QStringLiteral("Removed"), name));
    QTest::keyClick(window.table(), Qt::Key_R);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 1);
    QCOMPARE(fixture.session->project().pairs().count().value_or(-1), 4);
    QTRY_COMPARE(fixture.session->undoStack().undoText(), QStringLiteral("Brought pair 2 back"));
    fixture.session->undoStack().undo();
    QTRY_COMPARE(window.page.pairs()->rowCount(), 2);
    // The button does the same for all that are chosen.
    QTRY_VERIFY(window.page.pairs()->pairAt(1));
    window.table()->selectAll();
    QAbstractButton *button = nullptr;
    for (auto *one : window.page.findChildren<QAbstractButton *>())
        if (one->isVisible() && one->text().startsWith(QLatin1String("Bring")))
            button = one;
    QVERIFY(button);
    button->click();
    QTRY_COMPARE(fixture.session->project().pairs().count().value_or(-1), 5);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 0);
    QVERIFY(window.facets()->setData(bin(), Qt::Unchecked, Qt::CheckStateRole));
    QTRY_COMPARE(window.page.pairs()->rowCount(), 5);
}

void tst_DataActs::aProjectWithNothingButABinShowsIt()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(3)));
    removePairs(*fixture.session, {1, 2, 3});
    Window window(fixture);
    QAbstractButton *show = nullptr;
    const auto found = [&] {
        for (auto *one : window.page.findChildren<QAbstractButton *>())
            if (one->isVisible() && one->text().contains(QLatin1String("removed pairs")))
                show = one;
        return show != nullptr;
    };
    QTRY_VERIFY(found());
    QVERIFY(!window.table()->isVisible());
    show->click();
    QTRY_COMPARE(window.page.pairs()->rowCount(), 3);
    QTRY_VERIFY(window.table()->isVisible());
}

void tst_DataActs::deletingInTheBinDoesNothing()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(3)));
    removePairs(*fixture.session, {1, 2});
    Window window(fixture);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 1);
    const auto *facets = window.facets();
    window.facets()->setData(facets->index(0, 0, facets->index(int(FacetModel::Section::Bin), 0)),
                             Qt::Checked, Qt::CheckStateRole);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 2);
    QTRY_VERIFY(window.page.pairs()->pairAt(1));
    window.table()->setFocus();
    window.table()->selectAll();
    const int steps = fixture.session->undoStack().count();
    for (const Qt::Key key :
         {Qt::Key_Delete, Qt::Key_1, Qt::Key_0, Qt::Key_S, Qt::Key_F, Qt::Key_N})
        QTest::keyClick(window.table(), key);
    QVERIFY(window.page.messages().text().contains(QStringLiteral("bin already")));
    QTest::qWait(0);
    QCOMPARE(fixture.session->undoStack().count(), steps);
    QCOMPARE(window.page.pairs()->rowCount(), 2);
    window.facets()->setData(facets->index(0, 0, facets->index(int(FacetModel::Section::Bin), 0)),
                             Qt::Unchecked, Qt::CheckStateRole);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 1);
    QVERIFY(window.page.messages().isHidden()); // it was said of the bin
}

void tst_DataActs::chosenPairsMoveToASplitWithTheirDialogues()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(6))); // two pairs a dialogue
    Window window(fixture);
    QTRY_VERIFY(window.page.pairs()->pairAt(5));
    window.table()->setFocus();
    window.table()->selectRow(2);
    window.choose(QStringLiteral("test set"), QStringLiteral("Chosen"));
    PairQuery tests;
    tests.splits = {Split::Test};
    const auto tested = [&] {
        return fixture.session->project().pairs().ids(tests).value_or(std::vector<qint64>());
    };
    QTRY_COMPARE(tested(), (std::vector<qint64>{3, 4}));
    QTRY_VERIFY(window.page.messages().text().contains(QStringLiteral("with their dialogue")));
    fixture.session->undoStack().undo();
    QTRY_COMPARE(tested(), std::vector<qint64>());
}

void tst_DataActs::aTestSetIsSetAsideInOneStep()
{
    SessionFixture fixture;
    auto pairs = SessionFixture::pairs(60);
    for (std::size_t i = 0; i < pairs.size(); ++i)
        pairs[i].label = int(i / 2) % 2;
    VERIFY_RESULT(fixture.open(pairs));
    Window window(fixture);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 60);
    const auto tested = [&] {
        const auto counts = fixture.session->project().changes().testSet();
        return counts ? counts->pairs : -1;
    };
    window.choose(QStringLiteral("20"), QString());
    QTRY_VERIFY(window.page.messages().isVisible());
    QTRY_COMPARE(tested(), 12);
    QCOMPARE(fixture.session->undoStack().count(), 1);
    window.choose(QStringLiteral("10"), QString());
    QTRY_VERIFY(window.page.messages().text().contains(QStringLiteral("that large already")));
    QCOMPARE(tested(), 12);
    fixture.session->undoStack().undo();
    QTRY_COMPARE(tested(), 0);
}

void tst_DataActs::theSplitThatIsShownIsTheOneAPairStandsIn()
{
    SessionFixture fixture;
    auto rows = SessionFixture::pairs(6); // dialogues of two
    rows[0].split = Split::Train;
    rows[1].split = Split::Test;
    rows[3].split = Split::Validation;
    VERIFY_RESULT(fixture.open(rows));
    Window window(fixture);
    PairTableModel &pairs = *window.page.pairs();
    QTRY_COMPARE(pairs.rowCount(), 6);
    const auto cell = [&](int row, int role) {
        return pairs.index(row, PairTableModel::SplitColumn).data(role).toString();
    };
    QTRY_COMPARE(cell(0, Qt::DisplayRole), QStringLiteral("Test"));
    QVERIFY(cell(0, Qt::ToolTipRole).contains(QStringLiteral("The file said Train")));
    QCOMPARE(cell(1, Qt::DisplayRole), QStringLiteral("Test"));
    QCOMPARE(cell(1, Qt::ToolTipRole), QString());
    QCOMPARE(cell(2, Qt::DisplayRole), QStringLiteral("Validation"));
    QVERIFY(cell(2, Qt::ToolTipRole).startsWith(QStringLiteral("Validation with its dialogue")));
    QCOMPARE(cell(4, Qt::DisplayRole), QStringLiteral("–"));
    QCOMPARE(cell(4, Qt::ToolTipRole), QString());
    QCOMPARE(pairs.index(0, PairTableModel::Topic).data(Qt::ToolTipRole).toString(), QString());
    // The pair beside the table says the same.
    window.table()->setCurrentIndex(pairs.index(0, 0));
    QTRY_VERIFY(window.says(QStringLiteral("Split: Test"), QStringLiteral("The file said Train")));
    // The filter and its numbers go by it too.
    PairQuery query;
    query.splits = {Split::Test};
    pairs.setQuery(query);
    QTRY_COMPARE(pairs.rowCount(), 2);
    query.splits = {Split::Train};
    pairs.setQuery(query);
    QTRY_COMPARE(pairs.rowCount(), 0);
}

QTEST_MAIN(tst_DataActs)
#include "tst_data_acts.moc"
