#include "jobs/shared_run.h"

#include "jobs/run_pairs.h"
#include "jobs/torch_errors.h"

#include <QDataStream>
#include <QIODevice>
#include <QJsonDocument>

namespace tunedesk
{

namespace
{
bool goesOn(ProcessGroup &processes)
{
    QByteArray word;
    processes.share(word);
    return word == QByteArray(1, 1);
}

Result<Outcome> trainAlong(ProcessGroup &processes, const RunSummary &run,
                           const std::vector<SnapshotPair> &pairs, JobContext &job)
{
    const std::vector<HeadKind> heads = headsOf(run.recipe);
    if (heads.back() == HeadKind::Features)
        return Outcome::Finished; // too little work to share
    if (heads.size() > 1 && !goesOn(processes))
        return Outcome::Stopped;
    const auto tokenizer = Tokenizer::load(run.modelPath, PairLayout::Separated);
    if (!tokenizer)
        return tokenizer.error();
    const auto model = loadForRun(run.modelPath, run.recipe, heads.back());
    if (!model)
        return model.error();
    EncodedSnapshot encoded;
    SilentJob silent; // all of them go on to the first exchange, where they agree on stopping
    encodeSnapshot(pairs, *tokenizer, *model, run.recipe, encoded, silent);
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

void shareGoingOn(ProcessGroup &processes, bool goesOn)
{
    QByteArray word(1, goesOn ? 1 : 0);
    processes.share(word);
}

void shareRun(ProcessGroup &processes, const RunSummary &run, const DataSnapshot &snapshot)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << QJsonDocument(run.recipe.toJson()).toJson() << run.modelPath
           << static_cast<qint64>(snapshot.pairs.size());
    for (const SnapshotPair &pair : snapshot.pairs)
        stream << pair.pairId << pair.firstText << pair.reply << pair.target
               << static_cast<qint32>(pair.split) << pair.topic << pair.dialogue;
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
        stream >> pair.pairId >> pair.firstText >> pair.reply >> pair.target >> split >>
            pair.topic >> pair.dialogue;
        pair.split = static_cast<Split>(split);
    }
    return withTorchErrors([&] { return trainAlong(processes, run, pairs, job); });
}

} // namespace tunedesk
