// Each act of people on data: what it changes, and its step in the history.
#include "project/change_apply.h"
#include "project/change_content.h"
#include "project/change_log.h"
#include "project/connection.h"
#include "project/effective_label.h"
#include "project/known_pairs.h"
#include "project/moving_step.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QSet>

#include <cmath>
#include <map>
#include <set>
#include <tuple>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(LabelStore)
};

/// Pairs by what a column of theirs holds.
using PairsByValue = std::map<int, std::vector<qint64>>;

std::vector<qint64> sorted(const QList<qint64> &ids)
{
    std::vector<qint64> all(ids.begin(), ids.end());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

/// @param column of pairs; those that unfinished imports brought don't count
Result<PairsByValue> pairsByValue(const Connection &connection, const char *column,
                                  const std::vector<IdRun> &runs)
{
    PairsByValue found;
    Statement statement(connection,
                        QStringLiteral("SELECT id, %1 FROM known_pairs WHERE id BETWEEN ? AND ?")
                            .arg(QLatin1String(column)));
    for (const IdRun &run : runs) {
        if (auto asked = statement.run(run.first, run.last); !asked)
            return asked.error();
        const auto read = statement.each(
            [&] { found[int(statement.integer(1))].push_back(statement.integer(0)); });
        if (!read)
            return read.error();
    }
    return found;
}

/// Sets the numbers of `change`; it has none when nothing has to be changed.
std::vector<ValueChange> changesTo(int value, const PairsByValue &pairs, DataChange &change)
{
    std::vector<ValueChange> changes;
    for (const auto &[before, ids] : pairs) {
        if (before == value || ids.empty())
            continue;
        changes.push_back({before, value, runsOf(ids)});
        change.pairs += int(ids.size());
        const qint64 first = changes.back().rows.front().first;
        change.pairId = change.pairId == 0 ? first : std::min(change.pairId, first);
    }
    return changes;
}

/// Runs an act that could change what a step under way changes too. Errors: Busy, those of `act`.
template <typename Act> Result<DataChange> changing(Connection &connection, Act act)
{
    return connection.write([&](Connection &writer) -> Result<DataChange> {
        if (auto refused = refuseWhileMoving(writer); !refused)
            return refused.error();
        return act(writer);
    });
}

/// Writes the changes and their step; nothing where there are none.
Result<DataChange> write(Connection &writer, const DataChange &change,
                         const std::vector<ValueChange> &changes)
{
    if (changes.empty())
        return DataChange();
    return doStep(writer, change, packChanges(changes));
}

Result<void> checkAnswer(const Label &label)
{
    const bool isLabelOdd = label.label && *label.label != 0 && *label.label != 1;
    const bool isScoreOdd = label.score && !std::isfinite(*label.score);
    const bool isEmpty = !label.label && !label.score && !label.skipped;
    if (isLabelOdd || isScoreOdd || isEmpty)
        return Error{ErrorKind::Input,
                     Text::tr("An answer is 1, 0, a number as its score, or skipped."),
                     Text::tr("pair %1").arg(label.pairId), Text::tr("Give one of these.")};
    if (label.annotator.isEmpty())
        return Error{ErrorKind::Input, Text::tr("The answer has nobody's name on it."),
                     Text::tr("pair %1").arg(label.pairId),
                     Text::tr("Set your name in the settings.")};
    return {};
}

Result<void> checkPairExists(Connection &writer, qint64 pairId)
{
    Statement &statement =
        writer.kept(QStringLiteral("SELECT 1 FROM pairs WHERE id = ? AND id <= ") +
                    QLatin1String(kLastLastingPair));
    if (auto asked = statement.run(pairId); !asked)
        return asked.error();
    bool exists = false;
    if (auto read = statement.each([&] { exists = true; }); !read)
        return read.error();
    if (!exists)
        return Error{ErrorKind::Input, Text::tr("There is no pair of this number."),
                     Text::tr("pair %1").arg(pairId), Text::tr("Choose a pair of this project.")};
    return {};
}

Result<qint64> insertAnswer(Connection &writer, const Label &label)
{
    if (auto checked = checkAnswer(label); !checked)
        return checked.error();
    if (auto exists = checkPairExists(writer, label.pairId); !exists)
        return exists.error();
    Statement &insert =
        writer.kept(QStringLiteral("INSERT INTO answers (pair_id, label, score, skipped, "
                                   "annotator, at_ms, seconds, note, imported) "
                                   "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    const qint64 atMs = label.atMs != 0 ? label.atMs : QDateTime::currentMSecsSinceEpoch();
    if (auto added = insert.run(label.pairId, label.label, label.score, label.skipped,
                                label.annotator, atMs, label.seconds, label.note, label.imported);
        !added)
        return added.error();
    const qint64 id = insert.insertedId();
    if (auto refreshed = refreshEffectiveLabel(writer, label.pairId); !refreshed)
        return refreshed.error();
    return id;
}

/// Of an answer alone, or what all of them have in common.
std::optional<double> valueOf(const std::vector<Label> &answers)
{
    const Label &first = answers.front();
    if (first.score && !first.label)
        return answers.size() == 1 ? first.score : std::nullopt;
    const auto value = [](const Label &one) {
        return one.label ? *one.label : one.score ? -2 : -1;
    };
    for (const Label &one : answers)
        if (value(one) != value(first))
            return std::nullopt;
    return value(first);
}

struct PlacedPair {
    qint64 id = 0;
    QString dialogue;
    int split = 0;
    QString file; ///< that brought it
};

QString selectPlaced(const char *where)
{
    return QStringLiteral("SELECT id, dialogue, split, origin_file FROM known_pairs WHERE ") +
           QLatin1String(where);
}

template <typename... Values>
Result<std::vector<PlacedPair>> placedPairs(Statement &statement, const Values &...values)
{
    std::vector<PlacedPair> pairs;
    if (auto asked = statement.run(values...); !asked)
        return asked.error();
    const auto read = statement.each([&] {
        pairs.push_back({statement.integer(0), statement.text(1), int(statement.integer(2)),
                         statement.text(3)});
    });
    if (!read)
        return read.error();
    return pairs;
}
} // namespace

DataChange ChangeLog::begun(ChangeKind kind, const QString &by) const
{
    DataChange change;
    change.kind = kind;
    change.annotator = by;
    change.partOf = m_partOf;
    return change;
}

Result<DataChange> ChangeLog::answer(const std::vector<Label> &answers, qint64 *lastAnswer)
{
    if (answers.empty())
        return DataChange();
    return m_connection.write([&](Connection &writer) -> Result<DataChange> {
        std::vector<qint64> ids;
        for (const Label &label : answers) {
            const auto id = insertAnswer(writer, label);
            if (!id)
                return id.error();
            ids.push_back(*id);
        }
        if (lastAnswer)
            *lastAnswer = ids.back();
        DataChange change = begun(ChangeKind::Answers, answers.front().annotator);
        QSet<qint64> pairs;
        for (const Label &label : answers)
            pairs.insert(label.pairId);
        change.pairs = int(pairs.size());
        change.pairId = answers.front().pairId;
        change.value = valueOf(answers);
        return recordChange(writer, change, packChanges({{1, 0, runsOf(std::move(ids))}}));
    });
}

Result<std::optional<Label>> ChangeLog::takeLastBack(const QString &annotator)
{
    return m_connection.write([&](Connection &writer) -> Result<std::optional<Label>> {
        std::optional<Label> last;
        Statement find(writer, QStringLiteral("SELECT id, pair_id, label, score, skipped, at_ms, "
                                              "seconds, note FROM answers WHERE annotator = ? "
                                              "AND imported = 0 AND taken_back = 0 "
                                              "ORDER BY id DESC LIMIT 1"));
        if (auto asked = find.run(annotator); !asked)
            return asked.error();
        const auto read = find.each([&] {
            last = Label{.id = find.integer(0),
                         .pairId = find.integer(1),
                         .label = find.isNull(2) ? std::optional<int>() : int(find.integer(2)),
                         .score = find.isNull(3) ? std::optional<double>() : find.real(3),
                         .skipped = find.integer(4) != 0,
                         .annotator = annotator,
                         .atMs = find.integer(5),
                         .seconds = find.real(6),
                         .note = find.text(7),
                         .takenBack = true};
        });
        if (!read)
            return read.error();
        if (!last)
            return last;
        // Its own step, where it is the only answer of one.
        const QByteArray alone = packChanges({{1, 0, {{last->id, last->id}}}});
        Statement step(writer, QStringLiteral("SELECT id FROM changes WHERE kind = 'answers' "
                                              "AND pair_id = ? AND pairs = 1 AND state = 0 "
                                              "AND part_of IS NULL AND content = ? "
                                              "ORDER BY id DESC LIMIT 1"));
        if (auto asked = step.run(last->pairId, alone); !asked)
            return asked.error();
        qint64 changeId = 0;
        if (auto found = step.each([&] { changeId = step.integer(0); }); !found)
            return found.error();
        ChangeLog log(writer);
        if (changeId > 0) {
            if (auto undone = log.undo(changeId); !undone)
                return undone.error();
        } else if (auto taken = log.setTakenBack(last->id, true, annotator); !taken) {
            return taken.error();
        }
        return last;
    });
}

Result<DataChange> ChangeLog::setTakenBack(qint64 answerId, bool takenBack, const QString &by)
{
    return changing(m_connection, [&](Connection &writer) -> Result<DataChange> {
        DataChange change;
        std::optional<bool> before;
        Statement find(writer,
                       QStringLiteral("SELECT pair_id, taken_back FROM answers WHERE id = ?"));
        if (auto asked = find.run(answerId); !asked)
            return asked.error();
        if (auto read = find.each([&] {
                change.pairId = find.integer(0);
                before = find.integer(1) != 0;
            });
            !read)
            return read.error();
        if (!before)
            return Error{ErrorKind::Input,
                         Text::tr("There is no answer of this number."),
                         Text::tr("answer %1").arg(answerId),
                         {}};
        if (*before == takenBack)
            return DataChange();
        change.kind = takenBack ? ChangeKind::AnswersTakenBack : ChangeKind::AnswersBroughtBack;
        change.annotator = by;
        change.pairs = 1;
        return tunedesk::write(writer, change, {{*before, takenBack, {{answerId, answerId}}}});
    });
}

Result<DataChange> ChangeLog::setFlagged(const QList<qint64> &ids, bool flagged, const QString &by)
{
    return changing(m_connection, [&](Connection &writer) -> Result<DataChange> {
        const auto pairs = pairsByValue(writer, "flagged", runsOf(sorted(ids)));
        if (!pairs)
            return pairs.error();
        DataChange change = begun(flagged ? ChangeKind::Flagged : ChangeKind::Unflagged, by);
        const auto changes = changesTo(flagged, *pairs, change);
        return tunedesk::write(writer, change, changes);
    });
}

Result<DataChange> ChangeLog::toggleFlags(const QList<qint64> &ids, const QString &by)
{
    return changing(m_connection, [&](Connection &writer) -> Result<DataChange> {
        const auto pairs = pairsByValue(writer, "flagged", runsOf(sorted(ids)));
        if (!pairs)
            return pairs.error();
        return ChangeLog(writer).setFlagged(ids, pairs->contains(0), by);
    });
}

Result<DataChange> ChangeLog::setSplit(const QList<qint64> &ids, Split split, const QString &by)
{
    return changing(m_connection, [&](Connection &writer) -> Result<DataChange> {
        PairsByValue pairs;
        QSet<qint64> taken;
        int asked = 0;
        const auto take = [&](const PlacedPair &pair) {
            if (taken.contains(pair.id))
                return false;
            taken.insert(pair.id);
            pairs[pair.split].push_back(pair.id);
            return pair.split != int(split);
        };
        std::vector<PlacedPair> chosen;
        Statement ofRun(writer, selectPlaced("id BETWEEN ? AND ?"));
        for (const IdRun &run : runsOf(sorted(ids))) {
            const auto part = placedPairs(ofRun, run.first, run.last);
            if (!part)
                return part.error();
            chosen.insert(chosen.end(), part->begin(), part->end());
        }
        for (const PlacedPair &pair : chosen)
            asked += take(pair);
        // Whole dialogues, those in the bin too: they may come back.
        std::set<std::tuple<QString, QString, int>> followed;
        // Without empty ones, so that the index serves.
        Statement ofDialogue(writer, selectPlaced("dialogue = ? AND dialogue <> ''"));
        for (const PlacedPair &pair : chosen) {
            const std::tuple key(pair.dialogue, pair.file, pair.split);
            if (pair.dialogue.isEmpty() || followed.contains(key))
                continue;
            followed.insert(key);
            const auto whole = placedPairs(ofDialogue, pair.dialogue);
            if (!whole)
                return whole.error();
            // A file that says another split numbers other dialogues: see deal().
            for (const PlacedPair &other : *whole)
                if (other.file == pair.file || other.split == pair.split ||
                    other.split == int(Split::Unassigned))
                    take(other);
        }
        DataChange change = begun(ChangeKind::Split, by);
        change.value = int(split);
        const auto changes = changesTo(int(split), pairs, change);
        change.more = change.pairs - asked;
        return tunedesk::write(writer, change, changes);
    });
}

Result<DataChange> ChangeLog::remove(const QList<qint64> &ids, const QString &by)
{
    return changing(m_connection, [&](Connection &writer) -> Result<DataChange> {
        auto pairs = pairsByValue(writer, "removed", runsOf(sorted(ids)));
        if (!pairs)
            return pairs.error();
        DataChange change = begun(ChangeKind::Removed, by);
        const auto changes = changesTo(kRemovedItself, {{0, std::move((*pairs)[0])}}, change);
        return tunedesk::write(writer, change, changes);
    });
}

Result<DataChange> ChangeLog::restore(const QList<qint64> &ids, const QString &by)
{
    return changing(m_connection, [&](Connection &writer) -> Result<DataChange> {
        const std::vector<IdRun> runs = runsOf(sorted(ids));
        auto before = pairsByValue(writer, "removed", runs);
        if (!before)
            return before.error();
        for (const auto &[value, hidden] : *before)
            if (value != 0)
                if (auto done =
                        changeRows(writer, ChangedColumn::Removal, value, 0, runsOf(hidden));
                    !done)
                    return done.error();
        // Those that stand in the project again are not shown twice.
        const auto after = pairsByValue(writer, "removed", runs);
        if (!after)
            return after.error();
        DataChange change = begun(ChangeKind::Restored, by);
        QSet<qint64> hidden;
        for (const auto &[value, still] : *after)
            if (value != 0)
                hidden += QSet<qint64>(still.begin(), still.end());
        change.more = int(hidden.size());
        for (auto &[value, those] : *before)
            std::erase_if(those, [&](qint64 id) { return hidden.contains(id); });
        const auto changes = changesTo(0, *before, change);
        if (changes.empty()) {
            DataChange nothing;
            nothing.kind = ChangeKind::Restored;
            nothing.more = change.more;
            return nothing;
        }
        return recordChange(writer, change, packChanges(changes));
    });
}

Result<DataChange> ChangeLog::setImportRemoved(qint64 importId, bool removed, const QString &by)
{
    return changing(m_connection, [&](Connection &writer) -> Result<DataChange> {
        std::optional<bool> before;
        Statement find(writer, QStringLiteral("SELECT removed FROM imports WHERE id = ?"));
        if (auto asked = find.run(importId); !asked)
            return asked.error();
        if (auto read = find.each([&] { before = find.integer(0) != 0; }); !read)
            return read.error();
        if (auto marked = markImport(writer, importId, removed); !marked)
            return marked.error(); // no such import, or an unfinished one
        if (before == removed)
            return DataChange();
        const auto hiddenWithIt = [&]() -> Result<std::vector<qint64>> {
            std::vector<qint64> ids;
            Statement hidden(writer, QStringLiteral("SELECT id FROM pairs WHERE import_id = ? "
                                                    "AND (removed & ? <> 0) = ? ORDER BY id"));
            if (auto asked = hidden.run(importId, kRemovedWithImport, !removed); !asked)
                return asked.error();
            if (auto read = hidden.each([&] { ids.push_back(hidden.integer(0)); }); !read)
                return read.error();
            return ids;
        };
        const int from = removed ? 0 : kRemovedWithImport, to = removed ? kRemovedWithImport : 0;
        auto ids = hiddenWithIt();
        if (!ids)
            return ids.error();
        DataChange change =
            begun(removed ? ChangeKind::ImportRemoved : ChangeKind::ImportRestored, by);
        change.importId = importId;
        std::vector<qint64> changed;
        if (removed) {
            changed = std::move(*ids);
        } else {
            if (auto done = changeRows(writer, ChangedColumn::Removal, from, to, runsOf(*ids));
                !done)
                return done.error();
            // Those that could not be shown, as they stand in the project again.
            const auto left = hiddenWithIt();
            if (!left)
                return left.error();
            std::set_difference(ids->begin(), ids->end(), left->begin(), left->end(),
                                std::back_inserter(changed));
        }
        change.pairs = int(changed.size());
        std::vector<ValueChange> changes;
        if (!changed.empty())
            changes.push_back({from, to, runsOf(std::move(changed))});
        return removed ? doStep(writer, change, packChanges(changes))
                       : recordChange(writer, change, packChanges(changes));
    });
}

} // namespace tunedesk
