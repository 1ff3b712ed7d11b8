// The history itself: its rows, undoing and doing again. What makes a step is in change_acts.cpp.
#include "project/change_log.h"

#include "project/change_apply.h"
#include "project/change_content.h"
#include "project/connection.h"

#include <QCoreApplication>
#include <QDateTime>

#include <array>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ChangeLog)
};

constexpr std::array<const char *, 13> kNames = {"answers",
                                                 "answers_taken_back",
                                                 "answers_brought_back",
                                                 "flagged",
                                                 "unflagged",
                                                 "note",
                                                 "split",
                                                 "test_set",
                                                 "removed",
                                                 "restored",
                                                 "import",
                                                 "import_removed",
                                                 "import_restored"};
static_assert(kNames.size() == std::size_t(ChangeKind::ImportRestored) + 1);

constexpr char kColumns[] =
    "id, at_ms, annotator, kind, state, state_ms, pairs, more, pair_id, import_id, value, "
    "(SELECT file FROM imports WHERE imports.id = changes.import_id)";

/// None: a kind that this version doesn't know.
std::optional<DataChange> readChange(const Statement &row)
{
    const auto kind = changeKindFromName(row.text(3));
    if (!kind)
        return std::nullopt;
    DataChange change;
    change.id = row.integer(0);
    change.atMs = row.integer(1);
    change.annotator = row.text(2);
    change.kind = *kind;
    change.state = static_cast<DataChange::State>(row.integer(4));
    change.stateMs = row.integer(5);
    change.pairs = int(row.integer(6));
    change.more = int(row.integer(7));
    change.pairId = row.integer(8);
    change.importId = row.integer(9);
    if (!row.isNull(10))
        change.value = row.real(10);
    change.file = row.text(11);
    return change;
}

template <typename... Values>
Result<std::vector<DataChange>> readChanges(const Connection &connection, const QString &rest,
                                            const Values &...values)
{
    std::vector<DataChange> changes;
    Statement statement(
        connection, QStringLiteral("SELECT %1 FROM changes %2").arg(QLatin1String(kColumns), rest));
    if (auto asked = statement.run(values...); !asked)
        return asked.error();
    const auto read = statement.each([&] {
        if (auto change = readChange(statement))
            changes.push_back(std::move(*change));
    });
    if (!read)
        return read.error();
    return changes;
}

ChangedColumn columnOf(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Answers:
    case ChangeKind::AnswersTakenBack:
    case ChangeKind::AnswersBroughtBack:
        return ChangedColumn::TakenBack;
    case ChangeKind::Flagged:
    case ChangeKind::Unflagged:
        return ChangedColumn::Flag;
    case ChangeKind::Split:
    case ChangeKind::TestSet:
        return ChangedColumn::Split;
    case ChangeKind::Note:
    case ChangeKind::Removed:
    case ChangeKind::Restored:
    case ChangeKind::Import:
    case ChangeKind::ImportRemoved:
    case ChangeKind::ImportRestored:
        return ChangedColumn::Removal;
    }
    Q_UNREACHABLE();
}

/// What only undoing and doing again needs.
struct ChangeDetails {
    QByteArray content;
    QString noteBefore, noteAfter;
};

Result<ChangeDetails> detailsOf(const Connection &connection, qint64 changeId)
{
    ChangeDetails details;
    Statement statement(
        connection,
        QStringLiteral("SELECT content, note_before, note_after FROM changes WHERE id = ?"));
    if (auto asked = statement.run(changeId); !asked)
        return asked.error();
    const auto read = statement.each([&] {
        details = {statement.bytes(0), statement.text(1), statement.text(2)};
    });
    if (!read)
        return read.error();
    return details;
}

/// Writes what the step did once more, or writes it back.
Result<void> apply(Connection &writer, const DataChange &change, bool forward)
{
    const auto details = detailsOf(writer, change.id);
    if (!details)
        return details.error();
    if (change.kind == ChangeKind::Note)
        return forward ? changeNote(writer, change.pairId, details->noteBefore, details->noteAfter)
                       : changeNote(writer, change.pairId, details->noteAfter, details->noteBefore);
    if (change.kind == ChangeKind::Import)
        return changeImport(writer, change.importId, !forward);
    if (change.kind == ChangeKind::ImportRemoved || change.kind == ChangeKind::ImportRestored)
        if (auto marked = markImport(writer, change.importId,
                                     (change.kind == ChangeKind::ImportRemoved) == forward);
            !marked)
            return marked;
    const auto changes = unpackChanges(details->content);
    if (!changes)
        return changes.error();
    for (const ValueChange &one : *changes)
        if (auto done = changeRows(writer, columnOf(change.kind), forward ? one.before : one.after,
                                   forward ? one.after : one.before, one.rows);
            !done)
            return done;
    return {};
}

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

Result<DataChange> existing(Connection &writer, qint64 changeId)
{
    auto found = readChanges(writer, QStringLiteral("WHERE id = ?"), changeId);
    if (!found)
        return found.error();
    if (found->empty())
        return Error{ErrorKind::Input,
                     Text::tr("There is no step of this number."),
                     Text::tr("step %1").arg(changeId),
                     {}};
    return found->front();
}

Result<std::optional<DataChange>> firstOf(Result<std::vector<DataChange>> found)
{
    if (!found)
        return found.error();
    return found->empty() ? std::optional<DataChange>() : std::optional(std::move(found->front()));
}

