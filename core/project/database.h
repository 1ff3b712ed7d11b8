#pragma once

#include "project/connection.h"
#include "project/kept_locks.h"
#include "project/moving_step.h"
#include "project/project.h"

#include <QDeadlineTimer>
#include <QLockFile>
#include <QTemporaryDir>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

namespace tunedesk
{

/// Which file stands at a path.
struct FilePlace {
    quint64 device = 0, number = 0;
    bool operator==(const FilePlace &) const = default;
};
/// Nothing: no file is there.
std::optional<FilePlace> placeOf(const QString &path);

/// A project file as this process has it open: at most one writer connection, on a thread of its
/// own, and the lock that keeps other processes from writing. Shared by all Projects of the file;
/// the last one closes it. Any thread.
class Database
{
public:
    /// The one of this process for a file, opened (and migrated) where there is none yet.
    static Result<std::shared_ptr<Database>> acquire(const QString &path, Project::Mode mode);
    ~Database();

    QString path() const { return m_path; }
    /// A reading connection for the calling thread. Reading alone changes no file: one of an older
    /// format is then read by a temporary copy that was brought up to date, as it was at that time.
    /// Errors: those of opening, Disk or File where the copy can't be made.
    Result<std::unique_ptr<Connection>> connect(Project::Mode mode);

    /// Runs act on the writer in a transaction of its own and waits; on the writer thread it runs
    /// at once, as a part of the transaction under way if there is one.
    Result<void> run(const std::function<Result<void>(Connection &)> &act);
    /// Of the writer's task: something waits for it, or did in the last seconds and may again.
    bool isBusy();
    /// Queues it; done is called on the writer thread after the commit or the failure.
    void runLater(std::function<Result<void>(Connection &)> act,
                  std::function<void(Result<void>)> done);

    /// Runs turn on the writer again and again, each time in a transaction of its own with others'
    /// writing in between, until it says that nothing is left or fails. SQLite doesn't look whether
    /// what it writes points at rows that are there. Does not wait; done is called on the writer
    /// thread.
    void runInTurns(std::function<Result<bool>(Connection &)> turn,
                    std::function<void(Result<void>)> done);

    /// Begins the one import that may be under way and gives it the number that `insert` returns.
    /// Errors: Busy, those of `insert`.
    Result<qint64> beginStaging(const std::function<Result<qint64>(Connection &)> &insert);
    /// It is finished, or what it wrote is to be cleared.
    void endStaging(qint64 importId);
    /// Clears up to `rows` pairs that unfinished imports left. @return false: nothing was left
    Result<bool> clearUnfinished(int rows);

    /// Leaves the index of words as it is until the next import. Any thread.
    void stopIndexing();

    /// Goes on with a step that is under way (see moving_step.h), in short turns. Any thread.
    void moveSteps();
    /// What kept it from going on; it is tried again by moveSteps().
    std::optional<Error> moveFailure() const;

    /// Runs that this process works on, so that markInterrupted() leaves them alone.
    void setRunLives(qint64 runId, bool lives);
    std::set<qint64> livingRuns() const;

private:
    Database(QString path, int format) : m_path(std::move(path)), m_format(format) {}
    Result<void> lockAndStart();
    Result<QString> pathForReading();
    void work();
    Result<void> transaction(const std::function<Result<void>(Connection &)> &act);
    Result<void> checkPlace() const;
    void emptyLogOfMovedFile();
    void mergeLog();
    /// Takes SQLite's locks again. Errors: File (another process has tidied the log away, and what
    /// is written to the one that SQLite has open would be lost).
    Result<void> keepLocks();
    void enqueue(std::function<void()> task);
    Result<bool> clearOnWriter(int rows);
    void clearInBackground();
    void indexInBackground();
    void moveInBackground();
    void finishIndex();
    bool isWriterThread() const { return m_thread.get_id() == std::this_thread::get_id(); }

    QString m_path; ///< canonical
    std::mutex m_opening;
    int m_format;                                  ///< of the file; under m_opening
    std::unique_ptr<QTemporaryDir> m_upToDateCopy; ///< under m_opening; outlives its connections
    std::unique_ptr<QLockFile> m_lock;

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_tasks;
    bool m_ends = false, m_isIndexing = true;
    std::set<qint64> m_livingRuns;
    std::optional<qint64> m_stagedImport; ///< under way; 0 until it has its number
    std::optional<Error> m_moveFailure;
    bool m_isMoving = false; ///< a turn is queued

    StepMover m_mover;                    ///< m_thread only
    int m_indexedAtOnce = 50;             ///< pairs; m_thread only
    QDeadlineTimer m_quiet;               ///< until then others may come again; m_thread only
    std::unique_ptr<Connection> m_writer; ///< made, used and closed on m_thread
    bool m_inTransaction = false;         ///< m_thread only
    bool m_hasLog = true;                 ///< something may be in the -wal alone; m_thread only
    std::optional<FilePlace> m_place;     ///< of the file that m_writer has open; m_thread only
    std::optional<FilePlace> m_logPlace;  ///< of its -wal; m_thread only
    WriterClaim m_claim;                  ///< closed after all connections; under m_opening
    std::unique_ptr<KeptLocks> m_locks;   ///< closed after all connections; used on m_thread
    std::thread m_thread;
};

} // namespace tunedesk
