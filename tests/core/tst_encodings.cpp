#include "dataset/pair_reader.h"
#include "dataset/text_file.h"
#include "table_folder.h"
#include "test_support.h"

#include <QFile>
#include <QTemporaryDir>

using namespace tunedesk;

/// In which encoding a file is, and what becomes of bytes that are no letters.
class tst_Encodings : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<TableFolder>(); }
    void encodingsAreFoundOrAskedAbout_data();
    void encodingsAreFoundOrAskedAbout();
    void bytesWithoutALetterAreAskedAbout();
    void encodingsOfWindowsAreOffered_data();
    void encodingsOfWindowsAreOffered();
    void encodingsOfSeveralBytesALetterAreOfferedFirst();
    void halvesOfChineseLettersAreNoLatinOnes_data();
    void halvesOfChineseLettersAreNoLatinOnes();
    void encodingsOfAsciiBytesAreFound_data();
    void encodingsOfAsciiBytesAreFound();
    void controlCharactersAreNoText();
    void bytesOfNoLetterAreNamed();

private:
    QString write(const QByteArray &bytes, const QString &name = QStringLiteral("pairs.csv"))
    {
        return m_folder->write(bytes, name);
    }
    std::unique_ptr<TableFolder> m_folder;
};

static QStringList textsOf(PairReader &reader)
{
    QStringList texts;
    const auto rows = reader.next(100);
    if (!rows)
        return {rows.error().toLine()};
    for (const PairReader::Row &row : *rows)
        texts << row.pair.question << row.pair.reply;
    return texts;
}

void tst_Encodings::encodingsAreFoundOrAskedAbout_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<bool>("isSure");
    QTest::newRow("UTF-16 by its mark") << "utf-16-mark"
                                        << "UTF-16" << true;
    QTest::newRow("UTF-16LE by its NULs") << "utf-16le"
                                          << "UTF-16LE" << true;
    QTest::newRow("UTF-16BE by its NULs") << "utf-16be"
                                          << "UTF-16BE" << true;
    QTest::newRow("GB 18030") << "gb18030"
                              << "GB18030" << true;
    QTest::newRow("GBK") << "gbk"
                         << "GB18030" << true;
    QTest::newRow("Big5") << "big5"
                          << "Big5" << true;
    QTest::newRow("Big5 of Hong Kong") << "big5-hkscs"
                                       << "Big5-HKSCS" << true;
    QTest::newRow("Shift JIS") << "shift-jis"
                               << "Shift_JIS" << true;
    QTest::newRow("Western") << "windows-1252"
                             << "windows-1252" << false;
    QTest::newRow("Cyrillic") << "windows-1251"
                              << "windows-1251" << false;
}

/// Files by Python's codecs: tests/parity/make_encodings.py.
void tst_Encodings::encodingsAreFoundOrAskedAbout()
{
    QFETCH(QString, name);
    QFETCH(QString, encoding);
    QFETCH(bool, isSure);
    const QString folder = QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/encodings/");
    auto right = PairReader::open(folder + name + QStringLiteral(".utf8"));
    VERIFY_RESULT(right);
    const QStringList texts = textsOf(*right);
    QVERIFY(texts.size() >= 8);

    const QString file = folder + name + QStringLiteral(".csv");
    auto shown = PairReader::open(file, {}, false);
    VERIFY_RESULT(shown);
    QCOMPARE(shown->format().encoding, encoding);
    QCOMPARE(textsOf(*shown), texts);
    QCOMPARE(!shown->format().doubt.has_value(), isSure);
    auto taken = PairReader::open(file);
    QCOMPARE(taken.has_value(), isSure);
    if (!isSure) {
        QVERIFY2(taken.error().hint.contains(encoding), qPrintable(taken.error().hint));
        PairFormat chosen;
        chosen.encoding = encoding;
        auto asked = PairReader::open(file, chosen);
        VERIFY_RESULT(asked);
        QCOMPARE(textsOf(*asked), texts);
    }
}

void tst_Encodings::bytesWithoutALetterAreAskedAbout()
{
    const auto reader =
        PairReader::open(write("question,answer,label\nO\x9d est mon colis d\x8ej\x88 pay\x8e,\x82"
                               "a co\x9ete 30 \xdb,1\n"));
    QVERIFY(!reader);
    QVERIFY2(reader.error().hint.contains(QLatin1String("macintosh")),
             qPrintable(reader.error().hint));
}

