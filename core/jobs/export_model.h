#pragma once

#include "base/job_context.h"
#include "base/result.h"

#include <QMap>
#include <QString>

namespace tunedesk
{

struct ExportOptions {
    QString folder;            ///< must not exist or be empty; written beside and renamed into place
    QString format = QStringLiteral("huggingface");
    QString modelName;         ///< title of the card; empty: the folder's name
    QString cardText;          ///< Markdown of the README.md; empty: made by makeModelCard
};

/// What comparing an exported folder with what it came from showed.
struct Verification {
    bool verified = false;
    int pairs = 0;             ///< compared
    int sameVerdicts = 0;
    double maxDifference = 0;  ///< of a probability (or score)
    qint64 worstPair = 0;      ///< number of the pair that is furthest off
    QString problem;           ///< translated; empty: none
};

struct ExportSummary {
    Outcome outcome = Outcome::Finished;
    QString folder;
    QString format;
    bool needsOwnCode = false; ///< transformers computes the head by modeling_tunedesk.py in the folder
    qint64 bytes = 0;
    Verification verification;
    double loadSeconds = 0;
    double millisecondsOnePair = 0;      ///< median of one pair at a time, this computer
    double millisecondsOnePair95 = 0;    ///< 95th percentile
    double millisecondsSixteenPairs = 0; ///< median
    double pairsPerSecond = 0;           ///< in batches
    int truncatedPairs = 0;              ///< of the compared: longer than the model reads
    QMap<QString, double> metrics;       ///< of the exported model on the validation pairs
};

/// Writes the run's best checkpoint as a Hugging Face folder, loads it again, scores the validation pairs with both
/// and keeps nothing when they differ by more than 1e-5. Worker thread.
/// Errors: Input (no such run, no checkpoint, folder in use), File, Disk, Model (verification failed; names the pair).
Result<ExportSummary> exportModel(const QString &projectFile, qint64 runId, const ExportOptions &options, JobContext &job);

/// Checks an exported folder against the expected outputs stored in it. Errors: Input (no expected outputs), Model.
Result<Verification> verifyFolder(const QString &folder, JobContext &job);

/// Markdown of the model card: use, data snapshot, recipe, results beside the majority class, limits, licence.
Result<QString> makeModelCard(const QString &projectFile, qint64 runId, const QString &modelName);

} // namespace tunedesk
