#pragma once

#include "data/cell_painting.h"

#include <QStyledItemDelegate>

namespace tunedesk
{

/// Draws the cells of an ImportPreviewModel: labels as badges, rows left out in grey with the
/// reason.
class PreviewDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit PreviewDelegate(const Theme &theme, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    CellPainting m_cells;
};

} // namespace tunedesk
