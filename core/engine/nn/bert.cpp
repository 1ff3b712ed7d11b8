#include "engine/nn/bert.h"

#include "engine/nn/encoder_layer.h"
#include "engine/nn/heads.h"
#include "engine/nn/layered_classifier.h"

namespace tunedesk
{

namespace
{
class BertClassifier final : public LayeredClassifier
{
public:
    BertClassifier(const EncoderConfig &config, int numLabels)
        : LayeredClassifier({.hidden = config.hidden,
                             .numLabels = numLabels,
                             .positions = config.positions,
                             .vocabulary = config.vocabulary,
                             .types = config.types}),
          m_embeddings(std::make_shared<TokenEmbeddings>(config.embeddingSizes(),
                                                         config.normEpsilon, config.hiddenDropout)),
          m_pooler(std::make_shared<FirstTokenPooler>(config.hidden)),
          m_dropout(std::make_shared<Dropout>(config.classifierDropout)),
          m_classifier(std::make_shared<Dense>(config.hidden, numLabels))
    {
        const auto bert = register_module("bert", std::make_shared<torch::nn::Module>());
        bert->register_module("embeddings", m_embeddings);
        setStack({m_embeddings}, addEncoderLayers(*bert, config));
        bert->register_module("pooler", m_pooler);
        register_module("dropout", m_dropout);
        register_module("classifier", m_classifier);
    }

private:
    torch::Tensor embed(const EncodedBatch &batch) override { return m_embeddings->forward(batch); }

    torch::Tensor runLayer(int index, const torch::Tensor &queries, const torch::Tensor &states,
                           const Pass &pass) override
    {
        return layerAs<EncoderLayer>(index).forward(queries, states, pass.bias);
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
    ConfigReader reader(json);
    const EncoderConfig config = readEncoderConfig(reader, {});
    if (auto failure = reader.failure())
        return *failure;
    return std::shared_ptr<SequenceClassifier>(std::make_shared<BertClassifier>(config, numLabels));
}
} // namespace

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
