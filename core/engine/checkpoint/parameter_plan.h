#pragma once

#include "engine/checkpoint/weight_table.h"
#include "engine/nn/registry.h"
#include "engine/nn/sequence_classifier.h"

#include <QStringList>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tunedesk
{

/// Which tensor of a folder's weights fills which parameter, and what doesn't fit. By names, shapes
/// and types alone: no weight is read.
struct ParameterPlan {
    std::map<std::string, std::string> sources; ///< parameter → tensor of the file
    std::vector<std::string> drawn;             ///< parameters of the head that the file lacks
    QStringList missing, unexpected, misshaped, unusable; ///< as they are shown

    /// @param requireHead false: a head that is missing or of another size is drawn anew
    static ParameterPlan make(const SequenceClassifier &network, const NetworkFamily &family,
                              const WeightTable &weights, bool requireHead);

    /// The first five of each sort and how many there are; all in `details`. Nothing: all fits.
    /// @param where path for the error
    std::optional<Error> misfit(const QString &where) const;
};

} // namespace tunedesk
