#include "project/database.h"

#include "project/migrator.h"
#include "project/project_file.h"
#include "project/staged_import.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QStorageInfo>

#include <algorithm>
#include <chrono>
#include <future>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Project)
};

/// Which files this process has open. An entry stays until the file is closed for good, not only
/// let go of: a second Database meanwhile would open the file beside the first one's locks.
struct OpenFiles {
    std::mutex mutex;
    std::condition_variable closed;
    QMap<QString, std::weak_ptr<Database>> databases;
};

OpenFiles &openFiles()
{
    static OpenFiles files;
    return files;
}

void closeDatabase(Database *database)
{
    const QString path = database->path();
    delete database;
    OpenFiles &files = openFiles();
    const std::scoped_lock lock(files.mutex);
    files.databases.remove(path);
    files.closed.notify_all();
}

int newestVersion()
{
    static const int version = projectMigrations().back().version;
    return version;
}

constexpr qint64 kBusyMs = 10'000; ///< a person who labels comes again
constexpr std::chrono::seconds kLockTime(1);

Error busy(const QString &path, const std::optional<ProjectHolder> &holder)
{
    QString what = Text::tr("Another program is writing to the project.");
    if (holder)
        what = Text::tr("The project is open for writing in “%1” (process %2 on %3).")
                   .arg(holder->program)
                   .arg(holder->pid)
                   .arg(holder->host);
    return {ErrorKind::Busy, what, path,
            Text::tr("Close it there, or open the project here for reading only.")};
}

/// Without a writer in this process. A connection that may write tidies -wal and -shm away at its
/// end, so it is tried first.
Result<std::unique_ptr<Connection>> openForReading(const QString &path)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    const bool mayWriteFile = ::access(QFile::encodeName(path).constData(), W_OK) == 0;
    const bool mayWriteFolder = ::access(folder.constData(), W_OK) == 0;
    const auto readable = [](const Result<std::unique_ptr<Connection>> &connection) {
        return connection &&
               (*connection)->scalar(QStringLiteral("SELECT count(*) FROM sqlite_schema"));
    };
    if (mayWriteFile && mayWriteFolder) {
        auto connection = Connection::open(path, Connection::Role::Reader);
        if (readable(connection)) {
            // Whoever holds the project tidies up, also if its locks were lost: see KeptLocks.
            if (Project::holder(path))
                sqlite3_db_config((*connection)->sqlite(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1,
                                  nullptr);
            return connection;
        }
    }
    // Files that this one would make in the folder would be in the way of whoever may write.
    const bool makesFiles = mayWriteFolder && !(QFile::exists(path + QStringLiteral("-wal")) &&
                                                QFile::exists(path + QStringLiteral("-shm")));
    if (mayWriteFile || !makesFiles) {
        auto connection = Connection::open(path, Connection::Role::ReadOnly);
        if (readable(connection))
            return connection;
    }
    if (QFileInfo(path + QStringLiteral("-wal")).size() == 0)
        return Connection::open(path, Connection::Role::Immutable);
    return leftLog(path);
}
} // namespace

std::optional<FilePlace> placeOf(const QString &path)
{
    struct stat status {
    };
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return std::nullopt;
    return FilePlace{quint64(status.st_dev), quint64(status.st_ino)};
}

Result<std::shared_ptr<Database>> Database::acquire(const QString &path, Project::Mode mode)
{
    const QString canonical = QFileInfo(path).canonicalFilePath();
    std::shared_ptr<Database> database;
    {
        OpenFiles &files = openFiles();
        std::unique_lock lock(files.mutex);
        while (!canonical.isEmpty() && files.databases.contains(canonical)) {
            database = files.databases.value(canonical).lock();
            if (database)
                break;
            files.closed.wait(lock);
        }
        if (!database) {
            const auto version =
                checkProjectFile(canonical.isEmpty() ? path : canonical, newestVersion());
            if (!version)
                return version.error();
            // The last owner may be a task on the writer thread, which can't wait for itself.
            database.reset(new Database(canonical, *version), [](Database *last) {
                if (last->isWriterThread())
                    std::thread(closeDatabase, last).detach();
                else
                    closeDatabase(last);
            });
            files.databases.insert(canonical, database);
        }
    }
    if (mode == Project::Mode::ReadWrite)
        if (auto started = database->lockAndStart(); !started)
            return started.error();
    return database;
}

