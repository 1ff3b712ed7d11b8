#include "project/test_set.h"

#include "project/change_apply.h"
#include "project/change_content.h"
#include "project/connection.h"
#include "project/dealt_split.h"
#include "project/moving_step.h"
#include "project/stored_values.h"

#include <QCoreApplication>
#include <QSet>

#include <map>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ChangeLog)
};

constexpr int kTest = int(Split::Test);

/// Pairs whose import was removed don't make a test set; those removed by themselves do.
QString shownTests()
{
    return QStringLiteral("removed IN (0, %1) AND split = %2").arg(kRemovedItself).arg(kTest);
}
} // namespace

QString hasTestSetColumn()
{
    return QStringLiteral("EXISTS (SELECT 1 FROM known_pairs WHERE %1)").arg(shownTests());
}

Result<DataChange> writeTestSet(Connection &connection, const SetAside &aside, bool isFirst,
                                const QString &by)
{
    return connection.write([&](Connection &writer) -> Result<DataChange> {
        if (isFirst) {
            const auto has = writer.scalar(QStringLiteral("SELECT ") + hasTestSetColumn());
            if (!has)
                return has.error();
            if (has->toBool())
                return DataChange();
        }
        std::map<int, std::vector<qint64>> moved; // by the split before
        const auto select = QStringLiteral("SELECT id, split FROM known_pairs WHERE ");
        // Without empty ones, so that the index serves.
        Statement ofDialogue(writer, select + QStringLiteral("dialogue = ? AND dialogue <> ''"));
        Statement ofPair(writer, select + QStringLiteral("id = ?"));
        const auto take = [&](Statement &find, const auto &value) -> Result<void> {
            if (auto asked = find.run(value); !asked)
                return asked;
            return find.each([&] {
                if (find.integer(1) != kTest)
                    moved[int(find.integer(1))].push_back(find.integer(0));
            });
        };
        for (const QString &dialogue : aside.dialogues)
            if (auto done = take(ofDialogue, dialogue); !done)
                return done.error();
        for (const qint64 pair : aside.pairs)
            if (auto done = take(ofPair, pair); !done)
                return done.error();
        DataChange change;
        change.kind = ChangeKind::TestSet;
        change.annotator = by;
        change.more = int(aside.dialogues.size());
        std::vector<ValueChange> changes;
        for (auto &[before, ids] : moved) {
            change.pairs += int(ids.size());
            changes.push_back({before, kTest, runsOf(std::move(ids))});
            const qint64 first = changes.back().rows.front().first;
            change.pairId = change.pairId == 0 ? first : std::min(change.pairId, first);
            if (auto done =
                    changeRows(writer, ChangedColumn::Split, before, kTest, changes.back().rows);
                !done)
                return done.error();
        }
        if (changes.empty())
            return DataChange();
        return recordChange(writer, change, packChanges(changes));
    });
}

Result<TestSetCounts> ChangeLog::testSet() const
{
    TestSetCounts counts;
    Statement statement(m_connection,
                        QStringLiteral("WITH following AS MATERIALIZED (%1) "
                                       "SELECT coalesce(dealt, split) = 3, label, count(*) "
                                       "FROM known_pairs LEFT JOIN following ON following_id = id "
                                       "WHERE removed = 0 GROUP BY 1, 2")
                            .arg(followingPairsSelect()));
    if (auto asked = statement.run(); !asked)
        return asked.error();
    const auto read = statement.each([&] {
        const int pairs = int(statement.integer(2));
        const bool isLabelled = !statement.isNull(1);
        counts.labelled += isLabelled ? pairs : 0;
        if (statement.integer(0) == 0)
            return;
        counts.pairs += pairs;
        if (isLabelled)
            (statement.integer(1) == 1 ? counts.appropriate : counts.notAppropriate) += pairs;
    });
    if (!read)
        return read.error();
    return counts;
}

Result<DataChange> ChangeLog::growTestSet(int percent, const QString &by)
{
    if (auto refused = refuseWhileMoving(m_connection); !refused)
        return refused.error();
    std::vector<DealtPair> pairs;
    QHash<QString, QString> idsOfKeys;
    QHash<QString, qint64> pairsOfKeys;
    Statement statement(
        m_connection,
        QStringLiteral(
            "WITH following AS MATERIALIZED (%1) "
            "SELECT id, label, score, coalesce(dealt, split), dialogue, hex(content_hash), "
            "origin_file FROM known_pairs LEFT JOIN following ON following_id = id "
            "WHERE removed = 0 AND disputed = 0 AND (label IS NOT NULL OR score IS NOT NULL) "
            "ORDER BY id")
            .arg(followingPairsSelect()));
    if (auto asked = statement.run(); !asked)
        return asked.error();
    double scores = 0;
    std::vector<std::pair<std::size_t, double>> scored;
    const auto read = statement.each([&] {
        const QString dialogue = statement.text(4);
        DealtPair pair;
        pair.id = statement.integer(0);
        pair.source = statement.text(6);
        pair.dialogue = dialogueKey(dialogue, statement.text(5));
        pair.fixed = storedSplit(statement.integer(3));
        pair.kind = int(statement.integer(1));
        if (statement.isNull(1)) {
            scored.push_back({pairs.size(), statement.real(2)});
            scores += statement.real(2);
        }
        if (dialogue.trimmed().isEmpty())
            pairsOfKeys.insert(pair.dialogue, pair.id);
        else
            idsOfKeys.insert(pair.dialogue, dialogue);
        pairs.push_back(std::move(pair));
    });
    if (!read)
        return read.error();
    if (pairs.empty())
        return Error{ErrorKind::Input, Text::tr("No pair of this project has a label yet."),
                     m_connection.path(),
                     Text::tr("Label some pairs, or import a file with labels.")};
    for (const auto &[at, score] : scored)
        pairs[at].kind = score > scores / double(scored.size());
    SetAside aside;
    for (const QString &key : testSetGrowth(pairs, percent)) {
        if (pairsOfKeys.contains(key))
            aside.pairs.push_back(pairsOfKeys.value(key));
        else
            aside.dialogues << idsOfKeys.value(key);
    }
    return writeTestSet(m_connection, aside, false, by);
}

} // namespace tunedesk
