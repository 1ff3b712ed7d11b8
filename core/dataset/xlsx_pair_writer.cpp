#include "dataset/xlsx_pair_writer.h"

#include "dataset/table_source.h"
#include "dataset/xlsx_package.h"
#include "dataset/xlsx_text.h"
#include "dataset/xlsx_values.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QStorageInfo>

#include <array>
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <future>
#include <unistd.h>
#include <utility>

#include <xlsxwriter.h>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairWriter)
};

static_assert(XlsxPairWriter::kMostPairs == kXlsxRows - 1);
static_assert(XlsxPairWriter::kMostBytes < XlsxPackage::kMaxBytes);

constexpr qint64 kNoSpaceBytes = 1 << 20;
constexpr auto kPoll = std::chrono::milliseconds(50);

/// In widths of a figure, as exportColumns(): texts are cut off at their neighbour, headings fit
/// beside the sign of the filter.
constexpr std::array<double, 12> kWidths{40, 50, 50, 10, 10, 30, 16, 16, 12, 30, 20, 10};

void addTo(QCryptographicHash &sum, const QString &cell)
{
    const qint64 size = cell.size();
    sum.addData(QByteArrayView(reinterpret_cast<const char *>(&size), sizeof size));
    sum.addData(QByteArrayView(reinterpret_cast<const char *>(cell.utf16()),
                               cell.size() * qsizetype(sizeof(char16_t))));
}
} // namespace

XlsxPairWriter::XlsxPairWriter(const QString &path, qint64 mostBytes)
    : m_path(path), m_mostBytes(mostBytes), m_file(path)
{
}

XlsxPairWriter::~XlsxPairWriter()
{
    if (m_book == nullptr)
        return;
    if (m_sheet == nullptr) { // without a sheet packing would go astray
        lxw_workbook_free(m_book);
        return;
    }
    // Only packing closes what the library opened; without the sheet it takes no time.
    dropSheet();
    workbook_close(m_book);
}

Result<std::unique_ptr<PairWriter>> XlsxPairWriter::create(const QString &path, qint64 mostBytes)
{
    std::unique_ptr<XlsxPairWriter> writer(new XlsxPairWriter(path, mostBytes));
    if (auto begun = writer->begin(); !begun)
        return begun.error();
    return std::unique_ptr<PairWriter>(std::move(writer));
}

