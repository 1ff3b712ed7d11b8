#include "dataset/pair_reader.h"
#include "dataset/table_source.h"
#include "test_support.h"
#include "xlsx_builder.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace tunedesk;

/// Good files: their cells as other programs read them. Bad ones: tst_xlsx_hostile.
class tst_XlsxSource : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyCellIsAsOpenpyxlReadsIt_data();
    void everyCellIsAsOpenpyxlReadsIt();
    void hiddenSheetsAreReadWhenNamedOnly_data();
    void hiddenSheetsAreReadWhenNamedOnly();
    void cellsBecomeTexts_data();
    void cellsBecomeTexts();
    void sharedTextsBecomeTexts_data();
    void sharedTextsBecomeTexts();
    void formatsMakeDates_data();
    void formatsMakeDates();
    void rowsKeepTheirNumbersAndWidth();
    void aHeaderIsFoundAndCanBeSet();
    void pairsAreRead();
    void theEndIsReachedAndStays();
    void partsAreFoundByTheirRelationships();
    void theKindIsFoundByContentOrAsSaid();
    void aSheetThatIsNotThereIsNamed();
    void errorsOfFormulasAreNoTexts();
    void refusalsNameTheSheet();
    void theFirstSheetWithPairsIsTaken();

private:
    QString write(const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(QStringLiteral("table.xlsx")));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("no test file");
        return file.fileName();
    }
    QTemporaryDir m_folder;
};

namespace
{
const QString kFolder = QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/xlsx/");

QJsonObject baselines()
{
    QFile file(kFolder + QStringLiteral("baselines.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no baselines");
    return QJsonDocument::fromJson(file.readAll()).object();
}

QStringList withoutEmptyEnd(QStringList cells)
{
    while (!cells.isEmpty() && cells.last().isEmpty())
        cells.removeLast();
    return cells;
}

/// All rows below the header; a problem stands for its row.
Result<QList<TableRow>> rowsOf(const QString &path, PairFormat &format)
{
    auto source = openTable(path, format);
    if (!source)
        return source.error();
    QList<TableRow> rows;
    TableRow row;
    while (true) {
        const auto read = (*source)->next(row);
        if (!read)
            return read.error();
        if (!*read)
            return rows;
        rows << row;
    }
}
} // namespace

void tst_XlsxSource::everyCellIsAsOpenpyxlReadsIt_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QJsonObject>("sheet");
    const QJsonObject files = baselines();
    QCOMPARE(files.size(), 5);
    for (auto file = files.begin(); file != files.end(); ++file)
        for (const QJsonValue sheet : file.value().toArray())
            if (const QJsonObject one = sheet.toObject(); !one[u"rows"].toArray().isEmpty())
                QTest::addRow("%s, %s", qPrintable(file.key()), qPrintable(one[u"name"].toString()))
                    << file.key() << one;
}

void tst_XlsxSource::everyCellIsAsOpenpyxlReadsIt()
{
    QFETCH(QString, file);
    QFETCH(QJsonObject, sheet);
    PairFormat format;
    format.sheet = sheet[u"name"].toString();
    format.hasHeader = false;
    const auto rows = rowsOf(kFolder + file, format);
    VERIFY_RESULT(rows);
    const QJsonArray expected = sheet[u"rows"].toArray();
    QCOMPARE(rows->size(), expected.size());
    for (qsizetype i = 0; i < rows->size(); ++i) {
        const TableRow &row = (*rows)[i];
        QVERIFY2(!row.problem, row.problem ? qPrintable(row.problem->reason) : "");
        QCOMPARE(row.line, expected[i][0].toInteger());
        QStringList cells;
        for (const QJsonValue cell : expected[i][1].toArray())
            cells << cell.toString();
        const QStringList found = withoutEmptyEnd(row.cells);
        for (qsizetype column = 0; column < std::max(cells.size(), found.size()); ++column)
            QVERIFY2(found.value(column) == cells.value(column),
                     qPrintable(QStringLiteral("row %1, column %2: “%3”, expected “%4”")
                                    .arg(row.line)
                                    .arg(column + 1)
                                    .arg(found.value(column), cells.value(column))));
        QCOMPARE(row.raw, row.cells.join(QLatin1Char('\t')).toUtf8());
    }
}

