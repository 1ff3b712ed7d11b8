#pragma once

#include "domain/run_summary.h"

#include <QAbstractTableModel>
#include <QSet>

#include <vector>

namespace tunedesk
{

/// The runs of a project with their scores; which are shown as curves and which are A and B.
class RunTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        Show,
        Name,
        Outcome,
        Model,
        Snapshot,
        ValidationF1,
        TestF1,
        Accuracy,
        LargerClass,
        Time,
        Started,
        ColumnCount
    };
    enum Role { SortRole = Qt::UserRole + 1, RunIdRole };
    explicit RunTableModel(QObject *parent = nullptr);

    /// Keeps rows of runs that stay, so that selection and scroll position stay too.
    void setRuns(std::vector<RunSummary> runs);
    const std::vector<RunSummary> &runs() const { return m_runs; }
    const RunSummary *run(qint64 id) const;
    int rowOf(qint64 id) const; ///< −1: none

    bool isShown(qint64 id) const { return m_shown.contains(id); }
    const QSet<qint64> &shown() const { return m_shown; }
    void setShown(qint64 id, bool shown);
    void setShown(const QSet<qint64> &ids);
    qint64 a() const { return m_a; } ///< 0: none
    qint64 b() const { return m_b; }
    void setA(qint64 id);
    void setB(qint64 id);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void setReadOnly(bool readOnly) { m_readOnly = readOnly; }
    void retranslate();

Q_SIGNALS:
    void renameWished(qint64 id, const QString &name);
    void shownChanged();
    void pairChanged(); ///< A or B

private:
    QString text(const RunSummary &run, int column) const;
    QVariant sortKey(const RunSummary &run, int column) const;
    double score(const RunSummary &run, int column) const; ///< NaN: none
    bool isBest(const RunSummary &run, int column) const;
    void allChanged();

    std::vector<RunSummary> m_runs; ///< newest first
    QSet<qint64> m_shown;
    qint64 m_a = 0, m_b = 0;
    bool m_readOnly = false;
};

} // namespace tunedesk
