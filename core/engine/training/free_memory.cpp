#include "engine/training/free_memory.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <optional>
#include <string>
#include <sys/resource.h>

namespace tunedesk
{

namespace
{
constexpr qint64 kKib = 1024;

/// The number behind a word, "MemAvailable:   123 kB".
std::optional<qint64> numberBehind(const std::string &key, const char *file)
{
    std::ifstream lines(file);
    std::string line;
    while (std::getline(lines, line))
        if (line.starts_with(key))
            return std::stoll(line.substr(key.size()));
    return std::nullopt;
}

/// A file of one number; “max” and what is not there: none.
std::optional<qint64> numberIn(const std::string &file)
{
    std::ifstream stream(file);
    qint64 number = 0;
    if (stream >> number)
        return number;
    return std::nullopt;
}

/// Of the address space that malloc takes; measured 0.42 to 0.46 while a network trained.
constexpr double kFilledShare = 0.4;

std::optional<qint64> availableInSystem()
{
    const auto kib = numberBehind("MemAvailable:", "/proc/meminfo");
    return kib ? std::optional(kKib * *kib) : std::nullopt;
}

/// Of the version 2 group at its usual place; a container sees its own there.
std::optional<qint64> leftInGroup()
{
    const auto most = numberIn("/sys/fs/cgroup/memory.max");
    const auto used = numberIn("/sys/fs/cgroup/memory.current");
    if (!most || !used)
        return std::nullopt;
    // Pages of files that nobody needs at the moment are given up first.
    return *most - *used + numberBehind("inactive_file ", "/sys/fs/cgroup/memory.stat").value_or(0);
}

std::optional<qint64> leftInAddressSpace()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return std::nullopt;
    const auto left =
        static_cast<double>(limit.rlim_cur) -
        static_cast<double>(kKib * numberBehind("VmSize:", "/proc/self/status").value_or(0));
    return static_cast<qint64>(left * kFilledShare);
}
} // namespace

qint64 freeMemoryBytes()
{
    constexpr qint64 kUnknown = std::numeric_limits<qint64>::max();
    qint64 free = kUnknown;
    for (const auto &left : {availableInSystem(), leftInGroup(), leftInAddressSpace()})
        if (left)
            free = std::min(free, std::max<qint64>(1, *left));
    return free == kUnknown ? 0 : free;
}

} // namespace tunedesk
