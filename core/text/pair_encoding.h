#pragma once

#include "text/tokenizer.h"

#include <QString>

#include <optional>

namespace tunedesk
{

/// transformers' name: longest_first | only_first (KeepSecond).
QString truncationName(Truncation truncation);
/// Nothing where the name is another.
std::optional<Truncation> truncationNamed(const QString &name);

/// How a pair becomes what the network reads, everywhere: training, scoring, the check of an
/// export, showing tokens.
/// @param firstText context and question in one; see firstText()   @param reply absent: the first
/// text alone
Encoding encodePair(const Tokenizer &tokenizer, const QString &firstText,
                    const std::optional<QString> &reply, const EncodeOptions &options);

} // namespace tunedesk
