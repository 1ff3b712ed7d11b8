#pragma once

#include "console.h"
#include "jobs/train_model.h"

namespace tunedesk::cli
{

/// Measures what a training would take and prints it: `train … --estimate`. @return the exit status
int printEstimate(const QString &project, const TrainOptions &options, Console &console);

} // namespace tunedesk::cli
