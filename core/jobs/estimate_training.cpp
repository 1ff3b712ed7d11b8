#include "jobs/estimate_training.h"

#include "engine/training/feature_forecast.h"
#include "engine/training/training_forecast.h"
#include "jobs/model_config_files.h"
#include "jobs/run_pairs.h"
#include "jobs/torch_errors.h"
#include "project/project.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <chrono>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(EstimateTraining)
};

/// Of more pairs, a part that is spread evenly over them is enough.
constexpr std::size_t kMostPairs = 20'000;

std::vector<SnapshotPair> sampleOf(std::vector<SnapshotPair> pairs)
{
    const std::size_t stride = (pairs.size() + kMostPairs - 1) / kMostPairs;
    if (stride <= 1)
        return pairs;
    std::vector<SnapshotPair> sample;
    for (std::size_t i = 0; i < pairs.size(); i += stride)
        sample.push_back(std::move(pairs[i]));
    return sample;
}

class Stopwatch
{
public:
    double seconds() const
    {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    }

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

/// Of the training of one head. Stopped: it says nothing.
Result<TrainingEstimate> estimateOne(const std::vector<SnapshotPair> &pairs, double share,
                                     const Tokenizer &tokenizer, HeadKind head,
                                     const TrainerOptions &trainer, const TrainOptions &options,
                                     JobContext &job)
{
    const Stopwatch loading;
    const auto model = loadForRun(options.modelPath, trainer.recipe, head);
    if (!model)
        return model.error();
    if (auto fits = tokenizer.checkFits(model->network->vocabularySize()); !fits)
        return fits.error();
    if (job.stopRequested()) // loading can't be broken off, but nothing follows it
        return TrainingEstimate();
    const double loadSeconds = loading.seconds();
    const Stopwatch reading;
    EncodedSnapshot encoded;
    if (encodeSnapshot(pairs, tokenizer, *model, trainer.recipe, encoded, job) == Outcome::Stopped)
        return TrainingEstimate();
    const double readSeconds = reading.seconds() / share;
    // They tell what earlier runs kept of these texts.
    auto files = modelFiles(
        {.modelName = options.modelName, .modelPath = options.modelPath, .recipe = trainer.recipe},
        *model, tokenizer, readingOf(trainer.recipe, *model).maxLength);
    if (!files)
        return files.error();
    TrainerOptions withFiles = trainer;
    withFiles.bestFiles = std::move(*files);
    Result<TrainingEstimate> found =
        head == HeadKind::Features
            ? forecastFeatures(*model->network, encoded.training, encoded.validation, encoded.test,
                               share, withFiles, job)
            : forecastTraining(*model->network, encoded.training, encoded.validation, encoded.test,
                               share, withFiles, job);
    if (found)
        found->preparingSeconds = loadSeconds + readSeconds;
    return found;
}

Result<std::optional<TrainingEstimate>> estimate(const QString &projectFile,
                                                 const TrainOptions &options, JobContext &job)
{
    job.report(0, 0, Text::tr("Measuring how long it will take"));
    const Stopwatch loading;
    const auto recipe = TrainingRecipe::fromJson(options.recipe.toJson()); // within its limits
    if (!recipe)
        return recipe.error();
    auto project = Project::open(projectFile, Project::Mode::ReadOnly);
    if (!project)
        return project.error();
    auto snapshot = project->snapshots().preview(*recipe);
    if (!snapshot)
        return snapshot.error();
    const auto tokenizer = Tokenizer::load(options.modelPath, PairLayout::Separated);
    if (!tokenizer)
        return tokenizer.error();
    const double preparing = loading.seconds();
    const auto all = static_cast<double>(snapshot->pairs.size());
    const std::vector<SnapshotPair> pairs = sampleOf(std::move(snapshot->pairs));
    const double share = static_cast<double>(pairs.size()) / std::max(1.0, all);
    // Where the checkpoints will be; if that can't be written to, another disk is measured.
    const QString folder = QFileInfo(project->folder()).absoluteFilePath();
    const QString runs = folder + QStringLiteral("/runs");
    const QTemporaryDir elsewhere;
    const bool isWritable = QDir().mkpath(runs) && QFileInfo(runs).isWritable();
    const TrainerOptions trainer{.recipe = *recipe,
                                 .folder = isWritable ? runs : elsewhere.path(),
                                 .padId = tokenizer->padId(),
                                 .statesFolder = folder + QStringLiteral("/frozen")};
    std::optional<TrainingEstimate> whole;
    for (const HeadKind head : headsOf(*recipe)) {
        const auto one = estimateOne(pairs, share, *tokenizer, head, trainer, options, job);
        if (!one)
            return one.error();
        if (job.stopRequested())
            return std::optional<TrainingEstimate>();
        whole = whole ? oneAfterTheOther(*whole, *one) : *one;
    }
    whole->preparingSeconds += preparing;
    whole->freeDiskBytes = QStorageInfo(runs).bytesAvailable();
    return whole;
}
} // namespace

Result<std::optional<TrainingEstimate>>
estimateTraining(const QString &projectFile, const TrainOptions &options, JobContext &job)
{
    return withTorchErrors([&]() -> Result<std::optional<TrainingEstimate>> {
        return estimate(projectFile, options, job);
    });
}

Error tooMuchMemory(int batchSize, int fittingBatchSize, qint64 neededBytes, qint64 freeBytes)
{
    constexpr qint64 kMib = 1024 * 1024;
    Error error{ErrorKind::Memory,
                Text::tr("There is not enough memory for batches of %1 pairs.").arg(batchSize)};
    if (neededBytes > 0)
        error.where = Text::tr("about %1 MiB needed, %2 MiB free")
                          .arg(neededBytes / kMib)
                          .arg(freeBytes / kMib);
    error.hint =
        fittingBatchSize > 0
            ? Text::tr("A batch size of %1 fits; so may a smaller maximum length or fewer layers "
                       "that train. Or close other programs.")
                  .arg(fittingBatchSize)
            : Text::tr("Not even a single pair fits: close other programs, let fewer layers "
                       "train, or choose a smaller model or a smaller maximum length.");
    return error;
}

} // namespace tunedesk
