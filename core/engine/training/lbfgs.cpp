#include "engine/training/lbfgs.h"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace tunedesk
{

namespace
{
constexpr std::size_t kMemory = 10;
constexpr double kSufficientDecrease = 1e-4; ///< c1
constexpr double kCurvature = 0.9;           ///< c2
constexpr int kMostTrials = 25;

double product(const torch::Tensor &a, const torch::Tensor &b)
{
    return a.dot(b).item<double>();
}

/// Lowest point of the cubic through two values and slopes, kept off the ends of the interval.
/// Source: Nocedal & Wright 2006, equation 3.59.
double between(double a, double fa, double da, double b, double fb, double db)
{
    const double d1 = da + db - 3 * (fa - fb) / (a - b);
    const double square = d1 * d1 - da * db;
    const double middle = (a + b) / 2;
    if (!(square >= 0))
        return middle;
    const double d2 = std::copysign(std::sqrt(square), b - a);
    const double found = b - (b - a) * (db + d2 - d1) / (db - da + 2 * d2);
    const double margin = 0.1 * std::abs(b - a);
    if (!std::isfinite(found) || found < std::min(a, b) + margin || found > std::max(a, b) - margin)
        return middle;
    return found;
}
} // namespace

torch::Tensor Lbfgs::direction() const
{
    torch::Tensor q = m_now.gradient.clone();
    std::vector<double> weights(m_steps.size());
    for (std::size_t i = m_steps.size(); i-- > 0;) {
        weights[i] = product(m_steps[i], q) / product(m_steps[i], m_changes[i]);
        q.sub_(m_changes[i], weights[i]);
    }
    if (!m_steps.empty())
        q.mul_(product(m_steps.back(), m_changes.back()) / product(m_changes.back(), m_changes.back()));
    for (std::size_t i = 0; i < m_steps.size(); ++i)
        q.add_(m_steps[i], weights[i] - product(m_changes[i], q) / product(m_steps[i], m_changes[i]));
    return -q;
}

bool Lbfgs::search(const SmoothFunction &function, const torch::Tensor &along, double firstLength,
                   Trial &found) const
{
    const double value = m_now.value, slope = product(m_now.gradient, along);
    if (!(slope < 0))
        return false;
    const auto look = [&](double length) {
        Trial trial{.length = length, .at = function(m_point + along * length), .slope = 0};
        trial.slope = product(trial.at.gradient, along);
        return trial;
    };
    const auto isTooHigh = [&](const Trial &trial) {
        return !(trial.at.value <= value + kSufficientDecrease * trial.length * slope);
    };
    const auto isFlat = [&](const Trial &trial) {
        return std::abs(trial.slope) <= -kCurvature * slope;
    };
    Trial low{.length = 0, .at = m_now, .slope = slope}, high = low;
    bool isBracketed = false;
    double length = firstLength;
    for (int i = 0; i < kMostTrials; ++i) {
        Trial trial = look(length);
        if (!isBracketed) {
            if (isTooHigh(trial) || (i > 0 && trial.at.value >= low.at.value)) {
                high = std::move(trial);
                isBracketed = true;
            } else if (isFlat(trial)) {
                found = std::move(trial);
                return true;
            } else if (trial.slope >= 0) {
                high = low;
                low = std::move(trial);
                isBracketed = true;
            } else {
                low = std::move(trial);
                length *= 2;
                continue;
            }
        } else if (isTooHigh(trial) || trial.at.value >= low.at.value) {
            high = std::move(trial);
        } else {
            if (isFlat(trial)) {
                found = std::move(trial);
                return true;
            }
            if (trial.slope * (high.length - low.length) >= 0)
                high = low;
            low = std::move(trial);
        }
        length =
            between(low.length, low.at.value, low.slope, high.length, high.at.value, high.slope);
    }
    found = std::move(low); // lower than before, though the curvature isn't
    return found.length > 0 && found.at.value < value;
}

bool Lbfgs::step(const SmoothFunction &function)
{
    if (!m_now.gradient.defined())
        m_now = function(m_point);
    const torch::Tensor along = direction();
    const double size = m_now.gradient.abs().sum().item<double>();
    if (size == 0)
        return false;
    Trial found;
    if (!search(function, along, m_steps.empty() ? std::min(1.0, 1 / size) : 1.0, found))
        return false;
    const torch::Tensor step = along * found.length;
    const torch::Tensor change = found.at.gradient - m_now.gradient;
    m_point = m_point + step;
    m_now = std::move(found.at);
    if (product(step, change) > std::numeric_limits<double>::epsilon() * product(change, change)) {
        m_steps.push_back(step);
        m_changes.push_back(change);
        if (m_steps.size() > kMemory) {
            m_steps.pop_front();
            m_changes.pop_front();
        }
    }
    return true;
}

void Lbfgs::restart()
{
    m_now = {};
    m_steps.clear();
    m_changes.clear();
}

double Lbfgs::gradientSize() const
{
    return m_now.gradient.defined() ? m_now.gradient.abs().max().item<double>()
                                    : std::numeric_limits<double>::infinity();
}

double Lbfgs::gradientNorm() const
{
    return m_now.gradient.defined() ? m_now.gradient.norm().item<double>()
                                    : std::numeric_limits<double>::infinity();
}

NamedTensors Lbfgs::state() const
{
    NamedTensors state;
    state["point"] = m_point;
    if (m_now.gradient.defined()) {
        state["value"] = torch::tensor({m_now.value}, torch::kDouble);
        state["gradient"] = m_now.gradient;
    }
    if (!m_steps.empty()) {
        state["steps"] = torch::stack(std::vector(m_steps.begin(), m_steps.end()));
        state["changes"] = torch::stack(std::vector(m_changes.begin(), m_changes.end()));
    }
    return state;
}

bool Lbfgs::setState(const NamedTensors &state)
{
    const auto part = [&state](const char *name) {
        const auto found = state.find(name);
        return found == state.end() ? torch::Tensor() : found->second;
    };
    const torch::Tensor point = part("point"), value = part("value"), gradient = part("gradient"),
                        steps = part("steps"), changes = part("changes");
    const auto fits = [this](const torch::Tensor &tensor, std::int64_t dimensions) {
        return tensor.scalar_type() == torch::kDouble && tensor.dim() == dimensions &&
               tensor.size(-1) == m_point.size(0);
    };
    if (!point.defined() || !fits(point, 1) || value.defined() != gradient.defined() ||
        (gradient.defined() && (!fits(gradient, 1) || value.numel() != 1)) ||
        steps.defined() != changes.defined() ||
        (steps.defined() &&
         (!fits(steps, 2) || !fits(changes, 2) || steps.size(0) != changes.size(0))))
        return false;
    m_point = point;
    m_now = {};
    if (gradient.defined())
        m_now = {.value = value.item<double>(), .gradient = gradient};
    m_steps.clear();
    m_changes.clear();
    for (std::int64_t i = 0; steps.defined() && i < steps.size(0); ++i) {
        m_steps.push_back(steps[i].clone());
        m_changes.push_back(changes[i].clone());
    }
    return true;
}

} // namespace tunedesk
