#pragma once

#include "project/connection.h"

namespace tunedesk
{

/// What makes two shown pairs with the same texts impossible, looked at in a file as it stands.
/// Empty: shown_contents has each pair that is shown, and beyond them only shown pairs of imports
/// that are unfinished, which may lack theirs.
inline QString contentsProblem(const QString &path)
{
    const auto connection = Connection::open(path, Connection::Role::ReadOnly);
    if (!connection)
        return connection.error().toLine();
    Statement statement(
        **connection,
        QStringLiteral(
            "SELECT * FROM (SELECT 'lacks ' || id FROM (SELECT content_hash, id FROM pairs "
            "WHERE removed = 0 AND import_id NOT IN (SELECT id FROM imports WHERE staged_after "
            "IS NOT NULL) EXCEPT SELECT content_hash, pair_id FROM shown_contents) "
            "UNION ALL SELECT 'too much ' || pair_id FROM (SELECT content_hash, pair_id FROM "
            "shown_contents EXCEPT SELECT content_hash, id FROM pairs WHERE removed = 0)) LIMIT "
            "9"));
    if (const auto asked = statement.run(); !asked)
        return asked.error().toLine();
    QString problem;
    const auto read = statement.each([&] { problem += statement.text(0) + QLatin1Char('\n'); });
    return read ? problem : read.error().toLine();
}

} // namespace tunedesk
