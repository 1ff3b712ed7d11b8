#include "test_support.h"
#include "xlsx_trials.h"

#include <QTemporaryDir>

#include <zlib.h>

using namespace tunedesk;

/// Files that were made to take all memory or time: stopped in less than 2 s and 64 MB.
class tst_XlsxBombs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bombsAreStopped_data();
    void bombsAreStopped();
    void aTextInVeryManyCellsIsABomb();
    void aDtdIsRefusedAnywhere_data();
    void aDtdIsRefusedAnywhere();
    void farCellsTakeNoMemory();

private:
    QString write(const QByteArray &bytes) { return writeXlsx(m_folder, bytes); }
    QTemporaryDir m_folder;
};

namespace
{
/// Deflates `head`, then `piece` so many times, then `tail`, without ever holding all of it.
ZipPart bomb(const QByteArray &name, const QByteArray &head, const QByteArray &piece, int times,
             const QByteArray &tail)
{
    ZipPart part{name, {}};
    z_stream zlib{};
    if (deflateInit2(&zlib, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        qFatal("no zlib");
    qint64 bytes = 0;
    std::uint32_t sum = 0;
    const auto add = [&](QByteArray content, int flush) {
        bytes += content.size();
        sum = tunedesk::crc32(content.constData(), std::size_t(content.size()), sum);
        zlib.next_in = reinterpret_cast<Bytef *>(content.data());
        zlib.avail_in = uInt(content.size());
        QByteArray packed(content.size() + 1024, '\0');
        zlib.next_out = reinterpret_cast<Bytef *>(packed.data());
        zlib.avail_out = uInt(packed.size());
        deflate(&zlib, flush);
        part.packed += packed.chopped(zlib.avail_out);
        return packed.chopped(zlib.avail_out);
    };
    add(head, Z_FULL_FLUSH);
    if (times > 0) {
        add(piece, Z_FULL_FLUSH);
        const QByteArray packed = add(piece, Z_FULL_FLUSH); // the same bytes each time from now on
        for (int i = 2; i < times; ++i) {
            part.packed += packed;
            bytes += piece.size();
        }
    }
    add(tail, Z_FINISH);
    deflateEnd(&zlib);
    part.declaredBytes = std::min<qint64>(bytes, 0xFFFFFFFE);
    part.declaredCrc = sum;
    return part;
}
} // namespace

void tst_XlsxBombs::bombsAreStopped_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("piece"); // of 1 MiB at most
    QTest::addColumn<int>("times");
    QTest::addColumn<QByteArray>("tail");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QByteArray &part, const QByteArray &head,
                        const QByteArray &piece, int times, const QByteArray &tail,
                        const char *says) {
        QTest::newRow(name) << part << head << piece.repeated((1 << 20) / piece.size()) << times
                            << tail << QString::fromUtf8(says);
    };
    const QByteArray sheet = "xl/worksheets/sheet1.xml", strings = "xl/sharedStrings.xml";
    const QByteArray head = "<worksheet><sheetData>", tail = "</sheetData></worksheet>";
    const char *ratio = "unpacks to more than 200 times its size";
    row("29 empty rows", sheet, head, "<row/>", 5000, tail, ratio);
    row("29 cells", sheet, head + "<row>", "<c t='str'><v>x</v></c>", 5000, "</row>" + tail, ratio);
    row("29 blanks", sheet, head, " ", 5000, tail, ratio);
    row("29 one text", sheet, head + "<row><c t='str'><v>", "x", 5000, "</v></c></row>" + tail,
        ratio);
    row("29 shared texts", strings, "<sst>", "<si/>", 5000, "</sst>", ratio);
    row("29 shared blanks", strings, "<sst><si><t>", " ", 5000, "</t></si></sst>", ratio);
    row("29 the workbook", "xl/workbook.xml", "<workbook>", "<a/>", 5000, "</workbook>", ratio);
    row("29 relationships", "xl/_rels/workbook.xml.rels", "<a>", "<Relationship Id='a'/>", 5000,
        "</a>", ratio);
    row("29 styles", "xl/styles.xml", "<a><cellXfs>", "<xf/>", 5000, "</cellXfs></a>", ratio);
}

void tst_XlsxBombs::bombsAreStopped()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, piece);
    QFETCH(int, times);
    QFETCH(QByteArray, tail);
    QFETCH(QString, says);
    XlsxBuilder book = goodBook();
    book.strings = {"<t>a</t>"};
    book.styles = "<cellXfs/>";
    const QString path =
        write(zipFile(replaced(book.parts(), bomb(name, head, piece, times, tail))));
    const qint64 before = peakMemory();
    const auto start = std::clock();
    const auto failure = failureOf(path);
    const qint64 took = msSince(start);
    QVERIFY(failure);
    QVERIFY2(failure->toLine().contains(says), qPrintable(failure->toLine()));
    QVERIFY2(failure->where.contains(QString::fromLatin1(name)), qPrintable(failure->where));
    QVERIFY2(took < 2000, qPrintable(QString::number(took)));
    QVERIFY2(peakMemory() - before < 64 * 1024, qPrintable(QString::number(peakMemory() - before)));
}

