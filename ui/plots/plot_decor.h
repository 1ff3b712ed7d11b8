#pragma once

#include "plots/plot_theme.h"
#include "plots/qcp.h"
#include "plots/text_places.h"

#include <QString>

#include <vector>

namespace tunedesk
{

/// Everything that is drawn over the lines: best points, levels, end values. Positions are axis
/// coordinates.
class PlotDecor final : public QCPLayerable
{
public:
    struct Dot {
        double x = 0, y = 0;
        QColor color;
        qreal radius = 4;
    };
    struct VerticalLine {
        double x = 0;
        QString text;
        bool dashed =
            false; ///< dashed in `warn`, text at the bottom if it can; else solid in text2
    };
    struct Level {
        double y = 0;
        QString text;
        QColor color;
    };
    struct EndLabel {
        double y = 0;
        QString text;
        QPen pen;
    };

    explicit PlotDecor(QCustomPlot *plot) : QCPLayerable(plot, QStringLiteral("overlay")) {}

    PlotTheme theme;
    std::vector<Dot> dots;
    std::vector<VerticalLine> lines;
    std::vector<Level> levels;
    std::vector<EndLabel> ends;

protected:
    void applyDefaultAntialiasingHint(QCPPainter *painter) const override;
    void draw(QCPPainter *painter) override;
    QRect clipRect() const override { return mParentPlot->viewport(); }

private:
    void drawText(QCPPainter *painter, const TextPlaces::Place &place, const QString &text) const;
    void drawLevels(QCPPainter *painter, const QRect &area, TextPlaces &places) const;
    void drawVerticals(QCPPainter *painter, const QRect &area, TextPlaces &places) const;
    void drawEnds(QCPPainter *painter, const QRect &area) const;
};

/// The part of a run that is still to come, under the grid.
class FutureBand final : public QCPLayerable
{
public:
    explicit FutureBand(QCustomPlot *plot) : QCPLayerable(plot, QStringLiteral("background")) {}
    double from = 0, to = 0;
    QColor color;

protected:
    void applyDefaultAntialiasingHint(QCPPainter *painter) const override;
    void draw(QCPPainter *painter) override;
};

/// Centres of labels at least `gap` apart, in the order given, moved as little as a pass down and
/// one up need.
/// @param wanted [N] centres, any order   @return [N]
std::vector<double> spreadLabels(std::vector<double> wanted, double gap, double top, double bottom);

} // namespace tunedesk
