#include "fuzz_input.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <cstdlib>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace tunedesk
{

namespace
{
void require(bool worked)
{
    if (!worked)
        std::abort(); // the target can't do its work: no finding, but never a pass
}

void writeAll(int descriptor, const std::uint8_t *data, std::size_t bytes)
{
    require(::ftruncate(descriptor, 0) == 0);
    for (std::size_t at = 0; at < bytes;) {
        const ssize_t written = ::pwrite(descriptor, data + at, bytes - at, static_cast<off_t>(at));
        require(written > 0);
        at += static_cast<std::size_t>(written);
    }
}
} // namespace

InputFile::InputFile() : m_descriptor(::memfd_create("input", MFD_CLOEXEC))
{
    require(m_descriptor >= 0);
}

InputFile::~InputFile()
{
    ::close(m_descriptor);
}

void InputFile::set(const std::uint8_t *data, std::size_t bytes)
{
    writeAll(m_descriptor, data, bytes);
}

QString InputFile::path() const
{
    return QStringLiteral("/proc/self/fd/%1").arg(m_descriptor);
}

InputFolder::InputFolder()
{
    const QString memory = QStringLiteral("/dev/shm");
    QTemporaryDir folder((QDir(memory).exists() ? memory : QDir::tempPath()) +
                         QStringLiteral("/fuzz-XXXXXX"));
    require(folder.isValid());
    folder.setAutoRemove(false);
    m_path = folder.path();
}

InputFolder::~InputFolder()
{
    QDir(m_path).removeRecursively();
}

void InputFolder::set(const char *name, const std::uint8_t *data, std::size_t bytes)
{
    const QByteArray path = QFile::encodeName(m_path) + '/' + name;
    const int descriptor = ::open(path.constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    require(descriptor >= 0);
    writeAll(descriptor, data, bytes);
    ::close(descriptor);
}

} // namespace tunedesk
