#include "engine/training/linear_fit.h"

#include "engine/kernels/in_parallel.h"

#include <algorithm>

namespace tunedesk
{

namespace
{
constexpr std::int64_t kBlock = 64; ///< rows whose float64 copy stays in the processor's cache
constexpr double kSoftplusIsLinear = 100; ///< where log(1 + e^z) is z to the last bit
} // namespace

Standardisation Standardisation::of(const torch::Tensor &rows)
{
    const std::int64_t count = rows.size(0), width = rows.size(1);
    torch::Tensor mean = torch::zeros({width}, torch::kDouble);
    for (std::int64_t from = 0; from < count; from += kBlock)
        mean += rows.slice(0, from, from + kBlock).to(torch::kDouble).sum(0);
    mean /= static_cast<double>(count);
    torch::Tensor variance = torch::zeros({width}, torch::kDouble);
    for (std::int64_t from = 0; from < count; from += kBlock)
        variance += (rows.slice(0, from, from + kBlock).to(torch::kDouble) - mean).square().sum(0);
    variance /= static_cast<double>(count);
    // float32 rounding of a column that never changes is no spread either.
    const torch::Tensor isFlat = variance <= (mean.square() + 1e-30) * 1e-12;
    return {.mean = mean,
            .spread = torch::where(isFlat, torch::ones_like(variance), variance.sqrt())};
}

torch::Tensor Standardisation::apply(const torch::Tensor &rows) const
{
    torch::Tensor result = torch::empty_like(rows);
    for (std::int64_t from = 0; from < rows.size(0); from += kBlock) {
        const torch::Tensor block = rows.slice(0, from, from + kBlock).to(torch::kDouble);
        result.slice(0, from, from + kBlock).copy_((block - mean) / spread);
    }
    return result;
}

LinearFit::LinearFit(torch::Tensor rows, const std::vector<double> &targets, bool isLogistic)
    : m_rows(std::move(rows)), m_targets(torch::tensor(targets, torch::kDouble)),
      m_isLogistic(isLogistic)
{
}

ValueAndGradient LinearFit::operator()(const torch::Tensor &point, double strength) const
{
    const std::int64_t count = m_rows.size(0);
    const torch::Tensor weights = point.slice(0, 0, width());
    const double intercept = point[width()].item<double>();
    struct Part {
        double loss = 0, ofIntercept = 0;
        torch::Tensor ofWeights;
    };
    const std::int64_t blocks = (count + kBlock - 1) / kBlock;
    std::vector<Part> parts(static_cast<std::size_t>(blocks)); // where a thread begins
    inParallel(blocks, 1, [&](std::int64_t first, std::int64_t last) {
        const torch::NoGradGuard noGradients; // of this thread
        Part &part = parts[static_cast<std::size_t>(first)];
        part.ofWeights = torch::zeros_like(weights);
        for (std::int64_t from = first * kBlock; from < std::min(count, last * kBlock);
             from += kBlock) {
            const torch::Tensor block = m_rows.slice(0, from, from + kBlock).to(torch::kDouble);
            const torch::Tensor target = m_targets.slice(0, from, from + kBlock);
            const torch::Tensor found = block.mv(weights) + intercept;
            torch::Tensor excess;
            if (m_isLogistic) {
                // log(1 + e^z) − y z, which is the loss of either class
                part.loss += (torch::softplus(found, 1, kSoftplusIsLinear) - target * found)
                                 .sum()
                                 .item<double>();
                excess = torch::sigmoid(found) - target;
            } else {
                excess = found - target;
                part.loss += excess.square().sum().item<double>() / 2;
            }
            part.ofWeights.addmv_(block.t(), excess);
            part.ofIntercept += excess.sum().item<double>();
        }
    });
    torch::Tensor gradient = torch::zeros_like(point);
    torch::Tensor ofWeights = gradient.slice(0, 0, width());
    double loss = 0, ofIntercept = 0;
    for (const Part &part : parts) {
        if (!part.ofWeights.defined())
            continue;
        ofWeights += part.ofWeights;
        loss += part.loss;
        ofIntercept += part.ofIntercept;
    }
    const double held = 1 / (strength * static_cast<double>(count));
    ofWeights.div_(static_cast<double>(count)).add_(weights, held);
    gradient[width()] = ofIntercept / static_cast<double>(count);
    return {.value =
                loss / static_cast<double>(count) + held * weights.dot(weights).item<double>() / 2,
            .gradient = gradient};
}

std::pair<torch::Tensor, torch::Tensor> unstandardised(const torch::Tensor &point,
                                                       const Standardisation &standard)
{
    const std::int64_t width = point.size(0) - 1;
    const torch::Tensor weights = point.slice(0, 0, width) / standard.spread;
    return {weights, point[width] - weights.dot(standard.mean)};
}

} // namespace tunedesk
