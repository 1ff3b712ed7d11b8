#include "engine/nn/gpt2.h"

#include "engine/kernels/fused_attention.h"
#include "engine/nn/activation.h"
#include "engine/nn/attention.h"
#include "engine/nn/config_reader.h"
#include "engine/nn/encoder_config.h"
#include "engine/nn/float_product.h"
#include "engine/nn/layered_classifier.h"
#include "engine/nn/layers.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

#include <cmath>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Gpt2)
};

/// What config.json says; the standard values are those of transformers' GPT2Config.
struct Gpt2Config {
    std::int64_t vocabulary = 50257, positions = 1024;
    std::int64_t hidden = 768, layers = 12, heads = 12, inner = 0;
    std::int64_t paddingId = 0;
    double normEpsilon = 1e-5;
    double embeddingDropout = 0.1, attentionDropout = 0.1, residualDropout = 0.1;
    bool scalesByWidth = true, scalesByLayer = false;
    Activation activation = nullptr;
};

/// y = x W + b with W [in, out]: the form of GPT-2's weights, called Conv1D in transformers.
class TransposedDense : public torch::nn::Module, public KeepsCopies, public Adaptable
{
public:
    TransposedDense(std::int64_t in, std::int64_t out)
        : Adaptable(static_cast<torch::nn::Module &>(*this)),
          m_weight(register_parameter("weight", withoutStorage({in, out}))),
          m_bias(register_parameter("bias", withoutStorage({out})))
    {
        addMatrix("lora", m_weight, Layout::InOut);
    }

    /// @param x [B, T, in]   @return [B, T, out], of its type
    torch::Tensor forward(const torch::Tensor &x) const
    {
        if (m_product.isFor(x))
            return withLowRank(m_product.forward(x, {{m_weight, m_bias}}), x);
        return withLowRank(floatProduct(x, m_weight.t(), m_bias), x);
    }
    void dropCopies() override { m_product.dropCopies(); }
    void setInt8(bool on) override { m_product.setInt8(on); }

private:
    torch::Tensor m_weight, m_bias;
    mutable LayerProduct m_product{MatrixForm::InOut}; ///< a cache
};

/// The keys that each query may see: itself and what stands before it, no padding.
struct Sight {
    std::optional<torch::Tensor> bias; ///< [B, 1, Q, T]
    bool isCausal = false;             ///< without a bias: only that each looks back
};

/// "attn": self-attention with one matrix for queries, keys and values.
class Gpt2Attention : public torch::nn::Module
{
public:
    Gpt2Attention(const Gpt2Config &config, std::int64_t index)
        : m_heads(config.heads),
          m_scale((config.scalesByWidth
                       ? 1 / std::sqrt(static_cast<double>(config.hidden / config.heads))
                       : 1) /
                  (config.scalesByLayer ? static_cast<double>(index + 1) : 1)),
          m_mixed(register_module(
              "c_attn", std::make_shared<TransposedDense>(config.hidden, 3 * config.hidden))),
          m_projection(register_module(
              "c_proj", std::make_shared<TransposedDense>(config.hidden, config.hidden))),
          m_attentionDropout(register_module(
              "attn_dropout",
              std::make_shared<Dropout>(config.attentionDropout, Dropout::Of::AttentionWeights))),
          m_residualDropout(
              register_module("resid_dropout", std::make_shared<Dropout>(config.residualDropout)))
    {
    }

