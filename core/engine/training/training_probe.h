#pragma once

#include "engine/training/training_run.h"

#include <functional>
#include <span>
#include <vector>

namespace tunedesk
{

/// Pairs that go through the network together.
struct Batch {
    qint64 rows = 0, length = 0;
    qint64 tokens() const { return rows * length; }
};
Batch sizeOf(const std::vector<Encoding> &encodings, std::span<const int> rows);

double secondsOf(const std::function<void()> &act);

/// What a probe took.
struct Probe {
    Batch batch;
    double frozenSeconds = 0; ///< 0 where the frozen layers run in each step
    double stepSeconds = 0;   ///< forward and backward
    double scoreSeconds = 0;  ///< forward, as a check does
    /// Of tensors at the peak, without the copies of weights.
    qint64 frozenBytes = 0, forwardBytes = 0, scoreBytes = 0;
    double noise = 0; ///< slowest of the runs ÷ fastest − 1
};

/// Copies of weights in fewer bits, which layers keep from their first pass on. Bytes.
struct WeightCopies {
    qint64 whileFrozenRun = 0, whileStepping = 0;
};

/// Lets a training that has begun do its parts with a few of its pairs. A friend of Training. The
/// training's thread.
class TrainingProbes
{
public:
    /// @param run outlives this
    explicit TrainingProbes(Training &run) : m_run(run) {}

    WeightCopies copies(std::span<const int> rows);
    /// @param budget seconds that the timed runs take, at least one
    Probe probe(std::span<const int> rows, double budget);
    /// Counts bytes alone, and holds fewer: never what the frozen layers and the steps keep at
    /// once.
    Probe probeMemory(std::span<const int> rows);
    /// How much longer than a probe in the training's precision an exact pass takes.
    double exactRatio(std::span<const int> rows, const Probe &probe);

private:
    struct Few; ///< some of the training pairs
    Probe bytesOf(Few &few, bool frozenAndStepsApart);

    Training &m_run;
};

} // namespace tunedesk
