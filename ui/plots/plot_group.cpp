#include "plots/plot_group.h"

#include "plots/plot_panel.h"

#include <algorithm>

namespace tunedesk
{

PlotGroup::PlotGroup(QObject *parent) : QObject(parent) {}

void PlotGroup::add(PlotPanel *panel)
{
    m_panels.append(panel);
    panel->setAxis(m_axis);
    panel->setSmoothing(m_smoothing);
    panel->setLogScale(m_log);
    panel->setFollow(m_following);
    connect(panel, &PlotPanel::crosshairMoved, this,
            [this, panel](double x) { pointAt(panel, x); });
    connect(panel, &PlotPanel::crosshairLeft, this, [this] {
        for (PlotPanel *each : std::as_const(m_panels))
            each->hideCrosshair();
    });
    connect(panel, &PlotPanel::xRangeWished, this, &PlotGroup::setRange);
    connect(panel, &PlotPanel::leftMarginWished, this, &PlotGroup::alignMargins);
    connect(panel, &PlotPanel::zoomed, this, [this] { setFollowing(false); });
    connect(panel, &PlotPanel::wholeWished, this, &PlotGroup::showWhole);
    connect(panel, &PlotPanel::logWished, this, [this] { setLogScale(!m_log); });
    connect(panel, &PlotPanel::followWished, this, [this] { setFollowing(!m_following); });
}

void PlotGroup::pointAt(PlotPanel *panel, double x)
{
    if (!m_crosshair)
        return;
    for (PlotPanel *each : std::as_const(m_panels))
        each->showCrosshair(x, each == panel);
}

void PlotGroup::setRange(double lower, double upper)
{
    setFollowing(false);
    for (PlotPanel *panel : std::as_const(m_panels))
        panel->setXRange(lower, upper);
}

void PlotGroup::setAxis(PlotAxis axis)
{
    if (m_axis == axis)
        return;
    m_axis = axis;
    for (PlotPanel *panel : std::as_const(m_panels))
        panel->setAxis(axis);
    showWhole();
    Q_EMIT axisChanged(axis);
}

void PlotGroup::setSmoothing(double weight)
{
    if (m_smoothing == weight)
        return;
    m_smoothing = weight;
    for (PlotPanel *panel : std::as_const(m_panels))
        panel->setSmoothing(weight);
    Q_EMIT smoothingChanged(weight);
}

void PlotGroup::setFollowing(bool following)
{
    for (PlotPanel *panel : std::as_const(m_panels))
        panel->setFollow(following);
    if (m_following == following)
        return;
    m_following = following;
    Q_EMIT followingChanged(following);
}

void PlotGroup::setLogScale(bool log)
{
    if (m_log == log)
        return;
    m_log = log;
    for (PlotPanel *panel : std::as_const(m_panels))
        panel->setLogScale(log);
    alignMargins();
    Q_EMIT logScaleChanged(log);
}

void PlotGroup::setCrosshair(bool shown)
{
    if (m_crosshair == shown)
        return;
    m_crosshair = shown;
    if (!shown)
        for (PlotPanel *panel : std::as_const(m_panels))
            panel->hideCrosshair();
    Q_EMIT crosshairChanged(shown);
}

void PlotGroup::showWhole()
{
    double lower = 0;
    double upper = 0;
    for (const PlotPanel *panel : std::as_const(m_panels)) {
        const auto [from, to] = panel->xExtent();
        lower = std::min(lower, from);
        upper = std::max(upper, to);
    }
    for (PlotPanel *panel : std::as_const(m_panels)) {
        panel->setXRange(lower, upper > lower ? upper : lower + 1);
        panel->setFollow(true);
    }
    alignMargins();
    if (!m_following) {
        m_following = true;
        Q_EMIT followingChanged(true);
    }
}

void PlotGroup::alignMargins()
{
    int left = 0;
    for (const PlotPanel *panel : std::as_const(m_panels))
        left = std::max(left, panel->wantedLeftMargin());
    for (PlotPanel *panel : std::as_const(m_panels))
        panel->setLeftMargin(left);
}

} // namespace tunedesk
