#pragma once

#include "base/job_context.h"
#include "base/result.h"
#include "domain/dialogue_pair.h"

#include <QString>
#include <QStringList>

#include <memory>

namespace tunedesk
{

/// The columns of an exported table, in this order. The last two are newer than some exports.
QStringList exportColumns();

/// Whether a table is one of TuneDesk's own: its cells are guarded (see guardedCell()).
bool isOwnExport(const QStringList &columnNames);

/// A cell that a spreadsheet program would take for a formula, or that begins with an apostrophe,
/// gets an apostrophe in front.
QString guardedCell(const QString &text);
QString unguardedCell(const QString &text);

/// The cells of a pair's row, guarded. @param id as exportedId() writes it
QStringList exportCells(const DialoguePair &pair, const QString &id);

/// Writes pairs with everybody's answers to a file that imports again without loss; whole or not at
/// all. One thread.
class PairWriter
{
public:
    /// @param kind "csv", "xlsx", "jsonl", "label-studio" or "doccano"   Errors: Input (no such
    /// kind, or text under the name of a spreadsheet), File, Disk.
    static Result<std::unique_ptr<PairWriter>> create(const QString &path, const QString &kind);
    /// Errors: Input (more pairs than a file of this kind holds).
    static Result<void> checkCount(const QString &kind, qint64 pairs);
    virtual ~PairWriter() = default;

    /// Whose pairs they are, see exportedId(); not called: rows go without ids.
    void setIdentity(const QString &identity) { m_identity = identity; }
    /// @param pair its `answers`: all that count, oldest first
    virtual Result<void> add(const DialoguePair &pair) = 0;
    /// The file is there when it returns Finished. Once only.
    virtual Result<Outcome> finish(JobContext &job) = 0;

protected:
    QString idOf(const DialoguePair &pair) const;

private:
    QString m_identity;
};

} // namespace tunedesk
