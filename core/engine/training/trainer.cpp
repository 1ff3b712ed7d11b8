#include "engine/training/training_run.h"

#include "engine/device.h"
#include "engine/training/check_report.h"
#include "engine/training/checkpoint_folder.h"
#include "engine/training/frozen_names.h"
#include "engine/training/parameter_groups.h"
#include "engine/training/validation.h"

#include <ATen/Parallel.h>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QScopeGuard>
#include <QStringList>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>
#include <unistd.h>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Trainer)
};

constexpr double kSecondsBetweenCheckpoints = 60;
constexpr auto kPausePoll = std::chrono::milliseconds(20);
constexpr double kSecondsBetweenReports = 0.05;

std::vector<int> lengthsOf(const std::vector<Encoding> &encodings)
{
    std::vector<int> lengths;
    for (const Encoding &encoding : encodings)
        lengths.push_back(static_cast<int>(encoding.ids.size()));
    return lengths;
}

int processesHere(const ProcessGroup *processes)
{
    return processes ? std::max(1, processes->onThisComputer()) : 1;
}

/// All cores that this process may use; several processes on a computer divide them.
int usualThreads(const ProcessGroup *processes)
{
    const int allowed = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    const int cores = static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN));
    return std::clamp(cores / processesHere(processes), 1, allowed);
}

double physicalBytes()
{
    return static_cast<double>(::sysconf(_SC_PHYS_PAGES)) *
           static_cast<double>(::sysconf(_SC_PAGESIZE));
}
} // namespace

Training::Training(SequenceClassifier &network, const LabelledEncodings &training,
                   const LabelledEncodings &validation, const TrainerOptions &options,
                   TrainingListener &listener, JobContext &job)
    : m_network(network), m_training(training), m_validation(validation), m_options(options),
      m_recipe(options.recipe), m_listener(listener),
      m_agreedJob(options.processes ? std::optional<AgreedJob>(std::in_place, job) : std::nullopt),
      m_job(m_agreedJob ? static_cast<JobContext &>(*m_agreedJob) : job),
      m_objective(options.recipe, classWeights(options.recipe, training.targets, training.rounds)),
      m_sampler(lengthsOf(training.encodings),
                {.batchSize = options.recipe.batchSize,
                 .seed = static_cast<std::uint64_t>(options.recipe.seed)},
                training.rounds),
      m_trainingPairs(network, training.encodings, options.padId, options.recipe.trainLayers < 0),
      m_validationPairs(network, validation.encodings, options.padId,
                        options.recipe.trainLayers < 0),
      m_state{.stepsBefore = options.before ? options.before->steps : 0,
              .stopping = EarlyStopping(decidingMetric(options.recipe),
                                        options.recipe.earlyStoppingPatience)},
      m_writing(options.freeBytes)
{
}

Result<TrainerResult> Training::run()
{
    const auto asBefore = qScopeGuard([this] {
        m_network.setPrecision(Precision::Float32);
        m_network.setInt8Layers(0);
        m_network.to(torch::kCPU);
    });
    if (auto begun = begin(); !begun)
        return begun.error();
    if (isFirstProcess()) // a forecast, which begins too, does without
        if (auto same = checkFrozenWeights(
                m_state.frozenWeights, frozenWeightsHash(m_network, m_trained), m_options.model);
            !same)
            return same.error();
    if (auto room = checkDisk(); !room)
        return room.error();
    if (const auto told = int8Event(m_recipe, m_network, runStep()))
        m_listener.event(*told);
    if (runFrozenLayers() == Outcome::Stopped) {
        if (auto written = writeLast(); !written)
            return written.error();
        return result(Outcome::Stopped);
    }
    if (fitsHead()) {
        if (isFirstProcess())
            fitHead();
        if (m_options.processes)
            shareHead();
    }
    const auto outcome = loop();
    const auto written = m_writing.finish(); // what was checked stays, whatever came then
    if (!outcome)
        return outcome.error();
    if (!written)
        return written.error();
    putRowsBack();
    m_rows.leave();
    m_network.mergeAdapted();
    if (isFirstProcess() && checkpointExists(folder("/best")) && m_state.stopping.bestStep > 0 &&
        !bestIsOfBefore() && !m_holdsBest)
        if (auto read = readParameters(folder("/best/model.safetensors"),
                                       namedParameters(m_network, m_recipe));
            !read)
            return read.error();
    if (*outcome == Outcome::Finished) {
        const auto calibrated = calibrate();
        if (!calibrated)
            return calibrated.error();
        if (*calibrated == Outcome::Stopped)
            return result(Outcome::Stopped); // `last/` stands at the last step
    }
    m_network.eval();
    return result(*outcome);
}

