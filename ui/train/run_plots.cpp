#include "train/run_plots.h"

#include "plots/plot_group.h"
#include "plots/plot_panel.h"
#include "shell/widgets.h"
#include "train/run_text.h"

#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include <cmath>
#include <limits>

namespace tunedesk
{

namespace
{
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

QString name(const char *metricName)
{
    return QString::fromLatin1(metricName);
}

/// Source: Hugging Face transformers, get_linear_schedule_with_warmup, for drawing what is planned.
double plannedRate(const TrainingRecipe &recipe, double step, double total)
{
    const double warmup =
        recipe.schedule == u"constant" ? 0 : std::ceil(recipe.warmupRatio * total);
    if (step < warmup)
        return recipe.learningRate * step / warmup;
    if (recipe.schedule != u"linear")
        return recipe.learningRate;
    return recipe.learningRate * std::max(0.0, (total - step) / std::max(1.0, total - warmup));
}
} // namespace

RunPlots::RunPlots(Theme &theme, QWidget *parent) : QWidget(parent), m_lowestLoss(kNaN)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_group = new PlotGroup(this);
    makeTools(theme);
    auto *grid = new QGridLayout;
    grid->setSpacing(0);
    const auto cell = [&](PlotPanel *&panel, int row, int col) {
        auto *frame = new QFrame;
        if (col == 0)
            setLine(frame, Qt::RightEdge);
        auto *inFrame = new QVBoxLayout(frame);
        inFrame->setContentsMargins(0, 0, 0, 0);
        auto *below = new QFrame;
        if (row == 0)
            setLine(below, Qt::BottomEdge);
        auto *inBelow = new QVBoxLayout(below);
        inBelow->setContentsMargins(0, 0, 0, 0);
        panel = new PlotPanel(theme);
        inBelow->addWidget(panel);
        inFrame->addWidget(below);
        grid->addWidget(frame, row, col);
        m_group->add(panel);
        connect(panel, &PlotPanel::failedToSave, this, &RunPlots::failedToSave);
    };
    cell(m_loss, 0, 0);
    cell(m_validation, 0, 1);
    cell(m_rate, 1, 0);
    cell(m_speed, 1, 1);
    grid->setRowStretch(0, 330);
    grid->setRowStretch(1, 240);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    column->addLayout(grid, 1);
    m_loss->setValueFormat(ValueFormat::Loss);
    m_loss->setValueFloor(0);
    m_loss->setLogAllowed(true);
    m_validation->setValueFormat(ValueFormat::Score);
    m_rate->setValueFormat(ValueFormat::Rate);
    m_rate->setValueFloor(0);
    m_speed->setValueFormat(ValueFormat::Count);
    m_speed->setValueFloor(0);
    begin({}, {});
    retranslate();
}

void RunPlots::makeTools(Theme &theme)
{
    auto *tools = new QFrame;
    setLine(tools, Qt::BottomEdge);
    setGround(tools, Token::Raised);
    auto *row = new QHBoxLayout(tools);
    row->setContentsMargins(16, 6, 16, 6);
    row->setSpacing(12);
    m_axis = new SegmentedControl(theme);
    for (int i = 0; i < 3; ++i)
        m_axis->addSegment(QString());
    row->addWidget(m_axis);
    row->addWidget(makeSeparator());
    m_smoothingLabel = makeLabel(Theme::Type::Small, Token::Text2);
    m_smoothing = new QSlider(Qt::Horizontal);
    m_smoothing->setRange(0, 99);
    m_smoothing->setFixedWidth(120);
    m_smoothingLabel->setBuddy(m_smoothing);
    m_smoothingValue = makeLabel(Theme::Type::Mono);
    row->addWidget(m_smoothingLabel);
    row->addWidget(m_smoothing);
    row->addWidget(m_smoothingValue);
    row->addWidget(makeSeparator());
    const auto toggle = [&](const char *icon, bool on) {
        auto *button = new Button(theme, Button::Kind::Flat);
        button->setSmall(true);
        button->setCheckable(true);
        button->setChecked(on);
        if (*icon)
            button->setIconName(QString::fromLatin1(icon));
        row->addWidget(button);
        return button;
    };
    m_log = toggle("", false);
    m_crosshair = toggle("crosshair", true);
    m_follow = toggle("arrow-right", true);
    row->addStretch(1);
    static_cast<QVBoxLayout *>(layout())->addWidget(tools);

    connect(m_axis, &SegmentedControl::chosen, m_group,
            [this](int segment) { m_group->setAxis(static_cast<PlotAxis>(segment)); });
    connect(m_smoothing, &QSlider::valueChanged, this, [this](int value) {
        m_group->setSmoothing(value / 100.0);
        Q_EMIT smoothingChosen(value / 100.0);
    });
    const auto tell = [this](double weight) {
        m_smoothingValue->setText(QLocale().toString(weight, 'f', 2));
        const QSignalBlocker quiet(m_smoothing);
        m_smoothing->setValue(qRound(weight * 100));
    };
    connect(m_group, &PlotGroup::smoothingChanged, this, tell);
    tell(m_group->smoothing());
    connect(m_log, &QPushButton::toggled, m_group, &PlotGroup::setLogScale);
    connect(m_group, &PlotGroup::logScaleChanged, m_log, &QPushButton::setChecked);
    connect(m_crosshair, &QPushButton::toggled, m_group, &PlotGroup::setCrosshair);
    connect(m_follow, &QPushButton::clicked, this, [this](bool on) {
        if (on)
            m_group->showWhole();
        else
            m_group->setFollowing(false);
    });
    connect(m_group, &PlotGroup::followingChanged, m_follow, &QPushButton::setChecked);
}

