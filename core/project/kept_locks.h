#pragma once

#include <QString>

#include <array>

namespace tunedesk
{

/// Takes the locks again that SQLite has on a project for as long as it is open. Locks of POSIX are
/// a process's and all go when it closes any descriptor of the file, as a file dialog does that
/// looks into a project to say what kind of file it is. Without them another process takes itself
/// for the last one, and tidies the log away that this one writes to.
/// From the first connection's opening to the last one's closing. One thread.
/// Source: https://www.sqlite.org/fileformat.html#the_lock_byte_page, …/walformat.html#wal_locks
class KeptLocks
{
public:
    /// @param path the database's, where it and its -shm are
    explicit KeptLocks(const QString &path);
    ~KeptLocks();
    KeptLocks(const KeptLocks &) = delete;
    KeptLocks &operator=(const KeptLocks &) = delete;

    /// @return whether all are held. In no exclusive step of SQLite, which would lose its own.
    bool renew();

private:
    struct Lock {
        int descriptor = -1;
        long long first = 0, bytes = 0;
    };
    std::array<Lock, 2> m_locks;
};

/// That a process is the one that writes to a file, whatever name it has: renamed or linked a
/// second time it would have another -wal and another lock file. A lock of the open file
/// description, which no other descriptor's closing takes away. From the first try to the last
/// connection's closing, as above. One thread.
class WriterClaim
{
public:
    WriterClaim() = default;
    ~WriterClaim();
    WriterClaim(const WriterClaim &) = delete;
    WriterClaim &operator=(const WriterClaim &) = delete;

    /// @return false: another one has it. A file system that knows no such locks has none.
    bool take(const QString &path);

private:
    int m_descriptor = -1;
};

} // namespace tunedesk
