#pragma once

#include "shell/theme.h"

#include <QFrame>
#include <QList>

class QAction;
class QGridLayout;
class QLabel;

namespace tunedesk
{

/// `?`: the keys of the page and those that work everywhere, over the page. Esc closes.
class KeysPanel : public QFrame
{
    Q_OBJECT
public:
    explicit KeysPanel(const Theme &theme, QWidget *parent = nullptr);
    void open(const QString &pageTitle, const QList<QAction *> &pageActions,
              const QList<QAction *> &windowActions);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    int fill(QGridLayout &grid, int column, const QString &title, const QList<QAction *> &actions);

    const Theme &m_theme;
    QWidget *m_content = nullptr;
};

} // namespace tunedesk
