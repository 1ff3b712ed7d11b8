#pragma once

#include "dataset/pair_format.h"

#include <QByteArray>
#include <QStringList>

namespace tunedesk
{

/// The delimiter that gives the beginning of a file the most even rows.
QChar guessDelimiter(const QByteArray &beginning, const QString &fileName);

/// The first rows of a file's beginning; one that the beginning cuts off is left out.
QList<QStringList> firstRows(const QByteArray &beginning, char delimiter, bool isWhole);

/// Whether the first row names the columns: a known name, or text above nothing but labels and
/// numbers.
bool guessHeader(const QList<QStringList> &rows);

/// Columns by name, what is missing then by content. @param rows without the header
QList<PairColumn> guessColumns(const QStringList &names, bool hasHeader,
                               const QList<QStringList> &rows);

} // namespace tunedesk
