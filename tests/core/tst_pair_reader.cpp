#include "dataset/pair_reader.h"
#include "dataset/text_file.h"
#include "table_folder.h"
#include "test_support.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <sys/stat.h>
#include <unistd.h>

using namespace tunedesk;

class tst_PairReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<TableFolder>(); }
    void rowsAreRead_data();
    void rowsAreRead();
    void labelsAreUnderstood_data();
    void labelsAreUnderstood();
    void badFilesAreRefused_data();
    void badFilesAreRefused();
    void badRowsAreListed_data();
    void badRowsAreListed();
    void whatIsNoRegularFileIsRefused();
    void aFileThatShrinksIsAnError();

private:
    QString write(const QByteArray &bytes, const QString &name = QStringLiteral("pairs.csv"))
    {
        return m_folder->write(bytes, name);
    }
    std::unique_ptr<TableFolder> m_folder;
};

void tst_PairReader::rowsAreRead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QList<qint64>>("lines");
    QTest::addColumn<QString>("lastReply");
    QTest::newRow("LF") << QByteArray("question,reply\na,b\nc,d\n") << QList<qint64>{2, 3} << "d";
    QTest::newRow("CRLF") << QByteArray("question,reply\r\na,b\r\nc,d\r\n") << QList<qint64>{2, 3}
                          << "d";
    QTest::newRow("CR") << QByteArray("question,reply\ra,b\rc,d\r") << QList<qint64>{2, 3} << "d";
    QTest::newRow("mixed line ends and quoted breaks")
        << QByteArray("question,reply\r\n\"a\r\nb\",c\nd,\"e\nf\"\rg,h") << QList<qint64>{2, 4, 6}
        << "h";
    QTest::newRow("byte order mark")
        << QByteArray("\xef\xbb\xbfquestion,reply\na,b\n") << QList<qint64>{2} << "b";
    QTest::newRow("no line break at the end")
        << QByteArray("question,reply\na,b") << QList<qint64>{2} << "b";
    QTest::newRow("blank lines") << QByteArray("\nquestion,reply\n\na,b\n\n\nc,d\n\n")
                                 << QList<qint64>{4, 7} << "d";
    QTest::newRow("doubled quotes") << QByteArray("question,reply\na,\"say \"\"yes\"\", then\"\n")
                                    << QList<qint64>{2} << "say \"yes\", then";
    QTest::newRow("quote inside a field")
        << QByteArray("question,reply\na,5\" wide\n") << QList<qint64>{2} << "5\" wide";
    QTest::newRow("quoted CRLF becomes LF")
        << QByteArray("question,reply\r\na,\"b\r\nc\"\r\n") << QList<qint64>{2} << "b\nc";
    QTest::newRow("formulas stay text")
        << QByteArray("question,reply\na,=HYPERLINK(1)\n") << QList<qint64>{2} << "=HYPERLINK(1)";
    QTest::newRow("tabs") << QByteArray("question\treply\na, b\tc, d\n") << QList<qint64>{2}
                          << "c, d";
    QTest::newRow("semicolons") << QByteArray("question;reply\na, b;c, d, e\nf;g\n")
                                << QList<qint64>{2, 3} << "g";
    QTest::newRow("Chinese and emoji")
        << QByteArray("问题,回复\n在哪,到了😀\n") << QList<qint64>{2} << QStringLiteral("到了😀");
    QTest::newRow("vertical bars")
        << QByteArray("question|reply|label\na, b, and c|d, e|1\nf, g|h, i|0\n")
        << QList<qint64>{2, 3} << "h, i";
    QTest::newRow("signs of no letter")
        << QByteArray("question\1reply\na, b\1c\nd\1e, f") << QList<qint64>{2, 3} << "e, f";
    QTest::newRow("rows that were cleared")
        << QByteArray("question,reply\na,b\n,\nc,d\n,\n") << QList<qint64>{2, 4} << "d";
    QTest::newRow("said to Excel")
        << QByteArray("sep=;\r\nquestion;reply\r\na, b, c;d\r\n") << QList<qint64>{3} << "d";
    QTest::newRow("a title above the header")
        << QByteArray("Report of May,,\n,,\nquestion,reply,label\na,b,1\n") << QList<qint64>{4}
        << "b";
    QTest::newRow("a comment above the header")
        << QByteArray("# exported by a tool\nquestion,reply,label\na,b,1\n") << QList<qint64>{3}
        << "b";
    QTest::newRow("a header in another language")
        << QByteArray("Frage;Antwort;Wertung\na b?;c d.;gut\ne f?;g h.;gut\ni j?;k l.;gut\n")
        << QList<qint64>{2, 3, 4} << "k l.";
    QTest::newRow("a first row with the other label")
        << QByteArray("a b,c d,1\ne f,g h,0\ni j,k l,0\nm n,o p,0\n") << QList<qint64>{1, 2, 3, 4}
        << "o p";
    QTest::newRow("a first row that is data")
        << QByteArray("a b?;c d.;gut\ne f?;g h.;gut\ni j?;k l.;gut\n") << QList<qint64>{1, 2, 3}
        << "k l.";
    QTest::newRow("no header")
        << QByteArray("Where is it now?,On its way to you.,1\nAnd now?,It is here.,0\n")
        << QList<qint64>{1, 2} << "It is here.";
}

