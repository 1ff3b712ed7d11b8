#pragma once

#include "base/result.h"

#include <QSet>
#include <QtGlobal>

namespace tunedesk
{

class Connection;

/// What a person or a training set aside for testing, as the history has it, and not a file: files
/// number their dialogues anew, and people mean the dialogue whatever file goes on with it.

/// Keys (see dialogueKey() of import_checks.h) of the dialogues with such pairs in the test set.
Result<QSet<quint64>> setAsideDialogues(const Connection &connection);

/// Rows of an import, in the transaction that shows it, that go on with such a dialogue come to the
/// test set, whatever split their file gives. @return how many
Result<int> joinSetAside(Connection &writer, qint64 importId);

} // namespace tunedesk
