#include "engine/training/optimizer.h"

#include "engine/kernels/in_parallel.h"

#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/_foreach_norm.h>
#include <ATen/ops/_fused_adam.h>
#include <ATen/ops/_fused_adamw.h>
#include <ATen/ops/_fused_sgd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

namespace tunedesk
{

namespace
{
constexpr double kBeta1 = 0.9;
constexpr double kBeta2 = 0.999;
constexpr double kEpsilon = 1e-8;
constexpr double kMomentum = 0.9;
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

/// Of all of them together. [] float32. torch has one thread for the norm of a tensor.
torch::Tensor normOf(const std::vector<torch::Tensor> &tensors)
{
    struct Piece {
        const float *begin;
        std::int64_t count;
    };
    constexpr std::int64_t kPiece = 16384, kLanes = 32;
    std::vector<Piece> pieces;
    for (const torch::Tensor &tensor : tensors) {
        if (!tensor.is_cpu() || tensor.scalar_type() != torch::kFloat || !tensor.is_contiguous())
            return torch::stack(at::_foreach_norm(tensors, 2)).norm();
        for (std::int64_t at = 0; at < tensor.numel(); at += kPiece)
            pieces.push_back(
                {tensor.const_data_ptr<float>() + at, std::min(kPiece, tensor.numel() - at)});
    }
    // A sum for each piece, so that it is the same with any number of threads.
    std::vector<double> sums(pieces.size());
    inParallel(std::ssize(pieces), 4, [&](std::int64_t first, std::int64_t last) {
        for (std::int64_t i = first; i < last; ++i) {
            const auto [begin, count] = pieces[static_cast<std::size_t>(i)];
            std::array<float, kLanes> lanes{};
            std::int64_t at = 0;
            for (; at + kLanes <= count; at += kLanes)
                for (std::int64_t lane = 0; lane < kLanes; ++lane)
                    lanes[static_cast<std::size_t>(lane)] += begin[at + lane] * begin[at + lane];
            double sum = 0;
            for (; at < count; ++at)
                sum += static_cast<double>(begin[at]) * static_cast<double>(begin[at]);
            for (const float lane : lanes)
                sum += static_cast<double>(lane);
            sums[static_cast<std::size_t>(i)] = sum;
        }
    });
    return torch::tensor(std::sqrt(std::accumulate(sums.begin(), sums.end(), 0.0)), torch::kFloat);
}

Optimizer::Method methodOf(const TrainingRecipe &recipe)
{
    return recipe.optimizer == QLatin1String("adam")  ? Optimizer::Method::Adam
           : recipe.optimizer == QLatin1String("sgd") ? Optimizer::Method::Sgd
                                                      : Optimizer::Method::AdamW;
}
} // namespace

Optimizer::Optimizer(std::vector<NamedParameter> parameters, const TrainingRecipe &recipe)
    : Optimizer(std::move(parameters), methodOf(recipe), recipe.weightDecay)
{
}

Optimizer::Optimizer(std::vector<NamedParameter> parameters, Method method, double weightDecay)
    : m_parameters(std::move(parameters)), m_method(method)
{
    if (method == Method::Sgd)
        m_memories = {{"momentum_buffer", {}}};
    else
        m_memories = {{"exp_avg", {}}, {"exp_avg_sq", {}}};
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        const torch::Tensor &tensor = m_parameters[i].tensor;
        for (Memory &memory : m_memories)
            memory.tensors.push_back(
                torch::zeros_like(tensor, torch::MemoryFormat::Contiguous).detach());
        m_steps.push_back(
            torch::zeros({}, torch::TensorOptions(torch::kFloat).device(tensor.device())));
        groupOf(decays(m_parameters[i]) ? weightDecay : 0, m_parameters[i].rateFactor)
            .members.push_back(i);
    }
}

Optimizer::Group &Optimizer::groupOf(double weightDecay, double rateFactor)
{
    for (Group &group : m_groups)
        if (group.weightDecay == weightDecay && group.rateFactor == rateFactor)
            return group;
    return m_groups.emplace_back(Group{weightDecay, rateFactor, {}});
}

void Optimizer::step(double learningRate)
{
    const torch::NoGradGuard noGradients;
    for (const Group &group : m_groups)
        step(group, learningRate * group.rateFactor);
}

