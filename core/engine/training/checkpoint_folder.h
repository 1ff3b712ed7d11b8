#pragma once

#include "base/atomic_file.h"
#include "base/result.h"
#include "engine/checkpoint/tensor_file.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <variant>
#include <vector>

namespace tunedesk
{

/// Bytes that may still be written to the disk of a folder.
using FreeBytes = std::function<qint64(const QString &folder)>;

struct CheckpointFile {
    QString name;
    std::variant<NamedTensors, QByteArray> content; ///< the tensors are the owner's memory
    NamedTensors lasting = {}; ///< more of the same file, which nobody changes until it is sealed
};
qint64 bytesOf(const CheckpointFile &file); ///< about

/// Whether there is room for so many bytes and a reserve in a folder, which is made where it isn't
/// there. @param freeBytes empty: asks the system   Errors: Disk, File.
Result<void> checkSpace(const QString &folder, qint64 bytesNeeded, const FreeBytes &freeBytes);

/// Writes a folder of files whole or not at all: everything goes to `NAME.tmp`, its manifest (size
/// and SHA-256 of each file) last; then it takes the place of `NAME`, which stands until that
/// moment. Destroyed before, nothing is left and the folder before stays. One thread at a time.
/// Errors: Disk, File.
class CheckpointWriter
{
public:
    /// @param freeBytes empty: asks the system
    explicit CheckpointWriter(QString folder, FreeBytes freeBytes = {});
    ~CheckpointWriter();
    CheckpointWriter(const CheckpointWriter &) = delete;
    CheckpointWriter &operator=(const CheckpointWriter &) = delete;

    /// @param bytesNeeded refused at once when the disk has less
    Result<void> open(qint64 bytesNeeded);
    /// Reads the content and hands it to the system; nobody has to wait for the disk yet.
    Result<void> add(const CheckpointFile &file);
    /// Reads what is lasting. Everything is on disk, but the folder before still counts.
    Result<void> seal();
    Result<void> putInPlace();

private:
    QString temporaryPath(const QString &name) const;
    Error withFolder(Error error) const;

    QString m_folder;
    FreeBytes m_freeBytes;
    QStringList m_names;
    std::vector<std::unique_ptr<AtomicFile>> m_files; ///< of the names
    std::vector<NamedTensors> m_lasting;              ///< of the files
    bool m_isOpen = false;
};

/// Whether a checkpoint stands there, after bringing back the one before if a crash fell between
/// two renames.
bool checkpointExists(const QString &folder);

/// Compares size and SHA-256 of each file with the manifest. Errors: File (not there, damaged;
/// names the file).
Result<void> verifyCheckpoint(const QString &folder);

} // namespace tunedesk
