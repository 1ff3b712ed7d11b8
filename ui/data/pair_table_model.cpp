#include "data/pair_table_model.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTimer>

namespace tunedesk
{

namespace
{
constexpr int keptWindows = 8;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairTable)
};

QString oneLine(const QString &text)
{
    return text.simplified();
}
} // namespace

QString labelText(const DialoguePair &pair)
{
    if (pair.disputed)
        return Text::tr("Disagreement");
    if (pair.score)
        return QLocale().toString(*pair.score, 'f', 1);
    if (!pair.label)
        return Text::tr("not yet", "no label");
    return *pair.label == 1 ? Text::tr("Appropriate") : Text::tr("Not appropriate");
}

QString splitText(Split split)
{
    switch (split) {
    case Split::Unassigned:
        return QStringLiteral("–");
    case Split::Train:
        return Text::tr("Train", "split");
    case Split::Validation:
        return Text::tr("Validation", "split");
    case Split::Test:
        return Text::tr("Test", "split");
    }
    Q_UNREACHABLE();
}

QString splitReason(Split given, Split dealt)
{
    if (given == dealt)
        return {};
    if (given == Split::Unassigned)
        return Text::tr("%1 with its dialogue: other pairs of it are there.", "split")
            .arg(splitText(dealt));
    return Text::tr(
               "The file said %1. Other pairs of its dialogue are in %2, and a dialogue is never "
               "divided.",
               "two splits")
        .arg(splitText(given), splitText(dealt));
}

PairTableModel::PairTableModel(QObject *parent) : QAbstractTableModel(parent) {}

void PairTableModel::setReader(ProjectReader *reader)
{
    m_reader = reader;
    m_countToken.next();
    m_windowToken = m_windowToken.next();
    setCount(0, false);
}

void PairTableModel::setQuery(const PairQuery &query)
{
    m_query = query;
    count(false);
}

void PairTableModel::refresh()
{
    count(true);
}

void PairTableModel::count(bool keepRows)
{
    if (!m_reader)
        return;
    m_isCounting = true;
    Q_EMIT loadingChanged();
    const ReadToken token = m_countToken.next();
    const auto askCount = [this, token](bool isGrowing) {
        m_reader->ask<int>(
            this, token,
            [query = m_query](Project &project) { return project.pairs().count(query); },
            [this, isGrowing](const Result<int> &answer) {
                m_isCounting = false;
                if (!answer)
                    Q_EMIT failed(answer.error());
                else if (isGrowing && *answer >= m_count)
                    grow(*answer);
                else
                    setCount(*answer, true);
                Q_EMIT loadingChanged();
            });
    };
    if (keepRows) {
        askCount(false);
        return;
    }
    // The first rows before they are counted, which may take seconds.
    m_reader->ask<Window>(
        this, token, [query = m_query](Project &project) { return readWindow(project, query, 0); },
        [this, askCount](Result<Window> answer) {
            if (!answer) {
                m_isCounting = false;
                Q_EMIT failed(answer.error());
                Q_EMIT loadingChanged();
                return;
            }
            const int rows = int(answer->pairs.size());
            m_isCounting = rows == windowRows;
            setCount(rows, false);
            if (rows > 0) {
                m_asked.insert(0);
                store(0, std::move(*answer));
            }
            if (rows == windowRows)
                askCount(true);
            Q_EMIT loadingChanged();
        });
}

/// The rows that are there stay as they are.
void PairTableModel::grow(int newCount)
{
    if (newCount > m_count) {
        beginInsertRows({}, m_count, newCount - 1);
        m_count = newCount;
        endInsertRows();
    }
    Q_EMIT counted(m_count);
}

void PairTableModel::setCount(int newCount, bool keepRows)
{
    m_windowToken = m_windowToken.next();
    m_asked.clear();
    if (!keepRows) {
        beginResetModel();
        m_windows.clear();
        m_recent.clear();
        m_count = newCount;
        endResetModel();
    } else {
        if (newCount > m_count) {
            beginInsertRows({}, m_count, newCount - 1);
            m_count = newCount;
            endInsertRows();
        } else if (newCount < m_count) {
            beginRemoveRows({}, newCount, m_count - 1);
            m_count = newCount;
            endRemoveRows();
        }
        // What is on the screen stays until the fresh rows are there.
        const QList<int> shown = m_recent.mid(std::max<qsizetype>(0, m_recent.size() - 2));
        for (auto it = m_windows.begin(); it != m_windows.end();)
            it = shown.contains(it.key()) ? std::next(it) : m_windows.erase(it);
        m_recent = shown;
        for (const int window : shown)
            if (window * windowRows < m_count)
                fetch(window);
        if (m_count > 0)
            Q_EMIT dataChanged(index(0, 0), index(m_count - 1, ColumnCount - 1));
    }
    Q_EMIT counted(m_count);
}

