#pragma once

#include "domain/training_recipe.h"

#include <QMap>
#include <QString>

namespace tunedesk
{

/// Interrupted: the process ended without a word (crash, kill, power); it can go on like a stopped one.
enum class RunState { Running, Finished, Stopped, Failed, Interrupted };

/// "running", "finished", "stopped", "failed", "interrupted" and back; never translated.
QString runStateName(RunState state);
RunState runStateFromName(QStringView name);

/// A row of `runs`. Numbers always with their split: best… are validation, test… are test.
struct RunSummary {
    qint64 id = 0;      ///< shown as "run 8"
    int slot = 0;       ///< 1-based; colour and dash of its curves, for good
    QString name;
    RunState state = RunState::Running;
    QString error;      ///< translated; why it failed
    QString modelName;
    QString modelPath;
    TrainingRecipe recipe;
    qint64 snapshotId = 0;
    QString snapshotHash;
    qint64 startedMs = 0;  ///< UTC
    qint64 finishedMs = 0; ///< UTC; 0: still running
    double seconds = 0;    ///< worked, pauses left out
    qint64 steps = 0;      ///< updates done
    qint64 totalSteps = 0; ///< planned
    qint64 bestStep = 0;   ///< 0: no check yet
    double bestEpoch = 0;
    QMap<QString, double> best; ///< validation metrics at bestStep, by metric:: names
    QMap<QString, double> test; ///< on the test split; empty: not evaluated
    bool removed = false;
};

} // namespace tunedesk
