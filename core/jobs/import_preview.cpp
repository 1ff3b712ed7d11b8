#include "jobs/import_preview.h"

#include "dataset/personal_data.h"

#include <QCoreApplication>
#include <QLocale>

#include <iterator>
#include <map>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ImportPreview)
};

constexpr int kRowsAtOnce = 500;

using Lines = std::map<qint64, qint64>; ///< of rows by their number from 0

QString otherName(qint64 other, const Lines &lines)
{
    if (other > 0)
        return Text::tr("pair %1").arg(other);
    const auto line = lines.find(-1 - other);
    return line == lines.end() ? Text::tr("an earlier row") : Text::tr("row %1").arg(line->second);
}

QString noteOf(const FileChecks::Relation &relation, const Lines &lines)
{
    switch (relation.fact) {
    case fact::Near:
        return Text::tr("Nearly the same as %1 (%2 alike).")
            .arg(otherName(relation.other, lines), QLocale().toString(relation.likeness, 'f', 2));
    case fact::Contradicting:
        return relation.other == 0
                   ? Text::tr("A pair of the project that differs in case, blanks or signs alone "
                              "has the other label, or a score far from this one.")
                   : Text::tr("The other label, or a score far from this one, stands in %1, which "
                              "differs in case, blanks or signs alone.")
                         .arg(otherName(relation.other, lines));
    case fact::TwoSplits:
        return Text::tr("Its dialogue or conversation stands in another split too.");
    default:
        return {};
    }
}

void maskCells(PairReader::Row &row, const QList<PairColumn> &columns)
{
    for (qsizetype i = 0; i < std::min(row.cells.size(), columns.size()); ++i)
        if (columns[i] == PairColumn::Question || columns[i] == PairColumn::Reply ||
            columns[i] == PairColumn::Context || columns[i] == PairColumn::Note)
            row.cells[i] = withoutPersonalData(row.cells[i]);
}
} // namespace

Result<void> addFoundRows(ImportPreview &preview, const ImportOptions &options,
                          const FileChecks &checks, JobContext &job)
{
    const std::size_t firstRows = preview.rows.size(); // the others stand among them meanwhile
    Lines lines;                                       // wanted or known
    std::map<qint64, std::size_t> places;
    for (std::size_t i = 0; i < preview.rows.size(); ++i)
        lines[qint64(i)] = preview.rows[i].row.row;
    qint64 last = -1;
    for (const FileChecks::Relation &relation : checks.relations()) {
        if (relation.row >= preview.rows.size()) {
            places[relation.row] = 0;
            last = std::max(last, qint64(relation.row));
        }
        if (relation.other < 0 && !lines.contains(-1 - relation.other)) {
            lines[-1 - relation.other] = 0;
            last = std::max(last, -1 - relation.other);
        }
    }
    if (last >= 0) {
        auto reader = PairReader::open(options.file, preview.format, false);
        if (!reader)
            return reader.error();
        for (qint64 number = 0; number <= last;) {
            if (job.stopRequested())
                break;
            job.report(number, last, Text::tr("Collecting what was found"));
            auto rows = reader->next(kRowsAtOnce);
            if (!rows)
                return rows.error();
            if (rows->empty())
                break;
            for (PairReader::Row &row : *rows) {
                if (const auto line = lines.find(number); line != lines.end())
                    line->second = row.row;
                if (const auto place = places.find(number); place != places.end()) {
                    place->second = preview.rows.size();
                    preview.rows.push_back({.row = std::move(row), .number = number});
                }
                ++number;
            }
        }
    }
    for (std::size_t i = 0; i < preview.rows.size(); ++i) {
        ImportPreview::Row &row = preview.rows[i];
        if (i < firstRows)
            row.number = qint64(i);
        row.facts = checks.facts(row.number);
        row.duplicate = (row.facts & fact::Duplicate) != 0;
        places[row.number] = i;
        if (options.remedies.personal == ImportRemedies::Personal::Mask)
            maskCells(row.row, preview.format.columns);
    }
    for (const FileChecks::Relation &relation : checks.relations()) {
        const std::size_t place = places[relation.row];
        if (place >= preview.rows.size() || preview.rows[place].number != relation.row)
            continue; // stopped before it was read
        ImportPreview::Row &row = preview.rows[place];
        row.isTooLong |= relation.fact == FileChecks::kTooLong;
        if (const QString note = noteOf(relation, lines); !note.isEmpty())
            row.notes << note;
    }
    const auto further = preview.rows.begin() + std::ptrdiff_t(firstRows);
    preview.found.assign(std::make_move_iterator(further),
                         std::make_move_iterator(preview.rows.end()));
    preview.rows.erase(further, preview.rows.end());
    return {};
}

} // namespace tunedesk
