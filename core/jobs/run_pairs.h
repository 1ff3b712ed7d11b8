#pragma once

#include "base/job_context.h"
#include "base/result.h"
#include "domain/data_snapshot.h"
#include "domain/training_recipe.h"
#include "engine/checkpoint/model_loader.h"
#include "engine/training/trainer.h"
#include "text/pair_encoding.h"
#include "text/tokenizer.h"

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace tunedesk
{

/// What a training needs before it starts, the same for the run, its estimate and the processes
/// beside it.

/// The kinds of head that `head` says, in the order in which they are trained.
std::vector<HeadKind> headsOf(const TrainingRecipe &recipe);

/// @param folder a base model, or a checkpoint (then no head is given and it must have one)
/// Errors: as loadModel().
Result<LoadedModel> loadForRun(const QString &folder, const TrainingRecipe &recipe,
                               std::optional<HeadKind> head);

/// How long pairs may be, and what is cut.
EncodeOptions readingOf(const TrainingRecipe &recipe, const LoadedModel &model);

/// The three parts of a snapshot as tokens, in the snapshot's order.
struct EncodedSnapshot {
    LabelledEncodings training, validation, test;
    int cut = 0;   ///< pairs longer than the model reads
    int added = 0; ///< hard negatives of an epoch; all of them stand at the end of training

    LabelledEncodings &of(Split split)
    {
        return split == Split::Test ? test : split == Split::Validation ? validation : training;
    }
};

/// Adds pairs to what is there, as the model's head reads them, and the recipe's hard negatives.
/// Worker thread. @param done gets the number of pairs done, now and then   @return Stopped: some
/// are missing
Outcome encodeSnapshot(std::span<const SnapshotPair> pairs, const Tokenizer &tokenizer,
                       const LoadedModel &model, const TrainingRecipe &recipe,
                       EncodedSnapshot &encoded, JobContext &job,
                       const std::function<void(qint64 pairs)> &done = {});

} // namespace tunedesk
