#include "project/moving_step.h"

#include "project/change_rows.h"
#include "project/connection.h"
#include "project/database.h"
#include "project/turns.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ChangeLog)
};

constexpr qint64 kSlice = 50; ///< numbers between two looks at the clock

/// The number before an import's pairs, where hiding all from there on hides no pair of another
/// import that is shown. Those of the bin may be missing there for the time.
Result<std::optional<qint64>> unseenAfter(Connection &writer, const StepPlan &plan)
{
    const auto pairs = plan.importedPairs();
    if (!pairs)
        return std::optional<qint64>();
    bool isNewest = true;
    Statement others(writer,
                     QStringLiteral("SELECT 1 WHERE EXISTS (SELECT 1 FROM pairs WHERE removed = 0 "
                                    "AND id > ?) OR EXISTS (SELECT 1 FROM imports AS i WHERE "
                                    "i.id <> ? AND EXISTS (SELECT 1 FROM pairs WHERE "
                                    "import_id = i.id AND id BETWEEN ? AND ?))"));
    if (auto asked = others.run(pairs->last, plan.importId(), pairs->first, pairs->last); !asked)
        return asked.error();
    if (auto read = others.each([&] { isNewest = false; }); !read)
        return read.error();
    return isNewest ? std::optional(pairs->first - 1) : std::nullopt;
}
} // namespace

Result<std::optional<MovingStep>> movingStep(const Connection &connection)
{
    std::optional<MovingStep> moving;
    Statement &statement = connection.kept(
        QStringLiteral("SELECT change_id, forward, in_effect, size FROM moving_step LIMIT 1"));
    if (auto asked = statement.run(); !asked)
        return asked.error();
    const auto read = statement.each([&] {
        moving = MovingStep{statement.integer(0), statement.integer(1) != 0, statement.integer(2),
                            statement.integer(3)};
    });
    if (!read)
        return read.error();
    return moving;
}

Result<void> beginMoving(Connection &writer, const StepPlan &plan, bool forward)
{
    // Until the end it is none of the imports that are shown.
    if (plan.importedPairs())
        if (auto marked = plan.markImport(writer, false); !marked)
            return marked;
    const auto unseen = unseenAfter(writer, plan);
    if (!unseen)
        return unseen.error();
    Statement begin(writer,
                    QStringLiteral("INSERT INTO moving_step (change_id, forward, in_effect, "
                                   "size, unseen_after) VALUES (?, ?, ?, ?, ?)"));
    return begin.run(plan.stepId(), forward, forward ? qint64(0) : plan.size(), plan.size(),
                     *unseen);
}

Result<void> turnMoving(Connection &writer, bool forward)
{
    Statement turn(writer, QStringLiteral("UPDATE moving_step SET forward = ?"));
    return turn.run(forward);
}

Result<void> refuseWhileMoving(const Connection &connection)
{
    const auto moving = movingStep(connection);
    if (!moving)
        return moving.error();
    if (!*moving)
        return {};
    if (connection.database())
        connection.database()->moveSteps(); // if something kept it from going on
    return Error{ErrorKind::Busy,
                 Text::tr("A change of very many pairs is still under way."),
                 connection.path(), Text::tr("Wait a moment and try again.")};
}

Result<bool> StepMover::move(Connection &writer)
{
    QElapsedTimer timer;
    timer.start();
    const auto moving = movingStep(writer);
    if (!moving)
        return moving.error();
    if (!*moving) {
        m_plan.reset();
        return false;
    }
    const MovingStep &step = **moving;
    if (!m_plan || m_plan->stepId() != step.changeId) {
        const auto change =
            firstOf(readChanges(writer, QStringLiteral("id = ?"), {}, {step.changeId}));
        if (!change)
            return change.error();
        auto plan = StepPlan::read(writer, change->value_or(DataChange()));
        if (!plan)
            return plan.error();
        m_plan = std::move(*plan);
    }
    // By the plan: a stranger's file may say anything.
    const qint64 goal = step.isForward ? m_plan->size() : 0;
    qint64 at = std::clamp<qint64>(step.inEffect, 0, m_plan->size());
    while (at != goal) {
        const qint64 next =
            step.isForward ? std::min(at + kSlice, goal) : std::max(at - kSlice, goal);
        if (auto done =
                m_plan->apply(writer, std::min(at, next), std::max(at, next), step.isForward);
            !done)
            return done.error();
        at = next;
        if (timer.elapsed() >= (writer.isShared() ? kTurnMs : kLongTurnMs))
            break;
    }
    if (at != goal) {
        Statement mark(writer, QStringLiteral("UPDATE moving_step SET in_effect = ?"));
        if (auto marked = mark.run(at); !marked)
            return marked.error();
        return true;
    }
    if (auto marked = m_plan->markImport(writer, step.isForward); !marked)
        return marked.error();
    if (auto ended = writer.execute(QStringLiteral("DELETE FROM moving_step")); !ended)
        return ended.error();
    m_plan.reset();
    return false;
}

Result<MovingStepWatch> MovingStepWatch::open(const QString &projectFile)
{
    auto file = WatchedFile::open(projectFile);
    if (!file)
        return file.error();
    return MovingStepWatch(std::move(*file));
}

Result<std::optional<MovingStep>> MovingStepWatch::step() const
{
    if (const auto failure = m_file.database->moveFailure())
        return *failure;
    return movingStep(*m_file.connection);
}

} // namespace tunedesk
