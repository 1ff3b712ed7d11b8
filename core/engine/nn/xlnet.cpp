#include "engine/nn/xlnet.h"

#include "engine/nn/activation.h"
#include "engine/nn/config_reader.h"
#include "engine/nn/encoder_config.h"
#include "engine/nn/layered_classifier.h"
#include "engine/nn/layers.h"
#include "engine/nn/relative_attention.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(XlNet)
};

enum class Summary { First, Last, Mean };

/// What config.json says; the standard values are those of transformers' XLNetConfig.
struct XlNetConfig {
    std::int64_t vocabulary = 32000, hidden = 1024, layers = 24, heads = 16, inner = 4096;
    std::int64_t clamp = 0; ///< of the distance between two tokens; 0: none
    double normEpsilon = 1e-12, dropout = 0.1, summaryDropout = 0.1, firstSummaryDropout = 0;
    bool looksBackOnly = false; ///< attn_type "uni"
    bool sameLength = false;    ///< with it: each token sees itself alone
    bool projectsSummary = true;
    Summary summary = Summary::Last;
    Activation activation = nullptr;
    Activation summaryActivation = nullptr; ///< null: none
};

/// The largest score that a hidden key gets; what transformers subtracts.
constexpr double kHidden = -1e30;

/// "ff": the wide middle.
class XlNetFeedForward : public torch::nn::Module
{
public:
    explicit XlNetFeedForward(const XlNetConfig &config)
        : m_activation(config.activation),
          m_norm(register_module("layer_norm",
                                 std::make_shared<Norm>(config.hidden, config.normEpsilon))),
          m_wide(register_module("layer_1", std::make_shared<Dense>(config.hidden, config.inner))),
          m_projection(
              register_module("layer_2", std::make_shared<Dense>(config.inner, config.hidden))),
          m_dropout(register_module("dropout", std::make_shared<Dropout>(config.dropout)))
    {
    }

    torch::Tensor forward(const torch::Tensor &x) const
    {
        const torch::Tensor wide = m_dropout->forward(m_activation(m_wide->forward(x)));
        return m_norm->ofSum(m_projection->forward(wide), *m_dropout, x);
    }

private:
    Activation m_activation;
    std::shared_ptr<Norm> m_norm;
    std::shared_ptr<Dense> m_wide, m_projection;
    std::shared_ptr<Dropout> m_dropout;
};

class XlNetLayer : public torch::nn::Module
{
public:
    explicit XlNetLayer(const XlNetConfig &config)
        : attention(register_module("rel_attn",
                                    std::make_shared<RelativeAttention>(
                                        RelativeAttention::Sizes{.hidden = config.hidden,
                                                                 .heads = config.heads,
                                                                 .normEpsilon = config.normEpsilon,
                                                                 .dropout = config.dropout}))),
          feedForward(register_module("ff", std::make_shared<XlNetFeedForward>(config)))
    {
    }

    const std::shared_ptr<RelativeAttention> attention;
    const std::shared_ptr<XlNetFeedForward> feedForward;
};

/// "sequence_summary": what becomes of the token that is read. Module: summary.
class SequenceSummary : public torch::nn::Module
{
public:
    explicit SequenceSummary(const XlNetConfig &config)
        : m_activation(config.summaryActivation),
          m_firstDropout(register_module("first_dropout",
                                         std::make_shared<Dropout>(config.firstSummaryDropout))),
          m_lastDropout(
              register_module("last_dropout", std::make_shared<Dropout>(config.summaryDropout)))
    {
        if (config.projectsSummary)
            m_projection =
                register_module("summary", std::make_shared<Dense>(config.hidden, config.hidden));
    }

    /// @param read [B, H]   @return [B, H]
    torch::Tensor forward(const torch::Tensor &read) const
    {
        torch::Tensor x = m_firstDropout->forward(read);
        if (m_projection)
            x = m_projection->forward(x);
        return m_lastDropout->forward(m_activation ? m_activation(x) : x);
    }

private:
    Activation m_activation;
    std::shared_ptr<Dropout> m_firstDropout, m_lastDropout;
    std::shared_ptr<Dense> m_projection; ///< null: none
};

