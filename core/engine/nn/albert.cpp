#include "engine/nn/albert.h"

#include "engine/nn/attention.h"
#include "engine/nn/encoder_config.h"
#include "engine/nn/layered_classifier.h"

#include <QCoreApplication>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Albert)
};

struct AlbertConfig {
    EncoderConfig encoder;
    std::int64_t groups = 1, modulesInGroup = 1;
};

class AlbertAttention final : public MultiHeadAttention
{
public:
    explicit AlbertAttention(const EncoderConfig &config)
        : MultiHeadAttention(config.hidden, config.heads, config.attentionDropout),
          m_dropout(
              register_module("output_dropout", std::make_shared<Dropout>(config.hiddenDropout))),
          m_dense(register_module("dense", std::make_shared<Dense>(config.hidden, config.hidden))),
          m_norm(register_module("LayerNorm",
                                 std::make_shared<Norm>(config.hidden, config.normEpsilon)))
    {
    }

    torch::Tensor forward(const torch::Tensor &queries, const torch::Tensor &states,
                          const std::optional<torch::Tensor> &bias) const
    {
        const torch::Tensor mixed =
            m_dense->forward(MultiHeadAttention::forward(queries, states, bias));
        return m_norm->ofSum(mixed, *m_dropout, queries);
    }

private:
    std::shared_ptr<Dropout> m_dropout;
    std::shared_ptr<Dense> m_dense;
    std::shared_ptr<Norm> m_norm;
};

/// transformers gives this layer a dropout after its second half too, and never calls it.
class AlbertLayer final : public torch::nn::Module
{
public:
    explicit AlbertLayer(const EncoderConfig &config)
        : m_norm(register_module("full_layer_layer_norm",
                                 std::make_shared<Norm>(config.hidden, config.normEpsilon))),
          m_attention(register_module("attention", std::make_shared<AlbertAttention>(config))),
          m_widen(
              register_module("ffn", std::make_shared<Dense>(config.hidden, config.intermediate))),
          m_narrow(register_module("ffn_output",
                                   std::make_shared<Dense>(config.intermediate, config.hidden))),
          m_activation(config.activation)
    {
    }

    /// Shapes as EncoderLayer's.
    torch::Tensor forward(const torch::Tensor &queries, const torch::Tensor &states,
                          const std::optional<torch::Tensor> &bias) const
    {
        const torch::Tensor mixed = m_attention->forward(queries, states, bias);
        return m_norm->forward(m_narrow->forward(m_activation(m_widen->forward(mixed))) + mixed);
    }

private:
    std::shared_ptr<Norm> m_norm;
    std::shared_ptr<AlbertAttention> m_attention;
    std::shared_ptr<Dense> m_widen, m_narrow;
    Activation m_activation;
};

