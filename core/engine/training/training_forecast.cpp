#include "engine/training/training_forecast.h"

#include "engine/kept_products.h"
#include "engine/training/checkpoint_folder.h"
#include "engine/training/cost_line.h"
#include "engine/training/free_memory.h"
#include "engine/training/tensor_memory.h"
#include "engine/training/training_probe.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>
#include <set>

namespace tunedesk
{

namespace
{
constexpr double kUsualProbeSeconds = 0.5; ///< of one batch; the others take half
constexpr double kTimeSpread = 0.25;
constexpr double kMemorySpread = 0.2;
/// Products that a batch of another size prepares, forward and backward.
constexpr int kProductsABatch = 12;
constexpr std::size_t kMemoryRows = 4;
constexpr qint64 kProbeFileBytes = 16 * 1024 * 1024;

} // namespace

/// One forecast. A friend of Training, whose parts it has timed one by one.
class TrainingForecast
{
public:
    TrainingForecast(SequenceClassifier &network, const LabelledEncodings &training,
                     const LabelledEncodings &validation, const TrainerOptions &options,
                     JobContext &job)
        : m_network(network), m_training(training), m_options(options), m_job(job),
          m_run(network, training, validation, options, m_deaf, job), m_parts(m_run)
    {
    }

    Result<TrainingEstimate> make(const LabelledEncodings &test, double share);
    Result<TrainingEstimate> makeOfMemory();

private:
    Result<void> begin();
    void findBatches();
    /// As many pairs of a batch as a probe of them may take.
    std::vector<int> usualRows(const std::vector<int> &batch, double budget);
    double planned(const CostLine &line) const;
    double passed(const CostLine &line, const PrefixCache &pairs) const;
    void estimateTime(const LabelledEncodings &test, double share);
    double ownPairs() const;
    double headBytes(double share) const;
    double headSeconds(const CostLine &score, double share) const;
    double keptProductBytes() const;
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
    TrainingProbes m_parts;

    std::vector<std::vector<int>> m_plan;   ///< batches of the first epoch
    std::array<std::vector<int>, 3> m_rows; ///< of the shortest pair, a usual and the longest batch
    std::array<Probe, 3> m_probes;
    WeightCopies m_copies;
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

std::vector<int> TrainingForecast::usualRows(const std::vector<int> &batch, double budget)
{
    const Probe one = m_parts.probe(std::span(batch).first(1), 0);
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

double TrainingForecast::keptProductBytes() const
{
    std::set<qint64> sizes;
    for (const std::vector<int> &rows : m_plan)
        sizes.insert(sizeOf(m_training.encodings, rows).tokens());
    return kKeptProductBytes *
           std::min(kMostKeptProducts, kProductsABatch * static_cast<int>(sizes.size()));
}

void TrainingForecast::estimateMemory(double share)
{
    const auto bytes = [this](qint64 Probe::*part) {
        return line(m_probes, [part](const Probe &p) { return static_cast<double>(p.*part); });
    };
    const CostLine frozen = bytes(&Probe::frozenBytes), forward = bytes(&Probe::forwardBytes),
                   score = bytes(&Probe::scoreBytes);
    Batch longest = m_probes[2].batch;
    longest.rows = 1;
    const auto gradients = static_cast<double>(bytesOf(m_run.m_trained));
    // The optimizer's memory stays, and what is kept of the frozen layers where no file takes it.
    double fixed = static_cast<double>(m_run.m_optimizer->stateBytes() + m_run.m_rows.bytes());
    if (m_run.keepsFrozenOutput() && m_options.statesFolder.isEmpty())
        fixed += static_cast<double>(m_run.m_trainingPairs.bytesNeeded() +
                                     m_run.m_validationPairs.bytesNeeded()) /
                 share;
    const auto copies = static_cast<double>(m_copies.whileStepping);
    const double passing =
        std::max(frozen.at(kPassTokens, longest.length), score.at(kPassTokens, longest.length));
    // The last pass is exact: float32.
    const double exact = (m_network.precision() == Precision::Float32 ? 1 : 2) * passing;
    const double besideSteps =
        std::max({static_cast<double>(m_copies.whileFrozenRun) + passing,
                  copies + gradients + passing, gradients + exact, copies + headBytes(share)});
    const double libraries = kLibraryBytes + keptProductBytes();
    // Backward, gradients take the place of what forward left.
    const auto heldWith = [&](double stepBytes) {
        return libraries +
               kHeldPerByte *
                   (fixed + std::max(besideSteps, copies + std::max(gradients, stepBytes)));
    };
    const auto peakWith = [&](qint64 rows) {
        return heldWith(forward.at(rows * longest.length, longest.length));
    };
    double peak = 0;
    for (const std::vector<int> &rows : m_plan) {
        const Batch batch = sizeOf(m_training.encodings, rows);
        peak = std::max(peak, forward.at(batch.tokens(), batch.length));
    }
    m_estimate.memoryBytes = m_estimate.residentBytes + static_cast<qint64>(heldWith(peak));
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
    m_copies = m_parts.copies(m_rows[0]);
    m_probes[0] = m_parts.probe(m_rows[0], 0);
    if (m_job.stopRequested())
        return m_estimate;
    m_rows[1] = usualRows(m_rows[1], kUsualProbeSeconds);
    if (m_job.stopRequested())
        return m_estimate;
    m_probes[1] = m_parts.probe(m_rows[1], kUsualProbeSeconds);
    if (m_job.stopRequested())
        return m_estimate;
    m_probes[2] = m_probes[1];
    if (sizeOf(m_training.encodings, m_rows[2]).length > m_probes[1].batch.length) {
        m_rows[2] = usualRows(m_rows[2], kUsualProbeSeconds / 2);
        m_probes[2] = m_parts.probe(m_rows[2], kUsualProbeSeconds / 2);
    }
    if (m_job.stopRequested())
        return m_estimate;
    m_exactRatio = m_parts.exactRatio(m_rows[1], m_probes[1]);
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
    m_copies = m_parts.copies(m_rows[0]);
    // Of the longest pairs: one and a few, which differ in tokens alone.
    const std::span<const int> longest(m_rows[2]);
    m_probes[0] = m_parts.probeMemory(longest.first(1));
    m_probes[1] = m_probes[2] =
        m_parts.probeMemory(longest.first(std::min(kMemoryRows, longest.size())));
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
