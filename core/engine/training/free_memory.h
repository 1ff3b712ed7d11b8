#pragma once

#include <QtGlobal>

namespace tunedesk
{

/// Bytes that this process may still take: what the system has to spare, its control group allows
/// and its limit of address space (ulimit -v) leaves, whichever is least; 0: not known. Any thread.
/// Source: /proc/meminfo, /sys/fs/cgroup, getrlimit(2).
qint64 freeMemoryBytes();

} // namespace tunedesk
