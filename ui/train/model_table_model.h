#pragma once

#include "domain/model_info.h"
#include "domain/training_estimate.h"

#include <QAbstractTableModel>
#include <QHash>

#include <vector>

namespace tunedesk
{

/// Pretrained models to start from, one of them chosen; those of the hub can only be downloaded.
class ModelTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, GoodFor, Language, Layers, Weights, Time, Here, ColumnCount };
    explicit ModelTableModel(QObject *parent = nullptr);

    void setModels(std::vector<ModelInfo> models);
    const ModelInfo *model(int row) const;
    const ModelInfo *chosen() const;
    int chosenRow() const { return m_chosen; }
    /// One that can be used, by folder, else by its name on the hub or in the table; null: none
    const ModelInfo *find(const QString &path, const QString &name) const;
    /// One that can be used, by folder; @return whether there is such a one
    bool choose(const QString &path);
    void chooseRow(int row);
    void add(const ModelInfo &model); ///< and chooses it; takes the row that offered it
    /// @param percent −1: it isn't being downloaded
    void setProgress(const QString &hubName, int percent);
    /// What the training in the form takes with each model, by folder; the others: not known.
    void setEstimates(QHash<QString, TrainingEstimate> byPath);
    static bool isUsable(const ModelInfo &model); ///< here, and nothing is wrong with it

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void retranslate();

Q_SIGNALS:
    void chosenChanged();

private:
    QString toolTip(const QModelIndex &index) const;

    std::vector<ModelInfo> m_models;
    QHash<QString, TrainingEstimate> m_estimates; ///< by folder
    int m_chosen = -1;
    QHash<QString, int> m_percent; ///< of those being downloaded, by name on the hub
};

} // namespace tunedesk
