#pragma once

#include "base/job_context.h"
#include "base/result.h"
#include "dataset/pair_format.h"

#include <QString>

namespace tunedesk
{

struct RejectedRowsSummary {
    Outcome outcome = Outcome::Finished;
    qint64 rows = 0; ///< that were written
};

/// Reads `file` once more and writes every row of it that can't become a pair to a CSV: row, line (of a
/// spreadsheet its sheet), column, reason and the row as it stood, guarded as an export is (see guardedCell()). Stopped
/// or failed, there is no file. Worker thread.
/// @param format as the import had it   Errors: File, Disk, Input (see PairReader; `out` is the file itself).
Result<RejectedRowsSummary> writeRejectedRows(const QString &file, const PairFormat &format, const QString &out,
                                              JobContext &job);

} // namespace tunedesk
