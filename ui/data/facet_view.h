#pragma once

#include "data/cell_painting.h"

#include <QStyledItemDelegate>
#include <QTreeView>

namespace tunedesk
{

/// Draws a FacetModel: section headings that fold, and rows of check, name, bar and count.
class FacetDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit FacetDelegate(const Theme &theme, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    CellPainting m_cells;
};

/// The tree of filters: a click or Space on a row checks it, on a heading folds it.
class FacetView : public QTreeView
{
    Q_OBJECT
public:
    explicit FacetView(const Theme &theme, QWidget *parent = nullptr);
    void setModel(QAbstractItemModel *model) override;

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void drawBranches(QPainter *painter, const QRect &rect,
                      const QModelIndex &index) const override;

private:
    void toggle(const QModelIndex &index);
    void hideEmptyChecks(); ///< before a check has run its section says nothing
};

} // namespace tunedesk
