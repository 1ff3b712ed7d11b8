#pragma once

#include "domain/metric_row.h"

#include <QString>

#include <mutex>
#include <vector>

namespace tunedesk
{

/// Something worth a line beside the curves.
struct RunEvent {
    enum class Kind { Info, Best, NoGain, Warning, Checkpoint };
    Kind kind = Kind::Info;
    qint64 step = 0;
    qint64 atMs = 0; ///< UTC
    QString what;    ///< translated
    QString detail;  ///< translated; may be empty
};

/// Which part of a run is under way, for the stage bar.
enum class RunStage { Preparing, Tokenising, FrozenLayers, Training, Testing, Done };

/// What a running training has produced so far: written by its thread, read by whoever draws it. Append-only.
class MetricFeed
{
public:
    struct Progress {
        RunStage stage = RunStage::Preparing;
        double stageFraction = 0; ///< 0…1 of this stage
        qint64 runId = 0;
        qint64 step = 0;
        qint64 totalSteps = 0;
        double epoch = 0;
        double totalEpochs = 0;
        double secondsLeft = -1; ///< of the whole run; −1: not known yet
        double seconds = 0;      ///< since it began, pauses left out
        double tokensPerSecond = 0;
        double rssMib = 0;       ///< resident memory of this process now
        bool paused = false;
    };

    void append(const MetricRow &row);
    void append(const RunEvent &event);
    void setProgress(const Progress &progress);

    /// Rows from number `from` on; cheap when there are none. Any thread.
    std::vector<MetricRow> rowsSince(std::size_t from) const;
    std::vector<RunEvent> eventsSince(std::size_t from) const;
    Progress progress() const;

private:
    mutable std::mutex m_mutex;
    std::vector<MetricRow> m_rows;
    std::vector<RunEvent> m_events;
    Progress m_progress;
};

} // namespace tunedesk
