#include "dataset/xlsx_sheet.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(XlsxReader)
};

// A text is stored once and may stand in any number of cells, as a bomb made of texts.
constexpr qint64 kFreeTextBytes = 64LL << 20;
constexpr qint64 kMaxTextRatio = 200;

// Depths of the elements of a sheet: worksheet, sheetData, row, c, v or is.
constexpr int kRowsDepth = 2, kRowDepth = 3, kCellDepth = 4, kValueDepth = 5;

QString cut(const QString &text)
{
    constexpr qsizetype most = 40;
    return text.simplified().left(most);
}

/// Nothing but digits, as a text shows them too: neither "-0" nor "007".
bool isWholeNumber(QStringView text)
{
    const QStringView digits = text.startsWith(u'-') ? text.sliced(1) : text;
    return !digits.isEmpty() && digits[0] != u'0' &&
           std::ranges::all_of(digits, [](QChar c) { return c >= u'0' && c <= u'9'; });
}
} // namespace

XlsxSheetReader::XlsxSheetReader(std::unique_ptr<XlsxPart> part, SharedStrings strings,
                                 XlsxStyles styles, XlsxMerges merges, bool is1904,
                                 qint64 fileBytes)
    : m_part(std::move(part)), m_strings(std::move(strings)), m_styles(std::move(styles)),
      m_merges(std::move(merges)), m_is1904(is1904),
      m_mostTextBytes(std::max(kFreeTextBytes, kMaxTextRatio * fileBytes))
{
}

Result<bool> XlsxSheetReader::next(XlsxRow &row)
{
    row = {};
    while (true) {
        const auto token = m_part->next();
        if (!token)
            return token.error();
        const int depth = m_part->depth();
        const auto name = m_part->xml().name();
        if (*token == QXmlStreamReader::EndDocument)
            return false;
        if (*token == QXmlStreamReader::Characters) {
            if (m_isInValue)
                m_value += m_part->xml().text();
            else if (m_isInInline)
                m_inline.add(m_part->xml().text());
        } else if (*token == QXmlStreamReader::StartElement) {
            if (depth == kRowsDepth)
                m_isInRows = name == QLatin1String("sheetData");
            else if (depth == kRowDepth && m_isInRows && name == QLatin1String("row"))
                beginRow(row);
            else if (depth == kCellDepth && m_isInRow && name == QLatin1String("c"))
                beginCell(row);
            else if (depth == kValueDepth && m_isInCell) {
                m_isInValue = name == QLatin1String("v");
                m_isInInline = name == QLatin1String("is");
            } else if (depth > kValueDepth && m_isInInline)
                m_inline.start(name, depth - kValueDepth);
        } else if (*token == QXmlStreamReader::EndElement) {
            if (depth > kValueDepth && m_isInInline)
                m_inline.end(depth - kValueDepth);
            else if (depth == kValueDepth)
                m_isInValue = m_isInInline = false;
            else if (depth == kCellDepth && std::exchange(m_isInCell, false))
                endCell(row);
            else if (depth == kRowDepth && std::exchange(m_isInRow, false)) {
                const auto ended = endRow(row);
                if (!ended)
                    return ended.error();
                if (*ended)
                    return true;
                row = {};
            }
        }
    }
}

void XlsxSheetReader::beginRow(XlsxRow &row)
{
    m_isInRow = true;
    m_column = -1;
    m_rowBytes = 0;
    ++m_rowNumber; // unless it says otherwise
    row.number = m_rowNumber;
    const QString said = m_part->attribute(QLatin1String("r"));
    if (said.isNull())
        return;
    const auto place = cellPlace(QString(QLatin1Char('A') + said));
    if (place && place->column == 0)
        row.number = m_rowNumber = place->row;
    else
        row.problem = {-1, Text::tr("“%1” is no number of a row.").arg(cut(said))};
}

void XlsxSheetReader::beginCell(XlsxRow &row)
{
    m_isInCell = true;
    m_type = m_part->attribute(QLatin1String("t"));
    m_style = m_part->attribute(QLatin1String("s")).toLongLong();
    m_value.clear();
    m_inline.clear();
    m_isPlaced = true;
    ++m_column; // unless it says otherwise
    const QString said = m_part->attribute(QLatin1String("r"));
    const auto place =
        said.isNull() ? std::optional(CellPlace{m_column, m_rowNumber}) : cellPlace(said);
    if (!place || place->column >= kXlsxColumns) {
        m_isPlaced = false;
        complain(row, Text::tr("“%1” is no cell between A1 and XFD1048576.").arg(cut(said)));
        return;
    }
    m_column = place->column;
    if (place->row != m_rowNumber)
        complain(row, Text::tr("Cell %1 stands in row %2.").arg(said).arg(m_rowNumber));
}