void tst_XlsxSource::hiddenSheetsAreReadWhenNamedOnly_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("named");
    QTest::addColumn<QString>("chosen");
    QTest::addColumn<QStringList>("sheets");
    const QString pairs = QStringLiteral("Pairs & 对话");
    QTest::newRow("first shown one")
        << "xlsxwriter.xlsx" << QString() << QStringLiteral("对话 <1> 'x' &")
        << QStringList{QStringLiteral("对话 <1> 'x' &"), QStringLiteral("last")};
    QTest::newRow("hidden one named")
        << "xlsxwriter.xlsx"
        << "very hidden"
        << "very hidden"
        << QStringList{QStringLiteral("对话 <1> 'x' &"), QStringLiteral("very hidden"),
                       QStringLiteral("last")};
    QTest::newRow("charts are no sheets")
        << "openpyxl.xlsx"
        << "more 2"
        << "more 2" << QStringList{pairs, QStringLiteral("more 2"), QStringLiteral("empty")};
}

void tst_XlsxSource::hiddenSheetsAreReadWhenNamedOnly()
{
    QFETCH(QString, file);
    QFETCH(QString, named);
    QFETCH(QString, chosen);
    QFETCH(QStringList, sheets);
    PairFormat format;
    format.sheet = named;
    format.hasHeader = false;
    VERIFY_RESULT(openTable(kFolder + file, format));
    QCOMPARE(format.kind, QStringLiteral("xlsx"));
    QCOMPARE(format.sheet, chosen);
    QCOMPARE(format.sheets, sheets);
}

void tst_XlsxSource::cellsBecomeTexts_data()
{
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const char *cell, const QString &text) {
        QTest::newRow(name) << QByteArray(cell) << text;
    };
    row("whole number", "<c r='B2'><v>1</v></c>", QStringLiteral("1"));
    row("whole number written as a fraction", "<c r='B2'><v>1.0</v></c>", QStringLiteral("1"));
    row("17 digits", "<c r='B2'><v>3.1400000000000001</v></c>", QStringLiteral("3.14"));
    row("exponent", "<c r='B2'><v>1.2E+3</v></c>", QStringLiteral("1200"));
    row("15 digits", "<c r='B2'><v>9.99999999999999E+14</v></c>",
        QStringLiteral("999999999999999"));
    row("negative zero", "<c r='B2'><v>-0</v></c>", QStringLiteral("0"));
    row("small", "<c r='B2'><v>1.0000000000000001E-5</v></c>", QStringLiteral("1e-05"));
    row("number, said", "<c r='B2' t='n'><v> 2.50 </v></c>", QStringLiteral("2.5"));
    row("true", "<c r='B2' t='b'><v>1</v></c>", QStringLiteral("TRUE"));
    row("false", "<c r='B2' t='b'><v>0</v></c>", QStringLiteral("FALSE"));
    row("error", "<c r='B2' t='e'><v>#N/A</v></c>", QStringLiteral("#N/A"));
    row("formula of text", "<c r='B2' t='str'><f>A1&amp;\"x\"</f><v> 中 文_x0041_</v></c>",
        QStringLiteral(" 中 文A"));
    row("formula of a number", "<c r='B2'><f>1/2</f><v>0.5</v></c>", QStringLiteral("0.5"));
    row("formula never calculated", "<c r='B2'><f>1/2</f></c>", {});
    row("formula shared", "<c r='B2'><f t='shared' si='0'/><v>8</v></c>", QStringLiteral("8"));
    row("date as text", "<c r='B2' t='d'><v>2026-03-09T10:00:00Z</v></c>",
        QStringLiteral("2026-03-09T10:00:00Z"));
    row("inline", "<c r='B2' t='inlineStr'><is><t xml:space='preserve'> a </t></is></c>",
        QStringLiteral(" a "));
    row("inline runs",
        "<c r='B2' t='inlineStr'><is><r><rPr><b/></rPr><t>a</t></r><r><t> b</t></r>"
        "<rPh sb='0' eb='1'><t>no</t></rPh></is></c>",
        QStringLiteral("a b"));
    row("inline CDATA", "<c r='B2' t='inlineStr'><is><t><![CDATA[<b>&amp;]]></t></is></c>",
        QStringLiteral("<b>&amp;"));
    row("shared", "<c r='B2' t='s'><v>1</v></c>", QStringLiteral("second"));
    row("styled and empty", "<c r='B2' s='1'/>", {});
    row("no place said", "<c/><c t='str'><v>x</v></c>", QStringLiteral("x"));
    row("comments and other things",
        "<!-- no --><?pi no?><c r='B2' t='str'><!-- no --><v>a<!-- no -->b</v></c>",
        QStringLiteral("ab"));
    row("from right to left", "<c r='C2'><v>3</v></c><c r='B2'><v>2</v></c>", QStringLiteral("2"));
}