void tst_XlsxBombs::aTextInVeryManyCellsIsABomb()
{
    // A few KB of references to one text of 1 MB would be a hundred times more in a project.
    XlsxBuilder book = goodBook();
    QByteArray text = "<t>";
    for (int i = 0; text.size() < 1'000'000; ++i)
        text += QByteArray::number(i * 7919) + ' ';
    book.strings = {text + "</t>"};
    const auto withRows = [&](int rows) {
        book.rows = kHeader;
        for (int i = 0; i < rows; ++i)
            book.rows += "<row r='" + QByteArray::number(i * 31 + 2) +
                         "'><c t='s'><v>0</v></c><c t='str'><v>x</v></c></row>";
        return write(book.bytes());
    };
    const auto good = failureOf(withRows(30));
    QVERIFY2(!good, good ? qPrintable(good->toLine()) : "");
    const auto failure = failureOf(withRows(2000));
    QVERIFY(failure);
    QVERIFY2(failure->what.contains(QLatin1String("more than 200 times the file's size")),
             qPrintable(failure->toLine()));
}

void tst_XlsxBombs::aDtdIsRefusedAnywhere_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("where");
    QByteArray laughs = "<!DOCTYPE sst [<!ENTITY a0 'ha'>";
    for (int i = 1; i <= 30; ++i)
        laughs += "<!ENTITY a" + QByteArray::number(i) + " '" +
                  ("&a" + QByteArray::number(i - 1) + ";").repeated(10) + "'>";
    laughs += "]>";
    const QString strings = QStringLiteral("xl/sharedStrings.xml");
    const QString sheet = QStringLiteral("xl/worksheets/sheet1.xml");
    XlsxBuilder book = goodBook();
    book.strings = {"<t>&a30;</t>"};
    book.beforeStrings = laughs;
    QTest::newRow("31 billion laughs in shared texts") << book.bytes() << strings;
    book.beforeStrings = "<!DOCTYPE sst SYSTEM 'file:///etc/hostname'>";
    QTest::newRow("outside file") << book.bytes() << strings;
    book.beforeStrings = "<!DOCTYPE sst [<!ENTITY % a SYSTEM 'file:///dev/zero'> %a;]>";
    QTest::newRow("parameter entity") << book.bytes() << strings;
    book = goodBook();
    book.beforeSheet = "<!DOCTYPE worksheet>";
    QTest::newRow("before the sheet") << book.bytes() << sheet;
    book = goodBook();
    book.sheetHead = laughs;
    book.rows = "<row><c t='str'><v>&a30;</v></c></row>";
    QTest::newRow("32 in the sheet's head") << book.bytes() << sheet;
    book = goodBook();
    book.rows += laughs + "<row><c t='str'><v>&a30;</v></c></row>";
    QTest::newRow("32 between rows") << book.bytes() << sheet;
    book = goodBook();
    book.rows = kHeader + kPair.repeated(2000);
    book.rows +=
        "<!DOCTYPE x [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><row><c t='str'><v>&a;</v></c></row>";
    QTest::newRow("32 late, entities that cross") << book.bytes() << sheet;
    book = goodBook();
    book.sheetTail = "<!DOCTYPE worksheet>";
    QTest::newRow("32 behind the rows") << book.bytes() << sheet;
    book = goodBook();
    book.afterSheet = "<!DOCTYPE worksheet>";
    QTest::newRow("32 behind the sheet") << book.bytes() << sheet;
    book = goodBook();
    QTest::newRow("in the workbook")
        << zipFile(replaced(book.parts(), {"xl/workbook.xml", "<!DOCTYPE w><workbook/>"}))
        << QStringLiteral("xl/workbook.xml");
    book.styles = " ";
    QTest::newRow("in the styles")
        << zipFile(replaced(book.parts(), {"xl/styles.xml", laughs + "<styleSheet/>"}))
        << QStringLiteral("xl/styles.xml");
}

void tst_XlsxBombs::aDtdIsRefusedAnywhere()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, where);
    const QString path = write(bytes);
    const auto start = std::clock();
    const auto failure = failureOf(path);
    const qint64 took = msSince(start);
    QVERIFY(failure);
    QVERIFY2(failure->what.startsWith(QLatin1String("DTD not allowed")) ||
                 (where.isEmpty() && failure->what.contains(QLatin1String("XML"))),
             qPrintable(failure->toLine()));
    QVERIFY2(failure->where.contains(where), qPrintable(failure->where));
    QVERIFY2(took < 50, qPrintable(QString::number(took)));
}

void tst_XlsxBombs::farCellsTakeNoMemory()
{
    XlsxBuilder book = goodBook();
    book.sheetHead = "<dimension ref='A1:XFD1048576'/><cols><col min='1' max='16384'/></cols>";
    for (int i = 3; i < 200; ++i)
        book.rows += "<row r='" + QByteArray::number(i * 5000) + "'><c r='XFD" +
                     QByteArray::number(i * 5000) + "'><v>1</v></c></row>";
    book.rows += "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>";
    const QString path = write(book.bytes());
    const qint64 before = peakMemory();
    const auto start = std::clock();
    const auto failure = failureOf(path);
    QVERIFY2(!failure, failure ? qPrintable(failure->toLine()) : "");
    QVERIFY(msSince(start) < 2000);
    QVERIFY(peakMemory() - before < 16 * 1024);
}

QTEST_GUILESS_MAIN(tst_XlsxBombs)
#include "tst_xlsx_bombs.moc"
