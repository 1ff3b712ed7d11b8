#pragma once

#include "base/process_group.h"
#include "engine/training/objective.h"
#include "engine/training/prefix_cache.h"

#include <QMap>
#include <QString>

#include <optional>
#include <vector>

namespace tunedesk
{

/// Loss and metrics of answers, by metric:: names; those that are not defined are left out.
/// @param logits [N, numLabels]
QMap<QString, double> checkMetrics(const torch::Tensor &logits, const std::vector<double> &targets,
                                   bool isRegression);

/// Logits of all pairs with the network as it is now, without gradients. @return [N, numLabels]
/// float64 on the processor; none when stopped
std::optional<torch::Tensor> scoreAll(const SequenceClassifier &network, PrefixCache &pairs,
                                      JobContext &job);

/// The numbers of one check, by metric:: names; those that are not defined (a correlation of
/// constants) are left out.
struct Check {
    Outcome outcome = Outcome::Finished;
    QMap<QString, double> metrics;
};

/// Scores all pairs with the network as it is now; train() and eval() are put back. A stop gives no
/// metrics. @param processes that share the pairs among them
Check validate(SequenceClassifier &network, PrefixCache &pairs, const std::vector<double> &targets,
               bool isRegression, JobContext &job, ProcessGroup *processes = nullptr);

} // namespace tunedesk
