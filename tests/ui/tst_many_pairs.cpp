#include "cpu_gap_meter.h"
#include "data_fixture.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>

using namespace tunedesk;

namespace
{
constexpr int kPairs = 50'000;
constexpr double kFrameMs = 50;
} // namespace

/// The Data page with more pairs than it ever holds; tests/bench/bench_data_page measures a
/// million.
class tst_ManyPairs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theFirstHitsAreShownBeforeTheyAreCounted();
    void noActKeepsTheWindowFromItsEvents();
    void checksOfManyPairsKeepItNeither();

private:
    SessionFixture m_fixture;
};

void tst_ManyPairs::initTestCase()
{
    VERIFY_RESULT(m_fixture.open(SessionFixture::pairs(kPairs)));
}

void tst_ManyPairs::theFirstHitsAreShownBeforeTheyAreCounted()
{
    Window window(m_fixture);
    PairTableModel &pairs = *window.page.pairs();
    QTRY_COMPARE(pairs.rowCount(), kPairs);
    auto *search = window.page.findChild<QLineEdit *>();
    for (const auto &[text, hits] :
         {std::pair(QStringLiteral("order"), kPairs), std::pair(QStringLiteral("is"), kPairs),
          std::pair(QStringLiteral("\"order 4999\""), 11)}) {
        QSignalSpy counted(&pairs, &PairTableModel::counted);
        bool isThereFirst = false;
        const auto look = connect(&pairs, &QAbstractItemModel::dataChanged, this, [&] {
            isThereFirst |= pairs.isLoading() && pairs.pairAt(0) && counted.count() == 1;
        });
        search->setText(text);
        Q_EMIT search->returnPressed();
        const bool isMore = hits > PairTableModel::windowRows;
        QTRY_COMPARE(counted.count(), isMore ? 2 : 1);
        disconnect(look);
        QCOMPARE(isThereFirst, isMore);
        QCOMPARE(counted.first().first().toInt(), std::min<int>(hits, PairTableModel::windowRows));
        QCOMPARE(counted.last().first().toInt(), hits);
        QCOMPARE(pairs.rowCount(), hits);
        QVERIFY(!pairs.isLoading());
        search->clear();
        QTRY_COMPARE(pairs.rowCount(), kPairs);
        QTRY_VERIFY(!pairs.isLoading());
    }
}

void tst_ManyPairs::noActKeepsTheWindowFromItsEvents()
{
    Window window(m_fixture);
    PairTableModel &pairs = *window.page.pairs();
    QTRY_COMPARE(pairs.rowCount(), kPairs);
    QTRY_VERIFY(pairs.pairAt(0));
    CpuGapMeter meter;
    QTest::qWait(50);
    meter.restart();
    QScrollBar *bar = window.table()->verticalScrollBar();
    for (int place = 1; place <= 20; ++place) {
        bar->setValue(bar->maximum() * place / 20);
        QTRY_VERIFY(pairs.pairAt(window.table()->rowAt(5)));
    }
    QHeaderView *header = window.table()->horizontalHeader();
    for (const int column :
         {PairTableModel::Pair, PairTableModel::LabelColumn, PairTableModel::SplitColumn,
          PairTableModel::Topic, PairTableModel::Judgement, PairTableModel::Number})
        for (const Qt::SortOrder order : {Qt::DescendingOrder, Qt::AscendingOrder}) {
            QSignalSpy counted(&pairs, &PairTableModel::counted);
            header->setSortIndicator(column, order);
            QTRY_COMPARE(counted.count(), 2);
            QCOMPARE(pairs.rowCount(), kPairs);
        }
    FacetModel &facets = *window.facets();
    const auto filter = [&](FacetModel::Section section, const QString &name, int hits) {
        const QModelIndex parent = facets.index(int(section), 0);
        QModelIndex item;
        for (int row = 0; row < facets.rowCount(parent); ++row)
            if (facets.index(row, 0, parent).data().toString() == name)
                item = facets.index(row, 0, parent);
        QVERIFY2(item.isValid(), qPrintable(name));
        facets.setData(item, Qt::Checked, Qt::CheckStateRole);
        QTRY_COMPARE(pairs.rowCount(), hits);
        facets.setData(item, Qt::Unchecked, Qt::CheckStateRole);
        QTRY_COMPARE(pairs.rowCount(), kPairs);
    };
    QTRY_VERIFY(facets.rowCount(facets.index(int(FacetModel::Section::Topic), 0)) == 2);
    filter(FacetModel::Section::Topic, QStringLiteral("refund"), kPairs / 2);
    filter(FacetModel::Section::Label, QStringLiteral("Appropriate"), 0);
    filter(FacetModel::Section::Import, QStringLiteral("pairs"), kPairs);
    auto *search = window.page.findChild<QLineEdit *>();
    for (const QString &text : {QStringLiteral("order"), QStringLiteral("退款"), QString()}) {
        search->setText(text);
        QTRY_COMPARE(pairs.rowCount(), text == QStringLiteral("退款") ? 0 : kPairs);
    }
    QTRY_VERIFY(!pairs.isLoading());
    qInfo("processor time of the window's thread between two looks at its events: 99 %% below "
          "%.1f ms, longest %.1f ms",
          meter.percentileMs(0.99), meter.longestMs());
    QVERIFY2(meter.longestMs() < kFrameMs, qPrintable(QString::number(meter.longestMs())));
}

void tst_ManyPairs::checksOfManyPairsKeepItNeither()
{
    Window window(m_fixture);
    PairTableModel &pairs = *window.page.pairs();
    QTRY_COMPARE(pairs.rowCount(), kPairs);
    QTRY_VERIFY(pairs.pairAt(0));
    std::array<QList<qint64>, kIssueKinds> found;
    for (qint64 id = 1; id <= kPairs; ++id) {
        if (id % 2 == 0)
            found[std::size_t(PairIssue::Kind::Duplicate)] << id;
        if (id % 3 == 0)
            found[std::size_t(PairIssue::Kind::Long)] << id;
    }
    CpuGapMeter meter;
    QTest::qWait(50);
    meter.restart();
    FacetModel &facets = *window.facets();
    facets.setChecks(found);
    const QModelIndex checks = facets.index(int(FacetModel::Section::Checks), 0);
    for (const auto &[row, hits] : {std::pair(0, kPairs / 2), std::pair(1, kPairs * 2 / 3)}) {
        facets.setData(facets.index(row, 0, checks), Qt::Checked, Qt::CheckStateRole);
        QTRY_COMPARE(pairs.rowCount(), hits);
        QTRY_VERIFY(!pairs.isLoading());
    }
    const auto kinds = [&] {
        return facets.index(0, 0, checks).data(FacetModel::ShareRole).toDouble();
    };
    QTRY_COMPARE(kinds(), 0.5); // counted under all other filters
    window.table()->verticalScrollBar()->setValue(window.table()->verticalScrollBar()->maximum());
    QTRY_VERIFY(pairs.pairAt(pairs.rowCount() - 1));
    QVERIFY2(meter.longestMs() < kFrameMs, qPrintable(QString::number(meter.longestMs())));
}

QTEST_MAIN(tst_ManyPairs)
#include "tst_many_pairs.moc"