Result<void> Training::begin()
{
    if (m_training.encodings.empty())
        return Error{ErrorKind::Input,
                     Text::tr("There are no pairs to train on."),
                     {},
                     Text::tr("Label some pairs, or keep fewer of them for checking and testing.")};
    const int threads = m_recipe.threads > 0 ? m_recipe.threads : usualThreads(m_options.processes);
    at::set_num_threads(threads);
    const auto device = deviceNamed(m_recipe.device);
    if (!device)
        return device.error();
    m_device = *device;
    m_network.to(m_device);
    m_network.setPrecision(precisionOf(m_recipe.precision));
    if (auto chosen = chooseParameters(); !chosen)
        return chosen;
    // Those that never train: where layers join one by one, more are frozen at first.
    m_network.setInt8Layers(
        m_device.is_cpu() && isInt8(m_recipe.frozenPrecision) ? m_network.frozenLayers() : 0);
    const qint64 batches = m_sampler.batchCount(), together = m_recipe.gradientAccumulation;
    m_stepsInEpoch = (batches + together - 1) / together;
    m_state.totalSteps = std::max<qint64>(
        1, static_cast<qint64>(std::ceil(static_cast<double>(m_stepsInEpoch) * m_recipe.epochs)));
    m_schedule.emplace(m_recipe, m_state.totalSteps);
    m_optimizer.emplace(m_trained, m_recipe);
    if (m_options.before)
        m_clock = WorkClock(m_options.before->seconds);
    torch::manual_seed(static_cast<std::uint64_t>(m_recipe.seed));
    m_state.random = randomState();
    if (m_options.resume && isFirstProcess() && checkpointExists(lastFolder())) {
        if (auto read = readTrainingState(lastFolder(), m_state, m_trained, *m_optimizer); !read)
            return read;
        m_clock = WorkClock(m_state.seconds);
        m_lastCheckpoint = m_state.seconds;
    }
    if (m_options.processes)
        shareState();
    setRandomState(m_state.random);
    return {};
}

Result<void> Training::chooseParameters()
{
    std::vector<std::string> names;
    for (const auto &item : m_network.named_parameters())
        names.push_back(item.key());
    const auto frozen = parametersNamed(m_recipe.freeze, names);
    if (!frozen)
        return frozen.error();
    m_frozenNames = *frozen;
    m_trainedLayers = m_recipe.trainLayers;
    m_network.trainTopLayers(m_trainedLayers, m_frozenNames);
    if (m_recipe.loraRank > 0)
        m_network.adapt(m_recipe.loraRank, m_recipe.loraAlpha,
                        static_cast<std::uint64_t>(m_recipe.seed));
    m_network.setDropout(m_recipe.dropout, m_recipe.attentionDropout);
    for (const NamedParameter &parameter : namedParameters(m_network, m_recipe))
        if (parameter.tensor.requires_grad())
            m_trained.push_back(parameter);
    if (m_trained.empty())
        return Error{ErrorKind::Input, Text::tr("Nothing of the model is left to train."),
                     QStringLiteral("freeze"),
                     Text::tr("Name fewer parts that stay, or let the head train.")};
    chooseRows();
    return {};
}