void RunPlots::begin(const TrainingRecipe &recipe, const QString &runName)
{
    m_recipe = recipe;
    m_isRegression = recipe.objective == u"regression";
    m_best.reset();
    m_last.reset();
    m_lastValues.clear();
    m_lowestLoss = kNaN;
    m_totalSteps = m_totalEpochs = 0;
    m_stepsBefore = fitsFeatures(recipe) ? std::nullopt : std::optional(0.0);
    // Steps of the two parts of such a run are of very different length.
    const PlotAxis axis = fineTunesAfterwards(recipe) ? PlotAxis::Epoch : PlotAxis::Step;
    m_axis->setCurrent(static_cast<int>(axis));
    m_group->setAxis(axis);
    m_targets.clear();
    for (PlotPanel *panel : m_group->panels())
        panel->clearSeries();
    const auto add = [&](PlotPanel *panel, const char *metricName, PlotSeries::Look look, int slot,
                         bool solid) {
        const int series =
            panel->addSeries({QString(), name(metricName), runName, slot, solid, look});
        m_targets.insert(name(metricName), {panel, series});
    };
    using Look = PlotSeries::Look;
    add(m_loss, metric::kTrainLoss, Look::Smoothed, 1, true);
    add(m_loss, metric::kValidationLoss, Look::Checks, 2, false);
    if (m_isRegression) {
        add(m_validation, metric::kMae, Look::Checks, 1, true);
        add(m_validation, metric::kPearson, Look::Checks, 3, false);
    } else {
        add(m_validation, metric::kF1, Look::Checks, 1, true);
        add(m_validation, metric::kAccuracy, Look::Checks, 3, false);
        m_validation->setValueCeiling(1);
    }
    add(m_rate, metric::kLearningRate, Look::Line, 4, true);
    m_rate->addSeries({QString(), {}, runName, 4, false, Look::Planned});
    add(m_speed, metric::kSamplesPerSecond, Look::Area, 5, true);
    retranslate();
    m_group->showWhole();
}

void RunPlots::setTotals(double totalSteps, double totalEpochs)
{
    if (totalSteps <= 0 || (totalSteps == m_totalSteps && totalEpochs == m_totalEpochs))
        return;
    m_totalSteps = totalSteps;
    m_totalEpochs = totalEpochs;
    for (PlotPanel *panel : m_group->panels()) {
        panel->setStepsPerEpoch(
            totalEpochs >= 2 && !fineTunesAfterwards(m_recipe) ? totalSteps / totalEpochs : 0);
        panel->setPlannedEnd({totalSteps, totalEpochs, kNaN, 0});
    }
    planLearningRate();
    showBest();
    if (m_group->isFollowing())
        m_group->showWhole();
}

void RunPlots::planLearningRate()
{
    std::vector<PlotPoint> plan;
    constexpr int kPoints = 200;
    const double before = m_stepsBefore.value_or(0), steps = m_totalSteps - before;
    const double epochsBefore = fitsFeatures(m_recipe) ? 1 : 0;
    for (int i = 0; m_stepsBefore && i <= kPoints; ++i) {
        const double step = steps * i / kPoints;
        // The schedule counts the steps done: step 1 is made with its rate at 0.
        plan.push_back({before + step, epochsBefore + (m_totalEpochs - epochsBefore) * i / kPoints,
                        kNaN, plannedRate(m_recipe, std::max(0.0, step - 1), steps)});
    }
    m_rate->setPlanned(1, plan);
}

void RunPlots::append(std::span<const MetricRow> rows)
{
    QMap<QString, std::vector<PlotPoint>> byName;
    for (const MetricRow &row : rows) {
        m_lastValues[row.name] = row.value;
        if (m_targets.contains(row.name))
            byName[row.name].push_back(
                {static_cast<double>(row.step), row.epoch, row.seconds, row.value});
        if (!m_stepsBefore && row.name == name(metric::kLearningRate))
            findFineTuning(row);
        takeCheck(row);
    }
    for (auto it = byName.cbegin(); it != byName.cend(); ++it) {
        const Target target = m_targets[it.key()];
        target.panel->append(target.series, it.value());
    }
}

