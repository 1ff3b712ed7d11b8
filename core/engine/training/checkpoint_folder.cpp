#include "engine/training/checkpoint_folder.h"

#include "base/sha256.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStorageInfo>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <optional>
#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Checkpoint)
};

constexpr char kManifest[] = "manifest.json";
/// Room that is left for the project file, which goes on being written.
constexpr qint64 kReserveBytes = 16 * 1024 * 1024;

QString besideName(const QString &folder, const char *suffix)
{
    return folder + QLatin1String(suffix);
}

bool isComplete(const QString &folder)
{
    return QFileInfo::exists(folder + QLatin1Char('/') + QLatin1String(kManifest));
}

Error damaged(const QString &file)
{
    return {ErrorKind::File, Text::tr("The checkpoint is damaged."), file,
            Text::tr("Train again; the pairs and labels are not affected.")};
}

Error unwritable(const QString &path, const char *call, int errorNumber)
{
    return {ErrorKind::File, Text::tr("The checkpoint could not be written."), path,
            Text::tr("Check that the folder exists and may be written to. The checkpoint before is "
                     "kept."),
            QStringLiteral("%1: %2").arg(QString::fromLatin1(call), qt_error_string(errorNumber))};
}

std::optional<QJsonObject> fileRecord(const QString &path)
{
    const auto sum = sha256OfFile(path);
    if (!sum)
        return std::nullopt;
    return QJsonObject{{QStringLiteral("bytes"), QFileInfo(path).size()},
                       {QStringLiteral("sha256"), QString::fromLatin1(sum->toHex())}};
}

qint64 systemFreeBytes(const QString &folder)
{
    return QStorageInfo(folder).bytesAvailable();
}

int renamePath(const QString &from, const QString &to, unsigned flags = 0)
{
    return ::renameat2(AT_FDCWD, QFile::encodeName(from).constData(), AT_FDCWD,
                       QFile::encodeName(to).constData(), flags);
}

Result<void> replaceFolder(const QString &folder, const QString &with)
{
    const QString old = besideName(folder, ".old");
    QDir(old).removeRecursively();
    if (!QFileInfo::exists(folder)) {
        if (renamePath(with, folder) != 0)
            return unwritable(folder, "rename", errno);
        return syncFolder(QFileInfo(folder).absolutePath());
    }
    // One atomic exchange where the file system knows it; two renames elsewhere, which
    // checkpointExists() mends.
    if (renamePath(with, folder, RENAME_EXCHANGE) == 0) {
        if (renamePath(with, old) != 0)
            return unwritable(old, "rename", errno);
    } else if (renamePath(folder, old) != 0 || renamePath(with, folder) != 0) {
        return unwritable(folder, "rename", errno);
    }
    if (auto synced = syncFolder(QFileInfo(folder).absolutePath()); !synced)
        return synced;
    QDir(old).removeRecursively();
    return {};
}
} // namespace

qint64 bytesOf(const CheckpointFile &file)
{
    constexpr qint64 kTable = 64 * 1024;
    const auto *tensors = std::get_if<NamedTensors>(&file.content);
    if (!tensors)
        return std::get<QByteArray>(file.content).size();
    qint64 bytes = kTable;
    for (const NamedTensors *part : {tensors, &file.lasting})
        for (const auto &[name, tensor] : *part)
            bytes += static_cast<qint64>(tensor.nbytes());
    return bytes;
}

Result<void> checkSpace(const QString &folder, qint64 bytesNeeded, const FreeBytes &freeBytes)
{
    if (!QDir().mkpath(folder))
        return unwritable(folder, "mkdir", errno);
    const qint64 available = freeBytes ? freeBytes(folder) : systemFreeBytes(folder);
    if (available < 0 || available >= bytesNeeded + kReserveBytes)
        return {};
    const auto mib = [](qint64 bytes) { return (bytes + 1024 * 1024 - 1) / (1024 * 1024); };
    return Error{ErrorKind::Disk,
                 Text::tr("The disk has no room for a checkpoint: it needs %1 MiB, and %2 "
                          "MiB are free.")
                     .arg(mib(bytesNeeded + kReserveBytes))
                     .arg(mib(available)),
                 folder, Text::tr("Make some space, then train again.")};
}

