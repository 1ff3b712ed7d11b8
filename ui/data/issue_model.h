#pragma once

#include "jobs/check_pairs.h"

#include <QAbstractListModel>
#include <QList>
#include <QString>

#include <vector>

namespace tunedesk
{

/// What a check of all pairs found: for each kind of problem a heading, then its problems. Window
/// thread.
class IssueModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        IsHeadingRole = Qt::UserRole + 1,
        CountRole, ///< of a heading: problems; of a problem: pairs
        KindRole,  ///< int of PairIssue::Kind
    };
    explicit IssueModel(QObject *parent = nullptr);

    void setReport(PairCheckReport report);
    const PairCheckReport &report() const { return m_report; }
    void retranslate();

    /// Numbers of the pairs that a row is about; a heading is about all of its problems'.
    QList<qint64> pairsOf(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    static QString kindText(PairIssue::Kind kind);

private:
    struct Row {
        PairIssue::Kind kind;
        std::size_t issue = 0; ///< of the report; of a heading its first
        bool isHeading = false;
    };
    PairCheckReport m_report;
    std::vector<Row> m_rows;
};

} // namespace tunedesk
