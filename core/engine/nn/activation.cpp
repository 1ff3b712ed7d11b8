#include "engine/nn/activation.h"

namespace tunedesk
{

namespace
{
struct NamedActivation {
    std::string_view name;
    Activation function;
};
torch::Tensor geluTanh(const torch::Tensor &x)
{
    return torch::gelu(x, "tanh");
}
constexpr NamedActivation kActivations[] = {
    {"gelu", [](const torch::Tensor &x) { return torch::gelu(x); }},
    {"gelu_new", geluTanh},
    {"gelu_pytorch_tanh", geluTanh},
    {"gelu_fast", geluTanh}, // the same curve, written with the factor inside
    {"relu", [](const torch::Tensor &x) { return torch::relu(x); }},
    {"silu", [](const torch::Tensor &x) { return torch::silu(x); }},
    {"swish", [](const torch::Tensor &x) { return torch::silu(x); }},
    {"tanh", [](const torch::Tensor &x) { return torch::tanh(x); }},
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
