#include "jobs/run_pairs.h"

#include "dataset/earlier_replies.h"
#include "dataset/hard_negatives.h"
#include "engine/checkpoint/pair_model_config.h"

#include <algorithm>

namespace tunedesk
{

namespace
{
constexpr qint64 kPairsBetweenPolls = 64;
}

std::vector<HeadKind> headsOf(const TrainingRecipe &recipe)
{
    if (const auto one = headKindNamed(recipe.head))
        return {*one};
    return {HeadKind::Features, HeadKind::Segments};
}

Result<LoadedModel> loadForRun(const QString &folder, const TrainingRecipe &recipe,
                               std::optional<HeadKind> head)
{
    const bool isRegression = recipe.objective == QLatin1String("regression");
    return loadModel(folder, {.numLabels = isRegression ? 1 : 2,
                              .seed = static_cast<std::uint64_t>(recipe.seed),
                              .head = head,
                              .requireHead = !head.has_value()});
}

EncodeOptions readingOf(const TrainingRecipe &recipe, const LoadedModel &model)
{
    return {.maxLength = std::min(recipe.maxLength, model.network->maxPositions()),
            .truncation = truncationNamed(recipe.truncation).value_or(Truncation::LongestFirst)};
}

Outcome encodeSnapshot(std::span<const SnapshotPair> pairs, const Tokenizer &tokenizer,
                       const LoadedModel &model, const TrainingRecipe &recipe,
                       EncodedSnapshot &encoded, JobContext &job,
                       const std::function<void(qint64)> &done)
{
    const EncodeOptions reading = readingOf(recipe, model);
    const auto add = [&](const SnapshotPair &conversation, const QString &reply, double target) {
        LabelledEncodings &part = encoded.of(conversation.split);
        part.encodings.push_back(encodePair(tokenizer, conversation.firstText, reply, reading,
                                            model.network->reading(), model.textPrefix));
        encoded.cut += part.encodings.back().cutFirst + part.encodings.back().cutSecond > 0 ? 1 : 0;
        part.targets.push_back(target);
        part.pairIds.push_back(conversation.pairId);
    };
    qint64 count = 0;
    const auto goesOn = [&] {
        if (count++ % kPairsBetweenPolls != 0)
            return true;
        if (done)
            done(std::min(count - 1, static_cast<qint64>(pairs.size())));
        return !job.stopRequested();
    };
    for (const SnapshotPair &pair : pairs) {
        if (!goesOn())
            return Outcome::Stopped;
        add(pair, pair.reply, pair.target);
    }
    if (recipe.objective == QLatin1String("regression") ||
        (recipe.hardNegatives == 0 && recipe.earlierReplies == 0))
        return Outcome::Finished;
    std::vector<SnapshotPair> all(pairs.begin(), pairs.end());
    for (SnapshotPair &earlier : earlierReplies(pairs, recipe.earlierReplies)) {
        if (!goesOn())
            return Outcome::Stopped;
        add(earlier, earlier.reply, earlier.target);
        all.push_back(std::move(earlier));
        ++encoded.added;
    }
    const auto negatives = hardNegatives(all, std::max(1, recipe.hardNegatives),
                                         static_cast<std::uint64_t>(recipe.seed));
    for (const HardNegative &negative : negatives) {
        if (recipe.hardNegatives == 0 && negative.conversation < pairs.size())
            continue; // only what was added needs something wrong beside it
        if (!goesOn())
            return Outcome::Stopped;
        add(all[negative.conversation], all[negative.reply].reply, 0);
        ++encoded.added;
    }
    return Outcome::Finished;
}

} // namespace tunedesk
