#pragma once

#include "base/result.h"
#include "engine/nn/sequence_classifier.h"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tunedesk
{

/// A kind of network that can be loaded: config.json's `model_type` and what Hugging Face calls its
/// parts.
struct NetworkFamily {
    std::string modelType;
    std::string architecture; ///< of the network with its head, "BertForSequenceClassification"
    std::string basePrefix;   ///< files of the bare encoder leave it out, "bert."
    std::vector<std::string>
        headPrefixes; ///< parameters that are drawn anew where a file lacks them
    std::vector<std::string> otherPrefixes; ///< tensors of other tasks' heads, left aside
    std::vector<std::string> otherSuffixes =
        {}; ///< tensors that are no parameters, left aside: ".attn.masked_bias"
    /// The network with the shapes of config.json; its parameters have no memory of their own yet
    /// (see layers.h). Errors: Model (a setting that is impossible or not supported, naming it).
    Result<std::shared_ptr<SequenceClassifier>> (*make)(const nlohmann::json &config,
                                                        int numLabels);
    /// Writes into a trained model's config.json what makes transformers compute what this network
    /// does; null: nothing has to be.
    void (*completeConfig)(nlohmann::json &config) = nullptr;
    /// What transformers' tokenizer must give the network, where by itself it gives something else
    std::vector<std::string> tokenizerInputs = {};
    /// transformers looks for the padding's id in a text: its tokenizer must pad with that one
    bool findsPaddingById = false;
};

/// Errors: Model, naming the types that work.
Result<const NetworkFamily *> familyOf(const std::string &modelType);

} // namespace tunedesk
