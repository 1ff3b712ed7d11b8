#include "dataset/other_rows.h"

#include "dataset/pair_words.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairReader)
};

bool isFilled(const QString &cell)
{
    return std::any_of(cell.begin(), cell.end(), [](QChar letter) { return !letter.isSpace(); });
}

/// Whether nothing but names of columns stands in a row, and those of question and reply.
bool isHeader(const QStringList &cells, const PairFormat &format)
{
    constexpr qsizetype kLongestName = 40;
    bool hasQuestion = false, hasReply = false;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const QString cell = cells[i].trimmed();
        if (cell.isEmpty())
            continue;
        if (cell.size() > kLongestName)
            return false;
        const bool isOwn = cell.compare(format.columnNames[i], Qt::CaseInsensitive) == 0;
        const PairColumn column = isOwn ? format.columns[i] : columnFromName(cell);
        hasQuestion |= column == PairColumn::Question;
        hasReply |= column == PairColumn::Reply;
        if (!isOwn && column == PairColumn::LeaveOut &&
            !format.columnNames.contains(cell, Qt::CaseInsensitive))
            return false;
    }
    return hasQuestion && hasReply;
}
} // namespace

void OtherRows::look(const QList<QStringList> &rows)
{
    for (qsizetype i = 0; rows.size() > 1 && i < rows.front().size(); ++i) {
        const auto counts = [i](const QStringList &before, const QStringList &row) {
            bool areNumbers[2];
            const double step =
                row.value(i).toDouble(&areNumbers[0]) - before.value(i).toDouble(&areNumbers[1]);
            return areNumbers[0] && areNumbers[1] && step == 1;
        };
        bool isCounting = true;
        for (qsizetype row = 1; row < rows.size(); ++row)
            isCounting &= counts(rows[row - 1], rows[row]);
        if (isCounting) {
            m_counting = i;
            return;
        }
    }
}

bool OtherRows::isEmptyOrTotal(const QStringList &cells, const PairFormat &format)
{
    static const QSet<QString> totals = [] {
        const QStringList words =
            QStringLiteral("total|totals|grand total|sum|summe|gesamt|totale|somme|suma|итого|"
                           "всего|合计|总计|小计|合計|總計|小計|합계|المجموع")
                .split(QLatin1Char('|'));
        return QSet<QString>(words.begin(), words.end());
    }();
    QList<qsizetype> filled;
    for (qsizetype i = 0; i < cells.size(); ++i)
        if (isFilled(cells[i]))
            filled << i;
    const auto has = [&](PairColumn column) {
        return filled.contains(format.columns.indexOf(column));
    };
    if (filled.isEmpty() || (has(PairColumn::Question) && has(PairColumn::Reply))) {
        m_isBelowTotals = false;
    } else if (totals.contains(cells[filled.front()].simplified().toLower())) {
        m_isBelowTotals = true;
        return true;
    } else if (filled.size() == 1 && m_isBelowTotals) {
        return true;
    }
    if (m_counting < 0 || m_counting >= cells.size())
        return false;
    const PairColumn counting = format.columns.value(m_counting);
    if (counting == PairColumn::Label || counting == PairColumn::Score) // 0, 1 count by chance
        return false;
    const double before = std::exchange(m_counted, cells[m_counting].toDouble());
    return filled.size() == 1 && filled.front() == m_counting && m_counted == before + 1;
}

QString OtherRows::headerProblem(const QStringList &cells, qint64 row, const PairFormat &format)
{
    if (m_otherTable == 0 && isHeader(cells, format)) {
        const auto isSame = [&](PairColumn column) {
            const qsizetype at = format.columns.indexOf(column);
            return at < 0 || columnFromName(cells[at]) == column ||
                   cells[at].trimmed().compare(format.columnNames[at], Qt::CaseInsensitive) == 0;
        };
        if (isSame(PairColumn::Question) && isSame(PairColumn::Reply))
            return Text::tr("The row repeats the names of the columns.");
        m_otherTable = row;
    }
    return m_otherTable == 0
               ? QString()
               : Text::tr("Another table begins in row %1, with its columns in another "
                          "order; save it as a file of its own.")
                     .arg(m_otherTable);
}

} // namespace tunedesk
