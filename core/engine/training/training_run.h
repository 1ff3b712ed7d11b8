#pragma once

#include "dataset/length_bucket_sampler.h"
#include "engine/training/linear_warmup_schedule.h"
#include "engine/training/prefix_cache.h"
#include "engine/training/shared_gradients.h"
#include "engine/training/trainer.h"
#include "engine/training/training_progress.h"
#include "engine/training/training_state.h"

#include <algorithm>
#include <optional>

namespace tunedesk
{

/// What the two checkpoints take on the disk.
struct CheckpointSizes {
    qint64 best = 0, last = 0;
    /// While one of them is being replaced.
    qint64 peak() const { return best + last + std::max(best, last); }
};

/// One training from its first to its last step.
class Training
{
public:
    Training(SequenceClassifier &network, const LabelledEncodings &training,
             const LabelledEncodings &validation, const TrainerOptions &options,
             TrainingListener &listener, JobContext &job);
    Result<TrainerResult> run();

private:
    friend class TrainingForecast; // which times the parts

    Result<void> begin();
    /// Before anything is computed that could not be kept.
    Result<void> checkDisk() const;
    CheckpointSizes checkpointSizes() const;
    /// Whether the frozen layers run once and what they give is kept in memory.
    bool keepsFrozenOutput() const;
    Outcome runFrozenLayers();
    Result<Outcome> loop();
    Result<void> step();
    /// Forward and backward. @return the mean loss; where it is no number there are no gradients
    double gradientsOf(PrefixCache &pairs, const std::vector<int> &rows,
                       const std::vector<double> &targets);
    /// The same where several processes share the batch.
    double sharedGradientsOf(const std::vector<int> &rows);
    void shareState();
    bool isFirstProcess() const { return !m_options.processes || m_options.processes->rank() == 0; }
    std::vector<double> targetsOf(const std::vector<int> &rows) const;
    void dropGradients();
    /// Clips and changes the weights. @return the gradient's norm; where it is no number they stay
    double update();
    Result<Outcome> checkIfDue();
    void tellCheck(const QMap<QString, double> &metrics, bool isBest);
    Result<void> keepBest();
    Result<void> writeLast();
    void waitWhilePaused();
    TrainerResult result(Outcome outcome);

    const std::vector<int> &nextBatch();
    bool isCheckStep(qint64 step) const;
    qint64 checksLeft() const;
    double epochAt(qint64 step) const;
    Error notFinite(const QString &what, const std::vector<int> &rows) const;
    void metricRow(const char *name, double value);
    void event(RunEvent::Kind kind, const QString &what, const QString &detail = {});
    void reportProgress(RunStage stage, double fraction, bool isDue = false);
    QString folder(const char *name) const { return m_options.folder + QLatin1String(name); }

    SequenceClassifier &m_network;
    const LabelledEncodings &m_training;
    const LabelledEncodings &m_validation;
    const TrainerOptions &m_options;
    const TrainingRecipe &m_recipe;
    TrainingListener &m_listener;
    std::optional<AgreedJob> m_agreedJob; ///< of several processes
    JobContext &m_job;
    const bool m_isRegression;

    torch::Device m_device = torch::kCPU;
    LengthBucketSampler m_sampler;
    PrefixCache m_trainingPairs;
    PrefixCache m_validationPairs;
    std::vector<NamedParameter> m_all, m_trained;
    TrainingState m_state;
    std::optional<LinearWarmupSchedule> m_schedule;
    std::optional<AdamW> m_optimizer;
    std::optional<SharedGradients> m_shared; ///< of several processes
    qint64 m_stepsInEpoch = 0;
    int m_orderEpoch = -1;
    std::vector<std::vector<int>> m_order; ///< batches of m_orderEpoch

    WorkClock m_clock;
    TimeLeft m_timeLeft;
    double m_tokensPerSecond = 0;
    double m_lastCheckpoint = 0; ///< m_clock's seconds
    double m_lastReport = -1;
    bool m_isPaused = false;
};

} // namespace tunedesk