class XlNetClassifier final : public LayeredClassifier
{
public:
    XlNetClassifier(const XlNetConfig &config, int numLabels)
        // Distances have no table, so that there is no longest text.
        : LayeredClassifier({.hidden = config.hidden,
                             .numLabels = numLabels,
                             .positions = std::numeric_limits<int>::max(),
                             .vocabulary = config.vocabulary}),
          m_config(config), m_words(std::make_shared<Table>(config.vocabulary, config.hidden)),
          m_dropout(std::make_shared<Dropout>(config.dropout)),
          m_outputDropout(
              register_module("output_dropout", std::make_shared<Dropout>(config.dropout))),
          m_summary(register_module("sequence_summary", std::make_shared<SequenceSummary>(config))),
          m_logits(
              register_module("logits_proj", std::make_shared<Dense>(config.hidden, numLabels)))
    {
        const auto group = [] { return std::make_shared<torch::nn::Module>(); };
        const auto transformer = register_module("transformer", group());
        transformer->register_module("word_embedding", m_words);
        transformer->register_module("dropout", m_dropout);
        // Only pretraining reads it; files have it.
        transformer->register_parameter("mask_emb", withoutStorage({1, 1, config.hidden}));
        const auto list = transformer->register_module("layer", group());
        Modules layers;
        for (std::int64_t i = 0; i < config.layers; ++i)
            layers.push_back(
                list->register_module(std::to_string(i), std::make_shared<XlNetLayer>(config)));
        setStack({m_words, m_dropout}, layers);
    }

    BatchPadding padding(int tokenizersId) const override
    {
        return {.id = tokenizersId, .isLeft = true};
    }

private:
    torch::Tensor embed(const EncodedBatch &batch) override
    {
        return m_dropout->forward(m_words->forward(batch.ids));
    }

    Pass beginPass(const EncodedBatch &batch, torch::ScalarType type) const override
    {
        return {.batch = batch,
                .bias = hiddenKeys(batch, type),
                .positions = m_dropout->forward(distances(batch, type))};
    }

    /// @return [B, 1, T, T], kHidden where a query may not see a key; nothing when all see all
    std::optional<torch::Tensor> hiddenKeys(const EncodedBatch &batch, torch::ScalarType type) const
    {
        const std::int64_t length = batch.ids.size(1);
        torch::Tensor hidden = batch.mask.eq(0).view({-1, 1, 1, length});
        if (!m_config.looksBackOnly && !hidden.any().item<bool>())
            return std::nullopt;
        const auto options = batch.mask.options().dtype(torch::kBool);
        const torch::Tensor itself = torch::eye(length, options);
        if (m_config.looksBackOnly)
            hidden = hidden.logical_or(m_config.sameLength
                                           ? itself.logical_not()
                                           : torch::ones({length, length}, options).triu(1));
        // Padding sees itself, so that no row of scores is without a key.
        return torch::zeros({}, batch.mask.options().dtype(type))
            .masked_fill(hidden.logical_and(itself.logical_not()), kHidden);
    }

