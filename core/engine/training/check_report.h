#pragma once

#include "engine/checkpoint/tensor_file.h"
#include "engine/training/early_stopping.h"
#include "engine/training/trainer.h"

namespace tunedesk
{

/// What every training does after a check, whatever it learns by.

/// The number that decides which check is the best: a regression goes by the loss.
QString decidingMetric(const TrainingRecipe &recipe);

/// A line beside the curves.
RunEvent checkEvent(const EarlyStopping &stopping, qint64 step,
                    const QMap<QString, double> &metrics, bool isBest);

/// Writes `best/`: all weights, the options' files, and what was the best. Errors: Disk, File, and
/// what the listener says. @param weights the network's plainParameters()
Result<void> writeBest(const NamedTensors &weights, const EarlyStopping &stopping, qint64 step,
                       const TrainerOptions &options, TrainingListener &listener);

} // namespace tunedesk
