#include "engine/training/training_forecast.h"

#include "engine/training/checkpoint_folder.h"
#include "engine/training/cost_line.h"
#include "engine/training/free_memory.h"
#include "engine/training/tensor_memory.h"
#include "engine/training/training_run.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <functional>
#include <numeric>

namespace tunedesk
{

namespace
{
constexpr double kUsualProbeSeconds = 0.5; ///< of one batch; the others take half
constexpr int kMostRuns = 5;               ///< of one batch
constexpr double kTimeSpread = 0.25;
constexpr double kMemorySpread = 0.2;
/// Of the tensors' bytes; malloc and the libraries hold more. Measured: 1.4 to 1.6 (MiniLM, BERT
/// base).
constexpr double kHeldPerByte = 1.45;
constexpr std::size_t kMemoryRows = 4;
constexpr qint64 kProbeFileBytes = 16 * 1024 * 1024;

double secondsOf(const std::function<void()> &act)
{
    const auto started = std::chrono::steady_clock::now();
    act();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
}

/// Pairs that go through the network together.
struct Batch {
    qint64 rows = 0, length = 0;
    qint64 tokens() const { return rows * length; }
};

Batch sizeOf(const std::vector<Encoding> &encodings, std::span<const int> rows)
{
    Batch batch{static_cast<qint64>(rows.size()), 0};
    for (const int row : rows)
        batch.length = std::max(
            batch.length, static_cast<qint64>(encodings[static_cast<std::size_t>(row)].ids.size()));
    return batch;
}

/// What a probe took.
struct Probe {
    Batch batch;
    double frozenSeconds = 0;              ///< 0 where the frozen layers run in each step
    double stepSeconds = 0;                ///< forward and backward
    double scoreSeconds = 0;               ///< forward, as a check does
    qint64 frozenBytes = 0, stepBytes = 0; ///< of tensors at the peak, gradients left out
    double noise = 0;                      ///< slowest of the runs ÷ fastest − 1
};
} // namespace

/// One forecast. A friend of Training, whose parts it times one by one.
class TrainingForecast
{
public:
    TrainingForecast(SequenceClassifier &network, const LabelledEncodings &training,
                     const LabelledEncodings &validation, const TrainerOptions &options,
                     JobContext &job)
        : m_network(network), m_training(training), m_options(options), m_job(job),
          m_run(network, training, validation, options, m_deaf, job)
    {
    }

    Result<TrainingEstimate> make(const LabelledEncodings &test, double share);
    Result<TrainingEstimate> makeOfMemory();

private:
    Result<void> begin();
    /// @param budget seconds; below 0: bytes alone are counted
    Probe probe(std::span<const int> rows, double budget);
    /// How much longer than a probe in the training's precision an exact pass takes.
    double exactRatio(std::span<const int> rows, const Probe &probe);
    void findBatches();
    std::vector<int> usualRows(const std::vector<int> &batch, double budget);
    double planned(const CostLine &line) const;
    double passed(const CostLine &line, const PrefixCache &pairs) const;
    void estimateTime(const LabelledEncodings &test, double share);
    double ownPairs() const;
    double headBytes(double share) const;
    double headSeconds(const CostLine &score, double share) const;
    void estimateMemory(double share);
    Result<void> estimateDisk(double share);
    qint64 bytesOf(const std::vector<NamedParameter> &parameters) const;
    static CostLine line(const std::array<Probe, 3> &probes,
                         const std::function<double(const Probe &)> &cost);

    SequenceClassifier &m_network;
    const LabelledEncodings &m_training;
    const TrainerOptions &m_options;
    JobContext &m_job;
    DeafListener m_deaf;
    Training m_run;

