#include "shell/button.h"

#include "shell/text_label.h"

#include <QAction>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>
#include <QStyleOptionButton>

#include <algorithm>

namespace tunedesk
{

QString keyText(const QKeySequence &key)
{
#ifdef Q_OS_MACOS
    return key.toString(QKeySequence::NativeText);
#else
    // Native text follows the language: “Ctrl 回车”, while the caps of keyboards don't.
    QString text = key.toString(QKeySequence::PortableText);
    text.replace(QStringLiteral("Return"), QStringLiteral("↵"));
    text.replace(QStringLiteral("Enter"), QStringLiteral("↵"));
    text.replace(QStringLiteral("Left"), QStringLiteral("←"));
    text.replace(QStringLiteral("Right"), QStringLiteral("→"));
    if (text.size() > 1)
        text.replace(QLatin1Char('+'), QLatin1Char(' '));
    if (text.endsWith(QLatin1String("  "))) // Ctrl++
        text = text.trimmed() + QStringLiteral(" +");
    return text;
#endif
}

QSize keyCapSize(const Theme &theme, const QString &key)
{
    const QFontMetrics metrics(theme.font(Theme::Type::SmallMedium));
    return {std::max(theme.scaled(20), metrics.horizontalAdvance(key) + 12), theme.scaled(20)};
}

void paintKeyCap(QPainter *painter, const Theme &theme, const QRect &rect, const QString &key,
                 bool onAccent)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QColor line = theme.color(onAccent ? Token::OnAccent : Token::Border);
    if (onAccent)
        line.setAlphaF(0.55F);
    QPainterPath outer;
    outer.addRoundedRect(rect, 4, 4);
    QPainterPath inner;
    inner.addRoundedRect(QRectF(rect).adjusted(1, 1, -1, -2), 3, 3);
    painter->fillPath(outer - inner, line);
    if (!onAccent)
        painter->fillPath(inner, theme.color(Token::Raised));
    painter->setPen(theme.color(onAccent ? Token::OnAccent : Token::Text2));
    painter->setFont(theme.font(Theme::Type::SmallMedium));
    painter->drawText(rect.adjusted(0, 0, 0, -1), Qt::AlignCenter, key);
    painter->restore();
}

KeyCaps::KeyCaps(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void KeyCaps::setKeys(const QString &keys, bool oneCap)
{
    m_caps = oneCap ? QStringList{keys} : keys.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    updateGeometry();
    update();
}

QSize KeyCaps::sizeHint() const
{
    int width = 0;
    for (const QString &cap : m_caps)
        width += keyCapSize(m_theme, cap).width() + 4;
    return {std::max(0, width - 4), m_theme.scaled(20)};
}

void KeyCaps::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    int x = 0;
    for (const QString &cap : m_caps) {
        const QSize size = keyCapSize(m_theme, cap);
        paintKeyCap(&painter, m_theme, QRect(QPoint(x, (height() - size.height()) / 2), size), cap);
        x += size.width() + 4;
    }
}