void tst_XlsxSource::cellsBecomeTexts()
{
    QFETCH(QByteArray, cell);
    QFETCH(QString, text);
    XlsxBuilder book;
    book.strings = {"<t>first</t>", "<t>second</t>"};
    book.rows =
        "<row r='2'>" + cell + "</row><row><c t='str'><v>q</v></c><c t='str'><v>r</v></c></row>";
    PairFormat format;
    format.hasHeader = false;
    const auto rows = rowsOf(write(book.bytes()), format);
    VERIFY_RESULT(rows);
    if (rows->size() == 2) {
        QVERIFY2(!rows->first().problem,
                 rows->first().problem ? qPrintable(rows->first().problem->reason) : "");
        QCOMPARE(rows->first().line, 2);
        QCOMPARE(rows->first().cells.value(1), text);
    } else {
        QVERIFY(text.isEmpty());
    }
    QCOMPARE(rows->last().line, 3);
    QCOMPARE(rows->last().cells.mid(0, 2), (QStringList{QStringLiteral("q"), QStringLiteral("r")}));
}

void tst_XlsxSource::sharedTextsBecomeTexts_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const char *xml, const QString &text) {
        QTest::newRow(name) << QByteArray(xml) << text;
    };
    row("plain", "<t>a</t>", QStringLiteral("a"));
    row("spaces", "<t xml:space='preserve'>  a\n b </t>", QStringLiteral("  a\n b "));
    row("runs", "<r><t>a</t></r><r><rPr><sz val='11'/></rPr><t xml:space='preserve'> b</t></r>",
        QStringLiteral("a b"));
    row("readings are left out",
        "<t>課長</t><rPh sb='0' eb='2'><t>カチョウ</t></rPh><phoneticPr fontId='1'/>",
        QString::fromUtf8("課長"));
    row("carriage return", "<t>a_x000D_\nb</t>", QStringLiteral("a\r\nb"));
    row("escaped underscore", "<t>_x005F_x0041_</t>", QStringLiteral("_x0041_"));
    row("no escape", "<t>_x00G1_ _x1_ _x</t>", QStringLiteral("_x00G1_ _x1_ _x"));
    row("two half letters", "<t>_xD83D__xDE00_</t>", QString::fromUtf8("😀"));
    row("an escape over two runs is none", "<r><t>_x00</t></r><r><t>41_</t></r>",
        QStringLiteral("_x0041_"));
    row("letters by number", "<t>&#x4E2D;&#128512;&lt;</t>", QString::fromUtf8("中😀<"));
    row("a byte order mark is a letter here", "<t>&#xFEFF;&#xFEFF;a</t>",
        QString(2, QChar(0xFEFF)) + QLatin1Char('a'));
    row("another element's text", "<t>a</t><x><t>b</t></x>", QStringLiteral("a"));
}

void tst_XlsxSource::sharedTextsBecomeTexts()
{
    QFETCH(QByteArray, xml);
    QFETCH(QString, text);
    XlsxBuilder book;
    book.strings = {"<t>before</t>", xml, "<t>after</t>"};
    book.rows = "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c></row>";
    PairFormat format;
    format.hasHeader = false;
    const auto rows = rowsOf(write(book.bytes()), format);
    VERIFY_RESULT(rows);
    QCOMPARE(rows->first().cells,
             (QStringList{QStringLiteral("before"), text, QStringLiteral("after")}));
}

