#pragma once

#include <QStyledItemDelegate>

namespace tunedesk
{

class Theme;

/// What a model says about a cell beyond its text; the delegate knows how that looks.
enum CellRole {
    ToneRole = Qt::UserRole + 100, ///< int of Token; else Text
    StrongRole,                    ///< bool: 500 or 600
    RadioRole,                     ///< bool: a radio button before the text
    EyeRole,                       ///< bool: shown or hidden
    SwatchRole,                    ///< int: slot of a run, 0 hollow
    MarkRole,                      ///< QString: a small badge behind the text
    CellIconRole,                  ///< QString: Lucide name before the text
    CellIconToneRole,              ///< int of Token
    ChosenRole, ///< bool: of the first cell of a row that looks selected wherever the keys stand
};

/// Cells of the tables of runs and models: right-aligned ones in figures of one width, selection
/// soft, an accent edge at the current row and a frame around the current cell while the view has
/// the focus.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit CellDelegate(const Theme &theme, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace tunedesk
