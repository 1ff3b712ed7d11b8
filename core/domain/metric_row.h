#pragma once

#include <QString>

namespace tunedesk
{

/// One number that a run produced: the plot draws it, `run_metrics` keeps it.
struct MetricRow {
    qint64 step = 0;    ///< updates done so far, 1-based
    double epoch = 0;   ///< fraction of passes done
    double seconds = 0; ///< since the run began, pauses left out
    QString name;       ///< one of the names below
    double value = 0;
};

/// Names as Hugging Face and scikit-learn have them; the command line prints them as they are.
namespace metric
{
inline constexpr char kTrainLoss[] = "train_loss";           ///< mean over the step's pairs
inline constexpr char kLearningRate[] = "learning_rate";     ///< of that step
inline constexpr char kGradientNorm[] = "gradient_norm";     ///< before clipping
inline constexpr char kSamplesPerSecond[] = "samples_per_second";
inline constexpr char kPeakRssMib[] = "peak_rss_mib";
inline constexpr char kValidationLoss[] = "validation_loss"; ///< mean over the pairs
inline constexpr char kAccuracy[] = "accuracy";
inline constexpr char kPrecision[] = "precision";            ///< of class 1
inline constexpr char kRecall[] = "recall";                  ///< of class 1
inline constexpr char kF1[] = "f1";                          ///< of class 1
/// Correlation of verdicts and labels: 0 for every way of guessing, 1 when all agree.
inline constexpr char kMatthews[] = "matthews_corrcoef";
inline constexpr char kAuc[] = "auc";
inline constexpr char kMajorityAccuracy[] = "majority_accuracy"; ///< always the larger class
inline constexpr char kMajorityF1[] = "majority_f1";         ///< always class 1
inline constexpr char kMse[] = "mse";
inline constexpr char kMae[] = "mae";
inline constexpr char kPearson[] = "pearson";
inline constexpr char kSpearman[] = "spearman";
} // namespace metric

} // namespace tunedesk
