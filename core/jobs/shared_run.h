#pragma once

#include "base/job_context.h"
#include "base/process_group.h"
#include "base/result.h"
#include "domain/data_snapshot.h"
#include "domain/run_summary.h"

namespace tunedesk
{

/// Process 0 tells the others what it trains; they wait for it in joinRun().
void shareRun(ProcessGroup &processes, const RunSummary &run, const DataSnapshot &snapshot);

/// Between two trainings of one run: whether the second begins.
void shareGoingOn(ProcessGroup &processes, bool goesOn);

/// All that a process other than 0 does in a run: it loads the model from the same path, takes its
/// part of every batch and writes nothing. Errors: as trainModel(), without those of the project.
Result<Outcome> joinRun(ProcessGroup &processes, JobContext &job);

} // namespace tunedesk
