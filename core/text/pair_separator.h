#pragma once

#include "text/tokenizer_parts.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace tunedesk
{

/// GPT-2's tokenizer writes the texts of a pair one behind the other, so that a network can't see
/// where the reply begins. This puts the end-of-text token between them, which in GPT-2's training
/// stood between two documents. Nothing changes where a special token stands there already.
/// Errors: Model (the tokenizer has no such token).
Result<void> separatePair(TokenizerParts &parts, const TokenizerSettings &settings,
                          const QString &folder);

/// The tokenizer.json with which Hugging Face's libraries put the separator there too, made of the
/// folder's tokenizer.json, or of vocab.json and merges.txt. Nothing where the files do so already.
/// Errors: Model, File.
Result<std::optional<QByteArray>> separatedTokenizerJson(const QString &folder);

} // namespace tunedesk
