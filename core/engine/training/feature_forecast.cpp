#include "engine/training/feature_forecast.h"

#include "engine/inference/own_batches.h"
#include "engine/kept_products.h"
#include "engine/training/feature_trainer.h"
#include "engine/training/free_memory.h"
#include "engine/training/linear_fit.h"
#include "engine/training/tensor_memory.h"
#include "engine/training/training_progress.h"

#include <ATen/Parallel.h>

#include <QScopeGuard>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

namespace tunedesk
{

namespace
{
constexpr std::size_t kProbePairs = 64; ///< at first; more until the time is up
constexpr double kProbeSeconds = 1.0;   ///< of reading texts
constexpr int kProbeLooks = 3;          ///< at the fit's loss
constexpr double kLooksAStep = 1.2;     ///< the line search looks again now and then
constexpr double kTimeSpread = 0.4;     ///< the number of iterations hangs on the data
constexpr double kMemorySpread = 0.2;
constexpr double kProductsAPass = 4;           ///< prepared for one of its size
constexpr double kPassSizes = 40;              ///< most texts have up to 160 tokens, in steps of 4
constexpr qint64 kHeadFiles = 4 * 1024 * 1024; ///< last-features, with the solver's memory

double secondsSince(std::chrono::steady_clock::time_point started)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
}

/// Pairs spread evenly over all of them.
std::vector<Encoding> sampleOf(const LabelledEncodings &pairs, std::size_t count)
{
    std::vector<Encoding> sample;
    const std::size_t size = pairs.encodings.size();
    for (std::size_t i = 0; i < std::min(count, size); ++i)
        sample.push_back(pairs.encodings[i * size / std::min(count, size)]);
    return sample;
}
} // namespace

