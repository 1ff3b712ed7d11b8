#pragma once

#include "engine/checkpoint/tensor_file.h"

#include <torch/torch.h>

#include <deque>
#include <functional>

namespace tunedesk
{

/// Value and gradient of a smooth function at a point [N], float64.
struct ValueAndGradient {
    double value = 0;
    torch::Tensor gradient;
};
using SmoothFunction = std::function<ValueAndGradient(const torch::Tensor &point)>;

/// Limited-memory BFGS with a line search for the strong Wolfe conditions, one iteration at a call,
/// so that a training may stop between two and go on to the same numbers. One thread.
/// Source: Nocedal & Wright 2006, algorithms 3.5, 3.6, 7.4 and 7.5.
class Lbfgs
{
public:
    /// @param start [N] float64
    explicit Lbfgs(torch::Tensor start) : m_point(std::move(start)) {}

    /// One iteration; the first also looks at the starting point. @return false: no step downhill
    /// was found, the point is as low as float64 can tell
    bool step(const SmoothFunction &function);
    /// Forgets what it learned of the function, because another follows; the point stays.
    void restart();

    const torch::Tensor &point() const { return m_point; }
    double value() const { return m_now.value; }
    /// Largest absolute part of the gradient; infinite before the first look.
    double gradientSize() const;
    double gradientNorm() const;

    /// All that the next step depends on.
    NamedTensors state() const;
    /// @return false, with nothing changed: of another problem
    bool setState(const NamedTensors &state);

private:
    torch::Tensor direction() const;
    struct Trial {
        double length = 0;
        ValueAndGradient at;
        double slope = 0;
    };
    bool search(const SmoothFunction &function, const torch::Tensor &along, double firstLength,
                Trial &found) const;

    torch::Tensor m_point;
    ValueAndGradient m_now;                       ///< gradient undefined: not looked at yet
    std::deque<torch::Tensor> m_steps, m_changes; ///< of point and gradient, oldest first
};

} // namespace tunedesk
