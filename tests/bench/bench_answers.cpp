// How fast a model answers, and what fewer bits change: bench_answers FOLDER PAIRS.csv [PAIRS]
//
// One line of JSON for each precision: milliseconds for one pair at a time (the first 200 pairs;
// median and 99 of 100), pairs a second in portions as the command line has them (best of three),
// how far the probabilities are from those of float32 (largest, mean), and how many verdicts
// change. Tokenising is counted.
#include "dataset/pair_reader.h"
#include "jobs/predict_pairs.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

using namespace tunedesk;

namespace
{
constexpr std::size_t kAtOnce = 256, kAlone = 200;
constexpr int kRounds = 3;

[[noreturn]] void fail(const Error &error)
{
    std::fprintf(stderr, "%s\n", qPrintable(error.toLine()));
    std::exit(1);
}

std::vector<PredictionInput> inputsOf(const QString &file, std::size_t most)
{
    auto reader = PairReader::open(file);
    if (!reader)
        fail(reader.error());
    std::vector<PredictionInput> inputs;
    while (inputs.size() < most) {
        const auto rows = reader->next(1000);
        if (!rows)
            fail(rows.error());
        if (rows->empty())
            break;
        for (const PairReader::Row &row : *rows)
            if (!row.rejected && inputs.size() < most)
                inputs.push_back({row.pair.context, row.pair.question, row.pair.reply, {}, {}, {}});
    }
    return inputs;
}

double secondsSince(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

std::vector<Prediction> answered(Predictor &predictor, const std::vector<PredictionInput> &inputs)
{
    SilentJob job;
    std::vector<Prediction> all;
    for (std::size_t from = 0; from < inputs.size(); from += kAtOnce) {
        const auto begin = inputs.begin() + static_cast<std::ptrdiff_t>(from);
        const auto count = std::min(kAtOnce, inputs.size() - from);
        const auto some =
            predictor.predict({begin, begin + static_cast<std::ptrdiff_t>(count)}, job);
        if (!some)
            fail(some.error());
        all.insert(all.end(), some->begin(), some->end());
    }
    return all;
}

/// Milliseconds of each, shortest first.
std::vector<double> alone(Predictor &predictor, const std::vector<PredictionInput> &inputs)
{
    SilentJob job;
    std::vector<double> times;
    for (std::size_t i = 0; i < std::min(kAlone, inputs.size()); ++i) {
        QElapsedTimer timer;
        timer.start();
        if (const auto one = predictor.predict({inputs[i]}, job); !one)
            fail(one.error());
        times.push_back(1000 * secondsSince(timer));
    }
    std::ranges::sort(times);
    return times;
}
} // namespace

int main(int argc, char **argv)
{
    if (argc < 3) {
        std::fputs("bench_answers FOLDER PAIRS.csv [PAIRS]\n", stderr);
        return 2;
    }
    const auto inputs = inputsOf(QString::fromLocal8Bit(argv[2]),
                                 argc > 3 ? std::strtoul(argv[3], nullptr, 10) : 1000);
    if (inputs.empty())
        return 1;
    std::vector<Prediction> exact;
    for (const auto &[name, precision] : {std::pair("float32", AnswerPrecision::Float32),
                                          std::pair("bfloat16", AnswerPrecision::BFloat16),
                                          std::pair("int8", AnswerPrecision::Int8)}) {
        auto predictor = Predictor::load(QString::fromLocal8Bit(argv[1]), precision);
        if (!predictor)
            fail(predictor.error());
        alone(*predictor, inputs); // warms up
        const std::vector<double> times = alone(*predictor, inputs);
        double best = 0;
        std::vector<Prediction> found;
        for (int round = 0; round < kRounds; ++round) {
            QElapsedTimer timer;
            timer.start();
            found = answered(*predictor, inputs);
            best = std::max(best, static_cast<double>(inputs.size()) / secondsSince(timer));
        }
        if (exact.empty())
            exact = found;
        double largest = 0, sum = 0;
        int changed = 0;
        for (std::size_t i = 0; i < found.size(); ++i) {
            const double difference = std::abs(found[i].probability - exact[i].probability);
            largest = std::max(largest, difference);
            sum += difference;
            changed += found[i].label != exact[i].label ? 1 : 0;
        }
        std::printf("{\"engine\": \"tunedesk %s\", \"p50_ms\": %.3f, \"p99_ms\": %.3f, "
                    "\"pairs_per_second\": %.1f, \"pairs\": %zu, \"largest\": %.6f, "
                    "\"mean\": %.6f, \"changed\": %d}\n",
                    name, times[times.size() / 2], times[times.size() * 99 / 100], best,
                    inputs.size(), largest, sum / static_cast<double>(found.size()), changed);
        std::fflush(stdout);
    }
    return 0;
}
