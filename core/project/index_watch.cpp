#include "project/index_watch.h"

#include "project/connection.h"
#include "project/database.h"

namespace tunedesk
{

Result<IndexWatch> IndexWatch::open(const QString &projectFile)
{
    auto file = WatchedFile::open(projectFile);
    if (!file)
        return file.error();
    return IndexWatch(std::move(*file));
}

Result<IndexProgress> IndexWatch::progress() const
{
    IndexProgress progress;
    Statement statement(*m_file.connection,
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
    m_file.database->stopIndexing();
}

} // namespace tunedesk
