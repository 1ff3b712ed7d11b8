#include "dataset/xlsx_source.h"

#include "dataset/pair_format_guess.h"
#include "dataset/preference_table.h"
#include "dataset/turn_table.h"
#include "dataset/xlsx_package.h"
#include "dataset/xlsx_sheet.h"
#include "dataset/xlsx_workbook.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cstring>
#include <deque>
#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(XlsxReader)
};

constexpr int kMaxColumns = 1024;
constexpr qint64 kMaxLookBytes = 32LL << 20; ///< of text that is kept to look at
constexpr qsizetype kMaxRawLetters = 64 * 1024;

class XlsxSource : public TableSource
{
public:
    explicit XlsxSource(std::unique_ptr<XlsxPackage> package) : m_package(std::move(package)) {}

    Result<void> begin(PairFormat &format);
    QStringList columnNames() const override { return m_names; }
    QList<QStringList> firstRows() const override { return m_firstRows; }
    Result<bool> next(TableRow &row) override;
    qint64 position() const override { return m_sheet->position(); }
    qint64 size() const override { return m_sheet->size(); }

private:
    Result<XlsxSheet> chooseSheet(const std::vector<XlsxSheet> &sheets, PairFormat &format) const;
    Result<void> readShared(const XlsxWorkbook &workbook);
    Result<void> openSheet(const XlsxWorkbook &workbook, const XlsxSheet &sheet);
    Result<void> beginSheet(const XlsxWorkbook &workbook, const XlsxSheet &sheet,
                            PairFormat &format);
    bool holdsPairs(const PairFormat &format) const;
    Result<void> look();
    Result<void> readHead(PairFormat &format);
    QStringList cellsOf(const XlsxRow &row) const;
    TableRow tableRow(const XlsxRow &row) const;
    Error refused(const QString &what, const QString &where, const QString &hint) const
    {
        return {ErrorKind::Input, what,
                where.isEmpty() ? m_package->fileName()
                                : QStringLiteral("%1, %2").arg(m_package->fileName(), where),
                hint};
    }

    std::unique_ptr<XlsxPackage> m_package;
    SharedStrings m_strings;
    XlsxStyles m_styles;
    std::unique_ptr<XlsxSheetReader> m_sheet;
    QString m_sheetName;
    QStringList m_names;
    QList<QStringList> m_firstRows;
    std::deque<XlsxRow> m_ready; ///< read at opening, not yet given
};

Result<void> XlsxSource::begin(PairFormat &format)
{
    format.kind = QStringLiteral("xlsx");
    format.otherEncodings.clear(); // the XML says which it is in
    format.doubt.reset();
    const auto workbook = readWorkbook(*m_package);
    if (!workbook)
        return workbook.error();
    const auto sheet = chooseSheet(workbook->sheets, format);
    if (!sheet)
        return sheet.error();
    if (auto read = readShared(*workbook); !read)
        return read;
    if (!format.sheet.isEmpty() || format.sheets.size() < 2)
        return beginSheet(*workbook, *sheet, format);
    // A cover, notes or a pivot table may stand before the pairs.
    constexpr int kMostTried = 16;
    int tried = 0;
    for (const XlsxSheet &one : workbook->sheets) {
        if (!one.isShown || ++tried > kMostTried)
            continue;
        PairFormat found = format;
        if (beginSheet(*workbook, one, found) && holdsPairs(found)) {
            format = found;
            return {};
        }
    }
    return beginSheet(*workbook, *sheet, format);
}

Result<void> XlsxSource::beginSheet(const XlsxWorkbook &workbook, const XlsxSheet &sheet,
                                    PairFormat &format)
{
    m_names.clear();
    m_firstRows.clear();
    m_ready.clear();
    m_sheetName = format.sheet = sheet.name;
    if (auto opened = openSheet(workbook, sheet); !opened)
        return opened;
    if (auto looked = look(); !looked)
        return looked;
    return readHead(format);
}

