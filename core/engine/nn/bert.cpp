#include "engine/nn/bert.h"

#include "engine/nn/attention.h"
#include "engine/nn/config_reader.h"
#include "engine/nn/embeddings.h"
#include "engine/nn/feed_forward.h"
#include "engine/nn/heads.h"
#include "engine/nn/layered_classifier.h"

#include <QCoreApplication>
#include <QStringList>

#include <nlohmann/json.hpp>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Bert)
};

QString activationHint()
{
    QStringList names;
    for (const std::string_view name : activationNames())
        names << QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    return Text::tr("It must be one of %1.").arg(names.join(QStringLiteral(", ")));
}

/// "attention": the block that mixes tokens, under the names self and output.
class BertAttention : public torch::nn::Module
{
public:
    explicit BertAttention(const BertConfig &config)
        : m_self(register_module("self",
                                 std::make_shared<MultiHeadAttention>(config.hidden, config.heads,
                                                                      config.attentionDropout))),
          m_output(register_module(
              "output", std::make_shared<ResidualOutput>(config.hidden, config.hidden,
                                                         config.normEpsilon, config.hiddenDropout)))
    {
    }

    torch::Tensor forward(const torch::Tensor &queries, const torch::Tensor &states,
                          const std::optional<torch::Tensor> &bias) const
    {
        return m_output->forward(m_self->forward(queries, states, bias), queries);
    }

private:
    std::shared_ptr<MultiHeadAttention> m_self;
    std::shared_ptr<ResidualOutput> m_output;
};

class BertLayer : public torch::nn::Module
{
public:
    explicit BertLayer(const BertConfig &config)
        : m_attention(register_module("attention", std::make_shared<BertAttention>(config))),
          m_intermediate(register_module(
              "intermediate", std::make_shared<ActivatedDense>(config.hidden, config.intermediate,
                                                               config.activation))),
          m_output(register_module(
              "output", std::make_shared<ResidualOutput>(config.intermediate, config.hidden,
                                                         config.normEpsilon, config.hiddenDropout)))
    {
    }

    /// @param queries [B, Q, H], the tokens whose new states are wanted   @param states [B, T, H],
    /// all of them
    /// @return [B, Q, H]
    torch::Tensor forward(const torch::Tensor &queries, const torch::Tensor &states,
                          const std::optional<torch::Tensor> &bias) const
    {
        const torch::Tensor mixed = m_attention->forward(queries, states, bias);
        return m_output->forward(m_intermediate->forward(mixed), mixed);
    }

private:
    std::shared_ptr<BertAttention> m_attention;
    std::shared_ptr<ActivatedDense> m_intermediate;
    std::shared_ptr<ResidualOutput> m_output;
};

class BertClassifier final : public LayeredClassifier
{
public:
    BertClassifier(const BertConfig &config, int numLabels)
        : LayeredClassifier({.hidden = config.hidden,
                             .numLabels = numLabels,
                             .positions = config.positions,
                             .vocabulary = config.vocabulary,
                             .types = config.types}),
          m_embeddings(std::make_shared<TokenEmbeddings>(
              EmbeddingSizes{config.vocabulary, config.positions, config.types, config.hidden,
                             config.paddingId},
              config.normEpsilon, config.hiddenDropout)),
          m_pooler(std::make_shared<FirstTokenPooler>(config.hidden)),
          m_dropout(std::make_shared<Dropout>(config.classifierDropout)),
          m_classifier(std::make_shared<Dense>(config.hidden, numLabels))
    {
        const auto group = [] { return std::make_shared<torch::nn::Module>(); };
        const auto bert = register_module("bert", group());
        bert->register_module("embeddings", m_embeddings);
        const auto list =
            bert->register_module("encoder", group())->register_module("layer", group());
        Modules layers;
        for (std::int64_t i = 0; i < config.layers; ++i)
            layers.push_back(
                list->register_module(std::to_string(i), std::make_shared<BertLayer>(config)));
        bert->register_module("pooler", m_pooler);
        register_module("dropout", m_dropout);
        register_module("classifier", m_classifier);
        setStack({m_embeddings}, layers);
    }

private:
    torch::Tensor embed(const EncodedBatch &batch) override { return m_embeddings->forward(batch); }