void tst_XlsxSource::formatsMakeDates_data()
{
    QTest::addColumn<QByteArray>("format"); // a code, or the number of one that is built in
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *format, const char *number, const char *text) {
        QTest::addRow("%s of %s", format, number)
            << QByteArray(format) << QByteArray(number) << QString::fromLatin1(text);
    };
    for (const char *builtIn :
         {"14", "15", "16", "17", "27", "28", "29", "30", "31", "34", "35", "36", "50", "58"})
        row(builtIn, "43831", "2020-01-01");
    for (const char *builtIn : {"18", "19", "20", "21", "22", "32", "33", "45", "47"})
        row(builtIn, "43831.5", "2020-01-01T12:00:00");
    for (const char *builtIn : {"0", "1", "13", "23", "26", "37", "44", "48", "49", "59"})
        row(builtIn, "43831", "43831");
    row("46", "1.5", "36:00:00");
    row("14", "43831.25", "2020-01-01T06:00:00");
    row("21", "0.75", "18:00:00");
    row("22", "43831", "2020-01-01T00:00:00");
    row("yyyy/m/d", "1", "1900-01-01");
    row("yyyy/m/d", "59", "1900-02-28");
    row("yyyy/m/d", "61", "1900-03-01");
    row("yyyy/m/d", "2958465", "9999-12-31");
    row("yyyy/m/d", "2958466", "2958466");
    row("yyyy/m/d", "-1", "-1");
    row("yyyy/m/d", "1e300", "1e+300");
    row("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "43831", "2020-01-01");
    row("yyyy&quot;年&quot;m&quot;月&quot;", "43831", "2020-01-01");
    row("hh:mm:ss.000", "0.0000115856", "00:00:01.001");
    row("[hh]:mm", "-0.5", "-12:00:00");
    row("0.00;[Red]-0.00", "1.5", "1.5");
    row("0;yyyy", "43831", "43831");
    row("0&quot; days&quot;", "3", "3");
    row("#,##0_d;\\(0\\)", "3", "3");
    row("[Red]General", "3", "3");
    row("&quot;never closed y", "3", "3");
    row("[h never closed", "3", "3");
}

void tst_XlsxSource::formatsMakeDates()
{
    QFETCH(QByteArray, format);
    QFETCH(QByteArray, number);
    QFETCH(QString, text);
    bool isBuiltIn = false;
    format.toInt(&isBuiltIn);
    XlsxBuilder book;
    book.styles = "<numFmts><numFmt numFmtId='164' formatCode='" +
                  (isBuiltIn ? QByteArray("0") : format) +
                  "'/></numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs>"
                  "<xf numFmtId='0'/><xf numFmtId='" +
                  (isBuiltIn ? format : QByteArray("164")) + "'/></cellXfs>";
    book.rows = "<row><c s='1'><v>" + number + "</v></c><c s='9'><v>1</v></c></row>";
    PairFormat pairs;
    pairs.hasHeader = false;
    const auto rows = rowsOf(write(book.bytes()), pairs);
    VERIFY_RESULT(rows);
    QCOMPARE(rows->first().cells, (QStringList{text, QStringLiteral("1")}));
}

void tst_XlsxSource::rowsKeepTheirNumbersAndWidth()
{
    XlsxBuilder book;
    book.rows = "<row r='3'><c t='str'><v>question</v></c><c t='str'><v>reply</v></c>"
                "<c t='str'><v>label</v></c><c s='1'/><c t='str'><v></v></c></row>"
                "<row r='4'/><row r='5' spans='1:9'><c s='1'/></row>"
                "<row r='7'><c t='str'><v>q</v></c></row>"
                "<row><c t='str'><v>q</v></c><c r='C8'><v>1</v></c></row>";
    PairFormat format;
    const auto rows = rowsOf(write(book.bytes()), format);
    VERIFY_RESULT(rows);
    QCOMPARE(format.hasHeader, std::optional(true));
    QCOMPARE(rows->size(), 2);
    QCOMPARE(rows->at(0).line, 7);
    QCOMPARE(rows->at(0).cells, (QStringList{QStringLiteral("q"), {}, {}}));
    QCOMPARE(rows->at(0).raw, "q\t\t");
    QCOMPARE(rows->at(1).line, 8);
    QCOMPARE(rows->at(1).cells, (QStringList{QStringLiteral("q"), {}, QStringLiteral("1")}));
}

