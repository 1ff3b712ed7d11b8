#include "plots/plot_table_model.h"

#include "plots/plot_theme.h"

#include <QLocale>

#include <cmath>

namespace tunedesk
{

PlotTableModel::PlotTableModel(std::vector<Row> rows, ValueFormat format, QObject *parent)
    : QAbstractTableModel(parent), m_rows(std::move(rows)), m_format(format)
{
}

int PlotTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PlotTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PlotTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter |
                   (index.column() == LineColumn ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole)
        return {};
    const Row &row = m_rows[index.row()];
    switch (index.column()) {
    case LineColumn:
        return row.line;
    case StepColumn:
        return QLocale().toString(std::llround(row.point.step));
    case EpochColumn:
        return QLocale().toString(row.point.epoch, 'f', 2);
    case TimeColumn:
        return plotTimeText(row.point.seconds);
    case ValueColumn:
        return plotValueText(row.point.value, m_format);
    case SmoothedColumn:
        return plotValueText(row.drawn, m_format);
    }
    return {};
}

QVariant PlotTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case LineColumn:
        return tr("Line");
    case StepColumn:
        return tr("Step");
    case EpochColumn:
        return tr("Epoch");
    case TimeColumn:
        return tr("Time");
    case ValueColumn:
        return tr("Value");
    case SmoothedColumn:
        return tr("Smoothed");
    }
    return {};
}

} // namespace tunedesk
