#include "data/share_bar.h"

#include <QPainter>
#include <QPainterPath>

namespace tunedesk
{

ShareBar::ShareBar(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setFixedSize(280, 10);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ShareBar::setShares(double in, double out)
{
    m_in = in;
    m_out = out;
    update();
}

void ShareBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath clip;
    clip.addRoundedRect(rect(), 3, 3);
    painter.setClipPath(clip);
    painter.fillRect(rect(), m_theme.color(Token::Hover));
    painter.fillRect(QRectF(0, 0, width() * m_in, height()), m_theme.color(Token::AccentFill));
    painter.fillRect(QRectF(width() * m_in, 0, width() * m_out, height()),
                     m_theme.color(Token::Control));
}

} // namespace tunedesk
