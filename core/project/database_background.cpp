// What the writer's thread does while nobody writes: clears what an import left, fills the index of
// words, moves steps of the history, each in short turns.
#include "project/database.h"

#include "project/search_index.h"

#include <QElapsedTimer>

#include <algorithm>
#include <utility>

namespace tunedesk
{

namespace
{
constexpr int kClearedRows = 200;                    ///< at a time, about 30 ms
constexpr int kIndexingMs = 20, kFewestIndexed = 20; ///< a turn of the index of words
constexpr int kIndexedAtEnd = 100; ///< pairs when the file is closed: a window may wait for that
} // namespace

/// A short turn at a time, others' writing in between. What fails, or is left at the end of the
/// process, is for the next opening: nobody sees these rows.
void Database::clearInBackground()
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_ends)
            return;
    }
    if (const auto cleared = clearOnWriter(kClearedRows); cleared && *cleared)
        enqueue([this] { clearInBackground(); });
}

/// What an import brought, into the index of words: a search reads it itself until then.
void Database::indexInBackground()
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_ends || !m_isIndexing)
            return;
    }
    QElapsedTimer timer;
    timer.start();
    bool isMore = false;
    const Result<void> done = transaction([&](Connection &writer) -> Result<void> {
        const auto more = indexMorePairs(writer, m_indexedAtOnce);
        if (!more)
            return more.error();
        isMore = *more;
        return {};
    });
    const qint64 fitting = m_indexedAtOnce * kIndexingMs / std::max<qint64>(1, timer.elapsed());
    m_indexedAtOnce = int(std::clamp<qint64>(fitting, kFewestIndexed, 2 * m_indexedAtOnce));
    if (done && isMore)
        enqueue([this] { indexInBackground(); });
}

void Database::moveSteps()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_moveFailure.reset();
        if (std::exchange(m_isMoving, true))
            return;
    }
    enqueue([this] { moveInBackground(); });
}

/// What is left at the end of the process, the next opening goes on with.
void Database::moveInBackground()
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_ends)
            return;
    }
    bool isMore = false, hasEnded = false;
    const Result<void> done = transaction([&](Connection &writer) -> Result<void> {
        const auto before = movingStep(writer);
        if (!before)
            return before.error();
        const auto more = m_mover.move(writer);
        if (!more)
            return more.error();
        isMore = *more;
        hasEnded = *before && !isMore;
        return {};
    });
    {
        const std::scoped_lock lock(m_mutex);
        m_moveFailure = done ? std::optional<Error>() : done.error();
        m_isMoving = done && isMore;
        m_isIndexing = m_isIndexing || hasEnded;
    }
    if (done && isMore)
        enqueue([this] { moveInBackground(); });
    else if (hasEnded) // pairs that nobody saw could not go into it
        enqueue([this] { indexInBackground(); });
}

std::optional<Error> Database::moveFailure() const
{
    const std::scoped_lock lock(m_mutex);
    return m_moveFailure;
}

void Database::stopIndexing()
{
    const std::scoped_lock lock(m_mutex);
    m_isIndexing = false;
}

/// What is left for the index is little mostly, and a file that is opened again is then left as it
/// is.
void Database::finishIndex()
{
    std::ignore = transaction([](Connection &writer) -> Result<void> {
        const auto more = indexMorePairs(writer, kIndexedAtEnd);
        return more ? Result<void>() : Result<void>(more.error());
    });
}

/// What the log has goes to the file, wherever that is now: it would be missing there, and the log
/// would be taken for one of the file that comes in its place.
void Database::emptyLogOfMovedFile()
{
    if (placeOf(m_path) != m_place)
        std::ignore = m_writer->execute(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
}

/// Whoever copies the file alone has all of it once nobody writes any more.
void Database::mergeLog()
{
    if (!m_hasLog)
        return;
    Statement merge(*m_writer, QStringLiteral("PRAGMA wal_checkpoint(PASSIVE)"));
    if (!merge.run())
        return;
    // Pages in the log, and those of them that are in the file: a reader may need the old ones.
    std::ignore = merge.each([&] { m_hasLog = merge.integer(1) != merge.integer(2); });
}

} // namespace tunedesk