void tst_PairReader::rowsAreRead()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QList<qint64>, lines);
    QFETCH(QString, lastReply);
    auto reader = PairReader::open(write(bytes));
    VERIFY_RESULT(reader);
    QList<qint64> found;
    QString reply;
    while (true) {
        const auto rows = reader->next(1);
        VERIFY_RESULT(rows);
        if (rows->empty())
            break;
        QVERIFY2(!rows->front().rejected,
                 qPrintable(rows->front().rejected ? rows->front().rejected->reason : QString()));
        found << rows->front().row;
        reply = rows->front().pair.reply;
    }
    QCOMPARE(found, lines);
    QCOMPARE(reply, lastReply);
    QCOMPARE(reader->position(), reader->size());
}

void tst_PairReader::labelsAreUnderstood_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("label");
    for (const char *yes : {"1",    "true", "YES",    " ok ", "Good", "appropriate", "恰当", "是",
                            "1.0",  "👍",    "✔️", "√",    "１",   "Thumbs up",   "pass", "满意",
                            "通过", "很好", "1.00",   "01",   "+1",   "１．０"})
        QTest::newRow(yes) << QString::fromUtf8(yes) << 1;
    for (const char *no :
         {"0",  "False", "no", "bad", "Not  appropriate", "不恰当", "否",     "0.0",    "👎",
          "✗",  "×",     "❌",  "０",  "not ok",           "failed", "不满意", "未通过", "0.00",
          "00", "+0",    "0,0"})
        QTest::newRow(no) << QString::fromUtf8(no) << 0;
    QTest::newRow("none") << QString() << -1;
}

void tst_PairReader::labelsAreUnderstood()
{
    QFETCH(QString, text);
    QFETCH(int, label);
    auto reader = PairReader::open(write("question,reply,label\na,b,\"" + text.toUtf8() + "\"\n"));
    VERIFY_RESULT(reader);
    const auto rows = reader->next(10);
    VERIFY_RESULT(rows);
    QVERIFY(!rows->front().rejected);
    QCOMPARE(rows->front().pair.label.value_or(-1), label);
}