    std::vector<std::vector<int>> m_plan;   ///< batches of the first epoch
    std::array<std::vector<int>, 3> m_rows; ///< of the shortest pair, a usual and the longest batch
    std::array<Probe, 3> m_probes;
    double m_exactRatio = 1;
    double m_updateSeconds = 0;
    double m_secondsAByte = 0;     ///< of a checkpoint, until it is on disk
    double m_readSecondsAByte = 0; ///< of it, until its weights may change
    TrainingEstimate m_estimate;
};

qint64 TrainingForecast::bytesOf(const std::vector<NamedParameter> &parameters) const
{
    return std::accumulate(parameters.begin(), parameters.end(), qint64{0},
                           [](qint64 sum, const NamedParameter &parameter) {
                               return sum + static_cast<qint64>(parameter.tensor.nbytes());
                           });
}

void TrainingForecast::findBatches()
{
    const std::vector<Encoding> &encodings = m_training.encodings;
    m_plan = m_run.m_sampler.batches(0);
    // The mean length of what is computed, padding included.
    double tokens = 0, weighted = 0;
    for (const std::vector<int> &rows : m_plan) {
        const Batch batch = sizeOf(encodings, rows);
        tokens += static_cast<double>(batch.tokens());
        weighted += static_cast<double>(batch.tokens()) * static_cast<double>(batch.length);
    }
    const double usual = weighted / std::max(1.0, tokens);
    const auto length = [&](const std::vector<int> &rows) {
        return static_cast<double>(sizeOf(encodings, rows).length);
    };
    m_rows[1] = *std::ranges::min_element(
        m_plan, {}, [&](const auto &rows) { return std::abs(length(rows) - usual); });
    m_rows[2] = *std::ranges::max_element(m_plan, {}, length);
    const auto tokensOf = [&](int row) {
        return encodings[static_cast<std::size_t>(row)].ids.size();
    };
    for (std::vector<int> *rows : {&m_rows[1], &m_rows[2]})
        std::ranges::stable_sort(*rows, std::greater{}, tokensOf); // the first one sets the length
    std::vector<int> all(encodings.size());
    std::iota(all.begin(), all.end(), 0);
    m_rows[0] = {*std::ranges::min_element(all, {}, tokensOf)};
}

Probe TrainingForecast::probe(std::span<const int> rows, double budget)
{
    std::vector<Encoding> encodings;
    std::vector<double> targets;
    for (const int row : rows) {
        encodings.push_back(m_training.encodings[static_cast<std::size_t>(row)]);
        targets.push_back(m_training.targets[static_cast<std::size_t>(row)]);
    }
    std::vector<int> places(rows.size());
    std::iota(places.begin(), places.end(), 0);
    PrefixCache pairs(m_network, encodings, m_options.padId, m_options.recipe.trainLayers < 0);
    Probe probe{.batch = sizeOf(encodings, places)};
    const auto fill = [&] { pairs.fill(m_job, [](qint64) {}); };
    const double weight = m_run.m_objective.weight(targets);
    const auto step = [&] {
        m_run.dropGradients();
        m_run.learnFrom(pairs, places, targets, weight);
    };
    const auto score = [&] {
        const torch::NoGradGuard noGradients;
        pairs.logits(places);
    };
    // The first run of each finds cold memory: it counts bytes, the next ones count seconds.
    const bool keeps = m_run.keepsFrozenOutput();
    m_network.eval();
    if (keeps) {
        const TensorMemory memory;
        fill();
        probe.frozenBytes = memory.peak();
    }
    score();
    m_network.train();
    m_run.dropGradients();
    {
        const TensorMemory memory;
        step();
        probe.stepBytes = std::max<qint64>(0, memory.peak() - bytesOf(m_run.m_trained));
    }
    double fastest = 0, slowest = 0;
    int runs = 0;
    for (double spent = 0;
         budget >= 0 && runs < kMostRuns && (runs == 0 || spent < budget) && !m_job.stopRequested();
         ++runs) {
        m_network.eval();
        const double frozen = keeps ? secondsOf(fill) : 0, scored = secondsOf(score);
        m_network.train();
        const double stepped = secondsOf(step);
        probe.frozenSeconds += frozen;
        probe.scoreSeconds += scored;
        probe.stepSeconds += stepped;
        const double all = frozen + scored + stepped;
        fastest = runs == 0 ? all : std::min(fastest, all);
        slowest = std::max(slowest, all);
        spent += all;
    }
    for (double *seconds : {&probe.frozenSeconds, &probe.scoreSeconds, &probe.stepSeconds})
        *seconds /= std::max(1, runs);
    probe.noise = slowest / std::max(1e-9, fastest) - 1;
    return probe;
}

double TrainingForecast::exactRatio(std::span<const int> rows, const Probe &probe)
{
    const Precision precision = m_network.precision();
    const int int8Layers = m_network.int8Layers();
    if (precision == Precision::Float32 && int8Layers == 0)
        return 1;
    std::vector<Encoding> encodings;
    for (const int row : rows)
        encodings.push_back(m_training.encodings[static_cast<std::size_t>(row)]);
    std::vector<int> places(rows.size());
    std::iota(places.begin(), places.end(), 0);
    m_network.setPrecision(Precision::Float32);
    m_network.setInt8Layers(0);
    m_network.eval();
    PrefixCache pairs(m_network, encodings, m_options.padId, true);
    const auto score = [&] {
        const torch::NoGradGuard noGradients;
        pairs.logits(places);
    };
    score(); // finds cold memory
    const double seconds = secondsOf(score);
    m_network.setPrecision(precision);
    m_network.setInt8Layers(int8Layers);
    return seconds / std::max(1e-9, probe.frozenSeconds + probe.scoreSeconds);
}

/// As many pairs of a batch as a probe of them may take.
std::vector<int> TrainingForecast::usualRows(const std::vector<int> &batch, double budget)
{
    const Probe one = probe(std::span(batch).first(1), 0);
    const double seconds = one.frozenSeconds + one.scoreSeconds + one.stepSeconds;
    // Each probe runs twice at least.
    const auto count = static_cast<std::size_t>(
        std::clamp(budget / 2 / std::max(1e-6, seconds), 1.0, static_cast<double>(batch.size())));
    return {batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(count)};
}

CostLine TrainingForecast::line(const std::array<Probe, 3> &probes,
                                const std::function<double(const Probe &)> &cost)
{
    const auto point = [&](const Probe &probe) {
        return CostLine::Point{probe.batch.tokens(), probe.batch.length, cost(probe)};
    };
    return CostLine(point(probes[0]), point(probes[1]), point(probes[2]));
}

/// Over the batches of an epoch.
double TrainingForecast::planned(const CostLine &line) const
{
    double sum = 0;
    for (const std::vector<int> &rows : m_plan) {
        const Batch batch = sizeOf(m_training.encodings, rows);
        sum += line.at(batch.tokens(), batch.length);
    }
    return sum;
}

/// Over all pairs once, in batches of similar length.
double TrainingForecast::passed(const CostLine &line, const PrefixCache &pairs) const
{
    double sum = 0;
    for (const std::vector<int> &rows : pairs.batchesByLength(kPassRows, kPassTokens)) {
        const Batch batch = sizeOf(pairs.encodings(), rows);
        sum += line.at(batch.tokens(), batch.length);
    }
    return sum;
}

void TrainingForecast::estimateTime(const LabelledEncodings &test, double share)
{
    const CostLine frozen = line(m_probes, [](const Probe &p) { return p.frozenSeconds; });
    const CostLine step = line(m_probes, [](const Probe &p) { return p.stepSeconds; });
    const CostLine score = line(m_probes, [](const Probe &p) { return p.scoreSeconds; });
    const double steps = static_cast<double>(m_run.m_state.totalSteps) / share;
    m_estimate.steps = static_cast<qint64>(std::ceil(steps));
    if (m_run.keepsFrozenOutput())
        m_estimate.frozenSeconds =
            (passed(frozen, m_run.m_trainingPairs) + passed(frozen, m_run.m_validationPairs)) /
            share;
    m_estimate.frozenSeconds += headSeconds(score, share);
    m_estimate.trainingSeconds =
        steps * (planned(step) / static_cast<double>(m_run.m_stepsInEpoch) + m_updateSeconds);

    // Each check may be the best so far; the best one is read back at the end.
    const auto checks = static_cast<double>(m_run.checksLeft());
    const CheckpointSizes sizes = m_run.checkpointSizes();
    const auto bytes = static_cast<double>(sizes.best + sizes.last);
    // For the last one the training waits; the others hold it up at most while they are read.
    const double checkpoints =
        bytes * (m_readSecondsAByte * std::max(0.0, checks - 1) + m_secondsAByte);
    // The test goes through the whole network, as does another pass over the validation pairs, both
    // exact.
    const PrefixCache tested(m_network, test.encodings, m_options.padId, true);
    const CostLine whole =
        line(m_probes, [](const Probe &p) { return p.frozenSeconds + p.scoreSeconds; });
    m_estimate.checksSeconds =
        checks * passed(score, m_run.m_validationPairs) / share + checkpoints +
        m_exactRatio * (passed(whole, tested) + passed(whole, m_run.m_validationPairs)) / share;
    m_estimate.timeSpread = kTimeSpread + std::clamp(m_probes[1].noise / 2, 0.0, kTimeSpread);
}

/// Training pairs with a label of their own, of those that are here.
double TrainingForecast::ownPairs() const
{
    if (m_training.rounds.empty())
        return static_cast<double>(m_training.encodings.size());
    return static_cast<double>(
        std::ranges::count_if(m_training.rounds, [](int round) { return round < 0; }));
}

/// What the head reads of the pairs that fitHead() takes, as it is and standardised, and of those
/// for checking.
double TrainingForecast::headBytes(double share) const
{
    if (!m_run.fitsHead())
        return 0;
    constexpr auto most = static_cast<double>(Training::kMostHeadPairs);
    const double checked = static_cast<double>(m_run.m_validation.encodings.size()) / share;
    const double rows = 2 * std::min(most, ownPairs() / share) + std::min(most, checked);
    return rows * static_cast<double>((8 * m_network.hiddenSize() + 2) * sizeof(float));
}

/// Of the pass that finds where the head begins; the fit itself is a few seconds of arithmetic.
double TrainingForecast::headSeconds(const CostLine &score, double share) const
{
    if (!m_run.fitsHead())
        return 0;
    const auto all = static_cast<double>(m_training.encodings.size());
    const double own = ownPairs();
    const double taken =
        std::min(1.0, static_cast<double>(Training::kMostHeadPairs) / std::max(1.0, own / share));
    return (passed(score, m_run.m_trainingPairs) * taken * own / all +
            passed(score, m_run.m_validationPairs)) /
           share;
}

void TrainingForecast::estimateMemory(double share)
{
    const CostLine step =
        line(m_probes, [](const Probe &p) { return static_cast<double>(p.stepBytes); });
    const CostLine frozen =
        line(m_probes, [](const Probe &p) { return static_cast<double>(p.frozenBytes); });
    // Gradients and the optimizer's memory stay.
    const auto remembered = static_cast<double>(m_run.m_optimizer->stateBytes());
    double fixed =
        static_cast<double>(bytesOf(m_run.m_trained) + m_run.m_rows.bytes()) + remembered;
    if (m_run.keepsFrozenOutput() && m_options.statesFolder.isEmpty())
        fixed += static_cast<double>(m_run.m_trainingPairs.bytesNeeded() +
                                     m_run.m_validationPairs.bytesNeeded()) /
                 share;
    Batch longest = m_probes[2].batch;
    longest.rows = 1;
    const auto peakWith = [&](qint64 rows) {
        double most = headBytes(share);
        if (m_run.keepsFrozenOutput())
            most = std::max(most, frozen.at(kPassTokens, longest.length));
        return kHeldPerByte *
               (fixed + std::max(most, step.at(rows * longest.length, longest.length)));
    };
    double peak = 0;
    for (const std::vector<int> &rows : m_plan) {
        const Batch batch = sizeOf(m_training.encodings, rows);
        peak = std::max(peak, step.at(batch.tokens(), batch.length));
    }
    m_estimate.memoryBytes =
        m_estimate.residentBytes +
        static_cast<qint64>(std::max(peakWith(0), kHeldPerByte * (fixed + peak)));
    m_estimate.memorySpread = kMemorySpread;
    m_estimate.batchSize = m_options.recipe.batchSize;
    const auto free = static_cast<double>(m_estimate.freeMemoryBytes);
    int fitting = m_estimate.batchSize;
    while (fitting > 0 && m_estimate.freeMemoryBytes > 0 &&
           peakWith(fitting) * (1 + kMemorySpread) > free)
        --fitting;
    m_estimate.fittingBatchSize = fitting;
}

Result<void> TrainingForecast::estimateDisk(double share)
{
    // A file of zeros takes as long as any other: it is hashed and brought to the disk.
    const NamedTensors zeros{
        {"zeros", torch::zeros({kProbeFileBytes / static_cast<qint64>(sizeof(float))})}};
    Result<void> written;
    CheckpointWriter writer(m_options.folder + QStringLiteral("/measure"), m_options.freeBytes);
    m_readSecondsAByte = secondsOf([&] {
                             written = writer.open(kProbeFileBytes);
                             if (written)
                                 written = writer.add({QStringLiteral("zeros.safetensors"), zeros});
                         }) /
                         static_cast<double>(kProbeFileBytes);
    m_secondsAByte = m_readSecondsAByte + secondsOf([&] {
                                              if (written)
                                                  written = writer.seal();
                                          }) / static_cast<double>(kProbeFileBytes);
    const CheckpointSizes sizes = m_run.checkpointSizes();
    m_estimate.keptBytes = sizes.best + sizes.last;
    m_estimate.diskBytes = sizes.peak();
    if (m_run.keepsFrozenOutput() && !m_options.statesFolder.isEmpty()) {
        const auto states =
            static_cast<qint64>(static_cast<double>(m_run.m_trainingPairs.bytesNeeded() +
                                                    m_run.m_validationPairs.bytesNeeded()) /
                                share);
        if (states <= StatesFile::kMostBytes) { // else memory takes them
            m_estimate.cacheBytes = states;
            m_estimate.keptBytes += states;
            m_estimate.diskBytes += states;
        }
    }
    return written;
}

Result<void> TrainingForecast::begin()
{
    constexpr double kMib = 1024 * 1024;
    m_estimate.residentBytes = static_cast<qint64>(residentMib() * kMib);
    m_estimate.freeMemoryBytes = freeMemoryBytes();
    if (auto begun = m_run.begin(); !begun)
        return begun;
    findBatches();
    return {};
}

Result<TrainingEstimate> TrainingForecast::make(const LabelledEncodings &test, double share)
{
    if (auto begun = begin(); !begun)
        return begun.error();
    m_probes[0] = probe(m_rows[0], 0);
    if (m_job.stopRequested())
        return m_estimate;
    m_rows[1] = usualRows(m_rows[1], kUsualProbeSeconds);
    if (m_job.stopRequested())
        return m_estimate;
    m_probes[1] = probe(m_rows[1], kUsualProbeSeconds);
    if (m_job.stopRequested())
        return m_estimate;
    m_probes[2] = m_probes[1];
    if (sizeOf(m_training.encodings, m_rows[2]).length > m_probes[1].batch.length) {
        m_rows[2] = usualRows(m_rows[2], kUsualProbeSeconds / 2);
        m_probes[2] = probe(m_rows[2], kUsualProbeSeconds / 2);
    }
    if (m_job.stopRequested())
        return m_estimate;
    m_exactRatio = exactRatio(m_rows[1], m_probes[1]);
    if (m_job.stopRequested())
        return m_estimate;
    m_run.update(); // the first one finds cold memory
    m_updateSeconds = secondsOf([&] { m_run.update(); });
    if (auto disk = estimateDisk(share); !disk)
        return disk.error();
    estimateTime(test, share);
    estimateMemory(share);
    return m_estimate;
}

Result<TrainingEstimate> TrainingForecast::makeOfMemory()
{
    if (auto begun = begin(); !begun)
        return begun.error();
    // Of the longest pairs: one and a few, which differ in tokens alone.
    const std::span<const int> longest(m_rows[2]);
    m_probes[0] = probe(longest.first(1), -1);
    m_probes[1] = m_probes[2] = probe(longest.first(std::min(kMemoryRows, longest.size())), -1);
    m_run.dropGradients();
    estimateMemory(1);
    return m_estimate;
}

Result<TrainingEstimate> forecastTraining(SequenceClassifier &network,
                                          const LabelledEncodings &training,
                                          const LabelledEncodings &validation,
                                          const LabelledEncodings &test, double share,
                                          const TrainerOptions &options, JobContext &job)
{
    return TrainingForecast(network, training, validation, options, job).make(test, share);
}

Result<TrainingEstimate> forecastMemory(SequenceClassifier &network,
                                        const LabelledEncodings &training,
                                        const LabelledEncodings &validation,
                                        const TrainerOptions &options, JobContext &job)
{
    return TrainingForecast(network, training, validation, options, job).makeOfMemory();
}

} // namespace tunedesk
