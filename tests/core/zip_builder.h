#pragma once

#include "base/crc32.h"

#include <QByteArray>
#include <QList>
#include <QtGlobal>

#include <cstdint>
#include <cstring>

namespace tunedesk
{

/// A record of a ZIP file, with what its tables are to claim about it.
struct ZipPart {
    QByteArray name, content;
    bool isDeflated = true;
    std::uint16_t flags = 0, method = 0xFFFF; ///< 0xFFFF: the truth, as −1 below
    qint64 declaredBytes = -1, declaredCrc = -1, localBegin = -1;
    QByteArray packed; ///< empty: made of the content
};

inline QByteArray deflated(const QByteArray &content)
{
    if (content.isEmpty())
        return QByteArray("\x03\x00", 2); // of nothing Qt makes nothing
    // Qt puts a length before it, zlib a header and a check sum around it.
    const QByteArray zlib = qCompress(content, 9).mid(4);
    return zlib.mid(2, zlib.size() - 6);
}

template <typename T> QByteArray leBytes(T number)
{
    return QByteArray(reinterpret_cast<const char *>(&number), sizeof number);
}

/// The smallest ZIP file of these records.
inline QByteArray zipFile(const QList<ZipPart> &parts)
{
    using U16 = std::uint16_t;
    using U32 = std::uint32_t;
    QByteArray file, table;
    for (const ZipPart &part : parts) {
        const QByteArray packed = !part.packed.isEmpty() ? part.packed
                                  : part.isDeflated      ? deflated(part.content)
                                                         : part.content;
        const auto crc = part.declaredCrc >= 0
                             ? U32(part.declaredCrc)
                             : crc32(part.content.constData(), std::size_t(part.content.size()));
        const QByteArray middle =
            leBytes(part.flags) +
            leBytes(part.method == 0xFFFF ? U16(part.isDeflated ? 8 : 0) : part.method) +
            QByteArray(4, '\0') + leBytes(crc) + leBytes(U32(packed.size())) +
            leBytes(U32(part.declaredBytes >= 0 ? part.declaredBytes : part.content.size())) +
            leBytes(U16(part.name.size())) + leBytes(U16(0));
        const auto begin = U32(part.localBegin >= 0 ? part.localBegin : file.size());
        table += "PK\x01\x02" + QByteArray(2, '\0') + leBytes(U16(20)) + middle +
                 QByteArray(10, '\0') + leBytes(begin) + part.name;
        file += "PK\x03\x04" + leBytes(U16(20)) + middle + part.name + packed;
    }
    const U32 begin = U32(file.size());
    return file + table + "PK\x05\x06" + QByteArray(4, '\0') + leBytes(U16(parts.size())) +
           leBytes(U16(parts.size())) + leBytes(U32(table.size())) + leBytes(begin) +
           QByteArray(2, '\0');
}

} // namespace tunedesk
