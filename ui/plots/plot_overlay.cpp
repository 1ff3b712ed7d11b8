#include "plots/plot_overlay.h"

#include <QPainter>

namespace tunedesk
{

PlotOverlay::PlotOverlay(QWidget *plot) : QWidget(plot)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
}

void PlotOverlay::setTheme(const PlotTheme &theme)
{
    m_theme = theme;
    update();
}

void PlotOverlay::setArea(const QRect &area)
{
    m_area = area;
    update();
}

void PlotOverlay::setFocused(bool focused)
{
    m_isFocused = focused;
    update();
}

void PlotOverlay::showAt(double x, std::vector<Row> rows)
{
    if (x == m_x && rows == m_rows)
        return;
    m_x = x;
    m_rows = std::move(rows);
    update();
}

void PlotOverlay::hideLine()
{
    if (m_x < 0)
        return;
    m_x = -1;
    m_rows.clear();
    update();
}

void PlotOverlay::setBox(const QRect &box)
{
    m_box = box;
    update();
}

void PlotOverlay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_x >= m_area.left() && m_x <= m_area.right() + 1) {
        painter.setPen(QPen(m_theme.text3, 1));
        const double x = std::floor(m_x) + 0.5;
        painter.drawLine(QPointF(x, m_area.top()), QPointF(x, m_area.bottom()));
        if (!m_rows.empty())
            paintFrame(painter);
    }
    if (!m_box.isNull()) {
        QColor fill = m_theme.accent;
        fill.setAlphaF(0.12F);
        painter.setPen(QPen(m_theme.accent, 1));
        painter.setBrush(fill);
        painter.drawRect(QRectF(m_box).adjusted(0.5, 0.5, -0.5, -0.5));
    }
    if (m_isFocused) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.accent, 2));
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

void PlotOverlay::paintFrame(QPainter &painter) const
{
    QFont bold = m_theme.tick;
    bold.setWeight(QFont::DemiBold);
    const QFontMetrics plain(m_theme.tick);
    const QFontMetrics strong(bold);
    const int line = m_theme.px(18);
    int names = 0;
    int values = 0;
    for (const Row &row : m_rows) {
        names = std::max(names, plain.horizontalAdvance(row.name) + (row.sample ? 18 : 0));
        values = std::max(values, strong.horizontalAdvance(row.value));
    }
    const int width = std::max(m_theme.px(140), 20 + names + 16 + values);
    const int height = 12 + line * static_cast<int>(m_rows.size());
    double left = m_x + 10;
    if (left + width > m_area.right() + 4)
        left = m_x - 10 - width;
    left = std::max(left, 2.0);
    const QRectF frame(std::floor(left) + 0.5, m_area.top() + 6.5, width, height);
    painter.setPen(QPen(m_theme.control, 1));
    painter.setBrush(m_theme.base);
    painter.drawRoundedRect(frame, 5, 5);
    double y = frame.top() + 6;
    for (const Row &row : m_rows) {
        const QRectF cell(frame.left() + 10, y, width - 20, line);
        if (row.sample) {
            painter.setPen(*row.sample);
            painter.drawLine(QPointF(cell.left(), cell.center().y()),
                             QPointF(cell.left() + 12, cell.center().y()));
        }
        painter.setFont(m_theme.tick);
        painter.setPen(m_theme.text2);
        painter.drawText(cell.adjusted(row.sample ? 18 : 0, 0, 0, 0),
                         Qt::AlignVCenter | Qt::AlignLeft, row.name);
        painter.setFont(bold);
        painter.setPen(m_theme.text);
        painter.drawText(cell, Qt::AlignVCenter | Qt::AlignRight, row.value);
        y += line;
    }
}

} // namespace tunedesk
