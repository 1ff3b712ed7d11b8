#include "data/data_page.h"
#include "data/facet_model.h"
#include "data/import_preview_model.h"
#include "data/import_view.h"
#include "data/mapping_header.h"
#include "data/pair_acts.h"
#include "data/pair_table_model.h"
#include "data/search_marks.h"
#include "project_session_fixture.h"
#include "shell/job_queue.h"
#include "shell/message_bar.h"
#include "shell/project_reader.h"
#include "shell/theme.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QThread>

using namespace tunedesk;

namespace
{
struct Window {
    Theme theme;
    JobQueue jobs;
    PageContext context{theme, jobs};
    DataPage page{context};

    explicit Window(SessionFixture &fixture, int textPercent = 100)
    {
        theme.setTextPercent(textPercent);
        page.resize(1364, 832);
        page.setSession(fixture.session.get());
        page.show();
        page.activateWindow();
    }
    ~Window() { page.setSession(nullptr); }
    QTableView *table() { return page.pairsView(); }
    FacetModel *facets() { return page.findChild<FacetModel *>(); }
    /// Whether one label shows both.
    bool says(const QString &first, const QString &second) const
    {
        for (const QLabel *label : page.findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(first) &&
                label->text().contains(second))
                return true;
        return false;
    }
    /// Chooses an entry of the menu of splits, as a person who opens it does.
    void choose(const QString &text, const QString &start)
    {
        for (QMenu *menu : page.findChildren<QMenu *>()) {
            Q_EMIT menu->aboutToShow();
            for (QAction *action : menu->findChildren<QAction *>())
                if (action->text().startsWith(start) && action->text().contains(text) &&
                    !action->menu()) {
                    QVERIFY(action->isEnabled());
                    action->trigger();
                    return;
                }
        }
        QFAIL("no such entry");
    }
};

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}
} // namespace

class tst_DataPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pairsKeepTheRulesOfItemModels();
    void facetsKeepTheRulesOfItemModels();
    void previewKeepsTheRulesOfItemModels();
    void marksAreFound_data();
    void marksAreFound();
    void searchFindsChinese();
    void aColumnThatWasHiddenStaysHiddenAfterLargeText_data();
    void aColumnThatWasHiddenStaysHiddenAfterLargeText();
    void anOldAnswerIsDropped();
    void keysLabelAllChosenRowsInOneStep();
    void removedPairsComeBack();
    void theBinShowsRemovedPairsAndBringsThemBack();
    void aProjectWithNothingButABinShowsIt();
    void deletingInTheBinDoesNothing();
    void chosenPairsMoveToASplitWithTheirDialogues();
    void aTestSetIsSetAsideInOneStep();
    void nothingFoundNamesTheFilter();
    void anImportComesInAndGoesAsOneStep();
    void aGuessedEncodingIsAskedAbout();
    void aBrokenFileSaysWhatToDo();
    void readingNeverHoldsUpTheWindow();
};

void tst_DataPage::pairsKeepTheRulesOfItemModels()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(1200)));
    ProjectReader reader(fixture.path);
    PairTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy counted(&model, &PairTableModel::counted);
    model.setReader(&reader);
    model.setQuery({});
    QTRY_COMPARE(model.rowCount(), 1200);
    QVERIFY(!model.pairAt(1199)); // the tester has asked for the first window by now
    const QModelIndex far = model.index(1199, PairTableModel::Pair);
    QVERIFY(!far.data(PairTableModel::PairRole).isValid());
    QTRY_VERIFY(model.pairAt(1199));
    QCOMPARE(far.data().toString().section(QLatin1Char('\n'), 0, 0),
             QStringLiteral("Where is order 1200?"));
    model.sort(PairTableModel::Number, Qt::DescendingOrder);
    QTRY_VERIFY(model.index(0, 0).data(PairTableModel::IdRole).toLongLong() == 1200);
    labelPairs(*fixture.session, {1200}, 1);
    QSignalSpy labelled(fixture.session.get(), &ProjectSession::labelsChanged);
    QTRY_COMPARE(labelled.count(), 1);
    model.refresh();
    QTRY_COMPARE(model.index(0, PairTableModel::LabelColumn).data().toString(),
                 QStringLiteral("Appropriate"));
}

