#pragma once

#include "base/result.h"
#include "domain/dialogue_pair.h"
#include "project/dialogue_deal.h"
#include "project/pair_store.h"

#include <QHash>
#include <QList>
#include <QString>

#include <vector>

namespace tunedesk
{

class Connection;

/// In which split pairs stand before a training deals what is open: what deal() makes of the splits
/// that were given to all pairs of the project, those without a label and those in the bin too.
/// Where that is not the pair's own, its dialogue goes there whole.

/// Column of a SELECT from known_pairs AS `table`.
QString dealtSplitColumn(const QString &table);

/// Of those pairs that are there.
Result<QHash<qint64, Split>> dealtSplits(const Connection &connection, const QList<qint64> &ids);

struct FollowingPair {
    qint64 id = 0;
    Split given = Split::Unassigned, dealt = Split::Unassigned; ///< never the same
};
/// All pairs that stand in another split than they were given, in no order. A million pairs: 1 ms
/// where none has a split, 0.3 s where all have one and no dialogue two, 2 s where all follow.
Result<std::vector<FollowingPair>> followingPairs(const Connection &connection);
/// The same as a SELECT of following_id, given and dealt; to be joined as a MATERIALIZED part, else
/// SQLite looks for each pair anew.
QString followingPairsSelect();

/// Pairs with a split that are no candidates of a deal, those without a label say: where they stand
/// tells where candidates go of which one has what was said before in common with them, or goes on
/// with them. Each has a dialogue of its own; the added places are those of `pairs`.
/// @param candidates a condition on known_pairs
Result<void> addOtherFixed(const Connection &connection, const QString &candidates,
                           std::vector<DealtPair> &pairs, DialogueChains &chains);

/// See PairStore::standing(), which is this.
Result<PairStore::DialogueStanding> dialogueStanding(const Connection &connection,
                                                     const QString &dialogue, const QString &file);

} // namespace tunedesk
