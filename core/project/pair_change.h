#pragma once

#include "domain/dialogue_pair.h"
#include "domain/label.h"

#include <optional>
#include <vector>

namespace tunedesk
{

/// What an edited row says otherwise of a pair that is there: each field as it was and as it is to
/// be, and answers that come to its history. Texts never change. A plain value; any thread.
struct PairChange {
    template <typename Value> struct Field {
        Value before, after;
        bool operator==(const Field &) const = default;
    };
    qint64 pairId = 0;
    std::optional<Field<QString>> note;
    std::optional<Field<QString>> topic;
    std::optional<Field<QString>> dialogue; ///< that it belongs to
    std::optional<Field<Split>> split;
    std::optional<Field<bool>> flag;
    std::vector<Label> answers; ///< new ones, in their order; in no history yet
    /// Taken back once the new ones are there, which settle the pair: found by annotator, atMs,
    /// label and score.
    std::vector<Label> takenBack;

    bool isEmpty() const { return !note && !topic && !dialogue && !split && !flag && answers.empty(); }
};

} // namespace tunedesk
