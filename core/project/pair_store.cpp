#include "project/pair_store.h"

#include "base/sha256.h"
#include "project/change_log.h"
#include "project/connection.h"
#include "project/dealt_split.h"
#include "project/effective_label.h"
#include "project/pair_conditions.h"
#include "project/stored_values.h"
#include "project/turns.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QHash>

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

/// Words as a reader counts them: each Han character, kana or Hangul syllable is one.
int wordCount(const QString &text)
{
    int words = 0;
    bool isInWord = false;
    for (const char32_t letter : text.toUcs4()) {
        const QChar::Script script = QChar::script(letter);
        const bool isOneWord = script == QChar::Script_Han || script == QChar::Script_Hiragana ||
                               script == QChar::Script_Katakana || script == QChar::Script_Hangul;
        const bool isLetter = !isOneWord && QChar::isLetterOrNumber(letter);
        words += isOneWord || (isLetter && !isInWord);
        isInWord = isLetter || (isInWord && (letter == U'\'' || letter == U'’'));
    }
    return words;
}

Result<void> checkRow(const DialoguePair &pair)
{
    const bool isEmpty = pair.question.trimmed().isEmpty() || pair.reply.trimmed().isEmpty();
    const bool isLabelOdd = pair.label && *pair.label != 0 && *pair.label != 1;
    const bool isScoreOdd = pair.score && !std::isfinite(*pair.score);
    if (isEmpty || isLabelOdd || isScoreOdd)
        return Error{ErrorKind::Input,
                     isEmpty ? Text::tr("A pair needs a question and a reply.")
                             : Text::tr("A label is 1 or 0, and a score is a number."),
                     Text::tr("%1, line %2").arg(pair.originFile).arg(pair.originRow),
                     Text::tr("Correct the row and import it again.")};
    return {};
}

/// What a row brings to the history of its pair.
std::vector<Label> answersOf(const DialoguePair &row, const QString &annotator, qint64 atMs)
{
    std::vector<Label> answers = row.answers;
    if (answers.empty() && (row.label || row.score))
        answers.push_back({.label = row.label, .score = row.score});
    for (Label &answer : answers) {
        if (answer.annotator.isEmpty())
            answer.annotator = annotator;
        if (answer.atMs == 0)
            answer.atMs = atMs;
    }
    return answers;
}

constexpr qint64 kFirstRows = 4096;     ///< of a question that are found before all are
constexpr qint64 kFirstLooked = 20'000; ///< pairs that are looked at for them, one by one

bool isAnyFacet(const PairQuery &query)
{
    return query.bin || !query.labels.isEmpty() || !query.splits.isEmpty() ||
           !query.imports.isEmpty() || !query.groups.isEmpty();
}

/// What follows from a row that is to be added.
struct NewPair {
    std::vector<Label> answers;
    EffectiveLabel effective;
    int replyWords = 0;
    QByteArray hash;
};

/// Errors: Input (a row that is no pair).
Result<std::vector<NewPair>> newPairs(const std::vector<DialoguePair> &rows,
                                      const QString &annotator)
{
    // Here and not on the writer, which has others to serve.
    const qint64 atMs = QDateTime::currentMSecsSinceEpoch();
    std::vector<NewPair> news;
    news.reserve(rows.size());
    for (const DialoguePair &row : rows) {
        if (auto checked = checkRow(row); !checked)
            return checked.error();
        std::vector<Label> answers = answersOf(row, annotator, atMs);
        const EffectiveLabel effective = effectiveLabel(latestOf(answers));
        news.push_back(
            {std::move(answers), effective, wordCount(row.reply), PairStore::contentHash(row)});
    }
    return news;
}