void tst_PairReader::badFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("says");
    QByteArray openQuote("question,reply\n");
    for (int line = 2; line <= 1000; ++line)
        openQuote += line == 7 ? QByteArray("a,\"b\n") : QByteArray("a,b\n");
    QTest::newRow("1 empty") << QByteArray() << "empty";
    QTest::newRow("2 byte order mark alone") << QByteArray("\xef\xbb\xbf") << "empty";
    QTest::newRow("3 header alone")
        << QByteArray("question,reply\n") << "line 1: There are no rows below the header";
    QTest::newRow("blank lines alone") << QByteArray("\n\n\r\n") << "only blank lines";
    QTest::newRow("4 quote never closed")
        << openQuote << "line 7: A quote opens here and is never closed";
    QTest::newRow("7 broken UTF-8") << QByteArray("question,reply\na,b\nc,\xff\xfe\n")
                                    << "line 3, byte 21 of the file: The text is not in UTF-8";
    QTest::newRow("broken UTF-8 in a quoted line")
        << QByteArray("question,reply\na,\"b\n\xc3(\"\n") << "line 3, byte 20";
    QTest::newRow("broken UTF-8 behind its mark")
        << QByteArray("\xef\xbb\xbfquestion,reply\na,b\nc,\xff\xfe\n")
        << "line 3, byte 24 of the file";
    QTest::newRow("UTF-8 of a surrogate")
        << QByteArray("question,reply\na,\xed\xa0\x80\n") << "line 2, byte 17";
    QTest::newRow("overlong UTF-8")
        << QByteArray("question,reply\na,\xc0\x80\n") << "line 2, byte 17";
    QTest::newRow("UTF-8 cut at the end")
        << QByteArray("question,reply\na,\xe4\xb8") << "line 2, byte 17";
    QTest::newRow("8 GB 18030") << QByteArray("question,reply\n\xce\xca\xcc\xe2,\xbb\xd8\xb8\xb4\n")
                                << "not in UTF-8";
    QTest::newRow("9 UTF-16, cut")
        << QByteArray("q\0u\0e\0s\0t\0i\0o\0n\0\t\0r\0\n\0x", 23) << "The text is not in UTF-16LE";
    QTest::newRow("11 one endless line")
        << QByteArray(20 * 1024 * 1024, 'x') << "line 1: This line is longer than 16 MB";
    QTest::newRow("endless quote")
        << QByteArray("question,reply\n\"") + QByteArray(20 * 1024 * 1024, 'x')
        << "line 2: A quote that opens here";
    QTest::newRow("12 too many columns") << QByteArray("c,").repeated(1'000'000) + "c\n1\n"
                                         << "more than 1,024 columns";
    QTest::newRow("15 twin header") << QByteArray("question,reply,Question\na,b,c\n")
                                    << "Columns 1 and 3 are both named “question”";
    QTest::newRow("17 spreadsheet") << QByteArray("PK\x03\x04 and so on") << "spreadsheet";
    QTest::newRow("17 image") << QByteArray("\x89PNG\r\n") << "image";
    QTest::newRow("17 gzip") << QByteArray("\x1f\x8b\x08") << "gzip";
    QTest::newRow("17 project") << QByteArray("SQLite format 3").leftJustified(68, ' ') + "TnDk"
                                << "project of TuneDesk";
    QTest::newRow("no reply") << QByteArray("question,label\na,1\n")
                              << "No column of the file holds the reply";
}

void tst_PairReader::badFilesAreRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, says);
    QElapsedTimer timer;
    timer.start();
    auto reader = PairReader::open(write(bytes));
    std::optional<Error> error;
    if (!reader)
        error = reader.error();
    while (!error) {
        const auto rows = reader->next(100);
        if (!rows)
            error = rows.error();
        else
            QVERIFY2(!rows->empty(), "the file was read to its end");
    }
    QVERIFY2(error->toLine().contains(says), qPrintable(error->toLine()));
    QVERIFY(error->toLine().contains(QLatin1String("pairs.csv")));
    QCOMPARE(error->kind, ErrorKind::Input);
    QVERIFY(!error->hint.isEmpty());
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
}

