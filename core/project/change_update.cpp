// What edited rows of a file change of pairs that are there, and a note for many pairs: all of it
// parts of one step.
#include "project/change_apply.h"
#include "project/change_content.h"
#include "project/change_log.h"
#include "project/change_rows.h"
#include "project/connection.h"
#include "project/dealt_split.h"
#include "project/moving_step.h"
#include "project/stored_values.h"

#include <QHash>
#include <QMap>
#include <QSet>

#include <algorithm>
#include <map>
#include <set>

namespace tunedesk
{

namespace
{
using Ids = std::vector<qint64>;

/// A pair of a dialogue.
struct Member {
    qint64 id = 0;
    QString file; ///< that brought it
    Split split = Split::Unassigned;
};

/// A pair that goes from one dialogue to another.
struct Move {
    Member pair;
    QString before, after;
    bool isTested = false; ///< stands in the test set before anything is changed
};

/// What of the changes is still to be done: nobody has changed the same field meanwhile.
struct Plan {
    std::map<std::pair<QString, QString>, Ids> notes, topics; ///< by before and after
    std::vector<Move> moves;
    QMap<Split, QList<qint64>> splits; ///< that rows give, by after
    QList<qint64> flagged, unflagged;
    std::vector<Label> answers, takenBack;
    QSet<QString> dialogues; ///< in which pairs may come to another split
    int pairs = 0;

    bool isEmpty() const { return pairs == 0; }
};

Result<Plan> planOf(Connection &writer, const std::vector<PairChange> &changes)
{
    Plan plan;
    Statement &find =
        writer.kept(QStringLiteral("SELECT note, topic, dialogue, split, origin_file, %1, flagged "
                                   "FROM known_pairs AS p WHERE id = ?")
                        .arg(dealtSplitColumn(QStringLiteral("p"))));
    for (const PairChange &change : changes) {
        if (auto asked = find.run(change.pairId); !asked)
            return asked.error();
        const auto read = find.each([&] {
            const auto isStill = [&find](const auto &field, int column) {
                return field && field->before != field->after && field->before == find.text(column);
            };
            const Member pair{change.pairId, find.text(4), storedSplit(find.integer(3))};
            const bool isTested = storedSplit(find.integer(5)) == Split::Test;
            bool isChanged = !change.answers.empty();
            plan.answers.insert(plan.answers.end(), change.answers.begin(), change.answers.end());
            plan.takenBack.insert(plan.takenBack.end(), change.takenBack.begin(),
                                  change.takenBack.end());
            if (isStill(change.note, 0)) {
                plan.notes[{change.note->before, change.note->after}].push_back(pair.id);
                isChanged = true;
            }
            if (isStill(change.topic, 1)) {
                plan.topics[{change.topic->before, change.topic->after}].push_back(pair.id);
                isChanged = true;
            }
            if (isStill(change.dialogue, 2)) {
                plan.moves.push_back(
                    {pair, change.dialogue->before, change.dialogue->after, isTested});
                plan.dialogues << change.dialogue->before << change.dialogue->after;
                isChanged = true;
            }
            if (change.split && change.split->before != change.split->after &&
                change.split->before == pair.split && !isTested) {
                plan.splits[change.split->after] << pair.id;
                plan.dialogues << find.text(2);
                isChanged = true;
            }
            if (change.flag && change.flag->before != change.flag->after &&
                change.flag->before == (find.integer(6) != 0)) {
                (change.flag->after ? plan.flagged : plan.unflagged) << pair.id;
                isChanged = true;
            }
            plan.pairs += isChanged;
        });
        if (!read)
            return read.error();
    }
    plan.dialogues.remove(QString());
    plan.dialogues.remove(QLatin1String("")); // a pair without one stands for itself
    return plan;
}

/// Writes the parts of one step.
class Parts
{
public:
    Parts(Connection &writer, qint64 step, const QString &by)
        : m_writer(writer), m_log(writer, step), m_step(step), m_by(by)
    {
    }
    ChangeLog &log() { return m_log; }
    Result<void> setTexts(ChangeKind kind, ChangedText text,
                          const std::map<std::pair<QString, QString>, Ids> &texts);
    /// As followers of their dialogues.
    Result<void> force(const std::vector<Member> &pairs, Split split);
    Result<void> takeBack(const std::vector<Label> &answers);

private:
    DataChange part(ChangeKind kind, const std::vector<IdRun> &rows) const;

