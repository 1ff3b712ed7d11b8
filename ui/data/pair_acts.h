#pragma once

#include "base/result.h"

#include <QList>
#include <QString>

#include <functional>
#include <optional>

namespace tunedesk
{

struct DataChange;
class ProjectSession;

/// Changes to many pairs at once, each one undo step of the session. Window thread.

/// Answers of the session's annotator: 1 appropriate, 0 not; none: skipped.
void labelPairs(ProjectSession &session, const QList<qint64> &ids, std::optional<int> label);
/// The same note for all of them.
void setNote(ProjectSession &session, const QList<qint64> &ids, const QString &note);
/// Pairs that have a flag lose it when all have one; else all get it.
void toggleFlags(ProjectSession &session, const QList<qint64> &ids);
/// Into the bin; nothing is deleted. Those that are there already stay as they are.
/// `done` as with ProjectSession::change().
void removePairs(ProjectSession &session, const QList<qint64> &ids,
                 std::function<void(const Result<DataChange> &)> done = {});
/// Out of the bin.
void restorePairs(ProjectSession &session, const QList<qint64> &ids,
                  std::function<void(const Result<DataChange> &)> done = {});

} // namespace tunedesk