void tst_XlsxSource::aHeaderIsFoundAndCanBeSet()
{
    XlsxBuilder book;
    book.rows = "<row><c t='str'><v> question </v></c><c/><c t='str'><v>reply</v></c></row>"
                "<row><c t='str'><v>a</v></c><c><v>5</v></c><c t='str'><v>b</v></c></row>";
    const QString path = write(book.bytes());
    PairFormat format;
    auto source = openTable(path, format);
    VERIFY_RESULT(source);
    QCOMPARE(format.hasHeader, std::optional(true));
    QCOMPARE((*source)->columnNames(),
             (QStringList{QStringLiteral("question"), QStringLiteral("Column 2"),
                          QStringLiteral("reply")}));
    QCOMPARE((*source)->firstRows().size(), 1);
    format = {};
    format.hasHeader = false;
    source = openTable(path, format);
    VERIFY_RESULT(source);
    QCOMPARE((*source)->columnNames().first(), QStringLiteral("Column 1"));
    QCOMPARE((*source)->firstRows().size(), 2);
}

void tst_XlsxSource::pairsAreRead()
{
    XlsxBuilder book;
    book.strings = {"<t>问题</t>", "<t>回复</t>", "<t>标签</t>", "<t>a_x000D_\nb</t>"};
    book.rows = "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c></row>"
                "<row><c t='s'><v>3</v></c><c t='str'><v>x</v></c><c t='b'><v>1</v></c></row>"
                "<row><c t='s'><v>3</v></c><c t='s'><v>77</v></c></row>"
                "<row><c t='s'><v>3</v></c><c t='str'><v>y</v></c><c><v>0</v></c></row>";
    auto reader = PairReader::open(write(book.bytes()));
    VERIFY_RESULT(reader);
    QCOMPARE(reader->formatName(), QStringLiteral("xlsx"));
    const auto rows = reader->next(10);
    VERIFY_RESULT(rows);
    QCOMPARE(rows->size(), 3U);
    QCOMPARE(rows->at(0).pair.question, QStringLiteral("a\nb"));
    QCOMPARE(rows->at(0).pair.label, std::optional(1));
    QCOMPARE(rows->at(0).pair.originRow, 2);
    QVERIFY(rows->at(1).rejected);
    QCOMPARE(rows->at(1).rejected->row, 3);
    QCOMPARE(rows->at(1).rejected->column, QStringLiteral("回复"));
    QVERIFY(rows->at(1).rejected->reason.contains(QStringLiteral("B3")));
    QCOMPARE(rows->at(2).pair.label, std::optional(0));
}