void Training::chooseRows()
{
    // What these do to a weight without a gradient is more than to scale it.
    if (m_recipe.weightDecay != 0 && m_recipe.optimizer != QLatin1String("adamw_torch_fused"))
        return;
    const std::vector<NamedParameter> whole = m_trained;
    m_rows.choose(m_network, m_training.encodings, m_options.padId, m_options.mostRows, m_trained);
    double goesOnWhole =
        m_options.resume && isFirstProcess() && checkpointExists(lastFolder()) &&
                hasOtherSizes(lastFolder() + QStringLiteral("/model.safetensors"), m_trained)
            ? 1
            : 0;
    if (m_options.processes)
        m_options.processes->sum(std::span(&goesOnWhole, 1));
    if (goesOnWhole > 0) { // as a training of an earlier version began
        m_rows.leave();
        m_trained = whole;
    }
}

void Training::putRowsBack()
{
    std::vector<double> rates;
    for (; m_rowsStep < m_state.step; ++m_rowsStep)
        if (trainedLayers(m_rowsStep) < 0)
            rates.push_back(m_schedule->rate(m_rowsStep));
    m_rows.putBack(rates, m_recipe.weightDecay);
}

int Training::trainedLayers(qint64 step) const
{
    if (m_recipe.unfreezeEvery <= 0)
        return m_recipe.trainLayers;
    const double epoch = static_cast<double>(step) / static_cast<double>(m_stepsInEpoch);
    const auto more = static_cast<qint64>(epoch / m_recipe.unfreezeEvery);
    const qint64 most =
        m_recipe.trainLayers < 0 ? m_network.layerCount() + 1 : m_recipe.trainLayers;
    const auto layers = static_cast<int>(std::min(more, most));
    return layers > m_network.layerCount() ? -1 : layers; // the embeddings join last
}

int Training::layersOfLastStep() const
{
    return trainedLayers(std::max<qint64>(0, m_state.step - 1));
}

void Training::unfreezeIfDue()
{
    const int layers = trainedLayers(m_state.step);
    if (m_state.step > 0 && layers != m_trainedLayers) {
        m_state.stopping.checksWithoutGain = 0; // another training than the one that stood still
        event(RunEvent::Kind::Info, Text::tr("One more layer trains"),
              layers < 0 ? Text::tr("From now on the whole model learns.")
                         : Text::tr("From now on the upper %n layers learn.", nullptr, layers));
    }
    letTrain(layers);
}

void Training::letTrain(int layers)
{
    if (layers == m_trainedLayers)
        return;
    m_trainedLayers = layers;
    m_network.trainTopLayers(layers, m_frozenNames);
}

bool Training::shouldStop() const
{
    // As the last step trained, not as the next one will.
    return m_state.stopping.shouldStop() && layersOfLastStep() == m_recipe.trainLayers;
}

bool Training::keepsFrozenOutput() const
{
    if (!m_trainingPairs.mayBeKept())
        return false;
    const qint64 bytes = m_trainingPairs.bytesNeeded() + m_validationPairs.bytesNeeded();
    return static_cast<double>(bytes) <= mostStatesInMemory() ||
           (!m_options.processes && !m_options.statesFolder.isEmpty() &&
            bytes <= StatesFile::kMostBytes);
}

double Training::mostStatesInMemory() const
{
    return physicalBytes() * m_options.prefixMemory / processesHere(m_options.processes);
}

