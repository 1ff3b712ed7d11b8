#pragma once

#include <QString>

namespace tunedesk
{

/// What the bottom axis counts.
enum class PlotAxis { Step, Epoch, Time };

/// One value with all three places it can stand at.
struct PlotPoint {
    double step = 0;
    double epoch = 0;   ///< fraction of passes done
    double seconds = 0; ///< since the run began, pauses left out
    double value = 0;   ///< NaN: a gap

    double at(PlotAxis axis) const
    {
        return axis == PlotAxis::Step ? step : axis == PlotAxis::Epoch ? epoch : seconds;
    }
};

/// How a line is drawn and what it is called.
struct PlotSeries {
    enum class Look {
        Line,     ///< 2 px
        Smoothed, ///< 2 px, the raw values faint under it
        Checks,   ///< a ring at each value
        Area,     ///< the ground under it is filled faintly
        Planned,  ///< thin and dotted: what is still to come
    };
    QString name;       ///< translated, for legend and value frame
    QString metric;     ///< metric:: name, for CSV
    QString run;        ///< name of the run, for CSV
    int slot = 1;       ///< colour and dash, see Theme::runPen
    bool solid = false; ///< no dash
    Look look = Look::Line;
};

/// How values read.
enum class ValueFormat { Score, Loss, Rate, Count };

} // namespace tunedesk
