#pragma once

#include "base/result.h"
#include "engine/training/checkpoint_folder.h"

#include <functional>
#include <future>
#include <memory>
#include <vector>

namespace tunedesk
{

/// What is to stand in a checkpoint's folder.
struct Checkpoint {
    QString folder;
    std::vector<CheckpointFile> files;
    /// When all of it is on disk, before it takes its place: an Error leaves the one before.
    std::function<Result<void>()> written;
};

/// Writes checkpoints on a thread of its own while the training goes on, which has to wait only
/// where it would change tensors that are not read yet. Nothing is copied. One thread, on which
/// `written` is called too. Errors: Disk, File, and what `written` says.
class CheckpointWriting
{
public:
    /// @param freeBytes empty: asks the system
    explicit CheckpointWriting(FreeBytes freeBytes) : m_freeBytes(std::move(freeBytes)) {}
    /// finish(), also where a step threw: what was checked stays. Nobody hears of an error.
    ~CheckpointWriting();

    /// After the ones before are in their place. They take theirs in this order, each for itself:
    /// one that has no room keeps none before it away.
    Result<void> start(std::vector<Checkpoint> checkpoints);
    /// Until then the tensors must stay as they are.
    void waitUntilRead();
    /// What is on disk takes its place; doesn't wait for the disk.
    Result<void> settle();
    /// Waits for the disk first.
    Result<void> finish();

private:
    struct Part {
        CheckpointWriter writer;
        Checkpoint checkpoint;
        Result<void> result;
    };
    static void write(std::vector<std::unique_ptr<Part>> &parts, std::promise<void> &read);

    FreeBytes m_freeBytes;
    std::vector<std::unique_ptr<Part>> m_parts; ///< the thread's until m_done is ready
    std::future<void> m_read, m_done;           ///< not valid: nothing is under way
};

} // namespace tunedesk
