#pragma once

#include "domain/training_estimate.h"

#include <QString>

namespace tunedesk
{

/// durationText() in whole minutes, for a column: "40 s", "3 min", "2 h 10". Translated.
QString shortDurationText(double seconds);
/// "Takes 11 min to 20 min on this computer." Translated.
QString estimateRangeText(const TrainingEstimate &estimate);

} // namespace tunedesk
