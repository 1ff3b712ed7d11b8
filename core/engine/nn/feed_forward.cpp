#include "engine/nn/feed_forward.h"

namespace tunedesk
{

ResidualOutput::ResidualOutput(std::int64_t in, std::int64_t out, double epsilon, double dropout)
    : m_dense(register_module("dense", std::make_shared<Dense>(in, out))),
      m_norm(register_module("LayerNorm", std::make_shared<Norm>(out, epsilon))),
      m_dropout(register_module("dropout", std::make_shared<Dropout>(dropout)))
{
}

torch::Tensor ResidualOutput::forward(const torch::Tensor &x, const torch::Tensor &residual) const
{
    return m_norm->ofSum(m_dense->forward(x), *m_dropout, residual);
}

ActivatedDense::ActivatedDense(std::int64_t in, std::int64_t out, Activation activation)
    : m_activation(activation), m_dense(register_module("dense", std::make_shared<Dense>(in, out)))
{
}

torch::Tensor ActivatedDense::forward(const torch::Tensor &x) const
{
    return m_activation(m_dense->forward(x));
}

} // namespace tunedesk
