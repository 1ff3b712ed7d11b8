#include "data/import_preview_model.h"

namespace tunedesk
{

ImportPreviewModel::ImportPreviewModel(QObject *parent) : QAbstractTableModel(parent) {}

void ImportPreviewModel::setPreview(const ImportPreview &preview)
{
    beginResetModel();
    m_preview = preview;
    filterRows();
    endResetModel();
}

void ImportPreviewModel::clear()
{
    m_show = Show::All;
    setPreview({});
}

void ImportPreviewModel::setFilter(Show show, const QString &reason)
{
    beginResetModel();
    m_show = show;
    m_reason = reason;
    filterRows();
    endResetModel();
}

bool ImportPreviewModel::matches(const ImportPreview::Row &row) const
{
    const bool isUnlabelled = !row.row.rejected && !row.row.pair.label && !row.row.pair.score;
    switch (m_show) {
    case Show::All:
        return true;
    case Show::Problems:
        return row.row.rejected || row.duplicate;
    case Show::Reason:
        return row.row.rejected && row.row.rejected->reason == m_reason;
    case Show::Duplicates:
        return row.duplicate;
    case Show::Unlabelled:
        return isUnlabelled && !row.duplicate;
    }
    Q_UNREACHABLE();
}

void ImportPreviewModel::filterRows()
{
    m_rows.clear();
    for (std::size_t i = 0; i < m_preview.rows.size(); ++i)
        if (matches(m_preview.rows[i]))
            m_rows.push_back(i);
}

QString ImportPreviewModel::problem(const ImportPreview::Row &row) const
{
    if (row.row.rejected)
        return row.row.rejected->reason;
    if (row.duplicate)
        return tr("Duplicate");
    return {};
}

int ImportPreviewModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ImportPreviewModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || fileColumns() == 0 ? 0 : fileColumns() + 2;
}

QVariant ImportPreviewModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ImportPreview::Row &row = m_preview.rows[m_rows[std::size_t(index.row())]];
    const int column = index.column() - 1;
    const bool isFile = column >= 0 && column < fileColumns();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        if (index.column() == 0)
            return QString::number(row.row.row);
        return isFile ? row.row.cells.value(column).simplified() : problem(row);
    case Qt::TextAlignmentRole:
        return index.column() == 0 ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                   : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    case ColumnRole:
        return isFile ? int(m_preview.format.columns.at(column)) : -1;
    case LabelRole:
        return row.row.pair.label.value_or(-1);
    case ProblemRole:
        return problem(row);
    case IsProblemCellRole:
        return isFile && row.row.rejected &&
               row.row.rejected->column == m_preview.format.columnNames.value(column);
    case IsRejectedRole:
        return row.row.rejected.has_value();
    default:
        return {};
    }
}

QVariant ImportPreviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    if (section == 0)
        return tr("row");
    if (section == fileColumns() + 1)
        return tr("Checks");
    return m_preview.format.columnNames.value(section - 1, tr("column %1").arg(section));
}

} // namespace tunedesk
