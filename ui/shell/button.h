#pragma once

#include "shell/theme.h"

#include <QFrame>
#include <QKeySequence>
#include <QPointer>
#include <QPushButton>

class QAction;
class QButtonGroup;

namespace tunedesk
{

/// "Ctrl ↵" as the pictures write it; ⌘ on a Mac.
QString keyText(const QKeySequence &key);

/// A key as a little cap with a thicker lower edge.
/// @param onAccent on a primary button
QSize keyCapSize(const Theme &theme, const QString &key);
void paintKeyCap(QPainter *painter, const Theme &theme, const QRect &rect, const QString &key,
                 bool onAccent = false);

/// One or more caps: "Ctrl K" gives two.
class KeyCaps : public QWidget
{
    Q_OBJECT
public:
    explicit KeyCaps(const Theme &theme, QWidget *parent = nullptr);
    /// @param keys caps parted by spaces   @param oneCap all of it in one cap
    void setKeys(const QString &keys, bool oneCap = false);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QStringList m_caps;
};

/// A button of the pictures: icon, text and, if wanted, the key that presses it. Never narrower
/// than its text.
class Button : public QPushButton
{
    Q_OBJECT
public:
    enum class Kind { Plain, Primary, Flat, Link, Good, Bad };
    explicit Button(const Theme &theme, Kind kind = Kind::Plain, QWidget *parent = nullptr);

    void setKind(Kind kind);
    void setIconName(const QString &lucideName);
    /// Drawn as a cap behind the text; the shortcut itself belongs to the action.
    void setKeyHint(const QString &key);
    void setSmall(bool small);   ///< 24 px high in place of 32
    void setIconOnly(bool only); ///< square; give it a tool tip and an accessible name
    void
    setLooksLikeField(bool field); ///< text at the left in text3, key at the right without a cap
    void setLarge(bool large);     ///< 56 px, 15-px text: the two answers of the Label page
    /// Text, tool tip, enabled, checked and key are those of the action, which it triggers. Key
    /// hint on request.
    void followAction(QAction *action, bool showKey = false);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QFont textFont() const;
    int iconSide() const;
    Token textToken() const;

    const Theme &m_theme;
    Kind m_kind;
    QString m_iconName;
    QString m_keyHint;
    bool m_small = false;
    bool m_iconOnly = false;
    bool m_large = false;
    bool m_looksLikeField = false;
    QPointer<QAction> m_action;
};

/// Two to five texts of which one is chosen: Step | Epoch | Time. Arrow keys move.
class SegmentedControl : public QFrame
{
    Q_OBJECT
public:
    explicit SegmentedControl(const Theme &theme, QWidget *parent = nullptr);
    int addSegment(const QString &text); ///< @return its number
    void setSegmentText(int segment, const QString &text);
    void setSegmentEnabled(int segment, bool enabled);
    int current() const;
    void setCurrent(int segment); ///< says nothing

Q_SIGNALS:
    void chosen(int segment); ///< by the person

private:
    QButtonGroup *m_group;
};

} // namespace tunedesk
