#pragma once

#include "dataset/table_source.h"

namespace tunedesk
{

/// A table with a reply that was chosen and one that was rejected in each row (columns "chosen" and
/// "rejected" beside a question) as a table of pairs: a row for each of both, labelled, in one
/// dialogue; a single one without label where both are the same. Any other table stays as it is.
std::unique_ptr<TableSource> preferencesAsPairs(std::unique_ptr<TableSource> table,
                                                const PairFormat &format, const QString &fileName);

/// Whether columns of these names are of such a table.
bool isPreferenceTable(const QStringList &names);

} // namespace tunedesk
