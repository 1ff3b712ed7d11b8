#pragma once

#include "base/atomic_file.h"
#include "base/result.h"
#include "domain/dialogue_pair.h"

#include <QString>
#include <QStringList>

#include <memory>

namespace tunedesk
{

/// The columns of an exported table, in this order.
QStringList exportColumns();

/// Whether a table is one of TuneDesk's own: its cells are guarded (see guardedCell()).
bool isOwnExport(const QStringList &columnNames);

/// A cell that a spreadsheet program would take for a formula, or that begins with an apostrophe,
/// gets an apostrophe in front.
QString guardedCell(const QString &text);
QString unguardedCell(const QString &text);

/// Writes pairs with everybody's answers to a file that imports again without loss; whole or not at
/// all. One thread.
class PairWriter
{
public:
    /// @param kind "csv", "jsonl", "label-studio" or "doccano"   Errors: Input (no such kind,
    /// or text under the name of a spreadsheet), File, Disk.
    static Result<std::unique_ptr<PairWriter>> create(const QString &path, const QString &kind);
    virtual ~PairWriter() = default;

    /// @param pair its `answers`: all that count, oldest first
    Result<void> add(const DialoguePair &pair);
    /// The file is there when it returns.
    Result<void> finish();

protected:
    explicit PairWriter(QString path) : m_file(std::move(path)) {}
    virtual QByteArray head() const { return {}; }
    virtual QByteArray rowOf(const DialoguePair &pair) const = 0;
    virtual QByteArray between() const { return {}; }
    virtual QByteArray foot() const { return {}; }

private:
    Result<void> flush();

    AtomicFile m_file;
    QByteArray m_buffer;
    bool m_isFirst = true;
};

} // namespace tunedesk
