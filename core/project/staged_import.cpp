#include "project/staged_import.h"

#include "project/change_log.h"
#include "project/connection.h"
#include "project/database.h"
#include "project/moving_step.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairStore)
};

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
                             "SELECT 'delete', id, question, reply FROM pairs WHERE id <= "
                             "(SELECT indexed_to FROM search_index) AND ") +
                  own,
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

StagedImport::StagedImport(Connection &connection, std::shared_ptr<Database> database, qint64 id)
    : m_connection(connection), m_database(std::move(database)), m_id(id)
{
}

StagedImport::StagedImport(StagedImport &&) noexcept = default;

StagedImport::~StagedImport()
{
    if (m_database)
        m_database->endStaging(m_id);
}

Result<StagedImport> StagedImport::begin(Connection &connection, std::shared_ptr<Database> database,
                                         const QString &path)
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
    return StagedImport(connection, std::move(database), *id);
}

Result<PairStore::AddResult> StagedImport::add(const std::vector<DialoguePair> &rows,
                                               const QString &annotator)
{
    return PairStore(m_connection).addInTurns(m_id, rows, annotator);
}

Result<void> StagedImport::finish(const QString &by,
                                  const std::function<Result<void>(Connection &)> &also)
{
    auto shown = m_connection.write([&](Connection &writer) -> Result<void> {
        Statement show(writer, QStringLiteral("UPDATE imports SET staged_after = NULL "
                                              "WHERE id = ? AND staged_after IS NOT NULL"));
        if (auto done = show.run(m_id); !done)
            return done;
        if (show.changedRows() != 1)
            return Error{ErrorKind::Database,
                         Text::tr("There is no import of this number."),
                         Text::tr("import %1").arg(m_id),
                         {}};
        if (auto recorded = recordImport(writer, m_id, by); !recorded)
            return recorded;
        return also ? also(writer) : Result<void>();
    });
    if (!shown)
        return shown;
    m_database->endStaging(m_id);
    m_database.reset();
    return {};
}

} // namespace tunedesk
