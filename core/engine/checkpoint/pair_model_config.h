#pragma once

#include "base/result.h"
#include "engine/nn/head_kind.h"

#include <QString>

#include <nlohmann/json.hpp>

#include <optional>

namespace tunedesk
{

/// config.json of a network with a PairHead. It is the encoder's, with `model_type` moved to
/// `encoder_type`: a program that doesn't know the head then refuses the folder instead of
/// answering by a head that it drew at random. transformers finds the head in modeling_tunedesk.py.
struct PairModelConfig {
    HeadKind head = HeadKind::Sequence;
    QString textPrefix;  ///< put before each text that is read apart
    int maxLength = 256; ///< tokens of a pair; of each text where they are read apart
    QString truncation = QStringLiteral("longest_first"); ///< see truncationName()
};

/// The file of a model's folder with which transformers computes the head.
inline constexpr char kPairModelFile[] = "modeling_tunedesk.py";

inline constexpr char kPairModelType[] = "tunedesk_pairs";

/// "sequence", "segments", "features" and back.
QString headKindName(HeadKind head);
std::optional<HeadKind> headKindNamed(const QString &name);

/// What a config.json says of its head; Sequence where it is anybody's. Changes it into the
/// encoder's own. Errors: Model (a head of another version).
Result<PairModelConfig> takePairModelConfig(nlohmann::json &config);

/// The encoder's config.json with the head in it; Sequence: as it is.
void putPairModelConfig(nlohmann::ordered_json &config, const PairModelConfig &pair);

/// What the texts of a folder's model must begin with when they are read one by one, as it was
/// trained: sentence-transformers' prompt (config_sentence_transformers.json: the default one, or
/// the one for queries); "query: " for the E5 family, whose folders don't say it. Empty: nothing.
QString textPrefixOf(const QString &folder);

} // namespace tunedesk
