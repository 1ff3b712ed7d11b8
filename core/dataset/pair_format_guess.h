#pragma once

#include "dataset/delimited_reader.h"
#include "dataset/pair_format.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace tunedesk
{

/// By a first line “sep=;”, which is for Excel.
std::optional<QChar> saidDelimiter(const QByteArray &beginning);

/// The delimiter that gives the beginning of a file the most even rows. @param isWhole the
/// beginning is all of the file, else its last row may be cut off; below, too
QChar guessDelimiter(const QByteArray &beginning, const QString &fileName, bool isWhole);

/// Whether quotes hold fields together. They do but where a file of tabs has none in its beginning,
/// as its writer may not know them, or has some that open fields and close none.
bool guessQuotes(const QByteArray &beginning, char delimiter, bool isWhole);

/// Backslashed where a quote of a text has a backslash and none is doubled, else Doubled.
Quotes guessInnerQuotes(const QByteArray &beginning, char delimiter);

/// The first rows of a file's beginning; one that the beginning cuts off is left out.
QList<QStringList> firstRows(const QByteArray &beginning, char delimiter, Quotes quotes,
                             bool isWhole);

/// What a column of this name brings, for sure or by its words; LeaveOut: not known.
PairColumn columnNamed(const QString &name);

/// How many rows stand above the one that names the columns: a title, a date, “sep=;”, in one cell
/// each, and names of groups of columns.
qsizetype rowsBeforeHeader(const QList<QStringList> &rows);

/// Whether the first row names the columns: a known name, or text above nothing but labels and
/// numbers.
bool guessHeader(const QList<QStringList> &rows);

inline constexpr double kHalfOfThem = .5, kNearlyAll = .8;

/// Whether at least so much of the cells is known to be labels, and the rest are words that a
/// person may say the meaning of, not numbers.
bool areLabels(const QStringList &cells, double share);

/// Columns by name, what is missing then by content. @param rows without the header
QList<PairColumn> guessColumns(const QStringList &names, bool hasHeader,
                               const QList<QStringList> &rows);

} // namespace tunedesk
