#pragma once

#include <QString>

#include <optional>

namespace tunedesk
{

/// What an exported row is known by: the project that it came from and the number of its pair
/// there, as "p3f2a9c417b06-128". A letter in front, so that no spreadsheet program takes it for a
/// number or a date.
/// @param identity 12 hexadecimal digits
QString exportedId(const QString &identity, qint64 pair);

/// Whether a text is such an id, of whatever project.
bool isExportedId(const QString &text);

/// The pair's number; none: the text is no such id, or one of another project.
std::optional<qint64> pairOfExportedId(const QString &text, const QString &identity);

} // namespace tunedesk
