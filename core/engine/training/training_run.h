#pragma once

#include "dataset/length_bucket_sampler.h"
#include "engine/training/learning_rate_schedule.h"
#include "engine/training/objective.h"
#include "engine/training/prefix_cache.h"
#include "engine/training/trainer.h"
#include "engine/training/training_progress.h"
#include "engine/training/training_state.h"

#include <optional>
#include <set>
#include <span>

namespace tunedesk
{

/// One training from its first to its last step.
class Training
{
public:
    Training(SequenceClassifier &network, const LabelledEncodings &training,
             const LabelledEncodings &validation, const TrainerOptions &options,
             TrainingListener &listener, JobContext &job);
    Result<TrainerResult> run();

private:
    Result<void> begin();
    Result<void> chooseParameters();
    Outcome runFrozenLayers();
    StatesPlace frozenLayersPlace() const;
    Result<Outcome> loop();
    Result<void> step();
    Result<Outcome> checkIfDue();
    Result<void> writeLast();
    void waitWhilePaused();
    TrainerResult result(Outcome outcome);

    /// The batches of one update.
    std::span<const std::vector<int>> nextBatches();
    /// Gradients of one batch are added to those there are. @param weight of the whole update
    /// @return its part of the loss
    Result<double> learnFrom(const std::vector<int> &rows, double weight);
    /// Of the top, at this step; as recipe's trainLayers.
    int trainedLayers(qint64 step) const;
    int layersOfLastStep() const; ///< 0 before the first one, where layers join one by one
    void unfreezeIfDue();
    void letTrain(int layers);
    bool shouldStop() const;
    bool isCheckStep(qint64 step) const;
    qint64 checksLeft() const;
    std::vector<double> targetsOf(const std::vector<int> &rows) const;
    double epochAt(qint64 step) const;
    qint64 runStep() const { return m_state.stepsBefore + m_state.step; }
    bool bestIsOfBefore() const;
    QString lastFolder() const { return m_options.folder + QLatin1Char('/') + m_options.lastName; }
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
    JobContext &m_job;
    const Objective m_objective;

    LengthBucketSampler m_sampler;
    PrefixCache m_trainingPairs;
    PrefixCache m_validationPairs;
    std::set<std::string> m_frozenNames;
    std::vector<NamedParameter> m_trained; ///< all that train at any time
    int m_trainedLayers = -1;              ///< now
    TrainingState m_state;
    std::optional<LearningRateSchedule> m_schedule;
    std::optional<Optimizer> m_optimizer;
    qint64 m_stepsInEpoch = 0; ///< updates
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