Database::~Database()
{
    if (m_thread.joinable()) {
        {
            const std::scoped_lock lock(m_mutex);
            m_ends = true;
        }
        m_wake.notify_one();
        m_thread.join();
    }
}

Result<QString> Database::pathForReading()
{
    const std::scoped_lock lock(m_opening);
    if (m_format >= newestVersion())
        return m_path;
    const auto file = [this] { return m_upToDateCopy->filePath(QFileInfo(m_path).fileName()); };
    if (m_upToDateCopy)
        return file();
    auto original = openForReading(m_path);
    if (!original)
        return original.error();
    m_upToDateCopy = std::make_unique<QTemporaryDir>();
    const auto make = [&]() -> Result<void> {
        if (!m_upToDateCopy->isValid())
            return Error{ErrorKind::File, m_upToDateCopy->errorString(), QDir::tempPath(), {}};
        // It still can't write to the project itself, but to the copy.
        if (auto free = (*original)->execute(QStringLiteral("PRAGMA query_only = OFF")); !free)
            return free;
        if (auto copied = copyWhole(**original, file()); !copied)
            return copied;
        auto copy = Connection::open(file(), Connection::Role::Builder);
        if (!copy)
            return copy.error();
        const auto migrated = migrate(**copy, projectMigrations());
        return migrated ? Result<void>() : Result<void>(migrated.error());
    };
    if (const auto made = make(); !made) {
        m_upToDateCopy.reset();
        return Error{made.error().kind,
                     Text::tr("The project has the older format %1, and the copy to read it by "
                              "could not be made.")
                         .arg(m_format),
                     m_path,
                     Text::tr("Free some space in “%1”, or open the project for writing once; it "
                              "is then brought up to date.")
                         .arg(QDir::tempPath()),
                     made.error().toLine()};
    }
    return file();
}

Result<std::unique_ptr<Connection>> Database::connect(Project::Mode mode)
{
    if (mode == Project::Mode::ReadWrite)
        return Connection::open(m_path, Connection::Role::Reader, this);
    const auto path = pathForReading();
    return path ? openForReading(*path) : Result<std::unique_ptr<Connection>>(path.error());
}

