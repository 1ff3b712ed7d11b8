#pragma once

#include <QTableView>

namespace tunedesk
{

/// A table to read and choose from: whole rows, no grid, no editing in place, no row numbers; Tab
/// goes on to the next field, and it scrolls by pixels.
class TableView : public QTableView
{
public:
    explicit TableView(QWidget *parent = nullptr);

    /// `column` takes the room that the others leave; where that is less than `leastWidth` px, the
    /// table scrolls sideways. To be called again after the header's restoreState().
    void setFillingColumn(int column, int leastWidth);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitFillingColumn();

    int m_fillingColumn = -1, m_leastWidth = 0;
};

} // namespace tunedesk
