#include "plots/plot_decor.h"
#include "plots/plot_group.h"
#include "plots/plot_panel.h"
#include "plots/plot_table_model.h"
#include "plots/plot_theme.h"
#include "plots/plot_ticker.h"
#include "plots/smoothing.h"
#include "plots/text_places.h"
#include "plots/value_pyramid.h"
#include "shell/theme.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QTest>

#include <cmath>
#include <random>

using namespace tunedesk;

class tst_Plots : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSmoothedMeanIsFreeOfItsStart();
    void noSmoothingKeepsTheValues();
    void aGapDoesNotBreakTheMean();
    void ticksAreStepsOfOneTwoOrFive_data();
    void ticksAreStepsOfOneTwoOrFive();
    void endLabelsNeverOverlap();
    void textsKeepOffTheLinesAndOffEachOther();
    void appendedPointsKeepTheirPlaceOnEachAxis();
    void valuesOfZeroAndMoreNeedNoAxisBelowZero();
    void zoomingEndsFollowing();
    void aRangeIsSharedInAGroup();
    void csvHoldsRawAndSmoothed();
    void anUnseenPanelIsNotDrawn();
    void aMillionPointsPan();
    void theTableHoldsEveryPoint();
    void anyStretchKnowsItsLowestAndHighest();

private:
    Theme m_theme;
};

// Baseline by hand, weight 0.5: 1; (0.5·1·0.5 + 0.5·3)/0.75; (… + 0.5·5)/0.875.
void tst_Plots::theSmoothedMeanIsFreeOfItsStart()
{
    const std::vector<double> values = {1, 3, 5};
    const auto mean = smoothed(values, 0.5);
    QCOMPARE(mean[0], 1.0);
    QVERIFY(std::abs(mean[1] - 1.75 / 0.75) < 1e-12);
    QVERIFY(std::abs(mean[2] - 3.375 / 0.875) < 1e-12);
}

void tst_Plots::noSmoothingKeepsTheValues()
{
    const std::vector<double> values = {0.7, 0.1, 0.4};
    QCOMPARE(smoothed(values, 0), values);
}

void tst_Plots::aGapDoesNotBreakTheMean()
{
    const std::vector<double> values = {2, std::nan(""), 2};
    QCOMPARE(smoothed(values, 0.9).back(), 2.0);
}

void tst_Plots::ticksAreStepsOfOneTwoOrFive_data()
{
    QTest::addColumn<double>("span");
    QTest::addColumn<double>("step");
    QTest::newRow("loss") << 0.8 << 0.2;
    QTest::newRow("learning rate") << 2e-4 << 5e-5;
    QTest::newRow("steps") << 1030.0 << 500.0;
    QTest::newRow("nothing") << 0.0 << 1.0;
}

void tst_Plots::ticksAreStepsOfOneTwoOrFive()
{
    QFETCH(double, span);
    QFETCH(double, step);
    QVERIFY(std::abs(PlotTicker::niceStep(span, 4) / step - 1) < 1e-9);
}

void tst_Plots::endLabelsNeverOverlap()
{
    const auto placed = spreadLabels({50, 51, 52, 10}, 14, 0, 60);
    auto sorted = placed;
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t i = 1; i < sorted.size(); ++i)
        QVERIFY(sorted[i] - sorted[i - 1] >= 14 - 1e-9);
    QVERIFY(sorted.back() <= 60);
}

