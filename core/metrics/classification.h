#pragma once

#include <span>

namespace tunedesk
{

/// Counts and scores of two classes; class 1 is the positive one. As scikit-learn with zero_division=0.
struct BinaryMetrics {
    int pairs = 0;
    int confusion[2][2] = {{0, 0}, {0, 0}}; ///< [truth][said]
    double accuracy = 0, precision = 0, recall = 0, f1 = 0;
    double matthews = 0; ///< correlation of said and truth, −1 to 1; 0 where either is constant
    double majorityAccuracy = 0; ///< always the larger class
    double majorityF1 = 0;       ///< F1 of saying class 1 always
};

/// @param probability of class 1, [N]   @param truth 0 or 1, [N]   @param threshold said 1 when ≥
BinaryMetrics binaryMetrics(std::span<const double> probability, std::span<const int> truth, double threshold = 0.5);

/// Area under the ROC curve, ties counted half; NaN with one class only. Source: Fawcett 2006.
double rocAuc(std::span<const double> probability, std::span<const int> truth);

/// Mean of −log p(truth), p held within [1e-15, 1 − 1e-15].
double logLoss(std::span<const double> probability, std::span<const int> truth);

/// Area under precision–recall as scikit-learn's average_precision_score.
double averagePrecision(std::span<const double> probability, std::span<const int> truth);

/// Expected calibration error, 15 equal bins of the said class's probability. Source: Guo et al. 2017.
double expectedCalibrationError(std::span<const double> probability, std::span<const int> truth);

} // namespace tunedesk
