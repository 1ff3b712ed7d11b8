#pragma once

#include "dataset/table_source.h"

namespace tunedesk
{

/// Whether a file begins as an XLSX, or any ZIP file, does. A file that can't be read doesn't.
bool isZipFile(const QString &path);

/// A sheet of an XLSX as a table: format.sheet, else the first that is shown. @param format
/// completed Errors: File, Input (no XLSX, damaged, a DTD, unpacks to too much, no such sheet, no
/// rows, more than 1,024 columns).
Result<std::unique_ptr<TableSource>> openXlsx(const QString &path, PairFormat &format);

} // namespace tunedesk
