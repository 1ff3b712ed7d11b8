#pragma once

#include "dataset/table_source.h"

namespace tunedesk
{

/// A table whose rows are turns of chats (who wrote what in which conversation) as a table of
/// pairs: a row for each reply, with the question before it, the earlier turns as context, and what
/// else stands in the reply's row. Rows of a conversation stand in the order of the talk or have
/// times that tell it; rows of others may stand between them, some 20,000, where a column says
/// which conversation each is of. Any other table stays as it is.
std::unique_ptr<TableSource> turnsAsPairs(std::unique_ptr<TableSource> table,
                                          const PairFormat &format);

/// Whether a table with these columns and first rows is one of turns.
bool isTurnTable(const QStringList &names, const QList<QStringList> &firstRows);

} // namespace tunedesk
