#pragma once

#include <QString>

namespace tunedesk
{

/// A time as a person would say it, in steps that don't flicker: "40 s", "2 min 20", "1 h 10".
/// Translated. Any thread.
/// @param seconds negative counts as 0
QString durationText(double seconds);

} // namespace tunedesk
