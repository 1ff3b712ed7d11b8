#pragma once

#include "project/pair_store.h"

#include <QList>

#include <optional>

namespace tunedesk
{

class ProjectSession;

/// Changes to many pairs at once, each one undo step of the session. Window thread.

/// Answers of the session's annotator: 1 appropriate, 0 not.
void labelPairs(ProjectSession &session, const QList<qint64> &ids, int label);
/// Pairs that have a flag lose it when all have one; else all get it.
void toggleFlags(ProjectSession &session, const QList<qint64> &ids);
/// Takes pairs out of the project's view; nothing is deleted.
void removePairs(ProjectSession &session, const QList<qint64> &ids);

} // namespace tunedesk