Result<void> XlsxPairWriter::begin()
{
    if (auto opened = m_file.open(); !opened)
        return opened;
    m_fileName = m_file.temporaryName();
    // Not among the computer's temporary files, which may lie in memory.
    m_folder.emplace(m_path + QStringLiteral(".XXXXXX.parts"));
    if (!m_folder->isValid())
        return failure(m_folder->errorString());
    m_folderName = QFile::encodeName(QFileInfo(m_folder->path()).canonicalFilePath());

    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = m_folderName.data();
    m_book = workbook_new_opt(m_fileName.constData(), &options);
    if (m_book != nullptr)
        m_sheet = workbook_add_worksheet(m_book, "pairs");
    if (m_sheet == nullptr || m_sheet->optimize_tmpfile == nullptr)
        return isFull(kNoSpaceBytes) ? diskFull({}) : failure(QStringLiteral("tmpfile"));
    worksheet_freeze_panes(m_sheet, 1, 0);
    for (std::size_t column = 0; column < kWidths.size(); ++column)
        worksheet_set_column(m_sheet, lxw_col_t(column), lxw_col_t(column), kWidths[column],
                             nullptr);
    worksheet_ignore_errors(m_sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:K1048576");
    lxw_format *bold = workbook_add_format(m_book);
    format_set_bold(bold);
    return addRow(exportColumns(), 0, bold);
}

Result<void> XlsxPairWriter::add(const DialoguePair &pair)
{
    if (auto fits = checkCount(QStringLiteral("xlsx"), m_rows); !fits)
        return fits;
    if (auto added = addRow(exportCells(pair, idOf(pair)), pair.id, nullptr); !added)
        return added;
    // The library looks at none of what it writes.
    if (std::ferror(m_sheet->optimize_tmpfile) != 0)
        return isFull(kNoSpaceBytes) ? diskFull(QStringLiteral("fwrite"))
                                     : failure(QStringLiteral("fwrite"));
    if (std::ftell(m_sheet->optimize_tmpfile) > m_mostBytes)
        return Error{
            ErrorKind::Input,
            Text::tr("The pairs are more text than a spreadsheet can be read with again."), m_path,
            Text::tr("Choose csv or jsonl, or show fewer pairs and export them in parts.")};
    return {};
}

Result<void> XlsxPairWriter::addRow(const QStringList &cells, qint64 pair, lxw_format *format)
{
    for (qsizetype column = 0; column < cells.size(); ++column) {
        const QString text = withEscapes(cells[column]);
        if (text.size() > kMostLetters)
            return Error{
                ErrorKind::Input,
                Text::tr("A cell of a spreadsheet holds %1 letters; “%2” of pair %3 has more.")
                    .arg(QLocale().toString(kMostLetters), exportColumns().at(column))
                    .arg(pair),
                m_path, Text::tr("Choose csv or jsonl, which hold texts of any length.")};
        addTo(m_sum, withoutEscapes(text));
        const lxw_error error = worksheet_write_string(
            m_sheet, lxw_row_t(m_rows), lxw_col_t(column), text.toUtf8().constData(), format);
        if (error != LXW_NO_ERROR)
            return failure(QString::fromUtf8(lxw_strerror(error)));
    }
    ++m_rows;
    return {};
}

Result<Outcome> XlsxPairWriter::finish(JobContext &job)
{
    auto outcome = pack(job);
    if (outcome && *outcome == Outcome::Finished)
        outcome = readBack(job);
    if (!outcome || *outcome == Outcome::Stopped)
        return outcome;
    if (auto committed = m_file.commit(); !committed)
        return committed.error();
    return Outcome::Finished;
}

Result<Outcome> XlsxPairWriter::pack(JobContext &job)
{
    if (std::fflush(m_sheet->optimize_tmpfile) != 0 || std::ferror(m_sheet->optimize_tmpfile) != 0)
        return isFull(kNoSpaceBytes) ? diskFull(QStringLiteral("fflush"))
                                     : failure(QStringLiteral("fflush"));
    if (isFull(std::ftell(m_sheet->optimize_tmpfile))) // which is copied once before it is packed
        return diskFull({});
    worksheet_autofilter(m_sheet, 0, 0, lxw_row_t(m_rows - 1), lxw_col_t(kWidths.size() - 1));
    job.report(0, 0, Text::tr("Packing the spreadsheet"));
    auto packed = std::async(std::launch::async, workbook_close, std::exchange(m_book, nullptr));
    bool isStopped = false;
    while (packed.wait_for(kPoll) != std::future_status::ready) {
        isStopped = isStopped || job.stopRequested();
        if (isStopped)
            dropSheet();
    }
    const lxw_error error = packed.get();
    if (isStopped || job.stopRequested())
        return Outcome::Stopped;
    const QString details = QString::fromUtf8(lxw_strerror(error));
    if (error != LXW_NO_ERROR)
        return isFull(kNoSpaceBytes) ? diskFull(details) : failure(details);
    return Outcome::Finished;
}

/// The library doesn't notice when the disk had no room for a part of the sheet.
Result<Outcome> XlsxPairWriter::readBack(JobContext &job) const
{
    const auto broken = [this](const QString &details) {
        return Error{ErrorKind::File,
                     Text::tr("The spreadsheet could not be read again and was thrown away."),
                     m_path,
                     Text::tr("Make some space on the disk and try again, or choose csv or jsonl."),
                     details};
    };
    PairFormat format;
    format.kind = QStringLiteral("xlsx");
    format.hasHeader = false; // an export of no pairs has nothing but its header
    auto table = openTable(QFile::decodeName(m_fileName), format);
    if (!table)
        return broken(table.error().toLine());
    QCryptographicHash sum(QCryptographicHash::Sha1);
    qint64 rows = 0;
    TableRow row;
    while (true) {
        constexpr qint64 rowsAtOnce = 500;
        if (rows % rowsAtOnce == 1) {
            job.report((*table)->position(), (*table)->size(),
                       Text::tr("Reading the spreadsheet again"));
            if (job.stopRequested())
                return Outcome::Stopped;
        }
        const auto read = (*table)->next(row);
        if (!read)
            return broken(read.error().toLine());
        if (!*read)
            break;
        if (row.problem)
            return broken(row.problem->reason);
        for (const QString &cell : std::as_const(row.cells))
            addTo(sum, cell);
        ++rows;
    }
    if (rows != m_rows || sum.result() != m_sum.result())
        return broken(QStringLiteral("row %1 of %2").arg(rows).arg(m_rows));
    return Outcome::Finished;
}

/// Empties the library's files, which have no names any more: a packing under way is at its end.
void XlsxPairWriter::dropSheet() const
{
    namespace fs = std::filesystem;
    const std::string ours = m_folderName.toStdString() + '/';
    const auto isOurs = [&ours](const fs::path &descriptor) {
        std::error_code failed;
        return fs::read_symlink(descriptor, failed).native().starts_with(ours);
    };
    const fs::path all("/proc/self/fd");
    std::error_code failed;
    for (fs::directory_iterator at(all, failed), end; !failed && at != end; at.increment(failed)) {
        if (!isOurs(at->path()))
            continue;
        const int descriptor = ::open(at->path().c_str(), O_WRONLY | O_CLOEXEC);
        if (descriptor < 0)
            continue;
        // Meanwhile the number may have become another file's.
        if (isOurs(all / std::to_string(descriptor)))
            std::ignore = ::ftruncate(descriptor, 0);
        ::close(descriptor);
    }
}

bool XlsxPairWriter::isFull(qint64 bytes) const
{
    const QStorageInfo storage(QFileInfo(m_path).absolutePath());
    return storage.isValid() && storage.bytesAvailable() < bytes;
}

Error XlsxPairWriter::diskFull(const QString &details) const
{
    return {ErrorKind::Disk, Text::tr("The disk has no room for the spreadsheet."), m_path,
            Text::tr("Make some space and try again; nothing was lost."), details};
}

Error XlsxPairWriter::failure(const QString &details) const
{
    return {ErrorKind::File, Text::tr("The spreadsheet could not be written."), m_path,
            Text::tr("Check that the folder exists and may be written to."), details};
}

} // namespace tunedesk
