#pragma once

#include "domain/metric_feed.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

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
    const Theme &m_theme;
};

} // namespace tunedesk
