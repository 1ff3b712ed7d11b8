#pragma once

#include "base/result.h"
#include "dataset/xlsx_package.h"

#include <QString>

#include <vector>

namespace tunedesk
{

struct XlsxSheet {
    QString name;
    QString part;         ///< name of its part
    bool isShown = false; ///< neither hidden nor very hidden
};

/// What a workbook has, in its order; charts that fill a sheet are left out.
struct XlsxWorkbook {
    std::vector<XlsxSheet> sheets;
    QString sharedStrings; ///< name of the part; empty: there is none
    QString styles;        ///< likewise
    bool is1904 = false;   ///< dates count from 1904-01-01
};

/// Errors: those of XlsxPart.
Result<XlsxWorkbook> readWorkbook(XlsxPackage &package);

} // namespace tunedesk
