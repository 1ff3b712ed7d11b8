#include "dataset/pair_format_guess.h"

#include "dataset/column_phrase.h"
#include "dataset/delimited_reader.h"
#include "dataset/label_meaning.h"
#include "dataset/pair_words.h"
#include "dataset/table_source.h"

#include <QHash>

#include <algorithm>

namespace tunedesk
{

namespace
{

constexpr double kHalfOfThem = .5, kNearlyAll = .8;

bool isLabel(const QString &cell)
{
    return labelFromText(cell) || starsFromText(cell);
}

bool isNumberOrLabel(const QString &cell)
{
    bool isNumber = false;
    cell.trimmed().toDouble(&isNumber);
    return isNumber || isLabel(cell);
}

QStringList columnOf(const QList<QStringList> &rows, qsizetype column)
{
    QStringList cells;
    for (const QStringList &row : rows)
        if (column < row.size() && !row[column].trimmed().isEmpty())
            cells << row[column];
    return cells;
}

double meanLength(const QStringList &cells)
{
    double letters = 0;
    for (const QString &cell : cells)
        letters += double(cell.size());
    return cells.isEmpty() ? 0 : letters / double(cells.size());
}

/// Whether at least so much of the cells is known to be labels, and the rest are words that a
/// person may say the meaning of, not numbers.
bool areLabels(const QStringList &cells, double share)
{
    qsizetype known = 0, said = 0;
    for (const QString &cell : cells) {
        known += isLabel(cell);
        const bool isKnown = guessedMeaning(cell, NumberScale::TwoLabels).has_value();
        said += isKnown;
        if (!isKnown && isNumberOrLabel(cell))
            return false;
    }
    return known > 0 && double(said) >= share * double(cells.size());
}

/// Whether the cells could be what a column of this kind holds.
bool fit(PairColumn column, const QStringList &cells)
{
    if (column == PairColumn::Label)
        return areLabels(cells, kHalfOfThem);
    return column != PairColumn::Score || std::all_of(cells.begin(), cells.end(), isNumberOrLabel);
}

/// What the words of a header seem to name, where nothing is named so for sure.
void guessByPhrases(QList<PairColumn> &columns, const QStringList &names,
                    const QList<QStringList> &rows)
{
    for (const bool sure : {true, false})
        for (qsizetype i = 0; i < columns.size(); ++i) {
            const ColumnPhrase phrase = columnFromPhrase(names[i]);
            const bool isFree =
                columns[i] == PairColumn::LeaveOut && !columns.contains(phrase.column);
            if (isFree && phrase.isSure == sure && fit(phrase.column, columnOf(rows, i)))
                columns[i] = phrase.column;
        }
}

void guessByContent(QList<PairColumn> &columns, const QList<QStringList> &rows)
{
    if (!columns.contains(PairColumn::Label) && !columns.contains(PairColumn::Score))
        for (qsizetype i = 0; i < columns.size(); ++i)
            if (columns[i] == PairColumn::LeaveOut && areLabels(columnOf(rows, i), kNearlyAll)) {
                columns[i] = PairColumn::Label;
                break;
            }
    QList<PairColumn> missing;
    for (const PairColumn side : {PairColumn::Question, PairColumn::Reply})
        if (!columns.contains(side))
            missing << side;
    if (missing.isEmpty())
        return;
    QList<std::pair<double, qsizetype>> texts; // longest first
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const QStringList cells = columnOf(rows, i);
        const bool isText =
            !cells.isEmpty() && !std::all_of(cells.begin(), cells.end(), isNumberOrLabel);
        if (columns[i] == PairColumn::LeaveOut && isText)
            texts.append({-meanLength(cells), i});
    }
    std::sort(texts.begin(), texts.end());
    if (texts.size() < missing.size())
        return;
    QList<qsizetype> chosen;
    for (qsizetype k = 0; k < missing.size(); ++k)
        chosen << texts[k].second;
    std::sort(chosen.begin(), chosen.end());
    for (qsizetype k = 0; k < missing.size(); ++k)
        columns[chosen[k]] = missing[k];
}
} // namespace

QList<QStringList> firstRows(const QByteArray &beginning, char delimiter, bool isWhole)
{
    QList<QStringList> rows;
    DelimitedParser parser(delimiter);
    const auto keep = [&] {
        QStringList row;
        for (const QByteArray &field : parser.row().fields)
            row << QString::fromUtf8(field);
        rows << row;
    };
    for (qsizetype at = 0; at < beginning.size();) {
        bool isComplete = false;
        at += parser.take(QByteArrayView(beginning).sliced(at), isComplete);
        if (isComplete)
            keep();
        if (rows.size() == TableSource::kRowsLookedAt)
            return rows;
    }
    if (isWhole && !parser.isInQuotes() && parser.finish())
        keep();
    return rows;
}

QChar guessDelimiter(const QByteArray &beginning, const QString &fileName)
{
    const bool isTsv = fileName.endsWith(QLatin1String(".tsv"), Qt::CaseInsensitive) ||
                       fileName.endsWith(QLatin1String(".tab"), Qt::CaseInsensitive);
    char best = isTsv ? '\t' : ',';
    double bestScore = 0;
    constexpr char kUnitOfHive = 1; // between the columns of its text tables
    for (const char delimiter : {best, ',', '\t', ';', '|', '^', kUnitOfHive}) {
        QHash<qsizetype, int> widths;
        const auto rows = firstRows(beginning, delimiter, true);
        for (const QStringList &row : rows)
            ++widths[row.size()];
        // Even rows count, and a little the number of columns: commas in prose are many but uneven.
        for (auto width = widths.begin(); width != widths.end(); ++width) {
            const double score = width.key() < 2
                                     ? 0
                                     : double(*width) / double(rows.size()) +
                                           0.001 * double(std::min<qsizetype>(width.key(), 100));
            if (score > bestScore) {
                bestScore = score;
                best = delimiter;
            }
        }
    }
    return QLatin1Char(best);
}

bool guessHeader(const QList<QStringList> &rows)
{
    if (rows.isEmpty())
        return false;
    for (const QString &cell : rows.front())
        if (columnFromName(cell) != PairColumn::LeaveOut)
            return true;
    const QList<QStringList> below = rows.mid(1);
    for (qsizetype i = 0; i < rows.front().size(); ++i) {
        const QStringList cells = columnOf(below, i);
        if (!cells.isEmpty() && std::all_of(cells.begin(), cells.end(), isNumberOrLabel) &&
            !isNumberOrLabel(rows.front()[i]))
            return true;
    }
    return false;
}

QList<PairColumn> guessColumns(const QStringList &names, bool hasHeader,
                               const QList<QStringList> &rows)
{
    QList<PairColumn> columns(names.size(), PairColumn::LeaveOut);
    if (hasHeader) {
        QHash<int, qsizetype> taken; // column → where the surest name for it stands
        for (qsizetype i = 0; i < names.size(); ++i) {
            const PairColumn column = columnFromName(names[i]);
            if (column == PairColumn::LeaveOut)
                continue;
            const auto other = taken.find(int(column));
            if (other != taken.end() && columnNameRank(names[*other]) <= columnNameRank(names[i]))
                continue;
            if (other != taken.end())
                columns[*other] = PairColumn::LeaveOut;
            taken[int(column)] = i;
            columns[i] = column;
        }
    }
    if (hasHeader)
        guessByPhrases(columns, names, rows);
    guessByContent(columns, rows);
    return columns;
}

} // namespace tunedesk