/// Whether question and reply are found in the sheet that was begun.
bool XlsxSource::holdsPairs(const PairFormat &format) const
{
    const auto columns = guessColumns(m_names, hasNamedColumns(format), m_firstRows);
    if (columns.contains(PairColumn::Question) && columns.contains(PairColumn::Reply))
        return true;
    return hasNamedColumns(format) &&
           (isTurnTable(m_names, m_firstRows) || isPreferenceTable(m_names));
}

/// Also says which sheets there are.
Result<XlsxSheet> XlsxSource::chooseSheet(const std::vector<XlsxSheet> &sheets,
                                          PairFormat &format) const
{
    format.sheets.clear();
    const XlsxSheet *chosen = nullptr;
    for (const XlsxSheet &sheet : sheets) {
        const bool isNamed = !format.sheet.isEmpty() && sheet.name == format.sheet;
        if (sheet.isShown || isNamed)
            format.sheets << sheet.name;
        if (!chosen && (isNamed || (format.sheet.isEmpty() && sheet.isShown)))
            chosen = &sheet;
    }
    if (chosen)
        return *chosen;
    if (sheets.empty())
        return refused(Text::tr("The spreadsheet has no sheets of cells."), {},
                       Text::tr("Choose a spreadsheet that has rows."));
    if (format.sheet.isEmpty())
        return refused(Text::tr("All sheets of the spreadsheet are hidden."), {},
                       Text::tr("Show one of them and save the spreadsheet, or name it."));
    return refused(
        Text::tr("The spreadsheet has no sheet named “%1”.").arg(format.sheet), {},
        Text::tr("Its sheets: %1").arg(format.sheets.join(QStringLiteral(", ")).left(300)));
}

Result<void> XlsxSource::readShared(const XlsxWorkbook &workbook)
{
    if (!workbook.sharedStrings.isEmpty()) {
        auto xml = m_package->part(workbook.sharedStrings);
        auto read = xml ? SharedStrings::read(**xml) : xml.error();
        if (!read)
            return read.error();
        m_strings = std::move(*read);
    }
    if (!workbook.styles.isEmpty()) {
        auto xml = m_package->part(workbook.styles);
        auto read = xml ? XlsxStyles::read(**xml) : xml.error();
        if (!read)
            return read.error();
        m_styles = std::move(*read);
    }
    return {};
}

Result<void> XlsxSource::openSheet(const XlsxWorkbook &workbook, const XlsxSheet &sheet)
{
    XlsxMerges merges;
    m_package->look(sheet.part, [&merges](const QByteArray &piece) { merges.look(piece); });
    if (!merges.finish())
        return refused(Text::tr("The sheet has more than 1,000,000 merged cells."),
                       Text::tr("sheet “%1”").arg(m_sheetName),
                       Text::tr("Take the merging off and save the spreadsheet again."));
    auto xml = m_package->part(sheet.part);
    if (!xml)
        return xml.error();
    m_sheet =
        std::make_unique<XlsxSheetReader>(std::move(*xml), m_strings, m_styles, std::move(merges),
                                          workbook.is1904, m_package->fileBytes());
    return {};
}

/// Reads the header, if there is one, and the rows that are looked at.
Result<void> XlsxSource::look()
{
    qint64 bytes = 0;
    while (int(m_ready.size()) <= kRowsLookedAt && bytes < kMaxLookBytes) {
        XlsxRow row;
        const auto read = m_sheet->next(row);
        if (!read)
            return read.error();
        if (!*read)
            break;
        for (const XlsxRow::Cell &cell : row.cells)
            bytes += 2 * cell.text.size();
        m_ready.push_back(std::move(row));
    }
    return {};
}