void tst_Encodings::encodingsOfWindowsAreOffered_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("other");
    QTest::newRow("Polish") << QByteArray("Gdzie jest moja paczka?,Wys\xb3"
                                          "ali\x9cmy j\xb9 dzi\x9c rano")
                            << "windows-1250"
                            << "windows-1252";
    QTest::newRow("Polish without \u015b")
        << QByteArray("Gdzie jest moja paczka?,Wyjecha\xb3"
                      "a ju\xbf w drog\xea do \xa3odzi\nMog\xea j\xb9 zwr\xf3\xe6i\xe6?,Tak")
        << "windows-1250"
        << "ISO-8859-2";
    QTest::newRow("Polish of ISO 8859") << QByteArray("Gdzie jest moja paczka?,Wys\xb3"
                                                      "ali\xb6my j\xb1 dzi\xb6 rano")
                                        << "ISO-8859-2"
                                        << "windows-1250";
    QTest::newRow("Czech") << QByteArray("Kde je m\xf9j bal\xedk?,Odeslali jsme ho dnes r\xe1no\n"
                                         "Mohu vr\xe1tit boty?,Ano m\xf9\x9e"
                                         "ete")
                           << "windows-1252"
                           << "windows-1250";
    QTest::newRow("one letter") << QByteArray("Dzie\xf1 dobry,Paczka jest w drodze")
                                << "windows-1250"
                                << "windows-1252";
    QTest::newRow("Greek of ISO 8859")
        << QByteArray("\xd0\xef\xfd \xe5\xdf\xed\xe1\xe9 \xf4\xef "
                      "\xe4\xdd\xec\xe1,\xd4\xef \xf3\xf4\xe5\xdf\xeb\xe1\xec\xe5")
        << "ISO-8859-7"
        << "windows-1253";
    QTest::newRow("Turkish") << QByteArray("Kargom nerede?,Bug\xfcn g\xf6nderdik yar\xfdn sabah "
                                           "ula\xfe\xfdr \xe7\xfcnk\xfc \xfeubede")
                             << "windows-1254"
                             << "windows-1252";
}

void tst_Encodings::encodingsOfWindowsAreOffered()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, other);
    const EncodingGuess guess = guessEncoding("question,reply\n" + text + '\n');
    QTEST(guess.name, "name");
    QVERIFY(!guess.isSure);
    QVERIFY2(guess.others.mid(0, 3).contains(other), qPrintable(guess.others.join(u' ')));
}

void tst_Encodings::encodingsOfSeveralBytesALetterAreOfferedFirst()
{
    QByteArray bytes("question,reply\n"); // 订单 among ASCII, which are Korean letters, too
    for (int i = 0; i < 200; ++i)
        bytes += "Where is it? <b>[1]&amp;,null \xb6\xa9\xb5\xa5z" + QByteArray::number(i) + '\n';
    const EncodingGuess guess = guessEncoding(bytes);
    QVERIFY(!guess.isSure);
    const auto at = (QStringList(guess.name) + guess.others).indexOf(QStringLiteral("GB18030"));
    QVERIFY2(at == 0 || at == 1, qPrintable(guess.name + u' ' + guess.others.join(u' ')));
}

void tst_Encodings::halvesOfChineseLettersAreNoLatinOnes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isDoubted");
    // Beside so much that is Latin that its encoding would be sure.
    QTest::newRow("a dash") << QByteArray("It costs $297. \xa8\x43 ok?") << true;
    QTest::newRow("quotes") << QByteArray("See \xa1\xb0orders\xa1\xb1 there") << true;
    QTest::newRow("a name") << QByteArray("Ask \xb3\xc2\xbe\xb2 please") << true;
    QTest::newRow("a name of Latin letters") << QByteArray("Ask \xc0\xee please") << true;
    QTest::newRow("French") << QByteArray("O\xf9 est mon colis \xe0 Gen\xe8ve ?") << false;
    QTest::newRow("quotes of Windows") << QByteArray("See \x93orders\x94 \x96 there") << false;
    QTest::newRow("degrees and pounds") << QByteArray("At 5\xb0 for \xa3 3, \xa7 2") << false;
}

