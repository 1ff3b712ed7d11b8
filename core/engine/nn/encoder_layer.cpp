#include "engine/nn/encoder_layer.h"

#include <string>

namespace tunedesk
{

EncoderLayer::EncoderLayer(const EncoderConfig &config)
    : m_attention(std::make_shared<MultiHeadAttention>(config.hidden, config.heads,
                                                       config.attentionDropout)),
      m_attentionOutput(std::make_shared<ResidualOutput>(config.hidden, config.hidden,
                                                         config.normEpsilon, config.hiddenDropout)),
      m_intermediate(
          std::make_shared<ActivatedDense>(config.hidden, config.intermediate, config.activation)),
      m_output(std::make_shared<ResidualOutput>(config.intermediate, config.hidden,
                                                config.normEpsilon, config.hiddenDropout))
{
    const auto attention = register_module("attention", std::make_shared<torch::nn::Module>());
    attention->register_module("self", m_attention);
    attention->register_module("output", m_attentionOutput);
    register_module("intermediate", m_intermediate);
    register_module("output", m_output);
}

torch::Tensor EncoderLayer::forward(const torch::Tensor &queries, const torch::Tensor &states,
                                    const std::optional<torch::Tensor> &bias) const
{
    const torch::Tensor mixed =
        m_attentionOutput->forward(m_attention->forward(queries, states, bias), queries);
    return m_output->forward(m_intermediate->forward(mixed), mixed);
}

std::vector<std::shared_ptr<torch::nn::Module>> addEncoderLayers(torch::nn::Module &network,
                                                                 const EncoderConfig &config)
{
    const auto group = [] { return std::make_shared<torch::nn::Module>(); };
    const auto list =
        network.register_module("encoder", group())->register_module("layer", group());
    std::vector<std::shared_ptr<torch::nn::Module>> layers;
    for (std::int64_t i = 0; i < config.layers; ++i)
        layers.push_back(
            list->register_module(std::to_string(i), std::make_shared<EncoderLayer>(config)));
    return layers;
}

} // namespace tunedesk
