#include "runs/run_table_model.h"

#include "base/duration_text.h"
#include "domain/metric_row.h"
#include "shell/theme.h"
#include "train/cell_delegate.h"
#include "train/run_text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tunedesk
{

namespace
{
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

double metricOf(const QMap<QString, double> &metrics, const char *name)
{
    return metrics.value(QLatin1String(name), kNaN);
}

bool isNumberColumn(int column)
{
    return column >= RunTableModel::ValidationF1 && column <= RunTableModel::Time;
}

Token toneOf(Badge::Tone tone)
{
    switch (tone) {
    case Badge::Tone::Good:
        return Token::Good;
    case Badge::Tone::Error:
        return Token::Error;
    case Badge::Tone::Warn:
        return Token::Warn;
    case Badge::Tone::Accent:
        return Token::Accent;
    case Badge::Tone::Bad:
    case Badge::Tone::Neutral:
        break;
    }
    return Token::Text3;
}
} // namespace

RunTableModel::RunTableModel(QObject *parent) : QAbstractTableModel(parent) {}

void RunTableModel::setRuns(std::vector<RunSummary> runs)
{
    const auto sameIds = [&] {
        return std::equal(runs.begin(), runs.end(), m_runs.begin(), m_runs.end(),
                          [](const RunSummary &a, const RunSummary &b) { return a.id == b.id; });
    };
    if (sameIds()) {
        m_runs = std::move(runs);
        allChanged();
        return;
    }
    for (int row = rowCount() - 1; row >= 0; --row) {
        const qint64 id = m_runs[row].id;
        if (std::none_of(runs.begin(), runs.end(),
                         [id](const RunSummary &run) { return run.id == id; })) {
            beginRemoveRows({}, row, row);
            m_runs.erase(m_runs.begin() + row);
            endRemoveRows();
        }
    }
    for (std::size_t row = 0; row < runs.size(); ++row) {
        if (row < m_runs.size() && m_runs[row].id == runs[row].id)
            continue;
        beginInsertRows({}, static_cast<int>(row), static_cast<int>(row));
        m_runs.insert(m_runs.begin() + static_cast<std::ptrdiff_t>(row), runs[row]);
        endInsertRows();
    }
    if (!sameIds()) { // another order than newest first
        beginResetModel();
        m_runs = std::move(runs);
        endResetModel();
    } else {
        m_runs = std::move(runs);
        allChanged();
    }
}

void RunTableModel::allChanged()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

const RunSummary *RunTableModel::run(qint64 id) const
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : &m_runs[row];
}

int RunTableModel::rowOf(qint64 id) const
{
    const auto it = std::find_if(m_runs.begin(), m_runs.end(),
                                 [id](const RunSummary &run) { return run.id == id; });
    return it == m_runs.end() ? -1 : static_cast<int>(it - m_runs.begin());
}

void RunTableModel::setShown(qint64 id, bool shown)
{
    if (shown == m_shown.contains(id))
        return;
    if (shown)
        m_shown.insert(id);
    else
        m_shown.remove(id);
    allChanged();
    Q_EMIT shownChanged();
}

void RunTableModel::setShown(const QSet<qint64> &ids)
{
    if (m_shown == ids)
        return;
    m_shown = ids;
    allChanged();
    Q_EMIT shownChanged();
}

void RunTableModel::setA(qint64 id)
{
    if (m_a == id)
        return;
    if (m_b == id)
        m_b = m_a;
    m_a = id;
    allChanged();
    Q_EMIT pairChanged();
}

void RunTableModel::setB(qint64 id)
{
    if (m_b == id)
        return;
    if (m_a == id)
        m_a = m_b;
    m_b = id;
    allChanged();
    Q_EMIT pairChanged();
}

int RunTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

int RunTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

double RunTableModel::score(const RunSummary &run, int column) const
{
    switch (column) {
    case ValidationF1:
        return metricOf(run.best, metric::kF1);
    case TestF1:
        return metricOf(run.test, metric::kF1);
    case Accuracy:
        return metricOf(run.test, metric::kAccuracy);
    case LargerClass:
        return metricOf(run.test, metric::kMajorityAccuracy);
    default:
        return kNaN;
    }
}

bool RunTableModel::isBest(const RunSummary &run, int column) const
{
    const double own = score(run, column);
    return std::isfinite(own) &&
           std::none_of(m_runs.begin(), m_runs.end(),
                        [&](const RunSummary &other) { return score(other, column) > own; });
}

