#pragma once

#include "change_fixture.h"

#include "project/moving_step.h"

namespace tunedesk
{

inline QList<qint64> numbersTo(int last)
{
    QList<qint64> ids;
    for (int id = 1; id <= last; ++id)
        ids << id;
    return ids;
}

/// Until no step is on its way.
inline void waitForEnd(const QString &path)
{
    auto watch = MovingStepWatch::open(path);
    VERIFY_RESULT(watch);
    QTRY_VERIFY_WITH_TIMEOUT(watch->step() && !watch->step()->has_value(), 30'000);
}

inline qint64 lastStep(Project &project)
{
    const auto latest = project.changes().latest(1);
    return latest && !latest->empty() ? latest->front().id : 0;
}

/// Pairs, and a step over nearly as many that is undone where it is to be done again.
/// @param before what people see without the step @param after with it
inline void makeStep(ProjectFixture &fixture, int pairs, bool isImport, bool isForward,
                     QString &before, QString &after)
{
    VERIFY_RESULT(import(*fixture, numbered(1, pairs)));
    before = contentOf(fixture.path);
    if (isImport)
        VERIFY_RESULT(import(*fixture, numbered(pairs + 1, pairs)));
    else
        VERIFY_RESULT(fixture->changes().remove(numbersTo(pairs - 10), kAnn));
    waitForEnd(fixture.path);
    after = contentOf(fixture.path);
    if (!isForward)
        return;
    VERIFY_RESULT(fixture->changes().undo(lastStep(*fixture)));
    waitForEnd(fixture.path);
    QCOMPARE(contentOf(fixture.path), before);
}

/// As the file is when a process dies on the way: `share` of the last step's numbers are through.
inline void leaveHalf(const QString &path, bool forward, double share)
{
    auto writer = Connection::open(path, Connection::Role::Writer);
    VERIFY_RESULT(writer);
    ChangeLog log(**writer);
    const auto latest = log.latest(1);
    VERIFY_RESULT(latest);
    const auto plan = StepPlan::read(**writer, latest->front());
    VERIFY_RESULT(plan);
    VERIFY_RESULT(beginMoving(**writer, *plan, forward));
    const auto through = qint64(double(plan->size()) * share);
    const qint64 from = forward ? 0 : plan->size() - through;
    VERIFY_RESULT(plan->apply(**writer, from, from + through, forward));
    VERIFY_RESULT((*writer)->execute(QStringLiteral("UPDATE moving_step SET in_effect = %1")
                                         .arg(forward ? through : plan->size() - through)));
    VERIFY_RESULT((*writer)->execute(QStringLiteral("UPDATE changes SET state = %1 WHERE id = %2")
                                         .arg(forward ? 0 : 1)
                                         .arg(latest->front().id)));
}

} // namespace tunedesk
