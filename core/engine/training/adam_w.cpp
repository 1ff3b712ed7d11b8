#include "engine/training/adam_w.h"

#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/_foreach_norm.h>
#include <ATen/ops/_fused_adamw.h>

#include <algorithm>
#include <utility>

namespace tunedesk
{

namespace
{
constexpr double kBeta1 = 0.9;
constexpr double kBeta2 = 0.999;
constexpr double kEpsilon = 1e-8;
/// What torch adds to the norm before it divides.
constexpr double kNormEpsilon = 1e-6;

const torch::Tensor *find(const NamedTensors &tensors, const std::string &name,
                          const torch::Tensor &like)
{
    const auto it = tensors.find(name);
    if (it == tensors.end() || it->second.sizes() != like.sizes() ||
        it->second.scalar_type() != like.scalar_type())
        return nullptr;
    return &it->second;
}

/// As transformers' Trainer decides by name: XLNet's r_w_bias, r_r_bias and r_s_bias have two
/// dimensions and are biases still.
bool decays(const NamedParameter &parameter)
{
    return parameter.tensor.dim() >= 2 && parameter.name.find("bias") == std::string::npos;
}
} // namespace

AdamW::AdamW(std::vector<NamedParameter> parameters, double weightDecay)
    : m_parameters(std::move(parameters)),
      m_step(torch::zeros({},
                          torch::TensorOptions(torch::kFloat)
                              .device(m_parameters.empty() ? torch::Device(torch::kCPU)
                                                           : m_parameters.front().tensor.device())))
{
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        const torch::Tensor &tensor = m_parameters[i].tensor;
        m_means.push_back(torch::zeros_like(tensor, torch::MemoryFormat::Contiguous).detach());
        m_squares.push_back(torch::zeros_like(tensor, torch::MemoryFormat::Contiguous).detach());
        groupOf(decays(m_parameters[i]) ? weightDecay : 0, m_parameters[i].rateFactor)
            .members.push_back(i);
    }
}

AdamW::Group &AdamW::groupOf(double weightDecay, double rateFactor)
{
    for (Group &group : m_groups)
        if (group.weightDecay == weightDecay && group.rateFactor == rateFactor)
            return group;
    return m_groups.emplace_back(Group{weightDecay, rateFactor, {}});
}

void AdamW::step(double learningRate)
{
    const torch::NoGradGuard noGradients;
    m_step.add_(1);
    for (const Group &group : m_groups)
        step(group, learningRate * group.rateFactor);
}

void AdamW::step(const Group &group, double learningRate)
{
    std::vector<torch::Tensor> parameters, gradients, means, squares, steps;
    for (const std::size_t i : group.members) {
        if (!m_parameters[i].tensor.grad().defined())
            continue;
        parameters.push_back(m_parameters[i].tensor);
        gradients.push_back(m_parameters[i].tensor.grad());
        means.push_back(m_means[i]);
        squares.push_back(m_squares[i]);
        steps.push_back(m_step);
    }
    if (!parameters.empty())
        at::_fused_adamw_(parameters, gradients, means, squares, {}, steps, learningRate, kBeta1,
                          kBeta2, group.weightDecay, kEpsilon, /*amsgrad=*/false,
                          /*maximize=*/false);
}

NamedTensors AdamW::state() const
{
    NamedTensors state;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        state["exp_avg." + m_parameters[i].name] = m_means[i].clone();
        state["exp_avg_sq." + m_parameters[i].name] = m_squares[i].clone();
    }
    state["step"] = m_step.reshape({1}).clone();
    return state;
}

bool AdamW::setState(const NamedTensors &state)
{
    std::vector<const torch::Tensor *> means, squares;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        means.push_back(find(state, "exp_avg." + m_parameters[i].name, m_means[i]));
        squares.push_back(find(state, "exp_avg_sq." + m_parameters[i].name, m_squares[i]));
    }
    const torch::Tensor *steps = find(state, "step", m_step.reshape({1}));
    if (!steps || std::ranges::count(means, nullptr) > 0 ||
        std::ranges::count(squares, nullptr) > 0)
        return false;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        m_means[i].copy_(*means[i]);
        m_squares[i].copy_(*squares[i]);
    }
    m_step.copy_(steps->reshape({}));
    return true;
}

double clipGradientNorm(const std::vector<NamedParameter> &parameters, double maxNorm)
{
    const torch::NoGradGuard noGradients;
    std::vector<torch::Tensor> gradients;
    for (const NamedParameter &parameter : parameters)
        if (parameter.tensor.grad().defined())
            gradients.push_back(parameter.tensor.grad());
    if (gradients.empty())
        return 0;
    const torch::Tensor norm = torch::stack(at::_foreach_norm(gradients, 2)).norm();
    if (maxNorm > 0)
        at::_foreach_mul_(gradients, torch::clamp_max(maxNorm / (norm + kNormEpsilon), 1.0));
    return norm.item<double>();
}

} // namespace tunedesk
