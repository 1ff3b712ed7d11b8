#pragma once

#include "engine/training/adam_w.h"
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

/// Writes `best/`: all parameters, the options' files, and what was the best. Errors: Disk, File,
/// and what the listener says.
Result<void> writeBest(const std::vector<NamedParameter> &parameters, const EarlyStopping &stopping,
                       qint64 step, const TrainerOptions &options, TrainingListener &listener);

} // namespace tunedesk
