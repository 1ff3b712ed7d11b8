#pragma once

#include "shell/job_queue.h"
#include "shell/preferences.h"

#include <QAbstractListModel>
#include <QHash>
#include <QPointer>
#include <QStyledItemDelegate>

namespace tunedesk
{

/// Projects opened lately with what is in them, read from each file in the background.
class RecentsModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        PathRole = Qt::UserRole + 1,
        NameRole,
        MissingRole, ///< the file is not where it was
        CountsRole,  ///< "8,214 of 12,480 pairs"; empty: not read yet
        BestRole,    ///< best F1 of all runs as text
        OpenedRole,  ///< "Today 09:12"
    };
    RecentsModel(Preferences &preferences, JobQueue &jobs, QObject *parent = nullptr);

    void reload();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Counts {
        bool missing = false;
        int pairs = -1, labelled = 0;
        double bestF1 = -1;
    };
    void readCounts();

    Preferences &m_preferences;
    JobQueue &m_jobs;
    QList<Preferences::Recent> m_recents;
    QHash<QString, Counts> m_counts;
};

/// Name over path, numbers at the right; a missing file offers «Locate…» and «Remove».
class RecentsDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    RecentsDelegate(const Theme &theme, QObject *parent = nullptr);
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

    static constexpr int kOpenedWidth = 96, kBestWidth = 64, kCountsWidth = 200, kGap = 12;

Q_SIGNALS:
    void locateWanted(const QString &path);
    void removeWanted(const QString &path);

protected:
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

private:
    QRect removeRect(const QRect &row) const;
    QRect locateRect(const QRect &row) const;

    const Theme &m_theme;
};

} // namespace tunedesk
