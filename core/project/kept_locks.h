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

} // namespace tunedesk