void Optimizer::step(const Group &group, double learningRate)
{
    std::vector<torch::Tensor> parameters, gradients, steps;
    std::vector<std::vector<torch::Tensor>> memories(m_memories.size());
    for (const std::size_t i : group.members) {
        if (!m_parameters[i].tensor.grad().defined())
            continue;
        parameters.push_back(m_parameters[i].tensor);
        gradients.push_back(m_parameters[i].tensor.grad());
        for (std::size_t of = 0; of < m_memories.size(); ++of)
            memories[of].push_back(m_memories[of].tensors[i]);
        steps.push_back(m_steps[i].add_(1));
    }
    if (parameters.empty())
        return;
    switch (m_method) {
    case Method::AdamW:
        at::_fused_adamw_(parameters, gradients, memories[0], memories[1], {}, steps, learningRate,
                          kBeta1, kBeta2, group.weightDecay, kEpsilon, /*amsgrad=*/false,
                          /*maximize=*/false);
        break;
    case Method::Adam:
        at::_fused_adam_(parameters, gradients, memories[0], memories[1], {}, steps, learningRate,
                         kBeta1, kBeta2, group.weightDecay, kEpsilon, /*amsgrad=*/false,
                         /*maximize=*/false);
        break;
    case Method::Sgd:
        // A buffer of zeros is what the first step makes of none: 0.9 × 0 + gradient.
        at::_fused_sgd_(parameters, gradients, memories[0], group.weightDecay, kMomentum,
                        learningRate, /*dampening=*/0, /*nesterov=*/false, /*maximize=*/false,
                        /*is_first_step=*/false);
        break;
    }
    // The fused operators leave the count of changes as it is; copies of a parameter go by it.
    for (const torch::Tensor &parameter : parameters)
        parameter.unsafeGetTensorImpl()->bump_version();
}

NamedTensors Optimizer::state() const
{
    NamedTensors state = memory();
    for (auto &[name, tensor] : state)
        tensor = tensor.clone();
    return state;
}

NamedTensors Optimizer::memory() const
{
    NamedTensors state;
    for (const Memory &memory : m_memories)
        for (std::size_t i = 0; i < m_parameters.size(); ++i)
            state[memory.name + "." + m_parameters[i].name] = memory.tensors[i];
    state["step"] = m_steps.empty() ? torch::zeros({0}) : torch::stack(m_steps).to(torch::kCPU);
    return state;
}

bool Optimizer::setState(const NamedTensors &state)
{
    std::vector<std::pair<torch::Tensor, const torch::Tensor *>> copies;
    for (const Memory &memory : m_memories)
        for (std::size_t i = 0; i < m_parameters.size(); ++i)
            copies.emplace_back(
                memory.tensors[i],
                find(state, memory.name + "." + m_parameters[i].name, memory.tensors[i]));
    const auto count = static_cast<std::int64_t>(m_steps.size());
    const torch::Tensor *steps = find(state, "step", torch::empty({count}, torch::kFloat));
    if (!steps)
        steps = find(state, "step", torch::empty({1}, torch::kFloat));
    if (!steps)
        return false;
    for (const auto &[to, from] : copies)
        if (!from)
            return false;
    for (const auto &[to, from] : copies)
        to.copy_(*from);
    const torch::Tensor each = steps->expand({count});
    for (std::int64_t i = 0; i < count; ++i)
        m_steps[static_cast<std::size_t>(i)].copy_(each[i]);
    return true;
}

qint64 Optimizer::stateBytes() const
{
    qint64 bytes = 0;
    for (const Memory &memory : m_memories)
        for (const torch::Tensor &tensor : memory.tensors)
            bytes += static_cast<qint64>(tensor.nbytes());
    return bytes;
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
    const torch::Tensor norm = normOf(gradients);
    if (maxNorm > 0) {
        const torch::Tensor factor = torch::clamp_max(maxNorm / (norm + kNormEpsilon), 1.0);
        if (factor.item<float>() != 1) // else it would read and write them all for nothing
            at::_foreach_mul_(gradients, factor);
    }
    return norm.item<double>();
}

} // namespace tunedesk
