#include "engine/training/states_file.h"

#include "base/crc32.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace tunedesk
{

namespace
{
constexpr char kMagic[8] = {'T', 'D', 'S', 'T', 'A', 'T', 'E', '1'};
constexpr std::size_t kKeyBytes = 32;
constexpr char kSuffix[] = ".states";
constexpr char kUnfinished[] = ".part";

/// What stands before the sums and the rows.
struct Header {
    std::array<char, sizeof kMagic> magic{};
    std::array<char, kKeyBytes> key{};
    std::uint64_t rows = 0, bytes = 0;
    std::uint32_t sumOfSums = 0, unused = 0;
};
static_assert(sizeof(Header) == 64);

template <typename Byte, typename Transfer>
bool transferAll(Byte *at, std::int64_t bytes, std::int64_t offset, const Transfer &transfer)
{
    while (bytes > 0) {
        const ssize_t done = transfer(at, static_cast<std::size_t>(bytes), offset);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        at += done;
        offset += done;
        bytes -= done;
    }
    return true;
}

bool writeAt(int descriptor, const void *from, std::int64_t bytes, std::int64_t offset)
{
    return transferAll(static_cast<const char *>(from), bytes, offset,
                       [descriptor](const char *at, std::size_t count, std::int64_t place) {
                           return ::pwrite(descriptor, at, count, place);
                       });
}

bool readAt(int descriptor, void *to, std::int64_t bytes, std::int64_t offset)
{
    return transferAll(static_cast<char *>(to), bytes, offset,
                       [descriptor](char *at, std::size_t count, std::int64_t place) {
                           return ::pread(descriptor, at, count, place);
                       });
}

std::int64_t dataOffset(std::size_t rows)
{
    return static_cast<std::int64_t>(sizeof(Header) + rows * sizeof(std::uint32_t));
}

std::int64_t dataBytes(const std::vector<std::int64_t> &ends)
{
    return ends.empty() ? 0 : ends.back();
}

QString pathOf(const StatesPlace &place)
{
    return place.folder + QLatin1Char('/') + QString::fromLatin1(place.key.toHex().left(32)) +
           QLatin1String(kSuffix);
}

/// Removes what a killed process left, and the files used longest ago until `bytes` more fit.
bool makeRoom(const StatesPlace &place, qint64 bytes)
{
    if (bytes > StatesFile::kMostBytes || !QDir().mkpath(place.folder))
        return false;
    const QDir folder(place.folder);
    const QString all = QLatin1Char('*') + QLatin1String(kSuffix);
    for (const QFileInfo &left : folder.entryInfoList({all + QLatin1String(kUnfinished)}))
        QFile::remove(left.filePath());
    const auto freeBytes = [&] {
        return place.freeBytes ? place.freeBytes(place.folder)
                               : QStorageInfo(place.folder).bytesAvailable();
    };
    qint64 kept = 0;
    QFileInfoList files = folder.entryInfoList({all}, QDir::Files, QDir::Time); // newest first
    for (const QFileInfo &file : files)
        kept += file.size();
    while (!files.isEmpty() && (kept + bytes > StatesFile::kMostBytes ||
                                freeBytes() < bytes + StatesFile::kReserveBytes)) {
        const QFileInfo oldest = files.takeLast();
        kept -= oldest.size();
        QFile::remove(oldest.filePath());
    }
    return freeBytes() >= bytes + StatesFile::kReserveBytes;
}
} // namespace

StatesFile::StatesFile(int descriptor, const std::vector<std::int64_t> &ends)
    : m_descriptor(descriptor), m_ends(ends), m_sums(ends.size())
{
}

StatesFile::StatesFile(StatesFile &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)), m_ends(std::move(other.m_ends)),
      m_sums(std::move(other.m_sums)), m_key(std::move(other.m_key)),
      m_path(std::move(other.m_path)), m_temporary(std::exchange(other.m_temporary, QString()))
{
}

StatesFile &StatesFile::operator=(StatesFile &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_ends, other.m_ends);
    std::swap(m_sums, other.m_sums);
    std::swap(m_key, other.m_key);
    std::swap(m_path, other.m_path);
    std::swap(m_temporary, other.m_temporary);
    return *this;
}

StatesFile::~StatesFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    if (!m_temporary.isEmpty())
        QFile::remove(m_temporary);
}

std::optional<StatesFile> StatesFile::find(const StatesPlace &place,
                                           const std::vector<std::int64_t> &ends)
{
    if (place.folder.isEmpty())
        return std::nullopt;
    const QByteArray path = QFile::encodeName(pathOf(place));
    const int descriptor = ::open(path.constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0)
        return std::nullopt;
    StatesFile file(descriptor, ends);
    if (!file.isWhole(place.key))
        return std::nullopt;
    // The one used last is removed last.
    ::utimensat(AT_FDCWD, path.constData(), nullptr, 0);
    return file;
}

