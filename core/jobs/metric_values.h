#pragma once

#include <QMap>
#include <QString>

#include <span>

namespace tunedesk
{

/// A model's answers measured against the truth, by metric:: names; what is not defined (one class only, constant
/// scores) is left out.
/// @param values probability of class 1, or the score, [N]   @param targets class number, or the score, [N]
QMap<QString, double> metricValues(bool isRegression, std::span<const double> values,
                                   std::span<const double> targets, double threshold = 0.5);

} // namespace tunedesk
