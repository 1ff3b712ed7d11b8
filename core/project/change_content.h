#pragma once

#include "base/result.h"

#include <QByteArray>

#include <vector>

namespace tunedesk
{

/// Numbers from first to last, both included.
struct IdRun {
    qint64 first = 0, last = 0;
    bool operator==(const IdRun &) const = default;
};

/// Numbers in any order, once each, as the fewest runs. @param ids each ≥ 1
std::vector<IdRun> runsOf(std::vector<qint64> ids);
qint64 countOf(const std::vector<IdRun> &runs);

/// What one column of some rows held before a change and held after it.
struct ValueChange {
    int before = 0, after = 0; ///< each ≥ 0
    std::vector<IdRun> rows;   ///< numbers of pairs or answers, ascending
    bool operator==(const ValueChange &) const = default;
};

/// As the project file keeps it: integers of seven bits a byte, low ones first, the eighth bit says
/// that more follow; for each value before, after, number of runs, and for each run the gap to the
/// run before and its length. A million neighbouring pairs are seven bytes.
QByteArray packChanges(const std::vector<ValueChange> &changes);
/// Errors: Database (no such bytes: the file is damaged).
Result<std::vector<ValueChange>> unpackChanges(const QByteArray &bytes);

} // namespace tunedesk