TrainingEstimate forecastFeatures(SequenceClassifier &network, const LabelledEncodings &training,
                                  const LabelledEncodings &validation,
                                  const LabelledEncodings &test, double share,
                                  const TrainerOptions &options, JobContext &job)
{
    constexpr double kMib = 1024 * 1024;
    const torch::NoGradGuard noGradients;
    at::set_num_threads(options.recipe.threads > 0
                            ? options.recipe.threads
                            : static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
    network.eval();
    const auto exactAgain = qScopeGuard([&] {
        network.setPrecision(Precision::Float32);
        network.setInt8Layers(0);
    });
    network.setPrecision(precisionOf(options.recipe.precision));
    network.setInt8Layers(isInt8(options.recipe.frozenPrecision) ? network.layerCount() : 0);
    TrainingEstimate estimate;
    estimate.residentBytes = static_cast<qint64>(residentMib() * kMib);
    estimate.freeMemoryBytes = freeMemoryBytes();
    estimate.batchSize = estimate.fittingBatchSize = options.recipe.batchSize;

    PairFeatures all(network, options.padId), tested(network, options.padId);
    for (const LabelledEncodings *part : {&training, &validation})
        all.add(part->encodings);
    for (const LabelledEncodings *part : {&validation, &test})
        tested.add(part->encodings);
    // A larger sample follows while there is time.
    double secondsAToken = 0;
    qint64 passBytes = 0;
    PairFeatures::Rows rows;
    torch::Tensor features;
    for (std::size_t pairs = kProbePairs; !training.encodings.empty(); pairs *= 4) {
        PairFeatures probe(network, options.padId);
        rows = probe.add(sampleOf(training, pairs));
        const auto read = [&] { return probe.fill(job, [](double) {}) == Outcome::Finished; };
        { // the first pass finds cold memory: it counts bytes, the next one seconds
            const TensorMemory memory;
            if (!read())
                return estimate;
            passBytes = std::max(passBytes, memory.peak());
        }
        const auto started = std::chrono::steady_clock::now();
        if (!read())
            return estimate;
        const double seconds = secondsSince(started);
        secondsAToken = seconds / static_cast<double>(std::max<qint64>(1, probe.tokens()));
        features = probe.of(rows);
        if (seconds * 4 > kProbeSeconds || pairs >= training.encodings.size())
            break;
    }
    // In the end the trained model reads the pairs for checking and testing once more, exactly.
    double exactSecondsAToken = secondsAToken;
    if ((network.precision() != Precision::Float32 || network.int8Layers() > 0) &&
        !training.encodings.empty()) {
        network.setPrecision(Precision::Float32);
        network.setInt8Layers(0);
        PairFeatures probe(network, options.padId);
        probe.add(sampleOf(training, kProbePairs));
        std::chrono::steady_clock::time_point started;
        for (int pass = 0; pass < 2; ++pass) { // the first one finds cold memory
            started = std::chrono::steady_clock::now();
            if (probe.fill(job, [](double) {}) != Outcome::Finished)
                return estimate;
        }
        exactSecondsAToken =
            secondsSince(started) / static_cast<double>(std::max<qint64>(1, probe.tokens()));
        network.setPrecision(precisionOf(options.recipe.precision));
    }
    estimate.checksSeconds = exactSecondsAToken * static_cast<double>(tested.tokens()) / share;
    const qint64 tokens = all.tokensToRead(keptMeansPlace(network, options));
    estimate.frozenSeconds = secondsAToken * static_cast<double>(tokens) / share;

    const auto trained = static_cast<double>(training.targets.size()) / share;
    const double width = features.defined() ? static_cast<double>(features.size(1)) : 0;
    if (features.defined()) {
        const std::vector<double> targets(static_cast<std::size_t>(features.size(0)), 0);
        const LinearFit fit(Standardisation::of(features).apply(features), targets,
                            options.recipe.objective != QLatin1String("regression"));
        const torch::Tensor point = torch::zeros({fit.width() + 1}, torch::kDouble);
        fit(point, 1);
        const auto started = std::chrono::steady_clock::now();
        for (int look = 0; look < kProbeLooks; ++look)
            fit(point, 1);
        const double secondsARow =
            secondsSince(started) / kProbeLooks / static_cast<double>(features.size(0));
        estimate.steps = kUsualFitSteps;
        estimate.trainingSeconds = secondsARow * trained * kUsualFitSteps * kLooksAStep;
    }
    estimate.timeSpread = kTimeSpread;

    // Each text's mean, and the standardised rows beside those they are made of.
    const double texts = static_cast<double>(all.textCount()) / share;
    const double held = texts * static_cast<double>(network.hiddenSize()) * sizeof(float) +
                        2 * trained * width * sizeof(float);
    const double passes = static_cast<double>(all.tokens()) / share / kOwnBatchTokens;
    estimate.memoryBytes =
        estimate.residentBytes +
        static_cast<qint64>(kLibraryBytes +
                            kKeptProductBytes * kProductsAPass * std::min(kPassSizes, passes) +
                            kHeldPerByte * (held + static_cast<double>(passBytes)));
    estimate.memorySpread = kMemorySpread;
    qint64 weights = kHeadFiles;
    for (const torch::Tensor &parameter : network.parameters())
        weights += static_cast<qint64>(parameter.nbytes());
    estimate.keptBytes = weights + kHeadFiles;
    estimate.diskBytes = 2 * weights + kHeadFiles; // while one best replaces another
    return estimate;
}

TrainingEstimate oneAfterTheOther(const TrainingEstimate &first, const TrainingEstimate &last)
{
    TrainingEstimate both = last;
    both.preparingSeconds += first.preparingSeconds;
    both.frozenSeconds += first.frozenSeconds;
    both.trainingSeconds += first.trainingSeconds;
    both.steps += first.steps;
    both.timeSpread =
        std::max(first.timeSpread * first.seconds(), last.timeSpread * last.seconds()) /
        std::max(1e-9, std::max(first.seconds(), last.seconds()));
    both.memoryBytes = std::max(first.memoryBytes, last.memoryBytes);
    both.diskBytes = std::max(first.diskBytes, last.diskBytes);
    both.keptBytes = std::max(first.keptBytes, last.keptBytes);
    return both;
}

} // namespace tunedesk
