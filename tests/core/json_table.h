#pragma once

#include "dataset/table_source.h"
#include "test_support.h"

#include <QFile>
#include <QTemporaryDir>

#include <memory>
#include <optional>
#include <vector>

namespace tunedesk
{

/// What a table source gives, read to its end.
struct Table {
    QString kind;
    QStringList names;
    QList<PairColumn> columns;
    QList<QStringList> firstRows;
    std::vector<TableRow> rows; ///< up to the error
    std::optional<Error> error;

    QStringList column(const QString &name) const
    {
        QStringList cells;
        for (const TableRow &row : rows)
            cells << (row.problem ? QStringLiteral("!") : row.cells.value(names.indexOf(name)));
        return cells;
    }
    QStringList problems() const
    {
        QStringList all;
        for (const TableRow &row : rows)
            if (row.problem)
                all << QStringLiteral("%1 [%2] %3")
                           .arg(row.line)
                           .arg(row.problem->column, row.problem->reason);
        return all;
    }
};

inline Table tableOf(const QString &path, const QString &kind = {})
{
    Table table;
    PairFormat format{.kind = kind};
    auto source = openTable(path, format);
    if (!source) {
        table.error = source.error();
        return table;
    }
    table.kind = format.kind;
    table.names = (*source)->columnNames();
    table.columns = (*source)->knownColumns();
    table.firstRows = (*source)->firstRows();
    for (;;) {
        TableRow row;
        const auto more = (*source)->next(row);
        if (!more)
            table.error = more.error();
        if (!more || !*more)
            return table;
        table.rows.push_back(row);
    }
}

inline QString jsonFixture(const QString &name)
{
    return QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/json/") + name;
}

/// Files of JSON for a test, one at a time.
class JsonFolder
{
public:
    QString write(const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(QStringLiteral("pairs.json")));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("no test file");
        return file.fileName();
    }
    Table tableOf(const QByteArray &bytes, const QString &kind = {})
    {
        return tunedesk::tableOf(write(bytes), kind);
    }

private:
    QTemporaryDir m_folder;
};

/// The bytes of a list of pairs, so many that they are not all looked at when it is opened.
inline QByteArray pairLines(int count)
{
    QByteArray lines;
    for (int i = 1; i <= count; ++i)
        lines += "{\"question\": \"q" + QByteArray::number(i) + "\", \"reply\": \"r" +
                 QByteArray::number(i) + "\"}\n";
    return lines;
}

} // namespace tunedesk