    /// @param residual [B, Q, H], what is added   @param states [B, T, H]
    /// @param places which of them ask, [B]; undefined: all   @return [B, Q, H]
    torch::Tensor forward(const torch::Tensor &residual, const torch::Tensor &states,
                          const torch::Tensor &places, const Sight &sight) const
    {
        const torch::Tensor all = m_mixed->forward(states);
        const AttentionOptions options{.heads = m_heads,
                                       .scale = m_scale,
                                       .isCausal = sight.isCausal,
                                       .dropout = m_attentionDropout->activeProbability()};
        const torch::Tensor mixed =
            places.defined()
                ? fusedAttention(queriesAt(all, places), keysAndValues(all), sight.bias, options)
                : fusedSelfAttention(all, sight.bias, options);
        return m_residualDropout->addedTo(residual, m_projection->forward(mixed));
    }

private:
    /// @param all queries, keys and values [B, T, 3 H]   @return [B, 1, H]
    static torch::Tensor queriesAt(const torch::Tensor &all, const torch::Tensor &places)
    {
        const std::int64_t width = all.size(2) / 3;
        return all.narrow(2, 0, width).gather(1, places.view({-1, 1, 1}).expand({-1, 1, width}));
    }
    static torch::Tensor keysAndValues(const torch::Tensor &all)
    {
        const std::int64_t width = all.size(2) / 3;
        return all.narrow(2, width, 2 * width);
    }

    std::int64_t m_heads;
    double m_scale;
    std::shared_ptr<TransposedDense> m_mixed, m_projection;
    std::shared_ptr<Dropout> m_attentionDropout, m_residualDropout;
};

/// "mlp": the wide middle.
class Gpt2FeedForward : public torch::nn::Module
{
public:
    explicit Gpt2FeedForward(const Gpt2Config &config)
        : m_activation(config.activation),
          m_wide(register_module("c_fc",
                                 std::make_shared<TransposedDense>(config.hidden, config.inner))),
          m_projection(register_module(
              "c_proj", std::make_shared<TransposedDense>(config.inner, config.hidden))),
          m_dropout(register_module("dropout", std::make_shared<Dropout>(config.residualDropout)))
    {
    }

    /// @param residual what is added
    torch::Tensor forward(const torch::Tensor &residual, const torch::Tensor &x) const
    {
        return m_dropout->addedTo(residual,
                                  m_projection->forward(m_activation(m_wide->forward(x))));
    }

private:
    Activation m_activation;
    std::shared_ptr<TransposedDense> m_wide, m_projection;
    std::shared_ptr<Dropout> m_dropout;
};

/// Norms come before each half, unlike BERT's.
class Gpt2Layer : public torch::nn::Module
{
public:
    Gpt2Layer(const Gpt2Config &config, std::int64_t index)
        : m_attentionNorm(
              register_module("ln_1", std::make_shared<Norm>(config.hidden, config.normEpsilon))),
          m_attention(register_module("attn", std::make_shared<Gpt2Attention>(config, index))),
          m_norm(
              register_module("ln_2", std::make_shared<Norm>(config.hidden, config.normEpsilon))),
          m_feedForward(register_module("mlp", std::make_shared<Gpt2FeedForward>(config)))
    {
    }

    /// @param queries [B, Q, H], those of the states [B, T, H] whose new states are wanted
    /// @param places where they stand, [B] (Q = 1); undefined: all   @return [B, Q, H]
    torch::Tensor forward(const torch::Tensor &queries, const torch::Tensor &states,
                          const torch::Tensor &places, const Sight &sight) const
    {
        const torch::Tensor mixed =
            m_attention->forward(queries, m_attentionNorm->forward(states), places, sight);
        return m_feedForward->forward(mixed, m_norm->forward(mixed));
    }

private:
    std::shared_ptr<Norm> m_attentionNorm;
    std::shared_ptr<Gpt2Attention> m_attention;
    std::shared_ptr<Norm> m_norm;
    std::shared_ptr<Gpt2FeedForward> m_feedForward;
};