Result<PairTableModel::Window> PairTableModel::readWindow(Project &project, const PairQuery &query,
                                                          int window)
{
    auto pairs = project.pairs().page(query, qint64(window) * windowRows, windowRows);
    if (!pairs)
        return pairs.error();
    QList<qint64> ids;
    for (const DialoguePair &pair : *pairs)
        ids << pair.id;
    auto dealt = project.pairs().dealtSplits(ids);
    if (!dealt)
        return dealt.error();
    return Window{std::move(*pairs), std::move(*dealt)};
}

void PairTableModel::fetch(int window) const
{
    if (!m_reader || m_asked.contains(window))
        return;
    m_asked.insert(window);
    auto *self = const_cast<PairTableModel *>(this); // a view asks through const data()
    m_reader->ask<Window>(
        self, m_windowToken,
        [query = m_query, window](Project &project) { return readWindow(project, query, window); },
        [self, window](Result<Window> answer) {
            if (answer)
                self->store(window, std::move(*answer));
            else
                Q_EMIT self->failed(answer.error());
        });
}

void PairTableModel::store(int window, Window rows)
{
    m_windows.insert(window, std::move(rows));
    m_recent.removeAll(window);
    m_recent.append(window);
    while (m_recent.size() > keptWindows) {
        const int oldest = m_recent.takeFirst();
        m_windows.remove(oldest);
        m_asked.remove(oldest);
    }
    const int first = window * windowRows;
    const int last = std::min(first + windowRows, m_count) - 1;
    if (last >= first)
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
}

const DialoguePair *PairTableModel::pairAt(int row) const
{
    const auto window = m_windows.constFind(row / windowRows);
    if (window == m_windows.constEnd() || std::size_t(row % windowRows) >= window->pairs.size())
        return nullptr;
    return &window->pairs[std::size_t(row % windowRows)];
}

Split PairTableModel::splitAt(int row) const
{
    const DialoguePair *const pair = pairAt(row);
    return pair ? m_windows[row / windowRows].dealt.value(pair->id, pair->split)
                : Split::Unassigned;
}

int PairTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_count;
}

int PairTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant PairTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return index.column() == Number || index.column() == People
                   ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                   : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != PairRole &&
        role != IdRole && role != Qt::ToolTipRole)
        return {};
    if (role == Qt::ToolTipRole && index.column() != SplitColumn)
        return {};
    const DialoguePair *pair = pairAt(index.row());
    if (!pair) {
        fetch(index.row() / windowRows);
        return role == IdRole ? QVariant(qint64(0)) : QVariant();
    }
    if (role == PairRole)
        return QVariant::fromValue(*pair);
    if (role == Qt::ToolTipRole) {
        const QString reason = splitReason(pair->split, splitAt(index.row()));
        return reason.isEmpty() ? QVariant() : QVariant(reason);
    }
    if (role == IdRole)
        return pair->id;
    if (role == Qt::AccessibleTextRole)
        return tr("Pair %1. %2 Reply: %3 Label: %4.")
            .arg(QString::number(pair->id), oneLine(pair->question), oneLine(pair->reply),
                 labelText(*pair));
    switch (index.column()) {
    case Number:
        return QString::number(pair->id);
    case Pair:
        return oneLine(pair->question) + QLatin1Char('\n') + oneLine(pair->reply);
    case LabelColumn:
        return labelText(*pair);
    case SplitColumn:
        return splitText(splitAt(index.row()));
    case Topic:
        return pair->group.isEmpty() ? QStringLiteral("–") : pair->group;
    case Context:
        return oneLine(pair->context);
    case File:
        return pair->originFile;
    case People:
        return QString::number(pair->annotators);
    }
    return {};
}

QVariant PairTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole) // the sign of the order stands at the right
        return section == Number ? QVariant(Qt::AlignCenter)
                                 : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number:
        return tr("No.");
    case Pair:
        return tr("Pair");
    case LabelColumn:
        return tr("Label", "column");
    case SplitColumn:
        return tr("Split", "column");
    case Topic:
        return tr("Topic");
    case Context:
        return tr("Earlier turns");
    case File:
        return tr("File", "column");
    case People:
        return tr("People");
    }
    return {};
}

std::optional<PairQuery::Order> PairTableModel::orderOf(int column)
{
    switch (column) {
    case Number:
        return PairQuery::Order::Number;
    case Pair:
        return PairQuery::Order::Question;
    case LabelColumn:
        return PairQuery::Order::LabelValue;
    case SplitColumn:
        return PairQuery::Order::SplitName;
    case Topic:
        return PairQuery::Order::Group;
    default:
        return std::nullopt;
    }
}

int PairTableModel::columnOf(PairQuery::Order order)
{
    for (int column = 0; column < ColumnCount; ++column)
        if (orderOf(column) == order)
            return column;
    return Number;
}

void PairTableModel::sort(int column, Qt::SortOrder order)
{
    const auto wanted = orderOf(column);
    if (!wanted ||
        (m_query.order == *wanted && m_query.descending == (order == Qt::DescendingOrder)))
        return;
    PairQuery query = m_query;
    query.order = *wanted;
    query.descending = order == Qt::DescendingOrder;
    setQuery(query);
}

} // namespace tunedesk
