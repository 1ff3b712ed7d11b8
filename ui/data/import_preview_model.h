#pragma once

#include "jobs/import_pairs.h"

#include <QAbstractTableModel>

#include <vector>

namespace tunedesk
{

/// The first rows of a file as an import would take them: row number, the file's columns, what is
/// wrong. Filtered to the rows of one check or to all with a problem, which may stand further down
/// in the file. Window thread.
class ImportPreviewModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Role {
        ColumnRole = Qt::UserRole + 1, ///< int of PairColumn; −1 in the row and check columns
        LabelRole,                     ///< 1, 0, or −1 where it was not understood or is empty
        ProblemRole,                   ///< translated; empty: fine
        IsRejectedRole,
        IsLeftOutRole,     ///< the row doesn't come in
        IsProblemCellRole, ///< this cell is why the row is left out
    };
    explicit ImportPreviewModel(QObject *parent = nullptr);

    void setPreview(const ImportPreview &preview);
    void clear();
    const ImportPreview &preview() const { return m_preview; }

    /// What rows that the checks found come to.
    void setRemedies(const ImportRemedies &remedies);

    enum class Show {
        All,
        Problems,
        Reason,
        Duplicates,
        UnknownLabels,
        Unlabelled,
        Near,
        TwoSplits,
        Contradicting,
        Personal,
        TooLong
    };
    /// @param about of Show::Reason: RejectedRow::about()
    void setFilter(Show show, const QString &about = {});
    Show filter() const { return m_show; }
    /// First and last column are not the file's.
    int fileColumns() const { return int(m_preview.format.columns.size()); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    bool matches(const ImportPreview::Row &row) const;
    QString problem(const ImportPreview::Row &row) const;
    bool isLeftOut(const ImportPreview::Row &row) const;
    QString news(const ImportPreview::Row &row) const; ///< what it changes in its pair
    void filterRows();

    ImportPreview m_preview; ///< with what was found further down behind the first rows
    std::size_t m_firstRows = 0;
    ImportRemedies m_remedies;
    Show m_show = Show::All;
    QString m_about;
    std::vector<std::size_t> m_rows; ///< those shown
};

} // namespace tunedesk