class Gpt2Classifier final : public LayeredClassifier
{
public:
    Gpt2Classifier(const Gpt2Config &config, int numLabels)
        : LayeredClassifier({.hidden = config.hidden,
                             .numLabels = numLabels,
                             .positions = config.positions,
                             .vocabulary = config.vocabulary}),
          m_paddingId(config.paddingId),
          m_words(std::make_shared<Table>(config.vocabulary, config.hidden)),
          m_positions(std::make_shared<Table>(config.positions, config.hidden)),
          m_dropout(std::make_shared<Dropout>(config.embeddingDropout)),
          m_norm(std::make_shared<Norm>(config.hidden, config.normEpsilon)),
          m_score(register_module(
              "score", std::make_shared<Dense>(config.hidden, numLabels, Dense::Bias::None)))
    {
        const auto group = [] { return std::make_shared<torch::nn::Module>(); };
        const auto transformer = register_module("transformer", group());
        transformer->register_module("wte", m_words);
        transformer->register_module("wpe", m_positions);
        transformer->register_module("drop", m_dropout);
        const auto list = transformer->register_module("h", group());
        Modules layers;
        for (std::int64_t i = 0; i < config.layers; ++i)
            layers.push_back(
                list->register_module(std::to_string(i), std::make_shared<Gpt2Layer>(config, i)));
        transformer->register_module("ln_f", m_norm);
        setStack({m_words, m_positions, m_dropout}, layers);
    }

    BatchPadding padding(int /*tokenizersId*/) const override
    {
        return {.id = static_cast<int>(m_paddingId)};
    }

private:
    /// Positions count from 0 over padding too, and type ids aren't read: transformers' tokenizer
    /// for GPT-2 gives none (the network would add word embeddings for them).
    torch::Tensor embed(const EncodedBatch &batch) override
    {
        return m_dropout->forward(m_words->forward(batch.ids) +
                                  m_positions->weight().slice(0, 0, batch.ids.size(1)));
    }

    Pass beginPass(const EncodedBatch &batch, torch::ScalarType type) const override
    {
        // Padding behind the text is out of sight anyway: every token looks back only.
        const torch::Tensor before = batch.mask.slice(1, 0, -1);
        if (!before.lt(batch.mask.slice(1, 1)).any().item<bool>())
            return {.batch = batch};
        const std::int64_t length = batch.ids.size(1);
        const torch::Tensor ahead =
            torch::ones({length, length}, batch.mask.options().dtype(torch::kBool)).triu(1);
        const torch::Tensor hidden = batch.mask.eq(0).view({-1, 1, 1, length}).logical_or(ahead);
        return {.batch = batch, .bias = scoreBias(hidden, type)};
    }

    torch::Tensor runLayer(int index, const torch::Tensor &queries, const torch::Tensor &states,
                           const Pass &pass) override
    {
        Sight sight{.bias = pass.bias, .isCausal = !pass.bias};
        torch::Tensor places;
        if (pass.queries) {
            places = pass.queries->positions;
            if (!pass.bias) {
                const torch::Tensor keys = torch::arange(states.size(1), places.options());
                sight = {.bias =
                             scoreBias(keys.gt(places.view({-1, 1, 1, 1})), states.scalar_type())};
            }
        }
        return layerAs<Gpt2Layer>(index).forward(queries, states, places, sight);
    }

    HeadTokens headTokens(const EncodedBatch &batch) const override
    {
        const torch::Tensor places = torch::arange(batch.ids.size(1), batch.ids.options());
        return {.positions = (places * batch.ids.ne(m_paddingId)).argmax(1)};
    }

    torch::Tensor finished(const torch::Tensor &states) override { return m_norm->forward(states); }

    torch::Tensor head(const torch::Tensor &read, const EncodedBatch & /*batch*/) override
    {
        return m_score->forward(finished(read.squeeze(1)));
    }

    std::int64_t m_paddingId;
    std::shared_ptr<Table> m_words, m_positions;
    std::shared_ptr<Dropout> m_dropout;
    std::shared_ptr<Norm> m_norm;
    std::shared_ptr<Dense> m_score;
};

/// transformers takes two names for these; the general one wins.
const char *presentOf(const ConfigReader &reader, const char *general, const char *own)
{
    return reader.has(general) ? general : own;
}

/// The padding that config.json names, or the end-of-text token, or the highest id. One must be
/// known: transformers refuses batches without it, and by it the head finds the text's end.
std::int64_t paddingIdOf(ConfigReader &reader, const nlohmann::json &json, std::int64_t vocabulary)
{
    if (reader.has("pad_token_id")) // one that can't be is refused
        return reader.integer("pad_token_id", 0, 0, vocabulary - 1);
    for (const char *key : {"eos_token_id", "bos_token_id"}) {
        const auto found = json.find(key);
        if (found == json.end())
            continue;
        const nlohmann::json &value =
            found->is_array() && !found->empty() ? found->front() : *found;
        if (value.is_number_integer() && value >= 0 && value < vocabulary)
            return value.get<std::int64_t>();
    }
    return vocabulary - 1;
}

