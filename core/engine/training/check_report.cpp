#include "engine/training/check_report.h"

#include "engine/training/training_state.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Trainer)
};

/// In a sentence.
QString decidingName(const QString &name)
{
    return name == QLatin1String(metric::kMatthews)   ? Text::tr("correlation")
           : name == QLatin1String(metric::kF1)       ? Text::tr("F1")
           : name == QLatin1String(metric::kAccuracy) ? Text::tr("accuracy")
                                                      : Text::tr("loss");
}
} // namespace

QString decidingMetric(const TrainingRecipe &recipe)
{
    return recipe.objective == QLatin1String("regression") &&
                   recipe.bestMetric != QLatin1String("last")
               ? QString::fromLatin1(metric::kValidationLoss)
               : recipe.bestMetric;
}

RunEvent checkEvent(const EarlyStopping &stopping, qint64 step,
                    const QMap<QString, double> &metrics, bool isBest)
{
    const auto event = [step](RunEvent::Kind kind, const QString &what, const QString &detail) {
        return RunEvent{kind, step, QDateTime::currentMSecsSinceEpoch(), what, detail};
    };
    const QString at = QLocale().toString(step);
    if (!metrics.contains(stopping.metric))
        return event(RunEvent::Kind::Info, Text::tr("Step %1, saved.").arg(at), {});
    const QString value = QLocale().toString(metrics.value(stopping.metric), 'f', 3);
    const QString name = decidingName(stopping.metric);
    if (isBest)
        return event(RunEvent::Kind::Best, Text::tr("Best so far, %1 %2").arg(name, value),
                     Text::tr("Step %1, saved.").arg(at));
    return event(RunEvent::Kind::NoGain, Text::tr("Step %1: no gain, %2 %3").arg(at, name, value),
                 stopping.patience > 0 ? Text::tr("%1 of %2 checks without gain.")
                                             .arg(stopping.checksWithoutGain)
                                             .arg(stopping.patience)
                                       : QString());
}

std::optional<RunEvent> int8Event(const TrainingRecipe &recipe, const SequenceClassifier &network,
                                  qint64 step)
{
    const bool isFrozen = network.frozenLayers() > 0 || network.headKind() == HeadKind::Features;
    if (recipe.frozenPrecision != QLatin1String("int8") || !isFrozen)
        return std::nullopt;
    const bool has = network.int8Layers() > 0;
    return RunEvent{
        RunEvent::Kind::Info, step, QDateTime::currentMSecsSinceEpoch(),
        has ? Text::tr("Frozen layers compute in 8 bits")
            : Text::tr("Frozen layers don't compute in 8 bits"),
        has ? Text::tr("The trained model is exact again, and is tested so.")
            : Text::tr("That takes a processor with AVX-512 VNNI. Here they compute as the layers "
                       "that train.")};
}

Checkpoint bestCheckpoint(NamedTensors weights, const EarlyStopping &stopping, qint64 step,
                          const TrainerOptions &options, TrainingListener &listener)
{
    Checkpoint best{
        .folder = options.folder + QStringLiteral("/best"),
        .files = {},
        .written = [&listener, step] { return listener.checkpointWritten(step, true); }};
    best.files.push_back({QStringLiteral("model.safetensors"), std::move(weights)});
    for (const auto &[name, content] : options.bestFiles)
        best.files.push_back({name, content});
    best.files.push_back({QStringLiteral("state.json"), stoppingJson(stopping)});
    return best;
}

} // namespace tunedesk
