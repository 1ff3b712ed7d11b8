#include "project/pair_store.h"

#include "project/change_log.h"
#include "project/connection.h"
#include "project/dealt_split.h"
#include "project/pair_conditions.h"
#include "project/pair_rows.h"
#include "project/set_aside.h"
#include "project/stored_values.h"
#include "project/test_set.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QHash>

#include <algorithm>
#include <cstring>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairStore)
};

constexpr char kColumns[] =
    "id, question, reply, context, dialogue, topic, note, split, origin_file, origin_row, "
    "import_id, flagged, label, score, annotators, disputed";

DialoguePair readPair(const Statement &row)
{
    DialoguePair pair;
    int column = 0;
    pair.id = row.integer(column++);
    pair.question = row.text(column++);
    pair.reply = row.text(column++);
    pair.context = row.text(column++);
    pair.dialogue = row.text(column++);
    pair.group = row.text(column++);
    pair.note = row.text(column++);
    pair.split = storedSplit(row.integer(column++));
    pair.originFile = row.text(column++);
    pair.originRow = row.integer(column++);
    pair.importId = row.integer(column++);
    pair.flagged = row.integer(column++) != 0;
    if (!row.isNull(column))
        pair.label = storedLabel(row.integer(column));
    if (!row.isNull(++column))
        pair.score = row.real(column);
    pair.annotators = storedCount(row.integer(++column));
    pair.disputed = row.integer(++column) != 0;
    return pair;
}

constexpr qint64 kFirstRows = 4096;     ///< of a question that are found before all are
constexpr qint64 kFirstLooked = 20'000; ///< pairs that are looked at for them, one by one

bool isAnyFacet(const PairQuery &query)
{
    return query.bin || !query.labels.isEmpty() || !query.splits.isEmpty() ||
           !query.imports.isEmpty() || !query.groups.isEmpty();
}

Result<void> done(const Result<DataChange> &change)
{
    return change ? Result<void>() : Result<void>(change.error());
}

Result<std::vector<DialoguePair>> findWhere(const Connection &connection, const QString &condition,
                                            const QList<qint64> &ids)
{
    std::vector<DialoguePair> pairs;
    Statement statement(connection, QStringLiteral("SELECT %1 FROM known_pairs WHERE %2")
                                        .arg(QLatin1String(kColumns), condition));
    for (const qint64 id : ids) {
        if (auto asked = statement.run(id); !asked)
            return asked.error();
        if (auto read = statement.each([&] { pairs.push_back(readPair(statement)); }); !read)
            return read.error();
    }
    return pairs;
}
} // namespace

Result<std::optional<DialoguePair>> PairStore::find(qint64 id) const
{
    auto pairs = find(QList<qint64>{id});
    if (!pairs)
        return pairs.error();
    return pairs->empty() ? std::optional<DialoguePair>()
                          : std::optional(std::move(pairs->front()));
}

Result<std::vector<DialoguePair>> PairStore::find(const QList<qint64> &ids) const
{
    return findWhere(m_connection, QStringLiteral("id = ?"), ids);
}

Result<std::vector<DialoguePair>> PairStore::findShown(const QList<qint64> &ids) const
{
    return findWhere(m_connection, QStringLiteral("id = ? AND removed = 0"), ids);
}

Result<QHash<qint64, Split>> PairStore::dealtSplits(const QList<qint64> &ids) const
{
    return tunedesk::dealtSplits(m_connection, ids);
}

Result<QHash<qint64, Split>> PairStore::following() const
{
    const auto pairs = followingPairs(m_connection);
    if (!pairs)
        return pairs.error();
    QHash<qint64, Split> splits;
    for (const FollowingPair &pair : *pairs)
        splits.insert(pair.id, pair.dealt);
    return splits;
}

Result<int> PairStore::count(const PairQuery &query) const
{
    const PairConditions conditions = pairConditions(m_connection, query);
    Statement statement(m_connection,
                        QStringLiteral("SELECT count(*) FROM known_pairs ") + conditions.sql);
    if (auto asked = statement.run(conditions.values); !asked)
        return asked.error();
    int count = 0;
    if (auto read = statement.each([&] { count = int(statement.integer(0)); }); !read)
        return read.error();
    return count;
}

