#pragma once

#include "base/job_context.h"
#include "base/result.h"
#include "project/pair_store.h"

#include <QString>

namespace tunedesk
{

struct PairExportSummary {
    Outcome outcome = Outcome::Finished;
    qint64 rows = 0;
};

/// Writes the pairs of a query with everybody's answers (those taken back left out) to a file. Each row has an id by
/// which it finds its pair again when the file is edited and imported (see PairUpdates).
/// Stopped or failed, there is no file. Worker thread.
/// @param kind as PairWriter has it   Errors: Input (no such kind), File, Disk, Database.
Result<PairExportSummary> exportPairs(const QString &projectFile, const PairQuery &query,
                                      const QString &file, const QString &kind, JobContext &job);

} // namespace tunedesk
