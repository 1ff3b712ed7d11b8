#include "base/atomic_file.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <tuple>
#include <unistd.h>
#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(AtomicFile)
};

Error fileError(const QString &path, const char *call, int errorNumber)
{
    if (errorNumber == ENOSPC || errorNumber == EDQUOT)
        return {ErrorKind::Disk, Text::tr("The disk is full."), path,
                Text::tr("Make some space and try again; nothing was lost."),
                QString::fromLatin1(call)};
    return {ErrorKind::File, Text::tr("The file could not be written."), path,
            Text::tr("Check that the folder exists and may be written to."),
            QStringLiteral("%1: %2").arg(QString::fromLatin1(call), qt_error_string(errorNumber))};
}

constexpr qsizetype kRandomLetters = 6; ///< that mkostemps() fills in

/// By its name, or by what it begins with whatever its name is. Projects are made otherwise.
bool isProject(const QString &path)
{
    if (path.endsWith(QLatin1String(".tunedesk"), Qt::CaseInsensitive))
        return true;
    const QFileInfo info(path);
    QFile file(path);
    return info.isFile() && file.open(QIODevice::ReadOnly) &&
           file.read(16) == QByteArrayView("SQLite format 3", 16);
}
} // namespace

AtomicFile::AtomicFile(QString path) : m_path(std::move(path)) {}

AtomicFile::~AtomicFile()
{
    discard();
}

Error AtomicFile::failure(const char *call, int errorNumber) const
{
    return fileError(m_path, call, errorNumber);
}

Result<void> AtomicFile::open()
{
    if (isProject(m_path))
        return Error{ErrorKind::Input, Text::tr("The file would be written over a project."),
                     m_path, Text::tr("Choose another name.")};
    if (QFileInfo(m_path).isDir())
        return failure("open", EISDIR);
    QByteArray name = QFile::encodeName(m_path + QStringLiteral(".XXXXXX.part"));
    m_descriptor = ::mkostemps(name.data(), 5, O_CLOEXEC);
    if (m_descriptor < 0)
        return failure("mkostemps", errno);
    m_temporary = name;
    ::fchmod(m_descriptor, 0644);
    std::ignore = ::flock(m_descriptor, LOCK_SH | LOCK_NB); // says that its writer lives
    return {};
}

Result<void> AtomicFile::write(const void *data, qint64 bytes)
{
    const char *at = static_cast<const char *>(data);
    while (bytes > 0) {
        const ssize_t written = ::write(m_descriptor, at, static_cast<size_t>(bytes));
        if (written < 0) {
            if (errno == EINTR)
                continue;
            return failure("write", errno);
        }
        at += written;
        bytes -= written;
    }
    return {};
}

Result<void> AtomicFile::commit()
{
    if (::fsync(m_descriptor) != 0)
        return failure("fsync", errno);
    if (::close(std::exchange(m_descriptor, -1)) != 0)
        return failure("close", errno);
    if (::rename(m_temporary.constData(), QFile::encodeName(m_path).constData()) != 0)
        return failure("rename", errno);
    m_temporary.clear();
    return syncFolder(QFileInfo(m_path).absolutePath());
}

void AtomicFile::discard()
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
    if (!m_temporary.isEmpty())
        ::unlink(m_temporary.constData());
    m_temporary.clear();
}

void removeLeftovers(const QString &path)
{
    constexpr qint64 kYoungSeconds = 60; // between making such a file and locking it
    const QFileInfo target(path);
    const QString begin = target.fileName() + QLatin1Char('.');
    const QString end = QStringLiteral(".part");
    const QDateTime old = QDateTime::currentDateTimeUtc().addSecs(-kYoungSeconds);
    for (const QFileInfo &info :
         QDir(target.absolutePath()).entryInfoList(QDir::Files | QDir::Hidden | QDir::NoSymLinks)) {
        const QString name = info.fileName();
        const QString letters = name.mid(begin.size(), name.size() - begin.size() - end.size());
        const bool isOurs = name.startsWith(begin) && name.endsWith(end) &&
                            letters.size() == kRandomLetters &&
                            std::all_of(letters.begin(), letters.end(), [](QChar letter) {
                                return letter.unicode() < 0x80 && letter.isLetterOrNumber();
                            });
        if (!isOurs || info.lastModified() > old)
            continue;
        const QByteArray file = QFile::encodeName(info.absoluteFilePath());
        const int descriptor = ::open(file.constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
        if (descriptor < 0)
            continue;
        if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0)
            std::ignore = ::unlink(file.constData());
        ::close(descriptor);
    }
}

Result<void> writeFileAtomically(const QString &path, QByteArrayView bytes)
{
    AtomicFile file(path);
    if (auto opened = file.open(); !opened)
        return opened;
    if (auto written = file.write(bytes); !written)
        return written;
    return file.commit();
}

Result<void> syncFolder(const QString &folder)
{
    const int descriptor =
        ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return fileError(folder, "open", errno);
    const int outcome = ::fsync(descriptor);
    const int errorNumber = errno;
    ::close(descriptor);
    if (outcome != 0 && errorNumber != EINVAL) // some file systems know no fsync of folders
        return fileError(folder, "fsync", errorNumber);
    return {};
}

} // namespace tunedesk
