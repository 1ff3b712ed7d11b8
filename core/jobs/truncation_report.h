#pragma once

#include "base/job_context.h"
#include "base/result.h"
#include "text/pair_encoding.h"

#include <QString>

namespace tunedesk
{

/// How a model would read the pairs.
struct TruncationQuestion {
    QString modelFolder; ///< with a tokenizer
    int maxLength = 0;   ///< tokens, specials included
    Truncation truncation = Truncation::LongestFirst;
    int contextTurns = -1; ///< earlier turns that it reads; −1: all
    /// Apart: the length is that of each of a pair's texts. Segments are as Joined.
    PairReading reading = PairReading::Joined;
    bool operator==(const TruncationQuestion &) const = default;
};

/// What a model reads of the pairs at a length, and what is cut off.
struct TruncationReport {
    Outcome outcome = Outcome::Finished;
    TruncationQuestion asked;
    int pairs = 0;          ///< looked at
    int cutPairs = 0;       ///< that lose a token or more
    int cutFirst = 0;       ///< pairs whose earlier turns and question lose tokens
    int cutReply = 0;       ///< pairs whose reply loses tokens
    qint64 firstLost = 0;   ///< tokens that earlier turns and questions lose together
    qint64 replyLost = 0;   ///< tokens that replies lose together
    qint64 tokens = 0;      ///< read, specials included
    int longest = 0;        ///< tokens of the longest pair, or text read apart, uncut
    qint64 longestPair = 0; ///< the pair's number; 0: there are no pairs
};

enum class ReportOn { AllPairs, LabelledPairs };

/// Encodes the pairs as a training does. A background thread; opens the project for reading.
/// Errors: Database, Model (the tokenizer's files), Input (a length that leaves no room).
Result<TruncationReport> reportTruncation(const QString &projectFile,
                                          const TruncationQuestion &question, ReportOn which,
                                          JobContext &job);

} // namespace tunedesk
