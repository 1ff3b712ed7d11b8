#include "project/staged_import.h"

#include "project/change_log.h"
#include "project/connection.h"
#include "project/database.h"
#include "project/moving_step.h"
#include "project/pair_rows.h"
#include "project/set_aside.h"
#include "project/shown_contents.h"
#include "project/turns.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QFileInfo>

#include <algorithm>
#include <future>
#include <optional>
#include <span>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairStore)
};

constexpr std::size_t kJoinedAtOnce = 200;

bool isTurnOver(Connection &writer, const QElapsedTimer &timer)
{
    return timer.elapsed() >= (writer.isShared() ? kTurnMs : kLongTurnMs);
}

Result<qint64> oneNumber(Connection &connection, const QString &sql, qint64 value)
{
    qint64 number = 0;
    Statement statement(connection, sql);
    if (auto asked = statement.run(value); !asked)
        return asked.error();
    if (auto read = statement.each([&] { number = statement.integer(0); }); !read)
        return read.error();
    return number;
}

Result<void> clear(Connection &writer, qint64 importId, int rows, bool &isLast)
{
    // The lowest number of those that go in this turn; the highest are the last written.
    Statement find(writer, QStringLiteral("SELECT min(id), count(*) FROM (SELECT id FROM pairs "
                                          "WHERE import_id = ? ORDER BY id DESC LIMIT ?)"));
    if (auto asked = find.run(importId, rows); !asked)
        return asked;
    qint64 from = 0, count = 0;
    if (auto read = find.each([&] {
            from = find.integer(0);
            count = find.integer(1);
        });
        !read)
        return read;
    isLast = count < rows;
    if (count > 0) {
        const QString own = QStringLiteral("import_id = ? AND id >= ?");
        for (const QString &sql :
             {QStringLiteral("INSERT INTO pairs_search (pairs_search, rowid, question, reply) "
                             "SELECT 'delete', id, question, reply FROM pairs_searched WHERE id IN "
                             "(SELECT id FROM pairs WHERE id <= (SELECT indexed_to FROM "
                             "search_index) AND %1)")
                  .arg(own),
              QStringLiteral("DELETE FROM answers WHERE pair_id IN "
                             "(SELECT id FROM pairs WHERE %1)")
                  .arg(own),
              QStringLiteral("DELETE FROM pairs WHERE ") + own})
            if (auto gone = Statement(writer, sql).run(importId, from); !gone)
                return gone;
    }
    if (!isLast)
        return {};
    Statement forget(writer, QStringLiteral("DELETE FROM imports WHERE id = ?"));
    return forget.run(importId);
}
} // namespace

Result<bool> clearStagedRows(Connection &writer, qint64 living, int rows)
{
    const auto importId = oneNumber(
        writer,
        QStringLiteral("SELECT id FROM imports WHERE staged_after IS NOT NULL AND id <> ? LIMIT 1"),
        living);
    if (!importId)
        return importId.error();
    if (*importId == 0)
        return false;
    // Nothing but its own answers can point at a pair that nobody has seen. SQLite would look for
    // such rows in all snapshots and predictions, once for each pair.
    if (auto off = writer.execute(QStringLiteral("PRAGMA foreign_keys = OFF")); !off)
        return off.error();
    Result<void> done = writer.execute(QStringLiteral("BEGIN IMMEDIATE"));
    if (done) {
        bool isLast = false;
        done = clear(writer, *importId, rows, isLast);
        if (done)
            done = writer.execute(QStringLiteral("COMMIT"));
        if (!done)
            std::ignore = writer.execute(QStringLiteral("ROLLBACK"));
    }
    const Result<void> on = writer.execute(QStringLiteral("PRAGMA foreign_keys = ON"));
    if (!done)
        return done.error();
    if (!on)
        return on.error();
    return true;
}

struct StagedImport::State {
    State(Connection &reader, std::shared_ptr<Database> file, qint64 number, std::size_t most)
        : connection(reader), database(std::move(file)), id(number), mostPending(most)
    {
    }
    ~State();

