#pragma once

#include "base/result.h"
#include "project/change_content.h"

#include <QString>

#include <optional>

namespace tunedesk
{

class Connection;

/// Writing of changes to rows, forward and back, in a transaction under way. Without a history.

enum class ChangedColumn { TakenBack, Flag, Split, Removal };

/// Bits of pairs.removed.
inline constexpr int kRemovedItself = 1, kRemovedWithImport = 2;

/// Rows that hold `from` get `to`, others stay as they are. Of a removal only the bits that differ
/// are meant, and a pair that is shown a second time stays hidden; one in an unfinished import
/// gives way. The labels in effect follow the answers.
Result<void> changeRows(Connection &writer, ChangedColumn column, int from, int to,
                        const std::vector<IdRun> &rows);

enum class ChangedText { Note, Topic, Dialogue };
/// The same for a text of pairs. @param from nothing: whatever they hold
Result<void> changeTexts(Connection &writer, ChangedText text, const std::optional<QString> &from,
                         const QString &to, const std::vector<IdRun> &rows);

/// Says of an import that it is removed, or that it is not. Errors: Input (no such import).
Result<void> markImport(Connection &writer, qint64 importId, bool removed);
/// Hides or shows those of its pairs.
Result<void> changeImport(Connection &writer, qint64 importId, bool removed,
                          const std::vector<IdRun> &rows);

} // namespace tunedesk
