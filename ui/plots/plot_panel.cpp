#include "plots/plot_panel.h"

#include "plots/plot_panel_p.h"
#include "shell/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QLocale>
#include <QShowEvent>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tunedesk
{

namespace
{
constexpr int kFrameMs = 33;
constexpr int kShareOfTime =
    20; ///< drawing a panel may take one part in so many; four stand together
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
} // namespace

PlotPanel::PlotPanel(Theme &theme, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, theme))
{
    setAccessibleName(QString());
    connect(&theme, &Theme::changed, this, [this] { d->restyle(); });
    connect(d->canvas, &PlotCanvas::hovered, this,
            [this](double pixel) { d->pointAtPixel(pixel); });
    connect(d->canvas, &PlotCanvas::hoverEnded, this, &PlotPanel::crosshairLeft);
    connect(d->canvas, &PlotCanvas::hideWished, this, &PlotPanel::crosshairLeft);
    connect(d->canvas, &PlotCanvas::xRangeWished, this, [this](double lower, double upper) {
        Q_EMIT zoomed();
        Q_EMIT xRangeWished(lower, upper);
    });
    connect(d->canvas, &PlotCanvas::yRangeWished, this, [this](double lower, double upper) {
        d->canvas->yAxis->setRange(lower, upper);
        d->follow = false;
        Q_EMIT zoomed();
        d->scheduleReplot();
    });
    connect(d->canvas, &PlotCanvas::wholeWished, this, &PlotPanel::wholeWished);
    connect(d->canvas, &PlotCanvas::logWished, this, &PlotPanel::logWished);
    connect(d->canvas, &PlotCanvas::followWished, this, &PlotPanel::followWished);
    connect(d->canvas, &PlotCanvas::pointsWished, this,
            [this](int points) { d->movePoint(points); });
    connect(d->canvas, &PlotCanvas::edgeWished, this, [this](bool last) { d->moveToEdge(last); });
    connect(d->canvas, &PlotCanvas::zoomWished, this, [this](double factor) {
        const QCPRange range = d->canvas->xAxis->range();
        const double at = range.contains(d->crosshair) ? d->crosshair : range.center();
        Q_EMIT zoomed();
        Q_EMIT xRangeWished(at + (range.lower - at) * factor, at + (range.upper - at) * factor);
    });
    connect(d->canvas, &PlotCanvas::boxChanged, d->overlay, &PlotOverlay::setBox);
    connect(d->canvas, &PlotCanvas::focusChanged, d->overlay, &PlotOverlay::setFocused);
    connect(d->canvas, &QCustomPlot::afterLayout, this, [this] { d->placeOverlay(); });
    d->replotTimer.setSingleShot(true);
    connect(&d->replotTimer, &QTimer::timeout, this, [this] { d->replot(); });
    d->describeTimer.setSingleShot(true);
    d->describeTimer.setInterval(5000);
    connect(&d->describeTimer, &QTimer::timeout, this, [this] { d->describe(); });
    d->restyle();
}

PlotPanel::~PlotPanel() = default;

void PlotPanel::setTitle(const QString &title)
{
    d->titleLabel->setText(title);
    setAccessibleName(title);
    d->canvas->setAccessibleName(title);
}

QString PlotPanel::title() const
{
    return d->titleLabel->text();
}

void PlotPanel::setTitleWidget(QWidget *widget)
{
    d->titleLabel->hide();
    d->header->insertWidget(0, widget);
}

void PlotPanel::setValueFormat(ValueFormat format)
{
    d->format = format;
    d->yTicker->setFormat(format);
    d->scheduleReplot();
}

void PlotPanel::setValueFloor(double floor)
{
    d->floor = floor;
}

void PlotPanel::setValueCeiling(double ceiling)
{
    d->ceiling = ceiling;
}

void PlotPanel::setLogAllowed(bool allowed)
{
    d->logAllowed = allowed;
}

void PlotPanel::setEndLabels(bool shown)
{
    d->endLabels = shown;
    d->updateMargins();
}