    Connection &m_writer;
    ChangeLog m_log;
    qint64 m_step;
    QString m_by;
};

DataChange Parts::part(ChangeKind kind, const std::vector<IdRun> &rows) const
{
    DataChange change;
    change.kind = kind;
    change.annotator = m_by;
    change.partOf = m_step;
    change.pairs = int(countOf(rows));
    change.pairId = rows.front().first;
    return change;
}

Result<void> Parts::setTexts(ChangeKind kind, ChangedText text,
                             const std::map<std::pair<QString, QString>, Ids> &texts)
{
    for (const auto &[fromTo, ids] : texts) {
        const std::vector<IdRun> rows = runsOf(ids);
        const auto &[before, after] = fromTo; // planOf() has seen that they hold `before`
        if (auto done = changeTexts(m_writer, text, {}, after, rows); !done)
            return done;
        if (auto recorded = recordChange(m_writer, part(kind, rows), packChanges({{0, 0, rows}}),
                                         before, after);
            !recorded)
            return recorded.error();
    }
    return {};
}

Result<void> Parts::force(const std::vector<Member> &pairs, Split split)
{
    std::map<Split, std::set<qint64>> moved; // by the split before
    for (const Member &pair : pairs)
        if (pair.split != split)
            moved[pair.split].insert(pair.id);
    for (const auto &[before, ids] : moved) {
        const std::vector<IdRun> rows = runsOf({ids.begin(), ids.end()});
        if (auto done = changeRows(m_writer, ChangedColumn::Split, int(before), int(split), rows);
            !done)
            return done;
        DataChange change = part(ChangeKind::Split, rows);
        change.value = int(split);
        change.more = change.pairs;
        if (auto recorded =
                recordChange(m_writer, change, packChanges({{int(before), int(split), rows}}));
            !recorded)
            return recorded.error();
    }
    return {};
}

Result<void> Parts::takeBack(const std::vector<Label> &answers)
{
    std::vector<qint64> ids;
    std::set<qint64> pairs;
    Statement &find = m_writer.kept(
        QStringLiteral("SELECT id, pair_id FROM answers WHERE pair_id = ? AND annotator = ? AND "
                       "at_ms = ? AND label IS ? AND score IS ? AND taken_back = 0"));
    for (const Label &answer : answers) {
        if (auto asked =
                find.run(answer.pairId, answer.annotator, answer.atMs, answer.label, answer.score);
            !asked)
            return asked;
        if (auto read = find.each([&] {
                ids.push_back(find.integer(0));
                pairs.insert(find.integer(1));
            });
            !read)
            return read;
    }
    if (ids.empty())
        return {};
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    const std::vector<IdRun> rows = runsOf(std::move(ids));
    if (auto done = changeRows(m_writer, ChangedColumn::TakenBack, 0, 1, rows); !done)
        return done;
    DataChange change = part(ChangeKind::AnswersTakenBack, rows);
    change.pairs = int(pairs.size());
    change.pairId = *pairs.begin();
    const auto recorded = recordChange(m_writer, change, packChanges({{0, 1, rows}}));
    return recorded ? Result<void>() : Result<void>(recorded.error());
}

Result<std::vector<Member>> membersOf(Connection &writer, const QString &dialogue)
{
    std::vector<Member> members;
    if (dialogue.isEmpty())
        return members;
    // Without empty ones, so that the index serves.
    Statement &find = writer.kept(QStringLiteral("SELECT id, origin_file, split FROM known_pairs "
                                                 "WHERE dialogue = ? AND dialogue <> ''"));
    if (auto asked = find.run(dialogue); !asked)
        return asked.error();
    const auto read = find.each([&] {
        members.push_back({find.integer(0), find.text(1), storedSplit(find.integer(2))});
    });
    if (!read)
        return read.error();
    return members;
}

/// All pairs of the plan's dialogues, and those that go elsewhere, that stand in the test set.
Result<QSet<qint64>> testedPairs(Connection &writer, const Plan &plan)
{
    QSet<qint64> tested;
    for (const Move &move : plan.moves)
        if (move.isTested)
            tested << move.pair.id;
    for (const QString &dialogue : plan.dialogues) {
        const auto members = membersOf(writer, dialogue);
        if (!members)
            return members.error();
        QList<qint64> ids;
        for (const Member &member : *members)
            ids << member.id;
        const auto dealt = dealtSplits(writer, ids);
        if (!dealt)
            return dealt.error();
        for (auto pair = dealt->begin(); pair != dealt->end(); ++pair)
            if (*pair == Split::Test)
                tested << pair.key();
    }
    return tested;
}

/// Pairs that go to another dialogue, and what they and that dialogue's pairs get so that deal()
/// keeps them together.
Result<void> moveToDialogues(Connection &writer, Parts &parts, const std::vector<Move> &moves)
{
    QSet<qint64> moved;
    for (const Move &move : moves)
        moved << move.pair.id;
    QHash<QString, std::vector<Member>> others; // that are there already
    std::map<std::pair<QString, QString>, Ids> dialogues;
    std::vector<Member> tested, opened;
    for (const Move &move : moves) {
        dialogues[{move.before, move.after}].push_back(move.pair.id);
        if (!others.contains(move.after)) {
            auto members = membersOf(writer, move.after);
            if (!members)
                return members.error();
            std::erase_if(*members, [&](const Member &one) { return moved.contains(one.id); });
            others.insert(move.after, std::move(*members));
        }
        const std::vector<Member> &there = others[move.after];
        bool hasOfSameFile = false;
        Split strictest = Split::Unassigned;
        for (const Member &one : there)
            if (one.file == move.pair.file) {
                hasOfSameFile = true;
                strictest = std::max(strictest, one.split);
            }
        if (move.isTested) {
            tested.push_back(move.pair);
            // Pairs of other files would be of another dialogue: see deal().
            if (!hasOfSameFile)
                tested.insert(tested.end(), there.begin(), there.end());
        } else if (!there.empty() && move.pair.split > strictest) {
            opened.push_back(move.pair);
        }
    }
    if (auto done = parts.setTexts(ChangeKind::Dialogue, ChangedText::Dialogue, dialogues); !done)
        return done;
    if (auto done = parts.force(opened, Split::Unassigned); !done)
        return done;
    return parts.force(tested, Split::Test);
}

/// The splits that rows give, where their pair has not come to the test set with its dialogue.
Result<void> setSplits(Connection &writer, Parts &parts, const Plan &plan, const QString &by)
{
    for (auto split = plan.splits.cbegin(); split != plan.splits.cend(); ++split) {
        QList<qint64> ids = *split;
        const auto dealt = dealtSplits(writer, ids);
        if (!dealt)
            return dealt.error();
        ids.removeIf([&](qint64 id) { return dealt->value(id) == Split::Test; });
        if (auto set = parts.log().setSplit(ids, split.key(), by); !set)
            return set.error();
    }
    return {};
}

/// Nothing leaves the test set.
Result<void> keepTested(Connection &writer, Parts &parts, const QSet<qint64> &tested)
{
    std::vector<Member> leaving;
    Statement &find =
        writer.kept(QStringLiteral("SELECT split, %1 FROM known_pairs AS p WHERE id = ?")
                        .arg(dealtSplitColumn(QStringLiteral("p"))));
    for (const qint64 id : tested) {
        if (auto asked = find.run(id); !asked)
            return asked;
        const auto read = find.each([&] {
            if (storedSplit(find.integer(1)) != Split::Test)
                leaving.push_back({id, {}, storedSplit(find.integer(0))});
        });
        if (!read)
            return read;
    }
    return parts.force(leaving, Split::Test);
}

/// Number of the step of an import that has just been shown.
Result<qint64> stepOfImport(Connection &writer, qint64 importId)
{
    const auto steps =
        readChanges(writer, QStringLiteral("kind = 'import' AND import_id = ?"), {}, {importId});
    if (!steps)
        return steps.error();
    return steps->empty() ? 0 : steps->front().id;
}
} // namespace

Result<DataChange> ChangeLog::update(const std::vector<PairChange> &changes, qint64 importId,
                                     const QString &file, const QString &by)
{
    return m_connection.write([&](Connection &writer) -> Result<DataChange> {
        if (auto refused = refuseWhileMoving(writer); !refused)
            return refused.error();
        const auto plan = planOf(writer, changes);
        if (!plan)
            return plan.error();
        if (plan->isEmpty())
            return DataChange();
        auto step = importId > 0 ? stepOfImport(writer, importId) : Result<qint64>(0);
        if (!step)
            return step.error();
        if (*step == 0) {
            DataChange own = begun(ChangeKind::Update, by);
            own.file = file;
            own.pairs = plan->pairs;
            const auto recorded = recordChange(writer, own, {});
            if (!recorded)
                return recorded.error();
            step = recorded->id;
        }
        const auto tested = testedPairs(writer, *plan);
        if (!tested)
            return tested.error();
        Parts parts(writer, *step, by);
        auto done = parts.setTexts(ChangeKind::Note, ChangedText::Note, plan->notes);
        if (done)
            done = parts.setTexts(ChangeKind::Topic, ChangedText::Topic, plan->topics);
        if (done)
            done = moveToDialogues(writer, parts, plan->moves);
        if (done)
            done = setSplits(writer, parts, *plan, by);
        if (done)
            done = keepTested(writer, parts, *tested);
        for (const auto &[ids, on] : {std::pair(plan->flagged, true), {plan->unflagged, false}})
            if (done && !ids.isEmpty())
                if (auto flagged = parts.log().setFlagged(ids, on, by); !flagged)
                    done = flagged.error();
        if (!done)
            return done.error();
        if (auto given = parts.log().answer(plan->answers); !given)
            return given.error();
        if (auto taken = parts.takeBack(plan->takenBack); !taken)
            return taken.error();
        auto whole = ChangeLog(writer).find(*step);
        if (!whole)
            return whole.error();
        return whole->value_or(DataChange());
    });
}

Result<DataChange> ChangeLog::setNote(const QList<qint64> &ids, const QString &note,
                                      const QString &by)
{
    return m_connection.write([&](Connection &writer) -> Result<DataChange> {
        if (auto refused = refuseWhileMoving(writer); !refused)
            return refused.error();
        std::map<QString, std::vector<qint64>> pairs; // by the note before
        Statement find(writer,
                       QStringLiteral("SELECT id, note FROM known_pairs WHERE id BETWEEN ? AND ?"));
        const std::set<qint64> once(ids.begin(), ids.end());
        for (const IdRun &run : runsOf({once.begin(), once.end()})) {
            if (auto asked = find.run(run.first, run.last); !asked)
                return asked.error();
            const auto read = find.each([&] {
                if (const QString before = find.text(1); before != note)
                    pairs[before].push_back(find.integer(0));
            });
            if (!read)
                return read.error();
        }
        DataChange step; // of the first note; the others are parts of it
        for (const auto &[before, of] : pairs) {
            const std::vector<IdRun> rows = runsOf(of);
            if (auto done = changeTexts(writer, ChangedText::Note, {}, note, rows); !done)
                return done.error();
            DataChange change = begun(ChangeKind::Note, by);
            change.partOf = step.id;
            change.pairId = of.front();
            change.pairs = int(of.size());
            if (step.id == 0)
                for (auto other = std::next(pairs.begin()); other != pairs.end(); ++other)
                    change.pairs += int(other->second.size());
            const auto recorded =
                recordChange(writer, change, packChanges({{0, 0, rows}}), before, note);
            if (!recorded)
                return recorded.error();
            if (step.id == 0)
                step = *recorded;
        }
        return step;
    });
}

} // namespace tunedesk
