#pragma once

#include <QString>

namespace tunedesk
{

/// Whether a folder can take an export, before anything is written.
struct TargetCheck {
    enum class Problem { None, Empty, InUse, NotWritable, NoSpace } problem = Problem::None;
    QString text; ///< translated, one sentence
    qint64 freeBytes = 0;
};

/// ~/TuneDesk/models/<name>, with -2, -3 … behind it until the name is free.
QString suggestedExportFolder(const QString &runName);
QString freeExportFolder(const QString &wanted);
/// @param neededBytes 0: not known
TargetCheck checkTarget(const QString &folder, qint64 neededBytes);

} // namespace tunedesk
