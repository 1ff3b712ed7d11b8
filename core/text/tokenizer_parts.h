#pragma once

#include "base/result.h"
#include "text/added_tokens.h"
#include "text/normalizer.h"
#include "text/post_processor.h"
#include "text/word_piece.h"

#include <QString>

#include <string>
#include <unordered_map>
#include <vector>

namespace tunedesk
{

using Vocabulary = std::unordered_map<std::string, int>;

/// What the files of a tokenizer say, checked and complete.
struct TokenizerParts {
    Vocabulary vocabulary;
    std::vector<AddedToken> added; ///< ids agree with the vocabulary where they are in it
    NormalizerOptions normalizer;
    WordPieceOptions model;
    std::vector<PostProcessor::Piece> single;
    std::vector<PostProcessor::Piece> pair;
    int padId = 0;
};

/// What tokenizer_config.json (and special_tokens_map.json before it) add to either form.
struct TokenizerSettings {
    std::optional<bool> lowercase;
    std::optional<bool> handleChineseChars;
    std::optional<bool> stripAccents; ///< none: as lowercase
    /// unk, sep, pad, cls, mask in this order, as transformers adds them.
    std::vector<AddedToken> special;
    std::vector<AddedToken> more; ///< additional special tokens; added_tokens_decoder (ids ≥ 0)
};

/// Errors: Model (file and place), File.
Result<TokenizerSettings> readTokenizerSettings(const QString &folder);
/// vocab.txt: one token a line, its number is the id. Errors: Model (naming the line), File.
Result<TokenizerParts> readVocabularyFile(const QString &path, const TokenizerSettings &settings);
/// tokenizer.json. Whatever it holds that would change ids and isn't known is refused by name.
Result<TokenizerParts> readTokenizerJson(const QString &path, const TokenizerSettings &settings);

/// A whole file of at most 64 MiB. Errors: File, Model (too large).
Result<std::string> readTokenizerFile(const QString &path);

} // namespace tunedesk
