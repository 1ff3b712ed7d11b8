#include "project/set_aside.h"

#include "dataset/import_checks.h"
#include "project/change_apply.h"
#include "project/change_content.h"
#include "project/connection.h"
#include "project/stored_values.h"

#include <map>
#include <vector>

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

Result<int> joinSetAside(Connection &writer, qint64 importId)
{
    const auto dialogues = setAsideDialogues(writer);
    if (!dialogues || dialogues->isEmpty())
        return dialogues ? Result<int>(0) : Result<int>(dialogues.error());
    Statement rows(writer, QStringLiteral("SELECT id, split, dialogue FROM pairs WHERE import_id = "
                                          "? AND +split IN (1, 2) AND +dialogue <> ''"));
    if (auto asked = rows.run(importId); !asked)
        return asked.error();
    std::map<int, std::vector<qint64>> joined; // by the split before
    const auto read = rows.each([&] {
        if (dialogues->contains(dialogueKey(rows.text(2), 0)))
            joined[int(rows.integer(1))].push_back(rows.integer(0));
    });
    if (!read)
        return read.error();
    int count = 0;
    for (auto &[before, ids] : joined) {
        count += int(ids.size());
        if (auto done =
                changeRows(writer, ChangedColumn::Split, before, kTest, runsOf(std::move(ids)));
            !done)
            return done.error();
    }
    return count;
}

} // namespace tunedesk
