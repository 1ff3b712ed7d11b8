#pragma once

#include "base/result.h"
#include "project/pair_store.h"

#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace tunedesk
{

class Connection;
class Database;

/// An import that nobody sees before finish(). Its rows are written in many short transactions, so
/// that a label never waits long for the writer; its contents come to shown_contents at the end.
/// Destroyed without finish(), or left behind by a process that was killed, its rows are cleared out
/// of the file in the background.
/// One at a time for each project file; the thread of its Project, which outlives it.
class StagedImport
{
public:
    static constexpr std::size_t kMostPending = 1'000'000;

    /// See Project::stageImport(). @param mostPending contents that are kept in memory, 32 bytes each
    static Result<StagedImport> begin(Connection &connection, std::shared_ptr<Database> database,
                                      const QString &path,
                                      std::size_t mostPending = kMostPending);
    StagedImport(StagedImport &&) noexcept;
    StagedImport &operator=(StagedImport &&) = delete;
    ~StagedImport();

    qint64 id() const;
    /// As PairStore::add(), in as many transactions as it takes to hold the writer briefly.
    Result<PairStore::AddResult> add(const std::vector<DialoguePair> &rows,
                                     const QString &annotator);
    /// The same without waiting for the disk: meanwhile the next rows can be made. What fails there
    /// is the error of the next call; after an error nothing more is added and nothing finished.
    Result<PairStore::AddResult> addAhead(const std::vector<DialoguePair> &rows,
                                          const QString &annotator);
    /// All of it is seen from now on, together with what `also` writes, and is a step of the history.
    /// A pair that was shown again meanwhile stays; the import's own is then in the bin.
    /// @param by the person's name   Errors: Database, Disk, those of `also`.
    Result<void> finish(const QString &by = {},
                        const std::function<Result<void>(Connection &)> &also = {});

private:
    struct State;
    explicit StagedImport(std::unique_ptr<State> state);

    std::unique_ptr<State> m_state; ///< null: moved from
};

/// Takes up to `rows` pairs of unfinished imports out of the file, in a transaction of its own.
/// @param living the import that is under way and stays; 0: none
/// @return false: nothing was left
Result<bool> clearStagedRows(Connection &writer, qint64 living, int rows);

} // namespace tunedesk
