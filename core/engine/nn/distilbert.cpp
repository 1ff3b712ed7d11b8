#include "engine/nn/distilbert.h"

#include "engine/nn/attention.h"
#include "engine/nn/encoder_config.h"
#include "engine/nn/layered_classifier.h"

namespace tunedesk
{

namespace
{
constexpr double kNormEpsilon = 1e-12;

class DistilbertAttention final : public MultiHeadAttention
{
public:
    explicit DistilbertAttention(const EncoderConfig &config)
        : MultiHeadAttention(config.hidden, config.heads, config.attentionDropout,
                             {.query = "q_lin", .key = "k_lin", .value = "v_lin"}),
          m_out(register_module("out_lin", std::make_shared<Dense>(config.hidden, config.hidden)))
    {
    }

    torch::Tensor forward(const torch::Tensor &queries, const torch::Tensor &states,
                          const std::optional<torch::Tensor> &bias) const
    {
        return m_out->forward(MultiHeadAttention::forward(queries, states, bias));
    }

private:
    std::shared_ptr<Dense> m_out;
};

class DistilbertLayer final : public torch::nn::Module
{
public:
    explicit DistilbertLayer(const EncoderConfig &config)
        : m_attention(register_module("attention", std::make_shared<DistilbertAttention>(config))),
          m_attentionNorm(register_module("sa_layer_norm",
                                          std::make_shared<Norm>(config.hidden, kNormEpsilon))),
          m_activation(config.activation),
          m_widen(std::make_shared<Dense>(config.hidden, config.intermediate)),
          m_narrow(std::make_shared<Dense>(config.intermediate, config.hidden)),
          m_dropout(std::make_shared<Dropout>(config.hiddenDropout)),
          m_outputNorm(register_module("output_layer_norm",
                                       std::make_shared<Norm>(config.hidden, kNormEpsilon)))
    {
        const auto ffn = register_module("ffn", std::make_shared<torch::nn::Module>());
        ffn->register_module("dropout", m_dropout);
        ffn->register_module("lin1", m_widen);
        ffn->register_module("lin2", m_narrow);
    }

    /// Shapes as EncoderLayer's.
    torch::Tensor forward(const torch::Tensor &queries, const torch::Tensor &states,
                          const std::optional<torch::Tensor> &bias) const
    {
        const torch::Tensor mixed =
            m_attentionNorm->forward(m_attention->forward(queries, states, bias) + queries);
        const torch::Tensor fed = m_narrow->forward(m_activation(m_widen->forward(mixed)));
        return m_outputNorm->ofSum(fed, *m_dropout, mixed);
    }

private:
    std::shared_ptr<DistilbertAttention> m_attention;
    std::shared_ptr<Norm> m_attentionNorm;
    Activation m_activation;
    std::shared_ptr<Dense> m_widen, m_narrow;
    std::shared_ptr<Dropout> m_dropout;
    std::shared_ptr<Norm> m_outputNorm;
};

class DistilbertClassifier final : public LayeredClassifier
{
public:
    DistilbertClassifier(const EncoderConfig &config, int numLabels)
        : LayeredClassifier({.hidden = config.hidden,
                             .numLabels = numLabels,
                             .positions = config.positions,
                             .vocabulary = config.vocabulary}),
          m_embeddings(std::make_shared<TokenEmbeddings>(config.embeddingSizes(), kNormEpsilon,
                                                         config.hiddenDropout)),
          m_preClassifier(std::make_shared<Dense>(config.hidden, config.hidden)),
          m_classifier(std::make_shared<Dense>(config.hidden, numLabels)),
          m_dropout(std::make_shared<Dropout>(config.classifierDropout))
    {
        const auto group = [] { return std::make_shared<torch::nn::Module>(); };
        const auto distilbert = register_module("distilbert", group());
        distilbert->register_module("embeddings", m_embeddings);
        const auto list =
            distilbert->register_module("transformer", group())->register_module("layer", group());
        Modules layers;
        for (std::int64_t i = 0; i < config.layers; ++i)
            layers.push_back(list->register_module(std::to_string(i),
                                                   std::make_shared<DistilbertLayer>(config)));
        register_module("pre_classifier", m_preClassifier);
        register_module("classifier", m_classifier);
        register_module("dropout", m_dropout);
        setStack({m_embeddings}, layers);
    }

private:
    torch::Tensor embed(const EncodedBatch &batch) override { return m_embeddings->forward(batch); }

    torch::Tensor runLayer(int index, const torch::Tensor &queries, const torch::Tensor &states,
                           const Pass &pass) override
    {
        return layerAs<DistilbertLayer>(index).forward(queries, states, pass.bias);
    }

    torch::Tensor head(const torch::Tensor &read, const EncodedBatch & /*batch*/) override
    {
        const torch::Tensor pooled = torch::relu(m_preClassifier->forward(read.select(1, 0)));
        return m_classifier->forward(m_dropout->forward(pooled));
    }

    std::shared_ptr<TokenEmbeddings> m_embeddings;
    std::shared_ptr<Dense> m_preClassifier, m_classifier;
    std::shared_ptr<Dropout> m_dropout;
};

/// transformers knows three sizes by BERT's names too.
std::int64_t size(ConfigReader &reader, const char *key, const char *otherName,
                  std::int64_t standard, std::int64_t most)
{
    return reader.integer(reader.has(key) ? key : otherName, standard, 1, most);
}

Result<std::shared_ptr<SequenceClassifier>> makeDistilbert(const nlohmann::json &json,
                                                           int numLabels)
{
    ConfigReader reader(json);
    EncoderConfig config{.types = 0};
    config.vocabulary = reader.integer("vocab_size", config.vocabulary, 1, 10'000'000);
    config.positions = reader.integer("max_position_embeddings", config.positions, 2, 1'000'000);
    config.hidden = size(reader, "dim", "hidden_size", config.hidden, 65'536);
    config.layers = size(reader, "n_layers", "num_hidden_layers", 6, 1'000);
    config.heads = size(reader, "n_heads", "num_attention_heads", config.heads, 65'536);
    config.intermediate = reader.integer("hidden_dim", config.intermediate, 1, 1'000'000);
    config.hiddenDropout = reader.real("dropout", 0.1, 0, 1);
    config.attentionDropout = reader.real("attention_dropout", 0.1, 0, 1);
    config.classifierDropout = reader.real("seq_classif_dropout", 0.2, 0, 1);
    config.paddingId = readPaddingId(reader, 0, config.vocabulary);
    config.activation = readActivation(reader, "activation", "gelu");
    reader.flag("sinusoidal_pos_embds", false);
    requireDivisible(reader, "n_heads", config.heads, "dim", config.hidden);
    refuseUnsupported(reader);
    if (auto failure = reader.failure())
        return *failure;
    return std::shared_ptr<SequenceClassifier>(
        std::make_shared<DistilbertClassifier>(config, numLabels));
}
} // namespace

NetworkFamily distilbertFamily()
{
    return {.modelType = "distilbert",
            .architecture = "DistilBertForSequenceClassification",
            .basePrefix = "distilbert.",
            .headPrefixes = {"pre_classifier.", "classifier."},
            .otherPrefixes = {"vocab_transform.", "vocab_layer_norm.", "vocab_projector.",
                              "qa_outputs.", "distilbert.embeddings.position_ids"},
            .make = makeDistilbert};
}

} // namespace tunedesk
