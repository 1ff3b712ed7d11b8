#pragma once

#include "base/atomic_file.h"
#include "dataset/pair_writer.h"

#include <QCryptographicHash>
#include <QTemporaryDir>

#include <memory>
#include <optional>

struct lxw_format;
struct lxw_workbook;
struct lxw_worksheet;

namespace tunedesk
{

/// Pairs as the one sheet of an XLSX: all cells are texts, the header row stays in sight and has a
/// filter. Memory for one row; until it is packed, the sheet lies beside the file. What was packed
/// is read back and compared before the file is there.
class XlsxPairWriter final : public PairWriter
{
public:
    static constexpr qint64 kMostPairs = 1'048'575;   ///< rows of a sheet below the header row
    static constexpr qsizetype kMostLetters = 32'767; ///< UTF-16 units of a cell

    /// Of the sheet before it is packed: below what an import unpacks, with room for other parts.
    static constexpr qint64 kMostBytes = 1023LL << 20;

    /// Errors: File, Disk.
    static Result<std::unique_ptr<PairWriter>> create(const QString &path,
                                                      qint64 mostBytes = kMostBytes);
    ~XlsxPairWriter() override;

    /// Errors besides Disk: Input (a text too long for a cell, more rows or text than a sheet
    /// holds).
    Result<void> add(const DialoguePair &pair) override;
    Result<Outcome> finish(JobContext &job) override;

private:
    XlsxPairWriter(const QString &path, qint64 mostBytes);
    Result<void> begin();
    Result<void> addRow(const QStringList &cells, qint64 pair, lxw_format *format);
    Result<Outcome> pack(JobContext &job);
    Result<Outcome> readBack(JobContext &job) const;
    void dropSheet() const;
    bool isFull(qint64 bytes) const;
    Error diskFull(const QString &details) const;
    Error failure(const QString &details) const;

    QString m_path;
    qint64 m_mostBytes;
    AtomicFile m_file;
    std::optional<QTemporaryDir> m_folder; ///< of the sheet until it is packed
    QByteArray m_fileName, m_folderName;   ///< the library keeps the second
    lxw_workbook *m_book = nullptr;        ///< null when packed
    lxw_worksheet *m_sheet = nullptr;
    qint64 m_rows = 0;                                  ///< with the header row
    QCryptographicHash m_sum{QCryptographicHash::Sha1}; ///< of all cells
};

} // namespace tunedesk