/// Adds rows from `first` on until there are no more or, after one at least, `isEnough`.
/// @return the first one that is left
template <typename Enough>
Result<std::size_t> addRows(Connection &writer, qint64 importId,
                            const std::vector<DialoguePair> &rows, const std::vector<NewPair> &news,
                            std::size_t first, Enough isEnough, PairStore::AddResult &result)
{
    Statement insert(
        writer,
        QStringLiteral("INSERT INTO pairs (question, reply, context, dialogue, topic, note, "
                       "split, origin_file, origin_row, import_id, flagged, label, score, "
                       "annotators, disputed, reply_words, content_hash) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                       "ON CONFLICT DO NOTHING"));
    Statement answer(
        writer,
        QStringLiteral("INSERT INTO answers (pair_id, label, score, skipped, annotator, at_ms, "
                       "seconds, note, imported) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)"));
    std::size_t i = first;
    while (i < rows.size()) {
        const DialoguePair &row = rows[i];
        const auto &[answers, effective, replyWords, hash] = news[i];
        if (auto added = insert.run(row.question, row.reply, row.context, row.dialogue, row.group,
                                    row.note, int(row.split), row.originFile, row.originRow,
                                    importId, row.flagged, effective.label, effective.score,
                                    effective.annotators, effective.disputed, replyWords, hash);
            !added)
            return added.error();
        if (insert.changedRows() == 0) {
            ++result.duplicates;
            result.duplicateRows.push_back(i);
        } else {
            ++result.added;
            const qint64 id = insert.insertedId();
            for (const Label &own : answers)
                if (auto added = answer.run(id, own.label, own.score, own.skipped, own.annotator,
                                            own.atMs, own.seconds, own.note);
                    !added)
                    return added.error();
        }
        ++i;
        if (isEnough())
            break;
    }
    return i;
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
    Sha256 hash;
    for (const QString *text : {&pair.context, &pair.question, &pair.reply}) {
        const QByteArray bytes = text->trimmed().toUtf8();
        hash.add(QByteArray::number(bytes.size()) + ':');
        hash.add(bytes);
    }
    return hash.result().left(16);
}

Result<std::vector<bool>> PairStore::contains(const std::vector<QByteArray> &contentHashes) const
{
    std::vector<bool> found;
    Statement statement(
        m_connection,
        QStringLiteral("SELECT 1 FROM known_pairs WHERE content_hash = ? AND removed = 0"));
    for (const QByteArray &hash : contentHashes) {
        bool isThere = false;
        if (auto asked = statement.run(hash); !asked)
            return asked.error();
        if (auto read = statement.each([&] { isThere = true; }); !read)
            return read.error();
        found.push_back(isThere);
    }
    return found;
}

Result<std::vector<PairStore::KnownPair>>
PairStore::known(const std::vector<QByteArray> &contentHashes) const
{
    std::vector<KnownPair> found;
    Statement statement(
        m_connection,
        QStringLiteral("SELECT id, label FROM known_pairs WHERE content_hash = ? AND removed = 0"));
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
    const auto news = newPairs(rows, annotator);
    if (!news)
        return news.error();
    return m_connection.write([&](Connection &writer) -> Result<AddResult> {
        AddResult result;
        if (auto added = addRows(
                writer, importId, rows, *news, 0, [] { return false; }, result);
            !added)
            return added.error();
        return result;
    });
}

Result<PairStore::AddResult> PairStore::addInTurns(qint64 importId,
                                                   const std::vector<DialoguePair> &rows,
                                                   const QString &annotator)
{
    const auto news = newPairs(rows, annotator);
    if (!news)
        return news.error();
    AddResult all;
    for (std::size_t first = 0; first < rows.size();) {
        const auto next = m_connection.write([&](Connection &writer) -> Result<std::size_t> {
            QElapsedTimer timer;
            timer.start();
            return addRows(
                writer, importId, rows, *news, first,
                [&] { return timer.elapsed() >= (writer.isShared() ? kTurnMs : kLongTurnMs); },
                all);
        });
        if (!next)
            return next.error();
        first = *next;
    }
    return all;
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
    return done(ChangeLog(m_connection).setNote(id, note, {}));
}

} // namespace tunedesk
