#pragma once

#include "domain/data_snapshot.h"
#include "jobs/export_model.h"
#include "jobs/model_folder.h"

#include <span>

namespace tunedesk
{

/// Probabilities (or scores) may differ by this much between two computations of the same pair:
/// float32 sums in another order give about 1e-6.
inline constexpr double kScoreTolerance = 1e-5;

/// Writes `expected_outputs.json`: texts, numbers of the tokenizer, logits and probability of each
/// pair, so that whoever runs the folder can check it. Errors: Disk, File, Memory, Input.
Result<Outcome> writeExpectedOutputs(const QString &folder, ModelFolder &model,
                                     std::span<const SnapshotPair> pairs, JobContext &job);

/// Computes the pairs of `expected_outputs.json` again, from their texts. A pair that became other
/// numbers, or another result, is named in the verification. Errors: Input (no such file), Model
/// (the file is damaged), Memory.
Result<Verification> checkExpectedOutputs(const QString &folder, ModelFolder &model,
                                          JobContext &job);

} // namespace tunedesk
