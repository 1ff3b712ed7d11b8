#include "base/regular_file.h"

#include <QCoreApplication>
#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(RegularFile)
};
} // namespace

Result<RegularFile> RegularFile::open(const QString &path)
{
    // O_NONBLOCK: a named pipe must not hold the program up.
    RegularFile file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK),
                     0);
    struct stat status {
    };
    if (file.m_descriptor < 0 || ::fstat(file.m_descriptor, &status) != 0)
        return Error{ErrorKind::File, Text::tr("The file can't be opened."), path,
                     Text::tr("Check that the file exists and may be read."),
                     qt_error_string(errno)};
    if (!S_ISREG(status.st_mode))
        return Error{ErrorKind::File, Text::tr("This is no regular file."), path,
                     Text::tr("Put a regular file in its place.")};
    file.m_size = static_cast<std::uint64_t>(status.st_size);
    return file;
}

RegularFile::RegularFile(RegularFile &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)), m_size(other.m_size)
{
}

RegularFile &RegularFile::operator=(RegularFile &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_size, other.m_size);
    return *this;
}

RegularFile::~RegularFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

bool RegularFile::readAt(std::uint64_t offset, void *to, std::uint64_t bytes) const
{
    auto *at = static_cast<char *>(to);
    while (bytes > 0) {
        const ssize_t got = ::pread(m_descriptor, at, bytes, static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        offset += static_cast<std::uint64_t>(got);
        bytes -= static_cast<std::uint64_t>(got);
    }
    return true;
}

} // namespace tunedesk