QString RunTableModel::text(const RunSummary &run, int column) const
{
    switch (column) {
    case Name:
        return runTitle(run);
    case Outcome:
        return outcomeBadge(run.state).text;
    case Model:
        return run.modelName;
    case Snapshot:
        return run.snapshotHash.left(8);
    case ValidationF1:
    case TestF1:
    case Accuracy:
        return scoreText(score(run, column));
    case LargerClass:
        return run.test.contains(QLatin1String(metric::kMajorityF1))
                   ? tr("%1 / %2").arg(scoreText(run.test, metric::kMajorityF1),
                                       scoreText(run.test, metric::kMajorityAccuracy))
                   : QStringLiteral("–");
    case Time:
        return run.seconds > 0 ? durationText(run.seconds) : QStringLiteral("–");
    case Started:
        return startedText(run.startedMs);
    default:
        return {};
    }
}

QVariant RunTableModel::sortKey(const RunSummary &run, int column) const
{
    switch (column) {
    case Show:
        return isShown(run.id) ? 1 : 0;
    case ValidationF1:
    case TestF1:
    case Accuracy:
    case LargerClass: {
        const double value = score(run, column);
        return std::isfinite(value) ? value : -1.0;
    }
    case Time:
        return run.seconds;
    case Started:
        return run.startedMs;
    default:
        return text(run, column);
    }
}

QVariant RunTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const RunSummary &run = m_runs[index.row()];
    const int column = index.column();
    const bool shown = isShown(run.id);
    switch (role) {
    case Qt::DisplayRole:
        return text(run, column);
    case Qt::EditRole:
        return column == Name ? QVariant(runTitle(run)) : QVariant();
    case SortRole:
        return sortKey(run, column);
    case RunIdRole:
        return run.id;
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (isNumberColumn(column) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ToolTipRole:
        if (column == Outcome && !run.error.isEmpty())
            return run.error;
        if (column == LargerClass)
            return tr("F1 and accuracy on the test split of always giving one answer");
        return {};
    case Qt::AccessibleTextRole:
        if (column == Show)
            return shown ? tr("Curves shown") : tr("Curves hidden");
        return {};
    case EyeRole:
        return column == Show ? QVariant(shown) : QVariant();
    case SwatchRole:
        return column == Show ? QVariant(shown ? run.slot : 0) : QVariant();
    case CellIconRole:
        return column == Outcome ? QVariant(outcomeBadge(run.state).icon) : QVariant();
    case CellIconToneRole:
        return int(toneOf(outcomeBadge(run.state).tone));
    case MarkRole:
        return column == Name && run.id == m_a   ? QStringLiteral("A")
               : column == Name && run.id == m_b ? QStringLiteral("B")
                                                 : QString();
    case StrongRole:
        return column == Name ? shown
                              : isNumberColumn(column) && column <= Accuracy && isBest(run, column);
    case ToneRole:
        if (column == Model || column == Started || column == Snapshot ||
            (column == Name && !shown))
            return int(Token::Text2);
        return {};
    default:
        return {};
    }
}

bool RunTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::EditRole || index.column() != Name)
        return false;
    const QString name = value.toString().trimmed();
    if (name.isEmpty() || name == runTitle(m_runs[index.row()]))
        return false;
    Q_EMIT renameWished(m_runs[index.row()].id, name);
    return true;
}

Qt::ItemFlags RunTableModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == Name && !m_readOnly)
        flags |= Qt::ItemIsEditable;
    return flags;
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (isNumberColumn(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::ToolTipRole && section == LargerClass)
        return tr("F1 and accuracy on the test split of always giving one answer");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Show:
        return tr("Show");
    case Name:
        return tr("Run");
    case Outcome:
        return tr("Outcome");
    case Model:
        return tr("Model");
    case Snapshot:
        return tr("Snapshot");
    case ValidationF1:
        return tr("Val. F1");
    case TestF1:
        return tr("Test F1");
    case Accuracy:
        return tr("Test accuracy");
    case LargerClass:
        return tr("Larger class");
    case Time:
        return tr("Time");
    case Started:
        return tr("Started");
    }
    return {};
}

void RunTableModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    allChanged();
}

} // namespace tunedesk
