#pragma once

#include "jobs/export_model.h"

#include <QAbstractTableModel>

#include <vector>

namespace tunedesk
{

/// Size, speed and scores of what was exported here.
class ExportResultModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        Format,
        Size,
        OnePair,
        SixteenPairs,
        PairsASecond,
        F1,
        Accuracy,
        LargerClass,
        ColumnCount
    };
    explicit ExportResultModel(QObject *parent = nullptr);
    void setResult(const std::optional<ExportSummary> &result);
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void retranslate();

private:
    std::optional<ExportSummary> m_result;
};

} // namespace tunedesk
