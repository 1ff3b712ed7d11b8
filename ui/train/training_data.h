#pragma once

#include "project/project.h"

#include <QMap>

namespace tunedesk
{

/// What is known about the data before a run starts.
struct TrainingData {
    int pairs = 0, labelled = 0, appropriate = 0, notAppropriate = 0, disputed = 0;
    QMap<int, int> splits;                  ///< labelled pairs by Split
    int mixedDialogues = 0;                 ///< that have pairs in two fixed splits
    qint64 totalMemory = 0, freeMemory = 0; ///< bytes; 0: not known

    static constexpr int kEnough = 100; ///< labels under which scores say little
    static constexpr int kFewest = 20;  ///< labels that a first run needs
    bool hasBothKinds() const { return appropriate > 0 && notAppropriate > 0; }
    bool isEnough() const { return labelled >= kFewest && hasBothKinds(); }
    /// Pairs that a recipe would give to a split: the fixed ones and its share of the others,
    /// rounded. See deal() of the project.
    int expected(Split split, int validationPercent, int testPercent) const;
};

/// Reads all labelled pairs once. Worker thread.
Result<TrainingData> readTrainingData(Project &project);

} // namespace tunedesk
