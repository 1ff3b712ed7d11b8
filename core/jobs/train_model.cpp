#include "jobs/train_model.h"

#include "engine/checkpoint/model_loader.h"
#include "engine/checkpoint/pair_model_config.h"
#include "engine/device.h"
#include "engine/inference/pair_scorer.h"
#include "engine/training/check_report.h"
#include "engine/training/checkpoint_folder.h"
#include "engine/training/feature_trainer.h"
#include "engine/training/trainer.h"
#include "engine/training/training_forecast.h"
#include "engine/training/validation.h"
#include "jobs/estimate_training.h"
#include "jobs/evaluation_numbers.h"
#include "jobs/model_config_files.h"
#include "jobs/model_manifest.h"
#include "jobs/run_pairs.h"
#include "jobs/run_recorder.h"
#include "jobs/shared_run.h"
#include "jobs/torch_errors.h"
#include "jobs/wait_for_step.h"
#include "project/project.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <optional>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(TrainModel)
};

QString madeName(const TrainOptions &options)
{
    for (const RecipePreset &preset : recipePresets())
        if (preset.recipe == options.recipe)
            return Text::tr("%1, %2").arg(preset.name, options.modelName);
    return Text::tr("Own settings, %1").arg(options.modelName);
}

/// Probabilities of class 1, or scores. @param logits [N, numLabels]
std::vector<double> valuesOf(const torch::Tensor &logits)
{
    const torch::Tensor wide = logits.to(torch::kDouble);
    const torch::Tensor scores =
        (wide.size(1) == 1 ? wide.squeeze(1) : torch::softmax(wide, 1).select(1, 1)).contiguous();
    const double *first = scores.data_ptr<double>();
    return {first, first + scores.numel()};
}

/// One run from its row to its results. The row exists already.
class RunWork
{
public:
    RunWork(Project &project, RunSummary &run, JobContext &job, MetricFeed &feed,
            ProcessGroup *processes)
        : m_project(project), m_run(run), m_job(job), m_processes(processes),
          m_recorder(project, run, feed),
          m_folder(QFileInfo(checkpointFolder(project.folder(), run.id)).path())
    {
    }

    Result<Outcome> perform(const DataSnapshot &snapshot, bool resume);
    RunRecorder &recorder() { return m_recorder; }
    /// An error of memory that came while it trained names a batch size instead.
    Error withBatchThatFits(Error error) const;

private:
    Result<Outcome> encode(const DataSnapshot &snapshot, const Tokenizer &tokenizer,
                           const LoadedModel &model);
    Result<Outcome> trainEncoded(const DataSnapshot &snapshot, const Tokenizer &tokenizer,
                                 HeadKind head, bool resume);
    Result<TrainerResult> trainFeaturesOf(LoadedModel &model, const TrainerOptions &options);
    /// Refuses what needs more memory than there is, and warns of what may.
    Result<void> checkMemory(LoadedModel &model, const TrainerOptions &options);
    Result<Outcome> test(const LoadedModel &model, int padId);
    Result<std::optional<std::vector<double>>> values(PairScorer &scorer, Split split);
    Result<Outcome> compareBoth(const DataSnapshot &snapshot, const Tokenizer &tokenizer,
                                bool resume);

    Project &m_project;
    RunSummary &m_run;
    JobContext &m_job;
    ProcessGroup *m_processes;
    RunRecorder m_recorder;
    QString m_folder; ///< holds best/ and last/
    EncodedSnapshot m_pairs;
    int m_fittingBatchSize = -1; ///< −1: not known yet
    bool m_isFirstOfTwo = false;
    bool m_isCutTold = false, m_isAddedTold = false;
    std::optional<TrainerResult> m_trained;    ///< the last training that ended
    std::optional<EarlierTraining> m_features; ///< before the one under way
};

