#pragma once

#include "text/normalizer.h"

#include <memory>
#include <string>

namespace tunedesk
{

/// The simpler changes that tokenizer.json knows, under its names.
namespace normalizers
{

using Step = std::shared_ptr<const NormalizerStep>;

enum class Form { NFC, NFD, NFKC, NFKD };

Step unicodeForm(Form form);
Step lowercase();    ///< each character for itself
Step stripAccents(); ///< every combining mark goes
Step strip(bool left, bool right);
/// Every occurrence, from the left. An empty pattern changes nothing.
Step replace(std::string pattern, std::string content);
/// Two and more blanks in a row become `content` (the regular expression “ {2,}”).
Step replaceBlankRuns(std::string content);
Step prepend(std::string text); ///< unless the text is empty
Step nmt(); ///< SentencePiece's: control characters go, odd white space becomes a blank

} // namespace normalizers

} // namespace tunedesk