std::optional<StatesFile> StatesFile::create(const StatesPlace &place,
                                             const std::vector<std::int64_t> &ends)
{
    if (!place.folder.isEmpty())
        if (auto onDisk = createOnDisk(place, ends))
            return onDisk;
    if (dataBytes(ends) > place.mostMemory)
        return std::nullopt;
    const int descriptor = ::memfd_create("states", MFD_CLOEXEC);
    if (descriptor < 0)
        return std::nullopt;
    return StatesFile(descriptor, ends);
}

std::optional<StatesFile> StatesFile::createOnDisk(const StatesPlace &place,
                                                   const std::vector<std::int64_t> &ends)
{
    const qint64 whole = dataOffset(ends.size()) + dataBytes(ends);
    if (!makeRoom(place, whole))
        return std::nullopt;
    const QString path = pathOf(place);
    const QString temporary = path + QLatin1String(kUnfinished);
    const int descriptor = ::open(QFile::encodeName(temporary).constData(),
                                  O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0)
        return std::nullopt;
    StatesFile file(descriptor, ends);
    file.m_key = place.key;
    file.m_path = path;
    file.m_temporary = temporary;
    // Told now and not when half of it is written.
    if (::posix_fallocate(descriptor, 0, whole) != 0)
        return std::nullopt;
    return file;
}

std::int64_t StatesFile::begin(std::size_t row) const
{
    return row == 0 ? 0 : m_ends[row - 1];
}

std::int64_t StatesFile::bytes(std::size_t row) const
{
    return m_ends[row] - begin(row);
}

bool StatesFile::write(std::size_t row, const void *from)
{
    m_sums[row] = crc32(from, static_cast<std::size_t>(bytes(row)));
    return writeAt(m_descriptor, from, bytes(row), dataOffset(m_ends.size()) + begin(row));
}

bool StatesFile::read(std::size_t row, void *to) const
{
    return readAt(m_descriptor, to, bytes(row), dataOffset(m_ends.size()) + begin(row));
}

bool StatesFile::finish()
{
    if (m_path.isEmpty())
        return true;
    const auto sumBytes = static_cast<std::int64_t>(m_sums.size() * sizeof(std::uint32_t));
    Header header{.rows = m_ends.size(),
                  .bytes = static_cast<std::uint64_t>(dataBytes(m_ends)),
                  .sumOfSums = crc32(m_sums.data(), static_cast<std::size_t>(sumBytes))};
    std::memcpy(header.magic.data(), kMagic, sizeof kMagic);
    std::memcpy(header.key.data(), m_key.constData(),
                std::min(kKeyBytes, static_cast<std::size_t>(m_key.size())));
    if (!writeAt(m_descriptor, m_sums.data(), sumBytes, sizeof header) ||
        !writeAt(m_descriptor, &header, sizeof header, 0))
        return false;
    // No fsync: what a power cut leaves doesn't fit its sums, and is made anew.
    if (::rename(QFile::encodeName(m_temporary).constData(),
                 QFile::encodeName(m_path).constData()) != 0)
        return false;
    m_temporary.clear();
    return true;
}

bool StatesFile::isWhole(const QByteArray &key)
{
    Header header;
    const auto sumBytes = static_cast<std::int64_t>(m_sums.size() * sizeof(std::uint32_t));
    struct stat status {
    };
    if (::fstat(m_descriptor, &status) != 0 || !S_ISREG(status.st_mode) ||
        status.st_size != dataOffset(m_ends.size()) + dataBytes(m_ends) ||
        !readAt(m_descriptor, &header, sizeof header, 0) ||
        std::memcmp(header.magic.data(), kMagic, sizeof kMagic) != 0 ||
        key.size() != static_cast<qsizetype>(kKeyBytes) ||
        std::memcmp(header.key.data(), key.constData(), kKeyBytes) != 0 ||
        header.rows != m_ends.size() ||
        header.bytes != static_cast<std::uint64_t>(dataBytes(m_ends)) ||
        !readAt(m_descriptor, m_sums.data(), sumBytes, sizeof header) ||
        header.sumOfSums != crc32(m_sums.data(), static_cast<std::size_t>(sumBytes)))
        return false;
    std::vector<char> content;
    for (std::size_t row = 0; row < m_ends.size(); ++row) {
        content.resize(static_cast<std::size_t>(bytes(row)));
        if (!read(row, content.data()) || crc32(content.data(), content.size()) != m_sums[row])
            return false;
    }
    return true;
}

} // namespace tunedesk
