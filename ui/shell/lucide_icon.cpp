#include "shell/lucide_icon.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <algorithm>
#include <utility>

namespace tunedesk
{

LucideIcon::LucideIcon(const Theme *theme, QString name, Token token)
    : m_theme(theme), m_name(std::move(name)), m_token(token)
{
}

QPixmap LucideIcon::draw(const QString &name, const QColor &color, int size, int designSize)
{
    const QString key = QStringLiteral("lucide:%1:%2:%3:%4")
                            .arg(name, color.name(QColor::HexArgb))
                            .arg(size)
                            .arg(designSize);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(size, size);
    pixmap.fill(Qt::transparent);
    QFile file(QStringLiteral(":/tunedesk/icons/%1.svg").arg(name));
    if (file.open(QIODevice::ReadOnly)) {
        QByteArray svg = file.readAll();
        svg.replace("currentColor", color.name().toLatin1());
        // Small marks need more weight to be as dark as the text beside them.
        svg.replace("stroke-width=\"2\"",
                    designSize < 14 ? "stroke-width=\"2.25\"" : "stroke-width=\"1.75\"");
        QSvgRenderer renderer(svg);
        QPainter painter(&pixmap);
        painter.setOpacity(color.alphaF());
        renderer.render(&painter, QRectF(0, 0, size, size));
    }
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QPixmap LucideIcon::drawn(int size, int designSize, QIcon::Mode mode, QIcon::State state) const
{
    if (!m_theme)
        return {};
    Token token = m_token;
    if (mode == QIcon::Disabled)
        token = Token::Text3;
    else if (state == QIcon::On && m_token == Token::Text2)
        token = Token::OnAccentSoft;
    return draw(m_name, m_theme->color(token), size, designSize);
}

void LucideIcon::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state)
{
    const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
    const int side = std::min(rect.width(), rect.height());
    QPixmap pixmap = drawn(qRound(side * ratio), side, mode, state);
    pixmap.setDevicePixelRatio(ratio);
    painter->drawPixmap(
        QPointF(rect.x() + (rect.width() - side) / 2.0, rect.y() + (rect.height() - side) / 2.0),
        pixmap);
}

QPixmap LucideIcon::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    const int side = std::min(size.width(), size.height());
    return drawn(side, side, mode, state);
}

QPixmap LucideIcon::scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state,
                                 qreal scale)
{
    const int side = std::min(size.width(), size.height());
    return drawn(side, qRound(side / std::max(scale, 1.0)), mode, state);
}

QIconEngine *LucideIcon::clone() const
{
    return new LucideIcon(m_theme, m_name, m_token);
}

QString LucideIcon::key() const
{
    return QStringLiteral("tunedesk-lucide");
}

} // namespace tunedesk
