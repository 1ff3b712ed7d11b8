#include "engine/training/early_stopping.h"

#include "domain/metric_row.h"

#include <cmath>
#include <limits>
#include <utility>

namespace tunedesk
{

EarlyStopping::EarlyStopping(QString deciding, int checks)
    : metric(std::move(deciding)), patience(checks)
{
}

bool EarlyStopping::check(qint64 step, double epoch, const QMap<QString, double> &metrics)
{
    // Without validation pairs there is nothing to compare: the latest weights count.
    const bool isBlind = metrics.isEmpty() || metric == QLatin1String("last");
    const bool isLoss = metric == QLatin1String(metric::kValidationLoss);
    const double value = metrics.value(metric, std::numeric_limits<double>::quiet_NaN());
    const double before = best.value(metric);
    const bool isGain = isBlind || (!std::isnan(value) &&
                                    (bestStep == 0 || (isLoss ? value < before : value > before)));
    if (!isGain) {
        ++checksWithoutGain;
        return false;
    }
    checksWithoutGain = 0;
    bestStep = step;
    bestEpoch = epoch;
    best = metrics;
    return true;
}

} // namespace tunedesk
