#pragma once

#include "shell/theme.h"

#include <QIconEngine>
#include <QPointer>

namespace tunedesk
{

/// Draws an icon of resources/icons in the theme's colours of the moment, so that it follows a
/// switch of theme.
class LucideIcon final : public QIconEngine
{
public:
    LucideIcon(const Theme *theme, QString name, Token token);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state,
                         qreal scale) override;
    QIconEngine *clone() const override;
    QString key() const override;

    /// @param size device pixels
    static QPixmap draw(const QString &name, const QColor &color, int size, int designSize);

private:
    QPixmap drawn(int size, int designSize, QIcon::Mode mode, QIcon::State state) const;

    QPointer<const Theme> m_theme;
    QString m_name;
    Token m_token;
};

} // namespace tunedesk