Result<Outcome> RunWork::perform(const DataSnapshot &snapshot, bool resume)
{
    m_recorder.stage(RunStage::Preparing, 0);
    m_job.report(0, 0, Text::tr("Loading the model"));
    auto tokenizer = Tokenizer::load(m_run.modelPath, PairLayout::Separated);
    if (!tokenizer)
        return tokenizer.error();
    if (const auto heads = headsOf(m_run.recipe); heads.size() == 1)
        return trainEncoded(snapshot, *tokenizer, heads.front(), resume);
    return compareBoth(snapshot, *tokenizer, resume);
}

/// Features, then segments; the better one is tested.
Result<Outcome> RunWork::compareBoth(const DataSnapshot &snapshot, const Tokenizer &tokenizer,
                                     bool resume)
{
    m_isFirstOfTwo = true;
    const auto outcome = trainEncoded(snapshot, tokenizer, HeadKind::Features, resume);
    if (m_processes && outcome) // which wait for the second
        shareGoingOn(*m_processes, *outcome != Outcome::Stopped);
    if (!outcome || *outcome == Outcome::Stopped)
        return outcome;
    m_isFirstOfTwo = false;
    EarlyStopping stopping(decidingMetric(m_run.recipe), m_run.recipe.earlyStoppingPatience);
    stopping.bestStep = m_trained->bestStep;
    stopping.bestEpoch = m_trained->bestEpoch;
    stopping.best = m_trained->best;
    m_features = EarlierTraining{
        .steps = m_trained->steps, .seconds = m_trained->seconds, .stopping = stopping};
    return trainEncoded(snapshot, tokenizer, HeadKind::Segments, resume);
}

Result<Outcome> RunWork::trainEncoded(const DataSnapshot &snapshot, const Tokenizer &tokenizer,
                                      HeadKind head, bool resume)
{
    auto model = loadForRun(m_run.modelPath, m_run.recipe, head);
    if (!model)
        return model.error();
    if (auto fits = tokenizer.checkFits(model->network->vocabularySize()); !fits)
        return fits.error();
    if (const auto encoded = encode(snapshot, tokenizer, *model);
        !encoded || *encoded == Outcome::Stopped)
        return encoded;
    auto files = modelFiles(m_run, *model, tokenizer, readingOf(m_run.recipe, *model).maxLength);
    if (!files)
        return files.error();
    const TrainerOptions options{.recipe = m_run.recipe,
                                 .folder = m_folder,
                                 .padId = tokenizer.padId(),
                                 .lastName = m_isFirstOfTwo ? QLatin1String(kLastFeatures)
                                                            : QLatin1String("last"),
                                 .before = m_features,
                                 .model = m_run.modelPath,
                                 .resume = resume,
                                 .bestFiles = std::move(*files),
                                 .statesFolder = m_project.folder() + QLatin1String("/frozen"),
                                 .processes = m_processes};
    if (head != HeadKind::Features)
        if (auto fits = checkMemory(*model, options); !fits)
            return fits.error();
    const auto trained = head == HeadKind::Features
                             ? trainFeaturesOf(*model, options)
                             : train(*model->network, m_pairs.training, m_pairs.validation, options,
                                     m_recorder, m_job);
    if (!trained)
        return trained.error();
    m_trained = *trained;
    m_run.steps = trained->steps;
    m_run.totalSteps = trained->totalSteps;
    m_run.bestStep = trained->bestStep;
    m_run.bestEpoch = trained->bestEpoch;
    m_run.best = trained->best;
    m_run.seconds = trained->seconds;
    if (trained->outcome == Outcome::Stopped || m_isFirstOfTwo)
        return trained->outcome;
    if (!trained->bestIsOfBefore)
        return test(*model, tokenizer.padId());
    // What the features learned is still the best.
    m_recorder.event(RunEvent::Kind::Info, Text::tr("The unchanged model stays"),
                     Text::tr("Fine-tuning brought nothing better on the pairs for checking."));
    auto kept = loadForRun(m_folder + QStringLiteral("/best"), m_run.recipe, std::nullopt);
    if (!kept)
        return kept.error();
    if (const auto encoded = encode(snapshot, tokenizer, *kept);
        !encoded || *encoded == Outcome::Stopped)
        return encoded;
    return test(*kept, tokenizer.padId());
}