Outcome Training::runFrozenLayers()
{
    double keeping = keepsFrozenOutput() ? 1 : 0;
    if (m_options.processes) // computers may differ in memory
        m_options.processes->sum(std::span(&keeping, 1));
    if (keeping < (m_options.processes ? m_options.processes->size() : 1))
        return Outcome::Finished;
    const StatesPlace place = frozenLayersPlace();
    m_network.eval();
    const double started = m_clock.seconds();
    const double total = static_cast<double>(m_trainingPairs.tokens() + m_validationPairs.tokens());
    const QString pairs = QLocale().toString(
        static_cast<qlonglong>(m_training.encodings.size() + m_validation.encodings.size()));
    qint64 before = 0;
    bool isFound = true;
    for (PrefixCache *part : {&m_trainingPairs, &m_validationPairs}) {
        const auto done = [&](qint64 tokens) {
            const double finished = static_cast<double>(before + tokens);
            m_tokensPerSecond = finished / std::max(1e-9, m_clock.seconds() - started);
            waitWhilePaused();
            reportProgress(RunStage::FrozenLayers, finished / total);
        };
        if (m_options.processes || !part->find(place)) {
            isFound = false;
            if (part->fill(m_job, done, place, m_options.processes) == Outcome::Stopped)
                return Outcome::Stopped;
        }
        before += part->tokens();
    }
    m_network.dropCopies(); // of the frozen layers, which are done
    if (!m_trainingPairs.isKept() && !m_validationPairs.isKept())
        return Outcome::Finished;
    if (isFound)
        event(RunEvent::Kind::Info, Text::tr("Frozen layers found"),
              Text::tr("An earlier run kept what they make of the %1 pairs.").arg(pairs));
    else
        event(RunEvent::Kind::Info, Text::tr("Frozen layers done"),
              Text::tr("%1 pairs in %2 s; every epoch reads what they made.")
                  .arg(pairs, QLocale().toString(m_clock.seconds() - started, 'f', 1)));
    return Outcome::Finished;
}

StatesPlace Training::frozenLayersPlace() const
{
    // Halves: training and validation pairs have a file each.
    // Several processes exchange them and keep them in memory: one file could not be all of theirs.
    StatesPlace place{.folder = m_options.processes ? QString() : m_options.statesFolder,
                      .mostMemory = static_cast<qint64>(mostStatesInMemory() / 2),
                      .freeBytes = m_options.freeBytes};
    if (!place.folder.isEmpty()) {
        const auto config = m_options.bestFiles.find(QStringLiteral("config.json"));
        place.key =
            frozenLayersHash(m_network, m_network.precision(),
                             config == m_options.bestFiles.end() ? QByteArray() : config->second);
    }
    return place;
}

Result<Outcome> Training::loop()
{
    m_network.train();
    letTrain(layersOfLastStep()); // a check may be due that the unbroken run made so
    event(RunEvent::Kind::Info,
          m_state.step == 0 ? Text::tr("Training began") : Text::tr("Training goes on"),
          Text::tr("Step %1 of %2.")
              .arg(QLocale().toString(m_state.step), QLocale().toString(m_state.totalSteps)));
    for (;;) {
        const auto checked = checkIfDue();
        if (!checked)
            return checked.error();
        if (m_job.pauseRequested() && !m_job.stopRequested()) {
            if (auto written = writeLast(); !written)
                return written.error();
            waitWhilePaused();
        }
        if (*checked == Outcome::Stopped || m_job.stopRequested()) {
            if (auto written = writeLast(); !written)
                return written.error();
            return Outcome::Stopped;
        }
        if (m_state.step >= m_state.totalSteps || shouldStop())
            return Outcome::Finished;
        unfreezeIfDue();
        if (auto stepped = step(); !stepped)
            return stepped.error();
        if (auto settled = m_writing.settle(); !settled)
            return settled.error();
        if (m_clock.seconds() - m_lastCheckpoint >= kSecondsBetweenCheckpoints &&
            !isCheckStep(m_state.step))
            if (auto started = write({lastCheckpoint()}); !started)
                return started.error();
    }
}

