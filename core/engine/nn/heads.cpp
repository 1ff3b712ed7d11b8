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

} // namespace tunedesk
