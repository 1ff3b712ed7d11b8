#pragma once

#include "domain/run_summary.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace tunedesk
{

/// The settings of A and B side by side, those that differ or all.
class RecipeDifferenceModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit RecipeDifferenceModel(QObject *parent = nullptr);
    void setRuns(const std::optional<RunSummary> &a, const std::optional<RunSummary> &b);
    void setShowAll(bool all);
    bool showsAll() const { return m_all; }
    int differing() const { return m_differing; }
    int same() const { return m_same; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void refresh(); ///< texts in the language of now

private:
    struct Row {
        QString name, a, b;
    };
    std::optional<RunSummary> m_a, m_b;
    std::vector<Row> m_rows;
    int m_differing = 0, m_same = 0;
    bool m_all = false;
};

} // namespace tunedesk