Result<TrainerResult> RunWork::trainFeaturesOf(LoadedModel &model, const TrainerOptions &options)
{
    PairFeatures features(*model.network, options.padId);
    const LabelledFeatures training{.rows = features.add(m_pairs.training.encodings),
                                    .targets = m_pairs.training.targets};
    const LabelledFeatures validation{.rows = features.add(m_pairs.validation.encodings),
                                      .targets = m_pairs.validation.targets};
    return trainFeatures(*model.network, features, training, validation, options, m_recorder,
                         m_job);
}

Result<Outcome> RunWork::encode(const DataSnapshot &snapshot, const Tokenizer &tokenizer,
                                const LoadedModel &model)
{
    m_pairs = {};
    const auto total = static_cast<qint64>(snapshot.pairs.size());
    const auto told = [&](qint64 done) {
        m_job.report(done, total, Text::tr("Reading the pairs as tokens"));
        m_recorder.stage(RunStage::Tokenising, static_cast<double>(done) /
                                                   static_cast<double>(std::max<qint64>(1, total)));
    };
    if (encodeSnapshot(snapshot.pairs, tokenizer, model, m_run.recipe, m_pairs, m_job, told) ==
        Outcome::Stopped)
        return Outcome::Stopped;
    if (m_pairs.added > 0 && !m_isAddedTold) {
        m_isAddedTold = true;
        m_recorder.event(RunEvent::Kind::Info, Text::tr("Wrong replies added"),
                         Text::tr("%n pairs more to train on.", nullptr, m_pairs.added));
    }
    if (m_pairs.cut > 0 && !m_isCutTold) {
        m_isCutTold = true;
        m_recorder.event(RunEvent::Kind::Warning,
                         Text::tr("%n pairs are cut", nullptr, m_pairs.cut),
                         Text::tr("They are longer than %1 tokens.")
                             .arg(readingOf(m_run.recipe, model).maxLength));
    }
    return Outcome::Finished;
}

Result<void> RunWork::checkMemory(LoadedModel &model, const TrainerOptions &options)
{
    if (m_pairs.training.encodings.empty())
        return {}; // the trainer says so
    TrainerOptions fresh = options;
    fresh.resume = false; // the sizes are the same
    fresh.processes = nullptr;
    const int processes = m_processes ? m_processes->size() : 1;
    fresh.recipe.batchSize = (m_run.recipe.batchSize + processes - 1) / processes;
    SilentJob silent;
    const auto estimate =
        forecastMemory(*model.network, m_pairs.training, m_pairs.validation, fresh, silent);
    if (!estimate)
        return estimate.error();
    const int fitting = estimate->fittingBatchSize * processes;
    const qint64 needed = estimate->memoryBytes - estimate->residentBytes;
    if (estimate->exceedsMemory())
        return tooMuchMemory(m_run.recipe.batchSize, fitting, needed, estimate->freeMemoryBytes);
    m_fittingBatchSize = fitting;
    if (estimate->mayExceedMemory()) {
        const Error close =
            tooMuchMemory(m_run.recipe.batchSize, fitting, needed, estimate->freeMemoryBytes);
        m_recorder.event(RunEvent::Kind::Warning, Text::tr("The memory may not be enough."),
                         close.where + QStringLiteral(". ") + close.hint);
    }
    return {};
}

Error RunWork::withBatchThatFits(Error error) const
{
    if (error.kind != ErrorKind::Memory || m_fittingBatchSize < 0)
        return error;
    // It was thought to fit: so something else took memory meanwhile.
    const int fitting = std::min(m_fittingBatchSize, m_run.recipe.batchSize / 2);
    Error told = tooMuchMemory(m_run.recipe.batchSize, fitting, 0, 0);
    told.details = error.details;
    return told;
}

