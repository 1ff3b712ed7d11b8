#include "project/connection.h"

#include "project/bound_statement.h"
#include "project/database.h"
#include "project/sqlite_library.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSqlDriver>
#include <QStorageInfo>
#include <QUrl>

#include <atomic>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Project)
};

// Result codes of SQLite, https://www.sqlite.org/rescode.html
constexpr int kBusy = 5, kLocked = 6, kReadOnly = 8, kIoError = 10, kCorrupt = 11, kFull = 13,
              kCantOpen = 14, kNotADatabase = 26;
constexpr qint64 kNoSpaceBytes = 64LL * 1024; ///< less than WAL and -shm grow by at a time

QString uri(const QString &path, Connection::Role role)
{
    // mode=rw: QSQLITE's own flags would make an empty file at a mistyped path.
    const char *mode = "?mode=rw";
    if (role == Connection::Role::ReadOnly)
        mode = "?mode=ro";
    else if (role == Connection::Role::Immutable)
        mode = "?mode=ro&immutable=1";
    else if (role == Connection::Role::Builder)
        mode = "?mode=rwc";
    return QStringLiteral("file:") + QString::fromLatin1(QUrl::toPercentEncoding(path, "/")) +
           QLatin1String(mode);
}
} // namespace

Connection::Connection(QString path, Role role, Database *database)
    : m_path(std::move(path)), m_role(role), m_database(database)
{
    static std::atomic<quint64> number = 0;
    m_name = QStringLiteral("tunedesk-%1").arg(++number);
}

Connection::~Connection()
{
    Q_ASSERT(m_thread == std::this_thread::get_id());
    m_kept.clear();
    m_keptBound.clear();
    m_handle.close();
    m_handle = {};
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<Connection>> Connection::open(const QString &path, Role role,
                                                     Database *database)
{
    std::unique_ptr<Connection> connection(new Connection(path, role, database));
    QSqlDatabase &handle = connection->m_handle;
    handle = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection->m_name);
    if (!handle.isValid())
        return Error{ErrorKind::Database,
                     Text::tr("Qt's SQLite driver is missing."),
                     {},
                     Text::tr("Install the package with Qt's SQLite driver and start again.")};
    QString options = QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=5000");
    if (role == Role::ReadOnly || role == Role::Immutable)
        options += QStringLiteral(";QSQLITE_OPEN_READONLY");
    handle.setConnectOptions(options);
    handle.setDatabaseName(uri(path, role));
    if (!handle.open())
        return connection->failure(handle.lastError());
    static std::atomic<bool> isLibraryChecked = false;
    if (!isLibraryChecked) {
        const auto library = sqliteLibrary(*connection);
        if (!library)
            return library.error();
        if (auto checked = checkSqliteLibrary(*library); !checked)
            return checked.error();
        isLibraryChecked = true;
    }
    if (auto configured = connection->configure(); !configured)
        return configured.error();
    return connection;
}

Result<void> Connection::configure()
{
    QStringList pragmas{
        QStringLiteral("PRAGMA trusted_schema = OFF"),
        QStringLiteral("PRAGMA cell_size_check = ON"),
        QStringLiteral("PRAGMA mmap_size = 0"),
        QStringLiteral("PRAGMA foreign_keys = ON"),
        QStringLiteral("PRAGMA cache_size = -32000"),
    };
    if (m_role != Role::Writer && m_role != Role::Builder)
        pragmas << QStringLiteral("PRAGMA query_only = ON")
                << QStringLiteral("PRAGMA wal_autocheckpoint = 0");
    for (const QString &pragma : pragmas)
        if (auto done = execute(pragma); !done)
            return done;
    if (m_role != Role::Writer && m_role != Role::Builder)
        return {};

    // FULL: a label that was acknowledged outlives a power cut. Never lower it.
    const std::pair<const char *, const char *> required[] = {
        {"PRAGMA journal_mode = WAL", "wal"},
        {"PRAGMA wal_autocheckpoint = 400", nullptr}, // 1000 pages would hold up a label
        {"PRAGMA synchronous = FULL", nullptr},
        {"PRAGMA synchronous", "2"},
        {"PRAGMA foreign_keys", "1"}};
    for (const auto &[pragma, wanted] : required) {
        const Result<QVariant> value = scalar(QLatin1String(pragma));
        if (!value)
            return value.error();
        if (wanted && value->toString() != QLatin1String(wanted))
            return Error{ErrorKind::Database,
                         Text::tr("The project can't be kept safely at this place."), m_path,
                         Text::tr("Move the project to a local disk and open it there."),
                         QStringLiteral("%1 = %2").arg(QLatin1String(pragma), value->toString())};
    }
    return {};
}

