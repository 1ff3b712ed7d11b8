#pragma once

#include "data/search_marks.h"
#include "shell/theme.h"

#include <QRect>
#include <QString>
#include <QStyleOptionViewItem>

class QModelIndex;
class QPainter;

namespace tunedesk
{

/// What cells of tables and lists have in common. Colours and fonts come from the theme, sizes
/// follow its text size.
class CellPainting
{
public:
    explicit CellPainting(const Theme &theme) : m_theme(theme) {}

    /// Ground of a cell: selected, under the pointer or plain, its line below, the accent edge of
    /// the current row.
    void ground(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                Token base) const;
    /// Frame of the current cell while its view has the focus; over the content.
    void focus(QPainter &painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const;
    /// One line, elided at the end, with marked words.
    void line(QPainter &painter, const QRect &area, const QString &text, Token token,
              const QFont &font, const QList<SearchMarks::Span> &marks = {},
              Qt::Alignment alignment = Qt::AlignLeft) const;
    void bar(QPainter &painter, const QRect &area, double share, Token token) const;
    /// In place of a text that is still being read.
    void placeholder(QPainter &painter, const QRect &area) const;

    const Theme &theme() const { return m_theme; }

private:
    const Theme &m_theme;
};

} // namespace tunedesk
