#include "shell/table_view.h"

#include <QHeaderView>

#include <algorithm>

namespace tunedesk
{

TableView::TableView(QWidget *parent) : QTableView(parent)
{
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setAttribute(Qt::WA_InputMethodEnabled, false);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    horizontalHeader()->setHighlightSections(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, [this](int column) {
        if (column != m_fillingColumn)
            fitFillingColumn();
    });
}

void TableView::setFillingColumn(int column, int leastWidth)
{
    m_fillingColumn = column;
    m_leastWidth = leastWidth;
    horizontalHeader()->setSectionResizeMode(column, QHeaderView::Fixed);
    fitFillingColumn();
}

void TableView::resizeEvent(QResizeEvent *event)
{
    // Before the scroll bars are: otherwise one shows up for a moment whenever there is less room.
    fitFillingColumn();
    QTableView::resizeEvent(event);
}

void TableView::fitFillingColumn()
{
    QHeaderView *header = horizontalHeader();
    if (m_fillingColumn < 0 || header->isSectionHidden(m_fillingColumn))
        return;
    const int others = header->length() - header->sectionSize(m_fillingColumn);
    header->resizeSection(m_fillingColumn, std::max(m_leastWidth, viewport()->width() - others));
}

} // namespace tunedesk
