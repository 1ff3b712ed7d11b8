#include "engine/training/checkpoint_writing.h"

#include <chrono>
#include <functional>
#include <utility>

namespace tunedesk
{

CheckpointWriting::~CheckpointWriting()
{
    try {
        static_cast<void>(finish());
    } catch (...) { // the one that is under way says more
    }
}

Result<void> CheckpointWriting::start(std::vector<Checkpoint> checkpoints)
{
    if (auto finished = finish(); !finished)
        return finished;
    qint64 bytes = 0; // of the ones before it too, which are not written when it looks for room
    for (Checkpoint &checkpoint : checkpoints) {
        for (const CheckpointFile &file : checkpoint.files)
            bytes += bytesOf(file);
        const QString folder = checkpoint.folder;
        m_parts.push_back(std::unique_ptr<Part>(
            new Part{CheckpointWriter(folder, m_freeBytes), std::move(checkpoint), {}}));
        m_parts.back()->result = m_parts.back()->writer.open(bytes);
    }
    if (m_parts.empty())
        return {};
    std::promise<void> read;
    m_read = read.get_future();
    m_done = std::async(std::launch::async,
                        [this, read = std::move(read)]() mutable { write(m_parts, read); });
    return {};
}

void CheckpointWriting::write(std::vector<std::unique_ptr<Part>> &parts, std::promise<void> &read)
{
    // A thread for each: the sums of large files take longer than to hand these to the system.
    const auto each = [&parts](auto act) {
        std::vector<std::future<void>> others;
        for (std::size_t i = 1; i < parts.size(); ++i)
            others.push_back(std::async(std::launch::async, act, std::ref(*parts[i])));
        act(*parts.front());
        for (std::future<void> &other : others)
            other.get();
    };
    each([](Part &part) {
        for (const CheckpointFile &file : part.checkpoint.files)
            if (part.result)
                part.result = part.writer.add(file);
        part.checkpoint.files.clear();
    });
    read.set_value();
    each([](Part &part) {
        if (part.result)
            part.result = part.writer.seal();
    });
}

void CheckpointWriting::waitUntilRead()
{
    if (m_read.valid())
        m_read.wait();
}

Result<void> CheckpointWriting::settle()
{
    using namespace std::chrono_literals;
    return m_done.valid() && m_done.wait_for(0s) == std::future_status::ready ? finish()
                                                                              : Result<void>();
}

Result<void> CheckpointWriting::finish()
{
    if (!m_done.valid())
        return {};
    m_done.wait();
    const auto parts = std::exchange(m_parts, {});
    m_read = {};
    std::exchange(m_done, {}).get(); // memory may have run out there
    for (const auto &part : parts) {
        if (!part->result)
            return part->result;
        if (auto heard = part->checkpoint.written(); !heard)
            return heard;
        if (auto placed = part->writer.putInPlace(); !placed)
            return placed;
    }
    return {};
}

} // namespace tunedesk