void tst_Plots::textsKeepOffTheLinesAndOffEachOther()
{
    QCustomPlot plot;
    plot.resize(400, 300);
    plot.addGraph()->setData(QVector<double>{0, 10}, QVector<double>{0, 10});
    plot.xAxis->setRange(0, 10);
    plot.yAxis->setRange(0, 10);
    plot.replot(QCustomPlot::rpImmediateRefresh);
    const QRectF area = plot.axisRect()->rect();
    const auto spot = [&](double x, double y) { // its middle, in axis coordinates
        const QPointF at(plot.xAxis->coordToPixel(x), plot.yAxis->coordToPixel(y));
        return QRectF(at - QPointF(20, 6), QSizeF(40, 12));
    };
    TextPlaces places(plot, area.toRect());
    places.addLevel(plot.yAxis->coordToPixel(2));
    places.addVertical(plot.xAxis->coordToPixel(8));
    const QRectF onLine = spot(5, 5), onLevel = spot(5, 2), onVertical = spot(8, 5),
                 outside = spot(12, 3), free = spot(2, 8), alsoFree = spot(6, 3.5);
    const auto first = places.take({onLine, onLevel, onVertical, outside, free, alsoFree});
    QVERIFY(first.isFree);
    QCOMPARE(first.rect, free);
    const auto second = places.take({free, onLine, alsoFree});
    QVERIFY(second.isFree);
    QCOMPARE(second.rect, alsoFree);
    const auto nowhere = places.take({outside, onLine, onVertical});
    QVERIFY(!nowhere.isFree);
    QCOMPARE(nowhere.rect, onVertical); // rather through an upright line than through a curve
    plot.graph(0)->setVisible(false);
    QVERIFY(places.take({spot(3, 3)}).isFree); // a hidden line is in nobody's way
}

void tst_Plots::appendedPointsKeepTheirPlaceOnEachAxis()
{
    PlotPanel panel(m_theme);
    panel.addSeries({QStringLiteral("Train"),
                     QStringLiteral("train_loss"),
                     {},
                     1,
                     true,
                     PlotSeries::Look::Smoothed});
    panel.append(0, PlotPoint{10, 0.5, 3, 0.7});
    panel.append(0, PlotPoint{20, 1.0, 6, 0.5});
    QCOMPARE(panel.xExtent().second, 20.0);
    panel.setAxis(PlotAxis::Epoch);
    QCOMPARE(panel.xExtent().second, 1.0);
    panel.append(0, PlotPoint{30, 1.5, 9, 0.4});
    panel.setAxis(PlotAxis::Time);
    QCOMPARE(panel.xExtent().second, 9.0);
    QCOMPARE(panel.drawnValues(0).size(), 3U);
    panel.setSmoothing(0);
    QCOMPARE(panel.drawnValues(0), (std::vector<double>{0.7, 0.5, 0.4}));
}

void tst_Plots::valuesOfZeroAndMoreNeedNoAxisBelowZero()
{
    PlotPanel panel(m_theme);
    panel.resize(400, 300);
    panel.show();
    const int series = panel.addSeries({});
    panel.append(series, PlotPoint{1, 0.1, 2, 0});
    panel.append(series, PlotPoint{2, 0.2, 4, 0.6});
    QTRY_VERIFY(panel.yRange().second > 0.6 && panel.yRange().second < 1);
    QCOMPARE(panel.yRange().first, 0.0);
    panel.append(series, PlotPoint{3, 0.3, 6, -0.2});
    QTRY_VERIFY(panel.yRange().first < -0.2);
}

void tst_Plots::zoomingEndsFollowing()
{
    PlotGroup group;
    PlotPanel panel(m_theme);
    group.add(&panel);
    QVERIFY(group.isFollowing());
    QTest::keyClick(panel.canvas(), Qt::Key_Plus);
    QVERIFY(!group.isFollowing());
    QTest::keyClick(panel.canvas(), Qt::Key_R);
    QVERIFY(group.isFollowing());
}

void tst_Plots::aRangeIsSharedInAGroup()
{
    PlotGroup group;
    PlotPanel first(m_theme), second(m_theme);
    group.add(&first);
    group.add(&second);
    Q_EMIT first.xRangeWished(100, 200);
    QCOMPARE(second.xRange(), (std::pair{100.0, 200.0}));
}

