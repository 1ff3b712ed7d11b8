#include "engine/nn/xlnet.h"

#include "engine/kernels/fused_attention.h"
#include "engine/nn/activation.h"
#include "engine/nn/config_reader.h"
#include "engine/nn/encoder_config.h"
#include "engine/nn/layered_classifier.h"
#include "engine/nn/layers.h"

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

/// "rel_attn": attention by content, by distance and by segment, then a norm.
class RelativeAttention : public torch::nn::Module, public KeepsCopies, public Adaptable
{
public:
    explicit RelativeAttention(const XlNetConfig &config)
        : Adaptable(static_cast<torch::nn::Module &>(*this)), m_heads(config.heads),
          m_width(config.hidden / config.heads), m_query{matrix("q", config)},
          m_key{matrix("k", config)}, m_value{matrix("v", config)},
          m_output{matrix("o", config), MatrixForm::OutIn}, m_distance{matrix("r", config)},
          m_distanceBias(register_parameter("r_r_bias", withoutStorage({m_heads, m_width}))),
          m_segmentBias(register_parameter("r_s_bias", withoutStorage({m_heads, m_width}))),
          m_contentBias(register_parameter("r_w_bias", withoutStorage({m_heads, m_width}))),
          m_segments(register_parameter("seg_embed", withoutStorage({2, m_heads, m_width}))),
          m_norm(register_module("layer_norm",
                                 std::make_shared<Norm>(config.hidden, config.normEpsilon))),
          m_dropout(register_module("dropout", std::make_shared<Dropout>(config.dropout))),
          m_weightDropout(register_module(
              "weight_dropout",
              std::make_shared<Dropout>(config.dropout, Dropout::Of::AttentionWeights)))
    {
        addMatrix("q_lora", m_query.matrix, Layout::InOut);
        addMatrix("k_lora", m_key.matrix, Layout::InOut);
        addMatrix("v_lora", m_value.matrix, Layout::InOut);
        addMatrix("o_lora", m_output.matrix, Layout::OutIn);
    }

    /// @param queries [B, Q, H], those of the states [B, T, H] whose new states are wanted
    /// @param distances encodings of T, T − 1, …, [B or 1, R, H]
    /// @param places where the queries stand, [B] (Q = 1); undefined: Q = T
    /// @param otherSegment [B, 1, Q, T] bool, the key is of another text than the query
    /// @param bias added to the scores, [B, 1, Q, T]   @return [B, Q, H]
    torch::Tensor forward(const torch::Tensor &queries, const torch::Tensor &states,
                          const torch::Tensor &distances, const torch::Tensor &places,
                          const torch::Tensor &otherSegment,
                          const std::optional<torch::Tensor> &bias) const
    {
        const torch::Tensor query =
            split(project(queries, m_query, kQuery)).transpose(1, 2); // [B, N, Q, D]
        const auto type = query.scalar_type();
        const torch::Tensor byDistance =
            shifted(torch::matmul(query + m_distanceBias.to(type).unsqueeze(1),
                                  split(m_distance.of(distances)).permute({0, 2, 3, 1})),
                    states.size(1), places);
        const torch::Tensor bySegment = torch::matmul(query + m_segmentBias.to(type).unsqueeze(1),
                                                      m_segments.to(type).permute({1, 2, 0}));
        const double scale = 1 / std::sqrt(static_cast<double>(m_width));
        torch::Tensor scores =
            scale * (byDistance +
                     torch::where(otherSegment, bySegment.slice(3, 1), bySegment.slice(3, 0, 1)));
        if (bias)
            scores = scores + *bias;
        const torch::Tensor mixed = fusedAttention(
            (query + m_contentBias.to(type).unsqueeze(1)).transpose(1, 2).flatten(2),
            project(states, m_key, kKey), project(states, m_value, kValue), scores,
            {.heads = m_heads, .scale = scale, .dropout = m_weightDropout->activeProbability()});
        return m_norm->ofSum(project(mixed, m_output, kOutput), *m_dropout, queries);
    }

    void dropCopies() override
    {
        for (const Projection *each : {&m_query, &m_key, &m_value, &m_output, &m_distance})
            each->product.dropCopies();
    }
    void setInt8(bool on) override
    {
        for (const Projection *each : {&m_query, &m_key, &m_value, &m_output}) // distances are few
            each->product.setInt8(on);
    }

private:
    /// A matrix [H, N, D], between the states and the heads, in the type of what it is given.
    struct Projection {
        torch::Tensor matrix;
        MatrixForm form = MatrixForm::InOut; ///< to the heads; OutIn: from them
        mutable LayerProduct product{form};  ///< a cache

        /// @param x [B, T, H]   @return [B, T, H]
        torch::Tensor of(const torch::Tensor &x) const
        {
            const torch::Tensor flat = matrix.flatten(1);
            return product.isFor(x)
                       ? product.forward(x, {{flat, {}}})
                       : torch::matmul(x, form == MatrixForm::InOut ? flat : flat.t());
        }
    };

    torch::Tensor matrix(const char *name, const XlNetConfig &config)
    {
        return register_parameter(name, withoutStorage({config.hidden, m_heads, m_width}));
    }

    /// Numbers of the matrices that may be adapted.
    enum : std::size_t { kQuery, kKey, kValue, kOutput };

    /// @param x [B, T, H]   @return [B, T, N, D]
    torch::Tensor split(const torch::Tensor &x) const
    {
        return x.view({x.size(0), x.size(1), m_heads, m_width});
    }
    /// @param x [B, T, H]   @return [B, T, H]
    torch::Tensor project(const torch::Tensor &x, const Projection &by, std::size_t number) const
    {
        return withLowRank(by.of(x), x, number);
    }

    /// Of scores by distance those of the keys. @param byDistance [B, N, Q, R], T first
    /// @return [B, N, Q, T]: of a query at i and a key at j that for i − j
    static torch::Tensor shifted(const torch::Tensor &byDistance, std::int64_t length,
                                 const torch::Tensor &places)
    {
        const std::int64_t batch = byDistance.size(0), heads = byDistance.size(1),
                           reach = byDistance.size(3);
        if (places.defined()) {
            const torch::Tensor keys = torch::arange(length, places.options());
            // What stands ahead has no distance where a network looks back only.
            const torch::Tensor index =
                (length - places.view({-1, 1, 1, 1}) + keys).clamp_max(reach - 1);
            return byDistance.gather(3, index.expand({batch, heads, 1, length}));
        }
        // Row i begins i numbers further left than the one above: one number less a row does it.
        // Source: Dai et al. 2019 (Transformer-XL), appendix B.
        return byDistance.contiguous()
            .view({batch, heads, reach, length})
            .slice(2, 1)
            .reshape({batch, heads, length, reach - 1})
            .slice(3, 0, length);
    }

    std::int64_t m_heads, m_width;
    Projection m_query, m_key, m_value, m_output, m_distance;
    torch::Tensor m_distanceBias, m_segmentBias, m_contentBias; ///< [N, D]
    torch::Tensor m_segments; ///< [2, N, D]: of the same text, of another
    std::shared_ptr<Norm> m_norm;
    std::shared_ptr<Dropout> m_dropout, m_weightDropout;
};

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
        : attention(register_module("rel_attn", std::make_shared<RelativeAttention>(config))),
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