Result<void> Connection::execute(const QString &sql) const
{
    QSqlQuery query(m_handle);
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return failure(query.lastError());
    return {};
}

Result<QVariant> Connection::scalar(const QString &sql) const
{
    QSqlQuery query(m_handle);
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return failure(query.lastError());
    const bool found = query.next();
    if (!found && query.lastError().isValid())
        return failure(query.lastError());
    return found ? query.value(0) : QVariant();
}

Statement &Connection::kept(const QString &sql) const
{
    std::unique_ptr<Statement> &statement = m_kept[sql];
    if (!statement || !statement->isPrepared())
        statement = std::make_unique<Statement>(*this, sql);
    return *statement;
}

BoundStatement &Connection::keptBound(const QByteArray &sql) const
{
    std::unique_ptr<BoundStatement> &statement = m_keptBound[sql];
    if (!statement || !statement->isPrepared())
        statement = std::make_unique<BoundStatement>(*this, sql);
    return *statement;
}

sqlite3 *Connection::sqlite() const
{
    const QVariant handle = m_handle.driver()->handle();
    const bool isSqlite = handle.isValid() && qstrcmp(handle.typeName(), "sqlite3*") == 0;
    return isSqlite ? *static_cast<sqlite3 *const *>(handle.constData()) : nullptr;
}

bool Connection::isShared() const
{
    return m_database && m_database->isBusy();
}

Result<void> Connection::transact(const std::function<Result<void>(Connection &)> &act)
{
    if (isWriter())
        return nested(act);
    if (!m_database)
        return Error{
            ErrorKind::File, Text::tr("The project is open for reading only."), m_path, {}};
    return m_database->run(act);
}

Result<void> Connection::nested(const std::function<Result<void>(Connection &)> &act)
{
    if (auto begun = execute(QStringLiteral("SAVEPOINT act")); !begun)
        return begun;
    Result<void> outcome = act(*this);
    if (outcome)
        return execute(QStringLiteral("RELEASE act"));
    // A full disk ends the whole transaction by itself; then there is no savepoint left to undo.
    if (execute(QStringLiteral("ROLLBACK TO act")))
        std::ignore = execute(QStringLiteral("RELEASE act"));
    return outcome;
}

Error Connection::failure(const QSqlError &error) const
{
    const int code = error.nativeErrorCode().toInt() & 0xff;
    const QString details =
        QStringLiteral("SQLite %1: %2").arg(error.nativeErrorCode(), error.databaseText());
    const auto isFull = [this] {
        const QStorageInfo storage(QFileInfo(m_path).absolutePath());
        return storage.isValid() && storage.bytesAvailable() < kNoSpaceBytes;
    };
    // -shm can't grow on a full disk either, and SQLite calls that an I/O error.
    if (code == kFull || (code == kIoError && isFull()))
        return {ErrorKind::Disk, Text::tr("The disk is full; nothing of this was saved."), m_path,
                Text::tr("Make some space on the disk and try again."), details};
    switch (code) {
    case kBusy:
    case kLocked:
        return {ErrorKind::Busy, Text::tr("Another program is using the project."), m_path,
                Text::tr("Close the other program and try again."), details};
    case kReadOnly:
        return {
            ErrorKind::File, Text::tr("The project may not be written to."), m_path,
            Text::tr("Check the rights of the file and its folder, or open it for reading only."),
            details};
    case kCantOpen:
        return {ErrorKind::File, Text::tr("The project can't be opened."), m_path,
                Text::tr("Check the rights of the file and its folder."), details};
    case kCorrupt:
    case kNotADatabase:
        return {ErrorKind::Database, Text::tr("The project file is damaged."), m_path,
                Text::tr("Keep the file and go back to a backup copy of it."), details};
    default:
        return {ErrorKind::Database, Text::tr("The project file could not be used."), m_path,
                Text::tr("Check the disk, then open the project again."), details};
    }
}

Statement::Statement(const Connection &connection, const QString &sql)
    : m_connection(connection), m_query(connection.handle())
{
    m_query.setForwardOnly(true);
    m_prepared = m_query.prepare(sql);
    if (!m_prepared)
        m_failure = m_query.lastError();
}

Result<void> Statement::run(const QVariantList &values)
{
    for (int place = 0; place < values.size(); ++place)
        m_query.bindValue(place, values[place]);
    return execute();
}

Result<void> Statement::execute()
{
    if (!m_prepared)
        return m_connection.failure(m_failure);
    if (!m_query.exec())
        return m_connection.failure(m_query.lastError());
    return {};
}

Result<void> Statement::finished()
{
    const QSqlError error = m_query.lastError();
    m_query.finish();
    if (error.isValid())
        return m_connection.failure(error);
    return {};
}

} // namespace tunedesk
