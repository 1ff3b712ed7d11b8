#include "label/label_delegates.h"

#include "label/answer_list_model.h"
#include "label/queue_model.h"

#include <QPainter>

namespace tunedesk
{

QueueDelegate::QueueDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_cells(theme)
{
}

QSize QueueDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {100, m_cells.theme().scaled(48)};
}

void QueueDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const Theme &theme = m_cells.theme();
    m_cells.ground(*painter, option, index, Token::Base);
    const QRect inner = option.rect.adjusted(16, 0, -16, -1);
    const bool isCurrent = option.state & QStyle::State_Selected;
    const int half = theme.scaled(20);
    m_cells.line(*painter, QRect(inner.left(), inner.center().y() - half + 2, inner.width(), half),
                 index.data().toString(), Token::Text,
                 theme.font(isCurrent ? Theme::Type::BodyMedium : Theme::Type::Body));
    m_cells.line(
        *painter, QRect(inner.left(), inner.center().y() + 2, inner.width(), theme.scaled(17)),
        index.data(QueueModel::NoteRole).toString(), Token::Text3, theme.font(Theme::Type::Small));
    m_cells.focus(*painter, option, index);
}

AnswerDelegate::AnswerDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_cells(theme)
{
}

QSize AnswerDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {100, m_cells.theme().scaled(32)};
}

void AnswerDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const Theme &theme = m_cells.theme();
    if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, theme.color(Token::Hover));
    const int tone = index.data(AnswerListModel::ToneRole).toInt();
    painter->drawPixmap(option.rect.left() + 16, option.rect.center().y() - 7,
                        theme.pixmap(index.data(AnswerListModel::IconRole).toString(),
                                     tone == 1   ? Token::Good
                                     : tone == 0 ? Token::Bad
                                                 : Token::Text3,
                                     16, painter->device()->devicePixelRatio()));
    m_cells.line(*painter, option.rect.adjusted(40, 0, -16, 0), index.data().toString(),
                 Token::Text2, theme.font(Theme::Type::Body));
    m_cells.focus(*painter, option, index);
}

} // namespace tunedesk
