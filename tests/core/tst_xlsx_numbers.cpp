#include "json_table.h"
#include "table_folder.h"
#include "test_support.h"
#include "xlsx_builder.h"

#include <QTest>

using namespace tunedesk;

/// Numbers of cells that are longer than a double tells apart.
class tst_XlsxNumbers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wholeNumbersKeepTheirDigits_data();
    void wholeNumbersKeepTheirDigits();
    void longNumbersOfConversationsStayApart();

private:
    Table tableOf(const XlsxBuilder &builder)
    {
        return tunedesk::tableOf(m_folder.write(builder.bytes(), QStringLiteral("table.xlsx")));
    }
    TableFolder m_folder;
};

namespace
{
/// Number cells of one row; the others are texts.
QByteArray rowOf(const QByteArray &question, const QByteArray &reply, const QByteArray &dialogue)
{
    return "<row><c t='str'><v>" + question + "</v></c><c t='str'><v>" + reply + "</v></c>" +
           dialogue + "</row>";
}

const QByteArray kHeader = rowOf("question", "reply", "<c t='str'><v>dialogue</v></c>");
} // namespace

void tst_XlsxNumbers::wholeNumbersKeepTheirDigits_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<QByteArray>("format"); // number of one that every program knows
    QTest::addColumn<QString>("text");
    const auto row = [](const char *number, const char *format, const char *text) {
        QTest::addRow("%s in format %s", number, format)
            << QByteArray(number) << QByteArray(format) << QString::fromLatin1(text);
    };
    row("123456789012345678", "0", "123456789012345678");
    row("123456789012345679", "1", "123456789012345679");
    row("9007199254740993", "0", "9007199254740993");
    row("-9007199254740993", "0", "-9007199254740993");
    row("4402345678901234567", "3", "4402345678901234567");
    row("123456789012345678901234567890", "0", "123456789012345678901234567890");
    row(" 9007199254740993\n", "0", "9007199254740993");
    row("9007199254740993", "14", "9007199254740993"); // no day of a calendar
    row("43831", "14", "2020-01-01");
    row("42", "0", "42");
    row("-42", "2", "-42");
    row("0", "0", "0");
    row("-0", "0", "0");
    row("007", "0", "7");
    row("+7", "0", "7");
    row("7.0", "0", "7");
    row("9007199254740993.0", "0", "9007199254740992");
    row("1E+3", "0", "1000");
    row("-", "0", "!");
    row("12a", "0", "!");
}

void tst_XlsxNumbers::wholeNumbersKeepTheirDigits()
{
    QFETCH(QByteArray, number);
    QFETCH(QByteArray, format);
    QFETCH(QString, text);
    const Table table =
        tableOf({.styles = "<cellXfs><xf numFmtId='0'/><xf numFmtId='" + format + "'/></cellXfs>",
                 .rows = kHeader + rowOf("q", "r", "<c s='1'><v>" + number + "</v></c>")});
    QVERIFY(!table.error);
    QCOMPARE(table.column(QStringLiteral("dialogue")), QStringList{text});
}

void tst_XlsxNumbers::longNumbersOfConversationsStayApart()
{
    const Table table =
        tableOf({.rows = kHeader + rowOf("a", "b", "<c><v>123456789012345678</v></c>") +
                         rowOf("c", "d", "<c t='n'><v>123456789012345679</v></c>")});
    QVERIFY(!table.error);
    QCOMPARE(table.column(QStringLiteral("dialogue")),
             (QStringList{"123456789012345678", "123456789012345679"}));
}

QTEST_GUILESS_MAIN(tst_XlsxNumbers)
#include "tst_xlsx_numbers.moc"