void Training::waitWhilePaused()
{
    if (!m_job.pauseRequested() || m_job.stopRequested())
        return;
    m_clock.pause();
    m_isPaused = true;
    reportProgress(m_state.step == 0 ? RunStage::FrozenLayers : RunStage::Training,
                   static_cast<double>(m_state.step) / static_cast<double>(m_state.totalSteps),
                   true);
    while (m_job.pauseRequested() && !m_job.stopRequested())
        std::this_thread::sleep_for(kPausePoll);
    m_isPaused = false;
    m_clock.goOn();
}

TrainerResult Training::result(Outcome outcome)
{
    const bool isOfBefore = bestIsOfBefore();
    const EarlyStopping &kept = isOfBefore ? m_options.before->stopping : m_state.stopping;
    return {.outcome = outcome,
            .steps = m_state.stepsBefore + m_state.step,
            .totalSteps = m_state.stepsBefore + m_state.totalSteps,
            .bestStep = kept.bestStep,
            .bestEpoch = kept.bestEpoch,
            .seconds = m_clock.seconds(),
            .stoppedEarly = shouldStop() && m_state.step < m_state.totalSteps,
            .best = kept.best,
            .bestIsOfBefore = isOfBefore};
}

bool Training::bestIsOfBefore() const
{
    if (!m_options.before || m_options.before->stopping.bestStep == 0)
        return false;
    EarlyStopping compared = m_options.before->stopping;
    return m_state.stopping.bestStep == 0 ||
           !compared.check(m_state.stopping.bestStep, m_state.stopping.bestEpoch,
                           m_state.stopping.best);
}

/// A training before this one counts as one.
double Training::epochAt(qint64 step) const
{
    return (m_state.stepsBefore > 0 ? 1 : 0) +
           static_cast<double>(step) / static_cast<double>(m_stepsInEpoch);
}

void Training::metricRow(const char *name, double value)
{
    m_listener.metric({.step = runStep(),
                       .epoch = epochAt(m_state.step),
                       .seconds = m_clock.seconds(),
                       .name = QString::fromLatin1(name),
                       .value = value});
}

void Training::event(RunEvent::Kind kind, const QString &what, const QString &detail)
{
    m_listener.event({kind, runStep(), QDateTime::currentMSecsSinceEpoch(), what, detail});
}

void Training::reportProgress(RunStage stage, double fraction, bool isDue)
{
    const double now = m_clock.seconds();
    if (!isDue && m_lastReport >= 0 && now - m_lastReport < kSecondsBetweenReports)
        return;
    m_lastReport = now;
    MetricFeed::Progress progress;
    progress.stage = stage;
    progress.stageFraction = fraction;
    progress.step = runStep();
    progress.totalSteps = m_state.stepsBefore + m_state.totalSteps;
    progress.epoch = epochAt(m_state.step);
    progress.totalEpochs = epochAt(m_state.totalSteps);
    progress.secondsLeft = m_timeLeft.seconds(m_state.totalSteps - m_state.step, checksLeft());
    progress.seconds = now;
    progress.tokensPerSecond = m_tokensPerSecond;
    progress.rssMib = residentMib();
    progress.paused = m_isPaused;
    m_listener.progress(progress);
    if (stage == RunStage::FrozenLayers)
        m_job.report(static_cast<qint64>(fraction * 1000), 1000,
                     Text::tr("Running the frozen layers"));
    else
        m_job.report(m_state.step, m_state.totalSteps, Text::tr("Training"));
}

Result<TrainerResult> train(SequenceClassifier &network, const LabelledEncodings &training,
                            const LabelledEncodings &validation, const TrainerOptions &options,
                            TrainingListener &listener, JobContext &job)
{
    return Training(network, training, validation, options, listener, job).run();
}

Result<qint64> resumeStep(const QString &folder)
{
    qint64 step = 0;
    for (const char *name : {"/last-features", "/last"}) { // the later one counts, both are read
        const QString last = folder + QLatin1String(name);
        if (!checkpointExists(last))
            continue;
        const auto read = stateStep(last);
        if (!read)
            return read;
        step = *read;
    }
    return step;
}

} // namespace tunedesk
