#include "metrics/classification.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace tunedesk
{

namespace
{

double ratio(double part, double whole)
{
    return whole == 0 ? 0 : part / whole;
}

/// Row numbers by falling probability.
std::vector<std::size_t> descending(std::span<const double> probability)
{
    std::vector<std::size_t> order(probability.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return probability[a] > probability[b]; });
    return order;
}

} // namespace

BinaryMetrics binaryMetrics(std::span<const double> probability, std::span<const int> truth,
                            double threshold)
{
    Q_ASSERT(probability.size() == truth.size());
    BinaryMetrics metrics;
    metrics.pairs = static_cast<int>(truth.size());
    for (std::size_t row = 0; row < truth.size(); ++row)
        ++metrics.confusion[truth[row] == 1][probability[row] >= threshold];
    const double hits = metrics.confusion[1][1];
    const double falseAlarms = metrics.confusion[0][1];
    const double misses = metrics.confusion[1][0];
    const double all = metrics.pairs;
    const double positives = hits + misses;
    metrics.accuracy = ratio(hits + metrics.confusion[0][0], all);
    metrics.precision = ratio(hits, hits + falseAlarms);
    metrics.recall = ratio(hits, positives);
    metrics.f1 = ratio(2 * hits, 2 * hits + falseAlarms + misses);
    const double correctNoes = metrics.confusion[0][0];
    metrics.matthews = ratio(hits * correctNoes - falseAlarms * misses,
                             std::sqrt((hits + falseAlarms) * positives *
                                       (correctNoes + falseAlarms) * (correctNoes + misses)));
    metrics.majorityAccuracy = ratio(std::max(positives, all - positives), all);
    metrics.majorityF1 = ratio(2 * positives, positives + all);
    return metrics;
}

double rocAuc(std::span<const double> probability, std::span<const int> truth)
{
    Q_ASSERT(probability.size() == truth.size());
    double positives = 0;
    double negatives = 0;
    double area = 0; // in units of one positive times one negative
    const std::vector<std::size_t> order = descending(probability);
    for (std::size_t begin = 0; begin < order.size();) {
        double tiedPositives = 0;
        double tiedNegatives = 0;
        std::size_t end = begin;
        for (; end < order.size() && probability[order[end]] == probability[order[begin]]; ++end)
            ++(truth[order[end]] == 1 ? tiedPositives : tiedNegatives);
        area += tiedNegatives * (positives + tiedPositives / 2);
        positives += tiedPositives;
        negatives += tiedNegatives;
        begin = std::max(end, begin + 1); // a NaN equals nothing, not even itself
    }
    if (positives == 0 || negatives == 0)
        return std::numeric_limits<double>::quiet_NaN();
    return area / (positives * negatives);
}

double logLoss(std::span<const double> probability, std::span<const int> truth)
{
    Q_ASSERT(probability.size() == truth.size());
    double sum = 0;
    for (std::size_t row = 0; row < truth.size(); ++row) {
        const double p = truth[row] == 1 ? probability[row] : 1 - probability[row];
        sum -= std::log(std::clamp(p, 1e-15, 1 - 1e-15));
    }
    return sum / static_cast<double>(truth.size());
}

double averagePrecision(std::span<const double> probability, std::span<const int> truth)
{
    Q_ASSERT(probability.size() == truth.size());
    const auto positives = static_cast<double>(std::count(truth.begin(), truth.end(), 1));
    if (positives == 0)
        return 0;
    const std::vector<std::size_t> order = descending(probability);
    double hits = 0;
    double hitsBefore = 0;
    double area = 0;
    for (std::size_t at = 0; at < order.size(); ++at) {
        hits += truth[order[at]] == 1;
        const bool isTied =
            at + 1 < order.size() && probability[order[at + 1]] == probability[order[at]];
        if (isTied)
            continue;
        area += (hits - hitsBefore) / positives * (hits / static_cast<double>(at + 1));
        hitsBefore = hits;
    }
    return area;
}

double expectedCalibrationError(std::span<const double> probability, std::span<const int> truth)
{
    Q_ASSERT(probability.size() == truth.size());
    struct Bin {
        double confidence = 0;
        double correct = 0;
    };
    std::array<Bin, 15> bins;
    for (std::size_t row = 0; row < truth.size(); ++row) {
        const bool says = probability[row] >= 0.5;
        const double confidence = says ? probability[row] : 1 - probability[row];
        // Bins are open below and closed above: (0, 1/15], …, (14/15, 1].
        const double place = std::ceil(confidence * static_cast<double>(bins.size())) - 1;
        const auto bin =
            static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(bins.size() - 1)));
        bins[bin].confidence += confidence;
        bins[bin].correct += says == (truth[row] == 1);
    }
    double error = 0;
    for (const Bin &bin : bins)
        error += std::abs(bin.correct - bin.confidence);
    return ratio(error, static_cast<double>(truth.size()));
}

} // namespace tunedesk
