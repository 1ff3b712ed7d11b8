#include "engine/training/training_state.h"

#include <ATen/CPUGeneratorImpl.h>

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <mutex>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(TrainingState)
};

const QString kStateFile = QStringLiteral("state.json");
const QString kModelFile = QStringLiteral("model.safetensors");
const QString kFrozenWeights = QStringLiteral("frozen_weights_sha256");
const QString kOptimizerFile = QStringLiteral("optimizer.safetensors");
constexpr char kRandomState[] = "random_state";

Error unusable(const QString &file)
{
    return {ErrorKind::File, Text::tr("The checkpoint does not fit this training."), file,
            Text::tr("Start the training again from the beginning.")};
}

QString pathIn(const QString &folder, const QString &name)
{
    return folder + QLatin1Char('/') + name;
}

void readCounts(const QJsonObject &json, TrainingState &state)
{
    readStopping(json, state.stopping);
    state.step = json.value(QStringLiteral("step")).toInteger();
    state.checkedStep = json.value(QStringLiteral("checked_step")).toInteger();
    state.seconds = json.value(QStringLiteral("seconds")).toDouble();
    state.frozenWeights = readFrozenWeights(json);
}
} // namespace

QJsonObject stoppingObject(const EarlyStopping &stopping)
{
    QJsonObject best;
    for (auto it = stopping.best.begin(); it != stopping.best.end(); ++it)
        best.insert(it.key(), it.value()); // NaN becomes null, which is left out again when read
    return {{QStringLiteral("best_step"), stopping.bestStep},
            {QStringLiteral("best_epoch"), stopping.bestEpoch},
            {QStringLiteral("best_metric"), stopping.metric},
            {QStringLiteral("best"), best},
            {QStringLiteral("checks_without_gain"), stopping.checksWithoutGain}};
}

void readStopping(const QJsonObject &json, EarlyStopping &stopping)
{
    stopping.bestStep = json.value(QStringLiteral("best_step")).toInteger();
    stopping.bestEpoch = json.value(QStringLiteral("best_epoch")).toDouble();
    stopping.checksWithoutGain = json.value(QStringLiteral("checks_without_gain")).toInt();
    stopping.best.clear();
    const QJsonObject best = json.value(QStringLiteral("best")).toObject();
    for (auto it = best.begin(); it != best.end(); ++it)
        if (it.value().isDouble())
            stopping.best.insert(it.key(), it.value().toDouble());
}

QByteArray stoppingJson(const EarlyStopping &stopping)
{
    return QJsonDocument(stoppingObject(stopping)).toJson();
}

std::vector<CheckpointFile> stateFiles(const TrainingState &state,
                                       const std::vector<NamedParameter> &trained,
                                       const Optimizer &optimizer)
{
    NamedTensors weights;
    for (const NamedParameter &parameter : trained)
        weights[parameter.name] = parameter.tensor.detach();
    NamedTensors moments = optimizer.memory();
    moments[kRandomState] = state.random;
    return {{kModelFile, std::move(weights)},
            {kOptimizerFile, std::move(moments)},
            {kStateFile, stateJson(state)}};
}

void insertFrozenWeights(QJsonObject &state, const QByteArray &frozenWeights)
{
    state.insert(kFrozenWeights, QString::fromLatin1(frozenWeights.toHex()));
}

QByteArray readFrozenWeights(const QJsonObject &state)
{
    return QByteArray::fromHex(state.value(kFrozenWeights).toString().toLatin1());
}

Result<void> checkFrozenWeights(QByteArray &before, const QByteArray &now, const QString &model)
{
    if (before.isEmpty())
        before = now;
    if (before == now)
        return {};
    return Error{ErrorKind::Model,
                 Text::tr("The model is another one than when this run began: its weights have "
                          "changed."),
                 model,
                 Text::tr("Put the weights back that stood there and go on with the run, or train "
                          "a new run on those that stand there now.")};
}

QByteArray stateJson(const TrainingState &state)
{
    QJsonObject json = stoppingObject(state.stopping);
    json.insert(QStringLiteral("step"), state.step);
    json.insert(QStringLiteral("steps_before"), state.stepsBefore);
    json.insert(QStringLiteral("total_steps"), state.totalSteps);
    json.insert(QStringLiteral("checked_step"), state.checkedStep);
    json.insert(QStringLiteral("seconds"), state.seconds);
    insertFrozenWeights(json, state.frozenWeights);
    return QJsonDocument(json).toJson();
}

void readStateJson(const QByteArray &bytes, TrainingState &state)
{
    readCounts(QJsonDocument::fromJson(bytes).object(), state);
}

Result<void> readParameters(const QString &path, const std::vector<NamedParameter> &parameters)
{
    const auto file = TensorFile::open(path);
    if (!file)
        return file.error();
    const auto problem = [&path](const NamedParameter &parameter) {
        Error error = unusable(path);
        error.details = QString::fromStdString(parameter.name);
        return error;
    };
    for (const NamedParameter &parameter : parameters)
        if (const auto entry = file->header().tensors.find(parameter.name);
            entry == file->header().tensors.end() ||
            !std::ranges::equal(entry->second.shape, parameter.tensor.sizes()))
            return problem(parameter);
    const torch::NoGradGuard noGradients;
    for (const NamedParameter &parameter : parameters) { // never two copies of them all
        const auto tensor = file->read(parameter.name);
        if (!tensor)
            return tensor.error();
        parameter.tensor.copy_(*tensor);
    }
    return {};
}

Result<void> readTrainingState(const QString &folder, TrainingState &state,
                               const std::vector<NamedParameter> &trained, Optimizer &optimizer)
{
    const auto read = stateObject(folder);
    if (!read)
        return read.error();
    const QJsonObject &json = *read;
    if (json.value(QStringLiteral("total_steps")).toInteger() != state.totalSteps)
        return Error{ErrorKind::Input,
                     Text::tr("The checkpoint is of a training with other settings."), folder,
                     Text::tr("Start the training again from the beginning.")};
    auto moments = readTensorFile(pathIn(folder, kOptimizerFile));
    if (!moments)
        return moments.error();
    const auto random = moments->find(kRandomState);
    if (random == moments->end() || random->second.scalar_type() != torch::kByte ||
        !optimizer.setState(*moments))
        return unusable(pathIn(folder, kOptimizerFile));
    if (auto weights = readParameters(pathIn(folder, kModelFile), trained); !weights)
        return weights;
    readCounts(json, state);
    state.random = random->second;
    return {};
}

Result<QJsonObject> stateObject(const QString &folder)
{
    if (auto whole = verifyCheckpoint(folder); !whole)
        return whole.error();
    QFile file(pathIn(folder, kStateFile));
    if (!file.open(QIODevice::ReadOnly))
        return unusable(file.fileName());
    return QJsonDocument::fromJson(file.readAll()).object();
}

Result<qint64> stateStep(const QString &folder)
{
    const auto json = stateObject(folder);
    if (!json)
        return json.error();
    return json->value(QStringLiteral("step")).toInteger() +
           json->value(QStringLiteral("steps_before")).toInteger();
}

torch::Tensor randomState()
{
    at::Generator generator = at::detail::getDefaultCPUGenerator();
    const std::scoped_lock lock(generator.mutex());
    return generator.get_state().clone();
}

void setRandomState(const torch::Tensor &state)
{
    at::Generator generator = at::detail::getDefaultCPUGenerator();
    const std::scoped_lock lock(generator.mutex());
    generator.set_state(state);
}

} // namespace tunedesk
