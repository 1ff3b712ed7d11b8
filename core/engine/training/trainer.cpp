#include "engine/training/training_run.h"

#include "engine/device.h"
#include "engine/training/checkpoint_folder.h"
#include "engine/training/parameter_groups.h"
#include "engine/training/validation.h"

#include <ATen/Parallel.h>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iterator>
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

QString decidingMetric(const TrainingRecipe &recipe)
{
    return recipe.objective == QLatin1String("regression") &&
                   recipe.bestMetric != QLatin1String("last")
               ? QString::fromLatin1(metric::kValidationLoss)
               : recipe.bestMetric;
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
      m_isRegression(options.recipe.objective == QLatin1String("regression")),
      m_sampler(lengthsOf(training.encodings),
                {.batchSize = options.recipe.batchSize,
                 .seed = static_cast<std::uint64_t>(options.recipe.seed)}),
      m_trainingPairs(network, training.encodings, options.padId, options.recipe.trainLayers < 0),
      m_validationPairs(network, validation.encodings, options.padId,
                        options.recipe.trainLayers < 0),
      m_state{.stopping = EarlyStopping(decidingMetric(options.recipe),
                                        options.recipe.earlyStoppingPatience)}
{
}

Result<TrainerResult> Training::run()
{
    if (auto begun = begin(); !begun)
        return begun.error();
    if (auto room = checkDisk(); !room)
        return room.error();
    if (runFrozenLayers() == Outcome::Stopped) {
        if (auto written = writeLast(); !written)
            return written.error();
        return result(Outcome::Stopped);
    }
    const auto outcome = loop();
    if (!outcome)
        return outcome.error();
    if (isFirstProcess() && checkpointExists(folder("/best")) && m_state.stopping.bestStep > 0)
        if (auto read = readParameters(folder("/best/model.safetensors"), m_all); !read)
            return read.error();
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
    m_network.trainTopLayers(m_recipe.trainLayers);
    m_network.setDropout(m_recipe.dropout, m_recipe.attentionDropout);
    m_all = namedParameters(m_network, m_recipe);
    std::ranges::copy_if(m_all, std::back_inserter(m_trained), [](const NamedParameter &parameter) {
        return parameter.tensor.requires_grad();
    });
    m_stepsInEpoch = m_sampler.batchCount();
    m_state.totalSteps = std::max<qint64>(
        1, static_cast<qint64>(std::ceil(static_cast<double>(m_stepsInEpoch) * m_recipe.epochs)));
    m_schedule.emplace(m_recipe, m_state.totalSteps);
    m_optimizer.emplace(m_trained, m_recipe.weightDecay);
    torch::manual_seed(static_cast<std::uint64_t>(m_recipe.seed));
    m_state.random = randomState();
    if (m_options.resume && isFirstProcess() && checkpointExists(folder("/last"))) {
        if (auto read = readTrainingState(folder("/last"), m_state, m_trained, *m_optimizer); !read)
            return read;
        m_clock = WorkClock(m_state.seconds);
        m_lastCheckpoint = m_state.seconds;
    }
    if (m_options.processes)
        shareState();
    setRandomState(m_state.random);
    return {};
}

bool Training::keepsFrozenOutput() const
{
    const qint64 bytes = m_trainingPairs.bytesNeeded() + m_validationPairs.bytesNeeded();
    return m_trainingPairs.mayBeKept() &&
           static_cast<double>(bytes) <=
               physicalBytes() * m_options.prefixMemory / processesHere(m_options.processes);
}

Outcome Training::runFrozenLayers()
{
    double keeping = keepsFrozenOutput() ? 1 : 0;
    if (m_options.processes) // computers may differ in memory
        m_options.processes->sum(std::span(&keeping, 1));
    if (keeping < (m_options.processes ? m_options.processes->size() : 1))
        return Outcome::Finished;
    m_network.eval();
    const double started = m_clock.seconds();
    const double total = static_cast<double>(m_trainingPairs.tokens() + m_validationPairs.tokens());
    qint64 before = 0;
    const auto done = [&](qint64 tokens) {
        const double finished = static_cast<double>(before + tokens);
        m_tokensPerSecond = finished / std::max(1e-9, m_clock.seconds() - started);
        waitWhilePaused();
        reportProgress(RunStage::FrozenLayers, finished / total);
    };
    if (m_trainingPairs.fill(m_job, done, m_options.processes) == Outcome::Stopped)
        return Outcome::Stopped;
    before = m_trainingPairs.tokens();
    if (m_validationPairs.fill(m_job, done, m_options.processes) == Outcome::Stopped)
        return Outcome::Stopped;
    event(RunEvent::Kind::Info, Text::tr("Frozen layers done"),
          Text::tr("%1 pairs in %2 s; every epoch reads them from memory.")
              .arg(QLocale().toString(static_cast<qlonglong>(m_training.encodings.size() +
                                                             m_validation.encodings.size())),
                   QLocale().toString(m_clock.seconds() - started, 'f', 1)));
    return Outcome::Finished;
}

Result<Outcome> Training::loop()
{
    m_network.train();
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
        if (m_state.step >= m_state.totalSteps || m_state.stopping.shouldStop())
            return Outcome::Finished;
        if (auto stepped = step(); !stepped)
            return stepped.error();
        if (m_clock.seconds() - m_lastCheckpoint >= kSecondsBetweenCheckpoints &&
            !isCheckStep(m_state.step))
            if (auto written = writeLast(); !written)
                return written.error();
    }
}

