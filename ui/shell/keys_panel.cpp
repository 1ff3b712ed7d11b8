#include "shell/keys_panel.h"

#include "shell/widgets.h"

#include <QAction>
#include <QGridLayout>
#include <QKeyEvent>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace tunedesk
{

KeysPanel::KeysPanel(const Theme &theme, QWidget *parent) : QFrame(parent), m_theme(theme)
{
    setProperty("frame", QByteArray("popup"));
    setFocusPolicy(Qt::StrongFocus);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    hide();
}

int KeysPanel::fill(QGridLayout &grid, int column, const QString &title,
                    const QList<QAction *> &actions)
{
    int row = 0;
    auto *head = makeLabel(Theme::Type::SmallBold, Token::Text3);
    head->setText(title);
    grid.addWidget(head, row++, column, 1, 2);
    for (const QAction *action : actions) {
        if (action->shortcut().isEmpty() || action->isSeparator())
            continue;
        auto *caps = new KeyCaps(m_theme);
        caps->setKeys(keyText(action->shortcut()));
        auto *text = makeLabel(Theme::Type::Body, Token::Text2);
        text->setText(QString(action->text()).remove(QLatin1Char('&')));
        grid.addWidget(caps, row, column);
        grid.addWidget(text, row++, column + 1);
    }
    return row;
}

void KeysPanel::open(const QString &pageTitle, const QList<QAction *> &pageActions,
                     const QList<QAction *> &windowActions)
{
    delete m_content;
    m_content = new QWidget;
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(12);
    auto *title = makeLabel(Theme::Type::Section);
    title->setText(tr("Keys"));
    column->addWidget(title);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(m_theme.textPercent() > 120 ? 0 : 4); // large texts need the height
    grid->setColumnMinimumWidth(0, m_theme.scaled(96));
    grid->setColumnMinimumWidth(2, 32);
    grid->setColumnMinimumWidth(3, m_theme.scaled(96));
    int rows = 0;
    if (!pageTitle.isEmpty())
        rows = fill(*grid, 0, pageTitle, pageActions);
    rows =
        std::max(rows, fill(*grid, pageTitle.isEmpty() ? 0 : 3, tr("Everywhere"), windowActions));
    grid->setRowStretch(rows, 1);
    column->addLayout(grid);
    auto *hint = makeLabel(Theme::Type::Small, Token::Text3);
    hint->setText(tr("Esc closes this panel."));
    column->addWidget(hint);
    layout()->addWidget(m_content);
    setAccessibleName(tr("Keys"));
    const QSize wanted = sizeHint().boundedTo(parentWidget()->size() - QSize(40, 24));
    setGeometry(QRect(QPoint((parentWidget()->width() - wanted.width()) / 2,
                             (parentWidget()->height() - wanted.height()) / 2),
                      wanted));
    show();
    raise();
    setFocus();
}

void KeysPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape || event->text() == QLatin1String("?"))
        hide();
    else
        QFrame::keyPressEvent(event);
}

void KeysPanel::focusOutEvent(QFocusEvent *event)
{
    QFrame::focusOutEvent(event);
    hide();
}

} // namespace tunedesk
