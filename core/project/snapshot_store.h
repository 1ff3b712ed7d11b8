#pragma once

#include "base/result.h"
#include "domain/data_snapshot.h"
#include "domain/training_recipe.h"

#include <vector>

namespace tunedesk
{

class Connection;

/// Frozen data of runs. Same pairs, labels and recipe: same hash, and the stored one is used again.
class SnapshotStore
{
public:
    explicit SnapshotStore(Connection &connection) : m_connection(connection) {}

    /// Takes all labelled, undisputed pairs, dealt by dialogue with recipe.validationPercent and
    /// testPercent: see deal(). The test set belongs to the project: where it has none and
    /// testPercent asks for one, whole dialogues are given the split Test in the file, as a step of
    /// the history, and stay there; what comes later joins training and validation. Whatever stands
    /// in a dialogue of the test set is never trained on. Errors: Input (no labels, one class
    /// only), Database.
    Result<DataSnapshot> take(const TrainingRecipe &recipe);
    /// What take() would take, and nothing is written: without id, hash and time. Errors: as
    /// take().
    Result<DataSnapshot> preview(const TrainingRecipe &recipe) const;
    Result<DataSnapshot> find(qint64 id) const; ///< with its pairs

    struct PlacedPair {
        qint64 pairId = 0;
        Split split = Split::Train;
    };
    /// Where preview() would put each pair, in the order of pairs, without their texts. Trainable
    /// or not: a project without labels has none.
    Result<std::vector<PlacedPair>> dealtPairs(const TrainingRecipe &recipe) const;

private:
    Connection &m_connection;
};

} // namespace tunedesk
