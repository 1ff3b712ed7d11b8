#pragma once

#include "data/cell_painting.h"
#include "jobs/check_pairs.h"

#include <QList>
#include <QStyledItemDelegate>
#include <QWidget>

class QLabel;
class QListView;

namespace tunedesk
{

class Button;
class IssueModel;
class PaneHeader;
class Theme;

/// Draws an IssueModel: headings with their count, problems in two lines.
class IssueDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit IssueDelegate(const Theme &theme, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    CellPainting m_cells;
};

/// The problems that a check of all pairs found, in place of the filters; choosing one shows its
/// pairs in the table. Window thread.
class IssuePane : public QWidget
{
    Q_OBJECT
public:
    explicit IssuePane(const Theme &theme, QWidget *parent = nullptr);
    void setReport(PairCheckReport report);
    void focusList();
    void retranslate();
    QListView *view() const { return m_view; }
    IssueModel *model() const { return m_model; }

Q_SIGNALS:
    /// A problem or a heading was chosen. @param pairs their numbers, in order
    void pairsWanted(const QList<qint64> &pairs);
    void tableWanted(); ///< Return: on to the pairs
    void againWanted();
    void closeWanted();

private:
    const Theme &m_theme;
    IssueModel *m_model;
    QListView *m_view;
    PaneHeader *m_header;
    Button *m_again, *m_close;
    QLabel *m_summary;
};

} // namespace tunedesk
