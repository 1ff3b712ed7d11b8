#include "export/export_target.h"

#include "train/run_text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ExportTarget)
};

QString fileName(const QString &runName)
{
    QString name;
    for (const QChar letter : runName.trimmed().toLower())
        name += letter.isLetterOrNumber() ? letter : QLatin1Char('-');
    while (name.contains(QLatin1String("--")))
        name.replace(QLatin1String("--"), QLatin1String("-"));
    while (name.endsWith(QLatin1Char('-')))
        name.chop(1);
    while (name.startsWith(QLatin1Char('-')))
        name.remove(0, 1);
    return name.isEmpty() ? QStringLiteral("model") : name.left(60);
}

bool isFree(const QString &folder)
{
    const QFileInfo info(folder);
    return !info.exists() || (info.isDir() && QDir(folder).isEmpty());
}

/// The folder itself, or the nearest one above it that exists.
QString existingAncestor(QString folder)
{
    while (!folder.isEmpty() && !QFileInfo::exists(folder)) {
        const QString above = QFileInfo(folder).path();
        if (above == folder)
            break;
        folder = above;
    }
    return folder;
}
} // namespace

QString suggestedExportFolder(const QString &runName)
{
    return freeExportFolder(QDir::homePath() + QStringLiteral("/TuneDesk/models/") +
                            fileName(runName));
}

QString freeExportFolder(const QString &wanted)
{
    QString folder = wanted;
    for (int n = 2; !isFree(folder); ++n)
        folder = QStringLiteral("%1-%2").arg(wanted).arg(n);
    return folder;
}

TargetCheck checkTarget(const QString &folder, qint64 neededBytes)
{
    using Problem = TargetCheck::Problem;
    if (folder.trimmed().isEmpty() || QDir::isRelativePath(folder))
        return {Problem::Empty, Text::tr("Give the whole path of a folder."), 0};
    if (!isFree(folder))
        return {Problem::InUse,
                Text::tr("There is something in this folder already. Choose another name."), 0};
    const QString ancestor = existingAncestor(folder);
    const QFileInfo info(ancestor);
    if (!info.isDir() || !info.isWritable())
        return {Problem::NotWritable,
                Text::tr("Nothing may be written to %1.").arg(QDir::toNativeSeparators(ancestor)),
                0};
    const qint64 room = QStorageInfo(ancestor).bytesAvailable();
    if (neededBytes > 0 && room >= 0 && room < neededBytes)
        return {
            Problem::NoSpace,
            Text::tr("%1 are free, %2 are needed.").arg(bytesText(room), bytesText(neededBytes)),
            room};
    return {Problem::None, room > 0 ? Text::tr("%1 free").arg(bytesText(room)) : QString(), room};
}

} // namespace tunedesk