void tst_Encodings::halvesOfChineseLettersAreNoLatinOnes()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isDoubted);
    const QByteArray english =
        QByteArray("Where is the parcel that I sent on Monday?,It is on its way and will be with "
                   "you in the morning\nCan I have the invoice for the lamp?,Of course; the "
                   "invoice is in the mail that we sent to you\n")
            .repeated(20);
    const EncodingGuess guess = guessEncoding("question,reply\n" + english + text + ",ok\n");
    QCOMPARE(guess.name, QStringLiteral("windows-1252"));
    QCOMPARE(guess.isSure, !isDoubted);
    if (isDoubted)
        QCOMPARE(guess.others.value(0), QStringLiteral("GB18030"));
}

void tst_Encodings::encodingsOfAsciiBytesAreFound_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QString>("question");
    // By Python's codecs.
    QTest::newRow("ISO-2022-JP") << QByteArray("\x1b$B2YJ*\x1b(B,\x1b$BL@F|\x1b(B") << "ISO-2022-JP"
                                 << QStringLiteral("荷物");
    QTest::newRow("HZ") << QByteArray("~{0|9|~},~{5=AK~}") << "HZ" << QStringLiteral("包裹");
    QTest::newRow("signs of HZ in a text")
        << QByteArray("a ~{b~} c,d ~{e~}") << "UTF-8" << QStringLiteral("a ~{b~} c");
    QTest::newRow("directives of Lisp")
        << QByteArray("~{~a~} and ~{~d~},b") << "UTF-8" << QStringLiteral("~{~a~} and ~{~d~}");
    QTest::newRow("one sign of HZ")
        << QByteArray("see ~{12~},b") << "UTF-8" << QStringLiteral("see ~{12~}");
    QTest::newRow("a sign that is left open")
        << QByteArray("~{ab,~{cd") << "UTF-8" << QStringLiteral("~{ab");
}

void tst_Encodings::encodingsOfAsciiBytesAreFound()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, question);
    auto reader = PairReader::open(write("question,reply\n" + text + "\n"));
    VERIFY_RESULT(reader);
    QTEST(reader->format().encoding, "encoding");
    const auto rows = reader->next(2);
    VERIFY_RESULT(rows);
    QCOMPARE(rows->size(), 1u);
    QVERIFY(!rows->front().rejected);
    QCOMPARE(rows->front().pair.question, question);
}

void tst_Encodings::controlCharactersAreNoText()
{
    const QByteArray rows = QByteArray("Hol van?,K\xf6sz\xf6n\xf6m\n").repeated(40'000);
    for (const char *name : {"ISO-8859-2", "latin2"}) {
        PairFormat format;
        format.encoding = QLatin1String(name);
        auto reader = PairReader::open(write("question,reply\n" + rows + "d,dzi\x9c\n"), format);
        VERIFY_RESULT(reader);
        Result<std::vector<PairReader::Row>> read = reader->next(1'000);
        while (read && !read->empty())
            read = reader->next(1'000);
        QVERIFY(!read);
        QVERIFY2(read.error().toLine().contains(
                     QStringLiteral("line 40002, byte %1 of the file: The text is not in %2")
                         .arg(15 + rows.size() + 5)
                         .arg(QLatin1String(name))),
                 qPrintable(read.error().toLine()));
    }
}

void tst_Encodings::bytesOfNoLetterAreNamed()
{
    PairFormat format;
    format.encoding = QStringLiteral("GB18030");
    const QString path = write(QByteArray("question,reply\n\xce\xca,\xbb\xd8\nq,") + "r\xff\n");
    auto reader = PairReader::open(path, format, false);
    QVERIFY(!reader);
    QVERIFY2(reader.error().toLine().contains(
                 QLatin1String("line 3, byte 24 of the file: The text is not in GB18030")),
             qPrintable(reader.error().toLine()));
    format.encoding = QStringLiteral("klingon");
    reader = PairReader::open(path, format);
    QVERIFY(!reader);
    QCOMPARE(reader.error().kind, ErrorKind::Unsupported);
}

QTEST_GUILESS_MAIN(tst_Encodings)
#include "tst_encodings.moc"
