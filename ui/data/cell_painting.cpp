#include "data/cell_painting.h"

#include <QAbstractItemView>
#include <QFontMetrics>
#include <QPainter>

namespace tunedesk
{

namespace
{
const QAbstractItemView *viewOf(const QStyleOptionViewItem &option)
{
    return qobject_cast<const QAbstractItemView *>(option.widget);
}
} // namespace

void CellPainting::ground(QPainter &painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index, Token base) const
{
    Token ground = base;
    if (option.state & QStyle::State_Selected)
        ground = Token::AccentSoft;
    else if (option.state & QStyle::State_MouseOver)
        ground = Token::Hover;
    painter.fillRect(option.rect, m_theme.color(ground));
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                     m_theme.color(Token::Grid));
    const QAbstractItemView *view = viewOf(option);
    if (view && index.column() == 0 && view->currentIndex().row() == index.row() &&
        view->currentIndex().parent() == index.parent())
        painter.fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()),
                         m_theme.color(Token::Accent));
}

void CellPainting::focus(QPainter &painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const QAbstractItemView *view = viewOf(option);
    if (!view || !view->hasFocus() || view->currentIndex() != index)
        return;
    painter.save();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.color(Token::Accent), 2));
    painter.drawRect(option.rect.adjusted(1, 1, -1, -1));
    painter.restore();
}

void CellPainting::line(QPainter &painter, const QRect &area, const QString &text, Token token,
                        const QFont &font, const QList<SearchMarks::Span> &marks,
                        Qt::Alignment alignment) const
{
    const QFontMetrics metrics(font);
    const QString shown = metrics.elidedText(text, Qt::ElideRight, area.width());
    painter.save();
    painter.setFont(font);
    const int y = area.top() + (area.height() - metrics.height()) / 2 + metrics.ascent();
    int x = area.left();
    if (alignment & Qt::AlignRight)
        x = area.right() + 1 - metrics.horizontalAdvance(shown);
    const int whole = shown == text ? int(text.size()) : int(shown.size()) - 1;
    for (const SearchMarks::Span &span : marks) {
        if (span.start >= whole)
            break;
        const int end = std::min(span.start + span.length, whole);
        const int from = x + metrics.horizontalAdvance(shown.left(span.start));
        const int to = x + metrics.horizontalAdvance(shown.left(end));
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(Token::Match));
        painter.drawRoundedRect(
            QRect(from - 1, y - metrics.ascent(), to - from + 2, metrics.height()), 2, 2);
    }
    QRegion marked;
    for (const SearchMarks::Span &span : marks) {
        if (span.start >= whole)
            break;
        const int from = x + metrics.horizontalAdvance(shown.left(span.start));
        const int to =
            x + metrics.horizontalAdvance(shown.left(std::min(span.start + span.length, whole)));
        marked += QRect(from, area.top(), to - from, area.height());
    }
    // Each letter is drawn once: twice would look bold.
    if (!marked.isEmpty()) {
        painter.setClipRegion(marked);
        painter.setPen(m_theme.color(Token::Text));
        painter.drawText(x, y, shown);
        painter.setClipRegion(QRegion(area) - marked);
    }
    painter.setPen(m_theme.color(token));
    painter.drawText(x, y, shown);
    painter.restore();
}

void CellPainting::bar(QPainter &painter, const QRect &area, double share, Token token) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const qreal radius = area.height() / 2.0;
    painter.setBrush(m_theme.color(Token::Border));
    painter.drawRoundedRect(area, radius, radius);
    if (share > 0) {
        painter.setBrush(m_theme.color(token));
        QRect filled = area;
        filled.setWidth(std::max(1, qRound(area.width() * std::min(share, 1.0))));
        painter.drawRoundedRect(filled, std::min(radius, filled.width() / 2.0), radius);
    }
    painter.restore();
}

void CellPainting::placeholder(QPainter &painter, const QRect &area) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(Token::Hover));
    painter.drawRoundedRect(area, 3, 3);
    painter.restore();
}

} // namespace tunedesk
