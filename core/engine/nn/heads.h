#pragma once

#include "engine/nn/activation.h"
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

/// out_proj(dropout(activation(dense(dropout(h))))) of the first token. Modules: dense, dropout,
/// out_proj.
class DenseHead : public torch::nn::Module
{
public:
    DenseHead(std::int64_t hidden, std::int64_t numLabels, Activation activation, double dropout);
    /// @param hidden [B, T, H]   @return logits [B, numLabels]
    torch::Tensor forward(const torch::Tensor &hidden) const;

private:
    Activation m_activation;
    std::shared_ptr<Dense> m_dense;
    std::shared_ptr<Dropout> m_dropout;
    std::shared_ptr<Dense> m_out;
};

} // namespace tunedesk
