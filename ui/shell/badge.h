#pragma once

#include "shell/theme.h"

#include <QMetaType>
#include <QWidget>

namespace tunedesk
{

/// A small coloured word: ✓ Appropriate, Failed, Draft.
struct Badge {
    QString text; ///< translated
    QString icon; ///< Lucide name; may be empty
    enum class Tone { Neutral, Good, Bad, Warn, Error, Accent } tone = Tone::Neutral;
    bool operator==(const Badge &) const = default;
};

QSize badgeSize(const Theme &theme, const Badge &badge);
/// Left-aligned and vertically centred in `rect`, elided at its right edge.
void paintBadge(QPainter *painter, const Theme &theme, const QRect &rect, const Badge &badge);

class BadgeLabel : public QWidget
{
    Q_OBJECT
public:
    explicit BadgeLabel(const Theme &theme, QWidget *parent = nullptr);
    void setBadge(const Badge &badge);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Badge m_badge;
};

} // namespace tunedesk
