#pragma once

#include "zip_builder.h"

namespace tunedesk
{

/// An XLSX with one sheet, written by hand so that it can be as wrong as a test needs.
struct XlsxBuilder {
    QList<QByteArray> strings; ///< what stands in each <si>
    QByteArray styles;         ///< what stands in <styleSheet>
    QByteArray rows;           ///< what stands in <sheetData>
    QByteArray sheets = "<sheet name='Pairs' sheetId='1' r:id='sheet'/>";
    QByteArray beforeStrings, beforeSheet; ///< before the root elements, and after them:
    QByteArray afterSheet;
    QByteArray sheetHead, sheetTail; ///< around <sheetData>
    QList<ZipPart> more;

    QByteArray sheetXml() const
    {
        return "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>" + beforeSheet +
               "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>" +
               sheetHead + "<sheetData>" + rows + "</sheetData>" + sheetTail + "</worksheet>" +
               afterSheet;
    }
    QByteArray stringsXml() const
    {
        return "<?xml version='1.0' encoding='UTF-8'?>" + beforeStrings + "<sst><si>" +
               strings.join("</si><si>") + "</si></sst>";
    }
    QList<ZipPart> parts() const
    {
        const QByteArray type =
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
        QByteArray links = "<Relationship Id='sheet' Type='" + type +
                           "worksheet' Target='worksheets/sheet1.xml'/>";
        QList<ZipPart> all{{"xl/workbook.xml", "<workbook xmlns:r='" + type.chopped(1) +
                                                   "'><sheets>" + sheets + "</sheets></workbook>"},
                           {"xl/worksheets/sheet1.xml", sheetXml()}};
        if (!strings.isEmpty()) {
            links += "<Relationship Id='s' Type='" + type +
                     "sharedStrings' Target='sharedStrings.xml'/>";
            all.append({"xl/sharedStrings.xml", stringsXml()});
        }
        if (!styles.isEmpty()) {
            links += "<Relationship Id='t' Type='" + type + "styles' Target='styles.xml'/>";
            all.append({"xl/styles.xml", "<styleSheet>" + styles + "</styleSheet>"});
        }
        all.append({"xl/_rels/workbook.xml.rels", "<Relationships>" + links + "</Relationships>"});
        return all + more;
    }
    QByteArray bytes() const { return zipFile(parts()); }
};

} // namespace tunedesk
