#pragma once

#include "engine/nn/sequence_classifier.h"

#include <algorithm>
#include <cstddef>

namespace tunedesk
{

/// Tokens that a batch is padded to. oneDNN makes a program for each number of rows of a product in
/// bfloat16, which takes longer than the product of a short batch, and forgets the oldest beyond
/// some hundreds: so there lengths come in steps; otherwise it is `longest` itself.
inline std::size_t batchLength(const SequenceClassifier &network, std::size_t longest)
{
    constexpr std::size_t kStep = 4;
    if (network.precision() != Precision::BFloat16)
        return longest;
    const std::size_t rounded = (longest + kStep - 1) / kStep * kStep;
    const int positions = network.maxPositions();
    return positions <= 0
               ? rounded
               : std::max(longest, std::min(rounded, static_cast<std::size_t>(positions)));
}

} // namespace tunedesk