    /// Sines and cosines of the distances T, T − 1, … [B or 1, R, H]. Source: Vaswani et al. 2017,
    /// section 3.5, with the sines first.
    torch::Tensor distances(const EncodedBatch &batch, torch::ScalarType type) const
    {
        const std::int64_t length = batch.ids.size(1);
        const auto options = batch.ids.options().dtype(
            type == torch::kBFloat16 ? torch::kFloat32 : type); // bfloat16 counts to 256 only
        torch::Tensor distance =
            torch::arange(length, m_config.looksBackOnly ? -1 : -length, -1, options);
        if (m_config.clamp > 0)
            distance = distance.clamp(-m_config.clamp, m_config.clamp);
        const torch::Tensor rate =
            1 / torch::pow(10'000, torch::arange(0, m_config.hidden, 2, options) /
                                       static_cast<double>(m_config.hidden));
        const torch::Tensor angle = torch::outer(distance, rate);
        torch::Tensor sines = angle.sin().unsqueeze(0), cosines = angle.cos().unsqueeze(0);
        if (batch.mirrored.defined()) {
            sines = torch::where(batch.mirrored.view({-1, 1, 1}), -sines, sines);
            cosines = cosines.expand_as(sines);
        }
        const torch::Tensor both = torch::cat({sines, cosines}, 2).to(type);
        // Each row has its own dropout.
        return m_dropout->activeProbability() > 0
                   ? both.expand({batch.ids.size(0), both.size(1), both.size(2)})
                   : both;
    }

    torch::Tensor runLayer(int index, const torch::Tensor &queries, const torch::Tensor &states,
                           const Pass &pass) override
    {
        const auto &layer = layerAs<XlNetLayer>(index);
        const torch::Tensor &types = pass.batch.typeIds;
        const torch::Tensor places = pass.queries ? pass.queries->positions : torch::Tensor();
        const torch::Tensor asking =
            places.defined() ? types.gather(1, places.unsqueeze(1)) : types;
        const torch::Tensor otherSegment = asking.unsqueeze(2).ne(types.unsqueeze(1)).unsqueeze(1);
        return layer.feedForward->forward(layer.attention->forward(
            queries, states, pass.positions, places, otherSegment, pass.bias));
    }

    HeadTokens headTokens(const EncodedBatch &batch) const override
    {
        switch (m_config.summary) {
        case Summary::Mean:
            return {.all = true};
        case Summary::First:
            return {.positions = batch.mask.argmax(1)};
        case Summary::Last:
            break;
        }
        const torch::Tensor places = torch::arange(batch.mask.size(1), batch.mask.options());
        return {.positions = (places * batch.mask).argmax(1)};
    }

    torch::Tensor finished(const torch::Tensor &states) override
    {
        return m_outputDropout->forward(states);
    }

    torch::Tensor head(const torch::Tensor &read, const EncodedBatch &batch) override
    {
        torch::Tensor states = finished(read);
        if (m_config.summary == Summary::Mean) {
            const torch::Tensor tokens = batch.mask.to(states.scalar_type()).unsqueeze(2);
            states = (states * tokens).sum(1) / tokens.sum(1).clamp_min(1);
        } else {
            states = states.squeeze(1);
        }
        return m_logits->forward(m_summary->forward(states));
    }

    XlNetConfig m_config;
    std::shared_ptr<Table> m_words;
    std::shared_ptr<Dropout> m_dropout; ///< of words and of distances
    std::shared_ptr<Dropout> m_outputDropout;
    std::shared_ptr<SequenceSummary> m_summary;
    std::shared_ptr<Dense> m_logits;
};

/// transformers takes two names for these; the general one wins.
const char *presentOf(const ConfigReader &reader, const char *general, const char *own)
{
    return reader.has(general) ? general : own;
}

void readSummary(ConfigReader &reader, XlNetConfig &config)
{
    const std::string type = reader.text("summary_type", "last");
    if (type == "first")
        config.summary = Summary::First;
    else if (type == "mean")
        config.summary = Summary::Mean;
    else if (type != "last" && type != "cls_index") // which is the last where nobody names one
        reader.refuse("summary_type",
                      Text::tr("It must be one of %1.").arg("last, first, mean, cls_index"));
    // Here null is an answer: no projection, no activation.
    config.projectsSummary =
        !reader.isNull("summary_use_proj") && reader.flag("summary_use_proj", true);
    // Then logits_proj would read numbers that are labels already: transformers fails as well.
    if (config.projectsSummary && reader.flag("summary_proj_to_labels", false))
        reader.refuse("summary_proj_to_labels", Text::tr("It must be false."));
    if (!reader.isNull("summary_activation") && reader.text("summary_activation", "tanh") != "")
        config.summaryActivation = readActivation(reader, "summary_activation", "tanh");
    config.firstSummaryDropout = reader.real("summary_first_dropout", 0, 0, 1);
    config.summaryDropout = reader.real("summary_last_dropout", config.summaryDropout, 0, 1);
}

