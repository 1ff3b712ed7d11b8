#pragma once

#include "engine/nn/activation.h"
#include "engine/nn/layers.h"

#include <memory>

namespace tunedesk
{

/// LayerNorm(dropout(W x + b) + residual), the end of both halves of a post-norm layer. Modules:
/// dense, LayerNorm.
class ResidualOutput : public torch::nn::Module
{
public:
    ResidualOutput(std::int64_t in, std::int64_t out, double epsilon, double dropout);
    /// @param x [..., in]   @param residual [..., out]   @return [..., out]
    torch::Tensor forward(const torch::Tensor &x, const torch::Tensor &residual) const;

private:
    std::shared_ptr<Dense> m_dense;
    std::shared_ptr<Norm> m_norm;
    std::shared_ptr<Dropout> m_dropout;
};

/// activation(W x + b), the wide middle of a layer. Module: dense.
class ActivatedDense : public torch::nn::Module
{
public:
    ActivatedDense(std::int64_t in, std::int64_t out, Activation activation);
    torch::Tensor forward(const torch::Tensor &x) const;

private:
    Activation m_activation;
    std::shared_ptr<Dense> m_dense;
};

} // namespace tunedesk
