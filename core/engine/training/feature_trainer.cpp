#include "engine/training/feature_trainer.h"

#include "engine/training/check_report.h"
#include "engine/training/checkpoint_folder.h"
#include "engine/training/linear_fit.h"
#include "engine/training/prefix_cache.h"
#include "engine/training/training_progress.h"
#include "engine/training/training_state.h"
#include "engine/training/validation.h"

#include <ATen/Parallel.h>

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QScopeGuard>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <optional>
#include <thread>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Trainer)
};

/// C from strong to weak, by half powers of ten. The weakest fit thousands of pairs by heart.
constexpr std::array kStrengths{1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1};
constexpr int kMostIterations = 300;
/// Two numbers beside thousands, and the most telling ones: held back this much less.
constexpr double kCosineWeight = 30;
/// Of the mean loss: scikit-learn stops at 1e-4.
constexpr double kFlatGradient = 1e-6;
/// Of one strength; for the time that is left, until one is known.
constexpr int kUsualIterations = kUsualFitSteps / static_cast<int>(kStrengths.size());
constexpr auto kPausePoll = std::chrono::milliseconds(20);
constexpr double kSecondsBetweenReports = 0.05;
constexpr char kSolverFile[] = "optimizer.safetensors";

class FeatureTraining
{
public:
    FeatureTraining(SequenceClassifier &network, PairFeatures &features,
                    const LabelledFeatures &training, const LabelledFeatures &validation,
                    const TrainerOptions &options, TrainingListener &listener, JobContext &job)
        : m_network(network), m_features(features), m_training(training), m_validation(validation),
          m_options(options), m_recipe(options.recipe), m_listener(listener), m_job(job),
          m_isRegression(options.recipe.objective == QLatin1String("regression")),
          m_stopping(decidingMetric(options.recipe), options.recipe.earlyStoppingPatience),
          m_writing(options.freeBytes)
    {
    }

    Result<TrainerResult> run()
    {
        if (m_training.targets.empty())
            return Error{
                ErrorKind::Input,
                Text::tr("There are no pairs to train on."),
                {},
                Text::tr("Label some pairs, or keep fewer of them for checking and testing.")};
        const int threads =
            m_recipe.threads > 0
                ? m_recipe.threads
                : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
        at::set_num_threads(threads);
        m_network.eval();
        const auto exactAgain = qScopeGuard([this] {
            m_network.setPrecision(Precision::Float32);
            m_network.setInt8Layers(0);
        });
        m_network.setPrecision(precisionOf(m_recipe.precision));
        m_network.setInt8Layers(isInt8(m_recipe.frozenPrecision) ? m_network.layerCount() : 0);
        const torch::NoGradGuard noGradients;
        if (m_options.resume && checkpointExists(lastFolder())) {
            const auto json = stateObject(lastFolder());
            if (!json)
                return json.error();
            readCounts(*json);
        }
        if (auto same = checkFrozenWeights(m_frozenWeights, frozenWeightsHash(m_network, head()),
                                           m_options.model);
            !same)
            return same.error();
        if (isDone()) {
            if (auto read = readBest(); !read)
                return read.error();
            return result(Outcome::Finished);
        }
        if (const auto told = int8Event(m_recipe, m_network, m_step))
            m_listener.event(*told);
        if (embed() == Outcome::Stopped)
            return result(Outcome::Stopped);
        prepare();
        if (m_step > 0)
            if (auto read = readSolver(); !read)
                return read.error();
        const auto outcome = loop();
        if (!outcome)
            return outcome.error();
        if (auto read = readBest(); !read)
            return read.error();
        return result(*outcome);
    }

private:
    Outcome embed()
    {
        const double started = m_clock.seconds();
        const StatesPlace place = keptMeansPlace(m_network, m_options);
        const auto done = [&](double share) {
            m_tokensPerSecond = share * static_cast<double>(m_features.readTokens()) /
                                std::max(1e-9, m_clock.seconds() - started);
            waitWhilePaused();
            reportProgress(RunStage::FrozenLayers, share);
        };
        if (m_features.fill(m_job, done, place) == Outcome::Stopped)
            return Outcome::Stopped;
        const auto number = [](std::size_t count) {
            return QLocale().toString(static_cast<qlonglong>(count));
        };
        const QString seconds = QLocale().toString(m_clock.seconds() - started, 'f', 1);
        const std::size_t kept = m_features.keptTextCount();
        event(RunEvent::Kind::Info, Text::tr("Texts read by the frozen model"),
              kept == 0
                  ? Text::tr("%1 different texts in %2 s.")
                        .arg(number(m_features.textCount()), seconds)
                  : Text::tr("%1 different texts in %2 s; an earlier run had kept %3 of them.")
                        .arg(number(m_features.textCount()), seconds, number(kept)));
        return Outcome::Finished;
    }

