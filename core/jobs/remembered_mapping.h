#pragma once

#include "base/result.h"
#include "dataset/pair_format.h"

#include <optional>

namespace tunedesk
{

class Project;

/// Where an import's columns come from.
enum class MappingSource { Guessed, Remembered, Given };

/// What a project remembers of a file's columns, by their names in any order: what each brings,
/// what label values mean, and what becomes of unknown ones. Other facts of the file (delimiter,
/// encoding, kind) don't matter.
struct RememberedMapping {
    QList<PairColumn> columns; ///< as many as there are names
    LabelMeanings labelMeanings;
    std::optional<UnknownLabels> unknownLabels;
    bool operator==(const RememberedMapping &) const = default;
};

/// Nothing: no file with these names was imported, or what is kept can't be read. Any thread.
Result<std::optional<RememberedMapping>> recallMapping(Project &project,
                                                       const QStringList &columnNames);

/// Keeps what `format` says for the next file with the same names. Nothing is kept of columns
/// without names, nor where all of it is as guessed and nothing else was kept before.
Result<void> rememberMapping(Project &project, const PairFormat &format,
                             const QList<PairColumn> &guessedColumns);

} // namespace tunedesk
