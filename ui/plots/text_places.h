#pragma once

#include "plots/qcp.h"

#include <QRectF>

#include <algorithm>
#include <cmath>
#include <limits>
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
    /// The first that is free, else the first that only upright lines cross, else the first that
    /// lies in the area, else the first; nobody else gets it.
    Place take(const std::vector<QRectF> &wished);

private:
    enum class Cover { Nothing, Upright, Lines, Outside }; ///< the smaller, the better
    Cover coverOf(const QRectF &rect) const;
    bool isCrossedBy(const QCPGraph &graph, const QRectF &rect) const;

    /// The heights that a graph covers between two upright edges; top > bottom: none.
    struct Band {
        const QCPGraph *graph = nullptr;
        double left = 0, right = 0;
        double top = std::numeric_limits<double>::max();
        double bottom = std::numeric_limits<double>::lowest();
    };
    Band bandOf(const QCPGraph &graph, double left, double right) const;

    const QCustomPlot &m_plot;
    QRectF m_area;
    std::vector<double> m_verticals, m_levels;
    std::vector<QRectF> m_taken;
    mutable std::vector<Band> m_bands; ///< those asked for so far
};

inline constexpr double kTextAir = 3;             ///< between a text and a line
inline constexpr int kMostPointsUnderText = 2000; ///< more of them fill its place anyway

inline TextPlaces::Place TextPlaces::take(const std::vector<QRectF> &wished)
{
    Cover best = coverOf(wished.front());
    QRectF rect = wished.front();
    for (std::size_t i = 1; i < wished.size() && best != Cover::Nothing; ++i)
        if (const Cover cover = coverOf(wished[i]); cover < best) {
            best = cover;
            rect = wished[i];
        }
    m_taken.push_back(rect);
    return {rect, best == Cover::Nothing};
}

inline TextPlaces::Cover TextPlaces::coverOf(const QRectF &rect) const
{
    const auto isIn = [](double low, double high) {
        return [low, high](double at) { return low < at && at < high; };
    };
    if (!m_area.adjusted(-1, -1, 1, 1).contains(rect) ||
        std::ranges::any_of(m_taken,
                            [&rect](const QRectF &other) { return other.intersects(rect); }))
        return Cover::Outside;
    if (std::ranges::any_of(m_levels, isIn(rect.top(), rect.bottom())))
        return Cover::Lines;
    for (int i = 0; i < m_plot.graphCount(); ++i)
        if (const QCPGraph &graph = *m_plot.graph(i); graph.visible() && isCrossedBy(graph, rect))
            return Cover::Lines;
    return std::ranges::any_of(m_verticals, isIn(rect.left(), rect.right())) ? Cover::Upright
                                                                             : Cover::Nothing;
}

inline bool TextPlaces::isCrossedBy(const QCPGraph &graph, const QRectF &rect) const
{
    // Many a place wished for lies above another one: what a graph covers there is asked once.
    const auto known = std::ranges::find_if(m_bands, [&](const Band &band) {
        return band.graph == &graph && band.left == rect.left() && band.right == rect.right();
    });
    const Band &band = known != m_bands.end()
                           ? *known
                           : m_bands.emplace_back(bandOf(graph, rect.left(), rect.right()));
    return band.bottom + kTextAir > rect.top() && band.top - kTextAir < rect.bottom();
}

inline TextPlaces::Band TextPlaces::bandOf(const QCPGraph &graph, double left, double right) const
{
    Band band{.graph = &graph, .left = left, .right = right};
    const QCPAxis &x = *graph.keyAxis(), &y = *graph.valueAxis();
    const auto first = graph.data()->findBegin(x.pixelToCoord(left), true);
    const auto last = graph.data()->findEnd(x.pixelToCoord(right), true);
    if (last - first > kMostPointsUnderText) {
        band.top = m_area.top();
        band.bottom = m_area.bottom();
        return band;
    }
    for (auto to = first; to != last; ++to) {
        const auto from = to == first ? to : to - 1;
        if (!std::isfinite(from->value) || !std::isfinite(to->value))
            continue;
        const QPointF a(x.coordToPixel(from->key), y.coordToPixel(from->value));
        const QPointF b(x.coordToPixel(to->key), y.coordToPixel(to->value));
        const double begin = std::max(a.x(), left), end = std::min(b.x(), right);
        if (begin > end)
            continue;
        const auto at = [&](double px) {
            return b.x() > a.x() ? a.y() + (b.y() - a.y()) * (px - a.x()) / (b.x() - a.x()) : a.y();
        };
        for (const double crossed : {at(begin), at(end)}) {
            band.top = std::min(band.top, crossed);
            band.bottom = std::max(band.bottom, crossed);
        }
    }
    return band;
}

} // namespace tunedesk
