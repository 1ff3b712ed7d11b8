#include "project/bound_statement.h"

#include "project/connection.h"

#include <sqlite3.h>

namespace tunedesk
{

BoundStatement::BoundStatement(const Connection &connection, const QByteArray &sql)
    : m_connection(connection), m_database(connection.sqlite())
{
    sqlite3_prepare_v3(m_database, sql.constData(), int(sql.size()), SQLITE_PREPARE_PERSISTENT,
                       &m_statement, nullptr);
}

BoundStatement::~BoundStatement()
{
    sqlite3_finalize(m_statement);
}

// That a place doesn't exist is a mistake of the program; what is too long says so in run().
void BoundStatement::bindInteger(int place, qint64 value)
{
    sqlite3_bind_int64(m_statement, place, value);
}

void BoundStatement::bindInteger(int place, std::optional<int> value)
{
    if (value)
        sqlite3_bind_int64(m_statement, place, *value);
    else
        sqlite3_bind_null(m_statement, place);
}

void BoundStatement::bindReal(int place, std::optional<double> value)
{
    if (value) // SQLite keeps NaN as NULL
        sqlite3_bind_double(m_statement, place, *value);
    else
        sqlite3_bind_null(m_statement, place);
}

void BoundStatement::bindText(int place, QByteArrayView text)
{
    sqlite3_bind_text64(m_statement, place, text.isNull() ? "" : text.data(),
                        sqlite3_uint64(text.size()), SQLITE_STATIC, SQLITE_UTF8);
}

void BoundStatement::bindBytes(int place, QByteArrayView bytes)
{
    sqlite3_bind_blob64(m_statement, place, bytes.isNull() ? "" : bytes.data(),
                        sqlite3_uint64(bytes.size()), SQLITE_STATIC);
}

Error BoundStatement::failure() const
{
    return m_connection.failure(QSqlError({}, QString::fromUtf8(sqlite3_errmsg(m_database)),
                                          QSqlError::StatementError,
                                          QString::number(sqlite3_extended_errcode(m_database))));
}

Result<void> BoundStatement::run()
{
    if (!m_statement)
        return failure();
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW)
        code = sqlite3_step(m_statement);
    const Result<void> done = code == SQLITE_DONE ? Result<void>() : Result<void>(failure());
    sqlite3_reset(m_statement);
    return done;
}

Result<std::optional<qint64>> BoundStatement::number()
{
    if (!m_statement)
        return failure();
    const int code = sqlite3_step(m_statement);
    Result<std::optional<qint64>> found = std::optional<qint64>();
    if (code == SQLITE_ROW)
        found = std::optional<qint64>(sqlite3_column_int64(m_statement, 0));
    else if (code != SQLITE_DONE)
        found = failure();
    sqlite3_reset(m_statement);
    return found;
}

int BoundStatement::changedRows() const
{
    return sqlite3_changes(m_database);
}

} // namespace tunedesk