/// @param row the first one of fine-tuning that is seen; of a run that goes on not its first step
void RunPlots::findFineTuning(const MetricRow &row)
{
    if (m_totalEpochs <= row.epoch)
        return;
    const double step = static_cast<double>(row.step);
    const double stepsAnEpoch = (m_totalSteps - step) / (m_totalEpochs - row.epoch);
    m_stepsBefore = std::max(0.0, std::round(step - (row.epoch - 1) * stepsAnEpoch));
    planLearningRate();
}

void RunPlots::takeCheck(const MetricRow &row)
{
    static const QStringList kChecked = {name(metric::kValidationLoss),
                                         name(metric::kAccuracy),
                                         name(metric::kF1),
                                         name(metric::kMatthews),
                                         name(metric::kMajorityAccuracy),
                                         name(metric::kMajorityF1),
                                         name(metric::kMae),
                                         name(metric::kPearson)};
    if (!kChecked.contains(row.name))
        return;
    if (row.name == name(metric::kMajorityAccuracy))
        m_validation->setLevel(row.name, row.value,
                               tr("accuracy of the larger class %1").arg(scoreText(row.value)));
    if (row.name == name(metric::kValidationLoss) && !(row.value >= m_lowestLoss))
        m_lowestLoss = row.value;
    if (!m_last || m_last->at.step != static_cast<double>(row.step))
        m_last = Check{{static_cast<double>(row.step), row.epoch, row.seconds, kNaN}, {}};
    m_last->metrics.insert(row.name, row.value);
    const QString decides = m_isRegression && m_recipe.bestMetric != QLatin1String("last")
                                ? name(metric::kValidationLoss)
                                : m_recipe.bestMetric;
    if (row.name == decides)
        m_last->at.value = row.value;
    const bool lower = decides == name(metric::kValidationLoss);
    if (decides == QLatin1String("last") || (m_best && m_best->at.step == m_last->at.step))
        m_best = m_last;
    else if (std::isfinite(m_last->at.value) &&
             (!m_best ||
              (lower ? m_last->at.value < m_best->at.value : m_last->at.value > m_best->at.value)))
        m_best = m_last;
    showBest();
}

void RunPlots::showBest()
{
    if (!m_best)
        return;
    const char *shown = m_isRegression ? metric::kMae : metric::kF1;
    PlotPoint at = m_best->at;
    at.value = m_best->metrics.value(name(shown), kNaN);
    if (!std::isfinite(at.value))
        return;
    m_validation->setBest(
        0, at,
        tr("best %1, step %2").arg(scoreText(at.value), QLocale().toString(qint64(at.step))));
    // A check of the first part stands at the end of a fit, not of an epoch.
    const double epochsBefore = fitsFeatures(m_recipe) ? 1 : 0;
    if (m_recipe.earlyStoppingPatience <= 0 || m_totalEpochs <= epochsBefore || !m_stepsBefore)
        return;
    const double checks =
        m_recipe.earlyStoppingPatience / double(std::max(1, m_recipe.checksPerEpoch));
    const double stop = std::max(at.step, *m_stepsBefore) +
                        checks * (m_totalSteps - *m_stepsBefore) / (m_totalEpochs - epochsBefore);
    if (stop < m_totalSteps)
        m_validation->setStopsAt(
            PlotPoint{stop, std::max(at.epoch, epochsBefore) + checks, kNaN, 0},
            tr("stops here without gain"));
    else
        m_validation->setStopsAt({});
}

double RunPlots::smoothedLoss() const
{
    const std::vector<double> drawn = m_loss->drawnValues(0);
    return drawn.empty() ? kNaN : drawn.back();
}

double RunPlots::lastValue(const QString &metricName) const
{
    return m_lastValues.value(metricName, kNaN);
}

void RunPlots::retranslate()
{
    m_axis->setSegmentText(0, tr("Step"));
    m_axis->setSegmentText(1, tr("Epoch"));
    m_axis->setSegmentText(2, tr("Time"));
    m_smoothingLabel->setText(tr("Smoothing"));
    m_smoothing->setAccessibleName(tr("Smoothing"));
    m_log->setText(tr("Log scale"));
    m_crosshair->setText(tr("Crosshair"));
    m_follow->setText(tr("Follow"));
    m_loss->setTitle(tr("Loss"));
    m_validation->setTitle(tr("Validation"));
    m_rate->setTitle(tr("Learning rate"));
    m_speed->setTitle(tr("Pairs a second"));
    m_loss->setSeriesName(0, tr("Train", "a line"));
    m_loss->setSeriesName(1, tr("Validation"));
    m_validation->setSeriesName(0, m_isRegression ? tr("Mean error") : tr("F1"));
    m_validation->setSeriesName(1, m_isRegression ? tr("Correlation") : tr("Accuracy"));
    m_rate->setSeriesName(0, tr("so far", "a line"));
    m_rate->setSeriesName(1, tr("planned", "a line"));
    m_speed->setSeriesName(0, tr("pairs/s"));
}

} // namespace tunedesk
