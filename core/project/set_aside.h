#pragma once

#include "base/result.h"

#include <QSet>
#include <QtGlobal>

#include <span>
#include <vector>

namespace tunedesk
{

class Connection;

/// What a person or a training set aside for testing, as the history has it, and not a file: files
/// number their dialogues anew, and people mean the dialogue whatever file goes on with it.

/// Keys (see dialogueKey() of import_checks.h) of the dialogues with such pairs in the test set.
Result<QSet<quint64>> setAsideDialogues(const Connection &connection);

/// Rows of an unfinished import that go on with such a dialogue and have another split.
struct SetAsideRows {
    struct Row {
        qint64 id = 0;
        int split = 0; ///< as its file gives it
    };
    std::vector<Row> rows;
    std::vector<qint64> history; ///< what they were found by, to see whether it is the same
};

/// A second for a million rows: not in a transaction.
Result<SetAsideRows> findSetAside(const Connection &connection, qint64 importId);

/// In a transaction under way: some of them come to the test set.
Result<void> joinSetAside(Connection &writer, std::span<const SetAsideRows::Row> rows);

/// In the transaction that shows the import, after all of them joined: where somebody set others
/// aside since they were found, it is done once more.
Result<void> joinSetAsideSince(Connection &writer, qint64 importId, const SetAsideRows &found);

} // namespace tunedesk
