#include "dataset/pair_reader.h"
#include "table_folder.h"
#include "test_support.h"

#include <QTest>

using namespace tunedesk;

/// Files that are in their encoding but for a few bytes.
class tst_BrokenBytes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theRowsThatHaveThemAreRejected_data();
    void theRowsThatHaveThemAreRejected();
    void manyAreAnotherEncoding_data();
    void manyAreAnotherEncoding();
    void jsonOfAnotherEncodingIsAskedAbout();
    void lettersOfTwoUnitsStayWhole();

private:
    TableFolder m_folder;
};

namespace
{
/// A table of 200 rows below a header, of which the 111th has a broken byte in its reply.
QByteArray tableOf(const QByteArray &question, const QByteArray &reply, const QByteArray &broken)
{
    QByteArray table = "question,reply,label\n";
    for (int row = 1; row <= 200; ++row)
        table += question + QByteArray::number(row) + "," + reply +
                 (row == 111 ? broken : QByteArray()) + ",1\n";
    return table;
}

QByteArray linesOf(const QByteArray &question, const QByteArray &broken)
{
    QByteArray lines;
    for (int row = 1; row <= 200; ++row)
        lines += "{\"question\":\"" + question + QByteArray::number(row) + "\",\"reply\":\"b" +
                 (row == 111 ? broken : QByteArray()) + "\"}\n";
    return lines;
}
} // namespace

void tst_BrokenBytes::theRowsThatHaveThemAreRejected_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<qint64>("line");
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("question");
    const QString utf8 = QStringLiteral("The cell has bytes that are not UTF-8.");
    const QString naive = QStringLiteral("naïve");
    for (const char *encoding : {"", "UTF-8"}) {
        QTest::addRow("one letter a row %s", encoding)
            << tableOf("naïve", "b", "\xff") << encoding << 112LL << "reply" << utf8 << naive;
        QTest::addRow("Chinese %s", encoding) << tableOf("在哪", "已经到了", "\xff") << encoding
                                              << 112LL << "reply" << utf8 << QStringLiteral("在哪");
        QTest::addRow("a letter that was cut %s", encoding)
            << tableOf("在哪", "已经到了", "\xe4\xba") << encoding << 112LL << "reply" << utf8
            << QStringLiteral("在哪");
    }
    QTest::newRow("many rows") << tableOf("naïve", "b", "\xff").replace("\n", "\r\n") +
                                      QByteArray("a longer question,b,1\r\n").repeated(20'000)
                               << "" << 112LL << "reply" << utf8 << naive;
    QTest::newRow("GB18030") << tableOf("\xd4\xda\xc4\xc4", "\xb5\xbd\xc1\xcb", "\xff") << "GB18030"
                             << 112LL << "reply"
                             << "The cell has bytes that are not GB18030."
                             << QStringLiteral("在哪");
    QTest::newRow("GB18030, found")
        << tableOf("\xce\xd2\xb5\xc4\xb0\xfc\xb9\xfc\xd4\xda\xc4\xc4\xc0\xef",
                   "\xd2\xd1\xbe\xad\xb5\xbd\xc1\xcb", "\xff")
        << "" << 112LL << "reply"
        << "The cell has bytes that are not GB18030." << QStringLiteral("我的包裹在哪里");
    QTest::newRow("GBK") << tableOf("\xd4\xda\xc4\xc4", "\xb5\xbd\xc1\xcb", "\xff") << "GBK"
                         << 112LL << "reply"
                         << "The cell has bytes that are not GBK." << QStringLiteral("在哪");
    QTest::newRow("JSON Lines") << linesOf("naïve", "\xff") << "" << 111LL << ""
                                << "The record has bytes that are not UTF-8, at column 34."
                                << naive;
    QTest::newRow("a list of JSON")
        << '[' + linesOf("naïve", "\xff").chopped(1).replace("\n", ",\n") + ']' << "" << 111LL << ""
        << "The record has bytes that are not UTF-8, at column 34." << naive;
}

