#pragma once

#include "base/job_context.h"
#include "base/result.h"
#include "jobs/check_model.h"

#include <QList>
#include <QString>

#include <array>
#include <optional>
#include <vector>

namespace tunedesk
{

/// A problem of the data, with the pairs that it is about.
struct PairIssue {
    enum class Kind {
        Contradiction, ///< the same but for case, blanks and signs, with both labels or far scores
        Leak,          ///< training or validation, and test, have a dialogue or a pair in common
        Duplicate,     ///< nearly the same as a pair before it
        Empty,         ///< a side has no letter and no digit
        Long,          ///< longer than the model reads
        PersonalData,
    };
    Kind kind = Kind::Duplicate;
    QString message;     ///< translated, one sentence
    QList<qint64> pairs; ///< at most kMostPairs of them, in the order of their numbers
    int count = 0;       ///< all of them
};
inline constexpr int kIssueKinds = 6;
inline constexpr int kMostIssues = 10'000; ///< of one kind that are listed
inline constexpr int kMostPairs = 10'000;  ///< of one issue that are listed

/// "contradiction", "leak", "duplicate", "empty", "long", "personal_data"; never translated.
QString issueKindName(PairIssue::Kind kind);

struct PairCheckReport {
    Outcome outcome = Outcome::Finished;
    int pairs = 0;                        ///< that were looked at
    std::vector<PairIssue> issues;        ///< by kind, then by the number of their last pair
    std::array<int, kIssueKinds> found{}; ///< issues of each kind, listed or not
    /// All pairs that have a problem of each kind, listed or not, in the order of their numbers.
    std::array<QList<qint64>, kIssueKinds> pairsOf;
    /// How the labelled pairs would be dealt to training, validation and test now.
    int dealtPairs = 0, dealtDialogues = 0;
    int dialoguesInTwoSplits = 0; ///< 0: none, which is the proof
    QString model;                ///< that says what is too long; empty: none is known
    int maxLength = 0;            ///< tokens; without a model letters
};

/// Looks through all pairs of a project. Changes nothing. Worker thread. About 160 bytes of memory
/// a pair. Errors: Database, Disk, File (temporary files).
/// @param model whose reading lengths go by; none: see modelForChecks()
Result<PairCheckReport> checkPairs(const QString &projectFile, std::optional<CheckModel> model,
                                   JobContext &job);

} // namespace tunedesk
