#include "project/search_index.h"

#include "project/connection.h"

namespace tunedesk
{

Result<bool> indexMorePairs(Connection &writer, int rows)
{
    // The last number of this turn.
    Statement find(writer,
                   QStringLiteral("SELECT max(id) FROM (SELECT id FROM known_pairs WHERE id > "
                                  "(SELECT indexed_to FROM search_index) ORDER BY id LIMIT ?)"));
    if (auto asked = find.run(rows); !asked)
        return asked.error();
    qint64 last = 0;
    if (auto read = find.each([&] { last = find.integer(0); }); !read)
        return read.error();
    if (last == 0)
        return false;
    Statement index(writer,
                    QStringLiteral("INSERT INTO pairs_search (rowid, question, reply) "
                                   "SELECT id, question, reply FROM pairs_searched WHERE id > "
                                   "(SELECT indexed_to FROM search_index) AND id <= ?"));
    if (auto added = index.run(last); !added)
        return added.error();
    Statement mark(writer, QStringLiteral("UPDATE search_index SET indexed_to = ?"));
    if (auto marked = mark.run(last); !marked)
        return marked.error();
    return true;
}

std::optional<qint64> indexedTo(const Connection &connection)
{
    const auto found =
        connection.scalar(QStringLiteral("SELECT indexed_to FROM search_index WHERE indexed_to < "
                                         "(SELECT ifnull(max(id), 0) FROM pairs)"));
    return found && !found->isNull() ? std::optional(found->toLongLong()) : std::nullopt;
}

} // namespace tunedesk
