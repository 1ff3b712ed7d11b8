#pragma once

#include "domain/dialogue_pair.h"

#include <QAbstractListModel>

#include <vector>

namespace tunedesk
{

/// The pairs that wait for a label, in the order chosen. Pairs come whole, so that showing the next
/// one reads nothing. Window thread.
class QueueModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole + 1, NoteRole };
    explicit QueueModel(QObject *parent = nullptr);

    void setPairs(std::vector<DialoguePair> pairs);
    /// Those that are not there yet.
    void append(const std::vector<DialoguePair> &pairs);
    void insert(int row, const DialoguePair &pair);
    void remove(int row);
    void replace(const DialoguePair &pair); ///< the one of the same number, if it is there
    int rowOf(qint64 pairId) const;         ///< −1: not there
    const DialoguePair *pairAt(int row) const;
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    std::vector<DialoguePair> m_pairs;
};

} // namespace tunedesk
