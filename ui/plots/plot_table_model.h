#pragma once

#include "plots/plot_series.h"

#include <QAbstractTableModel>

#include <vector>

namespace tunedesk
{

/// The values of a plot as rows, for reading and copying.
class PlotTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    struct Row {
        QString line;
        PlotPoint point;
        double drawn = 0;
    };
    enum Column {
        LineColumn,
        StepColumn,
        EpochColumn,
        TimeColumn,
        ValueColumn,
        SmoothedColumn,
        ColumnCount
    };

    PlotTableModel(std::vector<Row> rows, ValueFormat format, QObject *parent = nullptr);
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<Row> m_rows;
    ValueFormat m_format;
};

} // namespace tunedesk
