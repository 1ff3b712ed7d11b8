#include "project/set_aside.h"

#include "dataset/import_checks.h"
#include "project/change_apply.h"
#include "project/change_content.h"
#include "project/connection.h"
#include "project/stored_values.h"

#include <map>
#include <utility>

namespace tunedesk
{

namespace
{
constexpr int kTest = int(Split::Test);

/// Pairs that steps in effect, or parts of such, gave the split Test.
Result<std::vector<IdRun>> setAsidePairs(const Connection &connection)
{
    Statement steps(connection,
                    QStringLiteral("SELECT content FROM changes AS c WHERE kind IN ('test_set', "
                                   "'split') AND coalesce((SELECT state FROM changes AS s WHERE "
                                   "s.id = c.part_of), state) = 0"));
    if (auto asked = steps.run(); !asked)
        return asked.error();
    std::vector<IdRun> pairs;
    Result<void> unpacked;
    const auto read = steps.each([&] {
        const auto changes = unpackChanges(steps.bytes(0));
        if (!changes) {
            unpacked = changes.error();
            return;
        }
        for (const ValueChange &change : *changes)
            if (change.after == kTest)
                pairs.insert(pairs.end(), change.rows.begin(), change.rows.end());
    });
    if (!read)
        return read.error();
    if (!unpacked)
        return unpacked.error();
    return pairs;
}

/// Of the steps that setAsidePairs() reads: how many, the last one, and a sum that another state of
/// one changes.
Result<std::vector<qint64>> setAsideHistory(const Connection &connection)
{
    Statement steps(connection,
                    QStringLiteral("SELECT count(*), ifnull(max(id), 0), ifnull(sum(coalesce(("
                                   "SELECT state FROM changes AS s WHERE s.id = c.part_of), "
                                   "state) * id), 0) FROM changes AS c WHERE kind IN ('test_set', "
                                   "'split')"));
    if (auto asked = steps.run(); !asked)
        return asked.error();
    std::vector<qint64> history;
    const auto read = steps.each([&] {
        history = {steps.integer(0), steps.integer(1), steps.integer(2)};
    });
    if (!read)
        return read.error();
    return history;
}
} // namespace

Result<QSet<quint64>> setAsideDialogues(const Connection &connection)
{
    const auto runs = setAsidePairs(connection);
    if (!runs)
        return runs.error();
    QSet<quint64> dialogues;
    Statement ofRun(connection,
                    QStringLiteral("SELECT dialogue FROM known_pairs WHERE id BETWEEN ? AND ? AND "
                                   "+split = %1 AND +dialogue <> '' AND removed IN (0, %2)")
                        .arg(kTest)
                        .arg(kRemovedItself));
    for (const IdRun &run : *runs) {
        if (auto asked = ofRun.run(run.first, run.last); !asked)
            return asked.error();
        if (auto read = ofRun.each([&] { dialogues << dialogueKey(ofRun.text(0), 0); }); !read)
            return read.error();
    }
    return dialogues;
}

Result<SetAsideRows> findSetAside(const Connection &connection, qint64 importId)
{
    SetAsideRows found;
    const auto history = setAsideHistory(connection);
    if (!history)
        return history.error();
    found.history = *history;
    const auto dialogues = setAsideDialogues(connection);
    if (!dialogues)
        return dialogues.error();
    if (dialogues->isEmpty())
        return found;
    Statement rows(connection, QStringLiteral("SELECT id, split, dialogue FROM pairs WHERE "
                                              "import_id = ? AND +split IN (1, 2) AND +dialogue "
                                              "<> ''"));
    if (auto asked = rows.run(importId); !asked)
        return asked.error();
    const auto read = rows.each([&] {
        if (dialogues->contains(dialogueKey(rows.text(2), 0)))
            found.rows.push_back({rows.integer(0), int(rows.integer(1))});
    });
    if (!read)
        return read.error();
    return found;
}

Result<void> joinSetAside(Connection &writer, std::span<const SetAsideRows::Row> rows)
{
    std::map<int, std::vector<qint64>> bySplit;
    for (const SetAsideRows::Row &row : rows)
        bySplit[row.split].push_back(row.id);
    for (auto &[before, ids] : bySplit)
        if (auto done =
                changeRows(writer, ChangedColumn::Split, before, kTest, runsOf(std::move(ids)));
            !done)
            return done;
    return {};
}

Result<void> joinSetAsideSince(Connection &writer, qint64 importId, const SetAsideRows &found)
{
    const auto history = setAsideHistory(writer);
    if (!history)
        return history.error();
    if (*history == found.history)
        return {};
    const auto others = findSetAside(writer, importId);
    return others ? joinSetAside(writer, others->rows) : others.error();
}

} // namespace tunedesk
