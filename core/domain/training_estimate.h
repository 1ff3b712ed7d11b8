#pragma once

#include <QtGlobal>

namespace tunedesk
{

/// What a training will take on this computer, as far as about two seconds of measuring tell. Times
/// are for all epochs: stopping early makes it shorter. A value.
struct TrainingEstimate {
    double preparingSeconds = 0; ///< loading the model, reading the pairs as tokens
    double frozenSeconds = 0;    ///< the frozen layers, once
    double trainingSeconds = 0;  ///< all steps
    double checksSeconds = 0;    ///< validations, checkpoints and the test at the end
    double timeSpread = 0;       ///< the range is seconds() ÷ (1 + spread) to × (1 + spread)
    qint64 steps = 0;

    qint64 memoryBytes = 0;     ///< of this process at the peak
    double memorySpread = 0;    ///< as timeSpread
    qint64 residentBytes = 0;   ///< part of memoryBytes that the process has already
    qint64 freeMemoryBytes = 0; ///< that it may still take; 0: not known
    int batchSize = 0;          ///< of the recipe
    int fittingBatchSize = 0;   ///< the largest up to batchSize that fits into memory; 0: none does

    qint64 diskBytes = 0;     ///< at most, while a checkpoint replaces the one before
    qint64 keptBytes = 0;     ///< of them, when the training is over
    qint64 cacheBytes = 0;    ///< of these, what the next run with the same frozen layers takes
    qint64 freeDiskBytes = 0; ///< −1: not known

    double seconds() const
    {
        return preparingSeconds + frozenSeconds + trainingSeconds + checksSeconds;
    }
    double fewestSeconds() const { return seconds() / (1 + timeSpread); }
    double mostSeconds() const { return seconds() * (1 + timeSpread); }
    qint64 leastMemory() const { return qint64(double(memoryBytes) / (1 + memorySpread)); }
    qint64 mostMemory() const { return qint64(double(memoryBytes) * (1 + memorySpread)); }
    /// More memory than there is, even at the lower end of the range.
    bool exceedsMemory() const
    {
        return freeMemoryBytes > 0 && leastMemory() > residentBytes + freeMemoryBytes;
    }
    bool mayExceedMemory() const
    {
        return freeMemoryBytes > 0 && mostMemory() > residentBytes + freeMemoryBytes;
    }
    bool exceedsDisk() const { return freeDiskBytes >= 0 && diskBytes > freeDiskBytes; }
};

} // namespace tunedesk
