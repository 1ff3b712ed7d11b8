#pragma once

#include "base/result.h"

#include <QByteArrayView>
#include <QString>

namespace tunedesk
{

/// Writes a file whole or not at all: temporary sibling → fsync (checked) → rename → fsync of the folder.
/// Until commit() succeeds an older file of that name is untouched; destroyed before, nothing is left. One thread.
/// Errors: Input (a project stands there, or would by its name), Disk (no space left), File (any other cause), each
/// naming the file.
/// (QSaveFile reports success when fdatasync fails and never syncs the folder.)
class AtomicFile
{
public:
    explicit AtomicFile(QString path);
    ~AtomicFile();
    AtomicFile(const AtomicFile &) = delete;
    AtomicFile &operator=(const AtomicFile &) = delete;

    Result<void> open();
    Result<void> write(const void *data, qint64 bytes);
    Result<void> write(QByteArrayView bytes) { return write(bytes.data(), bytes.size()); }
    Result<void> commit();
    /// The sibling, for a library that opens a file by its name; commit() syncs what it wrote.
    QByteArray temporaryName() const { return m_temporary; }

private:
    Error failure(const char *call, int errorNumber) const;
    void discard();

    QString m_path;
    QByteArray m_temporary;
    int m_descriptor = -1;
};

/// Removes what writing `path` left beside it where the writing process was killed. What a living
/// process still writes stays, and so does what is younger than a minute. Reads the folder.
void removeLeftovers(const QString &path);

/// The three steps in one call.
Result<void> writeFileAtomically(const QString &path, QByteArrayView bytes);

/// fsync of a folder, so that renames in it survive a power cut.
Result<void> syncFolder(const QString &folder);

} // namespace tunedesk
