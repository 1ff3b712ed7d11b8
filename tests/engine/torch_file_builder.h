#pragma once

#include "base/crc32.h"

#include <QByteArray>
#include <QList>

#include <cstdint>
#include <cstring>

namespace tunedesk
{

template <typename T> QByteArray littleEndian(T number)
{
    return QByteArray(reinterpret_cast<const char *>(&number), sizeof number);
}

/// A record of a zip file, with whatever its tables are to claim about it.
struct ZipEntry {
    QByteArray name, content;
    std::uint16_t flags = 0x0800, method = 0;
    qint64 declaredBytes = -1; ///< −1: the truth, in this field and the next
    qint64 declaredCrc = -1;
    qint64 localBegin = -1;
    QByteArray localName; ///< empty: the truth
};

/// A zip file as torch.save writes it: stored records, the table, its end.
/// @param isWide the sizes stand in zip64 fields
inline QByteArray zipOf(const QList<ZipEntry> &entries, bool isWide = false,
                        const QByteArray &comment = {})
{
    using U16 = std::uint16_t;
    using U32 = std::uint32_t;
    QByteArray file, table;
    for (const ZipEntry &entry : entries) {
        const auto begin = static_cast<U32>(file.size());
        const QByteArray localName = entry.localName.isEmpty() ? entry.name : entry.localName;
        const auto crc =
            entry.declaredCrc >= 0
                ? static_cast<U32>(entry.declaredCrc)
                : crc32(entry.content.constData(), static_cast<std::size_t>(entry.content.size()));
        const auto bytes =
            static_cast<U32>(entry.declaredBytes >= 0 ? entry.declaredBytes : entry.content.size());
        const auto packed = static_cast<U32>(entry.content.size());
        const auto place = entry.localBegin >= 0 ? static_cast<U32>(entry.localBegin) : begin;
        file += "PK\x03\x04" + QByteArray(2, '\0') + littleEndian(entry.flags) +
                littleEndian(entry.method) + QByteArray(4, '\0') + littleEndian(crc) +
                littleEndian(packed) + littleEndian(bytes) +
                littleEndian(static_cast<U16>(localName.size())) + littleEndian(U16{5}) +
                localName + "FB\x01" + QByteArray(1, '\0') + "Z" + entry.content;
        constexpr U32 elsewhere = 0xFFFFFFFF;
        QByteArray extra;
        if (isWide)
            extra = "XX" + littleEndian(U16{2}) + "ab" + littleEndian(U16{1}) +
                    littleEndian(U16{24}) + littleEndian(std::uint64_t{bytes}) +
                    littleEndian(std::uint64_t{packed}) + littleEndian(std::uint64_t{place});
        table += "PK\x01\x02" + QByteArray(4, '\0') + littleEndian(entry.flags) +
                 littleEndian(entry.method) + QByteArray(4, '\0') + littleEndian(crc) +
                 littleEndian(isWide ? elsewhere : packed) +
                 littleEndian(isWide ? elsewhere : bytes) +
                 littleEndian(static_cast<U16>(entry.name.size())) +
                 littleEndian(static_cast<U16>(extra.size())) + QByteArray(10, '\0') +
                 littleEndian(isWide ? elsewhere : place) + entry.name + extra;
    }
    const auto begin = static_cast<U32>(file.size()), bytes = static_cast<U32>(table.size());
    const auto count = static_cast<U16>(entries.size());
    file += table;
    if (isWide) {
        const auto at = static_cast<std::uint64_t>(file.size());
        file += "PK\x06\x06" + littleEndian(std::uint64_t{44}) + QByteArray(12, '\0') +
                littleEndian(std::uint64_t{count}) + littleEndian(std::uint64_t{count}) +
                littleEndian(std::uint64_t{bytes}) + littleEndian(std::uint64_t{begin}) +
                "PK\x06\x07" + QByteArray(4, '\0') + littleEndian(at) + littleEndian(U32{1});
    }
    return file + "PK\x05\x06" + QByteArray(4, '\0') + littleEndian(count) + littleEndian(count) +
           littleEndian(bytes) + littleEndian(begin) +
           littleEndian(static_cast<U16>(comment.size())) + comment;
}

// Pieces of a pickle, protocol 2.

inline QByteArray pickleText(const QByteArray &text)
{
    return "X" + littleEndian(static_cast<std::uint32_t>(text.size())) + text;
}

inline QByteArray pickleNumber(std::int64_t number)
{
    return "\x8a\x08" + littleEndian(number);
}

inline QByteArray pickleNumbers(const QList<std::int64_t> &numbers)
{
    QByteArray text = "(";
    for (const std::int64_t number : numbers)
        text += pickleNumber(number);
    return text + "t";
}

struct PickledView {
    QByteArray key = "0", storage = "FloatStorage";
    std::int64_t length = 4, offset = 0;
    QList<std::int64_t> shape = {4}, strides = {1};
};

/// The call that torch.save writes for a tensor.
inline QByteArray pickleTensor(const PickledView &view)
{
    return "ctorch._utils\n_rebuild_tensor_v2\n((" + pickleText("storage") + "ctorch\n" +
           view.storage + "\n" + pickleText(view.key) + pickleText("cpu") +
           pickleNumber(view.length) + "tQ" + pickleNumber(view.offset) +
           pickleNumbers(view.shape) + pickleNumbers(view.strides) +
           "\x89"
           "ccollections\nOrderedDict\n)RtR";
}

/// A whole pickle: a dictionary of these values.
inline QByteArray pickleOf(const QList<std::pair<QByteArray, QByteArray>> &values)
{
    QByteArray text = "\x80\x02}(";
    for (const auto &[name, value] : values)
        text += pickleText(name) + value;
    return text + "u.";
}

/// A file of torch.save: the pickle, and the storage "0" of `floats` numbers.
inline QByteArray torchFileOf(const QByteArray &pickle, int floats = 4,
                              const QList<ZipEntry> &more = {})
{
    return zipOf(QList<ZipEntry>{{"archive/data.pkl", pickle},
                                 {"archive/byteorder", "little"},
                                 {"archive/data/0", QByteArray(floats * 4, '\x01')}} +
                 more);
}

} // namespace tunedesk
