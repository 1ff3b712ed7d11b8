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
};

} // namespace tunedesk