/// Whether these runs of pairs, of whatever value, hold this one.
bool holds(const std::vector<ValueChange> &changes, qint64 pairId)
{
    for (const ValueChange &change : changes)
        for (const IdRun &run : change.rows)
            if (run.first <= pairId && pairId <= run.last)
                return true;
    return false;
}
} // namespace

QString changeKindName(ChangeKind kind)
{
    return QLatin1String(kNames[std::size_t(kind)]);
}

std::optional<ChangeKind> changeKindFromName(const QString &name)
{
    for (std::size_t kind = 0; kind < kNames.size(); ++kind)
        if (name == QLatin1String(kNames[kind]))
            return static_cast<ChangeKind>(kind);
    return std::nullopt;
}

Result<DataChange> recordChange(Connection &writer, DataChange change, const QByteArray &content,
                                const QString &noteBefore, const QString &noteAfter)
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
    Statement insert(
        writer, QStringLiteral("INSERT INTO changes (at_ms, annotator, kind, pairs, more, pair_id, "
                               "import_id, value, first_pair, last_pair, note_before, note_after, "
                               "content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    change.atMs = QDateTime::currentMSecsSinceEpoch();
    change.state = DataChange::State::InEffect;
    const auto import =
        change.importId > 0 ? std::optional(change.importId) : std::optional<qint64>();
    const bool isNote = change.kind == ChangeKind::Note;
    const auto note = [&](const QString &text) {
        return isNote ? sqlValue(text) : QVariant(QMetaType::fromType<QString>());
    };
    if (auto added = insert.run(change.atMs, change.annotator, changeKindName(change.kind),
                                change.pairs, change.more, change.pairId, import, change.value,
                                first, last, note(noteBefore), note(noteAfter),
                                content.isNull() ? QByteArray("") : content);
        !added)
        return added.error();
    change.id = insert.insertedId();
    return change;
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
        const auto later =
            readChanges(writer, QStringLiteral("WHERE id > ? AND state = 0 LIMIT 1"), changeId);
        if (!later)
            return later.error();
        if (auto done = apply(writer, *change, false); !done)
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
        if (auto done = apply(writer, *change, true); !done)
            return done;
        return setState(writer, changeId, DataChange::State::InEffect);
    });
}

Result<std::optional<DataChange>> ChangeLog::undoLast()
{
    return m_connection.write([&](Connection &writer) -> Result<std::optional<DataChange>> {
        auto last = firstOf(
            readChanges(writer, QStringLiteral("WHERE state = 0 ORDER BY id DESC LIMIT 1")));
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
        auto next =
            firstOf(readChanges(writer, QStringLiteral("WHERE state = 1 ORDER BY id LIMIT 1")));
        if (!next || !*next)
            return next;
        if (auto done = ChangeLog(writer).redo((*next)->id); !done)
            return done.error();
        (*next)->state = DataChange::State::InEffect;
        return next;
    });
}

Result<std::vector<DataChange>> ChangeLog::steps(int limit) const
{
    // One statement reads one state of the file.
    return readChanges(
        m_connection,
        QStringLiteral("WHERE id IN (SELECT id FROM (SELECT id FROM changes WHERE state = 0 "
                       "ORDER BY id DESC LIMIT ?)) OR state = 1 ORDER BY id"),
        limit);
}

Result<std::vector<DataChange>> ChangeLog::stepsAfter(qint64 changeId) const
{
    return readChanges(m_connection, QStringLiteral("WHERE id > ? AND state = 0 ORDER BY id"),
                       changeId);
}

Result<std::vector<DataChange>> ChangeLog::latest(int limit) const
{
    return readChanges(m_connection, QStringLiteral("ORDER BY id DESC LIMIT ?"), limit);
}

Result<std::optional<DataChange>> ChangeLog::find(qint64 changeId) const
{
    return firstOf(readChanges(m_connection, QStringLiteral("WHERE id = ?"), changeId));
}

Result<std::optional<PairRemoval>> ChangeLog::removalOf(qint64 pairId) const
{
    qint64 importId = 0;
    int removed = 0;
    Statement pair(m_connection,
                   QStringLiteral("SELECT removed, import_id FROM known_pairs WHERE id = ?"));
    if (auto asked = pair.run(pairId); !asked)
        return asked.error();
    if (auto read = pair.each([&] {
            removed = int(pair.integer(0));
            importId = pair.integer(1);
        });
        !read)
        return read.error();
    if (removed & kRemovedItself) {
        const auto removals =
            readChanges(m_connection,
                        QStringLiteral("WHERE kind = 'removed' AND state = 0 AND first_pair <= ? "
                                       "AND last_pair >= ? ORDER BY id DESC"),
                        pairId, pairId);
        if (!removals)
            return removals.error();
        for (const DataChange &change : *removals) {
            const auto details = detailsOf(m_connection, change.id);
            if (!details)
                return details.error();
            const auto changes = unpackChanges(details->content);
            if (changes && holds(*changes, pairId))
                return std::optional(PairRemoval{change, change.atMs});
        }
    }
    if (removed & kRemovedWithImport) {
        const auto with = readChanges(
            m_connection,
            QStringLiteral("WHERE import_id = ? AND ((kind = 'import_removed' AND state = 0) OR "
                           "(kind = 'import' AND state > 0)) ORDER BY id DESC LIMIT 1"),
            importId);
        if (!with)
            return with.error();
        if (!with->empty()) {
            const DataChange &change = with->front();
            const bool isUndone = change.kind == ChangeKind::Import;
            return std::optional(PairRemoval{change, isUndone ? change.stateMs : change.atMs});
        }
    }
    return std::optional<PairRemoval>();
}

} // namespace tunedesk