Result<void> Database::lockAndStart()
{
    const std::scoped_lock opening(m_opening);
    if (m_thread.joinable())
        return {};
    const Error mayNotWrite{
        ErrorKind::File, Text::tr("The project may not be written to."), m_path,
        Text::tr("Check the rights of the file and its folder, or open it for reading only.")};
    // SQLite would open it all the same, and refuse the first label.
    if (::access(QFile::encodeName(m_path).constData(), W_OK) != 0)
        return mayNotWrite;
    auto lock = std::make_unique<QLockFile>(m_path + QStringLiteral(".lock"));
    lock->setStaleLockTime(0); // only a dead holder loses it, however long it has held it
    if (!lock->tryLock(0)) {
        if (lock->error() == QLockFile::LockFailedError)
            return busy(m_path, Project::holder(m_path));
        // Qt has no name of its own for a full disk.
        const QStorageInfo storage(QFileInfo(m_path).absolutePath());
        if (lock->error() == QLockFile::UnknownError && storage.bytesAvailable() == 0)
            return Error{ErrorKind::Disk, Text::tr("The disk is full; nothing of this was saved."),
                         m_path, Text::tr("Make some space on the disk and try again.")};
        return mayNotWrite;
    }
    if (!m_claim.take(m_path))
        return busy(m_path, std::nullopt);

    std::promise<Result<void>> started;
    auto outcome = started.get_future();
    m_ends = false;
    m_thread = std::thread([this, &started] {
        auto writer = Connection::open(m_path, Connection::Role::Writer, this);
        Result<void> ready;
        if (!writer) {
            ready = writer.error();
        } else {
            m_writer = std::move(*writer);
            m_place = placeOf(m_path);
            const auto version = m_writer->scalar(QStringLiteral("PRAGMA user_version"));
            if (!version)
                ready = version.error();
            else if (version->toInt() < newestVersion()) {
                if (auto copy = backUp(*m_writer, version->toInt()); !copy)
                    ready = copy.error();
                else if (auto migrated = migrate(*m_writer, projectMigrations()); !migrated)
                    ready = migrated.error();
            }
            // A file on a disk mounted for reading opens without complaint.
            if (ready)
                ready = transaction([](Connection &) -> Result<void> { return {}; });
        }
        const bool isReady = ready.has_value();
        if (isReady) {
            m_logPlace = placeOf(m_path + QStringLiteral("-wal"));
            m_locks = std::make_unique<KeptLocks>(m_path);
        }
        started.set_value(std::move(ready));
        if (isReady)
            work();
        m_writer.reset();
    });
    Result<void> ready = outcome.get();
    if (!ready) {
        m_thread.join();
        m_thread = {};
        return ready;
    }
    m_lock = std::move(lock);
    m_format = newestVersion();
    enqueue([this] { clearInBackground(); });
    enqueue([this] { indexInBackground(); });
    moveSteps();
    return {};
}

void Database::work()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        if (!m_wake.wait_for(lock, kLockTime, [this] { return m_ends || !m_tasks.empty(); })) {
            lock.unlock();
            m_locks->renew();
            emptyLogOfMovedFile();
            mergeLog();
            lock.lock();
            continue;
        }
        if (m_tasks.empty()) {
            lock.unlock();
            finishIndex();
            emptyLogOfMovedFile();
            return;
        }
        {
            std::function<void()> task = std::move(m_tasks.front());
            m_tasks.pop_front();
            lock.unlock();
            task();
        }
        lock.lock();
    }
}

void Database::enqueue(std::function<void()> task)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_tasks.push_back(std::move(task));
    }
    m_wake.notify_one();
}

bool Database::isBusy()
{
    const std::scoped_lock lock(m_mutex);
    if (!m_tasks.empty())
        m_quiet.setRemainingTime(kBusyMs);
    return !m_quiet.hasExpired();
}

