#include "engine/nn/layers.h"

#include "engine/kernels/fused_rows.h"

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
    return learned(m_product.isFor(x) ? m_product.forward(x, {part()})
                                      : torch::linear(x, m_weight, m_bias),
                   x);
}

torch::Tensor Dense::learned(const torch::Tensor &y, const torch::Tensor &x) const
{
    return withLowRank(y, x);
}

Norm::Norm(std::int64_t width, double epsilon)
    : m_epsilon(epsilon), m_weight(register_parameter("weight", withoutStorage({width}))),
      m_bias(register_parameter("bias", withoutStorage({width})))
{
}

torch::Tensor Norm::forward(const torch::Tensor &x) const
{
    return addAndNorm(x, {}, {}, m_weight, m_bias, m_epsilon, 0);
}

torch::Tensor Norm::ofSum(const torch::Tensor &x, const Dropout &dropout,
                          const torch::Tensor &residual) const
{
    return addAndNorm(x, {}, residual, m_weight, m_bias, m_epsilon, dropout.activeProbability());
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
    return probability > 0 ? dropAndAdd(x, {}, {}, probability) : x;
}

torch::Tensor Dropout::addedTo(const torch::Tensor &residual, const torch::Tensor &x) const
{
    return dropAndAdd(x, {}, residual, activeProbability());
}

} // namespace tunedesk
