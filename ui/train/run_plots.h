#pragma once

#include "domain/metric_row.h"
#include "domain/training_recipe.h"
#include "plots/plot_series.h"

#include <QMap>
#include <QWidget>

#include <optional>
#include <span>
#include <vector>

class QLabel;
class QSlider;

namespace tunedesk
{

class Button;
class PlotGroup;
class PlotPanel;
class SegmentedControl;
class Theme;

/// The four plots of one run (loss, validation, learning rate, pairs a second) with their tools.
/// Rows are appended as they come. Window thread.
class RunPlots : public QWidget
{
    Q_OBJECT
public:
    explicit RunPlots(Theme &theme, QWidget *parent = nullptr);

    /// Starts afresh for a run. @param totalSteps 0: not known yet
    void begin(const TrainingRecipe &recipe, const QString &runName);
    void setTotals(double totalSteps, double totalEpochs);
    void append(std::span<const MetricRow> rows);

    struct Check {
        PlotPoint at;                  ///< value is the one that decides which is best
        QMap<QString, double> metrics; ///< by metric:: names
    };
    const std::optional<Check> &best() const { return m_best; }
    const std::optional<Check> &lastCheck() const { return m_last; }
    double smoothedLoss() const; ///< NaN before the first
    double lastValue(const QString &metric) const;
    double lowestValidationLoss() const { return m_lowestLoss; }

    PlotGroup &group() { return *m_group; }
    PlotPanel &loss() { return *m_loss; }
    PlotPanel &validation() { return *m_validation; }
    void retranslate();

Q_SIGNALS:
    void smoothingChosen(double weight);
    void failedToSave(const QString &path);

private:
    void makeTools(Theme &theme);
    void takeCheck(const MetricRow &row);
    void showBest();
    void planLearningRate();
    void findFineTuning(const MetricRow &row);

    PlotGroup *m_group = nullptr;
    PlotPanel *m_loss = nullptr, *m_validation = nullptr, *m_rate = nullptr, *m_speed = nullptr;
    SegmentedControl *m_axis = nullptr;
    QLabel *m_smoothingLabel = nullptr, *m_smoothingValue = nullptr;
    QSlider *m_smoothing = nullptr;
    Button *m_log = nullptr, *m_crosshair = nullptr, *m_follow = nullptr;

    TrainingRecipe m_recipe;
    bool m_isRegression = false;
    double m_totalSteps = 0, m_totalEpochs = 0;
    std::optional<double> m_stepsBefore; ///< before fine-tuning; none: it hasn't begun
    struct Target {
        PlotPanel *panel;
        int series;
    };
    QMap<QString, Target> m_targets;
    QMap<QString, double> m_lastValues;
    std::optional<Check> m_best, m_last;
    double m_lowestLoss;
};

} // namespace tunedesk
