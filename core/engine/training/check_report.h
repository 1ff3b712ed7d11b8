#pragma once

#include "engine/checkpoint/tensor_file.h"
#include "engine/training/checkpoint_writing.h"
#include "engine/training/early_stopping.h"
#include "engine/training/trainer.h"

#include <optional>

namespace tunedesk
{

/// What every training does after a check, whatever it learns by.

/// The number that decides which check is the best: a regression goes by the loss.
QString decidingMetric(const TrainingRecipe &recipe);

/// A line beside the curves.
RunEvent checkEvent(const EarlyStopping &stopping, qint64 step,
                    const QMap<QString, double> &metrics, bool isBest);

/// What became of a recipe's wish for frozen layers in 8 bits; nothing where it has none or nothing
/// is frozen. @param network as it is trained
std::optional<RunEvent> int8Event(const TrainingRecipe &recipe, const SequenceClassifier &network,
                                  qint64 step);

/// `best/`: all weights, the options' files, and what was the best. The listener hears of it.
/// @param weights the network's plainParameters()
Checkpoint bestCheckpoint(NamedTensors weights, const EarlyStopping &stopping, qint64 step,
                          const TrainerOptions &options, TrainingListener &listener);

} // namespace tunedesk
