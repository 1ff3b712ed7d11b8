#include "plots/plot_group.h"
#include "plots/plot_panel.h"
#include "shell/theme.h"
#include "train/run_plots.h"
#include "train/run_text.h"

#include <QTest>

using namespace tunedesk;

/// The plots of a run whose head is fitted to the unchanged model first and that fine-tunes then.
class tst_RunPlots : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theFitIsOneEpoch();
    void thePlanBeginsWithFineTuning();
    void aRunThatGoesOnPlansTheSame();
    void aPlainRunPlansFromItsFirstStep();

private:
    MetricRow row(qint64 step, double epoch, const char *name, double value) const
    {
        return {.step = step,
                .epoch = epoch,
                .seconds = double(step),
                .name = QLatin1String(name),
                .value = value};
    }
    /// 30 iterations, then fine-tuning of 40 steps in 4 epochs, up to its step `last`.
    std::vector<MetricRow> rows(qint64 first, qint64 last) const
    {
        std::vector<MetricRow> all;
        for (qint64 step = first; step <= 30; ++step)
            all.push_back(row(step, double(step) / 31, metric::kTrainLoss, 0.6));
        if (first <= 30) {
            all.push_back(row(30, 30.0 / 31, metric::kMatthews, 0.2));
            all.push_back(row(30, 30.0 / 31, metric::kF1, 0.7));
        }
        for (qint64 step = std::max<qint64>(1, first - 30); step <= last; ++step) {
            all.push_back(row(30 + step, 1 + double(step) / 10, metric::kTrainLoss, 0.5));
            all.push_back(row(30 + step, 1 + double(step) / 10, metric::kLearningRate, 1e-4));
        }
        return all;
    }
    PlotPanel *panel(int number) const { return m_plots->group().panels().at(number); }

    Theme m_theme;
    std::unique_ptr<RunPlots> m_plots;
};

namespace
{
TrainingRecipe bothWays()
{
    TrainingRecipe recipe;
    recipe.head = QStringLiteral("features_then_segments");
    recipe.epochs = 4;
    return recipe;
}
} // namespace

void tst_RunPlots::init()
{
    m_plots = std::make_unique<RunPlots>(m_theme);
}

void tst_RunPlots::theFitIsOneEpoch()
{
    TrainingRecipe recipe = bothWays();
    QCOMPARE(epochsOf(recipe), 5.0);
    recipe.head = QStringLiteral("features");
    QCOMPARE(epochsOf(recipe), 1.0);
    recipe.head = QStringLiteral("sequence");
    QCOMPARE(epochsOf(recipe), 4.0);
}

void tst_RunPlots::thePlanBeginsWithFineTuning()
{
    m_plots->begin(bothWays(), QStringLiteral("Run"));
    m_plots->setTotals(70, 5);
    m_plots->append(rows(1, 0));
    QVERIFY(panel(2)->points(1).empty());
    m_plots->append(rows(31, 3));
    const auto plan = panel(2)->points(1);
    QVERIFY(!plan.empty());
    QCOMPARE(plan.front().step, 30.0);
    QCOMPARE(plan.front().epoch, 1.0);
    QCOMPARE(plan.front().value, 0.0);
    QCOMPARE(plan.back().step, 70.0);
    QCOMPARE(plan.back().epoch, 5.0);
    // Warm-up is a tenth of the 40 steps: then the whole rate.
    double highest = 0;
    for (const PlotPoint &point : plan)
        highest = std::max(highest, point.value);
    QVERIFY(qAbs(highest - bothWays().learningRate) < 1e-6);
    QVERIFY(m_plots->best());
    QCOMPARE(m_plots->best()->at.step, 30.0);
}

void tst_RunPlots::aRunThatGoesOnPlansTheSame()
{
    m_plots->begin(bothWays(), QStringLiteral("Run"));
    m_plots->setTotals(70, 5);
    m_plots->append(rows(47, 20));
    const auto plan = panel(2)->points(1);
    QVERIFY(!plan.empty());
    QCOMPARE(plan.front().step, 30.0);
    QCOMPARE(plan.front().epoch, 1.0);
}

void tst_RunPlots::aPlainRunPlansFromItsFirstStep()
{
    TrainingRecipe recipe;
    m_plots->begin(recipe, QStringLiteral("Run"));
    m_plots->setTotals(40, 4);
    const auto plan = panel(2)->points(1);
    QVERIFY(!plan.empty());
    QCOMPARE(plan.front().step, 0.0);
    QCOMPARE(plan.back().step, 40.0);
    QCOMPARE(plan.back().epoch, 4.0);
}

QTEST_MAIN(tst_RunPlots)
#include "tst_run_plots.moc"
