#pragma once

#include "dataset/table_source.h"

namespace tunedesk
{

/// A table whose rows are turns of chats (who wrote what in which conversation) as a table of
/// pairs: a row for each reply, with the question before it, the earlier turns as context, and what
/// else stands in the reply's row. Rows of a conversation stand together, in the order of the talk
/// or with times that tell it. Any other table stays as it is.
std::unique_ptr<TableSource> turnsAsPairs(std::unique_ptr<TableSource> table,
                                          const PairFormat &format);

/// Whether a table with these columns and first rows is one of turns.
bool isTurnTable(const QStringList &names, const QList<QStringList> &firstRows);
/// Whether cells name the columns of such a table.
bool namesTurns(const QStringList &cells);

} // namespace tunedesk
