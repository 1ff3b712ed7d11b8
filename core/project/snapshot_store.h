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

    /// Takes all labelled, undisputed pairs. Fixed splits stay; the others are dealt by dialogue
    /// (pairs without one by themselves) with recipe.validationPercent and testPercent, by a hash
    /// of dialogue and seed. When no pair at all would be left for validation while training has
    /// some, it is dealt from training. Errors: Input (no labels, one class only), Database.
    Result<DataSnapshot> take(const TrainingRecipe &recipe);
    /// What take() would take, and nothing is written: without id, hash and time. Errors: as
    /// take().
    Result<DataSnapshot> preview(const TrainingRecipe &recipe) const;
    Result<DataSnapshot> find(qint64 id) const; ///< with its pairs

    struct DealtPair {
        qint64 pairId = 0;
        Split split = Split::Train;
    };
    /// Where preview() would put each pair, in the order of pairs, without their texts. Trainable
    /// or not: a project without labels has none.
    Result<std::vector<DealtPair>> dealtPairs(const TrainingRecipe &recipe) const;

private:
    Connection &m_connection;
};

} // namespace tunedesk
