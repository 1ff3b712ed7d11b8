#include "data/import_preview_model.h"

namespace tunedesk
{

namespace
{
bool isLabelUnknown(const PairReader::Row &row)
{
    return row.rejected ? row.rejected->fault == RowFault::UnknownLabel : row.isLabelUnknown;
}
} // namespace

ImportPreviewModel::ImportPreviewModel(QObject *parent) : QAbstractTableModel(parent) {}

void ImportPreviewModel::setPreview(const ImportPreview &preview)
{
    beginResetModel();
    m_preview = preview;
    m_firstRows = preview.rows.size();
    m_preview.rows.insert(m_preview.rows.end(), preview.found.begin(), preview.found.end());
    m_preview.found.clear();
    filterRows();
    endResetModel();
}

void ImportPreviewModel::clear()
{
    m_show = Show::All;
    setPreview({});
}

void ImportPreviewModel::setFilter(Show show, const QString &about)
{
    beginResetModel();
    m_show = show;
    m_about = about;
    filterRows();
    endResetModel();
}

void ImportPreviewModel::setRemedies(const ImportRemedies &remedies)
{
    m_remedies = remedies;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

bool ImportPreviewModel::isLeftOut(const ImportPreview::Row &row) const
{
    if (row.fate == RowFate::Updated || row.fate == RowFate::Unchanged)
        return false;
    return row.row.rejected || row.duplicate || tunedesk::isLeftOut(row.facts, m_remedies);
}

bool ImportPreviewModel::matches(const ImportPreview::Row &row) const
{
    const bool isUnlabelled = !row.row.rejected && !row.row.pair.label && !row.row.pair.score;
    switch (m_show) {
    case Show::All:
        return true;
    case Show::Problems:
        return !problem(row).isEmpty();
    case Show::Reason:
        return row.row.rejected && row.row.rejected->about() == m_about;
    case Show::Duplicates:
        return row.duplicate;
    case Show::UnknownLabels:
        return isLabelUnknown(row.row);
    case Show::Unlabelled:
        return isUnlabelled && !row.duplicate;
    case Show::Near:
        return (row.facts & fact::Near) != 0;
    case Show::TwoSplits:
        return (row.facts & fact::TwoSplits) != 0;
    case Show::Contradicting:
        return (row.facts & fact::Contradicting) != 0;
    case Show::Personal:
        return (row.facts & fact::Personal) != 0;
    case Show::TooLong:
        return row.isTooLong;
    }
    Q_UNREACHABLE();
}

void ImportPreviewModel::filterRows()
{
    m_rows.clear();
    // What stands further down is there for the filters.
    const std::size_t count = m_show == Show::All ? m_firstRows : m_preview.rows.size();
    for (std::size_t i = 0; i < count; ++i)
        if (matches(m_preview.rows[i]))
            m_rows.push_back(i);
}

QString ImportPreviewModel::problem(const ImportPreview::Row &row) const
{
    if (row.row.rejected)
        return row.row.rejected->reason;
    if ((row.facts & fact::OtherLabel) != 0)
        return tr("Duplicate, other label");
    if (row.duplicate)
        return tr("Duplicate");
    if ((row.facts & fact::Contradicting) != 0)
        return tr("Contradicting label");
    if ((row.facts & fact::TwoSplits) != 0)
        return tr("In two splits");
    if ((row.facts & fact::Near) != 0)
        return tr("Nearly the same");
    if ((row.facts & fact::Personal) != 0)
        return tr("Personal data");
    if (isLabelUnknown(row.row))
        return tr("Label not understood");
    if (row.isTooLong)
        return tr("Too long");
    return {};
}

QString ImportPreviewModel::news(const ImportPreview::Row &row) const
{
    switch (row.fate) {
    case RowFate::New:
    case RowFate::Twin:
        return {};
    case RowFate::Unchanged:
        return tr("Unchanged", "pair");
    case RowFate::OtherText:
        return tr("Edited text: new pair");
    case RowFate::Updated:
        break;
    }
    QStringList fields;
    if (!row.change.answers.empty())
        fields << tr("label", "that is updated");
    if (row.change.note)
        fields << tr("note", "that is updated");
    if (row.change.topic)
        fields << tr("topic", "that is updated");
    if (row.change.dialogue)
        fields << tr("dialogue", "that is updated");
    if (row.change.split)
        fields << tr("split", "that is updated");
    return tr("Update: %1").arg(fields.join(tr(", ", "between fields")));
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
    case Qt::ToolTipRole:
        if (index.column() == fileColumns() + 1 && !row.notes.isEmpty())
            return row.notes.join(QLatin1Char('\n'));
        [[fallthrough]];
    case Qt::DisplayRole:
        if (index.column() == 0)
            return QString::number(row.row.row);
        if (isFile)
            return row.row.cells.value(column).simplified();
        return problem(row).isEmpty() ? news(row) : problem(row);
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
    case IsLeftOutRole:
        return isLeftOut(row);
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
