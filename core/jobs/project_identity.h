#pragma once

#include "base/result.h"

#include <QString>

namespace tunedesk
{

class Project;

/// What tells this project's exported rows from another's: 12 hexadecimal digits, drawn once and
/// kept in the file. A copy of the file has the same ones. Empty: none was drawn yet.
Result<QString> projectIdentity(Project &project);

/// The same; one is drawn where there is none. Errors: File (open for reading only), Database,
/// Disk.
Result<QString> ensureProjectIdentity(Project &project);

} // namespace tunedesk
