#include "shell/text_label.h"

#include <QPainter>
#include <QStyle>

namespace tunedesk
{

namespace
{
const char *typeName(Theme::Type type)
{
    switch (type) {
    case Theme::Type::Figure:
        return "figure";
    case Theme::Type::Reading:
        return "reading";
    case Theme::Type::Title:
        return "title";
    case Theme::Type::Section:
        return "section";
    case Theme::Type::Lead:
        return "lead";
    case Theme::Type::Body:
        return "body";
    case Theme::Type::BodyMedium:
        return "bodyMedium";
    case Theme::Type::BodyBold:
        return "bodyBold";
    case Theme::Type::Small:
        return "small";
    case Theme::Type::SmallMedium:
        return "smallMedium";
    case Theme::Type::SmallBold:
        return "smallBold";
    case Theme::Type::Tick:
        return "small";
    case Theme::Type::Mono:
        return "mono";
    }
    return "body";
}

const char *toneName(Token tone)
{
    switch (tone) {
    case Token::Text2:
        return "text2";
    case Token::Text3:
        return "text3";
    case Token::Accent:
        return "accent";
    case Token::OnAccentSoft:
        return "onAccentSoft";
    case Token::Good:
        return "good";
    case Token::Bad:
        return "bad";
    case Token::Warn:
        return "warn";
    case Token::Error:
        return "error";
    default:
        return "text";
    }
}

void setProperty(QWidget *widget, const char *name, const char *value)
{
    if (widget->property(name).toByteArray() == value)
        return;
    widget->setProperty(name, QByteArray(value));
    widget->style()->unpolish(widget); // property selectors are looked at when polishing only
    widget->style()->polish(widget);
}
} // namespace

void setType(QWidget *widget, Theme::Type type)
{
    setProperty(widget, "type", typeName(type));
}

void setTone(QWidget *widget, Token tone)
{
    setProperty(widget, "tone", toneName(tone));
}

void setGround(QWidget *widget, Token ground)
{
    widget->setAttribute(Qt::WA_StyledBackground);
    setProperty(widget, "ground",
                ground == Token::Window       ? "window"
                : ground == Token::Raised     ? "raised"
                : ground == Token::AccentSoft ? "soft"
                : ground == Token::WarnSoft   ? "warn"
                                              : "base");
}

void setLine(QFrame *frame, Qt::Edge edge)
{
    setProperty(frame, "line",
                edge == Qt::TopEdge     ? "top"
                : edge == Qt::LeftEdge  ? "left"
                : edge == Qt::RightEdge ? "right"
                                        : "bottom");
}

QLabel *makeLabel(Theme::Type type, Token tone, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    setType(label, type);
    setTone(label, tone);
    return label;
}

ElidedLabel::ElidedLabel(Theme::Type type, Token tone, QWidget *parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setType(this, type);
    setTone(this, tone);
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    update();
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {fontMetrics().horizontalAdvance(QStringLiteral("…")),
            QLabel::minimumSizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRect rect = contentsRect();
    const QString shown = fontMetrics().elidedText(text(), m_mode, rect.width());
    if (shown != text() && toolTip() != text())
        setToolTip(text());
    else if (shown == text() && toolTip() == text())
        setToolTip({});
    style()->drawItemText(&painter, rect, static_cast<int>(alignment()) | Qt::TextSingleLine,
                          palette(), isEnabled(), shown, foregroundRole());
}

IconLabel::IconLabel(const Theme &theme, const QString &name, Token token, int size,
                     QWidget *parent)
    : QWidget(parent), m_theme(theme), m_name(name), m_token(token), m_size(size)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void IconLabel::setIcon(const QString &name, Token token)
{
    if (m_name == name && m_token == token)
        return;
    m_name = name;
    m_token = token;
    update();
}

QSize IconLabel::sizeHint() const
{
    const int side = m_theme.scaled(m_size);
    return {side, side};
}

void IconLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int side = m_theme.scaled(m_size);
    painter.drawPixmap(
        (width() - side) / 2, (height() - side) / 2,
        m_theme.pixmap(m_name, isEnabled() ? m_token : Token::Text3, side, devicePixelRatioF()));
}

} // namespace tunedesk
