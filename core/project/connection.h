#pragma once

#include "base/result.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <cmath>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <thread>
#include <type_traits>

struct sqlite3;

namespace tunedesk
{

class BoundStatement;
class Database;
class Statement;

/// One SQLite connection to a project file, bound to the thread that opened it.
class Connection
{
public:
    enum class Role {
        Writer,    ///< the only one of the process that writes and checkpoints
        Reader,    ///< query_only beside a writer of this process
        ReadOnly,  ///< the file is not opened for writing
        Immutable, ///< for folders where SQLite can't keep its -shm; nobody may write meanwhile
        Builder,   ///< makes the file
    };

    /// @param database whose writer does this connection's writing; null: none
    static Result<std::unique_ptr<Connection>> open(const QString &path, Role role,
                                                    Database *database = nullptr);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    QString path() const { return m_path; }
    Role role() const { return m_role; }
    bool isWriter() const { return m_role == Role::Writer; }
    Database *database() const { return m_database; }
    /// Of the writer: others write too, or did a moment ago.
    bool isShared() const;
    const QSqlDatabase &handle() const { return m_handle; }

    Result<void> execute(const QString &sql) const;
    /// The first cell of the first row.
    Result<QVariant> scalar(const QString &sql) const;
    /// For what is asked many times: prepared once, and kept. Not inside its own each().
    Statement &kept(const QString &sql) const;
    BoundStatement &keptBound(const QByteArray &sql) const;
    /// SQLite's own; opening has made sure that it is of the library that this program is linked
    /// with. Null: Qt's driver hides it.
    sqlite3 *sqlite() const;
    /// Disk for SQLITE_FULL, Busy, File or Database for the rest.
    Error failure(const QSqlError &error) const;

    /// Runs act(writer) in a transaction: on the writer thread, waited for; or, where this is the
    /// writer already, inside the transaction under way. @return what act returns
    template <typename Act> std::invoke_result_t<Act, Connection &> write(Act act)
    {
        std::optional<std::invoke_result_t<Act, Connection &>> outcome;
        const Result<void> done = transact([&](Connection &writer) -> Result<void> {
            outcome.emplace(act(writer));
            if (!*outcome)
                return outcome->error();
            return {};
        });
        if (!done)
            return done.error();
        return std::move(*outcome);
    }
    /// As part of the transaction under way on this connection: an Error undoes only what act did.
    Result<void> nested(const std::function<Result<void>(Connection &)> &act);

private:
    Connection(QString path, Role role, Database *database);
    Result<void> transact(const std::function<Result<void>(Connection &)> &act);
    Result<void> configure();

    QString m_path;
    QString m_name; ///< of the QSqlDatabase
    Role m_role;
    Database *m_database;
    std::thread::id m_thread = std::this_thread::get_id();
    QSqlDatabase m_handle;
    mutable std::map<QString, std::unique_ptr<Statement>> m_kept;
    mutable std::map<QByteArray, std::unique_ptr<BoundStatement>> m_keptBound;
};

/// A value as SQLite keeps it: none and NaN are NULL.
inline QVariant sqlValue(const QString &text)
{
    // SQLite takes the mark of a file off UTF-16, and turns all bytes round after a turned one.
    if (text.startsWith(QChar(QChar::ByteOrderMark)) ||
        text.startsWith(QChar(QChar::ByteOrderSwapped)))
        return QChar(QChar::ByteOrderMark) + text;
    return text.isNull() ? QVariant(QLatin1String("")) : QVariant(text);
}
inline QVariant sqlValue(const QByteArray &bytes)
{
    return bytes;
}
inline QVariant sqlValue(const QVariant &value)
{
    return value;
}
inline QVariant sqlValue(double value)
{
    return std::isnan(value) ? QVariant(QMetaType::fromType<double>()) : QVariant(value);
}
inline QVariant sqlValue(bool value)
{
    return value ? 1 : 0;
}
template <typename Integer>
requires std::is_integral_v<Integer> QVariant sqlValue(Integer value)
{
    return static_cast<qint64>(value);
}
template <typename Value> QVariant sqlValue(const std::optional<Value> &value)
{
    return value ? sqlValue(*value) : QVariant(QMetaType::fromType<Value>());
}

/// A prepared statement; may be run many times.
class Statement
{
public:
    Statement(const Connection &connection, const QString &sql);

    template <typename... Values> Result<void> run(const Values &...values)
    {
        int place = 0;
        (m_query.bindValue(place++, sqlValue(values)), ...);
        return execute();
    }
    Result<void> run(const QVariantList &values);
    /// Calls row() for each row of the answer; the Statement's readers below look at that row.
    template <typename Row> Result<void> each(Row row)
    {
        while (m_query.next())
            row();
        return finished();
    }

    qint64 integer(int column) const { return m_query.value(column).toLongLong(); }
    double real(int column) const { return m_query.value(column).toDouble(); }
    QString text(int column) const { return m_query.value(column).toString(); }
    QByteArray bytes(int column) const { return m_query.value(column).toByteArray(); }
    bool isNull(int column) const { return m_query.isNull(column); }
    qint64 insertedId() const { return m_query.lastInsertId().toLongLong(); }
    bool isPrepared() const { return m_prepared; }
    int changedRows() const { return m_query.numRowsAffected(); }

private:
    Result<void> execute();
    Result<void> finished();

    const Connection &m_connection;
    QSqlQuery m_query;
    QSqlError m_failure;
    bool m_prepared = false;
};

} // namespace tunedesk
