#pragma once

#include "base/result.h"

#include <QString>

namespace tunedesk
{

/// Looks at a file before SQLite may write to it: bytes first, then a connection that can't write.
/// Must not run while this process has the file open: closing a file drops SQLite's locks on it.
/// @param newestVersion the format that this program writes
/// @return the file's format. Errors: File (not there, no project, cut off), Unsupported (newer,
/// names both formats),
///         Database (damaged).
Result<int> checkProjectFile(const QString &path, int newestVersion);

/// Of a project whose log somebody left behind who can write to it, as this process can't.
Error leftLog(const QString &path);

/// Makes an empty project at a path where nothing is; a temporary sibling first, so that a half one
/// never stands there. Errors: File (exists already, folder not writable), Disk, Database.
Result<void> makeProjectFile(const QString &path);

} // namespace tunedesk
