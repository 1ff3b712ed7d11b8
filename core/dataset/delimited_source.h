#pragma once

#include "dataset/table_source.h"
#include "dataset/text_file.h"

namespace tunedesk
{

/// CSV, TSV and the like (RFC 4180) as a table. @param format completed
/// Errors: Input (no rows, more than 1,024 columns), and those of DelimitedFile.
Result<std::unique_ptr<TableSource>> openDelimited(TextFile text, PairFormat &format);

} // namespace tunedesk
