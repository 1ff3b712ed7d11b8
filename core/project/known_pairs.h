#pragma once

namespace tunedesk
{

/// SQL: the highest number of a pair that is seen, as the view known_pairs has it. Beyond are pairs
/// of an unfinished import, and of a newest one that is on its way to the bin or out of it.
inline constexpr char kLastKnownPair[] =
    "min(ifnull((SELECT min(staged_after) FROM imports WHERE staged_after IS NOT NULL), "
    "9223372036854775807), "
    "ifnull((SELECT min(unseen_after) FROM moving_step), 9223372036854775807))";

/// The same with the latter: pairs that are there for good, whether they are seen or not.
inline constexpr char kLastLastingPair[] =
    "ifnull((SELECT min(staged_after) FROM imports WHERE staged_after IS NOT NULL), "
    "9223372036854775807)";

} // namespace tunedesk
