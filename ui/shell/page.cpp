#include "shell/page.h"

#include "shell/message_bar.h"
#include "shell/text_label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace tunedesk
{

Page::Page(const PageContext &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    setGround(this, Token::Base);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);

    auto *header = new QFrame;
    setLine(header, Qt::BottomEdge);
    header->setMinimumHeight(56);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(20, 0, 16, 0);
    row->setSpacing(12);
    m_title = makeLabel(Theme::Type::Title);
    m_subject = new ElidedLabel(Theme::Type::Body, Token::Text2);
    m_subject->hide();
    m_headerLeft = new QHBoxLayout;
    m_headerLeft->setSpacing(12);
    m_headerRight = new QHBoxLayout;
    m_headerRight->setSpacing(8);
    row->addWidget(m_title);
    row->addWidget(m_subject);
    row->addLayout(m_headerLeft);
    row->addStretch(1);
    row->addLayout(m_headerRight);
    column->addWidget(header);

    auto *barSpace = new QWidget;
    auto *barRow = new QVBoxLayout(barSpace);
    barRow->setContentsMargins(16, 8, 16, 8);
    m_messages = new MessageBar(context.theme, barSpace);
    barRow->addWidget(m_messages);
    barSpace->hide();
    m_messages->installEventFilter(this);
    column->addWidget(barSpace);

    m_body = new QVBoxLayout;
    m_body->setSpacing(0);
    column->addLayout(m_body, 1);
}

MessageBar &Page::messages()
{
    return *m_messages;
}

bool Page::eventFilter(QObject *watched, QEvent *event)
{
    // The space around the bar goes with the bar.
    if (watched == m_messages &&
        (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent))
        m_messages->parentWidget()->setVisible(event->type() == QEvent::ShowToParent);
    return QWidget::eventFilter(watched, event);
}

void Page::setSubject(const QString &text)
{
    m_subject->setText(text);
    m_subject->setVisible(!text.isEmpty());
}

QHBoxLayout &Page::headerLeft()
{
    return *m_headerLeft;
}

QHBoxLayout &Page::headerRight()
{
    return *m_headerRight;
}

QVBoxLayout &Page::body()
{
    return *m_body;
}

void Page::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        m_title->setText(title());
        retranslate();
    }
}

void Page::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_title->text().isEmpty()) // title() is not there yet while the constructor runs
        m_title->setText(title());
}

} // namespace tunedesk
