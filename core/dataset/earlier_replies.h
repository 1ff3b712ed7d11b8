#pragma once

#include "domain/data_snapshot.h"

#include <span>
#include <vector>

namespace tunedesk
{

/// The agent's replies to the customer's earlier turns, as examples that nobody had to label: what
/// was answered in the training pairs' conversations counts as appropriate. From each conversation
/// up to `most`, the latest first; its lines are taken as turns of customer and agent in turn, the
/// last one being the customer's. Each has target 1, split Train and the number of the pair whose
/// conversation it stands in. Passed over: an exchange that stands among `pairs` too, in whatever
/// split and with whatever label, because there a person decides; and one that came up before.
/// Only texts of training pairs are read. The same pairs give the same examples. Any thread.
std::vector<SnapshotPair> earlierReplies(std::span<const SnapshotPair> pairs, int most);

} // namespace tunedesk
