#include "engine/nn/heads.h"

namespace tunedesk
{

FirstTokenPooler::FirstTokenPooler(std::int64_t hidden)
    : m_dense(register_module("dense", std::make_shared<Dense>(hidden, hidden)))
{
}

torch::Tensor FirstTokenPooler::forward(const torch::Tensor &hidden) const
{
    return torch::tanh(m_dense->forward(hidden.select(1, 0)));
}

DenseHead::DenseHead(std::int64_t hidden, std::int64_t numLabels, Activation activation,
                     double dropout)
    : m_activation(activation),
      m_dense(register_module("dense", std::make_shared<Dense>(hidden, hidden))),
      m_dropout(register_module("dropout", std::make_shared<Dropout>(dropout))),
      m_out(register_module("out_proj", std::make_shared<Dense>(hidden, numLabels)))
{
}

torch::Tensor DenseHead::forward(const torch::Tensor &hidden) const
{
    const torch::Tensor wide = m_dense->forward(m_dropout->forward(hidden.select(1, 0)));
    return m_out->forward(m_dropout->forward(m_activation(wide)));
}

} // namespace tunedesk
