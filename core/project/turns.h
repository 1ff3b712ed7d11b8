#pragma once

#include <QtGlobal>

namespace tunedesk
{

/// One transaction's share of the writer's time. A label waits for one at most, and now and then
/// for a checkpoint beside it. Where nobody waits (see Connection::isShared()) a longer one writes
/// each page of an index less often.
inline constexpr qint64 kTurnMs = 15, kLongTurnMs = 80;

} // namespace tunedesk
