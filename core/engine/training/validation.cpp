#include "engine/training/validation.h"

#include "domain/metric_row.h"
#include "metrics/classification.h"
#include "metrics/regression.h"

#include <cmath>

namespace tunedesk
{

namespace
{
QMap<QString, double> classMetrics(const std::vector<double> &probability,
                                   const std::vector<double> &targets)
{
    std::vector<int> truth;
    for (const double target : targets)
        truth.push_back(static_cast<int>(std::lround(target)));
    const BinaryMetrics found = binaryMetrics(probability, truth);
    return {{QLatin1String(metric::kAccuracy), found.accuracy},
            {QLatin1String(metric::kPrecision), found.precision},
            {QLatin1String(metric::kRecall), found.recall},
            {QLatin1String(metric::kF1), found.f1},
            {QLatin1String(metric::kMatthews), found.matthews},
            {QLatin1String(metric::kMajorityAccuracy), found.majorityAccuracy},
            {QLatin1String(metric::kMajorityF1), found.majorityF1}};
}

QMap<QString, double> scoreMetrics(const std::vector<double> &predicted,
                                   const std::vector<double> &targets)
{
    const RegressionMetrics found = regressionMetrics(predicted, targets);
    return {{QLatin1String(metric::kMse), found.mse},
            {QLatin1String(metric::kMae), found.mae},
            {QLatin1String(metric::kPearson), found.pearson},
            {QLatin1String(metric::kSpearman), found.spearman}};
}

class EvalMode
{
public:
    explicit EvalMode(SequenceClassifier &network)
        : m_network(network), m_wasTraining(network.is_training())
    {
        network.eval();
    }
    ~EvalMode() { m_network.train(m_wasTraining); }
    EvalMode(const EvalMode &) = delete;
    EvalMode &operator=(const EvalMode &) = delete;

private:
    SequenceClassifier &m_network;
    bool m_wasTraining;
};
} // namespace

QMap<QString, double> checkMetrics(const torch::Tensor &logits, const std::vector<double> &targets,
                                   bool isRegression)
{
    const torch::Tensor wide = logits.to(torch::kDouble);
    const torch::Tensor found =
        (isRegression ? wide.squeeze(1) : torch::softmax(wide, 1).select(1, 1)).contiguous();
    const std::vector<double> scores(found.data_ptr<double>(),
                                     found.data_ptr<double>() + found.numel());
    QMap<QString, double> metrics =
        isRegression ? scoreMetrics(scores, targets) : classMetrics(scores, targets);
    metrics.insert(QLatin1String(metric::kValidationLoss),
                   meanLoss(wide, targets, isRegression).item<double>());
    metrics.removeIf([](auto it) { return std::isnan(it.value()); });
    return metrics;
}

std::optional<torch::Tensor> scoreAll(const SequenceClassifier &network, PrefixCache &pairs,
                                      JobContext &job)
{
    const torch::NoGradGuard noGradients;
    const auto count = static_cast<std::int64_t>(pairs.encodings().size());
    torch::Tensor all = torch::empty({count, network.numLabels()}, torch::kDouble);
    for (const std::vector<int> &rows : pairs.batchesByLength(kPassRows, kPassTokens)) {
        if (job.stopRequested())
            return {};
        const std::vector<std::int64_t> places(rows.begin(), rows.end());
        all.index_copy_(0, torch::tensor(places),
                        pairs.logits(rows).to(torch::kCPU, torch::kDouble));
    }
    return all;
}

Check validate(SequenceClassifier &network, PrefixCache &pairs, const std::vector<double> &targets,
               bool isRegression, JobContext &job, ProcessGroup *processes)
{
    const EvalMode eval(network);
    const torch::NoGradGuard noGradients;
    std::vector<double> scores(targets.size());
    double lossSum = 0;
    int turn = 0;
    for (const std::vector<int> &rows : pairs.batchesByLength(kPassRows, kPassTokens)) {
        // Before the turns: who has none would wait below for those that stopped.
        if (job.stopRequested())
            return {Outcome::Stopped, {}};
        if (processes && turn++ % processes->size() != processes->rank())
            continue;
        const torch::Tensor logits = pairs.logits(rows).to(torch::kCPU, torch::kDouble);
        std::vector<double> wanted;
        for (const int row : rows)
            wanted.push_back(targets[static_cast<std::size_t>(row)]);
        lossSum += meanLoss(logits, wanted, isRegression).item<double>() *
                   static_cast<double>(rows.size());
        const torch::Tensor found =
            (isRegression ? logits.squeeze(1) : torch::softmax(logits, 1).select(1, 1))
                .contiguous();
        for (std::size_t i = 0; i < rows.size(); ++i)
            scores[static_cast<std::size_t>(rows[i])] = found.data_ptr<double>()[i];
    }
    if (processes) {
        processes->sum(scores); // each is 0 in all processes but one
        processes->sum(std::span(&lossSum, 1));
    }
    QMap<QString, double> metrics =
        isRegression ? scoreMetrics(scores, targets) : classMetrics(scores, targets);
    metrics.insert(QLatin1String(metric::kValidationLoss),
                   lossSum / static_cast<double>(targets.size()));
    metrics.removeIf([](auto it) { return std::isnan(it.value()); });
    return {Outcome::Finished, metrics};
}

} // namespace tunedesk