CheckpointWriter::CheckpointWriter(QString folder, FreeBytes freeBytes)
    : m_folder(std::move(folder)),
      m_freeBytes(freeBytes ? std::move(freeBytes) : FreeBytes(systemFreeBytes))
{
}

CheckpointWriter::~CheckpointWriter()
{
    m_files.clear();
    if (m_isOpen)
        QDir(besideName(m_folder, ".tmp")).removeRecursively();
}

QString CheckpointWriter::temporaryPath(const QString &name) const
{
    return besideName(m_folder, ".tmp/") + name;
}

Error CheckpointWriter::withFolder(Error error) const
{
    error.where = m_folder;
    if (error.kind == ErrorKind::Disk)
        error.hint =
            Text::tr("Make some space and go on with the run; the checkpoint before is kept.");
    return error;
}

Result<void> CheckpointWriter::open(qint64 bytesNeeded)
{
    const QString parent = QFileInfo(m_folder).absolutePath();
    const QString temporary = besideName(m_folder, ".tmp");
    QDir(temporary).removeRecursively();
    if (auto room = checkSpace(parent, bytesNeeded, m_freeBytes); !room)
        return room.error().kind == ErrorKind::Disk ? withFolder(room.error()) : room;
    if (!QDir().mkdir(temporary))
        return unwritable(temporary, "mkdir", errno);
    m_isOpen = true;
    return {};
}

Result<void> CheckpointWriter::add(const CheckpointFile &file)
{
    auto opened = std::make_unique<AtomicFile>(temporaryPath(file.name));
    Result<void> written = opened->open();
    if (const auto *tensors = std::get_if<NamedTensors>(&file.content); tensors && written)
        written = writeTensors(*opened, *tensors, {}, file.lasting);
    else if (written)
        written = opened->write(std::get<QByteArray>(file.content));
    if (!written)
        return withFolder(written.error());
    m_names << file.name;
    m_files.push_back(std::move(opened));
    m_lasting.push_back(file.lasting);
    return {};
}

Result<void> CheckpointWriter::seal()
{
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        if (auto written = writeLaterTensors(*m_files[i], m_lasting[i]); !written)
            return withFolder(written.error());
        if (auto committed = m_files[i]->commit(); !committed)
            return withFolder(committed.error());
    }
    m_files.clear();
    m_lasting.clear();
    QJsonObject files;
    for (const QString &name : std::as_const(m_names)) {
        const auto record = fileRecord(temporaryPath(name));
        if (!record)
            return damaged(temporaryPath(name));
        files.insert(name, *record);
    }
    const QJsonObject manifest{{QStringLiteral("files"), files}};
    const auto written = writeFileAtomically(temporaryPath(QLatin1String(kManifest)),
                                             QJsonDocument(manifest).toJson());
    if (!written)
        return withFolder(written.error());
    return syncFolder(besideName(m_folder, ".tmp"));
}

Result<void> CheckpointWriter::putInPlace()
{
    auto replaced = replaceFolder(m_folder, besideName(m_folder, ".tmp"));
    if (replaced)
        m_isOpen = false;
    return replaced;
}

bool checkpointExists(const QString &folder)
{
    const QString old = besideName(folder, ".old");
    if (!isComplete(folder) && isComplete(old)) {
        QDir(folder).removeRecursively();
        renamePath(old, folder);
    }
    return isComplete(folder);
}

Result<void> verifyCheckpoint(const QString &folder)
{
    const QString path = folder + QLatin1Char('/') + QLatin1String(kManifest);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::File, Text::tr("There is no checkpoint."), folder,
                     Text::tr("Train again; the pairs and labels are not affected.")};
    const QJsonObject files =
        QJsonDocument::fromJson(file.readAll()).object().value(QStringLiteral("files")).toObject();
    if (files.isEmpty())
        return damaged(path);
    for (auto it = files.begin(); it != files.end(); ++it) {
        const auto record = fileRecord(folder + QLatin1Char('/') + it.key());
        if (!record || *record != it.value().toObject())
            return damaged(folder + QLatin1Char('/') + it.key());
    }
    return {};
}

} // namespace tunedesk
