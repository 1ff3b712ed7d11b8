#include "project/watched_file.h"

#include "project/connection.h"
#include "project/database.h"

namespace tunedesk
{

WatchedFile::WatchedFile(std::shared_ptr<Database> ofFile, std::unique_ptr<Connection> reader)
    : database(std::move(ofFile)), connection(std::move(reader))
{
}

WatchedFile::WatchedFile(WatchedFile &&) noexcept = default;
WatchedFile::~WatchedFile() = default;

Result<WatchedFile> WatchedFile::open(const QString &projectFile)
{
    auto database = Database::acquire(projectFile, Project::Mode::ReadOnly);
    if (!database)
        return database.error();
    auto connection = (*database)->connect(Project::Mode::ReadOnly);
    if (!connection)
        return connection.error();
    return WatchedFile(std::move(*database), std::move(*connection));
}

} // namespace tunedesk
