#pragma once

#include "engine/nn/layers.h"

#include <memory>

namespace tunedesk
{

/// tanh(W h + b) of the first token. Module: dense.
class FirstTokenPooler : public torch::nn::Module
{
public:
    explicit FirstTokenPooler(std::int64_t hidden);
    /// @param hidden [B, T, H]   @return [B, H]
    torch::Tensor forward(const torch::Tensor &hidden) const;

private:
    std::shared_ptr<Dense> m_dense;
};

} // namespace tunedesk
