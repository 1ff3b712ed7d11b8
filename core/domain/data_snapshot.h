#pragma once

#include "domain/dialogue_pair.h"

#include <QString>

#include <vector>

namespace tunedesk
{

/// One pair as a run saw it: text and label can't change under a run.
struct SnapshotPair {
    qint64 pairId = 0;
    QString firstText; ///< context turns and question, as encoded
    QString reply;
    double target = 0; ///< class number, or the score of a regression
    Split split = Split::Train;
    /// Topic and dialogue as they are in the project now; only wrong replies are chosen by them.
    QString topic, dialogue;
};

/// Frozen data of a run, whole dialogues on one side of each split. Immutable once stored.
struct DataSnapshot {
    qint64 id = 0;
    QString hash; ///< SHA-256 over pairs, targets and splits, lower-case hex; first 8 are shown
    qint64 takenMs = 0;
    int trainPairs = 0;
    int validationPairs = 0;
    int testPairs = 0;
    std::vector<SnapshotPair> pairs; ///< in the order of pair id; empty in lists
};

} // namespace tunedesk
