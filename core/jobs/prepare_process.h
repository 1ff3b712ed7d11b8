#pragma once

namespace tunedesk
{

/// First thing in main(), before other threads: what libraries read from the environment when they
/// are first used.
void prepareProcess();

} // namespace tunedesk
