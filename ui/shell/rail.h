#pragma once

#include "shell/theme.h"

#include <QToolBar>
#include <QToolButton>

namespace tunedesk
{

/// One page in the rail: icon over name, an accent edge when it is shown, a dot while something
/// runs there.
class RailButton : public QToolButton
{
    Q_OBJECT
public:
    RailButton(const Theme &theme, const QString &icon, QAction *action, QWidget *parent = nullptr);
    void setDot(bool dot);
    void setCompact(bool iconOnly);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_icon;
    bool m_dot = false;
    bool m_compact = false;
};

/// The pages at the window's left edge, settings at its foot.
class Rail : public QToolBar
{
    Q_OBJECT
public:
    explicit Rail(const Theme &theme, QWidget *parent = nullptr);
    RailButton *addPage(const QString &icon, QAction *action);
    void addFoot(const QString &icon, QAction *action);
    void setCompact(bool iconOnly);

private:
    const Theme &m_theme;
    QAction *m_gap;
    QList<RailButton *> m_buttons;
};

} // namespace tunedesk
