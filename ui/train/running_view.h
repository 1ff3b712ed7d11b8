#pragma once

#include "domain/metric_feed.h"
#include "domain/run_summary.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <array>
#include <memory>

class QFormLayout;
class QListView;
class QLabel;

namespace tunedesk
{

class EventListModel;
class FigureBlock;
class RunPlots;
class Splitter;
class StageBar;
class Theme;

/// One run as it goes or as it went: stages, figures, curves, events, recipe. Window thread.
class RunningView : public QWidget
{
    Q_OBJECT
public:
    explicit RunningView(Theme &theme, QWidget *parent = nullptr);

    /// Follows a running one from its start.
    void follow(std::shared_ptr<MetricFeed> feed, const QString &name, const QString &modelName,
                const TrainingRecipe &recipe);
    /// What the feed has new; figures at most four times a second.
    void poll();
    /// A run that is over, from what the project kept.
    void showPast(const RunSummary &run, const std::vector<MetricRow> &rows,
                  const std::vector<RunEvent> &events);
    /// The end of the one that was followed.
    void setEnded(const RunSummary &run);

    MetricFeed::Progress progress() const { return m_progress; }
    RunPlots &plots() { return *m_plots; }
    QWidget *eventPane() const { return m_side; }
    void retranslate();

private:
    void showFigures();
    void showNoEvents(); ///< what stands in an empty list
    void showRecipe();
    void showStage();
    void takeRows();

    std::shared_ptr<MetricFeed> m_feed;
    std::size_t m_rowsRead = 0, m_eventsRead = 0;
    std::vector<MetricRow> m_waiting; ///< read, and not yet in the plots
    std::size_t m_taken = 0;          ///< of those
    QTimer m_takeTimer;
    MetricFeed::Progress m_progress;
    QElapsedTimer m_sinceFigures;
    QString m_modelName;
    TrainingRecipe m_recipe;
    qint64 m_startedMs = 0;
    bool m_ended = false;

    StageBar *m_stages = nullptr;
    enum Figure {
        TimeLeft,
        Step,
        Best,
        TrainLoss,
        ValidationLoss,
        Speed,
        Memory,
        Passed,
        FigureCount
    };
    std::array<FigureBlock *, FigureCount> m_figures{};
    RunPlots *m_plots = nullptr;
    EventListModel *m_events = nullptr;
    QListView *m_eventView = nullptr;
    QLabel *m_noEvents = nullptr;
    QWidget *m_side = nullptr;
    QLabel *m_eventsTitle = nullptr, *m_recipeTitle = nullptr, *m_safe = nullptr;
    std::array<QLabel *, 5> m_recipeNames{}, m_recipeValues{};
};

} // namespace tunedesk
