#pragma once

#include "base/process_group.h"
#include "console.h"

#include <functional>

namespace tunedesk::cli
{

/// Runs a training in process 0 and the others beside it. @param alone what process 0 does, or the
/// only one there is (then with null)   @return the exit status of this process; a failure of one
/// of several ends all
int trainTogether(Console &console, const std::function<int(ProcessGroup *)> &alone);

} // namespace tunedesk::cli