int PlotPanel::addSeries(const PlotSeries &series)
{
    const int number = static_cast<int>(d->lines.size());
    d->addLine(series);
    LegendButton *button = d->lines.back().legend;
    connect(button, &QAbstractButton::toggled, this,
            [this, number](bool on) { setSeriesVisible(number, on); });
    connect(button, &LegendButton::aloneRequested, this, [this, number] {
        for (int i = 0; i < seriesCount(); ++i)
            setSeriesVisible(i, i == number);
    });
    return number;
}

void PlotPanel::setSeriesName(int series, const QString &name)
{
    Private::Line &line = d->lines.at(series);
    line.series.name = name;
    line.legend->setText(name);
    line.legend->setAccessibleName(name);
    line.legend->updateGeometry();
}

int PlotPanel::seriesCount() const
{
    return static_cast<int>(d->lines.size());
}

void PlotPanel::clearSeries()
{
    d->clear();
}

void PlotPanel::append(int series, std::span<const PlotPoint> points)
{
    if (points.empty())
        return;
    d->append(d->lines.at(series), points);
    d->scheduleReplot();
}

void PlotPanel::setPlanned(int series, std::span<const PlotPoint> points)
{
    Private::Line &line = d->lines.at(series);
    line.points.clear();
    line.low = std::numeric_limits<double>::infinity();
    line.high = -line.low;
    line.graph->clearPoints();
    append(series, points);
    d->scheduleReplot();
}

std::span<const PlotPoint> PlotPanel::points(int series) const
{
    return d->lines.at(series).points;
}

std::vector<double> PlotPanel::drawnValues(int series) const
{
    std::vector<double> out;
    const auto drawn = d->lines.at(series).graph->data();
    for (auto point = drawn->constBegin(); point != drawn->constEnd(); ++point)
        out.push_back(point->value);
    return out;
}

void PlotPanel::setSeriesVisible(int series, bool visible)
{
    Private::Line &line = d->lines.at(series);
    line.visible = visible;
    line.legend->setChecked(visible);
    line.graph->setVisible(visible);
    if (line.raw)
        line.raw->setVisible(visible);
    d->scheduleReplot();
}

bool PlotPanel::isSeriesVisible(int series) const
{
    return d->lines.at(series).visible;
}

void PlotPanel::setBest(int series, const PlotPoint &at, const QString &text)
{
    Private::Line &line = d->lines.at(series);
    line.best = at;
    line.bestText = text;
    d->scheduleReplot();
}

void PlotPanel::setStopsAt(const std::optional<PlotPoint> &at, const QString &text)
{
    d->stopsAt = at;
    d->stopsText = text;
    d->scheduleReplot();
}

void PlotPanel::setLevel(const QString &key, double value, const QString &text)
{
    std::erase_if(d->levels, [&key](const auto &level) { return level.key == key; });
    if (std::isfinite(value))
        d->levels.push_back({key, value, text});
    d->scheduleReplot();
}

void PlotPanel::setPlannedEnd(const PlotPoint &end)
{
    d->plannedEnd = end;
    d->scheduleReplot();
}

void PlotPanel::setStepsPerEpoch(double steps)
{
    d->xTicker->setStepsPerEpoch(steps);
    d->scheduleReplot();
}

PlotAxis PlotPanel::axis() const
{
    return d->axis;
}

void PlotPanel::setAxis(PlotAxis axis)
{
    if (d->axis == axis)
        return;
    d->axis = axis;
    d->rekey();
    d->scheduleReplot();
}

void PlotPanel::setSmoothing(double weight)
{
    if (d->smoothing == weight)
        return;
    d->smoothing = weight;
    d->resmooth();
    d->scheduleReplot();
}

