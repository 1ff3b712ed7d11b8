#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

struct sqlite3;
struct sqlite3_stmt;

namespace tunedesk
{

class Connection;

/// A prepared statement over SQLite's own interface, for what runs a million times: Qt's driver
/// makes a QVariant of each value and hands texts over in UTF-16, which SQLite turns into UTF-8
/// again. Places of values count from 1. The Connection's thread; it ends before the Connection.
class BoundStatement
{
public:
    BoundStatement(const Connection &connection, const QByteArray &sql);
    ~BoundStatement();
    BoundStatement(const BoundStatement &) = delete;
    BoundStatement &operator=(const BoundStatement &) = delete;

    void bindInteger(int place, qint64 value);
    void bindInteger(int place, std::optional<int> value); ///< none: NULL
    void bindReal(int place, std::optional<double> value); ///< none and NaN: NULL
    /// UTF-8. What texts and bytes lie in stays as it is until the statement has run.
    void bindText(int place, QByteArrayView text);
    void bindBytes(int place, QByteArrayView bytes);

    /// To its end. Errors: those of Connection::failure().
    Result<void> run();
    /// The first cell of the first row; none: there is no row.
    Result<std::optional<qint64>> number();
    bool isPrepared() const { return m_statement != nullptr; }
    /// Rows that the last run() changed, without those that triggers did.
    int changedRows() const;

private:
    Error failure() const;

    const Connection &m_connection;
    sqlite3 *m_database;
    sqlite3_stmt *m_statement = nullptr;
};

} // namespace tunedesk
