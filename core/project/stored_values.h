#pragma once

#include "domain/dialogue_pair.h"

#include <QtGlobal>

#include <algorithm>
#include <limits>
#include <optional>

namespace tunedesk
{

// A file that others wrote may hold any number where this program has a few: SQLite drops the
// CHECKs of a schema on a connection that can't write, which is the one that looks at a file first.

inline Split storedSplit(qint64 number)
{
    return number >= 0 && number <= qint64(Split::Test) ? Split(number) : Split::Unassigned;
}

inline int storedCount(qint64 number)
{
    return int(std::clamp<qint64>(number, 0, std::numeric_limits<int>::max()));
}

inline std::optional<int> storedLabel(qint64 number)
{
    return number == 0 || number == 1 ? std::optional(int(number)) : std::nullopt;
}

} // namespace tunedesk
