#pragma once

#include "jobs/model_folder.h"

#include <span>

namespace tunedesk
{

/// How fast a model answers on this computer, tokenising left out.
struct ScoringSpeed {
    double onePairMs = 0;      ///< median of one pair at a time
    double onePair95Ms = 0;    ///< 95th percentile
    double sixteenPairsMs = 0; ///< median of sixteen at a time
};

/// At most about three seconds. Zeros when there are no pairs or it is stopped. Errors: as
/// PairScorer.
Result<ScoringSpeed> measureSpeed(ModelFolder &model, std::span<const Encoding> encodings,
                                  JobContext &job);

} // namespace tunedesk
