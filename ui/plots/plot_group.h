#pragma once

#include "plots/plot_series.h"

#include <QList>
#include <QObject>

namespace tunedesk
{

class PlotPanel;

/// Panels that share the bottom axis, the crosshair, smoothing and following. Window thread.
class PlotGroup : public QObject
{
    Q_OBJECT
public:
    explicit PlotGroup(QObject *parent = nullptr);
    void add(PlotPanel *panel);
    const QList<PlotPanel *> &panels() const { return m_panels; }

    PlotAxis axis() const { return m_axis; }
    double smoothing() const { return m_smoothing; }
    bool isFollowing() const { return m_following; }
    bool isLogScale() const { return m_log; }
    bool hasCrosshair() const { return m_crosshair; }

public Q_SLOTS:
    void setAxis(tunedesk::PlotAxis axis);
    void setSmoothing(double weight);
    void setFollowing(bool following);
    void setLogScale(bool log);
    void setCrosshair(bool shown);
    void showWhole();
    /// Lines the plots up: the same room at the left for all.
    void alignMargins();
    /// Crosshair at x in all; the frame in `panel`.
    void pointAt(tunedesk::PlotPanel *panel, double x);

Q_SIGNALS:
    void axisChanged(tunedesk::PlotAxis axis);
    void smoothingChanged(double weight);
    void followingChanged(bool following);
    void logScaleChanged(bool log);
    void crosshairChanged(bool shown);

private:
    void setRange(double lower, double upper);

    QList<PlotPanel *> m_panels;
    PlotAxis m_axis = PlotAxis::Step;
    double m_smoothing = 0.9;
    bool m_following = true;
    bool m_log = false;
    bool m_crosshair = true;
};

} // namespace tunedesk
