#include "engine/nn/roberta.h"

#include "engine/nn/encoder_layer.h"
#include "engine/nn/heads.h"
#include "engine/nn/layered_classifier.h"

#include <QCoreApplication>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Roberta)
};

class RobertaClassifier final : public LayeredClassifier
{
public:
    RobertaClassifier(const EncoderConfig &config, int numLabels)
        : LayeredClassifier({.hidden = config.hidden,
                             .numLabels = numLabels,
                             .positions = config.positions - config.paddingId - 1,
                             .vocabulary = config.vocabulary,
                             .types = config.types}),
          m_paddingId(static_cast<int>(config.paddingId)),
          m_embeddings(std::make_shared<TokenEmbeddings>(config.embeddingSizes(),
                                                         config.normEpsilon, config.hiddenDropout,
                                                         PositionRule::CountTokens)),
          m_classifier(std::make_shared<DenseHead>(
              config.hidden, numLabels, activationByName("tanh"), config.classifierDropout))
    {
        const auto roberta = register_module("roberta", std::make_shared<torch::nn::Module>());
        roberta->register_module("embeddings", m_embeddings);
        setStack({m_embeddings}, addEncoderLayers(*roberta, config));
        register_module("classifier", m_classifier);
    }

    /// The positions are counted from it, whatever the tokenizer's is.
    BatchPadding padding(int /*tokenizersId*/) const override { return {.id = m_paddingId}; }

private:
    torch::Tensor embed(const EncodedBatch &batch) override { return m_embeddings->forward(batch); }

    torch::Tensor runLayer(int index, const torch::Tensor &queries, const torch::Tensor &states,
                           const Pass &pass) override
    {
        return layerAs<EncoderLayer>(index).forward(queries, states, pass.bias);
    }

    torch::Tensor head(const torch::Tensor &read, const EncodedBatch & /*batch*/) override
    {
        return m_classifier->forward(read);
    }

    int m_paddingId;
    std::shared_ptr<TokenEmbeddings> m_embeddings;
    std::shared_ptr<DenseHead> m_classifier;
};

Result<std::shared_ptr<SequenceClassifier>> make(const nlohmann::json &json,
                                                 std::int64_t vocabulary, int numLabels)
{
    ConfigReader reader(json);
    const EncoderConfig config =
        readEncoderConfig(reader, {.vocabulary = vocabulary, .paddingId = 1});
    if (config.paddingId < 0)
        reader.refuse("pad_token_id", Text::tr("Positions are counted from it."));
    if (config.positions < config.paddingId + 2)
        reader.refuse("max_position_embeddings",
                      Text::tr("It must be greater than pad_token_id + 1."));
    if (auto failure = reader.failure())
        return *failure;
    return std::shared_ptr<SequenceClassifier>(
        std::make_shared<RobertaClassifier>(config, numLabels));
}

Result<std::shared_ptr<SequenceClassifier>> makeRoberta(const nlohmann::json &json, int numLabels)
{
    return make(json, 50265, numLabels);
}

Result<std::shared_ptr<SequenceClassifier>> makeOther(const nlohmann::json &json, int numLabels)
{
    return make(json, 30522, numLabels);
}
} // namespace

NetworkFamily robertaFamily()
{
    // The pooler is the bare encoder's: this head has a dense layer of its own. classifier.weight
    // is another task's, a layer alone.
    return {.modelType = "roberta",
            .architecture = "RobertaForSequenceClassification",
            .basePrefix = "roberta.",
            .headPrefixes = {"classifier."},
            .otherPrefixes = {"lm_head.", "qa_outputs.", "roberta.pooler.",
                              "roberta.embeddings.position_ids", "classifier.weight",
                              "classifier.bias"},
            .make = makeRoberta};
}

NetworkFamily xlmRobertaFamily()
{
    NetworkFamily family = robertaFamily();
    family.modelType = "xlm-roberta";
    family.architecture = "XLMRobertaForSequenceClassification";
    family.make = makeOther;
    return family;
}

NetworkFamily camembertFamily()
{
    NetworkFamily family = robertaFamily();
    family.modelType = "camembert";
    family.architecture = "CamembertForSequenceClassification";
    family.make = makeOther;
    return family;
}

} // namespace tunedesk