    void prepare()
    {
        const torch::Tensor rows = m_features.of(m_training.rows);
        m_standard = Standardisation::of(rows);
        m_standard.spread.slice(0, rows.size(1) - 2).div_(kCosineWeight);
        m_fit.emplace(m_standard.apply(rows), m_training.targets, !m_isRegression);
        if (!m_validation.targets.empty())
            m_checked = m_features.of(m_validation.rows);
        m_solver.emplace(torch::zeros({m_fit->width() + 1}, torch::kDouble));
    }

    Result<Outcome> loop()
    {
        event(RunEvent::Kind::Info,
              m_step == 0 ? Text::tr("Training began") : Text::tr("Training goes on"), {});
        while (!isDone()) {
            if (m_job.pauseRequested() && !m_job.stopRequested()) {
                if (auto written = writeLast(); !written)
                    return written.error();
                waitWhilePaused();
            }
            if (m_job.stopRequested()) {
                if (auto written = writeLast(); !written)
                    return written.error();
                return Outcome::Stopped;
            }
            const bool isLow = !iterate();
            if (!std::isfinite(m_solver->value()))
                return Error{ErrorKind::Model, Text::tr("The loss is no longer a number."),
                             Text::tr("step %1").arg(m_step),
                             Text::tr("Look for a damaged model, or for scores that are far out.")};
            if (isLow)
                if (auto checked = check(); !checked)
                    return checked.error();
            if (auto settled = m_writing.settle(); !settled)
                return settled.error();
        }
        if (auto written = m_writing.finish(); !written)
            return written.error();
        return Outcome::Finished;
    }

    /// @return false: this strength is at its lowest point
    bool iterate()
    {
        const double started = m_clock.seconds(), strength = kStrengths[m_strength];
        const bool moved =
            m_solver->step([&](const torch::Tensor &point) { return (*m_fit)(point, strength); });
        ++m_step;
        ++m_iterations;
        const double seconds = std::max(1e-9, m_clock.seconds() - started);
        m_timeLeft.step(seconds);
        const torch::Tensor weights = m_solver->point().slice(0, 0, m_fit->width());
        const auto count = static_cast<double>(m_training.targets.size());
        const double held = weights.dot(weights).item<double>() / (2 * strength * count);
        const double loss = m_solver->value() - held;
        metricRow(metric::kTrainLoss, m_isRegression ? 2 * loss : loss);
        metricRow(metric::kGradientNorm, m_solver->gradientNorm());
        reportProgress(RunStage::Training,
                       static_cast<double>(m_step) / static_cast<double>(totalSteps()));
        return moved && m_solver->gradientSize() > kFlatGradient && m_iterations < kMostIterations;
    }

    Result<void> check()
    {
        const double started = m_clock.seconds();
        putWeights();
        QMap<QString, double> metrics;
        if (m_checked.defined())
            metrics = checkMetrics(m_network.suffix(m_checked, {}, m_network.layerCount()),
                                   m_validation.targets, m_isRegression);
        m_timeLeft.check(m_clock.seconds() - started);
        for (auto it = metrics.begin(); it != metrics.end(); ++it)
            metricRow(it.key().toLatin1().constData(), it.value());
        metricRow(metric::kPeakRssMib, peakResidentMib());
        const bool isBest = m_stopping.check(m_step, epoch(), metrics);
        std::vector<Checkpoint> checkpoints;
        if (isBest)
            checkpoints.push_back(bestCheckpoint(m_network.plainParameters(), m_stopping, m_step,
                                                 m_options, m_listener));
        m_listener.event(checkEvent(m_stopping, m_step, metrics, isBest));
        ++m_strength;
        m_iterations = 0;
        m_solver->restart();
        reportProgress(RunStage::Training,
                       static_cast<double>(m_step) / static_cast<double>(totalSteps()), true);
        checkpoints.push_back(lastCheckpoint());
        return m_writing.start(std::move(checkpoints));
    }

