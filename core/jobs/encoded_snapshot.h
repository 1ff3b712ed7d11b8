#pragma once

#include "base/job_context.h"
#include "base/result.h"
#include "domain/data_snapshot.h"
#include "engine/training/trainer.h"
#include "text/pair_encoding.h"
#include "text/tokenizer.h"

#include <functional>

namespace tunedesk
{

/// The three parts of a snapshot as tokens, in the snapshot's order.
struct EncodedSnapshot {
    LabelledEncodings training, validation, test;
    int cut = 0; ///< pairs longer than the model reads

    LabelledEncodings &of(Split split)
    {
        return split == Split::Test ? test : split == Split::Validation ? validation : training;
    }
};

/// Adds pairs to what is there. Worker thread. @param done gets the number of pairs done, now and
/// then   @return Stopped: some are missing
Outcome encodeSnapshot(std::span<const SnapshotPair> pairs, const Tokenizer &tokenizer,
                       const EncodeOptions &reading, EncodedSnapshot &encoded, JobContext &job,
                       const std::function<void(qint64 pairs)> &done = {});

} // namespace tunedesk
