#pragma once

#include "base/job_context.h"
#include "base/result.h"
#include "text/tokenizer.h"

#include <QString>

namespace tunedesk
{

/// What a model reads of the pairs at a length, and what is cut off.
struct TruncationReport {
    Outcome outcome = Outcome::Finished;
    int maxLength = 0; ///< tokens, specials included; what was asked for
    Truncation truncation = Truncation::LongestFirst; ///< what was asked for
    int pairs = 0;                                    ///< looked at
    int cutPairs = 0;                                 ///< that lose a token or more
    int cutFirst = 0;       ///< pairs whose earlier turns and question lose tokens
    int cutReply = 0;       ///< pairs whose reply loses tokens
    qint64 firstLost = 0;   ///< tokens that earlier turns and questions lose together
    qint64 replyLost = 0;   ///< tokens that replies lose together
    qint64 tokens = 0;      ///< read, specials included
    int longest = 0;        ///< tokens of the longest pair, uncut
    qint64 longestPair = 0; ///< its number; 0: there are no pairs
};

enum class ReportOn { AllPairs, LabelledPairs };

/// Encodes the pairs as a training does. A background thread; opens the project for reading.
/// @param modelFolder with a tokenizer   @param maxLength tokens, specials included
/// @param contextTurns earlier turns that the model reads; −1: all
/// Errors: Database, Model (the tokenizer's files), Input (a length that leaves no room).
Result<TruncationReport> reportTruncation(const QString &projectFile, const QString &modelFolder,
                                          int maxLength, Truncation truncation, ReportOn which,
                                          JobContext &job, int contextTurns = -1);

} // namespace tunedesk
