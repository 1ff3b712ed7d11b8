#pragma once

#include "base/result.h"

#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace tunedesk
{

/// What a SentencePiece model file (spiece.model) says, as far as a unigram tokenizer needs it.
struct SentencePieceModel {
    enum class Kind { Normal = 1, Unknown, Control, UserDefined, Unused, Byte };
    struct Piece {
        std::string text; ///< UTF-8, never empty
        float score = 0;  ///< finite
        Kind kind = Kind::Normal;
    };
    std::vector<Piece> pieces; ///< at least one
    int unknownId = 0;         ///< of pieces
    bool byteFallback = false;
    std::string charactersMap; ///< see CharactersMap; empty: characters stay as they are
    bool addsDummyPrefix = true;
    bool removesExtraWhitespaces = true;
    bool escapesWhitespaces = true;
};

/// Reads the protobuf message in `bytes`; unknown fields are passed over, no count in the file is
/// trusted. Errors: Model (not unigram; damaged, with the byte). @param where file name for the
/// error
Result<SentencePieceModel> readSentencePieceModel(std::string_view bytes, const QString &where);

} // namespace tunedesk
