#include "jobs/watch_index.h"

#include "project/index_watch.h"

#include <QCoreApplication>
#include <QThread>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(WatchIndex)
};

constexpr qint64 kMany = 20'000; ///< pairs; fewer take a second or two
constexpr unsigned long kLookMs = 50;
} // namespace

Result<bool> isIndexBehind(const QString &projectFile)
{
    const auto watch = IndexWatch::open(projectFile);
    if (!watch)
        return watch.error();
    const auto progress = watch->progress();
    if (!progress)
        return progress.error();
    return progress->missing() >= kMany;
}

Result<Outcome> watchIndex(const QString &projectFile, JobContext &job)
{
    auto watch = IndexWatch::open(projectFile);
    if (!watch)
        return watch.error();
    std::optional<qint64> first;
    while (true) {
        const auto progress = watch->progress();
        if (!progress)
            return progress.error();
        if (progress->missing() == 0)
            return Outcome::Finished;
        if (job.stopRequested()) {
            watch->stopIndexing();
            return Outcome::Stopped;
        }
        if (!first)
            first = progress->indexedTo;
        job.report(progress->indexedTo - *first, progress->last - *first,
                   Text::tr("Searches read what is not in the index yet"));
        QThread::msleep(kLookMs);
    }
}

} // namespace tunedesk
