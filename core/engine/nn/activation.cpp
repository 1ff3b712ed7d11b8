#include "engine/nn/activation.h"

#include "engine/kernels/fused_rows.h"

#include <numbers>

namespace tunedesk
{

namespace
{
struct NamedActivation {
    std::string_view name;
    Activation function;
};
torch::Tensor gelu(const torch::Tensor &x)
{
    return fusedGelu(x, {}, GeluCurve::Erf);
}
torch::Tensor geluTanh(const torch::Tensor &x)
{
    return fusedGelu(x, {}, GeluCurve::Tanh);
}
torch::Tensor silu(const torch::Tensor &x)
{
    return torch::silu(x);
}
torch::Tensor laplace(const torch::Tensor &x)
{
    return 0.5 * (1 + torch::erf((x - 0.707107) / (0.282095 * std::numbers::sqrt2)));
}
/// Those of transformers' ACT2FN, but for prelu and xielu: these two have parameters to learn. The
/// spellings of one curve differ there in how it is computed, by rounding alone.
constexpr NamedActivation kActivations[] = {
    {"gelu", gelu},
    {"gelu_python", gelu},
    {"gelu_new", geluTanh},
    {"gelu_fast", geluTanh},
    {"gelu_accurate", geluTanh},
    {"gelu_pytorch_tanh", geluTanh},
    {"gelu_python_tanh", geluTanh},
    {"gelu_10", [](const torch::Tensor &x) { return torch::clamp(torch::gelu(x), -10, 10); }},
    {"quick_gelu", [](const torch::Tensor &x) { return x * torch::sigmoid(1.702 * x); }},
    {"relu", [](const torch::Tensor &x) { return torch::relu(x); }},
    {"relu2", [](const torch::Tensor &x) { return torch::relu(x).square(); }},
    {"relu6", [](const torch::Tensor &x) { return torch::relu6(x); }},
    {"leaky_relu", [](const torch::Tensor &x) { return torch::leaky_relu(x, 0.01); }},
    {"silu", silu},
    {"swish", silu},
    {"hardswish", [](const torch::Tensor &x) { return torch::hardswish(x); }},
    {"mish", [](const torch::Tensor &x) { return torch::mish(x); }},
    {"tanh", [](const torch::Tensor &x) { return torch::tanh(x); }},
    {"sigmoid", [](const torch::Tensor &x) { return torch::sigmoid(x); }},
    {"linear", [](const torch::Tensor &x) { return x; }},
    {"laplace", laplace},
    {"sqrtsoftplus", [](const torch::Tensor &x) { return torch::softplus(x).sqrt(); }},
};
} // namespace

Activation activationByName(std::string_view name)
{
    for (const NamedActivation &item : kActivations)
        if (item.name == name)
            return item.function;
    return nullptr;
}

std::vector<std::string_view> activationNames()
{
    std::vector<std::string_view> names;
    for (const NamedActivation &item : kActivations)
        names.push_back(item.name);
    return names;
}

} // namespace tunedesk
