#pragma once

#include "console.h"
#include "jobs/import_pairs.h"

namespace tunedesk::cli
{

/// What an import did besides bringing pairs, on stderr: updates, what new pairs met in the
/// project, and what columns and labels were taken for.
void noteImport(const ImportSummary &summary, bool dryRun, Console &console);

} // namespace tunedesk::cli