Gpt2Config configOf(ConfigReader &reader, const nlohmann::json &json)
{
    Gpt2Config config;
    config.vocabulary = reader.integer("vocab_size", config.vocabulary, 1, 10'000'000);
    config.positions = reader.integer(presentOf(reader, "max_position_embeddings", "n_positions"),
                                      config.positions, 2, 1'000'000);
    config.hidden =
        reader.integer(presentOf(reader, "hidden_size", "n_embd"), config.hidden, 1, 65'536);
    config.layers =
        reader.integer(presentOf(reader, "num_hidden_layers", "n_layer"), config.layers, 1, 1'000);
    const char *headsKey = presentOf(reader, "num_attention_heads", "n_head");
    config.heads = reader.integer(headsKey, config.heads, 1, 65'536);
    config.inner = reader.integer("n_inner", 4 * config.hidden, 1, 1'000'000);
    config.normEpsilon = reader.real("layer_norm_epsilon", config.normEpsilon, 0, 1);
    config.embeddingDropout = reader.real("embd_pdrop", config.embeddingDropout, 0, 1);
    config.attentionDropout = reader.real("attn_pdrop", config.attentionDropout, 0, 1);
    config.residualDropout = reader.real("resid_pdrop", config.residualDropout, 0, 1);
    config.scalesByWidth = reader.flag("scale_attn_weights", true);
    config.scalesByLayer = reader.flag("scale_attn_by_inverse_layer_idx", false);
    // In float32, which is what the network computes in, the order makes no difference.
    reader.flag("reorder_and_upcast_attn", false);
    config.activation = readActivation(reader, "activation_function", "gelu_new");
    config.paddingId = paddingIdOf(reader, json, config.vocabulary);
    if (config.hidden % config.heads != 0)
        reader.refuse(headsKey,
                      Text::tr("It must divide the width, which is %1.").arg(config.hidden));

    const QString unsupported = Text::tr("Choose a plain GPT-2; this kind isn't supported.");
    if (!reader.flag("is_causal", true))
        reader.refuse("is_causal", unsupported);
    if (reader.flag("add_cross_attention", false))
        reader.refuse("add_cross_attention", unsupported);
    for (const char *key : {"pruned_heads", "quantization_config"})
        if (reader.has(key))
            reader.refuse(key, unsupported);
    return config;
}

Result<std::shared_ptr<SequenceClassifier>> makeGpt2(const nlohmann::json &json, int numLabels)
{
    ConfigReader reader(json);
    const Gpt2Config config = configOf(reader, json);
    if (auto failure = reader.failure())
        return *failure;
    return std::shared_ptr<SequenceClassifier>(std::make_shared<Gpt2Classifier>(config, numLabels));
}

/// With it transformers finds the text's end where this network does, and takes batches.
void nameThePadding(nlohmann::json &config)
{
    ConfigReader reader(config);
    config["pad_token_id"] = paddingIdOf(
        reader, config, config.value("vocab_size", std::int64_t{Gpt2Config{}.vocabulary}));
}
} // namespace

NetworkFamily gpt2Family()
{
    return {.modelType = "gpt2",
            .architecture = "GPT2ForSequenceClassification",
            .basePrefix = "transformer.",
            .headPrefixes = {"score."},
            .otherPrefixes = {"lm_head.", "multiple_choice_head.", "classifier.", "qa_outputs."},
            .otherSuffixes = {".attn.bias", ".attn.masked_bias"}, // of files before 2023
            .make = makeGpt2,
            .completeConfig = nameThePadding,
            .tokenizerInputs = {"input_ids", "attention_mask"}, // transformers would embed types
            .findsPaddingById = true};
}

} // namespace tunedesk
