#include "jobs/run_pairs.h"

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
    if (recipe.hardNegatives == 0 || recipe.objective == QLatin1String("regression"))
        return Outcome::Finished;
    for (const HardNegative &negative :
         hardNegatives(pairs, recipe.hardNegatives, static_cast<std::uint64_t>(recipe.seed))) {
        if (!goesOn())
            return Outcome::Stopped;
        add(pairs[negative.conversation], pairs[negative.reply].reply, 0);
        ++encoded.added;
    }
    return Outcome::Finished;
}

} // namespace tunedesk
