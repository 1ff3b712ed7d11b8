#include "engine/training/training_probe.h"

#include "engine/training/tensor_memory.h"

#include <algorithm>
#include <chrono>
#include <numeric>

namespace tunedesk
{

namespace
{
constexpr int kMostRuns = 5; ///< of one batch
} // namespace

Batch sizeOf(const std::vector<Encoding> &encodings, std::span<const int> rows)
{
    Batch batch{static_cast<qint64>(rows.size()), 0};
    for (const int row : rows)
        batch.length = std::max(
            batch.length, static_cast<qint64>(encodings[static_cast<std::size_t>(row)].ids.size()));
    return batch;
}

double secondsOf(const std::function<void()> &act)
{
    const auto started = std::chrono::steady_clock::now();
    act();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
}

struct TrainingProbes::Few {
    Few(Training &training, std::span<const int> chosen, bool wholeNetworkTrains)
        : run(training), encodings(pairsOf(training, chosen)), targets(training.targetsOf(chosen)),
          rows(chosen.size()),
          pairs(training.m_network, encodings, training.m_options.padId, wholeNetworkTrains)
    {
        std::iota(rows.begin(), rows.end(), 0);
    }

    static std::vector<Encoding> pairsOf(const Training &training, std::span<const int> chosen)
    {
        std::vector<Encoding> encodings;
        for (const int row : chosen)
            encodings.push_back(training.m_training.encodings[static_cast<std::size_t>(row)]);
        return encodings;
    }

    void runFrozenLayers()
    {
        pairs.fill(run.m_job, [](qint64) {});
    }
    void step()
    {
        run.dropGradients();
        run.learnFrom(pairs, rows, targets, run.m_objective.weight(targets));
    }
    void score()
    {
        const torch::NoGradGuard noGradients;
        pairs.logits(rows);
    }

    Training &run;
    std::vector<Encoding> encodings;
    std::vector<double> targets;
    std::vector<int> rows; ///< 0, 1, …
    PrefixCache pairs;
};

WeightCopies TrainingProbes::copies(std::span<const int> rows)
{
    Few few(m_run, rows, m_run.m_recipe.trainLayers < 0);
    WeightCopies copies;
    if (m_run.keepsFrozenOutput()) {
        m_run.m_network.eval();
        const TensorMemory memory;
        few.runFrozenLayers();
        copies.whileFrozenRun = memory.now();
        m_run.m_network.dropCopies();
    }
    m_run.m_network.train();
    m_run.dropGradients();
    const TensorMemory memory;
    few.step();
    m_run.dropGradients();
    copies.whileStepping = memory.now();
    return copies;
}

Probe TrainingProbes::bytesOf(Few &few, bool frozenAndStepsApart)
{
    const auto passing = [](const auto &act) {
        const TensorMemory memory;
        act();
        return memory.peak() - std::max<qint64>(0, memory.now());
    };
    Probe probe{.batch = sizeOf(few.encodings, few.rows)};
    m_run.m_network.eval();
    if (m_run.keepsFrozenOutput())
        probe.frozenBytes = passing([&] { few.runFrozenLayers(); });
    if (frozenAndStepsApart)
        m_run.m_network.dropCopies();
    probe.scoreBytes = passing([&] { few.score(); });
    m_run.m_network.train();
    m_run.dropGradients();
    probe.forwardBytes = passing([&] { few.pairs.logits(few.rows); });
    return probe;
}

Probe TrainingProbes::probeMemory(std::span<const int> rows)
{
    Few few(m_run, rows, m_run.m_recipe.trainLayers < 0);
    return bytesOf(few, true);
}

Probe TrainingProbes::probe(std::span<const int> rows, double budget)
{
    Few few(m_run, rows, m_run.m_recipe.trainLayers < 0);
    // The first run of each finds cold memory: it counts bytes, the next ones count seconds.
    Probe probe = bytesOf(few, false);
    few.step();
    const bool keeps = m_run.keepsFrozenOutput();
    double fastest = 0, slowest = 0;
    int runs = 0;
    for (double spent = 0;
         runs < kMostRuns && (runs == 0 || spent < budget) && !m_run.m_job.stopRequested();
         ++runs) {
        m_run.m_network.eval();
        const double frozen = keeps ? secondsOf([&] { few.runFrozenLayers(); }) : 0;
        const double scored = secondsOf([&] { few.score(); });
        m_run.m_network.train();
        const double stepped = secondsOf([&] { few.step(); });
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

double TrainingProbes::exactRatio(std::span<const int> rows, const Probe &probe)
{
    SequenceClassifier &network = m_run.m_network;
    const Precision precision = network.precision();
    const int int8Layers = network.int8Layers();
    if (precision == Precision::Float32 && int8Layers == 0)
        return 1;
    network.setPrecision(Precision::Float32);
    network.setInt8Layers(0);
    network.eval();
    Few few(m_run, rows, true);
    few.score(); // finds cold memory
    const double seconds = secondsOf([&] { few.score(); });
    network.setPrecision(precision);
    network.setInt8Layers(int8Layers);
    return seconds / std::max(1e-9, probe.frozenSeconds + probe.scoreSeconds);
}

} // namespace tunedesk
