#pragma once

#include "base/result.h"
#include "domain/run_summary.h"
#include "text/tokenizer.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace tunedesk
{

/// `tunedesk.json`: what a trained model needs beside its weights to answer as it did in training.
/// It stands in a run's checkpoint folder and in an export.
struct ModelManifest {
    QString objective = QStringLiteral("classification"); ///< classification | regression
    QString head = QStringLiteral("sequence"); ///< sequence | segments | features; config.json decides
    int maxLength = 256;                                  ///< tokens of a pair, specials included
    Truncation truncation = Truncation::LongestFirst;     ///< also where the file doesn't say
    int contextTurns = -1;  ///< earlier turns that the model reads; −1: all
    double threshold = 0.5; ///< class 1 from this probability on
    double temperature = 1; ///< logits are divided by it before the softmax
    QStringList labels{QStringLiteral("not appropriate"), QStringLiteral("appropriate")};
    QString snapshotHash;
    QString baseModel; ///< the catalogue's name
    qint64 runId = 0;
    QString programVersion; ///< that wrote it

    int numLabels() const { return objective == QLatin1String("regression") ? 1 : 2; }
    static ModelManifest ofRun(const RunSummary &run);
};

/// What writeManifest() writes.
QByteArray manifestJson(const ModelManifest &manifest);

/// Writes `tunedesk.json`, whole or not at all. Errors: Disk, File.
Result<void> writeManifest(const QString &folder, const ModelManifest &manifest);

/// A folder without the file, as Hugging Face has them, is read by its config.json: 1 label is a
/// regression. Errors: File, Model (wrong type, impossible value, more than 2 labels).
Result<ModelManifest> readManifest(const QString &folder);

/// `<project folder>/runs/<id>/best`
QString checkpointFolder(const QString &projectFolder, qint64 runId);

} // namespace tunedesk
