/// Opens a project in the Data page and scrolls, sorts, filters and searches it: how long until the
/// rows are there, how long until the numbers of the filters are, and how long the window's thread
/// was busy at most without a look at its events (in brackets: of its own processor time).
///     QT_QPA_PLATFORM=offscreen bench_data_page PROJECT.tunedesk [WORD…]
#include "data/data_page.h"
#include "data/facet_model.h"
#include "data/pair_table_model.h"
#include "project/index_watch.h"
#include "shell/job_queue.h"
#include "shell/project_session.h"
#include "shell/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QThread>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>

using namespace tunedesk;

namespace
{
constexpr qint64 kPatienceMs = 120'000;

double threadMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

double elapsedMs(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

/// Lets events through and remembers the longest turn.
class Turns
{
public:
    void one()
    {
        QElapsedTimer turn;
        turn.start();
        const double before = threadMs();
        QCoreApplication::processEvents();
        m_longestMs = std::max(m_longestMs, elapsedMs(turn));
        m_longestOwnMs = std::max(m_longestOwnMs, threadMs() - before);
        QThread::usleep(300);
    }
    void act(const std::function<void()> &act)
    {
        QElapsedTimer turn;
        turn.start();
        const double before = threadMs();
        act();
        m_longestMs = std::max(m_longestMs, elapsedMs(turn));
        m_longestOwnMs = std::max(m_longestOwnMs, threadMs() - before);
    }
    double longestMs() const { return m_longestMs; }
    double longestOwnMs() const { return m_longestOwnMs; }

private:
    double m_longestMs = 0, m_longestOwnMs = 0;
};

struct Bench {
    DataPage &page;
    PairTableModel &pairs;
    FacetModel &facets;
    QTableView &table;
    double worstMs = 0, worstOwnMs = 0;

    bool isRowThere(int row) const { return row < pairs.rowCount() && pairs.pairAt(row); }

    /// @param hit when the first rows are there   @param whole when all that it asks for is
    void run(const QString &what, const std::function<void()> &act,
             const std::function<bool()> &hit, const std::function<bool()> &whole)
    {
        Turns turns;
        QElapsedTimer timer;
        timer.start();
        turns.act(act);
        double hitMs = -1;
        while (timer.elapsed() < kPatienceMs) {
            turns.one();
            if (hitMs < 0 && hit())
                hitMs = elapsedMs(timer);
            if (hitMs >= 0 && whole())
                break;
        }
        const double wholeMs = elapsedMs(timer);
        for (int i = 0; i < 50; ++i) // what still comes in
            turns.one();
        worstMs = std::max(worstMs, turns.longestMs());
        worstOwnMs = std::max(worstOwnMs, turns.longestOwnMs());
        std::printf("%-34s rows %8.1f ms, whole %8.1f ms, longest turn %5.1f ms (%.1f), %d pairs\n",
                    qPrintable(what), hitMs, wholeMs, turns.longestMs(), turns.longestOwnMs(),
                    pairs.rowCount());
        std::fflush(stdout);
    }
};
} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.size() < 2)
        return 1;
    QTemporaryDir settings;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    Theme theme;
    JobQueue jobs;
    const PageContext context{theme, jobs};
    DataPage page{context};
    page.resize(1364, 832);
    page.show();

    QElapsedTimer opening;
    opening.start();
    auto session = ProjectSession::open(arguments.at(1));
    if (!session) {
        std::puts(qPrintable(session.error().toLine()));
        return 1;
    }
    std::printf("opened in %.1f ms\n", elapsedMs(opening));
    Bench bench{page, *page.pairs(), *page.findChild<FacetModel *>(), *page.pairsView()};
    int numbers = 0; // how often those of the filters came
    QObject::connect(
        &bench.facets, &QAbstractItemModel::dataChanged, &page, [&](const QModelIndex &first) {
            numbers += !first.parent().isValid() && first.row() == int(FacetModel::Section::Bin);
        });
    bool isCounted = false;
    QObject::connect(page.pairs(), &PairTableModel::counted, &page, [&] { isCounted = true; });
    int before = 0;
    const auto remember = [&] {
        before = numbers;
        isCounted = false;
    };
    const auto rows = [&] {
        return isCounted && (page.pairs()->rowCount() == 0 || bench.isRowThere(0));
    };
    const auto all = [&] { return numbers > before && !page.pairs()->isLoading(); };

    bench.run(
        QStringLiteral("shown"),
        [&] {
            page.setSession(session->get());
            remember(); // the filters are emptied at once, their numbers come later
        },
        rows, all);
    QScrollBar *bar = bench.table.verticalScrollBar();
    const auto topRow = [&] { return bench.isRowThere(bench.table.rowAt(5)); };
    for (int i = 1; i <= 9; ++i)
        bench.run(
            QStringLiteral("scrolled to %1 %").arg(i * 11),
            [&] { bar->setValue(int(double(bar->maximum()) * i * 0.11)); }, topRow, topRow);
    bar->setValue(0);
    for (int i = 0; i < 20; ++i)
        bench.run(
            QStringLiteral("a page down"),
            [&] { bar->triggerAction(QAbstractSlider::SliderPageStepAdd); }, topRow, topRow);
    QHeaderView *header = bench.table.horizontalHeader();
    for (const int column :
         {PairTableModel::Pair, PairTableModel::LabelColumn, PairTableModel::SplitColumn,
          PairTableModel::Topic, PairTableModel::Judgement, PairTableModel::Number})
        for (const Qt::SortOrder order : {Qt::DescendingOrder, Qt::AscendingOrder}) {
            remember();
            bench.run(
                QStringLiteral("by %1, %2")
                    .arg(page.pairs()->headerData(column, Qt::Horizontal).toString(),
                         order == Qt::AscendingOrder ? QStringLiteral("up")
                                                     : QStringLiteral("down")),
                [&] {
                    bar->setValue(0);
                    header->setSortIndicator(column, order);
                },
                rows, rows);
            if (column == PairTableModel::Topic && order == Qt::AscendingOrder)
                bench.run(
                    QStringLiteral("… and in the middle"),
                    [&] { bar->setValue(bar->maximum() / 2); }, topRow, topRow);
        }
    for (int section = 0; section < bench.facets.rowCount(); ++section) {
        const QModelIndex parent = bench.facets.index(section, 0);
        const int items = std::min(bench.facets.rowCount(parent), 3);
        for (int item = 0; item < items; ++item) {
            const auto index = [&] { return bench.facets.index(item, 0, parent); };
            for (const Qt::CheckState state : {Qt::Checked, Qt::Unchecked}) {
                remember();
                bench.run(
                    QStringLiteral("%1 %2").arg(state == Qt::Checked ? QStringLiteral("+")
                                                                     : QStringLiteral("-"),
                                                index().data().toString()),
                    [&] { bench.facets.setData(index(), state, Qt::CheckStateRole); }, rows, all);
            }
        }
    }
    // A check that found 30 and 20 of 100 pairs.
    const int pairs = (*session)->project().pairs().count().value_or(0);
    std::array<QList<qint64>, kIssueKinds> found;
    for (qint64 id = 1; id <= pairs; ++id) {
        if (id % 10 < 3)
            found[std::size_t(PairIssue::Kind::Duplicate)] << id;
        if (id % 5 == 0)
            found[std::size_t(PairIssue::Kind::Long)] << id;
    }
    bench.facets.setChecks(found);
    const QModelIndex checks = bench.facets.index(int(FacetModel::Section::Checks), 0);
    for (const Qt::CheckState state : {Qt::Checked, Qt::Unchecked})
        for (int kind = 0; kind < 2; ++kind) {
            remember();
            bench.run(
                QStringLiteral("%1 check of %2 pairs")
                    .arg(state == Qt::Checked ? QStringLiteral("+") : QStringLiteral("-"))
                    .arg(kind == 0 ? pairs * 3 / 10 : pairs / 5),
                [&] {
                    bench.facets.setData(bench.facets.index(kind, 0, checks), state,
                                         Qt::CheckStateRole);
                },
                rows, all);
        }
    bench.facets.setChecks({});
    const auto watch = IndexWatch::open(arguments.at(1));
    QStringList words = arguments.mid(2);
    if (words.isEmpty())
        words << QStringLiteral("parcel refund") << QStringLiteral("zanzibar")
              << QStringLiteral("parcel") << QStringLiteral("退款") << QStringLiteral("稀有")
              << QStringLiteral("什么时候") << QStringLiteral("qqqq");
    auto *search = page.findChild<QLineEdit *>();
    for (const QString &word : words)
        for (const QString &text : {word, QString()}) {
            const qint64 missing = watch && watch->progress() ? watch->progress()->missing() : -1;
            remember();
            bench.run(
                text.isEmpty() ? QStringLiteral("no search")
                               : QStringLiteral("search %1 (%2 not in the index)")
                                     .arg(text, QString::number(missing)),
                [&] {
                    search->setText(text);
                    Q_EMIT search->returnPressed();
                },
                rows, all);
        }
    std::printf("longest turn of all: %.1f ms (%.1f)\n", bench.worstMs, bench.worstOwnMs);
    page.setSession(nullptr);
    return 0;
}