void tst_DataPage::facetsKeepTheRulesOfItemModels()
{
    FacetModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setImports({{1, QStringLiteral("a.csv"), {}, 0, 5, false},
                      {2, QStringLiteral("b.csv"), {}, 0, 7, true}});
    PairFacets facets;
    facets.labels[int(PairQuery::LabelState::Appropriate)] = 3;
    facets.groups = {{QStringLiteral("refund"), 4}, {QStringLiteral("配送"), 1}};
    model.setFacets(facets);
    QCOMPARE(model.rowCount(model.index(2, 0)), 1);
    QCOMPARE(model.rowCount(model.index(int(FacetModel::Section::Topic), 0)), 2);
    QSignalSpy changed(&model, &FacetModel::filterChanged);
    const QModelIndex good = model.index(0, 0, model.index(0, 0));
    QCOMPARE(good.data(FacetModel::CountRole).toInt(), 3);
    QVERIFY(model.setData(good, Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(changed.count(), 1);
    PairQuery query;
    model.applyTo(query);
    QCOMPARE(query.labels, QList{PairQuery::LabelState::Appropriate});
    facets.groups.clear();
    model.setFacets(facets);
    QCOMPARE(model.rowCount(model.index(int(FacetModel::Section::Topic), 0)), 0);
}

void tst_DataPage::previewKeepsTheRulesOfItemModels()
{
    ImportPreviewModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    ImportPreview preview;
    preview.format.columnNames = {QStringLiteral("q"), QStringLiteral("a")};
    preview.format.columns = {PairColumn::Question, PairColumn::Reply};
    ImportPreview::Row good, bad, twice;
    good.row.cells = {QStringLiteral("Where?"), QStringLiteral("Here.")};
    bad.row.cells = {QStringLiteral("Where?"), QString()};
    bad.row.rejected =
        RejectedRow{3, QStringLiteral("a"), QStringLiteral("The reply is empty."), {}};
    twice.row.cells = good.row.cells;
    twice.duplicate = true;
    preview.rows = {good, bad, twice};
    model.setPreview(preview);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.columnCount(), 4);
    model.setFilter(ImportPreviewModel::Show::Problems);
    QCOMPARE(model.rowCount(), 2);
    model.setFilter(ImportPreviewModel::Show::Reason, QStringLiteral("The reply is empty."));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, 3).data().toString(), QStringLiteral("The reply is empty."));
}

void tst_DataPage::marksAreFound_data()
{
    using Spans = QList<std::pair<int, int>>;
    QTest::addColumn<QString>("search");
    QTest::addColumn<QString>("question");
    QTest::addColumn<Spans>("spans");
    QTest::newRow("nothing") << QString() << QStringLiteral("a refund") << Spans{};
    QTest::newRow("case") << QStringLiteral("REFUND") << QStringLiteral("a refund")
                          << Spans{{2, 6}};
    QTest::newRow("phrase") << QStringLiteral("\"on time\"") << QStringLiteral("not on time")
                            << Spans{{4, 7}};
    QTest::newRow("without") << QStringLiteral("-refund") << QStringLiteral("a refund") << Spans{};
    QTest::newRow("other side") << QStringLiteral("a:refund") << QStringLiteral("a refund")
                                << Spans{};
    QTest::newRow("中文") << QStringLiteral("退款") << QStringLiteral("我的退款呢，退款")
                          << Spans{{2, 2}, {6, 2}};
    QTest::newRow("over each other")
        << QStringLiteral("abc bcd") << QStringLiteral("abcd") << Spans{{0, 4}};
    QTest::newRow("open quote") << QStringLiteral("\"refund") << QStringLiteral("refund")
                                << Spans{{0, 6}};
    QTest::newRow("only signs") << QStringLiteral("- q: \"\"") << QStringLiteral("q") << Spans{};
}

void tst_DataPage::marksAreFound()
{
    using Spans = QList<std::pair<int, int>>;
    QFETCH(QString, search);
    QFETCH(QString, question);
    QFETCH(Spans, spans);
    Spans found;
    for (const auto &span : SearchMarks(search).spans(SearchMarks::Side::Question, question))
        found.append({span.start, span.length});
    QCOMPARE(found, spans);
}

void tst_DataPage::aColumnThatWasHiddenStaysHiddenAfterLargeText_data()
{
    QTest::addColumn<bool>("isHidden");
    QTest::addColumn<bool>("isReopened"); // while the text is large
    QTest::newRow("hidden") << true << false;
    QTest::newRow("shown") << false << false;
    QTest::newRow("hidden, opened again") << true << true;
    QTest::newRow("shown, opened again") << false << true;
}

