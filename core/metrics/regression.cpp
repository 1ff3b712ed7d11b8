#include "metrics/regression.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace tunedesk
{

namespace
{

/// 1-based ranks; equal values share the mean of theirs.
std::vector<double> ranks(std::span<const double> values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> result(values.size());
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin + 1;
        while (end < order.size() && values[order[end]] == values[order[begin]])
            ++end;
        const double shared = static_cast<double>(begin + end + 1) / 2;
        for (std::size_t at = begin; at < end; ++at)
            result[order[at]] = shared;
        begin = end;
    }
    return result;
}

bool isConstant(std::span<const double> values)
{
    return std::all_of(values.begin(), values.end(), [&](double v) { return v == values[0]; });
}

double correlation(std::span<const double> a, std::span<const double> b)
{
    if (a.size() < 2 || isConstant(a) || isConstant(b))
        return std::numeric_limits<double>::quiet_NaN();
    const auto count = static_cast<double>(a.size());
    const double meanA = std::accumulate(a.begin(), a.end(), 0.0) / count;
    const double meanB = std::accumulate(b.begin(), b.end(), 0.0) / count;
    double both = 0;
    double squareA = 0;
    double squareB = 0;
    for (std::size_t row = 0; row < a.size(); ++row) {
        both += (a[row] - meanA) * (b[row] - meanB);
        squareA += (a[row] - meanA) * (a[row] - meanA);
        squareB += (b[row] - meanB) * (b[row] - meanB);
    }
    return std::clamp(both / (std::sqrt(squareA) * std::sqrt(squareB)), -1.0, 1.0);
}

} // namespace

RegressionMetrics regressionMetrics(std::span<const double> predicted,
                                    std::span<const double> truth)
{
    Q_ASSERT(predicted.size() == truth.size());
    RegressionMetrics metrics;
    metrics.pairs = static_cast<int>(truth.size());
    metrics.pearson = correlation(predicted, truth);
    const bool hasNan = std::any_of(predicted.begin(), predicted.end(),
                                    [](double value) { return std::isnan(value); });
    metrics.spearman = hasNan ? std::numeric_limits<double>::quiet_NaN()
                              : correlation(ranks(predicted), ranks(truth));
    if (truth.empty())
        return metrics;
    for (std::size_t row = 0; row < truth.size(); ++row) {
        const double difference = predicted[row] - truth[row];
        metrics.mse += difference * difference;
        metrics.mae += std::abs(difference);
    }
    metrics.mse /= static_cast<double>(truth.size());
    metrics.mae /= static_cast<double>(truth.size());
    return metrics;
}

} // namespace tunedesk
