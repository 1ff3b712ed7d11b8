#include "data/view_bar.h"

#include "shell/widgets.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>

namespace tunedesk
{

namespace
{
constexpr int kLongestName = 60;

QString inMenu(const QString &name)
{
    return QString(name).replace(QLatin1Char('&'), QLatin1String("&&"));
}
} // namespace

ViewBar::ViewBar(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_save(new Button(theme, Button::Kind::Link, this)),
      m_views(new Button(theme, Button::Kind::Flat, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 8, 6);
    row->setSpacing(8);
    m_views->setSmall(true);
    m_views->setMenu(new QMenu(m_views));
    row->addWidget(m_save);
    row->addStretch(1);
    row->addWidget(m_views);
    connect(m_save, &QAbstractButton::clicked, this, &ViewBar::askName);
    retranslate();
}

void ViewBar::setViews(const QStringList &names)
{
    m_names = names;
    QMenu *menu = m_views->menu();
    menu->clear();
    for (int view = 0; view < names.size(); ++view)
        connect(menu->addAction(inMenu(names.at(view))), &QAction::triggered, this,
                [this, view] { Q_EMIT viewWanted(view); });
    if (!names.isEmpty() && !m_isReadOnly) {
        menu->addSeparator();
        QMenu *remove = menu->addMenu(tr("Remove a view"));
        for (int view = 0; view < names.size(); ++view)
            connect(remove->addAction(inMenu(names.at(view))), &QAction::triggered, this,
                    [this, view] { Q_EMIT removeWanted(view); });
    }
    showButtons();
}

void ViewBar::setSuggestion(const QString &suggestion)
{
    m_suggestion = suggestion;
    showButtons();
}

void ViewBar::setReadOnly(bool readOnly)
{
    m_isReadOnly = readOnly;
    setViews(m_names);
}

void ViewBar::askName()
{
    if (m_name) {
        m_name->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    if (m_isReadOnly || m_suggestion.isEmpty())
        return;
    m_name = new QLineEdit(m_suggestion.left(kLongestName), this);
    m_name->setMaxLength(kLongestName);
    m_name->setAccessibleName(tr("Name of the view"));
    m_name->setPlaceholderText(tr("Name of the view"));
    m_name->installEventFilter(this);
    m_save->hide();
    m_views->hide();
    layout()->addWidget(m_name);
    m_name->show();
    m_name->setFocus(Qt::ShortcutFocusReason);
    m_name->selectAll();
    connect(m_name, &QLineEdit::returnPressed, this, [this] {
        const QString name = m_name->text().simplified();
        if (name.isEmpty())
            return;
        endNaming();
        Q_EMIT saveWanted(name);
    });
}

void ViewBar::endNaming()
{
    if (!m_name)
        return;
    const bool hadFocus = m_name->hasFocus();
    m_name->removeEventFilter(this);
    m_name->hide();
    m_name->deleteLater();
    m_name = nullptr;
    m_save->show();
    m_views->show();
    if (hadFocus)
        m_save->setFocus(Qt::OtherFocusReason);
}

bool ViewBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_name) {
        if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
            const auto *key = static_cast<QKeyEvent *>(event);
            if (key->key() == Qt::Key_Escape) {
                event->accept();
                if (event->type() == QEvent::KeyPress)
                    endNaming();
                return true;
            }
        } else if (event->type() == QEvent::FocusOut &&
                   static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason &&
                   static_cast<QFocusEvent *>(event)->reason() != Qt::ActiveWindowFocusReason) {
            endNaming();
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ViewBar::showButtons()
{
    m_save->setEnabled(!m_isReadOnly && !m_suggestion.isEmpty());
    m_save->setToolTip(m_save->isEnabled()
                           ? tr("Keeps these filters, the search and the order under a name")
                           : tr("Choose filters or search for something first"));
    m_views->setEnabled(!m_names.isEmpty());
    m_views->setToolTip(m_names.isEmpty() ? tr("No view is saved yet")
                                          : tr("Filters that were saved under a name"));
}

void ViewBar::retranslate()
{
    m_save->setText(tr("Save as view…"));
    m_views->setText(tr("Views"));
    setViews(m_names);
}

} // namespace tunedesk