XlNetConfig configOf(ConfigReader &reader)
{
    XlNetConfig config;
    config.vocabulary = reader.integer(presentOf(reader, "n_token", "vocab_size"),
                                       config.vocabulary, 1, 10'000'000);
    config.hidden =
        reader.integer(presentOf(reader, "hidden_size", "d_model"), config.hidden, 1, 65'536);
    config.layers =
        reader.integer(presentOf(reader, "num_hidden_layers", "n_layer"), config.layers, 1, 1'000);
    const char *headsKey = presentOf(reader, "num_attention_heads", "n_head");
    config.heads = reader.integer(headsKey, config.heads, 1, 65'536);
    config.inner = reader.integer("d_inner", config.inner, 1, 1'000'000);
    config.normEpsilon = reader.real("layer_norm_eps", config.normEpsilon, 0, 1);
    config.dropout = reader.real("dropout", config.dropout, 0, 1);
    config.clamp = reader.integer("clamp_len", -1, -1, 1'000'000'000);
    config.activation = readActivation(reader, "ff_activation", "gelu");
    // What transformers makes of these holds for memories and for pretraining; bi_data see
    // EncodedBatch::mirrored.
    for (const char *key : {"bi_data", "use_mems_eval", "use_mems_train"})
        reader.flag(key, false);
    config.sameLength = reader.flag("same_length", false);
    const std::string type = reader.text("attn_type", "bi");
    config.looksBackOnly = type == "uni";
    if (type != "bi" && type != "uni")
        reader.refuse("attn_type", Text::tr("It must be one of %1.").arg("bi, uni"));
    readSummary(reader, config);

    if (config.hidden % config.heads != 0)
        reader.refuse(headsKey,
                      Text::tr("It must divide the width, which is %1.").arg(config.hidden));
    else if (const std::int64_t width = config.hidden / config.heads;
             reader.integer("d_head", width, 1, 65'536) != width)
        reader.refuse("d_head", Text::tr("It must be the width divided by the number of heads, "
                                         "which is %1.")
                                    .arg(width));
    if (config.hidden % 2 != 0)
        reader.refuse(presentOf(reader, "hidden_size", "d_model"),
                      Text::tr("It must be an even number."));
    for (const char *key : {"pruned_heads", "quantization_config"})
        if (reader.has(key))
            reader.refuse(key, Text::tr("Choose a plain XLNet; this kind isn't supported."));
    return config;
}

Result<std::shared_ptr<SequenceClassifier>> makeXlNet(const nlohmann::json &json, int numLabels)
{
    ConfigReader reader(json);
    const XlNetConfig config = configOf(reader);
    if (auto failure = reader.failure())
        return *failure;
    return std::shared_ptr<SequenceClassifier>(
        std::make_shared<XlNetClassifier>(config, numLabels));
}

/// With it transformers reads every row forward, as the training did.
void readForward(nlohmann::json &config)
{
    config["bi_data"] = false;
}
} // namespace

NetworkFamily xlnetFamily()
{
    return {.modelType = "xlnet",
            .architecture = "XLNetForSequenceClassification",
            .basePrefix = "transformer.",
            .headPrefixes = {"sequence_summary.", "logits_proj."},
            .otherPrefixes = {"lm_loss.", "classifier.", "qa_outputs.", "start_logits.",
                              "end_logits.", "answer_class."},
            .make = makeXlNet,
            .completeConfig = readForward,
            // transformers 5 gives XLNet no type ids, with which it was trained.
            .tokenizerInputs = {"input_ids", "token_type_ids", "attention_mask"}};
}

} // namespace tunedesk
