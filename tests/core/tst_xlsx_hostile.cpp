#include "dataset/pair_reader.h"
#include "test_support.h"
#include "xlsx_trials.h"

#include <QDir>
#include <QDirIterator>
#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace tunedesk;

/// Files that were made to do harm, or were damaged: refused by their cause, at once, in little
/// memory.
class tst_XlsxHostile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void badFilesAreRefused_data();
    void badFilesAreRefused();
    void badCellsRejectTheirRow_data();
    void badCellsRejectTheirRow();
    void namesOfEntriesAreNeverPaths();
    void encodingsOfXmlAreRead();
    void damagedXmlNeverCrashes();
    void damagedArchivesNeverCrash();

private:
    QString write(const QByteArray &bytes) { return writeXlsx(m_folder, bytes); }
    QTemporaryDir m_folder;
};

void tst_XlsxHostile::badFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QByteArray &bytes, const char *says) {
        QTest::newRow(name) << bytes << QString::fromUtf8(says);
    };
    const auto book = [](auto change) {
        XlsxBuilder one = goodBook();
        change(one);
        return one.bytes();
    };
    const QByteArray good = goodBook().bytes();
    row("28 cut in the middle", good.left(good.size() / 2),
        "table.xlsx: The end of this XLSX is missing: it was not copied or downloaded whole");
    row("28 cut by a byte", good.chopped(1), "The end of this XLSX is missing");
    row("28 four bytes", good.left(4), "The end of this XLSX is missing");

    const ZipPart inner{"xl/inner.xml", "<a/>", false};
    XlsxBuilder nesting = goodBook();
    nesting.more = {{"xl/outer.bin", zipFile({inner}), false}, inner};
    QByteArray overlapping = nesting.bytes();
    const qsizetype hidden = overlapping.indexOf("PK\x03\x04", overlapping.indexOf("xl/outer.bin"));
    nesting.more.last().localBegin = hidden;
    row("30 overlapping entries", nesting.bytes(),
        "Its records “xl/outer.bin” and “xl/inner.xml” overlap");
    row("30 one entry twice", book([](XlsxBuilder &one) {
            one.more = {{"xl/workbook.xml", ""}};
        }),
        "“xl/workbook.xml” stands in it twice");
    row("36 password or old .xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + QByteArray(512, '\0'),
        "password-protected or old .xls: save as .xlsx");
    row("encrypted entry", book([](XlsxBuilder &one) {
            one.more = {{"a", "b", true, 1}};
        }),
        "“a” is encrypted");

    const auto part = [](const ZipPart &other) {
        return zipFile(replaced(goodBook().parts(), other));
    };
    const QByteArray name = "xl/worksheets/sheet1.xml", xml = goodBook().sheetXml();
    row("unknown packing", part({name, xml, true, 0, 12}), "packed in a way that can't be read");
    row("check sum", part({name, xml, true, 0, 0xFFFF, -1, 77}), "the check sum differs");
    row("check sum of a stored entry", part({name, xml, false, 0, 0xFFFF, -1, 77}),
        "the check sum differs");
    row("more than declared", part({name, xml, true, 0, 0xFFFF, 5}),
        "holds more than the 5 bytes that it declares");
    row("less than declared", part({name, xml, true, 0, 0xFFFF, 5000}), "is damaged");
    ZipPart cut{name, xml};
    cut.packed = deflated(xml).chopped(30);
    row("cut entry", part(cut), "is cut off");
    cut.packed = "\xff\xff\xff\xff no deflate";
    row("no deflate", part(cut), "is damaged");
    row("empty entry", part({name, "", false}), "The XML ends too early");

    row("broken XML", part({name, "<worksheet>\n<sheetData><row></c></sheetData></worksheet>"}),
        "xl/worksheets/sheet1.xml, line 2, column");
    row("XML cut", part({name, xml.chopped(5)}), "The XML ends too early");
    row("unknown entity", part({name, "<worksheet>&no;</worksheet>"}), "The XML is broken");
    row("no XML", part({name, QByteArray(100, '\x01')}), "The XML is broken");
    row("broken UTF-8", part({name, "<?xml version='1.0'?><worksheet>\xff\xfe</worksheet>"}),
        "The XML is broken");
    row("nested deeply", part({name, QByteArray("<a>").repeated(100'000)}), "deeper than 64");
    QList<ZipPart> sheetless = goodBook().parts();
    sheetless.removeIf([&](const ZipPart &one) { return one.name == name; });
    row("sheet missing", zipFile(sheetless), "sheet1.xml: A part of this XLSX is missing");

    row("no sheets", book([](XlsxBuilder &one) { one.sheets.clear(); }), "has no sheets of cells");
    row("a sheet without part",
        book([](XlsxBuilder &one) { one.sheets.replace("'sheet'", "'x'"); }),
        "has no sheets of cells");
    row("all hidden",
        book([](XlsxBuilder &one) { one.sheets.replace("r:id", "state='veryHidden' r:id"); }),
        "All sheets of the spreadsheet are hidden");
    row("no rows", book([](XlsxBuilder &one) { one.rows.clear(); }),
        "The sheet “Pairs” has no rows");
    row("empty rows alone",
        book([](XlsxBuilder &one) { one.rows = "<row r='1'/><row r='9'><c r='A9' s='1'/></row>"; }),
        "The sheet “Pairs” has no rows");
    row("header alone", book([](XlsxBuilder &one) { one.rows = kHeader; }),
        "sheet “Pairs”, row 1: There are no rows below the header");
    row("1,025 columns",
        book([](XlsxBuilder &one) { one.rows = "<row><c r='AMK1'><v>1</v></c></row>" + kPair; }),
        "more than 1,024 columns");
    row("bad header", book([](XlsxBuilder &one) {
            one.rows = "<row><c t='str'><v>question</v></c><c t='s'><v>9</v></c></row>" + kPair;
        }),
        "Cell B1 names the shared text 9");

    row("17 ZIP of something else", zipFile({{"a.txt", "a"}}), "a ZIP file, but no spreadsheet");
    row("17 text document", zipFile({{"_rels/.rels", "<a/>"}, {"word/document.xml", "<a/>"}}),
        "a text document (.docx)");
    row("17 presentation", zipFile({{"_rels/.rels", "<a/>"}, {"ppt/presentation.xml", "<a/>"}}),
        "a presentation");
    row("17 OpenDocument", zipFile({{"mimetype", "a"}, {"content.xml", "<a/>"}}), "OpenDocument");
    row("17 binary spreadsheet",
        zipFile({{"[Content_Types].xml", "<a/>"}, {"xl/workbook.bin", "a"}}), ".xlsb");
    row("17 empty ZIP", zipFile({}), "a ZIP file");
    row("17 workbook elsewhere", zipFile({{"_rels/.rels", "<a/>"}}),
        "A part of this XLSX is missing");
}

void tst_XlsxHostile::badFilesAreRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, says);
    const auto start = std::clock();
    const auto failure = failureOf(write(bytes));
    QVERIFY(failure);
    QVERIFY2(failure->toLine().contains(says), qPrintable(failure->toLine()));
    QVERIFY2(failure->where.startsWith(QLatin1String("table.xlsx")), qPrintable(failure->where));
    QVERIFY(!failure->hint.isEmpty());
    QVERIFY(msSince(start) < 2000);
}

void tst_XlsxHostile::badCellsRejectTheirRow_data()
{
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("says");
    const auto add = [](const char *name, const QByteArray &row, const char *column,
                        const char *says) {
        QTest::newRow(name) << row << QString::fromUtf8(column) << QString::fromUtf8(says);
    };
    const auto cell = [](const QByteArray &xml) { return "<row r='7'>" + xml + "</row>"; };
    add("33 beyond the shared texts", cell("<c r='B7' t='s'><v>99999999</v></c>"), "reply",
        "Cell B7 names the shared text 99999999, but the file has 2.");
    add("33 just beyond", cell("<c r='B7' t='s'><v>2</v></c>"), "reply", "Cell B7 names");
    add("33 below zero", cell("<c r='B7' t='s'><v>-1</v></c>"), "reply", "Cell B7 names");
    add("33 beyond 64 bits", cell("<c r='B7' t='s'><v>99999999999999999999</v></c>"), "reply",
        "B7");
    add("33 no number", cell("<c r='A7' t='s'><v>1.5</v></c>"), "question", "Cell A7 names");
    for (const char *far : {"XFE1", "A1048577", "A0", "ZZZZ99999999999", "AAAA1", "7", "A", "",
                            "a7", "$A$7", "A7 ", "A-7", "A07", "Ａ7", "A7:B7", "A٧"})
        add(far, cell(QByteArray("<c r='") + far + "' t='str'><v>x</v></c>"), "",
            "is no cell between A1 and XFD1048576");
    add("34 behind the last column", cell("<c r='XFD7'><v>1</v></c><c><v>1</v></c>"), "",
        "is no cell between");
    add("34 in another row", cell("<c r='B9'><v>1</v></c>"), "reply", "Cell B9 stands in row 7");
    for (const char *number :
         {"0", "-1", "1048577", "abc", "", "B7", "7.0", "99999999999999999999"})
        QTest::addRow("row “%s”", number)
            << "<row r='" + QByteArray(number) + "'><c t='str'><v>x</v></c></row>" << QString()
            << "is no number of a row";
    add("twice", cell("<c r='B7'><v>1</v></c><c r='A7'><v>1</v></c><c r='B7'><v>2</v></c>"),
        "reply", "Cell B7 stands in the row twice");
    add("no number", cell("<c r='B7'><v>abc</v></c>"), "reply",
        "Cell B7 holds “abc”, which is no number");
    for (const char *number : {"1e400", "inf", "nan", "0x10", "1,5", "1 2"})
        add(number, cell("<c r='B7'><v>" + QByteArray(number) + "</v></c>"), "reply", "B7");
    add("unknown kind", cell("<c r='B7' t='zz'><v>1</v></c>"), "reply", "unknown kind “zz”");
    add("half a letter, shared", cell("<c r='B7' t='s'><v>1</v></c>"), "reply",
        "Cell B7 holds half of a letter");
    add("half a letter", cell("<c r='B7' t='str'><v>_xDE00__xD83D_</v></c>"), "reply",
        "Cell B7 holds half of a letter");
    add("to the right of the table", cell("<c r='XFD7'><v>1</v></c>"), "",
        "Cell XFD7 stands to the right of the table");
    QRandomGenerator chance(7);
    QByteArray letters;
    for (int i = 0; i < 100'000; ++i)
        letters += char(chance.bounded('a', 'z'));
    const QByteArray text = "<v>" + letters.repeated(60) + "</v></c>";
    add("24 MB of text", cell("<c r='A7' t='str'>" + text + "<c r='B7' t='str'>" + text), "reply",
        "more than 16 MB");
    add("more cells than columns",
        "<row r='7'>" + QByteArray("<c r='A7'><v>1</v></c>").repeated(40'000) + "</row>",
        "question", "more cells than columns");
}

void tst_XlsxHostile::badCellsRejectTheirRow()
{
    QFETCH(QByteArray, row);
    QFETCH(QString, column);
    QFETCH(QString, says);
    XlsxBuilder book = goodBook();
    book.strings = {"<t>a</t>", "<t>_xD83D_</t>"};
    book.rows += row + "<row r='9'><c t='str'><v>last</v></c><c t='str'><v>r</v></c></row>";
    auto reader = PairReader::open(write(book.bytes()));
    VERIFY_RESULT(reader);
    const auto rows = reader->next(10);
    VERIFY_RESULT(rows);
    QCOMPARE(rows->size(), 3U);
    QVERIFY(!rows->at(0).rejected);
    QVERIFY(rows->at(1).rejected);
    QVERIFY2(rows->at(1).rejected->reason.contains(says), qPrintable(rows->at(1).rejected->reason));
    QCOMPARE(rows->at(1).rejected->column, column);
    QVERIFY(rows->at(1).rejected->row == 7 || says.contains(QLatin1String("number of a row")));
    QVERIFY(!rows->at(2).rejected);
    QCOMPARE(rows->at(2).pair.question, QStringLiteral("last"));
    QCOMPARE(rows->at(2).row, 9);
}

void tst_XlsxHostile::namesOfEntriesAreNeverPaths()
{
    const auto listing = [this] {
        QStringList names;
        QDirIterator files(m_folder.path(), QDirIterator::Subdirectories);
        while (files.hasNext())
            names << files.next();
        return names;
    };
    for (const char *name :
         {"../../x", "/etc/x", "C:\\x", "xl\\..\\..\\x", "..", "a/../../x", "c:x"}) {
        XlsxBuilder book = goodBook();
        book.more = {{name, "<!DOCTYPE never read>"}};
        const QString path = write(book.bytes());
        const QStringList before = listing();
        const auto failure = failureOf(path);
        QVERIFY2(!failure, failure ? qPrintable(failure->toLine()) : name);
        QCOMPARE(listing(), before);
    }
    // What refers to one finds nothing.
    XlsxBuilder book = goodBook();
    QList<ZipPart> parts = book.parts();
    parts.last().content.replace("worksheets/sheet1.xml", "../../../../etc/passwd");
    parts.append({"../etc/passwd", book.sheetXml()});
    const auto failure = failureOf(write(zipFile(parts)));
    QVERIFY(failure);
    QVERIFY2(failure->what.contains(QLatin1String("missing")), qPrintable(failure->toLine()));
}

void tst_XlsxHostile::encodingsOfXmlAreRead()
{
    XlsxBuilder book = goodBook();
    book.rows = kHeader + "<row><c t='str'><v>问😀</v></c><c t='str'><v>复</v></c></row>";
    const QString xml = QString::fromUtf8(book.sheetXml()).remove(0, 55);
    QVERIFY(xml.startsWith(QLatin1String("<worksheet")));
    QByteArray utf16("\xff\xfe");
    utf16 += QByteArray(reinterpret_cast<const char *>(xml.utf16()), 2 * xml.size());
    for (const QByteArray &bytes : {"\xef\xbb\xbf" + xml.toUtf8(), utf16}) {
        auto reader = PairReader::open(
            write(zipFile(replaced(book.parts(), {"xl/worksheets/sheet1.xml", bytes}))));
        VERIFY_RESULT(reader);
        const auto rows = reader->next(2);
        VERIFY_RESULT(rows);
        QCOMPARE(rows->front().pair.question, QString::fromUtf8("问😀"));
    }
}

void tst_XlsxHostile::damagedXmlNeverCrashes()
{
    XlsxBuilder book = goodBook();
    book.strings = {"<t>a_x0041_</t>", "<r><t>b</t></r><rPh><t>c</t></rPh>"};
    book.styles = "<numFmts><numFmt numFmtId='164' formatCode='[h]:mm;\"x\"'/></numFmts>"
                  "<cellXfs><xf numFmtId='14'/><xf numFmtId='164'/></cellXfs>";
    book.rows +=
        "<row r='3' spans='1:2'><c r='A3' t='s'><v>1</v></c><c r='B3' s='1'><f>A1</f><v>1.5"
        "</v></c></row><row r='4'><c r='A4' t='inlineStr'><is><r><t>x</t></r></is></c></row>";
    const QList<ZipPart> good = book.parts();
    QRandomGenerator chance(28);
    const QList<QByteArray> words{
        "<",     ">",           "'",       "&",     "]]>",           "<![CDATA[",  "<!--",
        "<?",    "/>",          "r='",     "<row>", "</row>",        "<c>",        "<v>",
        "<is>",  "<si>",        "_x0000_", "\xff",  "<!DOCTYPE a [", "XFD1048576", "-1",
        "1e999", "xmlns:a='b' "};
    int refused = 0;
    constexpr int trials = 3000;
    for (int trial = 0; trial < trials; ++trial) {
        QList<ZipPart> parts = good;
        QByteArray &xml = parts[chance.bounded(parts.size())].content;
        for (int change = chance.bounded(1, 5); change > 0; --change) {
            const qsizetype at = chance.bounded(xml.size());
            switch (chance.bounded(4)) {
            case 0:
                xml[at] = char(chance.bounded(256));
                break;
            case 1:
                xml.remove(at, chance.bounded(1, 20));
                break;
            case 2:
                xml.insert(at, words[chance.bounded(words.size())]);
                break;
            default:
                xml.insert(at, xml.mid(chance.bounded(xml.size()), chance.bounded(1, 60)));
            }
        }
        for (ZipPart &part : parts)
            part.isDeflated = trial % 8 == 0; // stored is quicker to write
        refused += failureOf(write(zipFile(parts))).has_value();
    }
    QVERIFY2(refused > trials / 4 && refused < trials, qPrintable(QString::number(refused)));
}

void tst_XlsxHostile::damagedArchivesNeverCrash()
{
    const QByteArray good = goodBook().bytes();
    QRandomGenerator chance(29);
    for (qsizetype cut = 0; cut < good.size(); cut += 7)
        QVERIFY(failureOf(write(good.left(cut))));
    for (int trial = 0; trial < 3000; ++trial) {
        QByteArray bytes = good;
        for (int change = chance.bounded(1, 5); change > 0; --change)
            bytes[chance.bounded(bytes.size())] = char(chance.bounded(256));
        const auto failure = failureOf(write(bytes));
        QVERIFY(!failure || !failure->toLine().isEmpty());
    }
}

QTEST_GUILESS_MAIN(tst_XlsxHostile)
#include "tst_xlsx_hostile.moc"