void tst_DataPage::aColumnThatWasHiddenStaysHiddenAfterLargeText()
{
    QFETCH(bool, isHidden);
    QFETCH(bool, isReopened);
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(3)));
    auto window = std::make_unique<Window>(fixture);
    const auto topicIsHidden = [&] {
        return window->table()->horizontalHeader()->isSectionHidden(PairTableModel::Topic);
    };
    window->table()->horizontalHeader()->setSectionHidden(PairTableModel::Topic, isHidden);
    window->theme.setTextPercent(150);
    QVERIFY(topicIsHidden()); // there is no room for it
    const QHeaderView *header = window->table()->horizontalHeader();
    QVERIFY(header->sectionSize(PairTableModel::Pair) > 300);
    if (isReopened) {
        window.reset();
        VERIFY_RESULT(fixture.reopen());
        window = std::make_unique<Window>(fixture, 150);
        QVERIFY(topicIsHidden());
    }
    window->theme.setTextPercent(100);
    QCOMPARE(topicIsHidden(), isHidden);
    QVERIFY(!window->table()->horizontalHeader()->isSectionHidden(PairTableModel::SplitColumn));
}

void tst_DataPage::searchFindsChinese()
{
    SessionFixture fixture;
    auto rows = SessionFixture::pairs(5);
    rows[3].question = QStringLiteral("我的退款什么时候到账？");
    VERIFY_RESULT(fixture.open(rows));
    Window window(fixture);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 5);
    auto *search = window.page.findChild<QLineEdit *>();
    for (const QString &words :
         {QStringLiteral("退款"), QStringLiteral("什么时候"), QStringLiteral("账")}) {
        search->setText(QString());
        QTRY_COMPARE(window.page.pairs()->rowCount(), 5);
        search->setText(words);
        QTRY_COMPARE(window.page.pairs()->rowCount(), 1);
        QTRY_COMPARE(window.page.pairs()->index(0, 0).data(PairTableModel::IdRole).toLongLong(), 4);
    }
}

void tst_DataPage::anOldAnswerIsDropped()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(20)));
    ProjectReader reader(fixture.path);
    PairTableModel model;
    model.setReader(&reader);
    QSignalSpy counted(&model, &PairTableModel::counted);
    PairQuery one;
    one.search = QStringLiteral("\"order 20\"");
    model.setQuery({});
    model.setQuery(one);
    QTRY_COMPARE(counted.count(), 1);
    QCOMPARE(model.rowCount(), 1);
}

void tst_DataPage::keysLabelAllChosenRowsInOneStep()
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

void tst_DataPage::removedPairsComeBack()
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

void tst_DataPage::theBinShowsRemovedPairsAndBringsThemBack()
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

void tst_DataPage::aProjectWithNothingButABinShowsIt()
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

void tst_DataPage::deletingInTheBinDoesNothing()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(3)));
    removePairs(*fixture.session, {1, 2});
    Window window(fixture);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 1);
    const auto *facets = window.facets();
    window.facets()->setData(
        facets->index(0, 0, facets->index(int(FacetModel::Section::Bin), 0)), Qt::Checked,
        Qt::CheckStateRole);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 2);
    QTRY_VERIFY(window.page.pairs()->pairAt(1));
    window.table()->setFocus();
    window.table()->selectAll();
    const int steps = fixture.session->undoStack().count();
    for (const Qt::Key key : {Qt::Key_Delete, Qt::Key_1, Qt::Key_0, Qt::Key_F})
        QTest::keyClick(window.table(), key);
    QVERIFY(window.page.messages().text().contains(QStringLiteral("bin already")));
    QTest::qWait(0);
    QCOMPARE(fixture.session->undoStack().count(), steps);
    QCOMPARE(window.page.pairs()->rowCount(), 2);
}

void tst_DataPage::chosenPairsMoveToASplitWithTheirDialogues()
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

void tst_DataPage::aTestSetIsSetAsideInOneStep()
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

void tst_DataPage::nothingFoundNamesTheFilter()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(4)));
    Window window(fixture);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 4);
    window.page.findChild<QLineEdit *>()->setText(QStringLiteral("zebra"));
    const auto drop = [&]() -> QAbstractButton * {
        for (auto *button : window.page.findChildren<QAbstractButton *>())
            if (button->isVisible() && button->text().contains(QStringLiteral("zebra")))
                return button;
        return nullptr;
    };
    QTRY_VERIFY(drop());
    QVERIFY(drop()->text().contains(QStringLiteral("4")));
    drop()->click();
    QTRY_COMPARE(window.page.pairs()->rowCount(), 4);
}