Result<std::vector<DialoguePair>> PairStore::page(const PairQuery &query, qint64 offset,
                                                  int limit) const
{
    // Numbers first, out of an index alone: the rows that are skipped are never read.
    const auto idsOf = [&](const PairConditions &conditions,
                           const PairConditions &order) -> Result<QList<qint64>> {
        Statement statement(m_connection,
                            QStringLiteral("SELECT id FROM known_pairs %1 %2 LIMIT %3 OFFSET %4")
                                .arg(conditions.sql, order.sql)
                                .arg(limit)
                                .arg(offset));
        if (auto asked = statement.run(conditions.values + order.values); !asked)
            return asked.error();
        QList<qint64> ids;
        if (auto read = statement.each([&] { ids << statement.integer(0); }); !read)
            return read.error();
        return ids;
    };
    PairConditions order = pairOrder(m_connection, query);
    using Order = PairQuery::Order;
    const bool isByNumber = query.order == Order::Number || query.order == Order::Newest;
    if (isByNumber && offset + limit <= kFirstRows) {
        const bool descending = query.descending != (query.order == Order::Newest);
        // A word that many pairs have: SQLite would gather all of them before it shows the first.
        // A filter that few pairs pass: it would go through all pairs in the order of their
        // numbers.
        PairConditions first = pairConditions(m_connection, query, PairFacet::None, nullptr,
                                              FirstMatches{4 * (offset + limit), descending});
        const bool isFiltered = query.search.isEmpty() && isAnyFacet(query);
        if (isFiltered)
            first.sql += (descending ? QStringLiteral(" AND id > (SELECT max(id) FROM pairs) - %1")
                                     : QStringLiteral(" AND id < (SELECT min(id) FROM pairs) + %1"))
                             .arg(kFirstLooked);
        if (first.isOfFirst || isFiltered) {
            const auto ids = idsOf(first, order);
            if (!ids)
                return ids.error();
            if (ids->size() == limit)
                return find(*ids);
        }
        if (isFiltered)
            order.sql =
                descending ? QStringLiteral("ORDER BY +id DESC") : QStringLiteral("ORDER BY +id");
    }
    const auto ids = idsOf(pairConditions(m_connection, query), order);
    if (!ids)
        return ids.error();
    return find(*ids);
}

Result<std::vector<qint64>> PairStore::ids(const PairQuery &query, int limit) const
{
    const PairConditions conditions = pairConditions(m_connection, query);
    const PairConditions order = pairOrder(m_connection, query);
    Statement statement(m_connection, QStringLiteral("SELECT id FROM known_pairs %1 %2 LIMIT %3")
                                          .arg(conditions.sql, order.sql)
                                          .arg(limit > 0 ? limit : -1));
    if (auto asked = statement.run(conditions.values + order.values); !asked)
        return asked.error();
    std::vector<qint64> ids;
    if (auto read = statement.each([&] { ids.push_back(statement.integer(0)); }); !read)
        return read.error();
    return ids;
}

Result<std::vector<ImportRecord>> PairStore::imports() const
{
    Statement statement(m_connection,
                        QStringLiteral("SELECT id, file, path, at_ms, removed, "
                                       "(SELECT count(*) FROM pairs WHERE import_id = imports.id) "
                                       "FROM imports WHERE staged_after IS NULL ORDER BY id"));
    if (auto asked = statement.run(); !asked)
        return asked.error();
    std::vector<ImportRecord> records;
    const auto read = statement.each([&] {
        records.push_back({statement.integer(0), statement.text(1), statement.text(2),
                           statement.integer(3), int(statement.integer(5)),
                           statement.integer(4) != 0});
    });
    if (!read)
        return read.error();
    return records;
}

QByteArray PairStore::contentHash(const DialoguePair &pair)
{
    const ContentHash hash = tunedesk::contentHash(pair);
    return {hash.data(), qsizetype(hash.size())};
}

Result<std::vector<bool>> PairStore::contains(const std::vector<QByteArray> &contentHashes) const
{
    const auto pairs = known(contentHashes);
    if (!pairs)
        return pairs.error();
    std::vector<bool> found;
    for (const KnownPair &pair : *pairs)
        found.push_back(pair.id != 0);
    return found;
}

Result<std::vector<PairStore::KnownPair>>
PairStore::known(const std::vector<QByteArray> &contentHashes) const
{
    std::vector<KnownPair> found;
    Statement statement(m_connection,
                        QStringLiteral("SELECT id, label FROM known_pairs WHERE id = (SELECT "
                                       "pair_id FROM shown_contents WHERE content_hash = ?)"));
    for (const QByteArray &hash : contentHashes) {
        KnownPair pair;
        if (auto asked = statement.run(hash); !asked)
            return asked.error();
        const auto read = statement.each([&] {
            pair.id = statement.integer(0);
            if (!statement.isNull(1))
                pair.label = int(statement.integer(1));
        });
        if (!read)
            return read.error();
        found.push_back(pair);
    }
    return found;
}

Result<std::vector<PairStore::Content>> PairStore::binContents() const
{
    Statement statement(m_connection,
                        QStringLiteral("SELECT content_hash FROM known_pairs WHERE removed > 0"));
    if (auto asked = statement.run(); !asked)
        return asked.error();
    std::vector<Content> contents;
    const auto read = statement.each([&] {
        const QByteArray hash = statement.bytes(0);
        if (hash.size() == qsizetype(sizeof(Content)))
            std::memcpy(contents.emplace_back().data(), hash.constData(), sizeof(Content));
    });
    if (!read)
        return read.error();
    std::sort(contents.begin(), contents.end());
    return contents;
}

