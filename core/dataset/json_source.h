#pragma once

#include "dataset/table_source.h"
#include "dataset/text_file.h"

namespace tunedesk
{

/// Whether a text may be JSON: it begins with “{” or “[”.
bool beginsAsJson(const QByteArray &beginning);

/// Whether PairFormat::kind names a form of JSON: "json", "jsonl", "label-studio", "doccano",
/// "openai", "sharegpt", "alpaca", "prodigy", "dpo".
bool isJsonKind(const QString &kind);

/// JSON and JSON Lines as a table, whatever program they come from. @param format kind completed
/// Errors: Input (no records, no known form, more than 1,024 columns), and those of JsonFile.
Result<std::unique_ptr<TableSource>> openJson(TextFile text, PairFormat &format);

} // namespace tunedesk
