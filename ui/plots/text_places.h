#pragma once

#include "plots/qcp.h"

#include <QRectF>

#include <algorithm>
#include <cmath>
#include <vector>

namespace tunedesk
{

/// Places for texts in a plot, clear of its lines and of each other. Pixels of the plot; one
/// drawing.
class TextPlaces
{
public:
    TextPlaces(const QCustomPlot &plot, const QRect &area) : m_plot(plot), m_area(area) {}

    /// A line that is no graph, over the whole height (or width): texts keep off it.
    void addVertical(double x) { m_verticals.push_back(x); }
    void addLevel(double y) { m_levels.push_back(y); }

    struct Place {
        QRectF rect;
        bool isFree = false; ///< else lines go through it
    };
    /// The first that is free, else the first that lies in the area, else the first; nobody else
    /// gets it.
    Place take(const std::vector<QRectF> &wished);

private:
    bool isCrossed(const QRectF &rect) const;
    bool isCrossedBy(const QCPGraph &graph, const QRectF &rect) const;

    const QCustomPlot &m_plot;
    QRectF m_area;
    std::vector<double> m_verticals, m_levels;
    std::vector<QRectF> m_taken;
};

inline constexpr double kTextAir = 3;             ///< between a text and a line
inline constexpr int kMostPointsUnderText = 2000; ///< more of them fill its place anyway

inline TextPlaces::Place TextPlaces::take(const std::vector<QRectF> &wished)
{
    const auto lies = [this](const QRectF &rect) {
        return m_area.adjusted(-1, -1, 1, 1).contains(rect) &&
               std::ranges::none_of(
                   m_taken, [&rect](const QRectF &other) { return other.intersects(rect); });
    };
    Place place{wished.front(), false};
    const auto inside = std::ranges::find_if(wished, lies);
    if (inside != wished.end())
        place.rect = *inside;
    for (const QRectF &rect : wished)
        if (lies(rect) && !isCrossed(rect)) {
            place = {rect, true};
            break;
        }
    m_taken.push_back(place.rect);
    return place;
}

inline bool TextPlaces::isCrossed(const QRectF &rect) const
{
    const auto isIn = [](double low, double high) {
        return [low, high](double at) { return low < at && at < high; };
    };
    if (std::ranges::any_of(m_verticals, isIn(rect.left(), rect.right())) ||
        std::ranges::any_of(m_levels, isIn(rect.top(), rect.bottom())))
        return true;
    for (int i = 0; i < m_plot.graphCount(); ++i)
        if (const QCPGraph &graph = *m_plot.graph(i); graph.visible() && isCrossedBy(graph, rect))
            return true;
    return false;
}

inline bool TextPlaces::isCrossedBy(const QCPGraph &graph, const QRectF &rect) const
{
    const QCPAxis &x = *graph.keyAxis(), &y = *graph.valueAxis();
    const auto first = graph.data()->findBegin(x.pixelToCoord(rect.left()), true);
    const auto last = graph.data()->findEnd(x.pixelToCoord(rect.right()), true);
    if (last - first > kMostPointsUnderText)
        return true;
    for (auto to = first; to != last; ++to) {
        const auto from = to == first ? to : to - 1;
        if (!std::isfinite(from->value) || !std::isfinite(to->value))
            continue;
        const QPointF a(x.coordToPixel(from->key), y.coordToPixel(from->value));
        const QPointF b(x.coordToPixel(to->key), y.coordToPixel(to->value));
        const double left = std::max(a.x(), rect.left()), right = std::min(b.x(), rect.right());
        if (left > right)
            continue;
        const auto at = [&](double px) {
            return b.x() > a.x() ? a.y() + (b.y() - a.y()) * (px - a.x()) / (b.x() - a.x()) : a.y();
        };
        const auto [top, bottom] = std::minmax({at(left), at(right)});
        if (bottom + kTextAir > rect.top() && top - kTextAir < rect.bottom())
            return true;
    }
    return false;
}

} // namespace tunedesk
