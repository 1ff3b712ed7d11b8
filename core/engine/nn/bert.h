#pragma once

#include "engine/nn/activation.h"
#include "engine/nn/registry.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>

namespace tunedesk
{

/// What config.json says about a BERT; the standard values are those of transformers' BertConfig.
struct BertConfig {
    std::int64_t vocabulary = 30522, positions = 512, types = 2;
    std::int64_t hidden = 768, layers = 12, heads = 12, intermediate = 3072;
    std::int64_t paddingId = 0; ///< −1: none
    double normEpsilon = 1e-12;
    double hiddenDropout = 0.1, attentionDropout = 0.1, classifierDropout = 0.1;
    Activation activation = nullptr; ///< of the wide middle

    /// Errors: Model, naming the first setting that is impossible or not supported.
    static Result<BertConfig> fromJson(const nlohmann::json &config);
};

/// BERT with a sequence-classification head: Devlin et al. 2018, as transformers'
/// BertForSequenceClassification. Parity: hidden states, logits, loss and gradients 1e-5,
/// tests/engine/tst_bert_parity.cpp.
NetworkFamily bertFamily();

} // namespace tunedesk
