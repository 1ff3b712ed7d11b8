#include "metrics/platt_scaling.h"

#include <algorithm>
#include <cmath>

namespace tunedesk
{

namespace
{
constexpr int kMostSteps = 100;
constexpr double kSmallestGradient = 1e-10; ///< of the mean loss
constexpr double kSmallestStep = 1e-10;
constexpr double kRidge = 1e-12; ///< keeps the Hessian invertible

/// log(1 + exp(x)) without overflow.
double softplus(double x)
{
    return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
}

struct Platt {
    std::span<const double> differences;
    std::span<const int> truth;
    double positive, negative; ///< what stands for 1 and 0

    double loss(const PlattScaling &at) const
    {
        double sum = 0;
        for (std::size_t i = 0; i < differences.size(); ++i) {
            const double z = at.scale * differences[i] + at.shift;
            sum += softplus(z) - (truth[i] != 0 ? positive : negative) * z;
        }
        return sum / static_cast<double>(differences.size());
    }
};
} // namespace

PlattScaling fitPlattScaling(std::span<const double> differences, std::span<const int> truth)
{
    const auto count = static_cast<double>(differences.size());
    const auto ones =
        static_cast<double>(std::ranges::count_if(truth, [](int t) { return t != 0; }));
    const Platt platt{differences, truth, (ones + 1) / (ones + 2), 1 / (count - ones + 2)};
    PlattScaling now{0, std::log((ones + 1) / (count - ones + 1))};
    double loss = platt.loss(now);
    for (int step = 0; step < kMostSteps; ++step) {
        double gScale = 0, gShift = 0, hScale = kRidge, hShift = kRidge, hBoth = 0;
        for (std::size_t i = 0; i < differences.size(); ++i) {
            const double z = now.scale * differences[i] + now.shift;
            const double p = 1 / (1 + std::exp(-z));
            const double error = (p - (truth[i] != 0 ? platt.positive : platt.negative)) / count;
            const double curve = p * (1 - p) / count;
            gScale += error * differences[i];
            gShift += error;
            hScale += curve * differences[i] * differences[i];
            hBoth += curve * differences[i];
            hShift += curve;
        }
        if (std::abs(gScale) < kSmallestGradient && std::abs(gShift) < kSmallestGradient)
            break;
        const double determinant = hScale * hShift - hBoth * hBoth;
        const double dScale = -(hShift * gScale - hBoth * gShift) / determinant;
        const double dShift = -(hScale * gShift - hBoth * gScale) / determinant;
        const double slope = gScale * dScale + gShift * dShift;
        double size = 1;
        for (; size > kSmallestStep; size /= 2) {
            const PlattScaling next{now.scale + size * dScale, now.shift + size * dShift};
            if (const double nextLoss = platt.loss(next); nextLoss < loss + 1e-4 * size * slope) {
                now = next;
                loss = nextLoss;
                break;
            }
        }
        if (size <= kSmallestStep)
            break; // as near as rounding lets it
    }
    return now;
}

} // namespace tunedesk
