#pragma once

#include "dataset/table_source.h"
#include "xlsx_builder.h"

#include <QFile>
#include <QTemporaryDir>

#include <ctime>
#include <optional>

namespace tunedesk
{

inline const QByteArray kHeader =
    "<row><c t='str'><v>question</v></c><c t='str'><v>reply</v></c></row>";
inline const QByteArray kPair = "<row><c t='str'><v>q</v></c><c t='str'><v>r</v></c></row>";

inline XlsxBuilder goodBook()
{
    XlsxBuilder book;
    book.rows = kHeader + kPair;
    return book;
}

/// What reading all of it comes to; nothing: all went well.
inline std::optional<Error> failureOf(const QString &path, PairFormat format = {})
{
    auto source = openTable(path, format);
    if (!source)
        return source.error();
    TableRow row;
    while (true) {
        const auto read = (*source)->next(row);
        if (!read)
            return read.error();
        if (!*read)
            return std::nullopt;
    }
}

/// Of this program's own time, so that a busy machine makes no difference.
inline qint64 msSince(std::clock_t start)
{
    return qint64(std::clock() - start) * 1000 / CLOCKS_PER_SEC;
}

/// Most memory that the program ever took, in KiB; 0 where a sanitizer keeps what was freed.
inline qint64 peakMemory()
{
#ifdef __SANITIZE_ADDRESS__
    return 0;
#endif
    QFile status(QStringLiteral("/proc/self/status"));
    if (status.open(QIODevice::ReadOnly))
        for (const QByteArray &line : status.readAll().split('\n'))
            if (line.startsWith("VmHWM:"))
                return line.mid(6).trimmed().chopped(3).toLongLong();
    return 0;
}

inline QList<ZipPart> replaced(QList<ZipPart> parts, const ZipPart &part)
{
    for (ZipPart &one : parts)
        if (one.name == part.name)
            one = part;
    return parts;
}

inline QString writeXlsx(const QTemporaryDir &folder, const QByteArray &bytes)
{
    QFile file(folder.filePath(QStringLiteral("table.xlsx")));
    file.remove(); // writing over a file is slow on some disks
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("no test file");
    return file.fileName();
}

} // namespace tunedesk
