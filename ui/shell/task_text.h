#pragma once

#include "shell/job_queue.h"

namespace tunedesk
{

/// "epoch 4 of 5 · 2 min 20 left", "waits", "paused": what a person wants to know about a job,
/// translated.
QString taskText(const QModelIndex &job);
/// 0 to 1; −1: not known.
double taskFraction(const QModelIndex &job);

} // namespace tunedesk
