#include "runs/run_curves.h"

#include "plots/plot_group.h"
#include "plots/plot_panel.h"
#include "train/run_text.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <cmath>
#include <limits>

namespace tunedesk
{

RunCurves::RunCurves(Theme &theme, QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_panel = new PlotPanel(theme);
    m_metrics = new QComboBox;
    m_metrics->setProperty("small", true);
    m_panel->setTitleWidget(m_metrics);
    m_panel->setEndLabels(true);
    m_group = new PlotGroup(this);
    m_group->add(m_panel);
    m_group->setAxis(PlotAxis::Epoch);
    column->addWidget(m_panel);
    fillMetrics();
    connect(m_metrics, &QComboBox::currentIndexChanged, this, [this] {
        m_panel->setTitle(m_metrics->currentText());
        Q_EMIT metricChosen(metric());
    });
    m_panel->setTitle(m_metrics->currentText());
}

void RunCurves::fillMetrics()
{
    const QString before = metric();
    const QSignalBlocker quiet(m_metrics);
    m_metrics->clear();
    const auto add = [this](const QString &text, const char *name) {
        m_metrics->addItem(text, QString::fromLatin1(name));
    };
    add(tr("Validation F1"), metric::kF1);
    add(tr("Validation accuracy"), metric::kAccuracy);
    add(tr("Validation loss"), metric::kValidationLoss);
    add(tr("Train loss"), metric::kTrainLoss);
    add(tr("Learning rate"), metric::kLearningRate);
    add(tr("Pairs a second"), metric::kSamplesPerSecond);
    add(tr("Mean error, validation"), metric::kMae);
    add(tr("Correlation, validation"), metric::kPearson);
    m_metrics->setCurrentIndex(std::max(0, m_metrics->findData(before)));
    m_metrics->setAccessibleName(tr("Which numbers the curves show"));
}

QString RunCurves::metric() const
{
    return m_metrics->currentData().toString();
}

void RunCurves::setMetric(const QString &name)
{
    if (const int at = m_metrics->findData(name); at >= 0)
        m_metrics->setCurrentIndex(at);
}

QString RunCurves::legendName(const RunSummary &run, qint64 a, qint64 b) const
{
    if (run.id == a)
        return tr("A", "run");
    if (run.id == b)
        return tr("B", "run");
    const QString name = runTitle(run);
    return name.size() > 14 ? name.left(12) + QChar(0x2026) : name;
}

void RunCurves::setRuns(const std::vector<RunSummary> &runs, qint64 a, qint64 b)
{
    using Look = PlotSeries::Look;
    const QString shown = metric();
    m_panel->clearSeries();
    m_lines.clear();
    m_runs = runs;
    m_a = a;
    m_b = b;
    const bool loss = shown == QLatin1String(metric::kTrainLoss);
    m_panel->setValueFormat(shown == QLatin1String(metric::kLearningRate) ? ValueFormat::Rate
                            : shown == QLatin1String(metric::kSamplesPerSecond)
                                ? ValueFormat::Count
                                : ValueFormat::Score);
    const bool share =
        shown == QLatin1String(metric::kF1) || shown == QLatin1String(metric::kAccuracy);
    m_panel->setValueCeiling(share ? 1 : std::numeric_limits<double>::quiet_NaN());
    for (const RunSummary &run : runs) {
        const int series =
            m_panel->addSeries({legendName(run, a, b), shown, runTitle(run), run.slot, false,
                                loss ? Look::Smoothed : Look::Line});
        m_lines.insert(run.id, {series, 0});
        const double best = run.best.value(shown, std::numeric_limits<double>::quiet_NaN());
        if (run.bestStep > 0 && std::isfinite(best))
            m_panel->setBest(series, {double(run.bestStep), run.bestEpoch, run.seconds, best});
    }
    m_group->showWhole();
}

void RunCurves::setRows(qint64 runId, const std::vector<MetricRow> &rows)
{
    const auto line = m_lines.find(runId);
    if (line == m_lines.end() || rows.size() <= line->drawn)
        return;
    std::vector<PlotPoint> points;
    for (std::size_t i = line->drawn; i < rows.size(); ++i)
        points.push_back({double(rows[i].step), rows[i].epoch, rows[i].seconds, rows[i].value});
    line->drawn = rows.size();
    m_panel->append(line->series, points);
    if (m_group->isFollowing())
        m_group->showWhole();
}

void RunCurves::retranslate()
{
    fillMetrics();
    m_panel->setTitle(m_metrics->currentText());
    for (const RunSummary &run : m_runs)
        m_panel->setSeriesName(m_lines[run.id].series, legendName(run, m_a, m_b));
}

} // namespace tunedesk