void tst_XlsxSource::theEndIsReachedAndStays()
{
    XlsxBuilder book;
    for (int i = 0; i < 20'000; ++i)
        book.rows += "<row><c t='str'><v>question " + QByteArray::number(i * 7919 % 20'011) +
                     "</v></c><c t='str'><v>It is here.</v></c></row>";
    PairFormat format;
    auto source = openTable(write(book.bytes()), format);
    VERIFY_RESULT(source);
    TableRow row;
    qint64 count = 0, before = (*source)->position(), moves = 0;
    while (true) {
        const auto read = (*source)->next(row);
        VERIFY_RESULT(read);
        if (!*read)
            break;
        ++count;
        QVERIFY((*source)->position() >= before);
        moves += (*source)->position() > before;
        before = (*source)->position();
    }
    QCOMPARE(count, 20'000);
    QVERIFY(moves > 2);
    QCOMPARE((*source)->position(), (*source)->size());
    const auto again = (*source)->next(row);
    VERIFY_RESULT(again);
    QVERIFY(!*again);
}

void tst_XlsxSource::partsAreFoundByTheirRelationships()
{
    const QByteArray links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    QList<ZipPart> parts{
        {"_rels/.rels", "<Relationships><Relationship Id='a' Type='" + links +
                            "officeDocument' Target='/Other/Book.xml'/></Relationships>"},
        {"other/book.xml", "<x:workbook xmlns:x='main' xmlns:q='" + links +
                               "'><x:sheets><x:sheet name='S' sheetId='9' q:id='k'/></x:sheets>"
                               "</x:workbook>"},
        {"other/_rels/book.xml.rels", "<Relationships><Relationship Id='k' Type='" + links +
                                          "worksheet' Target='./deep/../../Cells/One.xml'/>"
                                          "<Relationship Id='l' Type='" +
                                          links +
                                          "styles' TargetMode='External' Target='no.xml'/>"
                                          "</Relationships>"},
        {"cells/one.xml", "<x:worksheet xmlns:x='main'><x:sheetData><x:row><x:c t='str'><x:v>a"
                          "</x:v></x:c></x:row></x:sheetData><x:extLst><x:row><x:c/></x:row>"
                          "</x:extLst></x:worksheet>"}};
    PairFormat format;
    format.hasHeader = false;
    const auto rows = rowsOf(write(zipFile(parts)), format);
    VERIFY_RESULT(rows);
    QCOMPARE(rows->size(), 1);
    QCOMPARE(rows->first().cells, QStringList{QStringLiteral("a")});
    QCOMPARE(format.sheets, QStringList{QStringLiteral("S")});
}

void tst_XlsxSource::theKindIsFoundByContentOrAsSaid()
{
    const QString book = kFolder + QStringLiteral("openpyxl.xlsx");
    const auto failureOf = [](const QString &path, const char *kind) {
        PairFormat format;
        format.kind = QString::fromLatin1(kind);
        const auto source = openTable(path, format);
        return source ? QString() : source.error().toLine();
    };
    const QString renamed = m_folder.filePath(QStringLiteral("really_xlsx.csv"));
    QVERIFY(QFile::copy(book, renamed));
    QCOMPARE(failureOf(renamed, ""), QString());
    QCOMPARE(failureOf(renamed, "xlsx"), QString());
    QVERIFY(failureOf(book, "csv").contains(QLatin1String("a spreadsheet or a ZIP file, not CSV")));
    const QString table = write("question,reply\na,b\n");
    QVERIFY(failureOf(table, "xlsx").contains(QLatin1String("no XLSX spreadsheet")));
    QVERIFY(failureOf(m_folder.filePath(QStringLiteral("none.xlsx")), "xlsx")
                .contains(QLatin1String("not there")));
    QVERIFY(failureOf(m_folder.path(), "").contains(QLatin1String("not a regular file")));
}

void tst_XlsxSource::aSheetThatIsNotThereIsNamed()
{
    PairFormat format;
    format.sheet = QStringLiteral("Nowhere");
    const auto source = openTable(kFolder + QStringLiteral("xlsxwriter.xlsx"), format);
    QVERIFY(!source);
    QVERIFY(source.error().what.contains(QStringLiteral("no sheet named “Nowhere”")));
    QCOMPARE(source.error().hint, QStringLiteral("Its sheets: 对话 <1> 'x' &, last"));
}

void tst_XlsxSource::errorsOfFormulasAreNoTexts()
{
    XlsxBuilder builder;
    const auto text = [](const QByteArray &cell, const QByteArray &letters) {
        return "<c r='" + cell + "' t='inlineStr'><is><t>" + letters + "</t></is></c>";
    };
    const auto error = [](const QByteArray &cell) {
        return "<c r='" + cell + "' t='e'><v>#REF!</v></c>";
    };
    builder.rows = "<row r='1'>" + text("A1", "question") + text("B1", "reply") +
                   text("C1", "length") + "</row><row r='2'>" + text("A2", "a") + error("B2") +
                   "</row><row r='3'>" + text("A3", "a") + text("B3", "b") + error("C3") +
                   "</row><row r='4'>" + text("A4", "c") + text("B4", "#REF!") + "</row>";
    auto reader = PairReader::open(write(builder.bytes()));
    VERIFY_RESULT(reader);
    const auto rows = reader->next(10);
    VERIFY_RESULT(rows);
    QCOMPARE(rows->size(), 3u);
    QVERIFY(rows->front().rejected.has_value());
    QCOMPARE(rows->front().rejected->column, QStringLiteral("reply"));
    QVERIFY(rows->front().rejected->reason.contains(QLatin1String("#REF!")));
    QVERIFY(!(*rows)[1].rejected); // of a column that is left out
    QVERIFY(!(*rows)[2].rejected); // typed as a text
}

void tst_XlsxSource::refusalsNameTheSheet()
{
    XlsxBuilder builder;
    builder.sheets += "<sheet name='Chats' sheetId='2' r:id='sheet'/>";
    builder.rows = "<row r='1'><c r='A1' t='inlineStr'><is><t>colour</t></is></c></row>"
                   "<row r='2'><c r='A2'><v>1</v></c></row>";
    const auto refused = PairReader::open(write(builder.bytes()));
    QVERIFY(!refused);
    QCOMPARE(refused.error().where, QStringLiteral("table.xlsx, sheet “Pairs”"));
    QVERIFY2(refused.error().hint.contains(QLatin1String("Chats")),
             qPrintable(refused.error().hint));
}

void tst_XlsxSource::theFirstSheetWithPairsIsTaken()
{
    const auto cells = [](const QByteArrayList &texts) {
        return "<row><c t='str'><v>" + texts.join("</v></c><c t='str'><v>") + "</v></c></row>";
    };
    const auto sheet = [](const QByteArray &rows) {
        return "<worksheet><sheetData>" + rows + "</sheetData></worksheet>";
    };
    XlsxBuilder builder{.rows = cells({"label", "count"}) + cells({"1", "7"}),
                        .sheets = "<sheet name='Pivot' sheetId='1' r:id='sheet'/>"
                                  "<sheet name='Empty' sheetId='2' r:id='b'/>"
                                  "<sheet name='Pairs' sheetId='3' r:id='c'/>"
                                  "<sheet name='More' sheetId='4' r:id='c'/>"};
    const auto bytes = [&](const QByteArray &pairs) {
        QList<ZipPart> parts = builder.parts();
        const QByteArray type = "http://schemas.openxmlformats.org/officeDocument/2006/"
                                "relationships/worksheet";
        parts.last().content.replace(
            "</Relationships>", "<Relationship Id='b' Type='" + type +
                                    "' Target='worksheets/b.xml'/><Relationship Id='c' Type='" +
                                    type + "' Target='worksheets/c.xml'/></Relationships>");
        parts.append({"xl/worksheets/b.xml", sheet({})});
        parts.append({"xl/worksheets/c.xml", sheet(pairs)});
        return zipFile(parts);
    };
    const auto sheetOf = [&](const QByteArray &pairs, const QString &named = {}) {
        PairFormat format{.sheet = named};
        const auto rows = rowsOf(write(bytes(pairs)), format);
        return rows ? QStringLiteral("%1 %2").arg(format.sheet).arg(rows->size())
                    : rows.error().what;
    };
    const QByteArray pairs = cells({"question", "reply"}) + cells({"a", "b"}) + cells({"c", "d"});
    QCOMPARE(sheetOf(pairs), QStringLiteral("Pairs 2"));
    QCOMPARE(sheetOf(pairs, QStringLiteral("Pivot")), QStringLiteral("Pivot 1"));
    QCOMPARE(sheetOf(cells({"ticket", "role", "message"}) + cells({"1", "customer", "a"}) +
                     cells({"1", "agent", "b"})),
             QStringLiteral("Pairs 1"));
    QCOMPARE(sheetOf(cells({"prompt", "chosen", "rejected"}) + cells({"a", "b", "c"})),
             QStringLiteral("Pairs 2"));
    QCOMPARE(sheetOf(cells({"count"}) + cells({"7"})), QStringLiteral("Pivot 1"));
}

QTEST_GUILESS_MAIN(tst_XlsxSource)
#include "tst_xlsx_source.moc"
