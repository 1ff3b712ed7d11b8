// After the last step: probabilities that fit the validation pairs, as part of the weights.
#include "engine/training/check_report.h"
#include "engine/training/checkpoint_folder.h"
#include "engine/training/training_run.h"
#include "engine/training/validation.h"
#include "metrics/platt_scaling.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Trainer)
};

/// Fewer pairs for checking, or fewer of one class, say too little about two numbers.
constexpr int kFewestPairs = 100, kFewestOfAClass = 20;

const char *const kCalibrationFile = "calibration.json";

std::vector<int> classesOf(const std::vector<double> &targets)
{
    std::vector<int> classes;
    for (const double target : targets)
        classes.push_back(target >= 0.5 ? 1 : 0);
    return classes;
}

bool isEnough(const std::vector<int> &truth)
{
    const auto ones = std::ranges::count(truth, 1);
    return std::ssize(truth) >= kFewestPairs && ones >= kFewestOfAClass &&
           std::ssize(truth) - ones >= kFewestOfAClass;
}

/// From now on logits are scale times what they were, and class 1's minus class 0's is more by
/// shift.
void scaleLogits(SequenceClassifier &network, double scale, double shift)
{
    const torch::NoGradGuard noGradients;
    for (auto &parameter : network.named_parameters()) {
        if (parameter.key() != "pair_head.weight" && parameter.key() != "pair_head.bias")
            continue;
        parameter->mul_(scale);
        if (parameter.key() == "pair_head.bias") {
            (*parameter)[0] -= shift / 2;
            (*parameter)[1] += shift / 2;
        }
    }
}
} // namespace

std::optional<torch::Tensor> Training::logitsWithoutInt8()
{
    const int layers = m_network.int8Layers();
    if (layers == 0)
        return scoreAll(m_network, m_validationPairs, m_job);
    m_network.setInt8Layers(0);
    PrefixCache pairs(m_network, m_validation.encodings, m_options.padId, false);
    const auto logits = scoreAll(m_network, pairs, m_job);
    m_network.setInt8Layers(layers);
    return logits;
}

Result<Outcome> Training::calibrate()
{
    const std::vector<int> truth = classesOf(m_validation.targets);
    if (m_network.headKind() != HeadKind::Segments || m_network.numLabels() != 2 ||
        m_objective.isRegression() || !isFirstProcess() || m_state.stopping.bestStep == 0 ||
        bestIsOfBefore() || !isEnough(truth))
        return Outcome::Finished;
    if (QFileInfo::exists(folder("/best/") + QLatin1String(kCalibrationFile))) {
        // Done, and the process died before the run's end.
        if (auto whole = verifyCheckpoint(folder("/best")); !whole)
            return whole.error();
        QFile state(folder("/best/state.json"));
        if (state.open(QIODevice::ReadOnly))
            readStopping(QJsonDocument::fromJson(state.readAll()).object(), m_state.stopping);
        return Outcome::Finished;
    }
    m_network.eval();
    const auto logits = logitsWithoutInt8();
    if (!logits)
        return Outcome::Stopped;
    const QMap<QString, double> before = checkMetrics(*logits, m_validation.targets, false);
    const torch::Tensor difference = (logits->select(1, 1) - logits->select(1, 0)).contiguous();
    const PlattScaling scaling = fitPlattScaling(
        std::span(difference.data_ptr<double>(), static_cast<std::size_t>(difference.numel())),
        truth);
    const torch::Tensor shift =
        torch::tensor({-scaling.shift / 2, scaling.shift / 2}, torch::kDouble);
    const QMap<QString, double> after =
        checkMetrics(*logits * scaling.scale + shift, m_validation.targets, false);
    const double lossBefore = before.value(QLatin1String(metric::kValidationLoss));
    const double lossAfter = after.value(QLatin1String(metric::kValidationLoss));
    if (!(scaling.scale > 0) || !(lossAfter < lossBefore))
        return Outcome::Finished;
    scaleLogits(m_network, scaling.scale, scaling.shift);

    EarlyStopping kept = m_state.stopping;
    kept.best = after;
    TrainerOptions options = m_options;
    options.bestFiles[QLatin1String(kCalibrationFile)] =
        QJsonDocument(QJsonObject{{QStringLiteral("scale"), scaling.scale},
                                  {QStringLiteral("shift"), scaling.shift},
                                  {QStringLiteral("pairs"), static_cast<qint64>(truth.size())}})
            .toJson();
    DeafListener deaf; // no rows hang on it
    if (auto started = m_writing.start(
            {bestCheckpoint(m_network.plainParameters(), kept, kept.bestStep, options, deaf)});
        !started)
        return started.error();
    if (auto written = m_writing.finish(); !written)
        return written.error();
    m_state.stopping = kept;
    event(RunEvent::Kind::Info, Text::tr("Probabilities adjusted"),
          Text::tr("The model's percentages now fit the %1 pairs for checking. Loss on them %2, "
                   "before %3.")
              .arg(QLocale().toString(static_cast<qlonglong>(truth.size())),
                   QLocale().toString(lossAfter, 'f', 3), QLocale().toString(lossBefore, 'f', 3)));
    return Outcome::Finished;
}

} // namespace tunedesk
