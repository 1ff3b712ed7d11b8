#pragma once

#include "base/result.h"

#include <QString>

#include <memory>

namespace tunedesk
{

class Connection;
class Database;

/// A project file that somebody looks at while its writer works in the background. One thread.
struct WatchedFile {
    std::shared_ptr<Database> database; ///< closed last
    std::unique_ptr<Connection> connection;

    WatchedFile(std::shared_ptr<Database> database, std::unique_ptr<Connection> connection);
    WatchedFile(WatchedFile &&) noexcept;
    ~WatchedFile();
    /// Errors: those of Project::open().
    static Result<WatchedFile> open(const QString &projectFile);
};

} // namespace tunedesk
