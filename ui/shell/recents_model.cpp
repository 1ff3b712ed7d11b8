#include "shell/recents_model.h"

#include "project/project.h"

#include <QDateTime>
#include <QFileInfo>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <memory>

namespace tunedesk
{

namespace
{
QString openedText(qint64 openedMs)
{
    const QDateTime opened = QDateTime::fromMSecsSinceEpoch(openedMs);
    const qint64 days = opened.date().daysTo(QDate::currentDate());
    if (days == 0)
        return RecentsModel::tr("Today %1", "time of day")
            .arg(opened.toString(QStringLiteral("HH:mm")));
    if (days == 1)
        return RecentsModel::tr("Yesterday");
    if (opened.date().year() == QDate::currentDate().year())
        return QLocale().toString(opened.date(), RecentsModel::tr("d MMMM", "day and month"));
    return QLocale().toString(opened.date(), QLocale::ShortFormat);
}
} // namespace

RecentsModel::RecentsModel(Preferences &preferences, JobQueue &jobs, QObject *parent)
    : QAbstractListModel(parent), m_preferences(preferences), m_jobs(jobs)
{
    connect(&preferences, &Preferences::recentsChanged, this, &RecentsModel::reload);
    reload();
}

void RecentsModel::reload()
{
    beginResetModel();
    m_recents = m_preferences.recents();
    endResetModel();
    if (!m_recents.isEmpty())
        readCounts();
}

void RecentsModel::readCounts()
{
    auto read = std::make_shared<QHash<QString, Counts>>();
    QStringList paths;
    for (const auto &recent : std::as_const(m_recents))
        paths.append(recent.path);
    JobRequest request;
    request.title = tr("Reading the recent projects");
    request.icon = QStringLiteral("database");
    request.quiet = true;
    request.work = [paths, read](JobContext &job) -> Result<Outcome> {
        for (const QString &path : paths) {
            if (job.stopRequested())
                return Outcome::Stopped;
            Counts counts;
            counts.missing = !QFileInfo::exists(path);
            if (auto project = counts.missing ? Result<Project>(Error{})
                                              : Project::open(path, Project::Mode::ReadOnly)) {
                PairQuery open;
                open.labels = {PairQuery::LabelState::Unlabelled};
                const auto all = project->pairs().count();
                const auto left = project->pairs().count(open);
                if (all && left) {
                    counts.pairs = *all;
                    counts.labelled = *all - *left;
                }
                if (const auto runs = project->runs().list())
                    for (const RunSummary &run : *runs)
                        counts.bestF1 = std::max(
                            counts.bestF1, run.best.value(QString::fromLatin1(metric::kF1), -1));
            }
            read->insert(path, counts);
        }
        return Outcome::Finished;
    };
    const QPointer<RecentsModel> guard(this);
    request.finished = [guard, read](const Result<Outcome> &) {
        if (!guard || guard->m_recents.isEmpty())
            return;
        guard->m_counts = *read;
        Q_EMIT guard->dataChanged(guard->index(0), guard->index(guard->rowCount() - 1));
    };
    m_jobs.start(std::move(request));
}

int RecentsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_recents.size());
}

QVariant RecentsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &recent = m_recents.at(index.row());
    const Counts counts = m_counts.value(recent.path);
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return QFileInfo(recent.path).completeBaseName();
    case Qt::ToolTipRole:
    case PathRole:
        return recent.path;
    case MissingRole:
        return counts.missing;
    case CountsRole:
        return counts.pairs < 0
                   ? QString()
                   : tr("%1 of %n pairs", nullptr, counts.pairs)
                         .arg(QLocale().toString(counts.labelled))
                         .replace(QString::number(counts.pairs), QLocale().toString(counts.pairs));
    case BestRole:
        return counts.bestF1 < 0 ? QStringLiteral("–") : QString::number(counts.bestF1, 'f', 3);
    case OpenedRole:
        return openedText(recent.openedMs);
    case Qt::AccessibleTextRole:
        return counts.missing
                   ? tr("%1. File not found: %2").arg(index.data(NameRole).toString(), recent.path)
                   : tr("%1. %2. Best F1 %3. Opened %4")
                         .arg(index.data(NameRole).toString(), index.data(CountsRole).toString(),
                              index.data(BestRole).toString(), openedText(recent.openedMs));
    default:
        return {};
    }
}

RecentsDelegate::RecentsDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{
}

QSize RecentsDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {300, m_theme.scaled(56)};
}

QRect RecentsDelegate::removeRect(const QRect &row) const
{
    const QFontMetrics metrics(m_theme.font(Theme::Type::SmallMedium));
    const int wide = metrics.horizontalAdvance(tr("Remove"));
    return {row.right() - 16 - wide, row.y(), wide + 1, row.height()};
}

