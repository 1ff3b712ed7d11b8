#include "train/event_list.h"

#include "shell/theme.h"
#include "train/run_text.h"

#include <QAbstractItemView>
#include <QPainter>

namespace tunedesk
{

EventListModel::EventListModel(QObject *parent) : QAbstractListModel(parent) {}

void EventListModel::clear()
{
    beginResetModel();
    m_events.clear();
    endResetModel();
}

void EventListModel::append(const std::vector<RunEvent> &events)
{
    if (events.empty())
        return;
    beginInsertRows({}, 0, static_cast<int>(events.size()) - 1);
    m_events.insert(m_events.end(), events.begin(), events.end());
    endInsertRows();
}

int EventListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

QVariant EventListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const RunEvent &event = m_events[m_events.size() - 1 - static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return event.what;
    case DetailRole:
        return event.detail;
    case ClockRole:
        return clockText(event.atMs);
    case KindRole:
        return static_cast<int>(event.kind);
    case Qt::AccessibleTextRole:
        return tr("%1, %2. %3", "time, what happened, detail")
            .arg(clockText(event.atMs), event.what, event.detail);
    }
    return {};
}

EventDelegate::EventDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{
}

QRect EventDelegate::textRect(const QStyleOptionViewItem &option) const
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const int width = view ? view->viewport()->width() : 304;
    const int clock =
        QFontMetrics(m_theme.font(Theme::Type::Mono)).horizontalAdvance(QStringLiteral("00:00"));
    return {40, 7, width - 40 - 16 - clock - 8, 1000};
}

QSize EventDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect room = textRect(option);
    const std::pair<QFont, int> now{m_theme.font(Theme::Type::Body), room.width()};
    if (m_heightsFor != now) {
        m_heights.clear();
        m_heightsFor = now;
    }
    const QString what = index.data().toString();
    const QString detail = index.data(EventListModel::DetailRole).toString();
    int &height = m_heights[what + QLatin1Char('\n') + detail];
    if (height == 0)
        height = heightOf(room, what, detail);
    return {room.width(), height};
}

int EventDelegate::heightOf(const QRect &room, const QString &what, const QString &detail) const
{
    int height = 14 + QFontMetrics(m_theme.font(Theme::Type::Body))
                          .boundingRect(room, Qt::TextWordWrap, what)
                          .height();
    if (!detail.isEmpty())
        height += 2 + QFontMetrics(m_theme.font(Theme::Type::Small))
                          .boundingRect(room, Qt::TextWordWrap, detail)
                          .height();
    return height + 2;
}

void EventDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    painter->save();
    const QRect rect = option.rect;
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const bool current = view && view->hasFocus() && view->currentIndex() == index;
    if (current)
        painter->fillRect(rect, m_theme.color(Token::AccentSoft));
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1),
                      m_theme.color(Token::Grid));
    QString icon = QStringLiteral("info");
    Token tone = Token::Text3;
    switch (static_cast<RunEvent::Kind>(index.data(EventListModel::KindRole).toInt())) {
    case RunEvent::Kind::Best:
        icon = QStringLiteral("star");
        tone = Token::Accent;
        break;
    case RunEvent::Kind::Warning:
        icon = QStringLiteral("triangle-alert");
        tone = Token::Warn;
        break;
    case RunEvent::Kind::Checkpoint:
        icon = QStringLiteral("save");
        break;
    case RunEvent::Kind::Info:
    case RunEvent::Kind::NoGain:
        break;
    }
    painter->drawPixmap(rect.left() + 16, rect.top() + 9,
                        m_theme.pixmap(icon, tone, 16, painter->device()->devicePixelRatioF()));
    QRect room = textRect(option).translated(rect.topLeft());
    painter->setFont(m_theme.font(Theme::Type::Body));
    painter->setPen(m_theme.color(Token::Text));
    QRect used;
    painter->drawText(room, Qt::TextWordWrap, index.data().toString(), &used);
    painter->setFont(m_theme.font(Theme::Type::Small));
    painter->setPen(m_theme.color(Token::Text3));
    painter->drawText(room.adjusted(0, used.height() + 2, 0, 0), Qt::TextWordWrap,
                      index.data(EventListModel::DetailRole).toString());
    painter->setFont(m_theme.font(Theme::Type::Mono));
    painter->drawText(QRect(rect.left(), rect.top() + 7, rect.width() - 16, m_theme.scaled(20)),
                      Qt::AlignRight | Qt::AlignVCenter,
                      index.data(EventListModel::ClockRole).toString());
    if (current) {
        painter->setPen(QPen(m_theme.color(Token::Accent), 2));
        painter->drawRect(rect.adjusted(1, 1, -1, -2));
    }
    painter->restore();
}

} // namespace tunedesk
