#include "label/queue_model.h"

#include <algorithm>

namespace tunedesk
{

QueueModel::QueueModel(QObject *parent) : QAbstractListModel(parent) {}

void QueueModel::setPairs(std::vector<DialoguePair> pairs)
{
    beginResetModel();
    m_pairs = std::move(pairs);
    endResetModel();
}

void QueueModel::append(const std::vector<DialoguePair> &pairs)
{
    std::vector<DialoguePair> fresh;
    for (const DialoguePair &pair : pairs)
        if (rowOf(pair.id) < 0)
            fresh.push_back(pair);
    if (fresh.empty())
        return;
    beginInsertRows({}, int(m_pairs.size()), int(m_pairs.size() + fresh.size()) - 1);
    m_pairs.insert(m_pairs.end(), fresh.begin(), fresh.end());
    endInsertRows();
}

void QueueModel::insert(int row, const DialoguePair &pair)
{
    row = std::clamp(row, 0, int(m_pairs.size()));
    beginInsertRows({}, row, row);
    m_pairs.insert(m_pairs.begin() + row, pair);
    endInsertRows();
}

void QueueModel::remove(int row)
{
    if (row < 0 || row >= int(m_pairs.size()))
        return;
    beginRemoveRows({}, row, row);
    m_pairs.erase(m_pairs.begin() + row);
    endRemoveRows();
}

void QueueModel::replace(const DialoguePair &pair)
{
    const int row = rowOf(pair.id);
    if (row < 0)
        return;
    m_pairs[std::size_t(row)] = pair;
    Q_EMIT dataChanged(index(row), index(row));
}

int QueueModel::rowOf(qint64 pairId) const
{
    const auto found =
        std::find_if(m_pairs.begin(), m_pairs.end(),
                     [pairId](const DialoguePair &pair) { return pair.id == pairId; });
    return found == m_pairs.end() ? -1 : int(found - m_pairs.begin());
}

const DialoguePair *QueueModel::pairAt(int row) const
{
    return row >= 0 && row < int(m_pairs.size()) ? &m_pairs[std::size_t(row)] : nullptr;
}

void QueueModel::retranslate()
{
    if (!m_pairs.empty())
        Q_EMIT dataChanged(index(0), index(int(m_pairs.size()) - 1));
}

int QueueModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_pairs.size());
}

QVariant QueueModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const DialoguePair &pair = m_pairs[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return pair.question.simplified();
    case Qt::AccessibleTextRole:
        return tr("Pair %1. %2").arg(QString::number(pair.id), pair.question.simplified());
    case IdRole:
        return pair.id;
    case NoteRole:
        return pair.group.isEmpty() ? tr("Pair %1").arg(pair.id)
                                    : tr("Pair %1 · %2").arg(pair.id).arg(pair.group);
    default:
        return {};
    }
}

} // namespace tunedesk