    /// The solver's point as the head's weights: logits 0 and z, or the score.
    void putWeights()
    {
        m_writing.waitUntilRead();
        const auto [weights, intercept] = unstandardised(m_solver->point(), m_standard);
        for (const NamedParameter &parameter : head()) {
            const bool isWeight = parameter.name == "pair_head.weight";
            parameter.tensor.zero_();
            parameter.tensor.select(0, parameter.tensor.size(0) - 1)
                .copy_(isWeight ? weights : intercept);
        }
    }

    std::vector<NamedParameter> parameters() const
    {
        std::vector<NamedParameter> all;
        for (const auto &item : m_network.named_parameters())
            all.push_back({item.key(), item.value()});
        return all;
    }

    std::vector<NamedParameter> head() const
    {
        std::vector<NamedParameter> all = parameters();
        std::erase_if(all, [](const NamedParameter &parameter) {
            return parameter.name != "pair_head.weight" && parameter.name != "pair_head.bias";
        });
        return all;
    }

    Checkpoint lastCheckpoint()
    {
        QJsonObject json = stoppingObject(m_stopping);
        json.insert(QStringLiteral("step"), m_step);
        json.insert(QStringLiteral("seconds"), m_clock.seconds());
        json.insert(QStringLiteral("strength"), static_cast<int>(m_strength));
        json.insert(QStringLiteral("iterations"), m_iterations);
        insertFrozenWeights(json, m_frozenWeights);
        NamedTensors solver = m_solver->state();
        for (auto &[name, tensor] : solver)
            tensor = tensor.clone(); // it is small, and goes on
        return {
            .folder = lastFolder(),
            .files = {{QLatin1String(kSolverFile), std::move(solver)},
                      {QStringLiteral("state.json"), QJsonDocument(json).toJson()}},
            .written = [this, step = m_step] { return m_listener.checkpointWritten(step, false); }};
    }

    /// It is in its place when this returns.
    Result<void> writeLast()
    {
        std::vector<Checkpoint> last;
        last.push_back(lastCheckpoint());
        if (auto started = m_writing.start(std::move(last)); !started)
            return started;
        return m_writing.finish();
    }

    void readCounts(const QJsonObject &json)
    {
        readStopping(json, m_stopping);
        m_strength = static_cast<std::size_t>(std::clamp<qint64>(
            json.value(QStringLiteral("strength")).toInteger(), 0, std::ssize(kStrengths)));
        m_iterations = json.value(QStringLiteral("iterations")).toInt();
        m_step = json.value(QStringLiteral("step")).toInteger();
        m_frozenWeights = readFrozenWeights(json);
        m_clock = WorkClock(json.value(QStringLiteral("seconds")).toDouble());
    }

    Result<void> readSolver()
    {
        const auto solver =
            readTensorFile(lastFolder() + QLatin1Char('/') + QLatin1String(kSolverFile));
        if (!solver)
            return solver.error();
        if (!m_solver->setState(*solver))
            return Error{ErrorKind::File, Text::tr("The checkpoint does not fit this training."),
                         lastFolder(), Text::tr("Start the training again from the beginning.")};
        return {};
    }

    Result<void> readBest()
    {
        if (m_stopping.bestStep == 0 || !checkpointExists(folder("/best")))
            return {};
        return readParameters(folder("/best/model.safetensors"), parameters());
    }

    bool isDone() const { return m_strength >= kStrengths.size() || m_stopping.shouldStop(); }

    TrainerResult result(Outcome outcome)
    {
        return {.outcome = outcome,
                .steps = m_step,
                .totalSteps = outcome == Outcome::Finished ? m_step : totalSteps(),
                .bestStep = m_stopping.bestStep,
                .bestEpoch = m_stopping.bestEpoch,
                .seconds = m_clock.seconds(),
                .stoppedEarly = m_stopping.shouldStop() && m_strength < kStrengths.size(),
                .best = m_stopping.best};
    }

    /// A guess that gets better from strength to strength.
    qint64 totalSteps() const
    {
        const auto left = static_cast<qint64>(kStrengths.size() - m_strength);
        const qint64 each = m_strength == 0
                                ? std::max<qint64>(kUsualIterations, m_iterations)
                                : (m_step - m_iterations) / static_cast<qint64>(m_strength) + 1;
        return std::max<qint64>(1, m_step - m_iterations +
                                       left * std::max<qint64>(each, m_iterations));
    }

