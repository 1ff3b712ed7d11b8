#include "project/kept_locks.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace tunedesk
{

namespace
{
constexpr long long kSharedFirst = 0x40000002, kSharedBytes = 510; ///< of the database
constexpr long long kInUse = 128; ///< of -shm: whoever has it open; else it is made anew

constexpr long long kWriter = 0x40000200; ///< behind SQLite's bytes

int opened(const QString &path, int mode = O_RDONLY)
{
    return ::open(QFile::encodeName(path).constData(), mode | O_CLOEXEC | O_NOFOLLOW);
}
} // namespace

KeptLocks::KeptLocks(const QString &path)
    : m_locks{Lock{opened(path), kSharedFirst, kSharedBytes},
              Lock{opened(path + QStringLiteral("-shm")), kInUse, 1}}
{
}

KeptLocks::~KeptLocks()
{
    for (const Lock &lock : m_locks)
        if (lock.descriptor >= 0)
            ::close(lock.descriptor);
}

bool KeptLocks::renew()
{
    bool areHeld = true;
    for (const Lock &lock : m_locks) {
        struct flock wanted {
        };
        wanted.l_type = F_RDLCK;
        wanted.l_whence = SEEK_SET;
        wanted.l_start = lock.first;
        wanted.l_len = lock.bytes;
        areHeld &= lock.descriptor >= 0 && ::fcntl(lock.descriptor, F_SETLK, &wanted) == 0;
    }
    return areHeld;
}

WriterClaim::~WriterClaim()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

bool WriterClaim::take(const QString &path)
{
    if (m_descriptor < 0)
        m_descriptor = opened(path, O_RDWR);
    struct flock wanted {
    };
    wanted.l_type = F_WRLCK;
    wanted.l_whence = SEEK_SET;
    wanted.l_start = kWriter;
    wanted.l_len = 1;
    return m_descriptor < 0 || ::fcntl(m_descriptor, F_OFD_SETLK, &wanted) == 0 ||
           (errno != EAGAIN && errno != EACCES);
}

} // namespace tunedesk