QRect RecentsDelegate::locateRect(const QRect &row) const
{
    const QFontMetrics metrics(m_theme.font(Theme::Type::SmallMedium));
    const int wide = metrics.horizontalAdvance(tr("Locate…"));
    return {removeRect(row).left() - 12 - wide, row.y(), wide + 1, row.height()};
}

void RecentsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    painter->save();
    const QRect row = option.rect;
    const bool selected = option.state & QStyle::State_Selected;
    const bool hovered = option.state & QStyle::State_MouseOver;
    const bool missing = index.data(RecentsModel::MissingRole).toBool();
    if (selected || hovered)
        painter->fillRect(row, m_theme.color(selected ? Token::AccentSoft : Token::Hover));
    if (selected && (option.state & QStyle::State_HasFocus))
        painter->fillRect(QRect(row.topLeft(), QSize(3, row.height())),
                          m_theme.color(Token::Accent));
    painter->fillRect(QRect(row.left(), row.bottom(), row.width(), 1), m_theme.color(Token::Grid));

    const int side = m_theme.scaled(20);
    int x = row.x() + 16;
    painter->drawPixmap(
        x, row.y() + (row.height() - side) / 2,
        m_theme.pixmap(missing ? QStringLiteral("file-warning") : QStringLiteral("database"),
                       selected && !missing ? Token::Accent : Token::Text3, side,
                       painter->device()->devicePixelRatioF()));
    x += side + 12;
    int right = row.right() - 16;
    const auto number = [&](const QString &text, int wide, Theme::Type type, Token tone) {
        const QRect box(right - wide, row.y(), wide, row.height());
        painter->setFont(m_theme.font(type));
        painter->setPen(m_theme.color(tone));
        painter->drawText(box, Qt::AlignRight | Qt::AlignVCenter, text);
        right -= wide + kGap;
    };
    if (missing) {
        painter->setFont(m_theme.font(Theme::Type::SmallMedium));
        painter->setPen(m_theme.color(Token::Accent));
        painter->drawText(removeRect(row), Qt::AlignVCenter, tr("Remove"));
        painter->drawText(locateRect(row), Qt::AlignVCenter, tr("Locate…"));
        right = locateRect(row).left() - kGap;
    } else {
        number(index.data(RecentsModel::OpenedRole).toString(), m_theme.scaled(kOpenedWidth),
               Theme::Type::Small, Token::Text3);
        number(index.data(RecentsModel::BestRole).toString(), m_theme.scaled(kBestWidth),
               Theme::Type::Mono, Token::Text);
        number(index.data(RecentsModel::CountsRole).toString(), m_theme.scaled(kCountsWidth),
               Theme::Type::Small, Token::Text2);
    }
    const QFont nameFont = m_theme.font(Theme::Type::BodyMedium);
    const QFont pathFont = m_theme.font(Theme::Type::Small);
    const QFontMetrics nameMetrics(nameFont), pathMetrics(pathFont);
    const int high = nameMetrics.height() + pathMetrics.height() + 2;
    const int top = row.y() + (row.height() - high) / 2;
    const int wide = right - x;
    painter->setFont(nameFont);
    painter->setPen(m_theme.color(missing ? Token::Text3 : Token::Text));
    painter->drawText(QRect(x, top, wide, nameMetrics.height()), Qt::AlignVCenter,
                      nameMetrics.elidedText(index.data(RecentsModel::NameRole).toString(),
                                             Qt::ElideRight, wide));
    const QString path = index.data(RecentsModel::PathRole).toString();
    painter->setFont(pathFont);
    painter->setPen(m_theme.color(missing ? Token::Warn : Token::Text3));
    painter->drawText(QRect(x, top + nameMetrics.height() + 2, wide, pathMetrics.height()),
                      Qt::AlignVCenter,
                      pathMetrics.elidedText(missing ? tr("File not found: %1").arg(path) : path,
                                             Qt::ElideMiddle, wide));
    painter->restore();
}

bool RecentsDelegate::editorEvent(QEvent *event, QAbstractItemModel *,
                                  const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() != QEvent::MouseButtonRelease ||
        !index.data(RecentsModel::MissingRole).toBool())
        return false;
    const QPoint at = static_cast<QMouseEvent *>(event)->position().toPoint();
    const QString path = index.data(RecentsModel::PathRole).toString();
    if (removeRect(option.rect).contains(at)) {
        Q_EMIT removeWanted(path);
        return true;
    }
    if (locateRect(option.rect).contains(at)) {
        Q_EMIT locateWanted(path);
        return true;
    }
    return false;
}

} // namespace tunedesk
