#pragma once

#include "jobs/file_checks.h"
#include "jobs/import_pairs.h"

namespace tunedesk
{

/// Says of the rows of a preview what the checks found and adds those that stand further down in
/// the file, reading it once more as far as they go. Errors: as PairReader.
Result<void> addFoundRows(ImportPreview &preview, const ImportOptions &options,
                          const FileChecks &checks, JobContext &job);

} // namespace tunedesk