Result<bool> PairStore::hasDialogue(const QString &dialogue) const
{
    Statement &find = m_connection.kept(
        QStringLiteral("SELECT 1 FROM known_pairs WHERE dialogue = ? AND dialogue <> '' LIMIT 1"));
    if (auto asked = find.run(dialogue); !asked)
        return asked.error();
    bool has = false;
    if (auto read = find.each([&] { has = true; }); !read)
        return read.error();
    return has;
}

Result<PairStore::DialoguePlace> PairStore::placeInDialogue(qint64 id) const
{
    Statement &find = m_connection.kept(QStringLiteral(
        "SELECT dialogue, context <> '', NOT EXISTS (SELECT 1 FROM known_pairs AS o WHERE "
        "o.dialogue = p.dialogue AND o.dialogue <> '' AND o.removed = 0 AND "
        "length(o.context) > length(p.context)) FROM known_pairs AS p WHERE id = ?"));
    if (auto asked = find.run(id); !asked)
        return asked.error();
    DialoguePlace place;
    const auto read = find.each([&] {
        place = {.dialogue = find.text(0),
                 .isLast = find.integer(2) != 0,
                 .hasContext = find.integer(1) != 0};
    });
    if (!read)
        return read.error();
    return place;
}

Result<bool> PairStore::hasTestSet() const
{
    const auto has = m_connection.scalar(QStringLiteral("SELECT ") + hasTestSetColumn());
    return has ? Result<bool>(has->toBool()) : Result<bool>(has.error());
}

Result<PairStore::DialogueStanding> PairStore::standing(const QString &dialogue,
                                                        const QString &file) const
{
    return dialogueStanding(m_connection, dialogue, file);
}

Result<QSet<quint64>> PairStore::setAsideDialogues() const
{
    return tunedesk::setAsideDialogues(m_connection);
}

Result<std::vector<DialoguePair>> PairStore::after(qint64 id, int limit) const
{
    Statement statement(m_connection, QStringLiteral("SELECT %1 FROM known_pairs WHERE id > ? AND "
                                                     "+removed = 0 ORDER BY id LIMIT ?")
                                          .arg(QLatin1String(kColumns)));
    if (auto asked = statement.run(id, limit); !asked)
        return asked.error();
    std::vector<DialoguePair> pairs;
    if (auto read = statement.each([&] { pairs.push_back(readPair(statement)); }); !read)
        return read.error();
    return pairs;
}

Result<qint64> PairStore::beginImport(const QString &path)
{
    return m_connection.write([&](Connection &writer) -> Result<qint64> {
        Statement insert(
            writer, QStringLiteral("INSERT INTO imports (file, path, at_ms) VALUES (?, ?, ?)"));
        if (auto added =
                insert.run(QFileInfo(path).fileName(), path, QDateTime::currentMSecsSinceEpoch());
            !added)
            return added.error();
        return insert.insertedId();
    });
}

Result<PairStore::AddResult> PairStore::add(qint64 importId, const std::vector<DialoguePair> &rows,
                                            const QString &annotator)
{
    auto news = newPairs(rows, annotator);
    if (!news)
        return news.error();
    return m_connection.write([&](Connection &writer) -> Result<AddResult> {
        const auto added = addPairs(writer, importId, *news, 0, true, [] { return false; });
        if (!added)
            return added.error();
        return addResult(*news);
    });
}

PairStore::AddResult PairStore::addResult(const std::vector<NewPair> &pairs)
{
    AddResult result;
    for (std::size_t i = 0; i < pairs.size(); ++i)
        if (pairs[i].isDuplicate)
            result.duplicateRows.push_back(i);
    result.duplicates = int(result.duplicateRows.size());
    result.added = int(pairs.size()) - result.duplicates;
    return result;
}

Result<void> PairStore::setImportRemoved(qint64 importId, bool removed)
{
    return done(ChangeLog(m_connection).setImportRemoved(importId, removed, {}));
}

Result<void> PairStore::setRemoved(const QList<qint64> &ids, bool removed)
{
    ChangeLog log(m_connection);
    return done(removed ? log.remove(ids, {}) : log.restore(ids, {}));
}

Result<void> PairStore::setFlagged(const QList<qint64> &ids, bool flagged)
{
    return done(ChangeLog(m_connection).setFlagged(ids, flagged, {}));
}

Result<void> PairStore::setSplit(const QList<qint64> &ids, Split split)
{
    return done(ChangeLog(m_connection).setSplit(ids, split, {}));
}

Result<void> PairStore::setNote(qint64 id, const QString &note)
{
    return done(ChangeLog(m_connection).setNote({id}, note, {}));
}

} // namespace tunedesk
