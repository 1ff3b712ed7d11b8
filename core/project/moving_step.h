#pragma once

#include "base/result.h"
#include "project/step_plan.h"
#include "project/watched_file.h"

#include <optional>
#include <utility>

namespace tunedesk
{

class Connection;

/// A step of more numbers goes forth and back in many short transactions.
inline constexpr qint64 kMovedAtOnce = 2000;

/// A step on its way back or forth. Its state in the history is the one that it will have.
///
/// Of an import that is the newest, nobody sees the pairs meanwhile: gone at once when it is
/// undone, back at once in the end when it is done again. Of other steps the pairs change a few
/// thousand at a time, each pair with all that belongs to it. Nothing is frozen out of such a
/// state: trainings, exports, checks and imports wait for the end, and so do acts that could change
/// the same columns (see refuseWhileMoving()). Answers don't: a step moves answers by their
/// numbers, and those that are given meanwhile have others.
struct MovingStep {
    qint64 changeId = 0;
    bool isForward = false;
    qint64 inEffect = 0, size = 0; ///< numbers that are as the step left them; all
    qint64 done() const { return isForward ? inEffect : size - inEffect; }
};

/// The one that is under way.
Result<std::optional<MovingStep>> movingStep(const Connection &connection);

/// The following in a transaction under way.
/// Sends a step back or forth that does not move yet.
Result<void> beginMoving(Connection &writer, const StepPlan &plan, bool forward);
/// The one that moves goes the other way from where it is.
Result<void> turnMoving(Connection &writer, bool forward);
/// Errors: Busy (a step is under way).
Result<void> refuseWhileMoving(const Connection &connection);

/// Moves steps, a turn at a time. The writer's thread.
class StepMover
{
public:
    /// Goes on for a turn. @return false: nothing is under way any more
    Result<bool> move(Connection &writer);

private:
    std::optional<StepPlan> m_plan; ///< of the step that was moved last
};

/// Looks on while a step moves. One thread.
class MovingStepWatch
{
public:
    /// Errors: those of Project::open().
    static Result<MovingStepWatch> open(const QString &projectFile);

    /// Errors: Database, Disk: what keeps it from going on; the next act that has to wait for it
    /// makes it try again.
    Result<std::optional<MovingStep>> step() const;

private:
    explicit MovingStepWatch(WatchedFile file) : m_file(std::move(file)) {}

    WatchedFile m_file;
};

} // namespace tunedesk