void PlotPanel::setLogScale(bool log)
{
    const bool on = log && d->logAllowed;
    QCPAxis *axis = d->canvas->yAxis;
    axis->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    axis->setTicker(on ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                       : QSharedPointer<QCPAxisTicker>(d->yTicker));
    axis->setNumberFormat(on ? QStringLiteral("gb") : QStringLiteral("g")); // "b" rewrites 2e-4
    d->rescaleValues();
    d->scheduleReplot();
}

bool PlotPanel::isLogScale() const
{
    return d->canvas->yAxis->scaleType() == QCPAxis::stLogarithmic;
}

void PlotPanel::setFollow(bool follow)
{
    d->follow = follow;
    if (follow)
        d->scheduleReplot();
}

void PlotPanel::setXRange(double lower, double upper)
{
    if (!(upper > lower))
        return;
    d->canvas->xAxis->setRange(lower, upper);
    d->scheduleReplot();
}

std::pair<double, double> PlotPanel::xRange() const
{
    const QCPRange range = d->canvas->xAxis->range();
    return {range.lower, range.upper};
}

std::pair<double, double> PlotPanel::yRange() const
{
    const QCPRange range = d->canvas->yAxis->range();
    return {range.lower, range.upper};
}

std::pair<double, double> PlotPanel::xExtent() const
{
    double upper = 0;
    for (const Private::Line &line : d->lines)
        if (!line.points.empty())
            upper = std::max(upper, line.points.back().at(d->axis));
    const double end = d->plannedEnd.at(d->axis);
    return {0, std::isfinite(end) ? std::max(upper, end) : upper};
}

void PlotPanel::showCrosshair(double x, bool withFrame)
{
    d->crosshair = x;
    d->showCrosshair(withFrame);
}

void PlotPanel::hideCrosshair()
{
    d->crosshair = kNaN;
    d->overlay->hideLine();
}

int PlotPanel::wantedLeftMargin() const
{
    return d->wantedLeftMargin();
}

void PlotPanel::setLeftMargin(int pixels)
{
    if (d->leftMargin == pixels)
        return;
    d->leftMargin = pixels;
    d->updateMargins();
    d->scheduleReplot();
}

void PlotPanel::showTable(bool shown)
{
    d->showTable(shown);
}

void PlotPanel::replotNow()
{
    d->replot();
    d->canvas->replot(QCustomPlot::rpImmediateRefresh);
}

qint64 PlotPanel::replotCount() const
{
    return d->replots;
}

QWidget *PlotPanel::canvas() const
{
    return d->canvas;
}

void PlotPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (d->dirty)
        d->scheduleReplot();
}

void PlotPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange)
        d->retranslate();
    QWidget::changeEvent(event);
}

void PlotPanel::Private::scheduleReplot()
{
    dirty = true;
    if (!panel.isVisible() || replotTimer.isActive())
        return;
    const int frameMs = std::max(kFrameMs, static_cast<int>(canvas->replotTime() * kShareOfTime));
    const qint64 passed = sinceReplot.isValid() ? sinceReplot.elapsed() : frameMs;
    replotTimer.start(static_cast<int>(std::max<qint64>(0, frameMs - passed)));
}

void PlotPanel::Private::replot()
{
    dirty = false;
    sinceReplot.start();
    ++replots;
    if (follow) {
        const auto [lower, upper] = panel.xExtent();
        canvas->xAxis->setRange(lower, upper > lower ? upper : lower + 1);
        rescaleValues();
    }
    updateDecor();
    canvas->replot(QCustomPlot::rpQueuedReplot);
    if (!describeTimer.isActive())
        describeTimer.start();
    if (std::isfinite(crosshair))
        showCrosshair(frameShown);
}

void PlotPanel::Private::describe()
{
    QStringList parts;
    for (const Line &line : lines)
        if (line.visible && !line.graph->data()->isEmpty())
            parts << tr("%1 %2", "name of a line and its last value")
                         .arg(line.series.name,
                              plotValueText((line.graph->data()->constEnd() - 1)->value, format));
    canvas->setAccessibleDescription(QLocale().createSeparatedList(parts));
}

} // namespace tunedesk
