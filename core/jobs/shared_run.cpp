#include "jobs/shared_run.h"

#include "engine/checkpoint/model_loader.h"
#include "jobs/encoded_snapshot.h"
#include "jobs/model_manifest.h"
#include "jobs/torch_errors.h"

#include <QDataStream>
#include <QIODevice>
#include <QJsonDocument>

namespace tunedesk
{

namespace
{
class DeafListener final : public TrainingListener
{
public:
    void metric(const MetricRow &) override {}
    void event(const RunEvent &) override {}
    void progress(const MetricFeed::Progress &) override {}
    Result<void> checkpointWritten(qint64, bool) override { return {}; }
};

Result<Outcome> trainAlong(ProcessGroup &processes, const RunSummary &run,
                           const std::vector<SnapshotPair> &pairs, JobContext &job)
{
    const auto tokenizer = Tokenizer::load(run.modelPath, PairLayout::Separated);
    if (!tokenizer)
        return tokenizer.error();
    const bool isRegression = run.recipe.objective == QLatin1String("regression");
    const auto model =
        loadModel(run.modelPath, {.numLabels = isRegression ? 1 : 2,
                                  .seed = static_cast<std::uint64_t>(run.recipe.seed)});
    if (!model)
        return model.error();
    EncodedSnapshot encoded;
    const EncodeOptions reading{.maxLength =
                                    std::min(run.recipe.maxLength, model->network->maxPositions()),
                                .truncation = ModelManifest::ofRun(run).truncation};
    SilentJob silent; // all of them go on to the first exchange, where they agree on stopping
    encodeSnapshot(pairs, *tokenizer, reading, encoded, silent);
    DeafListener deaf;
    const auto trained = train(
        *model->network, encoded.training, encoded.validation,
        {.recipe = run.recipe, .folder = {}, .padId = tokenizer->padId(), .processes = &processes},
        deaf, job);
    if (!trained)
        return trained.error();
    return trained->outcome;
}
} // namespace

void shareRun(ProcessGroup &processes, const RunSummary &run, const DataSnapshot &snapshot)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << QJsonDocument(run.recipe.toJson()).toJson() << run.modelPath
           << static_cast<qint64>(snapshot.pairs.size());
    for (const SnapshotPair &pair : snapshot.pairs)
        stream << pair.pairId << pair.firstText << pair.reply << pair.target
               << static_cast<qint32>(pair.split);
    processes.share(bytes);
}

Result<Outcome> joinRun(ProcessGroup &processes, JobContext &job)
{
    QByteArray bytes;
    processes.share(bytes);
    QDataStream stream(bytes);
    QByteArray recipeJson;
    RunSummary run;
    qint64 count = 0;
    stream >> recipeJson >> run.modelPath >> count;
    const auto recipe = TrainingRecipe::fromJson(QJsonDocument::fromJson(recipeJson).object());
    if (!recipe)
        return recipe.error();
    run.recipe = *recipe;
    std::vector<SnapshotPair> pairs(static_cast<std::size_t>(count));
    for (SnapshotPair &pair : pairs) {
        qint32 split = 0;
        stream >> pair.pairId >> pair.firstText >> pair.reply >> pair.target >> split;
        pair.split = static_cast<Split>(split);
    }
    return withTorchErrors([&] { return trainAlong(processes, run, pairs, job); });
}

} // namespace tunedesk
