#include "engine/nn/electra.h"

#include "engine/nn/encoder_layer.h"
#include "engine/nn/heads.h"
#include "engine/nn/layered_classifier.h"

namespace tunedesk
{

namespace
{
class ElectraClassifier final : public LayeredClassifier
{
public:
    ElectraClassifier(const EncoderConfig &config, int numLabels)
        : LayeredClassifier({.hidden = config.hidden,
                             .numLabels = numLabels,
                             .positions = config.positions,
                             .vocabulary = config.vocabulary,
                             .types = config.types}),
          m_embeddings(std::make_shared<TokenEmbeddings>(config.embeddingSizes(),
                                                         config.normEpsilon, config.hiddenDropout)),
          m_classifier(std::make_shared<DenseHead>(
              config.hidden, numLabels, activationByName("gelu"), config.classifierDropout))
    {
        const auto electra = register_module("electra", std::make_shared<torch::nn::Module>());
        Modules bottom{electra->register_module("embeddings", m_embeddings)};
        if (config.embedding != config.hidden) {
            m_project = electra->register_module(
                "embeddings_project", std::make_shared<Dense>(config.embedding, config.hidden));
            bottom.push_back(m_project);
        }
        setStack(bottom, addEncoderLayers(*electra, config));
        register_module("classifier", m_classifier);
    }

private:
    torch::Tensor embed(const EncodedBatch &batch) override
    {
        const torch::Tensor embedded = m_embeddings->forward(batch);
        return m_project ? m_project->forward(embedded) : embedded;
    }

    torch::Tensor runLayer(int index, const torch::Tensor &queries, const torch::Tensor &states,
                           const Pass &pass) override
    {
        return layerAs<EncoderLayer>(index).forward(queries, states, pass.bias);
    }

    torch::Tensor head(const torch::Tensor &read, const EncodedBatch & /*batch*/) override
    {
        return m_classifier->forward(read);
    }

    std::shared_ptr<TokenEmbeddings> m_embeddings;
    std::shared_ptr<Dense> m_project; ///< null: the embeddings are as wide as the layers
    std::shared_ptr<DenseHead> m_classifier;
};

Result<std::shared_ptr<SequenceClassifier>> makeElectra(const nlohmann::json &json, int numLabels)
{
    ConfigReader reader(json);
    const EncoderConfig config = readEncoderConfig(
        reader, {.hidden = 256, .heads = 4, .intermediate = 1024, .embedding = 128});
    if (auto failure = reader.failure())
        return *failure;
    return std::shared_ptr<SequenceClassifier>(
        std::make_shared<ElectraClassifier>(config, numLabels));
}
} // namespace

NetworkFamily electraFamily()
{
    return {.modelType = "electra",
            .architecture = "ElectraForSequenceClassification",
            .basePrefix = "electra.",
            .headPrefixes = {"classifier."},
            .otherPrefixes = {"discriminator_predictions.", "generator_predictions.",
                              "generator_lm_head.", "qa_outputs.", "sequence_summary.",
                              "electra.embeddings.position_ids", "classifier.weight",
                              "classifier.bias"},
            .make = makeElectra};
}

} // namespace tunedesk
