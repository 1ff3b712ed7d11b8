#pragma once

#include "base/result.h"
#include "engine/nn/activation.h"
#include "engine/nn/config_reader.h"
#include "engine/nn/embeddings.h"

#include <cstdint>

namespace tunedesk
{

/// What config.json says about BERT and its kin; a family gives the standard values that
/// transformers has for it.
struct EncoderConfig {
    std::int64_t vocabulary = 30522, positions = 512, types = 2;
    std::int64_t hidden = 768, layers = 12, heads = 12, intermediate = 3072;
    std::int64_t embedding = 0; ///< width of the embeddings; 0: config.json has no such setting
    std::int64_t paddingId = 0; ///< −1: none
    double normEpsilon = 1e-12;
    double hiddenDropout = 0.1, attentionDropout = 0.1;
    double classifierDropout = -1;   ///< as standard −1: `classifier_dropout`, else hiddenDropout
    Activation activation = nullptr; ///< of the wide middle; as standard null: gelu

    EmbeddingSizes embeddingSizes() const;
};

/// Takes the settings that BERT and its kin share, and refuses those that would change numbers and
/// aren't supported. What is wrong is kept by the reader.
EncoderConfig readEncoderConfig(ConfigReader &reader, const EncoderConfig &standard);

/// The parts of it that stand alone, for families that name the rest otherwise.
Activation readActivation(ConfigReader &reader, const char *key, const char *standard);
/// @return −1 where the file says null
std::int64_t readPaddingId(ConfigReader &reader, std::int64_t standard, std::int64_t vocabulary);
/// Decoders, cross attention, pruned heads, quantised weights, positions that aren't absolute.
void refuseUnsupported(ConfigReader &reader);
void requireDivisible(ConfigReader &reader, const char *headsKey, std::int64_t heads,
                      const char *widthKey, std::int64_t width);

} // namespace tunedesk
