#include "data/nothing_found.h"

#include "shell/widgets.h"

#include <QApplication>
#include <QLabel>
#include <QVBoxLayout>

namespace tunedesk
{

NothingFound::NothingFound(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_title(new QLabel(this)), m_list(new QVBoxLayout)
{
    setType(m_title, Theme::Type::Section);
    m_list->setSpacing(8);
    auto *column = new QVBoxLayout(this);
    column->addStretch(2);
    column->addWidget(m_title, 0, Qt::AlignHCenter);
    column->addSpacing(8);
    column->addLayout(m_list);
    column->addStretch(3);
}

void NothingFound::setChoices(const QString &title, const std::vector<Choice> &choices)
{
    m_title->setText(title);
    // Where the table had the focus, or a button that goes now: keys would go nowhere.
    const QWidget *focused = QApplication::focusWidget();
    const bool hasFocusHere = focused && (focused == this || isAncestorOf(focused));
    while (QLayoutItem *item = m_list->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    for (const Choice &choice : choices) {
        auto *button = new Button(m_theme, Button::Kind::Plain, this);
        button->setIconName(QStringLiteral("x"));
        button->setText(choice.text);
        // The click replaces the buttons, this one included: act when it is over.
        connect(button, &QAbstractButton::clicked, this, choice.act, Qt::QueuedConnection);
        m_list->addWidget(button, 0, Qt::AlignHCenter);
        button->show(); // the next turn of the event loop would, and takes no focus before
        if (hasFocusHere && m_list->count() == 1)
            button->setFocus(Qt::OtherFocusReason);
    }
}

} // namespace tunedesk
