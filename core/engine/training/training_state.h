#pragma once

#include "engine/training/checkpoint_folder.h"
#include "engine/training/early_stopping.h"
#include "engine/training/optimizer.h"

#include <QJsonObject>
#include <QString>

namespace tunedesk
{

/// Where a training stands between two updates: with the data and the recipe, all that an unbroken
/// run would know. The position in the epoch and the order of the batches follow from `step`.
struct TrainingState {
    qint64 step = 0;
    qint64 stepsBefore = 0; ///< of the trainings before this one in the same run
    qint64 totalSteps = 0;  ///< of the plan; another one is another training
    qint64 checkedStep =
        0;              ///< of the last validation; behind `step` where a stop fell between the two
    double seconds = 0; ///< worked, pauses left out
    EarlyStopping stopping;
    QByteArray frozenWeights; ///< frozenWeightsHash() of when it began; empty: not known
    torch::Tensor random;     ///< [n] uint8, the CPU generator's
};

/// state.json, model.safetensors (the trained parameters) and optimizer.safetensors.
std::vector<CheckpointFile> stateFiles(const TrainingState &state,
                                       const std::vector<NamedParameter> &trained,
                                       const Optimizer &optimizer);

/// Reads them back; trained parameters and optimizer are changed only when everything fits.
/// Errors: File (damaged), Input (of another training).
Result<void> readTrainingState(const QString &folder, TrainingState &state,
                               const std::vector<NamedParameter> &trained, Optimizer &optimizer);

/// What a checkpoint leaves out must be as it was. @param before empty, where an earlier version
/// wrote the checkpoint or there is none: becomes `now`   @param model its folder, for the message
/// Errors: Model (they are others).
Result<void> checkFrozenWeights(QByteArray &before, const QByteArray &now, const QString &model);
QByteArray readFrozenWeights(const QJsonObject &state);
void insertFrozenWeights(QJsonObject &state, const QByteArray &frozenWeights);

/// state.json of a whole checkpoint. Errors: File (damaged).
Result<QJsonObject> stateObject(const QString &folder);

/// The state without the tensors, for other processes of this training.
QByteArray stateJson(const TrainingState &state);
void readStateJson(const QByteArray &json, TrainingState &state);

/// The run's step alone, those of trainings before included. Errors: File (damaged).
Result<qint64> stateStep(const QString &folder);

/// Copies a file's tensors into the parameters of the same names. Errors: File (missing or
/// mis-shaped; names it).
Result<void> readParameters(const QString &path, const std::vector<NamedParameter> &parameters);

/// What state.json of a best checkpoint says too.
QByteArray stoppingJson(const EarlyStopping &stopping);
QJsonObject stoppingObject(const EarlyStopping &stopping);
/// Metric and patience stay.
void readStopping(const QJsonObject &json, EarlyStopping &stopping);

torch::Tensor randomState();
void setRandomState(const torch::Tensor &state);

} // namespace tunedesk
