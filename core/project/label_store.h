#pragma once

#include "base/result.h"
#include "domain/dialogue_pair.h"
#include "domain/label.h"

#include <QList>

#include <optional>
#include <vector>

namespace tunedesk
{

class Connection;

/// Answers of people about pairs, a history. The label in effect is the majority of each annotator's latest answer,
/// kept on the pair in the same transaction. What is written is a step of the history, see ChangeLog.
class LabelStore
{
public:
    explicit LabelStore(Connection &connection) : m_connection(connection) {}

    /// Stores an answer; on disk when it returns. @return its id. Errors: Input (no such pair), Database, Disk.
    Result<qint64> add(const Label &label);
    /// Takes the annotator's last answer back. @return it; nothing when there is none.
    Result<std::optional<Label>> undoLast(const QString &annotator);
    /// Takes one answer back, or brings it back.
    Result<void> setTakenBack(qint64 labelId, bool takenBack);

    /// All answers about a pair, oldest first, those taken back included.
    Result<std::vector<Label>> history(qint64 pairId) const;
    /// The newest answers of one person, newest first.
    Result<std::vector<Label>> latest(const QString &annotator, int limit) const;
    Result<int> countSince(const QString &annotator, qint64 sinceMs) const;

    enum class QueueOrder { Oldest, Random, ByDialogue };
    /// Ids of pairs that nobody has labelled and this annotator has not skipped.
    /// @param seed for Random: same seed, same order
    Result<std::vector<qint64>> queue(const QString &annotator, QueueOrder order, int limit, quint64 seed = 1) const;

private:
    Connection &m_connection;
};

} // namespace tunedesk
