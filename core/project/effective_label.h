#pragma once

#include "base/result.h"
#include "domain/label.h"

#include <QString>

#include <optional>
#include <vector>

namespace tunedesk
{

class Connection;

/// What counts of one person's answers about a pair: the latest that was not taken back.
struct LatestAnswer {
    QString annotator;
    std::optional<int> label;
    std::optional<double> score;
};

/// The latest answers together: majority of labels, mean of scores. A majority settles the pair and
/// is trained on; a tie has no label, is disputed and stays out of snapshots until it is settled.
struct EffectiveLabel {
    std::optional<int> label;
    std::optional<double> score;
    int annotators = 0;    ///< people who gave a label or score; who passed doesn't count
    bool disputed = false; ///< a tie of labels; scores always differ a little, their mean settles it
};
/// The latest of each person. @param history oldest first, none taken back
std::vector<LatestAnswer> latestOf(const std::vector<Label> &history);
EffectiveLabel effectiveLabel(const std::vector<LatestAnswer> &answers);

/// Writes a pair's effective label from its history. Inside a transaction.
Result<void> refreshEffectiveLabel(Connection &writer, qint64 pairId);

} // namespace tunedesk
