#include "shell/badge.h"

#include <QPainter>

#include <algorithm>

namespace tunedesk
{

namespace
{
struct Colors {
    Token ground, text;
};

Colors colorsOf(Badge::Tone tone)
{
    switch (tone) {
    case Badge::Tone::Good:
        return {Token::GoodSoft, Token::Good};
    case Badge::Tone::Bad:
        return {Token::BadSoft, Token::Bad};
    case Badge::Tone::Warn:
        return {Token::WarnSoft, Token::Warn};
    case Badge::Tone::Error:
        return {Token::ErrorSoft, Token::Error};
    case Badge::Tone::Accent:
        return {Token::AccentSoft, Token::OnAccentSoft};
    case Badge::Tone::Neutral:
        break;
    }
    return {Token::Hover, Token::Text2};
}
} // namespace

QSize badgeSize(const Theme &theme, const Badge &badge)
{
    const QFontMetrics metrics(theme.font(Theme::Type::SmallMedium));
    const int icon = badge.icon.isEmpty() ? 0 : theme.scaled(13) + 5;
    return {14 + icon + metrics.horizontalAdvance(badge.text) + 1, theme.scaled(20)};
}

void paintBadge(QPainter *painter, const Theme &theme, const QRect &rect, const Badge &badge)
{
    const Colors colors = colorsOf(badge.tone);
    QSize size = badgeSize(theme, badge);
    size.setWidth(std::min(size.width(), rect.width()));
    const QRect box(QPoint(rect.x(), rect.y() + (rect.height() - size.height()) / 2), size);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.color(colors.ground));
    painter->drawRoundedRect(box, 4, 4);
    int x = box.x() + 7;
    if (!badge.icon.isEmpty()) {
        const int side = theme.scaled(13);
        painter->drawPixmap(
            x, box.y() + (box.height() - side) / 2,
            theme.pixmap(badge.icon, colors.text, side, painter->device()->devicePixelRatioF()));
        x += side + 5;
    }
    painter->setPen(theme.color(colors.text));
    painter->setFont(theme.font(Theme::Type::SmallMedium));
    const QRect room(x, box.y(), box.right() - 6 - x + 1, box.height());
    painter->drawText(room, Qt::AlignVCenter | Qt::AlignLeft,
                      painter->fontMetrics().elidedText(badge.text, Qt::ElideRight, room.width()));
    painter->restore();
}

BadgeLabel::BadgeLabel(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void BadgeLabel::setBadge(const Badge &badge)
{
    if (m_badge == badge)
        return;
    m_badge = badge;
    setAccessibleName(badge.text);
    updateGeometry();
    update();
}

QSize BadgeLabel::sizeHint() const
{
    return badgeSize(m_theme, m_badge);
}

void BadgeLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintBadge(&painter, m_theme, rect(), m_badge);
}

} // namespace tunedesk
