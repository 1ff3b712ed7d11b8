#pragma once

#include "base/result.h"
#include "dataset/xlsx_merges.h"
#include "dataset/xlsx_part.h"
#include "dataset/xlsx_text.h"
#include "dataset/xlsx_values.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace tunedesk
{

/// A row of a sheet that has something in it.
struct XlsxRow {
    struct Cell {
        int column = 0;       ///< 0-based
        QString text;         ///< never empty
        bool isError = false; ///< text is that of an error, as #N/A
    };
    struct Problem {
        int column = -1; ///< 0-based; -1: the row as a whole
        QString reason;
    };
    qint64 number = 0;       ///< 1-based
    std::vector<Cell> cells; ///< from left to right
    std::optional<Problem> problem;
};

/// Rows of a sheet in their order in the file, as the texts that its cells show: what formulas gave
/// when it was saved, dates in ISO 8601, in all rows of a merged cell its text. Memory for one row.
/// One thread.
class XlsxSheetReader
{
public:
    static constexpr qint64 kMaxRowBytes = 16LL << 20; ///< as DelimitedFile::kMaxRowBytes

    /// @param fileBytes of the whole file: what the texts may add up to is measured by it
    XlsxSheetReader(std::unique_ptr<XlsxPart> part, SharedStrings strings, XlsxStyles styles,
                    XlsxMerges merges, bool is1904, qint64 fileBytes);

    /// @return false at the end. Errors: those of XlsxPart, and Input (few texts in very many
    /// cells).
    Result<bool> next(XlsxRow &row);
    qint64 position() const { return m_part->position(); }
    qint64 size() const { return m_part->size(); }

private:
    void beginRow(XlsxRow &row);
    void beginCell(XlsxRow &row);
    void endCell(XlsxRow &row);
    Result<bool> endRow(XlsxRow &row);
    std::optional<QString> cellText(XlsxRow &row);
    std::optional<QString> sharedText(XlsxRow &row);
    std::optional<QString> numericText(XlsxRow &row);
    void complain(XlsxRow &row, const QString &reason) const;
    QString cellName(const XlsxRow &row) const;

    std::unique_ptr<XlsxPart> m_part;
    SharedStrings m_strings;
    XlsxStyles m_styles;
    XlsxMerges m_merges;
    bool m_is1904;
    qint64 m_textBytes = 0, m_mostTextBytes; ///< of all rows
    qint64 m_rowNumber = 0;
    qint64 m_rowBytes = 0;
    bool m_isInRows = false, m_isInRow = false, m_isInCell = false, m_isInValue = false,
         m_isInInline = false;

    // The cell that is being read.
    int m_column = -1;
    bool m_isPlaced = false; ///< its reference is one
    QString m_type;
    qsizetype m_style = 0;
    QString m_value;
    XlsxText m_inline;
};

} // namespace tunedesk
