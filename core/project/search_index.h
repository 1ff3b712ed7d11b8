#pragma once

#include "base/result.h"

#include <optional>

namespace tunedesk
{

class Connection;

/// Puts up to `rows` more pairs into the index of words, those of unfinished imports left out, in a
/// transaction under way.
/// @return false: all are in it
Result<bool> indexMorePairs(Connection &writer, int rows);

/// Pairs with a higher number are not in the index yet. None: all are in it.
std::optional<qint64> indexedTo(const Connection &connection);

} // namespace tunedesk
