#pragma once

#include "plots/plot_series.h"

#include <QColor>
#include <QFont>
#include <QPen>

#include <functional>

class QCustomPlot;

namespace tunedesk
{

class Theme;

/// Colours and fonts of the plots: those of the window, or the light ones for a picture to hand on.
struct PlotTheme {
    QColor base, raised, grid, control, text, text2, text3, accent, warn;
    QFont tick, body, strong, mono;
    std::function<QPen(int slot, qreal width)> runPen;
    qreal scale = 1; ///< the person's text size

    static PlotTheme of(const Theme &theme);
    /// The light theme whatever the window shows.
    static PlotTheme ofPaper(const Theme &theme);

    /// Ground, grid, axes, ticks: no box, no tick marks, one line at the bottom.
    void style(QCustomPlot &plot) const;
    int px(int designPixels) const { return qRound(designPixels * scale); }
};

/// "0.912", "2e-4", "1,030": as the axis and the value frame show it.
QString plotValueText(double value, ValueFormat format);
/// "12:05", "1:02:05".
QString plotTimeText(double seconds);
/// 1e-4 as "1e-4", 0.00025 as "2.5e-4".
QString learningRateText(double value);

} // namespace tunedesk
