#include "jobs/model_folder.h"

#include "text/pair_encoding.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tunedesk
{

ModelFolder::ModelFolder(ModelManifest manifest, LoadedModel model, Tokenizer tokenizer)
    : m_manifest(std::move(manifest)), m_model(std::move(model)), m_tokenizer(std::move(tokenizer)),
      m_scorer(m_model.network, m_tokenizer.padId())
{
}

Result<ModelFolder> ModelFolder::open(const QString &folder)
{
    auto manifest = readManifest(folder);
    if (!manifest)
        return manifest.error();
    auto tokenizer = Tokenizer::load(folder, PairLayout::Separated);
    if (!tokenizer)
        return tokenizer.error();
    auto model = loadModel(folder, {.numLabels = manifest->numLabels(), .requireHead = true});
    if (!model)
        return model.error();
    if (auto fits = tokenizer->checkFits(model->network->vocabularySize()); !fits)
        return fits.error();
    return ModelFolder(std::move(*manifest), std::move(*model), std::move(*tokenizer));
}

int ModelFolder::maxLength() const
{
    return std::min(m_manifest.maxLength, m_model.network->maxPositions());
}

Encoding ModelFolder::encode(const QString &firstText, const QString &reply) const
{
    return encodePair(m_tokenizer, firstText, reply,
                      {.maxLength = maxLength(), .truncation = m_manifest.truncation},
                      m_model.network->reading(), m_model.textPrefix);
}

Result<torch::Tensor> ModelFolder::score(std::span<const Encoding> encodings, JobContext &job)
{
    return m_scorer.score(encodings, job);
}

double ModelFolder::valueOf(std::span<const float> logits) const
{
    if (m_manifest.numLabels() == 1)
        return static_cast<double>(logits[0]);
    const double margin = static_cast<double>(logits[1]) - static_cast<double>(logits[0]);
    return 1 / (1 + std::exp(-margin / m_manifest.temperature));
}

std::span<const float> logitsRow(const torch::Tensor &logits, std::size_t row)
{
    const auto width = static_cast<std::size_t>(logits.size(1));
    return {logits.const_data_ptr<float>() + row * width, width};
}

} // namespace tunedesk
