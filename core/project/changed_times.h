#pragma once

#include "base/result.h"

#include <QHash>
#include <QList>

namespace tunedesk
{

class Connection;

/// When these pairs were last changed, UTC in milliseconds since 1970: the newest of their import,
/// the answers that people gave here, and the steps of the history that touched them, with the
/// times at which those were undone or done again. Pairs that aren't there are left out.
///
/// Looks at every step of the history: where people labelled 100,000 pairs one by one, 20 ms.
Result<QHash<qint64, qint64>> changedTimes(const Connection &connection,
                                           const QList<qint64> &pairIds);

} // namespace tunedesk
