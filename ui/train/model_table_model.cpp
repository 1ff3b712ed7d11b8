#include "train/model_table_model.h"

#include "shell/theme.h"
#include "train/cell_delegate.h"
#include "train/run_text.h"

#include <QDir>

namespace tunedesk
{

ModelTableModel::ModelTableModel(QObject *parent) : QAbstractTableModel(parent) {}

void ModelTableModel::setModels(std::vector<ModelInfo> models)
{
    const QString before = chosen() ? chosen()->path : QString();
    beginResetModel();
    m_models = std::move(models);
    m_chosen = -1;
    for (int row = 0; row < rowCount(); ++row)
        if (m_models[row].problem.isEmpty() && (m_chosen < 0 || m_models[row].path == before))
            m_chosen = row;
    endResetModel();
    Q_EMIT chosenChanged();
}

const ModelInfo *ModelTableModel::model(int row) const
{
    return row >= 0 && row < rowCount() ? &m_models[row] : nullptr;
}

const ModelInfo *ModelTableModel::chosen() const
{
    return model(m_chosen);
}

bool ModelTableModel::choose(const QString &path)
{
    for (int row = 0; row < rowCount(); ++row)
        if (QDir(m_models[row].path) == QDir(path) && m_models[row].problem.isEmpty()) {
            chooseRow(row);
            return true;
        }
    return false;
}

void ModelTableModel::chooseRow(int row)
{
    if (!model(row) || !model(row)->problem.isEmpty() || row == m_chosen)
        return;
    m_chosen = row;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT chosenChanged();
}

void ModelTableModel::add(const ModelInfo &model)
{
    if (choose(model.path))
        return;
    beginInsertRows({}, rowCount(), rowCount());
    m_models.push_back(model);
    endInsertRows();
    chooseRow(rowCount() - 1);
}

int ModelTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_models.size());
}

int ModelTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ModelTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const ModelInfo &model = m_models[index.row()];
    const bool usable = model.problem.isEmpty();
    const bool number = index.column() == Layers || index.column() == Weights;
    switch (role) {
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ToolTipRole:
        return usable ? QDir::toNativeSeparators(model.path) : model.problem;
    case Qt::AccessibleDescriptionRole:
        return model.problem;
    case RadioRole:
        return index.column() == Name ? QVariant(index.row() == m_chosen) : QVariant();
    case StrongRole:
        return index.column() == Name;
    case ToneRole:
        if (index.column() == Here)
            return int(usable ? Token::Good : Token::Error);
        return int(!usable ? Token::Text3 : index.column() == GoodFor ? Token::Text2 : Token::Text);
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case Name:
        return model.name;
    case GoodFor:
        return usable ? model.goodFor : model.problem;
    case Language:
        return model.language;
    case Layers:
        return model.layers > 0 ? QString::number(model.layers) : QString();
    case Weights:
        return model.weightBytes > 0 ? bytesText(model.weightBytes) : QString();
    case Here:
        return !usable         ? tr("Can't be used")
               : model.starter ? tr("Included")
                               : tr("On this computer");
    }
    return {};
}

QVariant ModelTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter |
                   (section == Layers || section == Weights ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case GoodFor:
        return tr("Good for");
    case Language:
        return tr("Language");
    case Layers:
        return tr("Layers");
    case Weights:
        return tr("Weights");
    case Here:
        return tr("Here");
    }
    return {};
}

void ModelTableModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

} // namespace tunedesk
