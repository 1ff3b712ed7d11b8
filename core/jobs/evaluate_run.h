#pragma once

#include "base/job_context.h"
#include "base/result.h"
#include "domain/dialogue_pair.h"

#include <QMap>
#include <QString>

namespace tunedesk
{

/// Numbers of a model on labelled pairs. Always beside what the majority class would get.
struct Evaluation {
    Outcome outcome = Outcome::Finished;
    QString objective;             ///< classification | regression
    int pairs = 0;
    QMap<QString, double> metrics; ///< by metric:: names
    double threshold = 0.5;
    /// Rows: truth 0, 1; columns: the model says 0, 1.
    int confusion[2][2] = {{0, 0}, {0, 0}};
};

/// Scores a run's best checkpoint on a split of its snapshot; kept as the run's predictions (and test metrics).
/// Worker thread. Errors: Input (no such run, no checkpoint, empty split), Model, Memory, Database.
Result<Evaluation> evaluateRun(const QString &projectFile, qint64 runId, Split split, JobContext &job);

/// The run's best checkpoint on a labelled file (CSV or TSV).
Result<Evaluation> evaluateRunOnFile(const QString &projectFile, qint64 runId, const QString &file, JobContext &job);

/// An exported folder (or a checkpoint folder) on a labelled file.
Result<Evaluation> evaluateFolder(const QString &folder, const QString &file, JobContext &job);

} // namespace tunedesk