/// Nothing when stopped.
Result<std::optional<std::vector<double>>> RunWork::values(PairScorer &scorer, Split split)
{
    const LabelledEncodings &pairs = m_pairs.of(split);
    const auto logits = scorer.score(pairs.encodings, m_job);
    if (!logits)
        return logits.error();
    if (logits->size(0) < static_cast<std::int64_t>(pairs.encodings.size()))
        return std::optional<std::vector<double>>();
    const bool wereExact = precisionOf(m_run.recipe.precision) == Precision::Float32 &&
                           !isInt8(m_run.recipe.frozenPrecision);
    if (split == Split::Validation && !wereExact) // the checks that chose it
        m_run.best = checkMetrics(*logits, pairs.targets,
                                  m_run.recipe.objective == QLatin1String("regression"));
    return std::optional(valuesOf(*logits));
}

Result<Outcome> RunWork::test(const LoadedModel &model, int padId)
{
    PairScorer scorer(model.network, padId);
    std::vector<RunPrediction> predictions;
    int part = 0;
    for (const Split split : {Split::Validation, Split::Test}) {
        m_recorder.stage(RunStage::Testing, 0.5 * part++);
        m_job.report(part - 1, 2, Text::tr("Testing"));
        const LabelledEncodings &pairs = m_pairs.of(split);
        if (pairs.encodings.empty())
            continue;
        const auto found = values(scorer, split);
        if (!found)
            return found.error();
        if (!*found)
            return Outcome::Stopped;
        for (std::size_t i = 0; i < pairs.pairIds.size(); ++i)
            predictions.push_back({pairs.pairIds[i], split, (**found)[i], pairs.targets[i]});
        if (split == Split::Test)
            m_run.test = evaluationOf(m_run.recipe.objective, **found, pairs.targets,
                                      ModelManifest::ofRun(m_run).threshold)
                             .metrics;
    }
    if (auto kept = m_project.runs().setPredictions(m_run.id, predictions); !kept)
        return kept.error();
    return Outcome::Finished;
}

/// A training can't go on; what it has reached may still be used.
Error withBestThatStays(Error error, const RunSummary &run, const QString &best)
{
    if (checkpointExists(best) && verifyCheckpoint(best))
        error.hint = Text::tr("The run can't go on, but its best state, of step %1, is undamaged: "
                              "evaluate or export run %2 as it is, or train again from the "
                              "beginning.")
                         .arg(QLocale().toString(run.bestStep))
                         .arg(run.id);
    return error;
}

/// Trains and writes how it ended into the run's row, whatever happens.
Result<TrainSummary> performRun(Project &project, RunSummary run, const DataSnapshot &snapshot,
                                bool resume, JobContext &job, MetricFeed &feed,
                                ProcessGroup *processes)
{
    if (processes)
        shareRun(*processes, run, snapshot);
    RunWork work(project, run, job, feed, processes);
    work.recorder().event(
        RunEvent::Kind::Info, resume ? Text::tr("Going on") : Text::tr("Snapshot taken"),
        Text::tr("%1 pairs, %2")
            .arg(QLocale().toString(static_cast<qlonglong>(snapshot.pairs.size())),
                 snapshot.hash.left(8)));
    auto outcome =
        withTorchErrors([&]() -> Result<Outcome> { return work.perform(snapshot, resume); });
    if (!outcome)
        outcome = work.withBatchThatFits(outcome.error());
    run.finishedMs = QDateTime::currentMSecsSinceEpoch();
    if (!outcome) {
        run.state = RunState::Failed;
        run.error = outcome.error().toLine();
        work.recorder().event(RunEvent::Kind::Warning, outcome.error().what, outcome.error().hint);
    } else if (*outcome == Outcome::Stopped) {
        run.state = RunState::Stopped;
        work.recorder().event(
            RunEvent::Kind::Info, Text::tr("Stopped"),
            run.bestStep > 0
                ? Text::tr("The best step, %1, is kept.").arg(QLocale().toString(run.bestStep))
                : Text::tr("No check was made yet."));
    } else {
        run.state = RunState::Finished;
        work.recorder().event(
            RunEvent::Kind::Info, Text::tr("Finished"),
            Text::tr("The best step is %1.").arg(QLocale().toString(run.bestStep)));
    }
    const auto written = work.recorder().flush();
    work.recorder().stage(RunStage::Done, 1);
    if (!outcome)
        return outcome.error();
    if (!written)
        return written.error();
    return TrainSummary{*outcome, run};
}
} // namespace