void tst_Plots::csvHoldsRawAndSmoothed()
{
    PlotPanel panel(m_theme);
    panel.setSmoothing(0.5);
    panel.addSeries({QStringLiteral("Train"), QStringLiteral("train_loss"), QStringLiteral("a, b"),
                     1, true, PlotSeries::Look::Smoothed});
    panel.append(0, PlotPoint{1, 0.1, 2, 1});
    panel.append(0, PlotPoint{2, 0.2, 4, 3});
    const QStringList lines = panel.toCsv().split(QLatin1Char('\n'));
    QCOMPARE(lines[0], QStringLiteral("run,metric,step,epoch,seconds,raw,smoothed"));
    QCOMPARE(lines[1], QStringLiteral("\"a, b\",train_loss,1,0.1,2,1,1"));
    QVERIFY(lines[2].startsWith(QStringLiteral("\"a, b\",train_loss,2,0.2,4,3,2.33333")));
}

void tst_Plots::anUnseenPanelIsNotDrawn()
{
    PlotPanel panel(m_theme);
    panel.addSeries({});
    for (int i = 0; i < 100; ++i)
        panel.append(0, PlotPoint{double(i), 0, 0, 1});
    QTest::qWait(100);
    QCOMPARE(panel.replotCount(), 0);
}

void tst_Plots::aMillionPointsPan()
{
    PlotPanel panel(m_theme);
    panel.addSeries({QStringLiteral("Train"), {}, {}, 1, true, PlotSeries::Look::Line});
    std::vector<PlotPoint> points;
    for (int i = 0; i < 1'000'000; ++i)
        points.push_back({double(i), i / 1e4, i / 1e2,
                          0.5 + 0.3 * std::sin(i * 1e-4) + 0.05 * std::sin(i * 1.7)});
    panel.append(0, points);
    panel.resize(516, 330);
    panel.show();
    panel.setFollow(false);
    QTest::qWait(60);
    QElapsedTimer clock;
    double worst = 0, sum = 0;
    constexpr int kFrames = 20;
    for (int i = 0; i < kFrames; ++i) {
        panel.setXRange(i * 1000, 900'000 + i * 1000);
        clock.start();
        panel.replotNow();

        const double ms = double(clock.nsecsElapsed()) / 1e6;
        worst = std::max(worst, ms);
        sum += ms;
    }
    qInfo("1,000,000 points: mean %.1f ms, worst %.1f ms a frame", sum / kFrames, worst);
    QVERIFY2(sum / kFrames < 100, "a frame takes longer than any screen allows");
}

void tst_Plots::theTableHoldsEveryPoint()
{
    PlotTableModel model({{QStringLiteral("F1"), {5, 0.5, 1, 0.9}, 0.9}}, ValueFormat::Score);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, PlotTableModel::ValueColumn).data().toString(),
             QLocale().toString(0.9, 'f', 3));
}

void tst_Plots::anyStretchKnowsItsLowestAndHighest()
{
    std::mt19937 random(7);
    std::vector<double> values;
    ValuePyramid pyramid;
    for (int i = 0; i < 5000; ++i) {
        values.push_back(random() % 50 == 0 ? std::nan("") : double(random() % 100'000));
        pyramid.append(values.back());
    }
    for (int i = 0; i < 500; ++i) {
        const std::size_t from = random() % values.size();
        const std::size_t to = from + random() % (values.size() - from + 1);
        ValuePyramid::Extent wanted;
        for (std::size_t at = from; at < to; ++at)
            wanted.add(values[at]);
        const auto found = pyramid.extent(from, to);
        QCOMPARE(found.isEmpty(), wanted.isEmpty());
        if (!wanted.isEmpty()) {
            QCOMPARE(found.low, wanted.low);
            QCOMPARE(found.high, wanted.high);
        }
    }
    QVERIFY(pyramid.extent(17, 17).isEmpty());
}

QTEST_MAIN(tst_Plots)
#include "tst_plots.moc"
