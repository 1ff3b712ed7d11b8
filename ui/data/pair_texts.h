#pragma once

#include "domain/dialogue_pair.h"
#include "project/run_store.h"

#include <QString>

#include <optional>

namespace tunedesk
{

/// What cells, tooltips and screen readers say about a pair; translated.

/// "Appropriate", "Not appropriate", "Disagreement", "not yet", or a score.
QString labelText(const DialoguePair &pair);
QString splitText(Split split);
/// Why a pair stands in another split than it was given; empty: it doesn't.
QString splitReason(Split given, Split dealt);
/// "Flagged", "Note" or both; empty: neither.
QString flagsText(const DialoguePair &pair);
/// "0.97"; none: "–".
QString numberText(const std::optional<double> &number);
/// When something was changed, as short as the language has it, or in full. 0: "–" and nothing.
QString changedText(qint64 atMs);
QString changedInFull(qint64 atMs);
/// Which run judged, what its numbers mean, and which pairs have one.
QString judgingText(const std::optional<JudgingRun> &run);

} // namespace tunedesk
