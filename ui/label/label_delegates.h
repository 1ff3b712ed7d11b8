#pragma once

#include "data/cell_painting.h"

#include <QStyledItemDelegate>

namespace tunedesk
{

/// A waiting pair: its question over a small note.
class QueueDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit QueueDelegate(const Theme &theme, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    CellPainting m_cells;
};

/// A given answer: sign and question.
class AnswerDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit AnswerDelegate(const Theme &theme, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    CellPainting m_cells;
};

} // namespace tunedesk
