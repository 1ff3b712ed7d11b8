#include "project/index_watch.h"

#include "project/connection.h"
#include "project/database.h"

namespace tunedesk
{

IndexWatch::IndexWatch(std::shared_ptr<Database> database, std::unique_ptr<Connection> connection)
    : m_database(std::move(database)), m_connection(std::move(connection))
{
}

IndexWatch::IndexWatch(IndexWatch &&) noexcept = default;
IndexWatch::~IndexWatch() = default;

Result<IndexWatch> IndexWatch::open(const QString &projectFile)
{
    auto database = Database::acquire(projectFile, Project::Mode::ReadOnly);
    if (!database)
        return database.error();
    auto connection = (*database)->connect(Project::Mode::ReadOnly);
    if (!connection)
        return connection.error();
    return IndexWatch(std::move(*database), std::move(*connection));
}

Result<IndexProgress> IndexWatch::progress() const
{
    IndexProgress progress;
    Statement statement(*m_connection,
                        QStringLiteral("SELECT (SELECT indexed_to FROM search_index), "
                                       "(SELECT id FROM known_pairs ORDER BY id DESC LIMIT 1)"));
    if (auto asked = statement.run(); !asked)
        return asked.error();
    const auto read = statement.each([&] {
        progress.indexedTo = statement.integer(0);
        progress.last = statement.integer(1);
    });
    if (!read)
        return read.error();
    return progress;
}

void IndexWatch::stopIndexing()
{
    m_database->stopIndexing();
}

} // namespace tunedesk
