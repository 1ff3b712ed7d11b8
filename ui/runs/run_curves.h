#pragma once

#include "domain/metric_row.h"
#include "domain/run_summary.h"

#include <QHash>
#include <QWidget>

#include <vector>

class QComboBox;

namespace tunedesk
{

class PlotGroup;
class PlotPanel;
class Theme;

/// One metric of several runs over each other, each run in its own colour and dash. Window thread.
class RunCurves : public QWidget
{
    Q_OBJECT
public:
    explicit RunCurves(Theme &theme, QWidget *parent = nullptr);
    QString metric() const;
    void setMetric(const QString &name);
    /// Which runs, in this order; what is drawn of them already stays.
    void setRuns(const std::vector<RunSummary> &runs, qint64 a, qint64 b);
    /// All rows of the metric of a run so far; only those beyond the drawn ones are added.
    void setRows(qint64 runId, const std::vector<MetricRow> &rows);
    PlotPanel &panel() { return *m_panel; }
    void retranslate();

Q_SIGNALS:
    void metricChosen(const QString &name);

private:
    void fillMetrics();
    QString legendName(const RunSummary &run, qint64 a, qint64 b) const;

    QComboBox *m_metrics = nullptr;
    PlotPanel *m_panel = nullptr;
    PlotGroup *m_group = nullptr;
    struct Line {
        int series = 0;
        std::size_t drawn = 0;
    };
    QHash<qint64, Line> m_lines;
    std::vector<RunSummary> m_runs;
    qint64 m_a = 0, m_b = 0;
};

} // namespace tunedesk
