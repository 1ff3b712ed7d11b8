#pragma once

#include "base/result.h"
#include "dataset/xlsx_part.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace tunedesk
{

/// What a number in a cell stands for, by the cell's format.
enum class XlsxNumber : std::uint8_t {
    Number,
    Date,
    Time,    ///< of a day, with its date where it has one
    Elapsed, ///< hours may be more than 24
};

/// By a format's code, as "yyyy-mm-dd" or "[h]:mm". Only its part for positive numbers is looked
/// at.
XlsxNumber numberOfFormat(QStringView code);
/// By the number of a format that every program knows. Source: ECMA-376 part 1, 18.8.30.
XlsxNumber numberOfFormat(int builtIn);

/// The shortest digits that give the same number; an exponent below 1e-4 and from 1e16 on.
QString numberText(double number);
/// ISO 8601 of a date or time to the millisecond; nothing: no date of a calendar.
std::optional<QString> dateText(double number, XlsxNumber kind, bool is1904);

/// What the styles of cells say about their numbers.
class XlsxStyles
{
public:
    /// Errors: those of XlsxPart.
    static Result<XlsxStyles> read(XlsxPart &part);
    /// @param style of a cell; one that isn't there is a number
    XlsxNumber at(qsizetype style) const;

private:
    std::vector<XlsxNumber> m_kinds;
};

/// "B7" as column 1, row 7; nothing: no cell of a sheet, which ends at XFD1048576.
struct CellPlace {
    int column = 0; ///< 0-based
    qint64 row = 0; ///< 1-based
};
std::optional<CellPlace> cellPlace(QStringView reference);
/// "B" of 1.
QString columnLetters(int column);

constexpr int kXlsxColumns = 16'384;
constexpr qint64 kXlsxRows = 1'048'576;

} // namespace tunedesk
