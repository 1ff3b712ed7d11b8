#include "jobs/rejected_rows.h"

#include "dataset/pair_reader.h"
#include "dataset/pair_writer.h"
#include "jobs/pair_updates.h"
#include "jobs/project_identity.h"
#include "project/project.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <utility>

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

QByteArray lineOf(const RejectedRow &row, const QByteArray &place)
{
    return QByteArray::number(row.row) + ',' + place + ',' + cellOf(row.column) + ',' +
           cellOf(row.reason) + ',' + cellOf(row.raw) + "\r\n";
}
} // namespace

RejectedRowsFile::RejectedRowsFile(std::unique_ptr<AtomicFile> out, bool isOfSeveral)
    : m_out(std::move(out)), m_isOfSeveral(isOfSeveral)
{
}
RejectedRowsFile::RejectedRowsFile(RejectedRowsFile &&) noexcept = default;
RejectedRowsFile::~RejectedRowsFile() = default;

Result<RejectedRowsFile> RejectedRowsFile::create(const QString &out, const QStringList &files)
{
    for (const QString &file : files)
        if (QFileInfo(file) == QFileInfo(out))
            return Error{
                ErrorKind::Input,
                Text::tr("The rejected rows would be written over the file that they are from."),
                out, Text::tr("Choose another name.")};
    auto written = std::make_unique<AtomicFile>(out);
    if (auto opened = written->open(); !opened)
        return opened.error();
    return RejectedRowsFile(std::move(written), files.size() > 1);
}

Result<void> RejectedRowsFile::writeHead(bool isSpreadsheet)
{
    if (std::exchange(m_hasHead, true))
        return {};
    const char *const place = m_isOfSeveral ? "line,sheet" : isSpreadsheet ? "sheet" : "line";
    return m_out->write(QByteArray(kByteOrderMark) + (m_isOfSeveral ? "file," : "") + "row," +
                        place + ",column,reason,raw\r\n");
}

Result<Outcome> RejectedRowsFile::add(const QString &projectFile, const QString &file,
                                      const PairFormat &format, JobContext &job)
{
    auto project = Project::open(projectFile, Project::Mode::ReadOnly);
    if (!project)
        return project.error();
    auto reader = PairReader::open(file, format, false);
    if (!reader)
        return reader.error();
    const auto identity = projectIdentity(*project);
    if (!identity)
        return identity.error();
    if (auto complete = reader->checkComplete(*identity); !complete)
        return complete.error();
    // Which rows are of no pair only the project tells.
    auto updates = PairUpdates::begin(*project, reader->format(), {});
    if (!updates)
        return updates.error();
    const QList<PairColumn> &columns = reader->format().columns;
    const bool haveTexts = columns.contains(PairColumn::Question) &&
                           columns.contains(PairColumn::Reply) &&
                           columns.contains(PairColumn::Context);
    const bool isSpreadsheet = reader->format().kind == QLatin1String("xlsx");
    const QByteArray name = m_isOfSeveral ? cellOf(file) + ',' : QByteArray();
    const QByteArray sheet = isSpreadsheet ? cellOf(reader->format().sheet) : QByteArray();
    if (auto head = writeHead(isSpreadsheet); !head)
        return head.error();
    while (true) {
        if (job.stopRequested())
            return Outcome::Stopped;
        job.report(reader->position(), reader->size(), Text::tr("Writing the rejected rows"));
        auto rows = reader->next(kRowsAtOnce);
        if (!rows)
            return rows.error();
        if (rows->empty())
            return Outcome::Finished;
        if (!haveTexts)
            if (auto taken = updates->take(*rows); !taken)
                return taken.error();
        QByteArray lines;
        for (const PairReader::Row &row : *rows)
            if (row.rejected) {
                const QByteArray line =
                    isSpreadsheet ? QByteArray() : QByteArray::number(row.rejected->line);
                lines += name + lineOf(*row.rejected, m_isOfSeveral   ? line + ',' + sheet
                                                      : isSpreadsheet ? sheet
                                                                      : line);
                ++m_rows;
            }
        if (auto added = m_out->write(lines); !added)
            return added.error();
    }
}

Result<void> RejectedRowsFile::commit()
{
    if (auto head = writeHead(false); !head)
        return head;
    return m_out->commit();
}

Result<RejectedRowsSummary> writeRejectedRows(const QString &projectFile, const QString &file,
                                              const PairFormat &format, const QString &out,
                                              JobContext &job)
{
    auto written = RejectedRowsFile::create(out, {file});
    if (!written)
        return written.error();
    const auto outcome = written->add(projectFile, file, format, job);
    if (!outcome)
        return outcome.error();
    if (*outcome == Outcome::Finished)
        if (auto done = written->commit(); !done)
            return done.error();
    return RejectedRowsSummary{*outcome, *outcome == Outcome::Finished ? written->rows() : 0};
}

} // namespace tunedesk