Button::Button(const Theme &theme, Kind kind, QWidget *parent)
    : QPushButton(parent), m_theme(theme), m_kind(kind)
{
    setKind(kind);
    setAutoDefault(true); // Return presses it, as in a dialog
    setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void Button::setKind(Kind kind)
{
    static constexpr const char *kNames[] = {"plain", "primary", "flat", "link", "good", "bad"};
    m_kind = kind;
    setProperty("kind", QByteArray(kNames[static_cast<int>(kind)]));
    setCursor(kind == Kind::Link ? Qt::PointingHandCursor : Qt::ArrowCursor);
    style()->unpolish(this);
    style()->polish(this);
    update();
}

void Button::setIconName(const QString &lucideName)
{
    if (m_iconName == lucideName)
        return;
    m_iconName = lucideName;
    updateGeometry();
    update();
}

void Button::setKeyHint(const QString &key)
{
    m_keyHint = key;
    updateGeometry();
    update();
}

void Button::setSmall(bool small)
{
    m_small = small;
    setProperty("small", small);
    style()->unpolish(this);
    style()->polish(this);
    updateGeometry();
}

void Button::setIconOnly(bool only)
{
    m_iconOnly = only;
    setProperty("iconOnly", only);
    style()->unpolish(this);
    style()->polish(this);
    updateGeometry();
}

void Button::setLooksLikeField(bool field)
{
    m_looksLikeField = field;
    setProperty("look", QByteArray(field ? "find" : ""));
    style()->unpolish(this);
    style()->polish(this);
}

void Button::setLarge(bool large)
{
    m_large = large;
    updateGeometry();
}

void Button::followAction(QAction *action, bool showKey)
{
    m_action = action;
    const auto refresh = [this, action, showKey] {
        if (!m_iconOnly)
            setText(QString(action->text()).remove(QLatin1Char('&')));
        const QString keys = keyText(action->shortcut());
        const QString name = QString(action->text()).remove(QLatin1Char('&'));
        setToolTip(keys.isEmpty() ? name : QStringLiteral("%1 (%2)").arg(name, keys));
        setAccessibleName(name);
        setEnabled(action->isEnabled());
        setCheckable(action->isCheckable());
        setChecked(action->isChecked());
        if (showKey)
            setKeyHint(keys);
    };
    refresh();
    connect(action, &QAction::changed, this, refresh);
    connect(this, &QPushButton::clicked, action, &QAction::trigger);
}

QFont Button::textFont() const
{
    if (m_large)
        return m_theme.font(Theme::Type::Lead);
    return m_theme.font(m_small ? Theme::Type::SmallMedium : Theme::Type::BodyMedium);
}

int Button::iconSide() const
{
    return m_theme.scaled(m_large ? 20 : m_small ? 14 : 16);
}

Token Button::textToken() const
{
    if (!isEnabled())
        return Token::Text3;
    switch (m_kind) {
    case Kind::Primary:
        return Token::OnAccent;
    case Kind::Link:
        return Token::Accent;
    case Kind::Good:
        return Token::Good;
    case Kind::Bad:
        return Token::Bad;
    case Kind::Flat:
        return isChecked() ? Token::OnAccentSoft : Token::Text2;
    case Kind::Plain:
        break;
    }
    return isChecked() ? Token::OnAccentSoft : Token::Text;
}

QSize Button::sizeHint() const
{
    const int high = m_theme.scaled(m_large ? 56 : m_small ? 24 : 32);
    if (m_iconOnly)
        return {high, high};
    const int gap = m_small ? 5 : 7;
    const int side = m_kind == Kind::Link ? 5 : m_small ? 9 : 13;
    int width = 2 * side + QFontMetrics(textFont()).horizontalAdvance(text());
    if (!m_iconName.isEmpty())
        width += iconSide() + (text().isEmpty() ? 0 : gap);
    if (!m_keyHint.isEmpty())
        width += keyCapSize(m_theme, m_keyHint).width() + gap;
    if (menu())
        width += m_theme.scaled(14) + gap;
    return {width, high};
}

void Button::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    option.text.clear();
    option.icon = {};
    option.features &= ~QStyleOptionButton::HasMenu;
    style()->drawControl(QStyle::CE_PushButton, &option, &painter, this);
    if (m_kind == Kind::Primary && hasFocus()) {
        // An accent frame can't be seen on an accent button: this one is drawn inside, in the
        // text's colour.
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_theme.color(Token::OnAccent), 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(3, 3, -3, -3), 3, 3);
        painter.restore();
    }

    if (m_looksLikeField) {
        const int icon = m_theme.scaled(14);
        painter.drawPixmap(9, (height() - icon) / 2,
                           m_theme.pixmap(m_iconName, Token::Text3, icon, devicePixelRatioF()));
        painter.setFont(m_theme.font(Theme::Type::Small));
        painter.setPen(m_theme.color(Token::Text3));
        const QRect room = rect().adjusted(9 + icon + 8, 0, -9, 0);
        painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft, text());
        painter.drawText(room, Qt::AlignVCenter | Qt::AlignRight, m_keyHint);
        return;
    }
    const int gap = m_small ? 5 : 7;
    const int side = iconSide();
    const int keyGap = gap + (m_large ? 2 : 0);
    const QFont font = textFont();
    const QFontMetrics metrics(font);
    const QSize cap = m_keyHint.isEmpty() ? QSize() : keyCapSize(m_theme, m_keyHint);
    QString shown = m_iconOnly ? QString() : text();
    int needed = 0;
    if (!m_iconName.isEmpty())
        needed += side + (shown.isEmpty() ? 0 : gap);
    if (!m_keyHint.isEmpty() && !m_iconOnly)
        needed += cap.width() + keyGap;
    if (menu() && !m_iconOnly)
        needed += m_theme.scaled(14) + gap;
    shown = metrics.elidedText(shown, Qt::ElideMiddle, std::max(0, width() - needed - 2));
    needed += metrics.horizontalAdvance(shown);
    int x = std::max(0, (width() - needed) / 2);
    const Token token = textToken();
    if (!m_iconName.isEmpty()) {
        painter.drawPixmap(x, (height() - side) / 2,
                           m_theme.pixmap(m_iconName, token, side, devicePixelRatioF()));
        x += side + gap;
    }
    painter.setPen(m_theme.color(token));
    painter.setFont(font);
    const int textWidth = metrics.horizontalAdvance(shown);
    painter.drawText(QRect(x, 0, textWidth + 2, height()), Qt::AlignVCenter | Qt::AlignLeft, shown);
    x += textWidth;
    if (!m_keyHint.isEmpty() && !m_iconOnly) {
        x += keyGap;
        paintKeyCap(&painter, m_theme, QRect(QPoint(x, (height() - cap.height()) / 2), cap),
                    m_keyHint, m_kind == Kind::Primary && isEnabled());
        x += cap.width();
    }
    if (menu() && !m_iconOnly) {
        const int arrow = m_theme.scaled(14);
        painter.drawPixmap(
            x + gap, (height() - arrow) / 2,
            m_theme.pixmap(QStringLiteral("chevron-down"), token, arrow, devicePixelRatioF()));
    }
}

SegmentedControl::SegmentedControl(const Theme &theme, QWidget *parent)
    : QFrame(parent), m_group(new QButtonGroup(this))
{
    Q_UNUSED(theme)
    setProperty("frame", QByteArray("segments"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idClicked, this, &SegmentedControl::chosen);
}

int SegmentedControl::addSegment(const QString &text)
{
    const int segment = static_cast<int>(m_group->buttons().size());
    auto *button = new QPushButton(text, this);
    button->setProperty("kind", QByteArray("segment"));
    button->setCheckable(true);
    button->setChecked(segment == 0);
    m_group->addButton(button, segment);
    layout()->addWidget(button);
    return segment;
}

void SegmentedControl::setSegmentText(int segment, const QString &text)
{
    m_group->button(segment)->setText(text);
}

void SegmentedControl::setSegmentEnabled(int segment, bool enabled)
{
    m_group->button(segment)->setEnabled(enabled);
}

int SegmentedControl::current() const
{
    return m_group->checkedId();
}

void SegmentedControl::setCurrent(int segment)
{
    if (auto *button = m_group->button(segment))
        button->setChecked(true);
}

} // namespace tunedesk
