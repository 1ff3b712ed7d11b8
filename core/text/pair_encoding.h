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

/// How the head of a network reads a pair.
enum class PairReading {
    Joined,   ///< the two texts as one line
    Segments, ///< the same line, and of each token which part of the pair it is of
    /// Three texts, each by itself, one behind the other: the first text, the last turn alone, the
    /// reply. Segment then names the text (Earlier: the first text, whole), special tokens too.
    Apart,
};

/// Where the customer's last turn begins in a first text: behind the last line feed.
qsizetype lastTurnAt(const QString &firstText);

/// How a pair becomes what the network reads, everywhere: training, scoring, the check of an
/// export, showing tokens.
/// @param firstText context and question in one; see firstText()   @param reply absent: the first
/// text alone
Encoding encodePair(const Tokenizer &tokenizer, const QString &firstText,
                    const std::optional<QString> &reply, const EncodeOptions &options);

/// The same for a head that reads parts. Apart: each text is cut by itself to the options' length.
/// @param prefix put before each text that is read apart, as some models were trained
Encoding encodePair(const Tokenizer &tokenizer, const QString &firstText, const QString &reply,
                    const EncodeOptions &options, PairReading reading, const QString &prefix);

} // namespace tunedesk
