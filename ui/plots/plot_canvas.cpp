#include "plots/plot_canvas.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <cmath>

namespace tunedesk
{

PlotCanvas::PlotCanvas(QWidget *parent) : QCustomPlot(parent)
{
    setInteractions(QCP::iNone);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setNoAntialiasingOnDrag(true);
    setAttribute(Qt::WA_InputMethodEnabled, false);
}

void PlotCanvas::mousePressEvent(QMouseEvent *event)
{
    setFocus(Qt::MouseFocusReason);
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = event->pos();
    m_rangeAtPress = xAxis->range();
    m_drag = event->modifiers() & Qt::ShiftModifier ? Drag::Box : Drag::Pan;
}

void PlotCanvas::mouseMoveEvent(QMouseEvent *event)
{
    if (m_drag == Drag::Box) {
        Q_EMIT boxChanged(QRect(m_pressed, event->pos()).normalized() & axisRect()->rect());
        return;
    }
    if (m_drag == Drag::Pan) {
        const int moved = m_pressed.x() - event->pos().x();
        if (std::abs(moved) < 3)
            return;
        const double shift = moved * m_rangeAtPress.size() / std::max(1, axisRect()->width());
        Q_EMIT xRangeWished(m_rangeAtPress.lower + shift, m_rangeAtPress.upper + shift);
        return;
    }
    if (axisRect()->rect().contains(event->pos()))
        Q_EMIT hovered(event->pos().x());
    else
        Q_EMIT hoverEnded();
}

void PlotCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_drag == Drag::Box) {
        const QRect box = QRect(m_pressed, event->pos()).normalized() & axisRect()->rect();
        Q_EMIT boxChanged({});
        if (box.width() > 4 && box.height() > 4) {
            const double top = yAxis->pixelToCoord(box.top());
            const double bottom = yAxis->pixelToCoord(box.bottom());
            Q_EMIT xRangeWished(xAxis->pixelToCoord(box.left()), xAxis->pixelToCoord(box.right()));
            Q_EMIT yRangeWished(bottom, top);
        }
    }
    m_drag = Drag::None;
}

void PlotCanvas::mouseDoubleClickEvent(QMouseEvent *)
{
    m_drag = Drag::None;
    Q_EMIT wholeWished();
}

void PlotCanvas::wheelEvent(QWheelEvent *event)
{
    const double factor = std::pow(0.85, event->angleDelta().y() / 120.0);
    const bool vertical = event->modifiers() & Qt::ControlModifier;
    QCPAxis *axis = vertical ? yAxis : xAxis;
    QCPRange range = axis->range();
    const double at = axis->pixelToCoord(vertical ? event->position().y() : event->position().x());
    if (axis->scaleType() == QCPAxis::stLogarithmic) {
        range.lower = at * std::pow(range.lower / at, factor);
        range.upper = at * std::pow(range.upper / at, factor);
    } else {
        range.lower = at + (range.lower - at) * factor;
        range.upper = at + (range.upper - at) * factor;
    }
    if (vertical)
        Q_EMIT yRangeWished(range.lower, range.upper);
    else
        Q_EMIT xRangeWished(range.lower, range.upper);
    event->accept();
}

void PlotCanvas::leaveEvent(QEvent *event)
{
    Q_EMIT hoverEnded();
    QCustomPlot::leaveEvent(event);
}

void PlotCanvas::keyPressEvent(QKeyEvent *event)
{
    const int points = event->modifiers() & Qt::ShiftModifier ? 10 : 1;
    const bool plain =
        !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    switch (plain ? event->key() : 0) {
    case Qt::Key_Left:
        Q_EMIT pointsWished(-points);
        return;
    case Qt::Key_Right:
        Q_EMIT pointsWished(points);
        return;
    case Qt::Key_Home:
        Q_EMIT edgeWished(false);
        return;
    case Qt::Key_End:
        Q_EMIT edgeWished(true);
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        Q_EMIT zoomWished(0.7);
        return;
    case Qt::Key_Minus:
        Q_EMIT zoomWished(1 / 0.7);
        return;
    case Qt::Key_R:
        Q_EMIT wholeWished();
        return;
    case Qt::Key_L:
        Q_EMIT logWished();
        return;
    case Qt::Key_F:
        Q_EMIT followWished();
        return;
    case Qt::Key_Escape:
        Q_EMIT hideWished();
        return;
    default:
        QCustomPlot::keyPressEvent(event);
    }
}

void PlotCanvas::focusInEvent(QFocusEvent *event)
{
    QCustomPlot::focusInEvent(event);
    Q_EMIT focusChanged(true);
}

void PlotCanvas::focusOutEvent(QFocusEvent *event)
{
    QCustomPlot::focusOutEvent(event);
    Q_EMIT focusChanged(false);
}

} // namespace tunedesk
