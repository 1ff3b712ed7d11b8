#include "base/zip_directory.h"

#include <QByteArray>
#include <QCoreApplication>

#include <algorithm>
#include <cstring>
#include <optional>
#include <set>
#include <string_view>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ZipDirectory)
};

// Source: PKWARE's APPNOTE.TXT 6.3.9, sections 4.3 and 4.5.
constexpr std::uint32_t kLocalHeader = 0x04034b50, kCentralHeader = 0x02014b50, kEnd = 0x06054b50,
                        kEnd64 = 0x06064b50, kEnd64Locator = 0x07064b50;
constexpr std::uint64_t kLocalBytes = 30, kCentralBytes = 46, kEndBytes = 22, kEnd64Bytes = 56,
                        kLocatorBytes = 20;
constexpr std::uint64_t kMaxDirectoryBytes = 64 << 20;
constexpr std::size_t kMaxRecords = 100'000;
constexpr std::size_t kMaxNameBytes = 1'024;

/// Little-endian numbers of a stretch of bytes; one that lies beyond it is 0 and is remembered.
class Fields
{
public:
    Fields(const char *bytes, std::size_t size) : m_bytes(bytes), m_size(size) {}
    std::uint64_t number(std::size_t at, std::size_t bytes)
    {
        std::uint64_t value = 0;
        if (at > m_size || bytes > m_size - at)
            m_isShort = true;
        else
            std::memcpy(&value, m_bytes + at, bytes);
        return value;
    }
    std::uint16_t u16(std::size_t at) { return static_cast<std::uint16_t>(number(at, 2)); }
    std::uint32_t u32(std::size_t at) { return static_cast<std::uint32_t>(number(at, 4)); }
    std::uint64_t u64(std::size_t at) { return number(at, 8); }
    std::string_view text(std::size_t at, std::size_t bytes)
    {
        if (at <= m_size && bytes <= m_size - at)
            return {m_bytes + at, bytes};
        m_isShort = true;
        return {};
    }
    bool isShort() const { return m_isShort; }

private:
    const char *m_bytes;
    std::size_t m_size;
    bool m_isShort = false;
};

/// Where the directory lies.
struct Directory {
    std::uint64_t begin = 0, bytes = 0, records = 0;
};

std::optional<Directory> findDirectory(const RegularFile &file)
{
    constexpr std::uint64_t longestComment = 65'535;
    if (file.size() < kEndBytes)
        return std::nullopt;
    const std::uint64_t tailBytes =
        std::min(file.size(), kEndBytes + longestComment + kLocatorBytes);
    const std::uint64_t tailBegin = file.size() - tailBytes;
    QByteArray tail(static_cast<qsizetype>(tailBytes), '\0');
    if (!file.readAt(tailBegin, tail.data(), tailBytes))
        return std::nullopt;
    Fields fields(tail.constData(), tailBytes);
    for (std::uint64_t at = tailBytes - kEndBytes + 1; at-- > 0;) {
        // A comment may hold the signature; the right one's comment ends with the file.
        if (fields.u32(at) != kEnd || at + kEndBytes + fields.u16(at + 20) != tailBytes)
            continue;
        Directory directory{fields.u32(at + 16), fields.u32(at + 12), fields.u16(at + 10)};
        std::uint64_t end = tailBegin + at;
        if (at >= kLocatorBytes && fields.u32(at - kLocatorBytes) == kEnd64Locator) {
            const std::uint64_t begin64 = fields.u64(at - kLocatorBytes + 8);
            char bytes[kEnd64Bytes];
            if (begin64 > end || end - begin64 < kEnd64Bytes + kLocatorBytes ||
                !file.readAt(begin64, bytes, kEnd64Bytes))
                return std::nullopt;
            Fields end64(bytes, kEnd64Bytes);
            if (end64.u32(0) != kEnd64)
                return std::nullopt;
            directory = {end64.u64(48), end64.u64(40), end64.u64(32)};
            end = begin64;
        }
        if (directory.bytes > end || directory.begin > end - directory.bytes)
            return std::nullopt;
        return directory;
    }
    return std::nullopt;
}

bool couldLeaveAFolder(std::string_view name)
{
    return name.empty() || name.front() == '/' || name.find('\\') != name.npos ||
           name.find('\0') != name.npos || name.find(':') != name.npos || name == ".." ||
           name.starts_with("../") || name.find("/../") != name.npos || name.ends_with("/..");
}

/// A row of the directory.
struct Row {
    std::string_view name;
    std::uint64_t packedBytes = 0, bytes = 0, localBegin = 0;
    std::uint32_t crc = 0;
    std::uint16_t flags = 0, method = 0;
    std::uint64_t rowBytes = 0;
};

/// Sizes that don't fit 32 bits stand in an extra field, those that do are left out there.
bool takeZip64(Row &row, std::string_view extra)
{
    constexpr std::uint64_t elsewhere = 0xFFFFFFFF;
    const bool needed =
        row.bytes == elsewhere || row.packedBytes == elsewhere || row.localBegin == elsewhere;
    Fields fields(extra.data(), extra.size());
    for (std::size_t at = 0; needed && at + 4 <= extra.size();) {
        const std::size_t size = fields.u16(at + 2);
        if (size > extra.size() - at - 4)
            return false;
        if (fields.u16(at) == 1) {
            Fields sizes(extra.data() + at + 4, size);
            std::size_t next = 0;
            for (std::uint64_t *value : {&row.bytes, &row.packedBytes, &row.localBegin})
                if (*value == elsewhere) {
                    *value = sizes.u64(next);
                    next += 8;
                }
            return !sizes.isShort();
        }
        at += 4 + size;
    }
    return !needed;
}