Result<void> Database::transaction(const std::function<Result<void>(Connection &)> &act)
{
    if (m_inTransaction)
        return m_writer->nested(act);
    if (auto kept = keepLocks(); !kept)
        return kept;
    if (auto begun = m_writer->execute(QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return begun;
    m_inTransaction = true;
    Result<void> outcome = act(*m_writer);
    if (outcome)
        outcome = checkPlace();
    if (outcome)
        outcome = m_writer->execute(QStringLiteral("COMMIT"));
    m_hasLog |= outcome.has_value();
    if (!outcome) // after a full disk SQLite has rolled back already
        std::ignore = m_writer->execute(QStringLiteral("ROLLBACK"));
    m_inTransaction = false;
    return outcome;
}

Result<void> Database::keepLocks()
{
    if (!m_locks) // not begun yet
        return {};
    m_locks->renew();
    if (auto there = checkPlace(); !there) // says more, where all of it was moved
        return there;
    if (!m_logPlace || placeOf(m_path + QStringLiteral("-wal")) == m_logPlace)
        return {};
    return Error{ErrorKind::File,
                 Text::tr("Another program put the project's log away while the project was open; "
                          "this was not saved."),
                 m_path, Text::tr("Close the project and open it again.")};
}

/// What goes to a file that nobody finds any more would only seem to be saved. SQLite keeps the old
/// one open, so that its number stays its own.
Result<void> Database::checkPlace() const
{
    const auto place = placeOf(m_path);
    if (place == m_place)
        return {};
    return Error{ErrorKind::File,
                 place ? Text::tr("Another file was put in the place of the project while it was "
                                  "open; this was not saved.")
                       : Text::tr("The project file was moved or deleted while it was open; this "
                                  "was not saved."),
                 m_path,
                 place ? Text::tr("Close the project and open it again; what was saved before is "
                                  "in the file that was put away.")
                       : Text::tr("Put the file back where it was, and do it again.")};
}

Result<void> Database::run(const std::function<Result<void>(Connection &)> &act)
{
    if (isWriterThread())
        return transaction(act);
    std::promise<Result<void>> promise;
    auto outcome = promise.get_future();
    enqueue([&] { promise.set_value(transaction(act)); });
    return outcome.get();
}

void Database::runLater(std::function<Result<void>(Connection &)> act,
                        std::function<void(Result<void>)> done)
{
    enqueue([this, act = std::move(act), done = std::move(done)] {
        Result<void> outcome = transaction(act);
        if (done)
            done(std::move(outcome));
    });
}

void Database::runInTurns(std::function<Result<bool>(Connection &)> turn,
                          std::function<void(Result<void>)> done)
{
    enqueue([this, turn = std::move(turn), done = std::move(done)] {
        bool isMore = false;
        Result<void> outcome = m_writer->execute(QStringLiteral("PRAGMA foreign_keys = OFF"));
        if (outcome)
            outcome = transaction([&](Connection &writer) -> Result<void> {
                const auto more = turn(writer);
                if (!more)
                    return more.error();
                isMore = *more;
                return {};
            });
        if (auto on = m_writer->execute(QStringLiteral("PRAGMA foreign_keys = ON")); !on)
            outcome = on;
        if (outcome && isMore)
            runInTurns(turn, done);
        else
            done(std::move(outcome));
    });
}

Result<qint64> Database::beginStaging(const std::function<Result<qint64>(Connection &)> &insert)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_stagedImport)
            return Error{ErrorKind::Busy,
                         Text::tr("Another file is being imported into the project."), m_path,
                         Text::tr("Wait until it is done and try again.")};
        m_stagedImport = 0;
    }
    const Result<void> inserted = run([&](Connection &writer) -> Result<void> {
        const auto id = insert(writer);
        if (!id)
            return id.error();
        // Before the commit: the writer's next task may be one that clears what has no owner.
        const std::scoped_lock lock(m_mutex);
        m_stagedImport = *id;
        return {};
    });
    const std::scoped_lock lock(m_mutex);
    if (!inserted) {
        m_stagedImport.reset();
        return inserted.error();
    }
    return *m_stagedImport;
}

void Database::endStaging(qint64 importId)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_stagedImport == importId)
            m_stagedImport.reset();
        m_isIndexing = true;
    }
    enqueue([this] { clearInBackground(); });
    enqueue([this] { indexInBackground(); });
}

Result<bool> Database::clearUnfinished(int rows)
{
    Q_ASSERT(!isWriterThread());
    std::promise<Result<bool>> promise;
    auto outcome = promise.get_future();
    enqueue([&] { promise.set_value(clearOnWriter(rows)); });
    return outcome.get();
}

Result<bool> Database::clearOnWriter(int rows)
{
    qint64 living = 0;
    {
        const std::scoped_lock lock(m_mutex);
        living = m_stagedImport.value_or(0);
    }
    return clearStagedRows(*m_writer, living, rows);
}

void Database::setRunLives(qint64 runId, bool lives)
{
    const std::scoped_lock lock(m_mutex);
    if (lives)
        m_livingRuns.insert(runId);
    else
        m_livingRuns.erase(runId);
}

std::set<qint64> Database::livingRuns() const
{
    const std::scoped_lock lock(m_mutex);
    return m_livingRuns;
}

} // namespace tunedesk
