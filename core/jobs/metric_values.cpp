#include "jobs/metric_values.h"

#include "domain/metric_row.h"
#include "metrics/classification.h"
#include "metrics/regression.h"

#include <cmath>
#include <vector>

namespace tunedesk
{

QMap<QString, double> metricValues(bool isRegression, std::span<const double> values,
                                   std::span<const double> targets, double threshold)
{
    QMap<QString, double> result;
    const auto put = [&result](const char *name, double value) {
        if (std::isfinite(value))
            result.insert(QString::fromLatin1(name), value);
    };
    if (values.empty())
        return result;
    if (isRegression) {
        const RegressionMetrics metrics = regressionMetrics(values, targets);
        put(metric::kMse, metrics.mse);
        put(metric::kMae, metrics.mae);
        put(metric::kPearson, metrics.pearson);
        put(metric::kSpearman, metrics.spearman);
        return result;
    }
    const std::vector<int> truth(targets.begin(), targets.end());
    const BinaryMetrics metrics = binaryMetrics(values, truth, threshold);
    put(metric::kAccuracy, metrics.accuracy);
    put(metric::kPrecision, metrics.precision);
    put(metric::kRecall, metrics.recall);
    put(metric::kF1, metrics.f1);
    put(metric::kMatthews, metrics.matthews);
    put(metric::kAuc, rocAuc(values, truth));
    put(metric::kMajorityAccuracy, metrics.majorityAccuracy);
    put(metric::kMajorityF1, metrics.majorityF1);
    return result;
}

} // namespace tunedesk
