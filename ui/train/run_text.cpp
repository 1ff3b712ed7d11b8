#include "train/run_text.h"

#include "domain/metric_row.h"
#include "plots/plot_theme.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <cmath>
#include <limits>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(RunText)
};
} // namespace

QString scoreText(double score)
{
    return std::isfinite(score) ? QLocale().toString(score, 'f', 3) : QStringLiteral("–");
}

QString scoreText(const QMap<QString, double> &metrics, const char *name)
{
    return scoreText(metrics.value(QLatin1String(name), std::numeric_limits<double>::quiet_NaN()));
}

QString bytesText(qint64 bytes)
{
    if (bytes >= 1'000'000'000)
        return Text::tr("%1 GB").arg(QLocale().toString(static_cast<double>(bytes) / 1e9, 'f', 1));
    if (bytes >= 1'000'000)
        return Text::tr("%1 MB").arg(QLocale().toString(static_cast<double>(bytes) / 1e6, 'f', 0));
    return Text::tr("%1 kB").arg(QLocale().toString(static_cast<double>(bytes) / 1e3, 'f', 0));
}

QString mebibytesText(double mebibytes)
{
    return bytesText(static_cast<qint64>(mebibytes * 1024 * 1024));
}

QString runTitle(const RunSummary &run)
{
    return run.name.isEmpty() ? Text::tr("Run %1").arg(run.id) : run.name;
}

Badge outcomeBadge(RunState state)
{
    switch (state) {
    case RunState::Running:
        return {Text::tr("Training"), QStringLiteral("circle-dashed"), Badge::Tone::Accent};
    case RunState::Finished:
        return {Text::tr("Finished"), QStringLiteral("circle-check"), Badge::Tone::Good};
    case RunState::Stopped:
        return {Text::tr("Stopped"), QStringLiteral("square"), Badge::Tone::Neutral};
    case RunState::Failed:
        return {Text::tr("Failed"), QStringLiteral("circle-x"), Badge::Tone::Error};
    case RunState::Interrupted:
        return {Text::tr("Interrupted"), QStringLiteral("triangle-alert"), Badge::Tone::Warn};
    }
    Q_UNREACHABLE();
}

QString clockText(qint64 utcMs)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(utcMs).time(),
                              QStringLiteral("HH:mm"));
}

QString startedText(qint64 utcMs)
{
    if (utcMs <= 0)
        return {};
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(utcMs);
    const QDate today = QDate::currentDate();
    if (at.date() == today)
        return Text::tr("Today %1").arg(clockText(utcMs));
    if (at.date() == today.addDays(-1))
        return Text::tr("Yesterday %1").arg(clockText(utcMs));
    return dayText(utcMs);
}

QString dayText(qint64 utcMs)
{
    const QDate day = QDateTime::fromMSecsSinceEpoch(utcMs).date();
    return QLocale().toString(day, day.year() == QDate::currentDate().year()
                                       ? Text::tr("d MMMM", "day and month")
                                       : Text::tr("d MMM yyyy", "day, month and year"));
}

QString scoresSentence(const QMap<QString, double> &metrics)
{
    if (metrics.contains(QLatin1String(metric::kF1)))
        return Text::tr("F1 %1, accuracy %2; the larger class alone would get F1 %3, accuracy %4")
            .arg(scoreText(metrics, metric::kF1), scoreText(metrics, metric::kAccuracy),
                 scoreText(metrics, metric::kMajorityF1),
                 scoreText(metrics, metric::kMajorityAccuracy));
    if (metrics.contains(QLatin1String(metric::kMae)))
        return Text::tr("mean error %1, correlation %2")
            .arg(scoreText(metrics, metric::kMae), scoreText(metrics, metric::kPearson));
    return Text::tr("not tested");
}

QString recipeValueText(const TrainingRecipe &recipe, const RecipeField &field)
{
    const QVariant value = recipeValue(recipe, field.key);
    if (field.type == RecipeField::Type::Choice) {
        const auto at = field.choices.indexOf(value.toString());
        return at >= 0 && at < field.choiceNames.size() ? field.choiceNames[at] : value.toString();
    }
    if (field.type == RecipeField::Type::Text)
        return value.toString();
    if (const QString word = specialValueText(field, value.toDouble()); !word.isEmpty())
        return word;
    if (field.type == RecipeField::Type::Integer)
        return QString::number(value.toLongLong());
    const double real = value.toDouble();
    if (real != 0 && std::abs(real) < 1e-3)
        return learningRateText(real).replace(QLocale().decimalPoint(), QStringLiteral("."));
    return QString::number(real, 'g', 6);
}

QString specialValueText(const RecipeField &field, double value)
{
    const auto is = [&](const char *key, double special) {
        return value == special && field.key == QLatin1String(key);
    };
    if (is("max_train_pairs", 0) || is("context_turns", -1) || is("train_layers", -1))
        return Text::tr("all", "value of a setting");
    if (is("head_learning_rate", 0))
        return Text::tr("the same", "value of a setting");
    if (is("max_grad_norm", 0) || is("unfreeze_every_epochs", 0) || is("lora_rank", 0) ||
        is("layerwise_lr_decay", 1))
        return Text::tr("off", "value of a setting");
    if (is("dropout", -1) || is("attention_dropout", -1) || is("threads", 0))
        return Text::tr("automatic", "value of a setting");
    if (is("early_stopping_patience", 0))
        return Text::tr("never", "value of a setting");
    return {};
}

QString layersText(int trainLayers)
{
    if (trainLayers < 0)
        return Text::tr("all layers");
    if (trainLayers == 0)
        return Text::tr("the last step alone");
    return Text::tr("top %n layer(s)", nullptr, trainLayers);
}

bool fineTunesAfterwards(const TrainingRecipe &recipe)
{
    return recipe.head == QLatin1String("features_then_segments");
}

bool fitsFeatures(const TrainingRecipe &recipe)
{
    return recipe.head == QLatin1String("features") || fineTunesAfterwards(recipe);
}

double epochsOf(const TrainingRecipe &recipe)
{
    return !fitsFeatures(recipe)         ? recipe.epochs
           : fineTunesAfterwards(recipe) ? 1 + recipe.epochs
                                         : 1;
}

} // namespace tunedesk
