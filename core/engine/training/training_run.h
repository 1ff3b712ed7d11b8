#pragma once

#include "dataset/length_bucket_sampler.h"
#include "engine/kernels/patient_waiting.h"
#include "engine/training/checkpoint_writing.h"
#include "engine/training/learning_rate_schedule.h"
#include "engine/training/objective.h"
#include "engine/training/prefix_cache.h"
#include "engine/training/shared_gradients.h"
#include "engine/training/trained_rows.h"
#include "engine/training/trainer.h"
#include "engine/training/training_progress.h"
#include "engine/training/training_state.h"

#include <functional>
#include <optional>
#include <set>
#include <span>

namespace tunedesk
{

/// What the two checkpoints take on the disk.
struct CheckpointSizes {
    qint64 best = 0, last = 0;
    /// While both are being replaced.
    qint64 peak() const { return 2 * (best + last); }
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
    friend class TrainingForecast; // which reads what the run will do
    friend class TrainingProbes;   // which times the parts

    Result<void> begin();
    Result<void> chooseParameters();
    /// Of the tables among them, those rows that the training pairs have.
    void chooseRows();
    /// Before anybody but step() reads the network.
    void putRowsBack();
    /// Before anything is computed that could not be kept.
    Result<void> checkDisk() const;
    CheckpointSizes checkpointSizes() const;
    /// Whether the frozen layers run once and what they give is kept.
    bool keepsFrozenOutput() const;
    double mostStatesInMemory() const; ///< bytes
    Outcome runFrozenLayers();
    StatesPlace frozenLayersPlace() const;
    /// Of more training pairs fitHead() takes so many at equal distances.
    static constexpr std::size_t kMostHeadPairs = 4096;
    /// Whether the head begins with fitHead(): pairs enough, a head that compares parts, step 0.
    bool fitsHead() const;
    /// Puts the weights of a linear model of what the head reads into it, its strength chosen on
    /// the validation pairs. As in Kumar et al. 2022 (linear probing, then fine-tuning). Stopped:
    /// nothing.
    void fitHead();
    /// @param rows of `pairs`   @param done gets how many more   @return [rows, 8 H + 2], in their
    /// order; none when stopped
    std::optional<torch::Tensor> headInputsOf(PrefixCache &pairs, const std::vector<int> &rows,
                                              const std::function<void(std::size_t pairs)> &done);
    void shareHead(); ///< process 0's
    /// @param weights [D], intercept [] of z, class 1 against 0, or of the score
    void putHead(const torch::Tensor &weights, const torch::Tensor &intercept);
    Result<Outcome> loop();
    Result<void> step();
    /// Of the batches of one update. @param weight of the whole update   @return its loss; no
    /// number: the gradients are not whole
    double gradientsOf(std::span<const std::vector<int>> batches, double weight);
    /// Forward and backward of one batch, or a part of one; its gradients are added to those there
    /// are. @return its part of the loss; no number: nothing was added
    double learnFrom(PrefixCache &pairs, std::span<const int> rows,
                     const std::vector<double> &targets, double weight);
    void dropGradients();
    /// All processes go on from where process 0 is, with its weights.
    void shareState();
    bool isFirstProcess() const { return !m_options.processes || m_options.processes->rank() == 0; }
    /// Clips and changes the weights. @return the gradient's norm; where it is no number they stay
    double update();
    Result<Outcome> checkIfDue();
    /// Scales the best head's logits so that its probabilities fit the validation pairs, and writes
    /// `best/` anew. Segment heads of two classes, given enough pairs.
    Result<Outcome> calibrate();
    /// Of the validation pairs, all layers as they are exported. Nothing when stopped.
    std::optional<torch::Tensor> logitsWithoutInt8();
    Checkpoint lastCheckpoint();
    /// So that the next update waits only until those weights are read that it changes. What a
    /// checkpoint has of layers with adapters is a copy, which nobody changes.
    void keepLastingApart(CheckpointFile &weights) const;
    /// Beside the steps that follow. Process 0; the others do nothing.
    Result<void> write(std::vector<Checkpoint> checkpoints);
    /// It is in its place, and those before it, when this returns.
    Result<void> writeLast();
    void waitWhilePaused();
    TrainerResult result(Outcome outcome);

    /// The batches of one update.
    std::span<const std::vector<int>> nextBatches();
    /// Of the top, at this step; as recipe's trainLayers.
    int trainedLayers(qint64 step) const;
    int layersOfLastStep() const; ///< 0 before the first one, where layers join one by one
    void unfreezeIfDue();
    void letTrain(int layers);
    bool shouldStop() const;
    bool isCheckStep(qint64 step) const;
    qint64 checksLeft() const;
    std::vector<double> targetsOf(std::span<const int> rows) const;
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
    std::optional<AgreedJob> m_agreedJob; ///< of several processes
    JobContext &m_job;
    const Objective m_objective;

    torch::Device m_device = torch::kCPU;
    LengthBucketSampler m_sampler;
    PrefixCache m_trainingPairs;
    PrefixCache m_validationPairs;
    std::set<std::string> m_frozenNames;
    std::vector<NamedParameter> m_trained; ///< all that train at any time
    TrainedRows m_rows;
    qint64 m_rowsStep = 0;    ///< the tables are as before this one
    int m_trainedLayers = -1; ///< now
    TrainingState m_state;
    std::optional<LearningRateSchedule> m_schedule;
    std::optional<Optimizer> m_optimizer;
    std::optional<SharedGradients> m_shared; ///< of several processes
    qint64 m_stepsInEpoch = 0;               ///< updates
    int m_orderEpoch = -1;
    std::vector<std::vector<int>> m_order; ///< batches of m_orderEpoch

    WorkClock m_clock;
    TimeLeft m_timeLeft;
    double m_tokensPerSecond = 0;
    double m_lastCheckpoint = 0; ///< m_clock's seconds
    double m_lastReport = -1;
    bool m_isPaused = false;
    bool m_holdsBest = false; ///< the network's weights are those that went to best/
    PatientWaiting m_waiting;
    CheckpointWriting m_writing; ///< the last of all: it reads what stands above
};

} // namespace tunedesk
