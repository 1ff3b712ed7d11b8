#pragma once

#include "data/cell_painting.h"

#include <QStyledItemDelegate>

namespace tunedesk
{

struct DialoguePair;

/// Draws the cells of a PairTableModel: two-line pair with marked words, label badge, bar and
/// number of the model, flag and note, plain texts.
class PairDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit PairDelegate(const Theme &theme, QObject *parent = nullptr);

    void setMarks(const SearchMarks &marks) { m_marks = marks; }
    int rowHeight() const;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintLabel(QPainter &painter, const QRect &area, const DialoguePair &pair,
                    bool showsFlag) const;
    void paintJudgement(QPainter &painter, const QRect &area, const QModelIndex &index) const;
    void paintFlags(QPainter &painter, const QRect &area, const DialoguePair &pair) const;

    CellPainting m_cells;
    SearchMarks m_marks;
};

} // namespace tunedesk
