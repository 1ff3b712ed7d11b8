#pragma once

#include "base/result.h"
#include "project/label_store.h"
#include "project/pair_store.h"
#include "project/run_store.h"
#include "project/settings_store.h"
#include "project/snapshot_store.h"
#include "project/staged_import.h"

#include <QString>

#include <functional>
#include <future>
#include <memory>

namespace tunedesk
{

class ChangeLog;
class Database;

/// Who holds the project for writing.
struct ProjectHolder {
    qint64 pid = 0;
    QString host;
    QString program;
};

/// One thread's door to a project file (`*.tunedesk`, SQLite). Cheap to open: a job opens its own by path.
///
/// Reading goes over this thread's own query-only connection. All writing of the process goes through one writer
/// connection on one writer thread, shared by every Project of the same file (Debian's SQLite may corrupt a WAL file
/// that two connections write or checkpoint at once). A lock beside the file keeps a second process from writing.
class Project
{
public:
    enum class Mode { ReadWrite, ReadOnly };

    /// Makes a new empty project. Errors: File (exists already, folder not writable), Disk.
    static Result<Project> create(const QString &path);
    /// Opens; migrates an older file after a backup copy, ReadOnly a temporary copy of it. ReadWrite falls back to
    /// nothing: see Busy.
    /// Errors: File (not there, no project, damaged), Unsupported (newer version; names both),
    ///         Busy (another process writes; names pid and host — open ReadOnly instead), Database.
    static Result<Project> open(const QString &path, Mode mode = Mode::ReadWrite);
    Project(Project &&) noexcept;
    Project &operator=(Project &&) noexcept;
    ~Project();

    QString path() const;
    /// Folder of the same name beside the file, for checkpoints; made when first asked for.
    QString folder() const;
    bool isReadOnly() const;
    /// The process that writes, when that is not this one.
    static std::optional<ProjectHolder> holder(const QString &path);

    /// Stores of this thread's read connection. Their writing calls run on the writer thread in one transaction
    /// each (BEGIN IMMEDIATE … COMMIT, on disk when they return) and wait for it; never call those on the window's
    /// thread, use writeLater() there.
    PairStore &pairs();
    LabelStore &labels();
    SnapshotStore &snapshots();
    RunStore &runs();
    SettingsStore &settings();
    /// Changes of data by people, with undo and redo that last: project/change_log.h.
    ChangeLog &changes();

    /// Runs `act` on the writer thread with a Project bound to the writer connection, all in one transaction: all of
    /// it is on disk afterwards or none of it. Inside, stores' writing calls join that transaction.
    /// An Error returned rolls back. Waits.
    Result<void> write(const std::function<Result<void>(Project &)> &act);

    /// The same without waiting: `done` is called on the writer thread once it is on disk or has failed.
    void writeLater(std::function<Result<void>(Project &)> act, std::function<void(Result<void>)> done);

    /// Begins an import in many short transactions, seen by nobody before it is finished. What an earlier one left
    /// unfinished is to be cleared first: its pairs would count as duplicates. Errors: Busy (one is under way),
    /// File (open for reading only), Database, Disk.
    Result<StagedImport> stageImport(const QString &path);
    /// import.finish() in one transaction with what `act` writes: all of it is there afterwards or none of it.
    Result<void> finishImport(StagedImport &import, const QString &by,
                              const std::function<Result<void>(Project &)> &act);
    /// Clears up to `rows` pairs that imports left unfinished in the file, unseen. @return false: nothing was left
    Result<bool> clearUnfinishedImports(int rows);

private:
    struct State;
    explicit Project(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace tunedesk