std::optional<Row> rowAt(std::string_view directory, std::size_t at)
{
    Fields fields(directory.data() + at, directory.size() - at);
    if (fields.u32(0) != kCentralHeader)
        return std::nullopt;
    Row row;
    row.flags = fields.u16(8);
    row.method = fields.u16(10);
    row.crc = fields.u32(16);
    row.packedBytes = fields.u32(20);
    row.bytes = fields.u32(24);
    row.localBegin = fields.u32(42);
    const std::size_t nameBytes = fields.u16(28), extraBytes = fields.u16(30);
    row.name = fields.text(kCentralBytes, nameBytes);
    const std::string_view extra = fields.text(kCentralBytes + nameBytes, extraBytes);
    row.rowBytes = kCentralBytes + nameBytes + extraBytes + fields.u16(32);
    if (fields.isShort() || row.rowBytes > directory.size() - at || !takeZip64(row, extra))
        return std::nullopt;
    return row;
}

/// What is wrong with a row by itself; empty: nothing.
QString rowProblem(const Row &row, bool isNameChecked)
{
    const QString name = shownRecord(row.name);
    if (row.name.size() > kMaxNameBytes || (isNameChecked && couldLeaveAFolder(row.name)))
        return Text::tr("Its record “%1” has a name that isn't allowed.").arg(name);
    if (row.flags & 1)
        return Text::tr("Its record “%1” is encrypted.").arg(name);
    if (row.method == 0 && row.packedBytes != row.bytes)
        return Text::tr("Its record “%1” has %2 bytes but declares %3.")
            .arg(name)
            .arg(row.packedBytes)
            .arg(row.bytes);
    return {};
}
} // namespace

QString shownRecord(std::string_view name)
{
    constexpr std::size_t most = 80;
    const QString text =
        QString::fromUtf8(name.data(), static_cast<qsizetype>(std::min(name.size(), most)));
    return name.size() > most ? text + QChar(0x2026) : text;
}

bool hasZipDirectory(const RegularFile &file)
{
    return findDirectory(file).has_value();
}

Result<std::vector<ZipRecord>> readZipDirectory(const RegularFile &file, StrangeNames strange)
{
    const auto refused = [](const QString &what) {
        return Error{ErrorKind::Model, what, {}, {}, {}};
    };
    const auto directory = findDirectory(file);
    if (!directory)
        return refused(Text::tr("It has no table of its records: an incomplete download?"));
    if (directory->bytes > kMaxDirectoryBytes || directory->records > kMaxRecords)
        return refused(Text::tr("It holds more than %1 records.").arg(kMaxRecords));
    QByteArray bytes(static_cast<qsizetype>(directory->bytes), '\0');
    if (!file.readAt(directory->begin, bytes.data(), directory->bytes))
        return refused(Text::tr("It changed while it was read."));

    std::vector<ZipRecord> records;
    std::set<std::string> names;
    struct Place {
        std::uint64_t begin, end; ///< from the local header on
        std::string name;
    };
    std::vector<Place> places;
    const std::string_view rows(bytes.constData(), directory->bytes);
    std::size_t at = 0;
    for (std::uint64_t i = 0; i < directory->records; ++i) {
        const auto row = rowAt(rows, at);
        if (!row)
            return refused(Text::tr("Its table of records is damaged at row %1.").arg(i + 1));
        at += row->rowBytes;
        if (const QString problem = rowProblem(*row, strange == StrangeNames::Refuse);
            !problem.isEmpty())
            return refused(problem);
        const QString name = shownRecord(row->name);
        if (!names.emplace(row->name).second)
            return refused(Text::tr("Its record “%1” stands in it twice.").arg(name));

        char local[kLocalBytes];
        if (row->localBegin > directory->begin ||
            directory->begin - row->localBegin < kLocalBytes ||
            !file.readAt(row->localBegin, local, kLocalBytes))
            return refused(Text::tr("Its record “%1” lies outside of it.").arg(name));
        Fields fields(local, kLocalBytes);
        const std::uint64_t begin = row->localBegin + kLocalBytes + fields.u16(26) + fields.u16(28);
        std::string localName(fields.u16(26), '\0');
        if (fields.u32(0) != kLocalHeader || localName.size() != row->name.size() ||
            !file.readAt(row->localBegin + kLocalBytes, localName.data(), localName.size()) ||
            localName != row->name)
            return refused(
                Text::tr("Its record “%1” doesn't begin where its table says.").arg(name));
        if (begin > directory->begin || row->packedBytes > directory->begin - begin)
            return refused(Text::tr("Its record “%1” lies outside of it.").arg(name));
        places.push_back({row->localBegin, begin + row->packedBytes, localName});
        if (strange == StrangeNames::Refuse || !couldLeaveAFolder(localName))
            records.push_back({std::move(localName), begin, begin + row->packedBytes, row->crc,
                               row->bytes, row->method});
    }
    std::ranges::sort(places, {}, &Place::begin);
    for (std::size_t i = 1; i < places.size(); ++i)
        if (places[i].begin < places[i - 1].end)
            return refused(Text::tr("Its records “%1” and “%2” overlap.")
                               .arg(shownRecord(places[i - 1].name), shownRecord(places[i].name)));
    return records;
}

} // namespace tunedesk
