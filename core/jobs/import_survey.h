#pragma once

#include "jobs/file_checks.h"
#include "jobs/import_pairs.h"

#include <optional>

namespace tunedesk
{

// What the reading of a file before an import and the import itself have in common.

/// A file open for an import.
struct OpenFile {
    PairReader reader;
    MappingSource mapping = MappingSource::Guessed;
    FileStamp seen;

    ImportSummary emptySummary() const;
};

FileStamp stampOf(const QString &file);
/// Opens options.file with the columns that were given, else those that are remembered.
Result<OpenFile> openForImport(Project &project, const ImportOptions &options, bool isComplete);
/// Whose answers the file's labels become.
QString annotatorOf(const ImportOptions &options);
Result<PairUpdates> beginUpdates(Project &project, const ImportOptions &options,
                                 const PairReader &reader);
bool isForNewPair(const PairReader::Row &row, RowFate fate);
/// Counts a rejected row and keeps its reason, without most of its text.
void addReason(ImportSummary &summary, const RejectedRow &row);
/// The values of the label column in the rows read, with their meanings.
void addLabelValues(ImportSummary &summary, const PairReader &reader);

/// Reads the whole file and counts what an import would do, without writing. Keeps the first rows
/// in `preview`. @param checks what else is looked for; none: nothing. What they found is of the
/// reading that counts
Result<ImportSummary> survey(Project &project, ImportOptions options, ImportPreview *preview,
                             int maxRows, JobContext &job, bool requireColumns,
                             std::optional<FileChecks> &checks);

} // namespace tunedesk
