#pragma once

#include "text/json_part.h"
#include "text/tokenizer_parts.h"

#include <memory>
#include <unordered_set>

namespace tunedesk
{

/// The parts of a tokenizer.json; null is a part that isn't there. Errors: Model, naming the place.

/// @param settings what tokenizer_config.json says of BERT's switches counts more
Result<Normalizer> readNormalizer(const JsonPart &part, const TokenizerSettings &settings);

/// SentencePiece's table of replacements, base64.
Result<std::shared_ptr<const NormalizerStep>> readPrecompiled(const JsonPart &part);

struct PreTokenizerParts {
    PreTokenizer steps;
    bool isByteLevel = false; ///< words are bytes, each written as one character in the vocabulary
};
Result<PreTokenizerParts> readPreTokenizer(const JsonPart &part, const TokenizerSettings &settings);

struct ModelParts {
    Vocabulary vocabulary;
    std::unordered_set<int> ids; ///< of the vocabulary
    std::shared_ptr<const TokenModel> model;
};
Result<ModelParts> readModel(const JsonPart &part, bool isByteLevel);
Result<ModelParts> readUnigram(const JsonPart &part);
Result<ModelParts> readBytePair(const JsonPart &part, bool isByteLevel);
/// "vocab": token → number, no number twice. Fills vocabulary and ids.
Result<void> readVocabulary(const JsonPart &part, ModelParts &into);
Error lacksToken(const JsonPart &vocabulary, const std::string &token);

struct PostProcessorParts {
    std::vector<PostProcessor::Piece> single;
    std::vector<PostProcessor::Piece> pair;
    SpanTrimming trimming;
};
/// @param ids those that exist
Result<PostProcessorParts> readPostProcessor(const JsonPart &part,
                                             const std::unordered_set<int> &ids);

} // namespace tunedesk
