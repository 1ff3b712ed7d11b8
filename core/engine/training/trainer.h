#pragma once

#include "base/job_context.h"
#include "base/process_group.h"
#include "base/result.h"
#include "domain/metric_feed.h"
#include "domain/metric_row.h"
#include "domain/training_recipe.h"
#include "engine/nn/sequence_classifier.h"
#include "engine/training/early_stopping.h"
#include "text/encoding.h"

#include <QByteArray>
#include <QMap>
#include <QString>

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace tunedesk
{

/// Encoded pairs with what the network should say.
struct LabelledEncodings {
    std::vector<Encoding> encodings; ///< [N]
    std::vector<double> targets;     ///< [N], class number or score
    std::vector<qint64> pairIds;     ///< [N], for messages
    /// [N] or empty: pairs that were added to those that people labelled are ≥ 0, and in the epochs
    /// of their round alone; see LengthBucketSampler. −1: labelled, in every epoch.
    std::vector<int> rounds;
};

/// Who hears of a training; called on the trainer's thread, never under a lock.
class TrainingListener
{
public:
    virtual ~TrainingListener() = default;
    virtual void metric(const MetricRow &row) = 0;
    virtual void event(const RunEvent &event) = 0;
    virtual void progress(const MetricFeed::Progress &progress) = 0;
    /// A checkpoint is on disk and takes its place when this returns: rows up to its step must be
    /// kept by then, so that a process that dies in between finds no gap. An Error ends the
    /// training; the checkpoint before stays.
    virtual Result<void> checkpointWritten(qint64 step, bool isBest) = 0;
};

/// Hears and keeps nothing.
class DeafListener final : public TrainingListener
{
public:
    void metric(const MetricRow &) override {}
    void event(const RunEvent &) override {}
    void progress(const MetricFeed::Progress &) override {}
    Result<void> checkpointWritten(qint64, bool) override { return {}; }
};

/// A training that is over.
struct EarlierTraining {
    qint64 steps = 0;
    double seconds = 0;
    EarlyStopping stopping; ///< its best checks; bestStep 0: it made none
};

struct TrainerOptions {
    TrainingRecipe recipe;
    QString folder; ///< the run's: `best/` and `last/` are written here, each whole or not at all
    int padId = 0;
    QString lastName = QStringLiteral("last"); ///< of `last/`, where a run has two trainings
    /// The training before this one in the same run: rows go on from its steps, and a check must be
    /// better than its best to take the place of `best/`.
    std::optional<EarlierTraining> before = {};
    QString model = {};  ///< the folder that the network was loaded from, for messages
    bool resume = false; ///< from `last/`; from the beginning where none was written yet
    std::map<QString, QByteArray>
        bestFiles; ///< put beside the weights in `best/`: configuration, tokenizer
    /// Where the frozen layers' output is kept and looked for, for the runs after this one too;
    /// empty: in memory. It may be emptied at any time.
    QString statesFolder;
    double prefixMemory =
        0.25; ///< part of this computer's memory that the frozen layers' output may take
    /// Embedding tables of whose rows the training pairs have a larger part than this train whole.
    double mostRows = 0.5;
    std::function<qint64(const QString &folder)> freeBytes; ///< on its disk; empty: asks the system
    /// That train this run together, each with the same pairs and options; null: this one alone.
    /// Process 0 alone reads and writes the folder and tells the listener of checkpoints.
    ProcessGroup *processes = nullptr;
};

struct TrainerResult {
    Outcome outcome = Outcome::Finished;
    qint64 steps = 0, totalSteps = 0, bestStep = 0;
    double bestEpoch = 0, seconds = 0;
    bool stoppedEarly = false;
    QMap<QString, double> best;  ///< validation metrics of the weights in `best/`
    bool bestIsOfBefore = false; ///< `best/` still holds what TrainerOptions::before says
};

/// The loop: batches → loss → gradients → clip → optimizer → schedule, with checks, early stopping
/// and checkpoints. A step is one update, of `gradient_accumulation_steps` batches, fewer at the
/// end of an epoch; its loss is the mean over all its pairs. Same recipe, data, network and
/// threads: same numbers, also across a stop and a resume. One thread. Afterwards the network has
/// the best weights, or the latest where no check was made yet; where the best is of a training
/// before, the latest weights too. Errors: Diverged (names epoch, step, pairs; the best stays),
/// Disk, File, Memory.
Result<TrainerResult> train(SequenceClassifier &network, const LabelledEncodings &training,
                            const LabelledEncodings &validation, const TrainerOptions &options,
                            TrainingListener &listener, JobContext &job);

/// `last/` of the features that a run trains before it fine-tunes.
inline constexpr char kLastFeatures[] = "last-features";

/// Step that a resume in this folder goes on from; 0: from the beginning. Errors: File (damaged
/// checkpoint).
Result<qint64> resumeStep(const QString &folder);

} // namespace tunedesk
