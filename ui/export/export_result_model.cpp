#include "export/export_result_model.h"

#include "domain/metric_row.h"
#include "train/cell_delegate.h"
#include "train/run_text.h"

#include <QLocale>

namespace tunedesk
{

ExportResultModel::ExportResultModel(QObject *parent) : QAbstractTableModel(parent) {}

void ExportResultModel::setResult(const std::optional<ExportSummary> &result)
{
    beginResetModel();
    m_result = result;
    endResetModel();
}

int ExportResultModel::rowCount(const QModelIndex &parent) const
{
    return !parent.isValid() && m_result ? 1 : 0;
}

int ExportResultModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ExportResultModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (index.column() == Format ? Qt::AlignLeft : Qt::AlignRight));
    if (role == StrongRole)
        return index.column() == Format;
    if (role != Qt::DisplayRole)
        return {};
    const QLocale locale;
    const ExportSummary &result = *m_result;
    switch (index.column()) {
    case Format:
        return tr("Hugging Face");
    case Size:
        return bytesText(result.bytes);
    case OnePair:
        return tr("%1 ms").arg(locale.toString(result.millisecondsOnePair, 'f', 1));
    case SixteenPairs:
        return tr("%1 ms").arg(locale.toString(result.millisecondsSixteenPairs, 'f', 0));
    case PairsASecond:
        return locale.toString(result.pairsPerSecond, 'f', result.pairsPerSecond < 10 ? 1 : 0);
    case F1:
        return scoreText(result.metrics, metric::kF1);
    case Accuracy:
        return scoreText(result.metrics, metric::kAccuracy);
    case LargerClass:
        return result.metrics.contains(QLatin1String(metric::kMajorityF1))
                   ? tr("%1 / %2").arg(scoreText(result.metrics, metric::kMajorityF1),
                                       scoreText(result.metrics, metric::kMajorityAccuracy))
                   : QStringLiteral("–");
    }
    return {};
}

QVariant ExportResultModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Format ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::ToolTipRole && (section == F1 || section == Accuracy))
        return tr("On the validation split, measured on the exported folder");
    if (role == Qt::ToolTipRole && section == LargerClass)
        return tr("F1 and accuracy on the validation split of always giving one answer");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Format:
        return tr("Format");
    case Size:
        return tr("Size");
    case OnePair:
        return tr("1 pair");
    case SixteenPairs:
        return tr("16 pairs");
    case PairsASecond:
        return tr("Pairs/s");
    case F1:
        return tr("Val. F1");
    case Accuracy:
        return tr("Accuracy");
    case LargerClass:
        return tr("Larger class");
    }
    return {};
}

void ExportResultModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(0, ColumnCount - 1));
}

} // namespace tunedesk
