#pragma once

#include "base/job_context.h"
#include "base/result.h"
#include "engine/checkpoint/model_loader.h"
#include "engine/inference/pair_scorer.h"
#include "jobs/model_manifest.h"
#include "text/tokenizer.h"

#include <QString>

#include <span>
#include <vector>

namespace tunedesk
{

/// A trained model loaded from a checkpoint or an export: network, tokenizer and how to read its answers.
/// Inside jobs/ only: its header shows torch. One thread at a time.
class ModelFolder
{
public:
    /// Errors: Model (what is wrong with the folder), File, Memory. May throw torch's; see withTorchErrors().
    static Result<ModelFolder> open(const QString &folder);

    const ModelManifest &manifest() const { return m_manifest; }
    const LoadedModel &model() const { return m_model; }
    const Tokenizer &tokenizer() const { return m_tokenizer; }
    int maxLength() const; ///< tokens; the manifest's, at most what the network reads

    /// As in training: specials included, cut to maxLength() as the manifest says.
    Encoding encode(const QString &firstText, const QString &reply) const;
    /// Logits [N, numLabels]; fewer rows when stopped. Errors: as PairScorer.
    Result<torch::Tensor> score(std::span<const Encoding> encodings, JobContext &job);

    /// What a row of logits means: probability of class 1, or the score of a regression.
    double valueOf(std::span<const float> logits) const;

private:
    ModelFolder(ModelManifest manifest, LoadedModel model, Tokenizer tokenizer);

    ModelManifest m_manifest;
    LoadedModel m_model;
    Tokenizer m_tokenizer;
    PairScorer m_scorer;
};

/// Row of a [N, numLabels] float32 CPU tensor.
std::span<const float> logitsRow(const torch::Tensor &logits, std::size_t row);

} // namespace tunedesk