void tst_DataPage::anImportComesInAndGoesAsOneStep()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(2)));
    Window window(fixture);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 2);
    const QString file = fixture.folder.filePath(QStringLiteral("march.csv"));
    write(file, "ticket,customer_text,agent_text,verdict\n"
                "R-1,我的退款呢？,三天内到账。,1\n"
                "R-2,\"Is it, maybe, late?\",,0\n"
                "R-3,And now?,Please rate us.,0\n"
                "R-1,我的退款呢？,三天内到账。,1\n");
    window.page.open(QStringLiteral("import:") + file);
    ImportView *import = window.page.importView();
    QTRY_VERIFY(!import->mapping().columns().isEmpty());
    if (!import->canImport()) { // names that nothing guesses: the person maps them
        const QList<PairColumn> wanted{PairColumn::Dialogue, PairColumn::Question,
                                       PairColumn::Reply, PairColumn::Label};
        auto boxes = import->mapping().findChildren<QComboBox *>();
        QCOMPARE(boxes.size(), wanted.size());
        import->mapping().setColumns(wanted);
        Q_EMIT import->mapping().mappingChanged();
    }
    QTRY_VERIFY(import->canImport());
    QTest::keyClick(import, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!import->isOpen());
    QTRY_COMPARE(window.page.pairs()->rowCount(),
                 2); // the two rows that came in, filtered to their import
    QCOMPARE(window.page.pairs()->query().imports.size(), 1);
    QCOMPARE(fixture.session->project().pairs().count().value_or(-1), 4);
    QTRY_COMPARE(fixture.session->undoStack().count(), 1);
    fixture.session->undoStack().undo();
    QTRY_COMPARE(fixture.session->project().pairs().count().value_or(-1), 2);
    fixture.session->undoStack().redo();
    QTRY_COMPARE(fixture.session->project().pairs().count().value_or(-1), 4);
}

void tst_DataPage::aGuessedEncodingIsAskedAbout()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(2)));
    Window window(fixture);
    window.page.open(QStringLiteral("import:" TUNEDESK_SOURCE_DIR
                                    "/tests/fixtures/encodings/windows-1251.csv"));
    ImportView *import = window.page.importView();
    auto *table = import->findChild<QTableView *>();
    QTRY_COMPARE(table->model()->rowCount(), 4);
    QVERIFY(!import->canImport());
    QComboBox *encodings = nullptr;
    for (auto *box : import->findChildren<QComboBox *>())
        if (box->findText(QStringLiteral("windows-1251")) > 0)
            encodings = box;
    QVERIFY(encodings);
    QVERIFY2(encodings->currentText().contains(QLatin1String("windows-1251")),
             qPrintable(encodings->currentText()));
    encodings->setFocus();
    QTest::keyClicks(encodings, QStringLiteral("windows-1251"));
    QTRY_VERIFY(import->canImport());
    QTest::keyClick(import, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(fixture.session->project().pairs().count().value_or(-1), 6);
    QCOMPARE(fixture.session->project().pairs().find(3)->value_or(DialoguePair()).question,
             QStringLiteral("Когда приедет мой заказ?"));
}

void tst_DataPage::aBrokenFileSaysWhatToDo()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(2)));
    Window window(fixture);
    const QString file = fixture.folder.filePath(QStringLiteral("broken.csv"));
    write(file, "question,reply\nWhere?,\"There\n");
    window.page.open(QStringLiteral("import:") + file);
    QTRY_VERIFY(window.page.messages().isVisible());
    QCOMPARE(window.page.messages().kind(), MessageBar::Kind::Error);
    QVERIFY(!window.page.importView()->canImport());
    QTest::keyClick(window.page.importView(), Qt::Key_Escape);
    QTRY_VERIFY(!window.page.importView()->isOpen());
    QCOMPARE(fixture.session->project().pairs().count().value_or(-1), 2);
}

void tst_DataPage::readingNeverHoldsUpTheWindow()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(20'000)));
    Window window(fixture);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 20'000);
    QTRY_VERIFY(window.page.pairs()->pairAt(0));
    auto *search = window.page.findChild<QLineEdit *>();
    double longest = 0;
    QElapsedTimer all;
    all.start();
    for (const QString &words :
         {QStringLiteral("order"), QStringLiteral("tomorrow 19"), QStringLiteral("1")}) {
        search->setText(words);
        QElapsedTimer wait;
        wait.start();
        while (wait.elapsed() < 600) {
            QElapsedTimer turn;
            turn.start();
            QCoreApplication::processEvents();
            longest = std::max(longest, double(turn.nsecsElapsed()) / 1e6);
            QThread::usleep(500);
        }
    }
    qInfo("20,000 pairs, three searches: longest turn of the event loop %.1f ms", longest);
    QVERIFY(longest < 500); // generous: the machine of the tests may be busy
}

QTEST_MAIN(tst_DataPage)
#include "tst_data_page.moc"
