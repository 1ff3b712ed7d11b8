#pragma once

#include "domain/metric_feed.h"

#include <QAbstractListModel>
#include <QFont>
#include <QHash>
#include <QStyledItemDelegate>

#include <utility>
#include <vector>

namespace tunedesk
{

class Theme;

/// What happened in a run, newest first.
class EventListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { DetailRole = Qt::UserRole + 1, ClockRole, KindRole };
    explicit EventListModel(QObject *parent = nullptr);
    void clear();
    void append(const std::vector<RunEvent> &events); ///< oldest first
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    std::vector<RunEvent> m_events; ///< oldest first
};

class EventDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit EventDelegate(const Theme &theme, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    QRect textRect(const QStyleOptionViewItem &option) const;
    int heightOf(const QRect &room, const QString &what, const QString &detail) const;

    const Theme &m_theme;
    /// A list asks for all its rows again whenever one comes: 13 ms with 1,000 events.
    mutable QHash<QString, int> m_heights;
    mutable std::pair<QFont, int> m_heightsFor; ///< font and width
};

} // namespace tunedesk
