#pragma once

#include "base/result.h"
#include "project/pair_store.h"

#include <vector>

namespace tunedesk
{

/// What of rows of a file stands in the project, with the row's texts or, where personal data is
/// masked as they come in, with those that they would have then. In the order of the rows.
Result<std::vector<PairStore::KnownPair>>
knownRows(const PairStore &pairs, const std::vector<const DialoguePair *> &rows, bool isMasked);

/// As it comes in.
QByteArray storedHash(const DialoguePair &row, bool isMasked);

} // namespace tunedesk
