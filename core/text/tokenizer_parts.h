#pragma once

#include "base/result.h"
#include "text/added_tokens.h"
#include "text/normalizer.h"
#include "text/post_processor.h"
#include "text/pre_tokenizer.h"
#include "text/token_model.h"
#include "text/tokenizer.h"

#include <QDir>
#include <QString>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace tunedesk
{

using Vocabulary = std::unordered_map<std::string, int>;

/// Blanks at the ends of a token that its span leaves out, as byte-level post-processors do.
struct SpanTrimming {
    bool isOn = false;
    bool addsPrefixSpace = true; ///< then the first token keeps the blank that was put before it
};

/// What the files of a tokenizer say, checked and complete.
struct TokenizerParts {
    Vocabulary vocabulary;
    std::vector<AddedToken> added; ///< ids agree with the vocabulary where they are in it
    Normalizer normalizer;
    PreTokenizer preTokenizer;
    std::shared_ptr<const TokenModel> model;
    std::vector<PostProcessor::Piece> single;
    std::vector<PostProcessor::Piece> pair;
    SpanTrimming trimming;
    Padding padding;
    bool cutsFromLeft = false; ///< truncation takes the beginning
};

/// The special tokens that the configuration files name.
enum class SpecialToken { Unknown, Separator, Padding, Classifier, Mask, Begin, End };
inline constexpr std::size_t kSpecialTokens = 7;

/// What tokenizer_config.json (and special_tokens_map.json before it) add to either form.
struct TokenizerSettings {
    std::optional<bool> lowercase;
    std::optional<bool> handleChineseChars;
    std::optional<bool> stripAccents; ///< none: as lowercase
    std::optional<bool> keepAccents;  ///< of ALBERT and XLNet
    std::optional<bool> addPrefixSpace;
    std::optional<bool> trimOffsets;
    std::optional<bool> addBegin; ///< add_bos_token
    std::optional<bool> addEnd;   ///< add_eos_token
    std::optional<bool> padsLeft;
    std::optional<bool> cutsFromLeft;
    std::optional<int> padTypeId;
    /// tokenizer_class without “Fast”; empty where it isn't given.
    std::string tokenizerClass;
    QString classPlace; ///< for an error about it
    std::array<std::optional<AddedToken>, kSpecialTokens> special;
    std::vector<AddedToken> more; ///< additional special tokens; added_tokens_decoder (ids ≥ 0)

    const std::optional<AddedToken> &token(SpecialToken which) const
    {
        return special[static_cast<std::size_t>(which)];
    }
    /// Its text, or what the tokenizer's family calls it.
    std::string name(SpecialToken which, const char *fallback) const
    {
        const auto &given = token(which);
        return given ? given->content : fallback;
    }
};

/// Errors: Model (file and place), File.
Result<TokenizerSettings> readTokenizerSettings(const QString &folder);
/// vocab.txt: one token a line, its number is the id. Errors: Model (naming the line), File.
Result<TokenizerParts> readVocabularyFile(const QString &path, const TokenizerSettings &settings);
/// A folder's spiece.model, or XLM-R's sentencepiece.bpe.model; empty: none there.
QString sentencePieceFile(const QDir &folder);
/// Of such a file. Errors: Model (the file and place), File.
Result<TokenizerParts> readSentencePieceFile(const QString &path,
                                             const TokenizerSettings &settings);
/// vocab.json and merges.txt of byte-level byte pairs, laid out for GPT-2 or RoBERTa: as
/// tokenizer_class says, else config.json's model_type beside them. Errors: Model (naming the line
/// or the token), File.
Result<TokenizerParts> readBytePairFiles(const QString &vocabularyPath, const QString &mergesPath,
                                         const TokenizerSettings &settings);
/// tokenizer.json. Whatever it holds that would change ids and isn't known is refused by name.
Result<TokenizerParts> readTokenizerJson(const QString &path, const TokenizerSettings &settings);

/// A class whose tokenizer the folder's files don't describe. Errors: Model.
Error unknownTokenizerClass(const TokenizerSettings &settings);

/// A whole file of at most 64 MiB. Errors: File, Model (too large).
Result<std::string> readTokenizerFile(const QString &path);

} // namespace tunedesk
