#pragma once

#include "jobs/evaluate_run.h"

#include <vector>

namespace tunedesk
{

/// All numbers of an Evaluation from what a model said, always with the majority's beside them.
/// @param values [N], probability of class 1 or the score   @param targets [N], class number or
/// score
/// @param threshold class 1 from this probability on; not read in a regression
Evaluation evaluationOf(const QString &objective, const std::vector<double> &values,
                        const std::vector<double> &targets, double threshold);

} // namespace tunedesk