Result<void> Training::step()
{
    const double started = m_clock.seconds();
    const std::vector<int> &rows = nextBatch();
    const double lossValue =
        m_shared ? sharedGradientsOf(rows) : gradientsOf(m_trainingPairs, rows, targetsOf(rows));
    if (!std::isfinite(lossValue))
        return notFinite(Text::tr("The loss is no longer a number."), rows);
    const double rate = m_schedule->rate(m_state.step);
    const double norm = update();
    if (!std::isfinite(norm))
        return notFinite(Text::tr("The gradient is no longer a number."), rows);
    ++m_state.step;

    const double seconds = std::max(1e-9, m_clock.seconds() - started);
    m_timeLeft.step(seconds);
    m_tokensPerSecond = static_cast<double>(m_trainingPairs.tokens(rows)) / seconds;
    metricRow(metric::kTrainLoss, lossValue);
    metricRow(metric::kLearningRate, rate);
    metricRow(metric::kGradientNorm, norm);
    metricRow(metric::kSamplesPerSecond, static_cast<double>(rows.size()) / seconds);
    reportProgress(RunStage::Training,
                   static_cast<double>(m_state.step) / static_cast<double>(m_state.totalSteps));
    return {};
}

std::vector<double> Training::targetsOf(const std::vector<int> &rows) const
{
    std::vector<double> targets;
    for (const int row : rows)
        targets.push_back(m_training.targets[static_cast<std::size_t>(row)]);
    return targets;
}

double Training::gradientsOf(PrefixCache &pairs, const std::vector<int> &rows,
                             const std::vector<double> &targets)
{
    if (!m_device.is_cpu()) // its random state is no part of a checkpoint
        seedStep(m_recipe.seed, m_state.step, 0);
    const torch::Tensor loss = meanLoss(pairs.logits(rows), targets, m_isRegression);
    const double value = loss.item<double>();
    if (!std::isfinite(value))
        return value;
    dropGradients();
    loss.backward();
    return value;
}