Result<TrainSummary> trainModel(const QString &projectFile, const TrainOptions &options,
                                JobContext &job, MetricFeed &feed)
{
    const auto recipe = TrainingRecipe::fromJson(options.recipe.toJson()); // within its limits
    if (!recipe)
        return recipe.error();
    if (const auto device = deviceNamed(recipe->device); !device)
        return device.error();
    auto project = Project::open(projectFile);
    if (!project)
        return project.error();
    if (auto waited = waitForStep(projectFile, job); !waited)
        return waited.error();
    job.report(0, 0, Text::tr("Taking a snapshot of the pairs"));
    const auto snapshot = project->snapshots().take(*recipe);
    if (!snapshot)
        return snapshot.error();
    RunSummary run{.name = options.name.isEmpty() ? madeName(options) : options.name,
                   .modelName = options.modelName,
                   .modelPath = options.modelPath,
                   .recipe = *recipe,
                   .snapshotId = snapshot->id,
                   .snapshotHash = snapshot->hash,
                   .startedMs = QDateTime::currentMSecsSinceEpoch()};
    const auto id = project->runs().add(run);
    if (!id)
        return id.error();
    const auto added = project->runs().find(*id);
    if (!added)
        return added.error();
    return performRun(*project, **added, *snapshot, false, job, feed, options.processes);
}

Result<TrainSummary> resumeTraining(const QString &projectFile, qint64 runId, JobContext &job,
                                    MetricFeed &feed, ProcessGroup *processes)
{
    auto project = Project::open(projectFile);
    if (!project)
        return project.error();
    // A run whose process died still says Running.
    if (auto marked = project->runs().markInterrupted(); !marked)
        return marked.error();
    const auto found = project->runs().find(runId);
    if (!found)
        return found.error();
    const auto refused = [runId](const QString &what, const QString &hint) {
        return Error{ErrorKind::Input, what, Text::tr("run %1").arg(runId), hint};
    };
    if (!*found)
        return refused(Text::tr("There is no run of this number."),
                       Text::tr("Choose a run of this project."));
    RunSummary run = **found;
    if (run.state == RunState::Running)
        return refused(Text::tr("The run is training already."),
                       Text::tr("Wait for it, or stop it."));
    if (run.state == RunState::Finished)
        return refused(Text::tr("The run is finished."),
                       Text::tr("Train again to try other settings."));
    if (!QFileInfo::exists(run.modelPath + QStringLiteral("/config.json")))
        return Error{ErrorKind::Model,
                     Text::tr("The model that run %1 began with, “%2”, is no longer where it was.")
                         .arg(run.id)
                         .arg(run.modelName),
                     run.modelPath,
                     Text::tr("Put its folder back there and go on, or train a new run on a model "
                              "that is on this computer.")};
    const auto snapshot = project->snapshots().find(run.snapshotId);
    if (!snapshot)
        return snapshot.error();
    const QString best = checkpointFolder(project->folder(), run.id);
    const auto step = resumeStep(QFileInfo(best).path());
    if (!step)
        return withBestThatStays(step.error(), run, best);
    run.state = RunState::Running;
    run.error.clear();
    run.finishedMs = 0;
    run.steps = *step;
    const auto prepared = project->write([&](Project &writer) -> Result<void> {
        if (auto dropped = writer.runs().dropMetricsAfter(run.id, *step); !dropped)
            return dropped;
        return writer.runs().update(run);
    });
    if (!prepared)
        return prepared.error();
    return performRun(*project, run, *snapshot, true, job, feed, processes);
}

} // namespace tunedesk
