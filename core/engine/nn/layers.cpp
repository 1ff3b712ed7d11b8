#include "engine/nn/layers.h"

#include <vector>

namespace tunedesk
{

torch::Tensor withoutStorage(torch::IntArrayRef shape)
{
    // Every place is the same number in memory. (A meta tensor could not be filled: set_data
    // refuses it.)
    return torch::empty_strided(shape, std::vector<std::int64_t>(shape.size(), 0));
}

Dense::Dense(std::int64_t in, std::int64_t out, Bias bias)
    : Adaptable(static_cast<torch::nn::Module &>(*this)),
      m_weight(register_parameter("weight", withoutStorage({out, in}))),
      m_bias(bias == Bias::None ? torch::Tensor()
                                : register_parameter("bias", withoutStorage({out})))
{
    addMatrix("lora", m_weight, Layout::OutIn);
}

torch::Tensor Dense::forward(const torch::Tensor &x) const
{
    return withLowRank(torch::linear(x, m_weight, m_bias), x);
}

Norm::Norm(std::int64_t width, double epsilon)
    : m_epsilon(epsilon), m_weight(register_parameter("weight", withoutStorage({width}))),
      m_bias(register_parameter("bias", withoutStorage({width})))
{
}

torch::Tensor Norm::forward(const torch::Tensor &x) const
{
    return torch::layer_norm(x, m_weight.sizes(), m_weight, m_bias, m_epsilon);
}

Table::Table(std::int64_t rows, std::int64_t width, std::int64_t paddingId)
    : m_paddingId(paddingId), m_weight(register_parameter("weight", withoutStorage({rows, width})))
{
}

torch::Tensor Table::forward(const torch::Tensor &ids) const
{
    return torch::embedding(m_weight, ids, m_paddingId);
}

torch::Tensor Dropout::forward(const torch::Tensor &x) const
{
    const double probability = activeProbability();
    return probability > 0 ? torch::dropout(x, probability, true) : x;
}

} // namespace tunedesk