void tst_PairReader::badRowsAreListed_data()
{
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("says");
    QTest::newRow("5 too many fields") << QByteArray("a,b,1,,,,") << ""
                                       << "7 fields, expected 5";
    QTest::newRow("6 too few fields") << QByteArray("a,b") << ""
                                      << "2 fields, expected 5";
    QTest::newRow("10 NUL") << QByteArray("a\0b,c,1,,", 9) << "question"
                            << "NUL";
    QTest::newRow("16 mistyped label") << QByteArray("a,b,postive,,") << "label"
                                       << "“positive” is the nearest";
    QTest::newRow("strange label") << QByteArray("a,b,17,,") << "label"
                                   << "use 1 or 0";
    QTest::newRow("nothing that is seen")
        << QByteArray("\xe2\x80\x8b \xef\xbb\xbf,b,1,,") << "question"
        << "empty";
    QTest::newRow("no question") << QByteArray(" ,b,1,,") << "question"
                                 << "empty";
    QTest::newRow("no reply") << QByteArray("a,\"\n\",1,,") << "reply"
                              << "empty";
    QTest::newRow("no reply in a database") << QByteArray("a,NULL,1,,") << "reply"
                                            << "empty";
    QTest::newRow("no question in pandas") << QByteArray("nan,b,1,,") << "question"
                                           << "empty";
    QTest::newRow("score in words") << QByteArray("a,b,1,much,") << "score"
                                    << "no number";
    QTest::newRow("score that is none") << QByteArray("a,b,1,nan,") << "score"
                                        << "no number";
    QTest::newRow("unknown split") << QByteArray("a,b,1,,holdout") << "split"
                                   << "no split";
}

void tst_PairReader::badRowsAreListed()
{
    QFETCH(QByteArray, row);
    QFETCH(QString, column);
    QFETCH(QString, says);
    auto reader = PairReader::open(
        write("question,reply,label,score,split\nq,r,1,0.5,dev\n" + row + "\nq2,r2,0,,\n"));
    VERIFY_RESULT(reader);
    const auto rows = reader->next(10);
    VERIFY_RESULT(rows);
    QCOMPARE(rows->size(), 3u);
    QVERIFY(!rows->at(0).rejected);
    QCOMPARE(rows->at(0).pair.split, Split::Validation);
    QVERIFY(!rows->at(2).rejected);
    QVERIFY(rows->at(1).rejected.has_value());
    QCOMPARE(rows->at(1).rejected->row, 3);
    QCOMPARE(rows->at(1).rejected->column, column);
    QVERIFY2(rows->at(1).rejected->reason.contains(says), qPrintable(rows->at(1).rejected->reason));
    QCOMPARE(rows->at(1).rejected->raw, QString::fromUtf8(row));
}

void tst_PairReader::whatIsNoRegularFileIsRefused()
{
    const QString fifo = m_folder->filePath(QStringLiteral("fifo.csv"));
    QCOMPARE(::mkfifo(QFile::encodeName(fifo).constData(), 0600), 0);
    for (const QString &path : {m_folder->path(), fifo, QStringLiteral("/dev/zero"),
                                m_folder->filePath(QStringLiteral("none.csv"))}) {
        const auto reader = PairReader::open(path);
        QVERIFY(!reader);
        QCOMPARE(reader.error().kind, ErrorKind::File);
        QCOMPARE(reader.error().where, path);
    }
}

void tst_PairReader::aFileThatShrinksIsAnError()
{
    const QString path =
        write("question,reply\n" + QByteArray("some question,some reply\n").repeated(40'000));
    auto reader = PairReader::open(path);
    VERIFY_RESULT(reader);
    const auto first = reader->next(100);
    VERIFY_RESULT(first);
    QCOMPARE(::truncate(QFile::encodeName(path).constData(), 500'015), 0);
    Result<std::vector<PairReader::Row>> rows = reader->next(1'000'000);
    QVERIFY(!rows);
    QCOMPARE(rows.error().kind, ErrorKind::File);
    QVERIFY2(rows.error().toLine().contains(QLatin1String("byte 500015: The file changed")),
             qPrintable(rows.error().toLine()));
}

QTEST_GUILESS_MAIN(tst_PairReader)
#include "tst_pair_reader.moc"