double Training::sharedGradientsOf(const std::vector<int> &rows)
{
    const std::vector<int> mine = m_shared->part(rows);
    m_shared->clear();
    seedStep(m_recipe.seed, m_state.step, m_options.processes->rank());
    double value = 0;
    if (!mine.empty()) {
        // Of the mean over the batch, the part that these pairs have.
        const torch::Tensor loss =
            meanLoss(m_trainingPairs.logits(mine), targetsOf(mine), m_isRegression) *
            (static_cast<double>(mine.size()) / static_cast<double>(rows.size()));
        value = loss.item<double>();
        loss.backward();
    }
    value = m_shared->exchange(value, m_agreedJob->wantsStop());
    m_agreedJob->agree(m_shared->stopIsAgreed());
    return value;
}

/// All go on from where process 0 is, with its weights.
void Training::shareState()
{
    ProcessGroup &processes = *m_options.processes;
    QByteArray json = stateJson(m_state);
    processes.share(json);
    readStateJson(json, m_state);
    std::vector<torch::Tensor> tensors;
    for (const NamedParameter &parameter : m_trained)
        tensors.push_back(parameter.tensor);
    const NamedTensors moments = m_optimizer->state();
    for (const auto &[name, tensor] : moments)
        tensors.push_back(tensor);
    shareTensors(processes, tensors);
    m_optimizer->setState(moments);
    m_shared.emplace(processes, m_trained);
}

void Training::dropGradients()
{
    for (const NamedParameter &parameter : m_trained)
        parameter.tensor.mutable_grad().reset();
}

double Training::update()
{
    const double norm = clipGradientNorm(m_trained, m_recipe.maxGradientNorm);
    if (std::isfinite(norm))
        m_optimizer->step(m_schedule->rate(m_state.step));
    return norm;
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
    const EarlyStopping &stopping = m_state.stopping;
    return {.outcome = outcome,
            .steps = m_state.step,
            .totalSteps = m_state.totalSteps,
            .bestStep = stopping.bestStep,
            .bestEpoch = stopping.bestEpoch,
            .seconds = m_clock.seconds(),
            .stoppedEarly = stopping.shouldStop() && m_state.step < m_state.totalSteps,
            .best = stopping.best};
}

const std::vector<int> &Training::nextBatch()
{
    const int epoch = static_cast<int>(m_state.step / m_stepsInEpoch);
    if (m_orderEpoch != epoch) {
        m_order = m_sampler.batches(epoch);
        m_orderEpoch = epoch;
    }
    return m_order[static_cast<std::size_t>(m_state.step % m_stepsInEpoch)];
}

double Training::epochAt(qint64 step) const
{
    return static_cast<double>(step) / static_cast<double>(m_stepsInEpoch);
}

Error Training::notFinite(const QString &what, const std::vector<int> &rows) const
{
    constexpr std::size_t kShown = 32;
    QStringList ids;
    for (std::size_t i = 0; i < std::min(kShown, rows.size()); ++i)
        ids << QString::number(m_training.pairIds[static_cast<std::size_t>(rows[i])]);
    if (rows.size() > kShown)
        ids << QStringLiteral("…");
    return {ErrorKind::Model, what,
            Text::tr("epoch %1, step %2, pairs %3")
                .arg(m_state.step / m_stepsInEpoch + 1)
                .arg(m_state.step + 1)
                .arg(ids.join(QStringLiteral(", "))),
            Text::tr("Train again with half the learning rate (%1). The best state so far is kept.")
                .arg(m_recipe.learningRate / 2)};
}

void Training::metricRow(const char *name, double value)
{
    m_listener.metric({.step = m_state.step,
                       .epoch = epochAt(m_state.step),
                       .seconds = m_clock.seconds(),
                       .name = QString::fromLatin1(name),
                       .value = value});
}

void Training::event(RunEvent::Kind kind, const QString &what, const QString &detail)
{
    m_listener.event({kind, m_state.step, QDateTime::currentMSecsSinceEpoch(), what, detail});
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
    progress.step = m_state.step;
    progress.totalSteps = m_state.totalSteps;
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
    const QString last = folder + QLatin1String("/last");
    return checkpointExists(last) ? stateStep(last) : qint64{0};
}

} // namespace tunedesk
