#pragma once

#include "base/atomic_file.h"
#include "base/job_context.h"
#include "base/result.h"
#include "dataset/pair_format.h"

#include <QString>
#include <QStringList>

#include <memory>

namespace tunedesk
{

/// A CSV of all rows that can't become pairs: row, line (of a spreadsheet its sheet), column, reason and
/// the row as it stood, guarded as an export is (see guardedCell()). Of several files, each row names its file,
/// line and sheet. The file is there when commit() succeeds; destroyed before, there is none. One thread.
class RejectedRowsFile
{
public:
    /// @param files that rows are to be added of
    /// Errors: File, Disk (it can't be written), Input (`out` is one of `files`, or a project).
    static Result<RejectedRowsFile> create(const QString &out, const QStringList &files);
    RejectedRowsFile(RejectedRowsFile &&) noexcept;
    ~RejectedRowsFile();

    /// Reads `file` once more. Stopped or failed, nothing more can be done with this.
    /// @param format as the import had it   Errors: File, Disk, Input (see PairReader), Database.
    Result<Outcome> add(const QString &projectFile, const QString &file, const PairFormat &format, JobContext &job);
    qint64 rows() const { return m_rows; } ///< that were added
    Result<void> commit();

private:
    RejectedRowsFile(std::unique_ptr<AtomicFile> out, bool isOfSeveral);
    Result<void> writeHead(bool isSpreadsheet);

    std::unique_ptr<AtomicFile> m_out;
    bool m_isOfSeveral, m_hasHead = false;
    qint64 m_rows = 0;
};

struct RejectedRowsSummary {
    Outcome outcome = Outcome::Finished;
    qint64 rows = 0; ///< that were written
};

/// The same of one file. Stopped or failed, there is no file. Worker thread.
Result<RejectedRowsSummary> writeRejectedRows(const QString &projectFile, const QString &file,
                                              const PairFormat &format, const QString &out, JobContext &job);

} // namespace tunedesk
