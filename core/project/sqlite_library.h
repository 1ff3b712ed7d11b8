#pragma once

#include "base/result.h"

#include <QString>

namespace tunedesk
{

class Connection;

/// What an SQLite library says of itself.
struct SqliteLibrary {
    QString version; ///< "3.40.1"
    bool hasFullTextSearch = false;
    bool isThreadSafe = false;
    bool isOwn = true; ///< the one that the program itself is linked with, which binds what is imported
};

/// Whether project files can be kept with it: the trigram index came with 3.34, and connections of
/// several threads need a library that was built for threads, and is the program's own. Errors:
/// Unsupported.
Result<void> checkSqliteLibrary(const SqliteLibrary &library);

/// The library behind Qt's driver, asked over any open connection.
Result<SqliteLibrary> sqliteLibrary(const Connection &connection);

} // namespace tunedesk