    torch::Tensor runLayer(int index, const torch::Tensor &queries, const torch::Tensor &states,
                           const Pass &pass) override
    {
        return layerAs<BertLayer>(index).forward(queries, states, pass.bias);
    }

    torch::Tensor head(const torch::Tensor &read, const EncodedBatch & /*batch*/) override
    {
        return m_classifier->forward(m_dropout->forward(m_pooler->forward(read)));
    }

    std::shared_ptr<TokenEmbeddings> m_embeddings;
    std::shared_ptr<FirstTokenPooler> m_pooler;
    std::shared_ptr<Dropout> m_dropout;
    std::shared_ptr<Dense> m_classifier;
};

Result<std::shared_ptr<SequenceClassifier>> makeBert(const nlohmann::json &json, int numLabels)
{
    const auto config = BertConfig::fromJson(json);
    if (!config)
        return config.error();
    return std::shared_ptr<SequenceClassifier>(
        std::make_shared<BertClassifier>(*config, numLabels));
}
} // namespace

Result<BertConfig> BertConfig::fromJson(const nlohmann::json &json)
{
    ConfigReader reader(json);
    BertConfig config;
    config.vocabulary = reader.integer("vocab_size", config.vocabulary, 1, 10'000'000);
    config.positions = reader.integer("max_position_embeddings", config.positions, 2, 1'000'000);
    config.types = reader.integer("type_vocab_size", config.types, 1, 1'000);
    config.hidden = reader.integer("hidden_size", config.hidden, 1, 65'536);
    config.layers = reader.integer("num_hidden_layers", config.layers, 1, 1'000);
    config.heads = reader.integer("num_attention_heads", config.heads, 1, 65'536);
    config.intermediate = reader.integer("intermediate_size", config.intermediate, 1, 1'000'000);
    config.normEpsilon = reader.real("layer_norm_eps", config.normEpsilon, 0, 1);
    config.hiddenDropout = reader.real("hidden_dropout_prob", config.hiddenDropout, 0, 1);
    config.attentionDropout =
        reader.real("attention_probs_dropout_prob", config.attentionDropout, 0, 1);
    config.classifierDropout = reader.real("classifier_dropout", config.hiddenDropout, 0, 1);
    config.paddingId = json.contains("pad_token_id") && json["pad_token_id"].is_null()
                           ? -1
                           : reader.integer("pad_token_id", 0, 0, config.vocabulary - 1);
    config.activation = activationByName(reader.text("hidden_act", "gelu"));
    if (!config.activation)
        reader.refuse("hidden_act", activationHint());
    if (config.hidden % config.heads != 0)
        reader.refuse("num_attention_heads",
                      Text::tr("It must divide hidden_size, which is %1.").arg(config.hidden));

    const QString unsupported = Text::tr("Choose a plain BERT encoder; this kind isn't supported.");
    if (reader.text("position_embedding_type", "absolute") != "absolute")
        reader.refuse("position_embedding_type", unsupported);
    for (const char *key : {"is_decoder", "add_cross_attention", "is_encoder_decoder"})
        if (reader.flag(key, false))
            reader.refuse(key, unsupported);
    for (const char *key : {"pruned_heads", "quantization_config"})
        if (reader.has(key))
            reader.refuse(key, unsupported);
    if (auto failure = reader.failure())
        return *failure;
    return config;
}

NetworkFamily bertFamily()
{
    return {.modelType = "bert",
            .architecture = "BertForSequenceClassification",
            .basePrefix = "bert.",
            .headPrefixes = {"bert.pooler.", "classifier."},
            .otherPrefixes = {"cls.", "qa_outputs.", "bert.embeddings.position_ids"},
            .make = makeBert};
}

} // namespace tunedesk