void tst_BrokenBytes::theRowsThatHaveThemAreRejected()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, encoding);
    QFETCH(qint64, line);
    QFETCH(QString, question);
    PairFormat format;
    format.encoding = encoding;
    auto reader = PairReader::open(m_folder.write(bytes), format);
    VERIFY_RESULT(reader);
    const auto rows = reader->next(250);
    VERIFY_RESULT(rows);
    QVERIFY(rows->size() >= 200);
    for (std::size_t i = 0; i < 200; ++i) {
        const PairReader::Row &row = (*rows)[i];
        QCOMPARE(row.rejected.has_value(), i == 110);
        if (!row.rejected) {
            QCOMPARE(row.pair.question, question + QString::number(i + 1));
            continue;
        }
        QCOMPARE(row.rejected->line, line);
        QTEST(row.rejected->column, "column");
        QTEST(row.rejected->reason, "reason");
    }
    while (true) { // nothing behind it is refused
        const auto rest = reader->next(1'000);
        VERIFY_RESULT(rest);
        if (rest->empty())
            break;
        QVERIFY(!rest->front().rejected);
    }
}

void tst_BrokenBytes::manyAreAnotherEncoding_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QString>("says");
    const QByteArray utf8 = tableOf("naïve", "b", {});
    const QByteArray latin1 = QByteArray("na\xefve,b,1\n").repeated(100);
    QTest::newRow("the last third in Latin-1") << utf8 + latin1 << "UTF-8"
                                               << "line 202, byte 2715 of the file: The text is "
                                                  "not in UTF-8";
    QTest::newRow("GB18030 as UTF-8")
        << tableOf("\xd4\xda\xc4\xc4", "\xb5\xbd\xc1\xcb", {}) << "UTF-8"
        << "line 2, byte 21 of the file: The text is not in UTF-8";
    QTest::newRow("few letters") << QByteArray("question,reply\nna\xc3\xafve,b\nc,\xff\n")
                                 << "UTF-8"
                                 << "line 3, byte 26 of the file: The text is not in UTF-8";
}

void tst_BrokenBytes::manyAreAnotherEncoding()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, encoding);
    QFETCH(QString, says);
    PairFormat format;
    format.encoding = encoding;
    auto reader = PairReader::open(m_folder.write(bytes), format);
    std::optional<Error> error;
    if (!reader)
        error = reader.error();
    while (!error) {
        const auto rows = reader->next(100);
        if (!rows)
            error = rows.error();
        else if (rows->empty())
            QFAIL("It was read to its end.");
    }
    QVERIFY2(error->toLine().contains(says), qPrintable(error->toLine()));
}

void tst_BrokenBytes::jsonOfAnotherEncodingIsAskedAbout()
{
    const QString path = m_folder.write("{\"question\":\"A \xff?\",\"reply\":\"B\",\"label\":1}\n"
                                        "{\"question\":\"C?\",\"reply\":\"D\",\"label\":1}\n",
                                        QStringLiteral("pairs.jsonl"));
    const auto reader = PairReader::open(path);
    QVERIFY(!reader);
    QCOMPARE(reader.error().what, QStringLiteral("The text is not in UTF-8."));
    QCOMPARE(reader.error().where, QStringLiteral("pairs.jsonl, line 1, byte 15 of the file"));
}

void tst_BrokenBytes::lettersOfTwoUnitsStayWhole()
{
    const QString emoji = QStringLiteral("\U0001F600").repeated(20'000);
    const QString table = QStringLiteral("\ufeffquestion,reply\nx%1,y\n").arg(emoji);
    for (const QString &text : {table, QString(table).replace(u'x', u'w' + QString(u'x'))}) {
        auto reader = PairReader::open(m_folder.write(
            QByteArray(reinterpret_cast<const char *>(text.utf16()), 2 * text.size())));
        VERIFY_RESULT(reader);
        const auto rows = reader->next(2);
        VERIFY_RESULT(rows);
        QCOMPARE(rows->size(), 1u);
        QVERIFY(!rows->front().rejected);
        QVERIFY(rows->front().pair.question.endsWith(emoji));
    }
}

QTEST_GUILESS_MAIN(tst_BrokenBytes)
#include "tst_broken_bytes.moc"
