#include "project/sqlite_library.h"

#include "project/connection.h"

#include <QCoreApplication>
#include <QVersionNumber>

#include <sqlite3.h>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Project)
};

const QVersionNumber kOldest(3, 34, 0);
} // namespace

Result<void> checkSqliteLibrary(const SqliteLibrary &library)
{
    const auto unfit = [&](const QString &what) {
        return Error{ErrorKind::Unsupported, what, QStringLiteral("SQLite %1").arg(library.version),
                     Text::tr("Install your system's own SQLite library and start again.")};
    };
    const QVersionNumber version = QVersionNumber::fromString(library.version);
    if (version < kOldest)
        return unfit(Text::tr("SQLite %1 is too old; projects need version %2 or newer.")
                         .arg(library.version, kOldest.toString()));
    if (!library.hasFullTextSearch)
        return unfit(Text::tr("This SQLite was built without full-text search (FTS5)."));
    if (!library.isThreadSafe)
        return unfit(Text::tr("This SQLite was built for a single thread."));
    if (!library.isOwn)
        return unfit(Text::tr("Qt uses another SQLite library than this program."));
    return {};
}

Result<SqliteLibrary> sqliteLibrary(const Connection &connection)
{
    Statement statement(connection, QStringLiteral("SELECT sqlite_version(), "
                                                   "sqlite_compileoption_used('ENABLE_FTS5'), "
                                                   "sqlite_compileoption_used('THREADSAFE=0'), "
                                                   "sqlite_source_id()"));
    if (auto asked = statement.run(); !asked)
        return asked.error();
    SqliteLibrary library;
    const auto read = statement.each([&] {
        library.version = statement.text(0);
        library.hasFullTextSearch = statement.integer(1) != 0;
        library.isThreadSafe = statement.integer(2) == 0;
        library.isOwn = connection.sqlite() &&
                        statement.text(3) == QLatin1String(sqlite3_sourceid());
    });
    if (!read)
        return read.error();
    return library;
}

} // namespace tunedesk
