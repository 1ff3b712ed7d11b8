#include "data/pair_table_model.h"

#include <QTimer>

#include <algorithm>
#include <utility>

namespace tunedesk
{

namespace
{
constexpr int keptWindows = 8;

QString oneLine(const QString &text)
{
    return text.simplified();
}
} // namespace

PairTableModel::PairTableModel(QObject *parent, int addedRows)
    : QAbstractTableModel(parent), m_addedRows(addedRows)
{
}

void PairTableModel::setReader(ProjectReader *reader)
{
    m_reader = reader;
    m_countToken.next();
    m_judgeToken.next();
    m_windowToken = m_windowToken.next();
    m_judge.reset();
    reset(0);
    lookForJudge();
}

void PairTableModel::lookForJudge()
{
    if (!m_reader)
        return;
    m_reader->ask<std::optional<JudgingRun>>(
        this, m_judgeToken.next(), [](Project &project) { return project.runs().judging(); },
        [this](const Result<std::optional<JudgingRun>> &judge) {
            if (!judge) {
                Q_EMIT failed(judge.error());
                return;
            }
            if (m_judge == *judge)
                return;
            m_judge = *judge;
            Q_EMIT headerDataChanged(Qt::Horizontal, Judgement, Judgement);
            if (m_query.order == PairQuery::Order::Judgement)
                count(true);
            else
                readShownAgain();
        });
}

void PairTableModel::setReadsChanged(bool reads)
{
    if (std::exchange(m_readsChanged, reads) != reads && reads)
        readShownAgain();
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
    m_isGrowing = m_isGrowing && keepRows;
    Q_EMIT loadingChanged();
    const ReadToken token = m_countToken.next();
    const auto askCount = [this, token](bool isGrowing) {
        m_reader->ask<int>(
            this, token,
            [query = m_query](Project &project) { return project.pairs().count(query); },
            [this, token, isGrowing](const Result<int> &answer) {
                if (!answer) {
                    m_isCounting = m_isGrowing = false;
                    Q_EMIT failed(answer.error());
                    Q_EMIT loadingChanged();
                    return;
                }
                const bool isLess = *answer < m_count;
                const bool isMoved = *answer != m_count && !m_isGrowing;
                if (isLess) {
                    beginRemoveRows({}, *answer, m_count - 1);
                    m_count = *answer;
                    endRemoveRows();
                }
                if (isLess || !isGrowing)
                    readShownAgain();
                if (isMoved)
                    Q_EMIT pairsMoved();
                grow(*answer, token);
            });
    };
    if (keepRows) {
        askCount(false);
        return;
    }
    // The first rows before they are counted, which may take seconds.
    m_reader->ask<Window>(this, token, readingOf(0), [this, askCount](Result<Window> answer) {
        if (!answer) {
            m_isCounting = false;
            Q_EMIT failed(answer.error());
            Q_EMIT loadingChanged();
            return;
        }
        const int rows = int(answer->pairs.size());
        m_isCounting = m_isGrowing = rows == windowRows;
        reset(rows);
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
void PairTableModel::grow(int newCount, const ReadToken &token)
{
    // A table keeps a height for each row: a million at once take it 10 to 18 ms.
    const int next = std::min(newCount, m_count + m_addedRows);
    if (next > m_count) {
        beginInsertRows({}, m_count, next - 1);
        m_count = next;
        endInsertRows();
    }
    m_isCounting = m_isGrowing = m_count < newCount;
    if (m_isGrowing) {
        QTimer::singleShot(0, this, [this, newCount, token] {
            if (token.isNewest())
                grow(newCount, token);
        });
        return;
    }
    Q_EMIT counted(m_count);
    Q_EMIT loadingChanged();
}

void PairTableModel::reset(int newCount)
{
    m_windowToken = m_windowToken.next();
    m_asked.clear();
    beginResetModel();
    m_windows.clear();
    m_recent.clear();
    m_count = newCount;
    endResetModel();
    Q_EMIT counted(m_count);
}

/// What is on the screen stays until the fresh rows are there.
void PairTableModel::readShownAgain()
{
    m_windowToken = m_windowToken.next();
    m_asked.clear();
    const QList<int> shown = m_recent.mid(std::max<qsizetype>(0, m_recent.size() - 2));
    for (auto it = m_windows.begin(); it != m_windows.end();)
        it = shown.contains(it.key()) ? std::next(it) : m_windows.erase(it);
    m_recent = shown;
    for (const int window : shown)
        if (window * windowRows < m_count)
            fetch(window);
    if (m_count > 0) // windows that were on their way are asked for again
        Q_EMIT dataChanged(index(0, 0), index(m_count - 1, ColumnCount - 1));
}

std::function<Result<PairTableModel::Window>(Project &)> PairTableModel::readingOf(int window) const
{
    return [query = m_query, window,
            readsChanged = m_readsChanged](Project &project) -> Result<Window> {
        auto pairs = project.pairs().page(query, qint64(window) * windowRows, windowRows);
        if (!pairs)
            return pairs.error();
        QList<qint64> ids;
        for (const DialoguePair &pair : *pairs)
            ids << pair.id;
        auto dealt = project.pairs().dealtSplits(ids);
        if (!dealt)
            return dealt.error();
        auto judgements = project.runs().judgements(ids);
        if (!judgements)
            return judgements.error();
        QHash<qint64, qint64> changed;
        if (readsChanged) {
            auto times = project.pairs().changedTimes(ids);
            if (!times)
                return times.error();
            changed = std::move(*times);
        }
        return Window{std::move(*pairs), std::move(*dealt), std::move(*judgements),
                      std::move(changed)};
    };
}

void PairTableModel::fetch(int window) const
{
    if (!m_reader || m_asked.contains(window))
        return;
    m_asked.insert(window);
    auto *self = const_cast<PairTableModel *>(this); // a view asks through const data()
    m_reader->ask<Window>(self, m_windowToken, readingOf(window),
                          [self, window](Result<Window> answer) {
                              if (answer)
                                  self->store(window, std::move(*answer));
                              else
                                  Q_EMIT self->failed(answer.error());
                          });
}

void PairTableModel::store(int window, Window rows)
{
    const auto before = m_windows.constFind(window);
    const bool isMoved =
        before != m_windows.constEnd() &&
        !std::ranges::equal(before->pairs, rows.pairs, {}, &DialoguePair::id, &DialoguePair::id);
    m_windows.insert(window, std::move(rows));
    m_recent.removeAll(window);
    m_recent.append(window);
    while (m_recent.size() > keptWindows) {
        const int oldest = m_recent.takeFirst();
        m_windows.remove(oldest);
        m_asked.remove(oldest);
    }
    if (isMoved)
        Q_EMIT pairsMoved();
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

qint64 PairTableModel::changedAt(int row) const
{
    const DialoguePair *const pair = pairAt(row);
    return pair ? m_windows[row / windowRows].changed.value(pair->id) : 0;
}

std::optional<double> PairTableModel::judgementAt(int row) const
{
    const DialoguePair *const pair = pairAt(row);
    if (!pair)
        return std::nullopt;
    const QHash<qint64, double> &judgements = m_windows[row / windowRows].judgements;
    const auto found = judgements.constFind(pair->id);
    return found == judgements.constEnd() ? std::nullopt : std::optional(*found);
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
        return index.column() == Number || index.column() == People || index.column() == Score
                   ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                   : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != PairRole &&
        role != IdRole && role != Qt::ToolTipRole && role != ShareRole)
        return {};
    if (role == Qt::ToolTipRole && index.column() != SplitColumn && index.column() != Flags &&
        index.column() != Changed)
        return {};
    const DialoguePair *pair = pairAt(index.row());
    if (!pair) {
        fetch(index.row() / windowRows);
        return role == IdRole ? QVariant(qint64(0)) : QVariant();
    }
    if (role == PairRole)
        return QVariant::fromValue(*pair);
    if (role == Qt::ToolTipRole) {
        const QString text = index.column() == Flags ? pair->note
                             : index.column() == Changed
                                 ? changedInFull(changedAt(index.row()))
                                 : splitReason(pair->split, splitAt(index.row()));
        return text.isEmpty() ? QVariant() : QVariant(text);
    }
    if (role == IdRole)
        return pair->id;
    if (role == ShareRole) {
        const auto judgement = judgementAt(index.row());
        if (index.column() != Judgement || !judgement)
            return {};
        const JudgingRun range = m_judge.value_or(JudgingRun());
        return std::clamp((*judgement - range.lowest) / (range.highest - range.lowest), 0.0, 1.0);
    }
    if (role == Qt::AccessibleTextRole)
        return rowText(*pair, index.row());
    return cellText(*pair, index);
}

QString PairTableModel::cellText(const DialoguePair &pair, const QModelIndex &index) const
{
    switch (index.column()) {
    case Number:
        return QString::number(pair.id);
    case Pair:
        return oneLine(pair.question) + QLatin1Char('\n') + oneLine(pair.reply);
    case LabelColumn:
        return labelText(pair);
    case SplitColumn:
        return splitText(splitAt(index.row()));
    case Topic:
        return pair.group.isEmpty() ? QStringLiteral("–") : pair.group;
    case Context:
        return oneLine(pair.context);
    case File:
        return pair.originFile;
    case People:
        return QString::number(pair.annotators);
    case Judgement:
        return numberText(judgementAt(index.row()));
    case Score:
        return numberText(pair.score);
    case Flags:
        return flagsText(pair);
    case Changed:
        return changedText(changedAt(index.row()));
    }
    return {};
}

QString PairTableModel::rowText(const DialoguePair &pair, int row) const
{
    QStringList sentences{tr("Pair %1. %2 Reply: %3 Label: %4.")
                              .arg(QString::number(pair.id), oneLine(pair.question),
                                   oneLine(pair.reply), labelText(pair))};
    if (const auto judgement = judgementAt(row))
        sentences << tr("Model: %1.", "its judgement").arg(numberText(judgement));
    if (const QString flags = flagsText(pair); !flags.isEmpty())
        sentences << flags + tr(".", "end of a sentence");
    return sentences.join(QLatin1Char(' '));
}

QVariant PairTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole) // the sign of the order stands at the right
        return section == Number ? QVariant(Qt::AlignCenter)
                                 : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == Judgement)
        return judgingText(m_judge);
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
    case Judgement:
        return tr("Model", "column");
    case Score:
        return tr("Score", "column");
    case Flags:
        return tr("Flags", "column");
    case Changed:
        return tr("Changed", "column");
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
    case Judgement:
        return PairQuery::Order::Judgement;
    case Score:
        return PairQuery::Order::Score;
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
