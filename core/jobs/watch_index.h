#pragma once

#include "base/job_context.h"
#include "base/result.h"

#include <QString>

namespace tunedesk
{

/// Whether so many pairs came in that the index of words takes a while.
Result<bool> isIndexBehind(const QString &projectFile);

/// Tells how far the index of words is, until it is whole. It is made by the project itself, in
/// short turns; a stop leaves it as it is. Worker thread, which sleeps. Errors: those of
/// Project::open().
Result<Outcome> watchIndex(const QString &projectFile, JobContext &job);

} // namespace tunedesk
