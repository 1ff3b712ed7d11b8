#pragma once

#include "base/job_context.h"
#include "base/result.h"

#include <QString>

namespace tunedesk
{

/// Waits while a step over very many pairs is on its way back or forth (see MovingStep), so that
/// nothing is made out of half of it. One that a killed process left goes on by this. Worker
/// thread, which sleeps. Errors: those of Project::open(); what keeps the step from going on.
Result<Outcome> waitForStep(const QString &projectFile, JobContext &job);

/// Whether one is under way.
Result<bool> isStepMoving(const QString &projectFile);

} // namespace tunedesk
