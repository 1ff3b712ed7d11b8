#pragma once

#include "plots/qcp.h"

namespace tunedesk
{

/// Mouse, wheel and keys of a plot, as wishes: the panel and its group decide what happens.
/// Wheel zooms x at the pointer, Ctrl+wheel y, drag pans, Shift+drag a box, double click all.
class PlotCanvas final : public QCustomPlot
{
    Q_OBJECT
public:
    explicit PlotCanvas(QWidget *parent = nullptr);

Q_SIGNALS:
    void hovered(double pixelX);
    void hoverEnded();
    void xRangeWished(double lower, double upper);
    void yRangeWished(double lower, double upper);
    void wholeWished();
    void pointsWished(int points); ///< crosshair: so many points to the right
    void edgeWished(bool last);
    void zoomWished(double factor); ///< of x, around the crosshair
    void logWished();
    void followWished();
    void hideWished();
    void boxChanged(const QRect &box);
    void focusChanged(bool focused);

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    enum class Drag { None, Pan, Box };
    Drag m_drag = Drag::None;
    QPoint m_pressed;
    QCPRange m_rangeAtPress;
};

} // namespace tunedesk
