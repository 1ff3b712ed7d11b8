#pragma once

#include "project/change_log.h"

#include <QByteArray>
#include <QVariantList>

namespace tunedesk
{

class Connection;

/// Reading of the history's rows.

/// What only undoing and doing again needs.
struct ChangeDetails {
    QByteArray content; ///< see packChanges()
    QString textBefore, textAfter;
};
Result<ChangeDetails> changeDetails(const Connection &connection, qint64 changeId);

/// Steps with what their parts add to their sentence. @param condition of steps, with `values`
/// @param order ORDER BY and LIMIT
Result<std::vector<DataChange>> readChanges(const Connection &connection, const QString &condition,
                                            const QString &order, const QVariantList &values = {});
Result<std::optional<DataChange>> firstOf(Result<std::vector<DataChange>> found);
/// The parts of a step in the order of doing: id, kind and first pair alone.
Result<std::vector<DataChange>> partsOf(const Connection &connection, qint64 changeId);

} // namespace tunedesk
