#pragma once

#include "base/result.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace tunedesk
{

class Connection;

/// "TnDk": in the header of every project file.
inline constexpr int kApplicationId = 0x546e446b;

/// The step from format `version` - 1 to `version`.
struct Migration {
    int version = 0;
    QString sql; ///< statements end with ";" at the end of a line, triggers with a line "END;"
};

/// Schema and sample lie in a static library, whose resources the linker would drop.
void initProjectResources();

/// Steps from an empty file to this program's format, out of resources/schema.
std::vector<Migration> projectMigrations();

/// Views, triggers and virtual tables that these steps make, each as SQLite keeps its text.
QStringList ownProgramParts(const std::vector<Migration> &steps);

/// Brings a file to the last step's format in one transaction: all steps or none.
/// @param connection Writer or Builder
/// @return the format before. Errors: Database, Disk.
Result<int> migrate(Connection &connection, const std::vector<Migration> &steps);

/// VACUUM INTO `target`, where nothing may be. Not synced. @param connection not query_only
/// Errors: Disk, File, Database.
Result<void> copyWhole(Connection &connection, const QString &target);

/// A whole copy beside the file, named after its format: VACUUM INTO a temporary → fsync → rename.
/// @return path of the copy. Errors: Disk, File, Database.
Result<QString> backUp(Connection &connection, int version);

} // namespace tunedesk
