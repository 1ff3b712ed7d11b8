#include "jobs/encoded_snapshot.h"

namespace tunedesk
{

namespace
{
constexpr qint64 kPairsBetweenPolls = 64;
}

Outcome encodeSnapshot(std::span<const SnapshotPair> pairs, const Tokenizer &tokenizer,
                       const EncodeOptions &reading, EncodedSnapshot &encoded, JobContext &job,
                       const std::function<void(qint64)> &done)
{
    qint64 count = 0;
    for (const SnapshotPair &pair : pairs) {
        if (count % kPairsBetweenPolls == 0) {
            if (job.stopRequested())
                return Outcome::Stopped;
            if (done)
                done(count);
        }
        LabelledEncodings &part = encoded.of(pair.split);
        part.encodings.push_back(encodePair(tokenizer, pair.firstText, pair.reply, reading));
        encoded.cut += part.encodings.back().cutFirst + part.encodings.back().cutSecond > 0 ? 1 : 0;
        part.targets.push_back(pair.target);
        part.pairIds.push_back(pair.pairId);
        ++count;
    }
    return Outcome::Finished;
}

} // namespace tunedesk