class AlbertClassifier final : public LayeredClassifier
{
public:
    AlbertClassifier(const AlbertConfig &config, int numLabels)
        : LayeredClassifier({.hidden = config.encoder.hidden,
                             .numLabels = numLabels,
                             .positions = config.encoder.positions,
                             .vocabulary = config.encoder.vocabulary,
                             .types = config.encoder.types}),
          m_embeddings(std::make_shared<TokenEmbeddings>(config.encoder.embeddingSizes(),
                                                         config.encoder.normEpsilon,
                                                         config.encoder.hiddenDropout)),
          m_widen(std::make_shared<Dense>(config.encoder.embedding, config.encoder.hidden)),
          m_pooler(std::make_shared<Dense>(config.encoder.hidden, config.encoder.hidden)),
          m_dropout(std::make_shared<Dropout>(config.encoder.classifierDropout)),
          m_classifier(std::make_shared<Dense>(config.encoder.hidden, numLabels))
    {
        const auto albert = register_module("albert", std::make_shared<torch::nn::Module>());
        albert->register_module("embeddings", m_embeddings);
        const auto encoder =
            albert->register_module("encoder", std::make_shared<torch::nn::Module>());
        encoder->register_module("embedding_hidden_mapping_in", m_widen);
        setStack({m_embeddings, m_widen}, addLayers(*encoder, config));
        albert->register_module("pooler", m_pooler);
        register_module("dropout", m_dropout);
        register_module("classifier", m_classifier);
    }

private:
    static Modules addLayers(torch::nn::Module &encoder, const AlbertConfig &config)
    {
        const auto list =
            encoder.register_module("albert_layer_groups", std::make_shared<torch::nn::Module>());
        std::vector<Modules> groups;
        for (std::int64_t g = 0; g < config.groups; ++g) {
            const auto inner =
                list->register_module(std::to_string(g), std::make_shared<torch::nn::Module>())
                    ->register_module("albert_layers", std::make_shared<torch::nn::Module>());
            Modules &group = groups.emplace_back();
            for (std::int64_t i = 0; i < config.modulesInGroup; ++i)
                group.push_back(inner->register_module(
                    std::to_string(i), std::make_shared<AlbertLayer>(config.encoder)));
        }
        Modules layers;
        for (std::int64_t i = 0; i < config.encoder.layers; ++i) {
            // In floating point, as transformers divides: where the groups don't divide the layers,
            // rounding decides.
            const auto group = static_cast<std::size_t>(
                static_cast<double>(i) /
                (static_cast<double>(config.encoder.layers) / static_cast<double>(config.groups)));
            layers.insert(layers.end(), groups[group].begin(), groups[group].end());
        }
        return layers;
    }

    torch::Tensor embed(const EncodedBatch &batch) override
    {
        return m_widen->forward(m_embeddings->forward(batch));
    }

    torch::Tensor runLayer(int index, const torch::Tensor &queries, const torch::Tensor &states,
                           const Pass &pass) override
    {
        return layerAs<AlbertLayer>(index).forward(queries, states, pass.bias);
    }

    torch::Tensor head(const torch::Tensor &read, const EncodedBatch & /*batch*/) override
    {
        const torch::Tensor pooled = torch::tanh(m_pooler->forward(read.select(1, 0)));
        return m_classifier->forward(m_dropout->forward(pooled));
    }

    std::shared_ptr<TokenEmbeddings> m_embeddings;
    std::shared_ptr<Dense> m_widen, m_pooler;
    std::shared_ptr<Dropout> m_dropout;
    std::shared_ptr<Dense> m_classifier;
};

Result<std::shared_ptr<SequenceClassifier>> makeAlbert(const nlohmann::json &json, int numLabels)
{
    ConfigReader reader(json);
    AlbertConfig config;
    config.encoder = readEncoderConfig(
        reader, {.vocabulary = 30000,
                 .hidden = 4096,
                 .heads = 64,
                 .intermediate = 16384,
                 .embedding = 128,
                 .hiddenDropout = 0,
                 .attentionDropout = 0,
                 .classifierDropout = reader.real("classifier_dropout_prob", 0.1, 0, 1),
                 .activation = activationByName("gelu_new")});
    config.groups = reader.integer("num_hidden_groups", 1, 1, config.encoder.layers);
    config.modulesInGroup = reader.integer("inner_group_num", 1, 1, 1'000);
    if (config.encoder.layers * config.modulesInGroup > 1'000)
        reader.refuse("inner_group_num",
                      Text::tr("Times num_hidden_layers it must be at most 1000."));
    if (auto failure = reader.failure())
        return *failure;
    return std::shared_ptr<SequenceClassifier>(
        std::make_shared<AlbertClassifier>(config, numLabels));
}
} // namespace

NetworkFamily albertFamily()
{
    return {.modelType = "albert",
            .architecture = "AlbertForSequenceClassification",
            .basePrefix = "albert.",
            .headPrefixes = {"albert.pooler.", "classifier."},
            .otherPrefixes = {"predictions.", "sop_classifier.", "qa_outputs.",
                              "albert.embeddings.position_ids"},
            .make = makeAlbert};
}

} // namespace tunedesk