    Connection &connection;
    std::shared_ptr<Database> database; ///< null: finished
    qint64 id;
    std::size_t mostPending;
    PendingContents contents;
    std::vector<NewPair> batch;        ///< the writer's while it writes
    std::future<Result<void>> writing; ///< valid while it does
    std::optional<Error> failed;       ///< whatever did first

    Result<PairStore::AddResult> add(const std::vector<DialoguePair> &rows,
                                     const QString &annotator);
    void write();
    Result<void> wait();
    using Turn =
        std::function<Result<bool>(Connection &writer, const std::function<bool()> &isOver)>;
    Result<void> inTurns(const Turn &turn);
    Result<void> showContents();
    Result<SetAsideRows> joinSetAside();
    Result<void> remember(Result<void> outcome);
};

StagedImport::State::~State()
{
    if (!database)
        return;
    std::ignore = wait();
    database->endStaging(id);
}

Result<void> StagedImport::State::remember(Result<void> outcome)
{
    if (!outcome && !failed)
        failed = outcome.error();
    return outcome;
}

/// Begins to write the batch.
void StagedImport::State::write()
{
    auto promise = std::make_shared<std::promise<Result<void>>>();
    writing = promise->get_future();
    database->runInTurns(
        [this, next = std::size_t(0)](Connection &writer) mutable -> Result<bool> {
            QElapsedTimer timer;
            timer.start();
            const auto left =
                addPairs(writer, id, batch, next, false, [&] { return isTurnOver(writer, timer); });
            if (!left)
                return left.error();
            next = *left;
            return next < batch.size();
        },
        [promise](Result<void> done) { promise->set_value(std::move(done)); });
}

/// Until the batch is on disk.
Result<void> StagedImport::State::wait()
{
    if (!writing.valid())
        return {};
    const Result<void> done = writing.get();
    if (done) {
        std::size_t entry = contents.size();
        for (std::size_t i = batch.size(); i-- > 0;)
            if (!batch[i].isDuplicate)
                contents[--entry].pairId = batch[i].id;
    }
    batch.clear();
    return remember(done);
}

/// A turn at a time, others' writing in between, until there is nothing left. Waits for it.
Result<void> StagedImport::State::inTurns(const Turn &turn)
{
    std::promise<Result<void>> promise;
    auto outcome = promise.get_future();
    database->runInTurns(
        [&](Connection &writer) -> Result<bool> {
            QElapsedTimer timer;
            timer.start();
            return turn(writer, [&] { return isTurnOver(writer, timer); });
        },
        [&promise](Result<void> done) { promise.set_value(std::move(done)); });
    return outcome.get();
}

/// Of all rows that were added.
Result<void> StagedImport::State::showContents()
{
    const auto &entries = contents.sorted();
    std::size_t next = 0;
    const Result<void> done =
        inTurns([&](Connection &writer, const std::function<bool()> &isOver) -> Result<bool> {
            const auto left = showPending(writer, entries, next, isOver);
            if (!left)
                return left.error();
            next = *left;
            return next < entries.size();
        });
    contents.clear();
    return remember(done);
}

/// What was found and has joined: nobody sees these rows yet.
Result<SetAsideRows> StagedImport::State::joinSetAside()
{
    auto found = findSetAside(connection, id);
    if (!found)
        return remember(found.error()).error();
    const std::span<const SetAsideRows::Row> rows(found->rows);
    std::size_t next = 0;
    const auto joinSome = [&](Connection &writer,
                              const std::function<bool()> &isOver) -> Result<bool> {
        while (next < rows.size() && !isOver()) {
            const std::size_t count = std::min(kJoinedAtOnce, rows.size() - next);
            if (auto joined = tunedesk::joinSetAside(writer, rows.subspan(next, count)); !joined)
                return joined.error();
            next += count;
        }
        return next < rows.size();
    };
    if (auto done = rows.empty() ? Result<void>() : remember(inTurns(joinSome)); !done)
        return done.error();
    return std::move(*found);
}

