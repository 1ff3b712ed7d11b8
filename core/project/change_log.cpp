// The history itself: undoing and doing again. What makes a step is in change_acts.cpp.
#include "project/change_log.h"

#include "project/change_content.h"
#include "project/change_rows.h"
#include "project/connection.h"
#include "project/database.h"
#include "project/moving_step.h"
#include "project/step_plan.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ChangeLog)
};

/// What was undone can't be done again: something else is done.
Result<void> endRedoing(Connection &writer)
{
    return writer.execute(QStringLiteral("UPDATE changes SET state = 2 WHERE state = 1"));
}

Result<void> setState(Connection &writer, qint64 changeId, DataChange::State state)
{
    Statement mark(writer, QStringLiteral("UPDATE changes SET state = ?, state_ms = ? "
                                          "WHERE id = ?"));
    return mark.run(int(state), QDateTime::currentMSecsSinceEpoch(), changeId);
}

/// Writes a step, or writes it back: at once, or in turns from now on where it is a large one.
Result<void> moveStep(Connection &writer, const DataChange &change, bool forward)
{
    const auto moving = movingStep(writer);
    if (!moving)
        return moving.error();
    if (*moving && (*moving)->changeId == change.id)
        return turnMoving(writer, forward);
    const auto plan = StepPlan::read(writer, change);
    if (!plan)
        return plan.error();
    const bool isLarge = plan->size() > kMovedAtOnce && writer.database() && change.partOf == 0;
    if (change.kind != ChangeKind::Answers || isLarge)
        if (auto refused = refuseWhileMoving(writer); !refused)
            return refused;
    if (isLarge) {
        if (auto begun = beginMoving(writer, *plan, forward); !begun)
            return begun;
        writer.database()->moveSteps();
        return {};
    }
    if (auto done = plan->apply(writer, 0, plan->size(), forward); !done)
        return done;
    return plan->markImport(writer, forward);
}

Result<DataChange> existing(Connection &writer, qint64 changeId)
{
    auto found = readChanges(writer, QStringLiteral("id = ?"), {}, {changeId});
    if (!found)
        return found.error();
    if (found->empty())
        return Error{ErrorKind::Input,
                     Text::tr("There is no step of this number."),
                     Text::tr("step %1").arg(changeId),
                     {}};
    return found->front();
}
} // namespace

Result<DataChange> recordChange(Connection &writer, DataChange change, const QByteArray &content,
                                const QString &textBefore, const QString &textAfter)
{
    if (auto ended = endRedoing(writer); !ended)
        return ended.error();
    qint64 first = change.pairId, last = change.pairId;
    if (columnOf(change.kind) != ChangedColumn::TakenBack && !content.isEmpty()) {
        const auto changes = unpackChanges(content);
        if (!changes)
            return changes.error();
        for (const ValueChange &one : *changes) {
            first = std::min(first, one.rows.front().first);
            last = std::max(last, one.rows.back().last);
        }
    }
    Statement &insert = writer.kept(
        QStringLiteral("INSERT INTO changes (part_of, at_ms, annotator, kind, pairs, more, "
                       "pair_id, import_id, value, first_pair, last_pair, file, text_before, "
                       "text_after, content) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    change.atMs = QDateTime::currentMSecsSinceEpoch();
    change.state = DataChange::State::InEffect;
    const auto orNone = [](qint64 id) { return id > 0 ? std::optional(id) : std::nullopt; };
    const auto textIf = [](bool hasText, const QString &text) {
        return hasText ? sqlValue(text) : QVariant(QMetaType::fromType<QString>());
    };
    const bool hasText = textOf(change.kind).has_value();
    if (auto added = insert.run(orNone(change.partOf), change.atMs, change.annotator,
                                changeKindName(change.kind), change.pairs, change.more,
                                change.pairId, orNone(change.importId), change.value, first, last,
                                textIf(change.kind == ChangeKind::Update, change.file),
                                textIf(hasText, textBefore), textIf(hasText, textAfter),
                                content.isNull() ? QByteArray("") : content);
        !added)
        return added.error();
    change.id = insert.insertedId();
    return change;
}

Result<DataChange> doStep(Connection &writer, const DataChange &change, const QByteArray &content)
{
    auto recorded = recordChange(writer, change, content);
    if (!recorded)
        return recorded;
    if (auto done = moveStep(writer, *recorded, true); !done)
        return done.error();
    return recorded;
}

Result<void> recordImport(Connection &writer, qint64 importId, const QString &by)
{
    Statement count(writer, QStringLiteral("SELECT count(*) FROM pairs WHERE import_id = ?"));
    if (auto asked = count.run(importId); !asked)
        return asked;
    DataChange change;
    change.kind = ChangeKind::Import;
    change.annotator = by;
    change.importId = importId;
    if (auto read = count.each([&] { change.pairs = int(count.integer(0)); }); !read)
        return read;
    const auto recorded = recordChange(writer, change, {});
    return recorded ? Result<void>() : Result<void>(recorded.error());
}

Result<void> ChangeLog::undo(qint64 changeId)
{
    return m_connection.write([&](Connection &writer) -> Result<void> {
        const auto change = existing(writer, changeId);
        if (!change)
            return change.error();
        if (change->state != DataChange::State::InEffect)
            return {};
        const auto later = readChanges(writer, QStringLiteral("id > ? AND state = 0"),
                                       QStringLiteral("LIMIT 1"), {changeId});
        if (!later)
            return later.error();
        if (auto done = moveStep(writer, *change, false); !done)
            return done;
        // Out of the reverse order it is no step back but something else that is done.
        if (!later->empty())
            if (auto ended = endRedoing(writer); !ended)
                return ended;
        return setState(writer, changeId,
                        later->empty() ? DataChange::State::Undone : DataChange::State::History);
    });
}

Result<void> ChangeLog::redo(qint64 changeId)
{
    return m_connection.write([&](Connection &writer) -> Result<void> {
        const auto change = existing(writer, changeId);
        if (!change)
            return change.error();
        if (change->state == DataChange::State::InEffect)
            return {};
        if (auto done = moveStep(writer, *change, true); !done)
            return done;
        return setState(writer, changeId, DataChange::State::InEffect);
    });
}

Result<std::optional<DataChange>> ChangeLog::undoLast()
{
    return m_connection.write([&](Connection &writer) -> Result<std::optional<DataChange>> {
        auto last = firstOf(readChanges(writer, QStringLiteral("state = 0"),
                                        QStringLiteral("ORDER BY id DESC LIMIT 1")));
        if (!last || !*last)
            return last;
        if (auto undone = ChangeLog(writer).undo((*last)->id); !undone)
            return undone.error();
        (*last)->state = DataChange::State::Undone;
        return last;
    });
}

Result<std::optional<DataChange>> ChangeLog::redoNext()
{
    return m_connection.write([&](Connection &writer) -> Result<std::optional<DataChange>> {
        auto next = firstOf(readChanges(writer, QStringLiteral("state = 1"),
                                        QStringLiteral("ORDER BY id LIMIT 1")));
        if (!next || !*next)
            return next;
        if (auto done = ChangeLog(writer).redo((*next)->id); !done)
            return done.error();
        (*next)->state = DataChange::State::InEffect;
        return next;
    });
}

} // namespace tunedesk
