#include "train/model_table_model.h"

#include "shell/theme.h"
#include "train/cell_delegate.h"
#include "train/estimate_text.h"
#include "train/run_text.h"

#include <QDir>

#include <algorithm>

namespace tunedesk
{

namespace
{
bool isNumber(int column)
{
    return column == ModelTableModel::Layers || column == ModelTableModel::Weights ||
           column == ModelTableModel::Time;
}
} // namespace

bool ModelTableModel::isUsable(const ModelInfo &model)
{
    return model.problem.isEmpty() && !model.onHub;
}

ModelTableModel::ModelTableModel(QObject *parent) : QAbstractTableModel(parent) {}

void ModelTableModel::setModels(std::vector<ModelInfo> models)
{
    const QString before = chosen() ? chosen()->path : QString();
    beginResetModel();
    m_models = std::move(models);
    m_chosen = -1;
    for (int row = 0; row < rowCount(); ++row)
        if (isUsable(m_models[row]) && (m_chosen < 0 || m_models[row].path == before))
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

const ModelInfo *ModelTableModel::find(const QString &path, const QString &name) const
{
    const ModelInfo *named = nullptr;
    for (const ModelInfo &model : m_models) {
        if (!isUsable(model))
            continue;
        if (!path.isEmpty() && QDir(model.path) == QDir(path))
            return &model;
        if (!named && !name.isEmpty() && (model.hubName == name || model.name == name))
            named = &model;
    }
    return named;
}

bool ModelTableModel::choose(const QString &path)
{
    for (int row = 0; row < rowCount(); ++row)
        if (isUsable(m_models[row]) && QDir(m_models[row].path) == QDir(path)) {
            chooseRow(row);
            return true;
        }
    return false;
}

void ModelTableModel::chooseRow(int row)
{
    if (!model(row) || !isUsable(*model(row)) || row == m_chosen)
        return;
    m_chosen = row;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT chosenChanged();
}

void ModelTableModel::add(const ModelInfo &model)
{
    if (choose(model.path))
        return;
    const auto offered = std::ranges::find_if(m_models, [&model](const ModelInfo &each) {
        return each.onHub && !model.hubName.isEmpty() && each.hubName == model.hubName;
    });
    int row = rowCount();
    if (offered != m_models.end()) {
        row = static_cast<int>(offered - m_models.begin());
        *offered = model;
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    } else {
        beginInsertRows({}, row, row);
        m_models.push_back(model);
        endInsertRows();
    }
    chooseRow(row);
}

void ModelTableModel::setProgress(const QString &hubName, int percent)
{
    if (percent < 0 ? m_percent.remove(hubName) == 0 : m_percent.value(hubName, -1) == percent)
        return;
    if (percent >= 0)
        m_percent.insert(hubName, percent);
    for (int row = 0; row < rowCount(); ++row)
        if (m_models[row].hubName == hubName)
            Q_EMIT dataChanged(index(row, Here), index(row, Here));
}

void ModelTableModel::setEstimates(QHash<QString, TrainingEstimate> byPath)
{
    m_estimates.swap(byPath);
    for (int row = 0; row < rowCount(); ++row) {
        const auto before = byPath.constFind(m_models[row].path);
        const auto now = m_estimates.constFind(m_models[row].path);
        const double secondsBefore = before == byPath.cend() ? -1 : before->seconds();
        const double secondsNow = now == m_estimates.cend() ? -1 : now->seconds();
        if (secondsBefore != secondsNow)
            Q_EMIT dataChanged(index(row, Time), index(row, Time));
    }
}

QString ModelTableModel::toolTip(const QModelIndex &index) const
{
    const ModelInfo &model = m_models[index.row()];
    if (!model.problem.isEmpty())
        return model.problem;
    if (index.column() == Time) {
        const auto estimate = m_estimates.constFind(model.path);
        return model.onHub ? tr("The time is known once the model is on this computer.")
               : estimate == m_estimates.cend()
                   ? tr("The time is measured while you look, after that of the chosen one.")
                   : estimateRangeText(*estimate);
    }
    // Where the column is too narrow for it.
    if (index.column() == GoodFor && !model.goodFor.isEmpty())
        return model.goodFor;
    if (index.column() == Language && !model.language.isEmpty())
        return model.language;
    return model.onHub ? tr("%1, licence %2. Return or a click on Download fetches it.")
                             .arg(model.hubName, model.licence)
                       : QDir::toNativeSeparators(model.path);
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
    const bool usable = model.problem.isEmpty(); // or will be, once it is here
    switch (role) {
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ToolTipRole:
        return toolTip(index);
    case Qt::AccessibleDescriptionRole:
        return index.column() == Time ? toolTip(index) : model.problem;
    case RadioRole:
        return index.column() == Name && !model.onHub ? QVariant(index.row() == m_chosen)
               : index.column() == Name               ? QVariant(false)
                                                      : QVariant();
    case ChosenRole:
        return index.row() == m_chosen;
    case StrongRole:
        return index.column() == Name;
    case ToneRole:
        if (index.column() == Here)
            return int(model.onHub ? Token::Accent : usable ? Token::Good : Token::Error);
        return int(!usable || model.onHub      ? Token::Text3
                   : index.column() == GoodFor ? Token::Text2
                                               : Token::Text);
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
    case Time:
        if (const auto estimate = m_estimates.constFind(model.path);
            isUsable(model) && estimate != m_estimates.cend())
            return shortDurationText(estimate->seconds());
        return QString();
    case Here:
        if (m_percent.contains(model.hubName))
            return tr("Stop at %1 %").arg(m_percent.value(model.hubName));
        return model.onHub     ? tr("Download")
               : !usable       ? tr("Can't be used")
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
        return int(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
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
    case Time:
        return tr("Time");
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
