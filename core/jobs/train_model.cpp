#include "jobs/train_model.h"

#include "engine/checkpoint/model_loader.h"
#include "engine/inference/pair_scorer.h"
#include "engine/training/training_forecast.h"
#include "jobs/encoded_snapshot.h"
#include "jobs/estimate_training.h"
#include "jobs/evaluation_numbers.h"
#include "jobs/model_config_files.h"
#include "jobs/model_manifest.h"
#include "jobs/run_recorder.h"
#include "jobs/shared_run.h"
#include "jobs/torch_errors.h"
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
    Result<Outcome> encode(const DataSnapshot &snapshot, const Tokenizer &tokenizer, int maxLength);
    Result<Outcome> trainNetwork(LoadedModel &model, const Tokenizer &tokenizer, int maxLength,
                                 bool resume);
    /// Refuses what needs more memory than there is, and warns of what may.
    Result<void> checkMemory(LoadedModel &model, const TrainerOptions &options);
    Result<Outcome> test(const LoadedModel &model, int padId);
    Result<std::optional<std::vector<double>>> values(PairScorer &scorer,
                                                      const LabelledEncodings &pairs);

    Project &m_project;
    RunSummary &m_run;
    JobContext &m_job;
    ProcessGroup *m_processes;
    RunRecorder m_recorder;
    QString m_folder; ///< holds best/ and last/
    EncodedSnapshot m_pairs;
    int m_fittingBatchSize = -1; ///< −1: not known yet
};

Result<Outcome> RunWork::perform(const DataSnapshot &snapshot, bool resume)
{
    m_recorder.stage(RunStage::Preparing, 0);
    m_job.report(0, 0, Text::tr("Loading the model"));
    auto tokenizer = Tokenizer::load(m_run.modelPath, PairLayout::Separated);
    if (!tokenizer)
        return tokenizer.error();
    const bool isRegression = m_run.recipe.objective == QLatin1String("regression");
    auto model =
        loadModel(m_run.modelPath, {.numLabels = isRegression ? 1 : 2,
                                    .seed = static_cast<std::uint64_t>(m_run.recipe.seed)});
    if (!model)
        return model.error();
    if (auto fits = tokenizer->checkFits(model->network->vocabularySize()); !fits)
        return fits.error();
    const int maxLength = std::min(m_run.recipe.maxLength, model->network->maxPositions());
    if (const auto encoded = encode(snapshot, *tokenizer, maxLength);
        !encoded || *encoded == Outcome::Stopped)
        return encoded;
    if (const auto trained = trainNetwork(*model, *tokenizer, maxLength, resume);
        !trained || *trained == Outcome::Stopped)
        return trained;
    return test(*model, tokenizer->padId());
}

Result<Outcome> RunWork::encode(const DataSnapshot &snapshot, const Tokenizer &tokenizer,
                                int maxLength)
{
    const auto total = static_cast<qint64>(snapshot.pairs.size());
    const EncodeOptions reading{.maxLength = maxLength,
                                .truncation = ModelManifest::ofRun(m_run).truncation};
    const auto told = [&](qint64 done) {
        m_job.report(done, total, Text::tr("Reading the pairs as tokens"));
        m_recorder.stage(RunStage::Tokenising, static_cast<double>(done) /
                                                   static_cast<double>(std::max<qint64>(1, total)));
    };
    if (encodeSnapshot(snapshot.pairs, tokenizer, reading, m_pairs, m_job, told) ==
        Outcome::Stopped)
        return Outcome::Stopped;
    if (m_pairs.cut > 0)
        m_recorder.event(RunEvent::Kind::Warning,
                         Text::tr("%n pairs are cut", nullptr, m_pairs.cut),
                         Text::tr("They are longer than %1 tokens.").arg(maxLength));
    return Outcome::Finished;
}

Result<Outcome> RunWork::trainNetwork(LoadedModel &model, const Tokenizer &tokenizer, int maxLength,
                                      bool resume)
{
    auto files = modelFiles(m_run, model, tokenizer, maxLength);
    if (!files)
        return files.error();
    const TrainerOptions options{.recipe = m_run.recipe,
                                 .folder = m_folder,
                                 .padId = tokenizer.padId(),
                                 .resume = resume,
                                 .bestFiles = std::move(*files),
                                 .processes = m_processes};
    if (auto fits = checkMemory(model, options); !fits)
        return fits.error();
    const auto trained =
        train(*model.network, m_pairs.training, m_pairs.validation, options, m_recorder, m_job);
    if (!trained)
        return trained.error();
    m_run.steps = trained->steps;
    m_run.totalSteps = trained->totalSteps;
    m_run.bestStep = trained->bestStep;
    m_run.bestEpoch = trained->bestEpoch;
    m_run.best = trained->best;
    m_run.seconds = trained->seconds;
    return trained->outcome;
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
Result<std::optional<std::vector<double>>> RunWork::values(PairScorer &scorer,
                                                           const LabelledEncodings &pairs)
{
    const auto logits = scorer.score(pairs.encodings, m_job);
    if (!logits)
        return logits.error();
    if (logits->size(0) < static_cast<std::int64_t>(pairs.encodings.size()))
        return std::optional<std::vector<double>>();
    const torch::Tensor scores =
        (logits->size(1) == 1 ? logits->squeeze(1).to(torch::kDouble)
                              : torch::softmax(logits->to(torch::kDouble), 1).select(1, 1))
            .contiguous();
    const double *first = scores.data_ptr<double>();
    return std::optional(std::vector<double>(first, first + scores.numel()));
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
        const auto found = values(scorer, pairs);
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
    auto project = Project::open(projectFile);
    if (!project)
        return project.error();
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
    const auto snapshot = project->snapshots().find(run.snapshotId);
    if (!snapshot)
        return snapshot.error();
    const auto step = resumeStep(QFileInfo(checkpointFolder(project->folder(), run.id)).path());
    if (!step)
        return step.error();
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
