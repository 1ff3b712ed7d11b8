#include "data/issue_model.h"

#include <QLocale>

namespace tunedesk
{

IssueModel::IssueModel(QObject *parent) : QAbstractListModel(parent) {}

void IssueModel::setReport(PairCheckReport report)
{
    beginResetModel();
    m_report = std::move(report);
    m_rows.clear();
    for (std::size_t i = 0; i < m_report.issues.size(); ++i) {
        const PairIssue::Kind kind = m_report.issues[i].kind;
        if (m_rows.empty() || m_rows.back().kind != kind)
            m_rows.push_back({kind, i, true});
        m_rows.push_back({kind, i, false});
    }
    endResetModel();
}

void IssueModel::retranslate()
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

QString IssueModel::kindText(PairIssue::Kind kind)
{
    switch (kind) {
    case PairIssue::Kind::Contradiction:
        return tr("Contradicting labels");
    case PairIssue::Kind::Leak:
        return tr("In training and test");
    case PairIssue::Kind::Duplicate:
        return tr("Nearly the same");
    case PairIssue::Kind::Empty:
        return tr("Says nothing");
    case PairIssue::Kind::Long:
        return tr("Very long");
    case PairIssue::Kind::PersonalData:
        return tr("Personal data");
    }
    Q_UNREACHABLE();
}

QList<qint64> IssueModel::pairsOf(const QModelIndex &index) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    if (!row.isHeading)
        return m_report.issues[row.issue].pairs;
    return m_report.pairsOf[std::size_t(row.kind)];
}

int IssueModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant IssueModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    const PairIssue &issue = m_report.issues[row.issue];
    const int count = row.isHeading ? m_report.found[std::size_t(row.kind)] : issue.count;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return row.isHeading ? kindText(row.kind) : issue.message;
    case Qt::AccessibleTextRole:
        return row.isHeading ? tr("%1, %2", "kind of problem, how many")
                                   .arg(kindText(row.kind), QLocale().toString(count))
                             : issue.message;
    case IsHeadingRole:
        return row.isHeading;
    case CountRole:
        return count;
    case KindRole:
        return int(row.kind);
    default:
        return {};
    }
}

} // namespace tunedesk
