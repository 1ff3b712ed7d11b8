#include "project/dealt_split.h"

#include "dataset/import_checks.h"
#include "project/connection.h"
#include "project/known_pairs.h"
#include "project/stored_values.h"

#include <algorithm>

namespace tunedesk
{

namespace
{
const QString kKnown = QStringLiteral("+o.id <= ") + QLatin1String(kLastKnownPair);
} // namespace

QString dealtSplitColumn(const QString &table)
{
    // As in deal(): the strictest of the dialogue's pairs of the same file, else of all. Whatever a
    // removed import gave doesn't count; what was removed by itself may come back.
    const auto given = QStringLiteral("FROM pairs AS o INDEXED BY pairs_fixed WHERE o.dialogue = "
                                      "%1.dialogue AND o.dialogue <> '' AND o.split > 0 AND "
                                      "o.removed IN (0, 1) AND %2")
                           .arg(table, kKnown);
    return QStringLiteral("CASE WHEN %1.dialogue = '' THEN %1.split ELSE coalesce("
                          "(SELECT o.split %2 AND o.origin_file = %1.origin_file "
                          "ORDER BY o.split DESC LIMIT 1), "
                          "(SELECT max(o.split) %2), %1.split) END")
        .arg(table, given);
}

Result<QHash<qint64, Split>> dealtSplits(const Connection &connection, const QList<qint64> &ids)
{
    QHash<qint64, Split> splits;
    Statement &statement =
        connection.kept(QStringLiteral("SELECT %1 FROM known_pairs AS p WHERE p.id = ?")
                            .arg(dealtSplitColumn(QStringLiteral("p"))));
    for (const qint64 id : ids) {
        if (auto asked = statement.run(id); !asked)
            return asked.error();
        const auto read =
            statement.each([&] { splits.insert(id, storedSplit(statement.integer(0))); });
        if (!read)
            return read.error();
    }
    return splits;
}

QString followingPairsSelect()
{
    // Those that may follow are found in the indexes alone: open pairs of dialogues that have a
    // split, and pairs of a file that gives one dialogue two. SQLite would read all dialogues.
    return QStringLiteral(
               "SELECT p.id AS following_id, p.split AS given, %1 AS dealt FROM known_pairs AS p "
               "WHERE p.id IN (SELECT q.id FROM pairs AS q WHERE q.split = 0 AND q.dialogue <> '' "
               "AND q.dialogue IN (SELECT DISTINCT dialogue FROM pairs INDEXED BY pairs_fixed "
               "WHERE split > 0 AND dialogue <> '') UNION ALL "
               "SELECT q.id FROM (SELECT dialogue AS d, origin_file AS f FROM pairs INDEXED BY "
               "pairs_fixed WHERE split > 0 AND dialogue <> '' GROUP BY dialogue, origin_file "
               "HAVING min(split) <> max(split)) CROSS JOIN pairs AS q INDEXED BY pairs_fixed "
               "WHERE q.dialogue = d AND q.origin_file = f AND q.split > 0 AND q.dialogue <> '') "
               "AND dealt <> given")
        .arg(dealtSplitColumn(QStringLiteral("p")));
}

Result<std::vector<FollowingPair>> followingPairs(const Connection &connection)
{
    Statement statement(connection, followingPairsSelect());
    if (auto asked = statement.run(); !asked)
        return asked.error();
    std::vector<FollowingPair> pairs;
    const auto read = statement.each([&] {
        pairs.push_back({statement.integer(0), storedSplit(statement.integer(1)),
                         storedSplit(statement.integer(2))});
    });
    if (!read)
        return read.error();
    return pairs;
}

Result<void> addOtherFixed(const Connection &connection, const QString &candidates,
                           std::vector<DealtPair> &pairs, DialogueChains &chains)
{
    Statement statement(
        connection,
        QStringLiteral("WITH following AS MATERIALIZED (%1) "
                       "SELECT id, coalesce(dealt, split), context, question, reply, dialogue FROM "
                       "known_pairs LEFT JOIN following ON following_id = id "
                       "WHERE removed = 0 AND NOT (%2) AND coalesce(dealt, split) > 0 ORDER BY id")
            .arg(followingPairsSelect(), candidates));
    if (auto asked = statement.run(); !asked)
        return asked;
    return statement.each([&] {
        const QString context = statement.text(2), question = statement.text(3);
        DealtPair pair;
        pair.id = statement.integer(0);
        pair.dialogue = dialogueKey({}, QString::number(pair.id));
        pair.fixed = storedSplit(statement.integer(1));
        pair.conversation = conversationKey(context, question);
        if (statement.text(5).trimmed().isEmpty())
            chains.add(quint32(pairs.size()), context, question, statement.text(4),
                       pair.conversation != 0);
        pairs.push_back(std::move(pair));
    });
}

Result<PairStore::DialogueStanding> dialogueStanding(const Connection &connection,
                                                     const QString &dialogue, const QString &file)
{
    struct Group {
        QString file;
        Split split = Split::Unassigned;
        int shown = 0;
    };
    std::vector<Group> groups;
    Statement &statement = connection.kept(
        QStringLiteral("SELECT o.origin_file, o.split, sum(o.removed = 0) FROM pairs AS o "
                       "INDEXED BY pairs_dialogue WHERE "
                       "o.dialogue = ? AND o.dialogue <> '' AND o.removed IN (0, 1) AND %1 "
                       "GROUP BY o.origin_file, o.split")
            .arg(kKnown));
    if (auto asked = statement.run(dialogue); !asked)
        return asked.error();
    const auto read = statement.each([&] {
        groups.push_back(
            {statement.text(0), storedSplit(statement.integer(1)), int(statement.integer(2))});
    });
    if (!read)
        return read.error();
    // As in dealtSplitColumn(): the strictest of the same file, else of all.
    QHash<QString, Split> ofFile;
    Split strictest = Split::Unassigned;
    for (const Group &group : groups) {
        ofFile[group.file] = std::max(ofFile[group.file], group.split);
        strictest = std::max(strictest, group.split);
    }
    PairStore::DialogueStanding standing;
    standing.isTested = strictest == Split::Test;
    for (const Group &group : groups) {
        const Split own = ofFile[group.file];
        const Split dealt = own == Split::Unassigned ? strictest : own;
        const bool follows = own == Split::Unassigned || group.file == file;
        if (dealt != Split::Test && follows)
            standing.followers += group.shown;
        standing.isElsewhere |= dealt != Split::Test && !follows && group.shown > 0;
    }
    return standing;
}

} // namespace tunedesk
