#include "jobs/rejected_rows.h"

#include "base/atomic_file.h"
#include "dataset/pair_reader.h"
#include "dataset/pair_writer.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <optional>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ImportPairs)
};

constexpr int kRowsAtOnce = 500;
constexpr char kByteOrderMark[] =
    "\xef\xbb\xbf"; // without it Excel takes UTF-8 for another encoding

QByteArray cellOf(const QString &text)
{
    return '"' + guardedCell(text).replace(QLatin1Char('"'), QStringLiteral("\"\"")).toUtf8() + '"';
}

/// @param sheet of a spreadsheet, in place of a line
QByteArray lineOf(const RejectedRow &row, const std::optional<QString> &sheet)
{
    const QByteArray place = sheet ? cellOf(*sheet) : QByteArray::number(row.line);
    return QByteArray::number(row.row) + ',' + place + ',' + cellOf(row.column) + ',' +
           cellOf(row.reason) + ',' + cellOf(row.raw) + "\r\n";
}
} // namespace

Result<RejectedRowsSummary> writeRejectedRows(const QString &file, const PairFormat &format,
                                              const QString &out, JobContext &job)
{
    if (QFileInfo(file) == QFileInfo(out))
        return Error{
            ErrorKind::Input,
            Text::tr("The rejected rows would be written over the file that they are from."), out,
            Text::tr("Choose another name.")};
    auto reader = PairReader::open(file, format);
    if (!reader)
        return reader.error();
    std::optional<QString> sheet;
    if (reader->format().kind == QLatin1String("xlsx"))
        sheet = reader->format().sheet;
    AtomicFile written(out);
    if (auto opened = written.open(); !opened)
        return opened.error();
    if (auto head = written.write(QByteArray(kByteOrderMark) + "row," + (sheet ? "sheet" : "line") +
                                  ",column,reason,raw\r\n");
        !head)
        return head.error();
    RejectedRowsSummary summary;
    while (true) {
        if (job.stopRequested()) {
            summary.outcome = Outcome::Stopped;
            return summary;
        }
        job.report(reader->position(), reader->size(), Text::tr("Writing the rejected rows"));
        const auto rows = reader->next(kRowsAtOnce);
        if (!rows)
            return rows.error();
        if (rows->empty())
            break;
        QByteArray lines;
        for (const PairReader::Row &row : *rows)
            if (row.rejected) {
                lines += lineOf(*row.rejected, sheet);
                ++summary.rows;
            }
        if (auto added = written.write(lines); !added)
            return added.error();
    }
    if (auto done = written.commit(); !done)
        return done.error();
    return summary;
}

} // namespace tunedesk
