#include "jobs/evaluation_numbers.h"

#include "jobs/metric_values.h"
#include "metrics/classification.h"

#include <cmath>

namespace tunedesk
{

namespace
{
void addClassNumbers(Evaluation &evaluation, const std::vector<double> &values,
                     const std::vector<double> &targets)
{
    std::vector<int> truth;
    truth.reserve(targets.size());
    for (const double target : targets)
        truth.push_back(static_cast<int>(std::lround(target)));
    const BinaryMetrics found = binaryMetrics(values, truth, evaluation.threshold);
    for (int was = 0; was < 2; ++was)
        for (int said = 0; said < 2; ++said)
            evaluation.confusion[was][said] = found.confusion[was][said];
    const auto put = [&evaluation](const QString &name, double value) {
        if (std::isfinite(value))
            evaluation.metrics.insert(name, value);
    };
    put(QStringLiteral("average_precision"), averagePrecision(values, truth));
    put(QStringLiteral("log_loss"), logLoss(values, truth));
    put(QStringLiteral("ece"), expectedCalibrationError(values, truth));
}
} // namespace

Evaluation evaluationOf(const QString &objective, const std::vector<double> &values,
                        const std::vector<double> &targets, double threshold)
{
    const bool isRegression = objective == QLatin1String("regression");
    Evaluation evaluation{.objective = objective,
                          .pairs = static_cast<int>(values.size()),
                          .metrics = metricValues(isRegression, values, targets, threshold),
                          .threshold = threshold};
    if (!isRegression && !values.empty())
        addClassNumbers(evaluation, values, targets);
    return evaluation;
}

} // namespace tunedesk
