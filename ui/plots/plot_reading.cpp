#include "plots/plot_panel_p.h"
#include "shell/theme.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

// The crosshair: which points are nearest, and what is said about them.
namespace tunedesk
{

const PlotPanel::Private::Line *PlotPanel::Private::leadingLine() const
{
    const Line *leading = nullptr;
    for (const Line &line : lines)
        if (line.visible && line.series.look != PlotSeries::Look::Planned &&
            (!leading || line.points.size() > leading->points.size()))
            leading = &line;
    return leading && !leading->points.empty() ? leading : nullptr;
}

int PlotPanel::Private::nearest(const Line &line, double x) const
{
    if (line.points.empty())
        return -1;
    const auto after =
        std::lower_bound(line.points.begin(), line.points.end(), x,
                         [this](const PlotPoint &point, double at) { return point.at(axis) < at; });
    if (after == line.points.end())
        return static_cast<int>(line.points.size()) - 1;
    const auto index = static_cast<int>(after - line.points.begin());
    if (index > 0 && x - line.points[index - 1].at(axis) < after->at(axis) - x)
        return index - 1;
    return index;
}

void PlotPanel::Private::pointAtPixel(double pixel)
{
    const Line *line = leadingLine();
    if (!line)
        return;
    const int index = nearest(*line, canvas->xAxis->pixelToCoord(pixel));
    Q_EMIT panel.crosshairMoved(line->points[index].at(axis));
}

void PlotPanel::Private::movePoint(int points)
{
    const Line *line = leadingLine();
    if (!line)
        return;
    const double from = std::isfinite(crosshair) ? crosshair : canvas->xAxis->range().center();
    const int last = static_cast<int>(line->points.size()) - 1;
    const int index = std::clamp(nearest(*line, from) + points, 0, last);
    Q_EMIT panel.crosshairMoved(line->points[index].at(axis));
}

void PlotPanel::Private::moveToEdge(bool last)
{
    if (const Line *line = leadingLine())
        Q_EMIT panel.crosshairMoved((last ? line->points.back() : line->points.front()).at(axis));
}

void PlotPanel::Private::showCrosshair(bool withFrame)
{
    frameShown = withFrame;
    std::vector<PlotOverlay::Row> rows;
    const QLocale locale;
    if (withFrame && axis == PlotAxis::Step)
        rows.push_back({{}, tr("Step"), locale.toString(std::llround(crosshair))});
    else if (withFrame && axis == PlotAxis::Epoch)
        rows.push_back({{}, tr("Epoch"), locale.toString(crosshair, 'f', 2)});
    else if (withFrame)
        rows.push_back({{}, tr("Time"), plotTimeText(crosshair)});
    for (const Line &line : lines) {
        if (!withFrame || !line.visible)
            continue;
        const int index = nearest(line, crosshair);
        if (index < 0)
            continue;
        const double value = (line.graph->data()->constBegin() + index)->value;
        QPen pen = line.graph->pen();
        pen.setWidthF(2.5);
        rows.push_back({pen, line.series.name, plotValueText(value, format)});
    }
    overlay->showAt(canvas->xAxis->coordToPixel(crosshair), std::move(rows));
}

} // namespace tunedesk