    void waitWhilePaused()
    {
        if (!m_job.pauseRequested() || m_job.stopRequested())
            return;
        m_clock.pause();
        m_isPaused = true;
        reportProgress(m_fit ? RunStage::Training : RunStage::FrozenLayers, 0, true);
        while (m_job.pauseRequested() && !m_job.stopRequested())
            std::this_thread::sleep_for(kPausePoll);
        m_isPaused = false;
        m_clock.goOn();
    }

    /// The whole fit counts as one, so that its curve stands beside those of other trainings.
    double epoch() const
    {
        const double ofStrength = static_cast<double>(m_iterations) / kMostIterations;
        return (static_cast<double>(m_strength) + ofStrength) /
               static_cast<double>(kStrengths.size());
    }

    void metricRow(const char *name, double value)
    {
        m_listener.metric({.step = m_step,
                           .epoch = epoch(),
                           .seconds = m_clock.seconds(),
                           .name = QString::fromLatin1(name),
                           .value = value});
    }

    void event(RunEvent::Kind kind, const QString &what, const QString &detail)
    {
        m_listener.event({kind, m_step, QDateTime::currentMSecsSinceEpoch(), what, detail});
    }

    void reportProgress(RunStage stage, double share, bool isDue = false)
    {
        const double now = m_clock.seconds();
        if (!isDue && m_lastReport >= 0 && now - m_lastReport < kSecondsBetweenReports)
            return;
        m_lastReport = now;
        MetricFeed::Progress progress;
        progress.stage = stage;
        progress.stageFraction = share;
        progress.step = m_step;
        progress.totalSteps = totalSteps();
        progress.epoch = epoch();
        progress.totalEpochs = 1;
        progress.secondsLeft = m_timeLeft.seconds(
            totalSteps() - m_step, static_cast<qint64>(kStrengths.size() - m_strength));
        progress.seconds = m_clock.seconds();
        progress.tokensPerSecond = stage == RunStage::FrozenLayers ? m_tokensPerSecond : 0;
        progress.rssMib = residentMib();
        progress.paused = m_isPaused;
        m_listener.progress(progress);
        if (stage == RunStage::FrozenLayers)
            m_job.report(static_cast<qint64>(share * 1000), 1000,
                         Text::tr("Running the frozen layers"));
        else
            m_job.report(m_step, totalSteps(), Text::tr("Training"));
    }

    QString lastFolder() const { return m_options.folder + QLatin1Char('/') + m_options.lastName; }
    QString folder(const char *name) const { return m_options.folder + QLatin1String(name); }

    SequenceClassifier &m_network;
    PairFeatures &m_features;
    const LabelledFeatures &m_training;
    const LabelledFeatures &m_validation;
    const TrainerOptions &m_options;
    const TrainingRecipe &m_recipe;
    TrainingListener &m_listener;
    JobContext &m_job;
    const bool m_isRegression;

    Standardisation m_standard;
    std::optional<LinearFit> m_fit;
    std::optional<Lbfgs> m_solver;
    torch::Tensor m_checked; ///< [validation pairs, D], as they are; undefined: there are none
    QByteArray m_frozenWeights;
    EarlyStopping m_stopping;
    std::size_t m_strength = 0; ///< of kStrengths
    int m_iterations = 0;       ///< at this strength
    qint64 m_step = 0;

    WorkClock m_clock;
    TimeLeft m_timeLeft;
    double m_tokensPerSecond = 0;
    double m_lastReport = -1;
    bool m_isPaused = false;
    CheckpointWriting m_writing; ///< the last of all: it reads what stands above
};
} // namespace

StatesPlace keptMeansPlace(const SequenceClassifier &network, const TrainerOptions &options)
{
    const auto config = options.bestFiles.find(QStringLiteral("config.json"));
    if (options.statesFolder.isEmpty() || config == options.bestFiles.end())
        return {};
    return {.folder = options.statesFolder,
            .key = encoderHash(network, network.precision(), config->second),
            .freeBytes = options.freeBytes};
}

Result<TrainerResult> trainFeatures(SequenceClassifier &network, PairFeatures &features,
                                    const LabelledFeatures &training,
                                    const LabelledFeatures &validation,
                                    const TrainerOptions &options, TrainingListener &listener,
                                    JobContext &job)
{
    return FeatureTraining(network, features, training, validation, options, listener, job).run();
}

} // namespace tunedesk
