#pragma once

#include "base/result.h"
#include "project/watched_file.h"

#include <QString>

#include <utility>

namespace tunedesk
{

/// How far the index of words reaches, as numbers of pairs.
struct IndexProgress {
    qint64 indexedTo = 0, last = 0;
    qint64 missing() const { return last > indexedTo ? last - indexedTo : 0; }
};

/// Looks on while the index of words is made after an import, in short turns of the writer. Until a
/// pair is in it, a search reads the pair itself. One thread.
class IndexWatch
{
public:
    /// Errors: those of Project::open().
    static Result<IndexWatch> open(const QString &projectFile);

    Result<IndexProgress> progress() const;
    /// It is left as it is until the next import, or until the file is opened again.
    void stopIndexing();

private:
    explicit IndexWatch(WatchedFile file) : m_file(std::move(file)) {}

    WatchedFile m_file;
};

} // namespace tunedesk
