#include "train/running_view.h"

#include "base/duration_text.h"
#include "plots/plot_group.h"
#include "plots/plot_theme.h"
#include "shell/widgets.h"
#include "train/event_list.h"
#include "train/run_plots.h"
#include "train/run_text.h"
#include "train/stage_bar.h"

#include <QDateTime>
#include <QGridLayout>
#include <QListView>
#include <QLocale>
#include <QVBoxLayout>

#include <cmath>

namespace tunedesk
{

namespace
{
constexpr std::size_t kRowsAtOnce = 8000; ///< about 3 ms of the window's thread
}

RunningView::RunningView(Theme &theme, QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *stageFrame = new QFrame;
    setLine(stageFrame, Qt::BottomEdge);
    auto *inStage = new QVBoxLayout(stageFrame);
    inStage->setContentsMargins(0, 0, 0, 0);
    m_stages = new StageBar(theme);
    inStage->addWidget(m_stages);
    column->addWidget(stageFrame);

    auto *figureFrame = new QFrame;
    setLine(figureFrame, Qt::BottomEdge);
    auto *figureRow = new QHBoxLayout(figureFrame);
    figureRow->setContentsMargins(20, 10, 20, 10);
    figureRow->setSpacing(10);
    for (int i = 0; i < FigureCount; ++i) {
        if (i > 0) {
            auto *line = makeSeparator();
            line->setFixedHeight(40);
            figureRow->addStretch(1);
            figureRow->addWidget(line);
            figureRow->addStretch(1);
        }
        m_figures[i] = new FigureBlock;
        figureRow->addWidget(m_figures[i]);
    }
    column->addWidget(figureFrame);

    auto *split = new Splitter(Qt::Horizontal);
    m_plots = new RunPlots(theme);
    split->addWidget(m_plots);
    m_side = new QWidget;
    auto *side = new QVBoxLayout(m_side);
    side->setContentsMargins(0, 0, 0, 0);
    side->setSpacing(0);
    auto *head = new PaneHeader;
    m_eventsTitle = makeLabel(Theme::Type::BodyBold);
    head->row().insertWidget(0, m_eventsTitle);
    side->addWidget(head);
    m_events = new EventListModel(this);
    m_eventView = new QListView;
    m_eventView->setModel(m_events);
    m_eventView->setItemDelegate(new EventDelegate(theme, m_eventView));
    m_eventView->setFrameShape(QFrame::NoFrame);
    m_eventView->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_eventView->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_eventView->setResizeMode(QListView::Adjust);
    m_eventView->setWordWrap(true);
    m_noEvents = makeLabel(Theme::Type::Small, Token::Text3);
    m_noEvents->setWordWrap(true);
    m_noEvents->setContentsMargins(16, 12, 16, 0);
    side->addWidget(m_noEvents);
    side->addWidget(m_eventView, 1);
    connect(m_events, &QAbstractItemModel::rowsInserted, this, &RunningView::showNoEvents);
    connect(m_events, &QAbstractItemModel::modelReset, this, &RunningView::showNoEvents);
    auto *recipe = new QFrame;
    setLine(recipe, Qt::TopEdge);
    auto *grid = new QGridLayout(recipe);
    grid->setContentsMargins(16, 12, 16, 12);
    grid->setVerticalSpacing(6);
    m_recipeTitle = makeLabel(Theme::Type::SmallBold, Token::Text3);
    grid->addWidget(m_recipeTitle, 0, 0, 1, 2);
    for (int i = 0; i < static_cast<int>(m_recipeNames.size()); ++i) {
        m_recipeNames[i] = makeLabel(Theme::Type::Body, Token::Text2);
        m_recipeValues[i] = new ElidedLabel(i < 1 ? Theme::Type::Body : Theme::Type::Mono);
        m_recipeValues[i]->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(m_recipeNames[i], i + 1, 0);
        grid->addWidget(m_recipeValues[i], i + 1, 1);
    }
    grid->setColumnStretch(1, 1);
    side->addWidget(recipe);
    auto *foot = new QFrame;
    setLine(foot, Qt::TopEdge);
    auto *inFoot = new QHBoxLayout(foot);
    inFoot->setContentsMargins(16, 12, 16, 12);
    inFoot->addWidget(new IconLabel(theme, QStringLiteral("shield-check"), Token::Text3), 0,
                      Qt::AlignTop);
    m_safe = makeLabel(Theme::Type::Small, Token::Text2);
    m_safe->setWordWrap(true);
    inFoot->addWidget(m_safe, 1);
    side->addWidget(foot);
    split->addWidget(m_side);
    split->setStretchFactor(0, 1);
    split->setSizes({1060, 304});
    m_side->setMinimumWidth(240);
    column->addWidget(split, 1);
    m_takeTimer.setSingleShot(true);
    m_takeTimer.setInterval(0);
    connect(&m_takeTimer, &QTimer::timeout, this, &RunningView::takeRows);
    retranslate();
}

void RunningView::follow(std::shared_ptr<MetricFeed> feed, const QString &name,
                         const QString &modelName, const TrainingRecipe &recipe)
{
    m_feed = std::move(feed);
    m_rowsRead = m_eventsRead = m_taken = 0;
    m_waiting.clear();
    m_progress = {};
    m_recipe = recipe;
    m_modelName = modelName;
    m_startedMs = QDateTime::currentMSecsSinceEpoch();
    m_ended = false;
    m_safe->parentWidget()->show();
    m_events->clear();
    m_plots->begin(recipe, name);
    m_stages->setHasFrozenLayers(recipe.trainLayers >= 0 || fitsFeatures(recipe));
    m_sinceFigures.invalidate();
    showRecipe();
    poll();
}

void RunningView::poll()
{
    if (!m_feed)
        return;
    m_progress = m_feed->progress();
    m_plots->setTotals(static_cast<double>(m_progress.totalSteps), m_progress.totalEpochs);
    const auto rows = m_feed->rowsSince(m_rowsRead);
    m_rowsRead += rows.size();
    m_waiting.insert(m_waiting.end(), rows.begin(), rows.end());
    takeRows();
    const auto events = m_feed->eventsSince(m_eventsRead);
    m_eventsRead += events.size();
    m_events->append(events);
    if (!m_sinceFigures.isValid() || m_sinceFigures.elapsed() >= 250) {
        m_sinceFigures.start();
        showFigures();
        showStage();
    }
}

void RunningView::takeRows()
{
    const std::size_t end = std::min(m_waiting.size(), m_taken + kRowsAtOnce);
    m_plots->append(std::span(m_waiting).subspan(m_taken, end - m_taken));
    m_taken = end;
    if (m_taken < m_waiting.size()) {
        m_takeTimer.start();
        return;
    }
    m_waiting.clear();
    m_taken = 0;
    if (m_ended)
        showFigures();
}

void RunningView::showPast(const RunSummary &run, const std::vector<MetricRow> &rows,
                           const std::vector<RunEvent> &events)
{
    m_feed.reset();
    m_recipe = run.recipe;
    m_modelName = run.modelName;
    m_startedMs = run.startedMs;
    m_progress = {};
    m_events->clear();
    m_plots->begin(run.recipe, runTitle(run));
    m_stages->setHasFrozenLayers(run.recipe.trainLayers >= 0 || fitsFeatures(run.recipe));
    m_plots->setTotals(static_cast<double>(run.totalSteps), epochsOf(run.recipe));
    m_waiting = rows;
    m_taken = 0;
    takeRows();
    m_events->append(events);
    if (!rows.empty())
        m_progress.epoch = rows.back().epoch;
    showRecipe();
    setEnded(run);
    m_plots->group().showWhole();
}

void RunningView::setEnded(const RunSummary &run)
{
    poll();
    m_feed.reset();
    m_ended = true;
    m_safe->parentWidget()->hide(); // nothing runs that closing could stop
    m_progress.step = run.steps;
    m_progress.totalSteps = run.totalSteps;
    m_progress.totalEpochs = epochsOf(run.recipe);
    m_progress.seconds = run.seconds;
    m_progress.runId = run.id;
    m_progress.secondsLeft = 0;
    m_progress.stage = run.state == RunState::Finished ? RunStage::Done : RunStage::Training;
    if (run.startedMs > 0)
        m_startedMs = run.startedMs;
    if (run.totalSteps > 0)
        m_progress.stageFraction = double(run.steps) / double(run.totalSteps);
    showFigures();
    showStage();
    showNoEvents();
}

void RunningView::showStage()
{
    const int epoch = std::max(1, static_cast<int>(std::ceil(m_progress.epoch - 1e-9)));
    m_stages->setProgress(m_progress.stage, m_progress.stageFraction,
                          m_progress.totalEpochs > 0
                              ? tr("Training, epoch %1 of %2")
                                    .arg(epoch)
                                    .arg(QLocale().toString(m_progress.totalEpochs, 'g', 3))
                              : tr("Training"));
}

void RunningView::showFigures()
{
    const QLocale locale;
    const auto &best = m_plots->best();
    const auto at = [&best](const char *name) {
        return best ? scoreText(best->metrics, name) : QStringLiteral("–");
    };
    if (m_ended) {
        m_figures[TimeLeft]->setTexts(tr("Ended"),
                                      clockText(m_startedMs + qint64(m_progress.seconds * 1000)),
                                      startedText(m_startedMs));
    } else {
        const bool known = m_progress.secondsLeft >= 0;
        m_figures[TimeLeft]->setTexts(
            tr("Time left"), known ? durationText(m_progress.secondsLeft) : tr("not known yet"),
            known ? tr("done about %1")
                        .arg(clockText(QDateTime::currentMSecsSinceEpoch() +
                                       qint64(m_progress.secondsLeft * 1000)))
                  : QString());
    }
    m_figures[Step]->setTexts(
        tr("Step"),
        m_progress.totalSteps > 0 ? tr("%1 / %2").arg(locale.toString(m_progress.step),
                                                      locale.toString(m_progress.totalSteps))
                                  : QStringLiteral("–"),
        m_progress.totalSteps > 0 ? tr("%1 %").arg(100 * m_progress.step / m_progress.totalSteps)
                                  : QString());
    if (m_recipe.objective == u"regression")
        m_figures[Best]->setTexts(tr("Best error, correlation"),
                                  tr("%1 / %2").arg(at(metric::kMae), at(metric::kPearson)),
                                  best ? tr("step %1").arg(locale.toString(qint64(best->at.step)))
                                       : QString());
    else
        m_figures[Best]->setTexts(
            tr("Best F1 / accuracy"),
            best ? tr("%1 / %2").arg(at(metric::kF1), at(metric::kAccuracy)) : QStringLiteral("–"),
            best ? tr("larger class %1 / %2")
                       .arg(at(metric::kMajorityF1), at(metric::kMajorityAccuracy))
                 : QString());
    m_figures[TrainLoss]->setTexts(tr("Train loss"), scoreText(m_plots->smoothedLoss()),
                                   tr("smoothed"));
    const double lowest = m_plots->lowestValidationLoss();
    m_figures[ValidationLoss]->setTexts(
        tr("Validation loss"),
        scoreText(m_plots->lastValue(QString::fromLatin1(metric::kValidationLoss))),
        std::isfinite(lowest) ? tr("best %1").arg(scoreText(lowest)) : QString());
    const double speed = m_plots->lastValue(QString::fromLatin1(metric::kSamplesPerSecond));
    m_figures[Speed]->setTexts(
        tr("Speed"),
        std::isfinite(speed) ? tr("%1 pairs/s").arg(locale.toString(speed, 'f', speed < 10 ? 1 : 0))
                             : QStringLiteral("–"),
        m_progress.tokensPerSecond > 0
            ? tr("%1 tokens/s").arg(locale.toString(m_progress.tokensPerSecond, 'f', 0))
            : QString());
    const double peak = m_plots->lastValue(QString::fromLatin1(metric::kPeakRssMib));
    m_figures[Memory]->setTexts(
        tr("Memory"),
        m_progress.rssMib > 0 ? mebibytesText(m_progress.rssMib)
        : std::isfinite(peak) ? mebibytesText(peak)
                              : QStringLiteral("–"),
        std::isfinite(peak) ? tr("peak %1").arg(mebibytesText(std::max(peak, m_progress.rssMib)))
                            : QString());
    m_figures[Passed]->setTexts(tr("Passed"), durationText(m_progress.seconds),
                                m_startedMs > 0 ? tr("since %1").arg(clockText(m_startedMs))
                                                : QString());
}

void RunningView::showNoEvents()
{
    m_noEvents->setText(m_ended ? tr("Nothing was noted about this run.") : tr("Nothing yet."));
    m_noEvents->setVisible(m_events->rowCount() == 0);
}

void RunningView::showRecipe()
{
    const std::array<std::pair<QString, QString>, 5> rows = {{
        {tr("Model"), tr("%1, %2").arg(m_modelName, layersText(m_recipe.trainLayers))},
        {tr("Learning rate"), learningRateText(m_recipe.learningRate)},
        {tr("Batch, epochs"),
         tr("%1, %2").arg(m_recipe.batchSize).arg(QLocale().toString(m_recipe.epochs, 'g', 4))},
        {tr("Longest input"), tr("%1 tokens").arg(m_recipe.maxLength)},
        {tr("Seed"), QString::number(m_recipe.seed)},
    }};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        m_recipeNames[i]->setText(rows[i].first);
        m_recipeValues[i]->setText(rows[i].second);
    }
}

void RunningView::retranslate()
{
    m_eventsTitle->setText(tr("What happened"));
    m_eventView->setAccessibleName(tr("What happened"));
    m_recipeTitle->setText(tr("Recipe"));
    m_safe->setText(tr("Safe to close: the run stops at a checkpoint and can go on later."));
    m_plots->retranslate();
    showRecipe();
    showFigures();
    showStage();
    showNoEvents();
}

} // namespace tunedesk
