#include "plots/plot_decor.h"

#include <algorithm>
#include <numeric>

namespace tunedesk
{

std::vector<double> spreadLabels(std::vector<double> wanted, double gap, double top, double bottom)
{
    std::vector<std::size_t> order(wanted.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&wanted](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
    double next = top;
    for (std::size_t i : order) {
        wanted[i] = std::max(wanted[i], next);
        next = wanted[i] + gap;
    }
    double last = bottom;
    for (auto i = order.rbegin(); i != order.rend(); ++i) {
        wanted[*i] = std::min(wanted[*i], last);
        last = wanted[*i] - gap;
    }
    return wanted;
}

void PlotDecor::applyDefaultAntialiasingHint(QCPPainter *painter) const
{
    painter->setAntialiasing(true);
}

void PlotDecor::draw(QCPPainter *painter)
{
    const QRect area = mParentPlot->axisRect()->rect();
    painter->setFont(theme.tick);
    TextPlaces places(*mParentPlot, area);
    for (const Level &level : levels)
        places.addLevel(mParentPlot->yAxis->coordToPixel(level.y));
    for (const VerticalLine &line : lines)
        places.addVertical(mParentPlot->xAxis->coordToPixel(line.x));
    drawLevels(painter, area, places);
    drawVerticals(painter, area, places);
    for (const Dot &dot : dots) {
        const QPointF at(mParentPlot->xAxis->coordToPixel(dot.x),
                         mParentPlot->yAxis->coordToPixel(dot.y));
        if (!QRectF(area).adjusted(-1, -1, 1, 1).contains(at))
            continue;
        painter->setPen(QPen(dot.color, 2));
        painter->setBrush(dot.color);
        painter->drawEllipse(at, dot.radius, dot.radius);
    }
    drawEnds(painter, area);
}

void PlotDecor::drawText(QCPPainter *painter, const TextPlaces::Place &place,
                         const QString &text) const
{
    if (!place.isFree) { // still to be read over what it covers
        QColor ground = theme.base;
        ground.setAlphaF(0.8F);
        painter->fillRect(place.rect.adjusted(-2, 0, 2, 0), ground);
    }
    painter->setPen(theme.text2);
    painter->drawText(place.rect.topLeft() + QPointF(0, QFontMetrics(theme.tick).ascent()), text);
}

void PlotDecor::drawLevels(QCPPainter *painter, const QRect &area, TextPlaces &places) const
{
    const QFontMetrics metrics(theme.tick);
    for (const Level &level : levels) {
        const double y = mParentPlot->yAxis->coordToPixel(level.y);
        if (y < area.top() || y > area.bottom())
            continue;
        QPen pen(level.color, 1);
        pen.setDashPattern({4, 3});
        painter->setPen(pen);
        painter->drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        const QSizeF size(metrics.horizontalAdvance(level.text), metrics.height());
        std::vector<QRectF> wished;
        for (const double left : {area.left() + 6.0, area.right() - 6.0 - size.width()})
            for (const double top : {y - 1 - size.height(), y + 2})
                wished.emplace_back(QPointF(left, top), size);
        drawText(painter, places.take(wished), level.text);
    }
}

void PlotDecor::drawVerticals(QCPPainter *painter, const QRect &area, TextPlaces &places) const
{
    const QFontMetrics metrics(theme.tick);
    for (const VerticalLine &line : lines) {
        const double x = mParentPlot->xAxis->coordToPixel(line.x);
        if (x < area.left() || x > area.right() + 1)
            continue;
        QPen pen(line.dashed ? theme.warn : theme.text2, 1.5);
        if (line.dashed)
            pen.setDashPattern({5 / 1.5, 4 / 1.5});
        painter->setPen(pen);
        painter->drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        if (line.text.isEmpty())
            continue;
        // From the top down on both sides, right first; the dashed line's from the bottom up, left
        // first, since it looks back.
        const QSizeF size(metrics.horizontalAdvance(line.text), metrics.height());
        const double right = x + 6, left = x - 6 - size.width(), step = size.height() + 2;
        std::vector<QRectF> wished;
        for (double y = 0; y + size.height() <= area.height(); y += step)
            for (const double at : {line.dashed ? left : right, line.dashed ? right : left})
                wished.emplace_back(QPointF(at, line.dashed ? area.bottom() - 4 - size.height() - y
                                                            : area.top() + y),
                                    size);
        if (wished.empty())
            continue;
        drawText(painter, places.take(wished), line.text);
    }
}

void PlotDecor::drawEnds(QCPPainter *painter, const QRect &area) const
{
    if (ends.empty())
        return;
    const QFontMetrics metrics(theme.tick);
    std::vector<double> centres;
    for (const EndLabel &end : ends)
        centres.push_back(mParentPlot->yAxis->coordToPixel(end.y));
    centres = spreadLabels(std::move(centres), metrics.height() + 1, area.top(), area.bottom());
    const int left = area.right() + 6;
    for (std::size_t i = 0; i < ends.size(); ++i) {
        painter->setPen(ends[i].pen);
        painter->drawLine(QPointF(left, centres[i]), QPointF(left + 12, centres[i]));
        painter->setPen(theme.text);
        painter->drawText(QPointF(left + 18, centres[i] + metrics.ascent() / 2.0 - 1),
                          ends[i].text);
    }
}

void FutureBand::applyDefaultAntialiasingHint(QCPPainter *painter) const
{
    painter->setAntialiasing(false);
}

void FutureBand::draw(QCPPainter *painter)
{
    if (!(to > from))
        return;
    const QRect area = mParentPlot->axisRect()->rect();
    const double left = std::max<double>(mParentPlot->xAxis->coordToPixel(from), area.left());
    const double right = std::min<double>(mParentPlot->xAxis->coordToPixel(to), area.right());
    if (right > left)
        painter->fillRect(QRectF(left, area.top(), right - left, area.height()), color);
}

} // namespace tunedesk