Result<PairStore::AddResult> StagedImport::State::add(const std::vector<DialoguePair> &rows,
                                                      const QString &annotator)
{
    if (failed)
        return *failed;
    // All but the last lines while the batch before is being written.
    auto news = newPairs(rows, annotator);
    if (!news)
        return remember(news.error()).error();
    if (contents.size() >= mostPending) {
        if (auto done = wait(); !done)
            return done.error();
        if (auto done = showContents(); !done)
            return done.error();
    }
    std::vector<ContentHash> hashes;
    hashes.reserve(news->size());
    for (const NewPair &pair : *news)
        hashes.push_back(pair.hash);
    const auto shown = haveContents(connection, hashes);
    if (!shown)
        return remember(shown.error()).error();
    if (auto done = wait(); !done)
        return done.error();
    for (std::size_t i = 0; i < news->size(); ++i)
        (*news)[i].isDuplicate = (*shown)[i] || !contents.add(hashes[i]);
    const PairStore::AddResult result = PairStore::addResult(*news);
    batch = std::move(*news);
    write();
    return result;
}

StagedImport::StagedImport(std::unique_ptr<State> state) : m_state(std::move(state)) {}
StagedImport::StagedImport(StagedImport &&) noexcept = default;
StagedImport::~StagedImport() = default;

qint64 StagedImport::id() const
{
    return m_state->id;
}

Result<StagedImport> StagedImport::begin(Connection &connection, std::shared_ptr<Database> database,
                                         const QString &path, std::size_t mostPending)
{
    const qint64 atMs = QDateTime::currentMSecsSinceEpoch();
    const auto id = database->beginStaging([&](Connection &writer) -> Result<qint64> {
        if (auto refused = refuseWhileMoving(writer); !refused)
            return refused.error();
        // Rows that another import left would count as duplicates here and be cleared afterwards.
        const auto left =
            oneNumber(writer,
                      QStringLiteral("SELECT id FROM imports WHERE staged_after IS NOT NULL AND "
                                     "id <> ? LIMIT 1"),
                      0);
        if (!left)
            return left.error();
        if (*left != 0)
            return Error{ErrorKind::Busy,
                         Text::tr("An import that broke off is still being cleared away."),
                         connection.path(), Text::tr("Wait a moment and try again.")};
        Statement insert(writer, QStringLiteral("INSERT INTO imports (file, path, at_ms, "
                                                "staged_after) VALUES (?, ?, ?, "
                                                "(SELECT ifnull(max(id), 0) FROM pairs))"));
        if (auto added = insert.run(QFileInfo(path).fileName(), path, atMs); !added)
            return added.error();
        return insert.insertedId();
    });
    if (!id)
        return id.error();
    return StagedImport(std::make_unique<State>(connection, std::move(database), *id, mostPending));
}

Result<PairStore::AddResult> StagedImport::add(const std::vector<DialoguePair> &rows,
                                               const QString &annotator)
{
    auto added = m_state->add(rows, annotator);
    if (auto done = m_state->wait(); !done)
        return done.error();
    return added;
}

Result<PairStore::AddResult> StagedImport::addAhead(const std::vector<DialoguePair> &rows,
                                                    const QString &annotator)
{
    return m_state->add(rows, annotator);
}

Result<void> StagedImport::finish(const QString &by,
                                  const std::function<Result<void>(Connection &)> &also)
{
    std::ignore = m_state->wait();
    if (m_state->failed)
        return *m_state->failed;
    if (auto done = m_state->showContents(); !done)
        return done;
    const qint64 id = m_state->id;
    const auto setAside = m_state->joinSetAside();
    if (!setAside)
        return setAside.error();
    auto shown = m_state->connection.write([&](Connection &writer) -> Result<void> {
        Statement show(writer, QStringLiteral("UPDATE imports SET staged_after = NULL "
                                              "WHERE id = ? AND staged_after IS NOT NULL"));
        if (auto done = show.run(id); !done)
            return done;
        if (show.changedRows() != 1)
            return Error{ErrorKind::Database,
                         Text::tr("There is no import of this number."),
                         Text::tr("import %1").arg(id),
                         {}};
        if (auto joined = joinSetAsideSince(writer, id, *setAside); !joined)
            return joined.error();
        if (auto recorded = recordImport(writer, id, by); !recorded)
            return recorded;
        return also ? also(writer) : Result<void>();
    });
    if (!shown)
        return shown;
    m_state->database->endStaging(id);
    m_state->database.reset();
    return {};
}

} // namespace tunedesk
