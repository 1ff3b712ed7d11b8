#include "jobs/run_pairs.h"

#include "dataset/hard_negatives.h"
#include "engine/checkpoint/pair_model_config.h"

#include <algorithm>
#include <cmath>

namespace tunedesk
{

namespace
{
constexpr qint64 kPairsBetweenPolls = 64;

/// In how many epochs the wrong replies are others. Where the frozen layers run once for each of
/// them, they are the same in all.
int roundsOf(const TrainingRecipe &recipe)
{
    return recipe.trainLayers < 0 ? static_cast<int>(std::ceil(recipe.epochs)) : 1;
}
} // namespace

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
    // Features gain nothing from them.
    if (recipe.hardNegatives == 0 || recipe.objective == QLatin1String("regression") ||
        model.network->headKind() == HeadKind::Features)
        return Outcome::Finished;
    std::vector<int> &rounds = encoded.training.rounds;
    rounds.resize(encoded.training.targets.size(), -1);
    for (const HardNegative &negative : hardNegatives(pairs, recipe.hardNegatives, roundsOf(recipe),
                                                      static_cast<std::uint64_t>(recipe.seed))) {
        if (!goesOn())
            return Outcome::Stopped;
        add(pairs[negative.conversation], pairs[negative.reply].reply, 0);
        rounds.push_back(negative.round);
        encoded.added += negative.round == 0 ? 1 : 0;
    }
    return Outcome::Finished;
}

} // namespace tunedesk
