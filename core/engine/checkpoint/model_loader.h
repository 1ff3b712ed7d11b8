#pragma once

#include "base/result.h"
#include "engine/nn/sequence_classifier.h"

#include <QString>

#include <memory>
#include <optional>

namespace tunedesk
{

/// A model folder loaded: network and where it came from.
struct LoadedModel {
    std::shared_ptr<SequenceClassifier> network; ///< fp32, CPU, eval()
    std::string configJson;                      ///< config.json as it stood; a PairHead's: the encoder's own
    QString textPrefix;                          ///< before each text that is read apart; see textPrefixOf()
    bool headIsNew = false;                      ///< the folder had no head of this size; it was drawn from `seed`
};

struct LoadOptions {
    int numLabels = 2;          ///< 1: regression
    std::uint64_t seed = 42;    ///< for a new head: normal(0, initializer_range), bias 0, as transformers draws it
    std::optional<HeadKind> head = {}; ///< none: the one that the folder has
    bool requireHead = false;   ///< a checkpoint or an export: a missing head is an error
};

/// Reads config.json and the weights: model.safetensors or pytorch_model.bin, whole or in shards; half
/// precision and float64 become float32. Nothing is half loaded.
/// Errors: Model (unknown model_type naming those that work; missing, unexpected, mis-shaped tensors; a damaged file,
///         naming the tensor), File, Memory.
Result<LoadedModel> loadModel(const QString &folder, const LoadOptions &options = {});

/// What a folder holds, without its weights.
struct ModelSurvey {
    int layers = 0, hidden = 0;
    std::int64_t parameters = 0;  ///< of all tensors of the files
    std::int64_t weightBytes = 0; ///< size of the files
};

/// Reads config.json and the table of the weights and compares them, as loadModel does first. No weights are read.
/// Errors: as loadModel.
Result<ModelSurvey> surveyModel(const QString &folder);

} // namespace tunedesk
