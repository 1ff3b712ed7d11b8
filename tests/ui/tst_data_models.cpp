#include "data/facet_model.h"
#include "data/import_preview_model.h"
#include "data/pair_acts.h"
#include "data/pair_table_model.h"
#include "data/search_marks.h"
#include "project_session_fixture.h"
#include "shell/project_reader.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace tunedesk;

class tst_DataModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pairsKeepTheRulesOfItemModels();
    void manyRowsAreAddedInTurns();
    void facetsKeepTheRulesOfItemModels();
    void previewKeepsTheRulesOfItemModels();
    void marksAreFound_data();
    void marksAreFound();
};

void tst_DataModels::pairsKeepTheRulesOfItemModels()
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

void tst_DataModels::manyRowsAreAddedInTurns()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(1200)));
    ProjectReader reader(fixture.path);
    PairTableModel model(nullptr, 100);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setReader(&reader);
    QSignalSpy counted(&model, &PairTableModel::counted);
    QList<int> added;
    bool isTold = true;
    connect(&model, &QAbstractItemModel::rowsInserted, this,
            [&](const QModelIndex &, int first, int last) {
                added << last - first + 1;
                isTold = isTold && model.isLoading() && model.isGrowing();
            });
    model.setQuery({});
    QTRY_COMPARE(counted.count(), 2);
    QCOMPARE(counted.first().first().toInt(), int(PairTableModel::windowRows));
    QCOMPARE(counted.last().first().toInt(), 1200);
    QCOMPARE(added, (QList<int>{100, 100, 100, 100, 100, 100, 88}));
    QVERIFY(isTold);
    QVERIFY(!model.isLoading() && !model.isGrowing());

    // Another question, and the project's change, meanwhile.
    added.clear();
    counted.clear();
    PairQuery few;
    few.search = QStringLiteral("\"order 77\"");
    const auto ask = connect(&model, &QAbstractItemModel::rowsInserted, &model, [&] {
        if (added.size() == 2)
            model.setQuery(few);
    });
    model.setQuery({});
    QTRY_COMPARE(model.rowCount(), 11);
    QTRY_VERIFY(!model.isLoading());
    disconnect(ask);
    QCOMPARE(added, (QList<int>{100, 100}));
    QCOMPARE(counted.last().first().toInt(), 11);
    added.clear();
    counted.clear();
    connect(&model, &QAbstractItemModel::rowsInserted, &model, [&] {
        if (added.size() == 2)
            model.refresh();
    });
    model.setQuery({});
    QTRY_COMPARE(counted.count(), 2);
    QCOMPARE(model.rowCount(), 1200);
    QCOMPARE(added, (QList<int>{100, 100, 100, 100, 100, 100, 88}));
    QVERIFY(!model.isLoading() && !model.isGrowing());
}

void tst_DataModels::facetsKeepTheRulesOfItemModels()
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

void tst_DataModels::previewKeepsTheRulesOfItemModels()
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

void tst_DataModels::marksAreFound_data()
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

void tst_DataModels::marksAreFound()
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

QTEST_MAIN(tst_DataModels)
#include "tst_data_models.moc"
