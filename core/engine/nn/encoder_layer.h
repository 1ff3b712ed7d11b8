#pragma once

#include "engine/nn/attention.h"
#include "engine/nn/encoder_config.h"
#include "engine/nn/feed_forward.h"

#include <memory>
#include <optional>
#include <vector>

namespace tunedesk
{

/// A layer under the names that BERT gave it and RoBERTa and ELECTRA kept: attention.self,
/// attention.output, intermediate, output. The norms come after each half.
class EncoderLayer : public torch::nn::Module
{
public:
    explicit EncoderLayer(const EncoderConfig &config);

    /// @param queries [B, Q, H], the tokens whose new states are wanted
    /// @param states [B, T, H], all of them   @param bias see attentionBias   @return [B, Q, H]
    torch::Tensor forward(const torch::Tensor &queries, const torch::Tensor &states,
                          const std::optional<torch::Tensor> &bias) const;

private:
    std::shared_ptr<MultiHeadAttention> m_attention;
    std::shared_ptr<ResidualOutput> m_attentionOutput;
    std::shared_ptr<ActivatedDense> m_intermediate;
    std::shared_ptr<ResidualOutput> m_output;
};

/// Registers "encoder.layer.0" and so on in a network. @return the layers from below
std::vector<std::shared_ptr<torch::nn::Module>> addEncoderLayers(torch::nn::Module &network,
                                                                 const EncoderConfig &config);

} // namespace tunedesk
