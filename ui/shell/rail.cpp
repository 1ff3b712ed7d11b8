#include "shell/rail.h"

#include <QAction>
#include <QPainter>
#include <QPainterPath>

namespace tunedesk
{

RailButton::RailButton(const Theme &theme, const QString &icon, QAction *action, QWidget *parent)
    : QToolButton(parent), m_theme(theme), m_icon(icon)
{
    setDefaultAction(action);
    setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    setAccessibleName(action->text());
    setFocusPolicy(Qt::TabFocus);
    connect(action, &QAction::changed, this, [this, action] { setAccessibleName(action->text()); });
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void RailButton::setDot(bool dot)
{
    if (dot == m_dot)
        return;
    m_dot = dot;
    setAccessibleDescription(dot ? tr("Something runs there") : QString());
    update();
}

void RailButton::setCompact(bool iconOnly)
{
    m_compact = iconOnly;
    updateGeometry();
}

QSize RailButton::sizeHint() const
{
    const int wide = m_compact ? m_theme.scaled(48) : m_theme.scaled(75);
    return {wide, m_compact ? m_theme.scaled(44) : m_theme.scaled(56)};
}

void RailButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool on = isChecked();
    const QRect box = rect().adjusted(6, 0, -6, 0);
    painter.setPen(Qt::NoPen);
    if (on || underMouse()) {
        painter.setBrush(m_theme.color(on ? Token::AccentSoft : Token::Hover));
        painter.drawRoundedRect(box, 6, 6);
    }
    if (on) {
        QPainterPath edge;
        edge.addRoundedRect(QRectF(-2, 10, 5, height() - 20), 2, 2);
        painter.fillPath(edge, m_theme.color(Token::Accent));
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.color(Token::Accent), 2));
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6);
    }
    const Token token = on ? Token::OnAccentSoft : Token::Text2;
    const int side = m_theme.scaled(20);
    QFont font = m_theme.font(on ? Theme::Type::SmallBold : Theme::Type::Small);
    const int textHigh = m_compact ? 0 : QFontMetrics(font).height() + 3;
    const int top = (height() - side - textHigh) / 2;
    const int left = (width() - side) / 2;
    painter.drawPixmap(left, top, m_theme.pixmap(m_icon, token, side, devicePixelRatioF()));
    if (m_dot) {
        const QPointF centre(left + side + 1, top + 2);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(on ? Token::AccentSoft : Token::Window));
        painter.drawEllipse(centre, 5.5, 5.5);
        painter.setBrush(m_theme.color(Token::Accent));
        painter.drawEllipse(centre, 3.5, 3.5);
    }
    if (!m_compact) {
        painter.setFont(font);
        painter.setPen(m_theme.color(token));
        painter.drawText(QRect(0, top + side + 3, width(), QFontMetrics(font).height()),
                         Qt::AlignCenter,
                         painter.fontMetrics().elidedText(text(), Qt::ElideRight, width() - 8));
    }
}

Rail::Rail(const Theme &theme, QWidget *parent) : QToolBar(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("rail"));
    setMovable(false);
    setFloatable(false);
    setOrientation(Qt::Vertical);
    setContextMenuPolicy(Qt::PreventContextMenu);
    auto *top = new QWidget;
    top->setFixedHeight(4);
    addWidget(top);
    auto *gap = new QWidget;
    gap->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    m_gap = addWidget(gap);
}

RailButton *Rail::addPage(const QString &icon, QAction *action)
{
    auto *button = new RailButton(m_theme, icon, action);
    insertWidget(m_gap, button);
    m_buttons.append(button);
    return button;
}

void Rail::addFoot(const QString &icon, QAction *action)
{
    auto *button = new RailButton(m_theme, icon, action);
    addWidget(button);
    m_buttons.append(button);
}

void Rail::setCompact(bool iconOnly)
{
    for (RailButton *button : std::as_const(m_buttons))
        button->setCompact(iconOnly);
}

} // namespace tunedesk
