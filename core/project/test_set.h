#pragma once

#include "base/result.h"
#include "project/change_log.h"
#include "project/dialogue_deal.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace tunedesk
{

class Connection;

/// What is set aside for testing: whole dialogues by their id, as the pairs have it, and pairs that
/// belong to none.
struct SetAside {
    QStringList dialogues;
    std::vector<qint64> pairs;
};

/// Gives all pairs of these dialogues the split Test, as one step of the history (those in the bin
/// too: they may come back). @param isFirst does nothing when the project has a test set by then
Result<DataChange> writeTestSet(Connection &connection, const SetAside &aside, bool isFirst,
                                const QString &by);

/// Why ChangeLog::growTestSet() changed nothing, without a full stop.
QString notGrownText(int percent, const TestSetCounts &counts);

/// Column of a SELECT from known_pairs: 1 where the project has a test set.
QString hasTestSetColumn();

} // namespace tunedesk
