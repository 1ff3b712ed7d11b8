#include "plots/legend_button.h"

#include "shell/theme.h"

#include <QMouseEvent>
#include <QPainter>

namespace tunedesk
{

namespace
{
constexpr int kSample = 18;
constexpr int kGap = 5;
constexpr int kSide = 4;
} // namespace

LegendButton::LegendButton(const Theme &theme, QWidget *parent)
    : QAbstractButton(parent), m_theme(theme)
{
    setCheckable(true);
    setChecked(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

void LegendButton::setSample(const QPen &pen)
{
    m_pen = pen;
    update();
}

QSize LegendButton::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(Theme::Type::Small));
    return {2 * kSide + kSample + kGap + metrics.horizontalAdvance(text()), m_theme.scaled(24)};
}

void LegendButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(Token::Hover));
        painter.drawRoundedRect(rect(), 4, 4);
    }
    painter.setPen(isChecked() ? m_pen : QPen(m_theme.color(Token::Control), 1));
    const double y = height() / 2.0;
    painter.drawLine(QPointF(kSide, y), QPointF(kSide + kSample, y));
    QFont font = m_theme.font(Theme::Type::Small);
    font.setStrikeOut(!isChecked());
    painter.setFont(font);
    painter.setPen(m_theme.color(isChecked() ? Token::Text2 : Token::Text3));
    const QRect beside = rect().adjusted(kSide + kSample + kGap, 0, 0, 0);
    painter.drawText(beside, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, beside.width()));
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.color(Token::Accent), 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
}

void LegendButton::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->modifiers() & Qt::AltModifier && rect().contains(event->pos())) {
        setDown(false);
        Q_EMIT aloneRequested();
        return;
    }
    QAbstractButton::mouseReleaseEvent(event);
}

} // namespace tunedesk