Result<void> XlsxSource::readHead(PairFormat &format)
{
    const QString place = Text::tr("sheet “%1”").arg(m_sheetName);
    const QString others = format.sheets.size() > 1
                               ? Text::tr("Choose another sheet: %1")
                                     .arg(format.sheets.join(QStringLiteral(", ")).left(300))
                               : Text::tr("Choose a spreadsheet that has rows.");
    if (m_ready.empty())
        return refused(Text::tr("The sheet “%1” has no rows.").arg(m_sheetName), {}, others);
    int width = 0;
    for (const XlsxRow &row : m_ready)
        for (const XlsxRow::Cell &cell : row.cells)
            if (cell.column < kMaxColumns)
                width = std::max(width, cell.column + 1);
    const auto isWide = [](const XlsxRow &row) {
        return !row.cells.empty() && row.cells.back().column >= kMaxColumns;
    };
    if (isWide(m_ready.front()))
        return refused(Text::tr("The sheet has more than 1,024 columns."), place,
                       Text::tr("Delete what stands far to the right."));
    for (int i = 0; i < width; ++i)
        m_names << QString(); // cellsOf() goes by their number
    for (const XlsxRow &row : m_ready)
        m_firstRows << cellsOf(row);
    if (format.hasHeader.value_or(true))
        for (qsizetype above = rowsBeforeHeader(m_firstRows); above > 0; --above) {
            m_firstRows.removeFirst();
            m_ready.pop_front();
        }
    const XlsxRow first = m_ready.front();
    if (!format.hasHeader)
        format.hasHeader = guessHeader(m_firstRows);
    if (*format.hasHeader) {
        if (first.problem)
            return refused(first.problem->reason, place, Text::tr("Correct the header's row."));
        m_names = m_firstRows.takeFirst();
        m_ready.pop_front();
        if (m_ready.empty())
            return refused(Text::tr("There are no rows below the header."),
                           Text::tr("%1, row %2").arg(place, QString::number(first.number)),
                           others);
    }
    m_firstRows = m_firstRows.mid(0, kRowsLookedAt);
    for (int i = 0; i < width; ++i) {
        m_names[i] = m_names[i].trimmed();
        if (m_names[i].isEmpty())
            m_names[i] = Text::tr("Column %1").arg(i + 1);
    }
    return {};
}

QStringList XlsxSource::cellsOf(const XlsxRow &row) const
{
    QStringList cells(m_names.size());
    for (const XlsxRow::Cell &cell : row.cells)
        if (cell.column < cells.size())
            cells[cell.column] = cell.text;
    return cells;
}

TableRow XlsxSource::tableRow(const XlsxRow &row) const
{
    TableRow table;
    table.line = row.number;
    table.cells = cellsOf(row);
    for (const XlsxRow::Cell &cell : row.cells)
        if (cell.isError && cell.column < m_names.size())
            table.failed.insert(
                cell.column, Text::tr("The cell holds the error %1 of a formula.").arg(cell.text));
    QString raw = table.cells.join(QLatin1Char('\t'));
    const auto beyond = std::ranges::find_if(
        row.cells, [this](const XlsxRow::Cell &cell) { return cell.column >= m_names.size(); });
    for (auto cell = beyond; cell != row.cells.end() && raw.size() < kMaxRawLetters; ++cell)
        raw += QLatin1Char('\t') + cell->text;
    table.raw = raw.toUtf8();
    if (row.problem)
        table.problem = {m_names.value(row.problem->column), row.problem->reason};
    else if (beyond != row.cells.end())
        table.problem = {{},
                         Text::tr("Cell %1%2 stands to the right of the table.")
                             .arg(columnLetters(beyond->column))
                             .arg(row.number)};
    return table;
}

Result<bool> XlsxSource::next(TableRow &row)
{
    XlsxRow read;
    if (!m_ready.empty()) {
        read = std::move(m_ready.front());
        m_ready.pop_front();
    } else {
        const auto found = m_sheet->next(read);
        if (!found)
            return found.error();
        if (!*found)
            return false;
    }
    row = tableRow(read);
    return true;
}
} // namespace

bool isZipFile(const QString &path)
{
    const auto file = RegularFile::open(path);
    std::array<char, 4> start{};
    return file && file->readAt(0, start.data(), start.size()) &&
           std::memcmp(start.data(), "PK\x03\x04", start.size()) == 0;
}

Result<std::unique_ptr<TableSource>> openXlsx(const QString &path, PairFormat &format)
{
    auto package = XlsxPackage::open(path);
    if (!package)
        return package.error();
    auto source = std::make_unique<XlsxSource>(std::move(*package));
    if (auto begun = source->begin(format); !begun)
        return begun.error();
    return std::unique_ptr<TableSource>(std::move(source));
}

} // namespace tunedesk
