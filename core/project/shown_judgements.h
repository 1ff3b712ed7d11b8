#pragma once

#include "base/result.h"
#include "project/run_store.h"

#include <QHash>
#include <QList>

#include <optional>

namespace tunedesk
{

class Connection;

/// The judgements of a run that stand beside the pairs. Pairs that the run was not tested with have
/// none, and where its answer was no number there is none either.

/// The newest finished run that is not removed and kept some. Nothing: there is none. Reads no
/// judgement.
Result<std::optional<qint64>> judgingRunId(const Connection &connection);
/// That run. Reads all of its judgements: 20 ms for 200,000.
Result<std::optional<JudgingRun>> judgingRun(const Connection &connection);
/// Of those pairs that the run has judged.
Result<QHash<qint64, double>> judgements(const Connection &connection, qint64 runId,
                                         const QList<qint64> &pairIds);
/// Column of a SELECT from known_pairs: the run's judgement, or NULL.
QString judgementColumn(qint64 runId);

} // namespace tunedesk