void XlsxSheetReader::endCell(XlsxRow &row)
{
    if (!m_isPlaced || row.problem)
        return;
    auto text = cellText(row);
    if (!text || text->isEmpty())
        return;
    m_rowBytes += 2 * text->size();
    if (m_rowBytes > kMaxRowBytes) {
        complain(row, Text::tr("The row holds more than 16 MB of text."));
        return;
    }
    row.cells.push_back({m_column, std::move(*text), m_type == QLatin1String("e")});
    if (row.cells.size() > std::size_t(kXlsxColumns))
        complain(row, Text::tr("Row %1 has more cells than columns.").arg(m_rowNumber));
}

/// @return whether there is something in it
Result<bool> XlsxSheetReader::endRow(XlsxRow &row)
{
    std::ranges::stable_sort(row.cells, {}, &XlsxRow::Cell::column);
    const auto twin = std::ranges::adjacent_find(row.cells, {}, &XlsxRow::Cell::column);
    if (twin != row.cells.end() && !row.problem)
        row.problem = {twin->column, Text::tr("Cell %1%2 stands in the row twice.")
                                         .arg(columnLetters(twin->column))
                                         .arg(row.number)};
    if (!row.problem)
        m_rowBytes += m_merges.fill(row);
    m_textBytes += m_rowBytes;
    if (m_textBytes > m_mostTextBytes)
        return m_part->refused(
            Text::tr("Its cells repeat few texts too often: more than %1 times the file's size.")
                .arg(kMaxTextRatio));
    return row.problem || !row.cells.empty();
}

/// Nothing: the row has a problem now.
std::optional<QString> XlsxSheetReader::cellText(XlsxRow &row)
{
    if (m_type == QLatin1String("s"))
        return sharedText(row);
    if (m_type == QLatin1String("inlineStr") || m_type == QLatin1String("str")) {
        QString text = m_type == QLatin1String("str") ? withoutEscapes(m_value) : m_inline.text();
        if (text.isValidUtf16())
            return text;
        complain(row, Text::tr("Cell %1 holds half of a letter.").arg(cellName(row)));
        return std::nullopt;
    }
    const QString value = m_value.trimmed();
    if (m_type == QLatin1String("e") || m_type == QLatin1String("d"))
        return value;
    if (m_type == QLatin1String("b"))
        return value == QLatin1String("1") || value == QLatin1String("true")
                   ? QStringLiteral("TRUE")
               : value.isEmpty() ? QString()
                                 : QStringLiteral("FALSE");
    if (m_type.isEmpty() || m_type == QLatin1String("n"))
        return numericText(row);
    complain(row, Text::tr("Cell %1 is of the unknown kind “%2”.").arg(cellName(row), cut(m_type)));
    return std::nullopt;
}

std::optional<QString> XlsxSheetReader::sharedText(XlsxRow &row)
{
    const QString value = m_value.trimmed();
    if (value.isEmpty())
        return QString();
    bool isNumber = false;
    const qint64 index = value.toLongLong(&isNumber);
    if (!isNumber || index < 0 || index >= m_strings.count()) {
        complain(row, Text::tr("Cell %1 names the shared text %2, but the file has %3.")
                          .arg(cellName(row), cut(value), QString::number(m_strings.count())));
        return std::nullopt;
    }
    if (m_strings.isBroken(index)) {
        complain(row, Text::tr("Cell %1 holds half of a letter.").arg(cellName(row)));
        return std::nullopt;
    }
    return m_strings.at(index);
}

std::optional<QString> XlsxSheetReader::numericText(XlsxRow &row)
{
    const QString value = m_value.trimmed();
    if (value.isEmpty())
        return QString();
    bool isNumber = false;
    const double number = value.toDouble(&isNumber);
    if (!isNumber || !std::isfinite(number)) {
        complain(
            row,
            Text::tr("Cell %1 holds “%2”, which is no number.").arg(cellName(row), cut(value)));
        return std::nullopt;
    }
    const XlsxNumber kind = m_styles.at(m_style);
    if (kind != XlsxNumber::Number)
        if (const auto date = dateText(number, kind, m_is1904))
            return date;
    // A double would round what is longer than 15 digits, as the number of a conversation.
    return isWholeNumber(value) ? value : numberText(number);
}

/// The first thing that is wrong counts.
void XlsxSheetReader::complain(XlsxRow &row, const QString &reason) const
{
    if (!row.problem)
        row.problem = {m_isPlaced ? m_column : -1, reason};
}

QString XlsxSheetReader::cellName(const XlsxRow &row) const
{
    return columnLetters(m_column) + QString::number(row.number);
}

} // namespace tunedesk
