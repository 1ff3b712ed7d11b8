#include "dataset/pair_reader.h"
#include "dataset/xlsx_merges.h"
#include "json_table.h"
#include "table_folder.h"
#include "test_support.h"
#include "xlsx_builder.h"

#include <QRandomGenerator>
#include <QTest>

using namespace tunedesk;

/// Cells of a spreadsheet that are merged over several rows.
class tst_XlsxMerges : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aMergedTextStandsInAllItsRows();
    void repliesOfOneQuestionKeepIt();
    void turnsKeepTheirConversation();
    void titlesStayWhereTheyAre();
    void mergesMakeNoRows();
    void mergesOfHostileFilesAreBounded();

private:
    Table tableOf(const XlsxBuilder &builder)
    {
        return tunedesk::tableOf(m_folder.write(builder.bytes(), QStringLiteral("table.xlsx")));
    }
    TableFolder m_folder;
};

namespace
{
/// Rows of texts from A1 on; an empty one is no cell.
QByteArray rowsOf(const QList<QByteArrayList> &rows)
{
    QByteArray xml;
    for (qsizetype row = 0; row < rows.size(); ++row) {
        xml += "<row r='" + QByteArray::number(row + 1) + "'>";
        for (qsizetype column = 0; column < rows[row].size(); ++column)
            if (!rows[row][column].isEmpty())
                xml += "<c r='" + QByteArray(1, char('A' + column)) + QByteArray::number(row + 1) +
                       "' t='str'><v>" + rows[row][column] + "</v></c>";
        xml += "</row>";
    }
    return xml;
}

QByteArray mergesOf(const QByteArrayList &areas)
{
    return "<mergeCells count='" + QByteArray::number(areas.size()) + "'><mergeCell ref='" +
           areas.join("'/><mergeCell ref='") + "'/></mergeCells>";
}
} // namespace

void tst_XlsxMerges::aMergedTextStandsInAllItsRows()
{
    const Table table = tableOf({.rows = rowsOf({{"dialogue", "topic", "question", "reply"},
                                                 {"d1", "bills", "q1", "r1"},
                                                 {"", "", "q2", "r2"},
                                                 {"d2", "", "q3", "r3"},
                                                 {"", "kept", "q4", "r4"},
                                                 {"", "", "q5", "r5"}}),
                                 .sheetTail = mergesOf({"A4:A5", "B2:B5", "A2:A3"})});
    QVERIFY(!table.error);
    QCOMPARE(table.column(QStringLiteral("dialogue")),
             (QStringList{"d1", "d1", "d2", "d2", QString()}));
    QCOMPARE(table.column(QStringLiteral("topic")),
             (QStringList{"bills", "bills", "bills", "kept", QString()}));
    QCOMPARE(table.firstRows.value(1), (QStringList{"d1", "bills", "q2", "r2"}));
}

void tst_XlsxMerges::repliesOfOneQuestionKeepIt()
{
    const XlsxBuilder builder{.rows = rowsOf({{"question", "reply", "label"},
                                              {"Where is it?", "Here.", "1"},
                                              {"", "There.", "0"},
                                              {"", "Why?", "0"}}),
                              .sheetTail = mergesOf({"A2:A4"})};
    auto reader = PairReader::open(m_folder.write(builder.bytes(), QStringLiteral("table.xlsx")));
    VERIFY_RESULT(reader);
    const auto rows = reader->next(10);
    VERIFY_RESULT(rows);
    QCOMPARE(rows->size(), 3u);
    for (const PairReader::Row &row : *rows) {
        QVERIFY(!row.rejected);
        QCOMPARE(row.pair.question, QStringLiteral("Where is it?"));
    }
    QCOMPARE(rows->back().pair.reply, QStringLiteral("Why?"));
}

void tst_XlsxMerges::turnsKeepTheirConversation()
{
    const Table table = tableOf({.rows = rowsOf({{"会话", "角色", "内容"},
                                                 {"S0", "客户", "问0"},
                                                 {"", "客服", "答0"},
                                                 {"S1", "客户", "问1"},
                                                 {"", "客服", "答1"}}),
                                 .sheetTail = mergesOf({"A2:A3", "A4:A5"})});
    QVERIFY(!table.error);
    QCOMPARE(table.column(QStringLiteral("question")), (QStringList{"问0", "问1"}));
    QCOMPARE(table.column(QStringLiteral("dialogue")), (QStringList{"S0", "S1"}));
}

void tst_XlsxMerges::titlesStayWhereTheyAre()
{
    const Table table = tableOf({.rows = rowsOf({{"Pairs of May"},
                                                 {"question", "reply"},
                                                 {"q1", "r1"},
                                                 {"q2", "mergeCell ref='A3:A9'"}}),
                                 .sheetTail = mergesOf({"A1:B1"})});
    QVERIFY(!table.error);
    QCOMPARE(table.names, (QStringList{"question", "reply"}));
    QCOMPARE(table.column(QStringLiteral("question")), (QStringList{"q1", "q2"}));
}

void tst_XlsxMerges::mergesMakeNoRows()
{
    const Table table =
        tableOf({.rows = rowsOf(
                     {{"dialogue", "question", "reply"}, {"d1", "q1", "r1"}, {}, {"", "q2", "r2"}}),
                 .sheetTail = mergesOf({"A2:A1048576"})});
    QVERIFY(!table.error);
    QCOMPARE(table.column(QStringLiteral("dialogue")), (QStringList{"d1", "d1"}));
    QCOMPARE(table.rows.back().line, 4);
}

void tst_XlsxMerges::mergesOfHostileFilesAreBounded()
{
    const QByteArray rows = rowsOf({{"question", "reply"}, {"q1", "r1"}, {"q2", "r2"}});
    const Table odd =
        tableOf({.rows = rows,
                 .sheetTail = mergesOf({"", "A", "A2:", "A3:A2", "ZZZZ1:A9", "A0:A5",
                                        "A2:A" + QByteArray(5000, '9')}) +
                              "<mergeCell /><mergeCell ref='B2:B3'>B2:B3</mergeCell>"});
    QVERIFY(!odd.error);
    QCOMPARE(odd.column(QStringLiteral("question")), (QStringList{"q1", "q2"}));
    QRandomGenerator random(1); // what is packed too well is refused before
    XlsxBuilder builder{.rows = rows, .sheetTail = "<mergeCells>"};
    for (std::size_t i = 0; i <= XlsxMerges::kMost; ++i)
        builder.sheetTail += "<mergeCell ref='C" + QByteArray::number(random.bounded(1, 100'000)) +
                             ":C" + QByteArray::number(random.bounded(100'001, 1'000'000)) + "'/>";
    builder.sheetTail += "</mergeCells>";
    const Table many = tableOf(builder);
    QVERIFY(many.error);
    QVERIFY2(many.error->what.contains(QLatin1String("merged")), qPrintable(many.error->what));
    // A text that few bytes repeat in many rows.
    builder = {.strings = {"<t>" + QByteArray(1'000'000, 'x') + "</t>"},
               .rows = "<row r='1'><c t='str'><v>question</v></c><c t='str'><v>reply</v></c></row>"
                       "<row r='2'><c t='s'><v>0</v></c><c t='str'><v>r</v></c></row>",
               .sheetTail = mergesOf({"A2:A1048576"})};
    for (int row = 3; row < 3000; ++row)
        builder.rows += "<row><c r='B" + QByteArray::number(row) + "' t='str'><v>r</v></c></row>";
    const Table bomb = tableOf(builder);
    QVERIFY(bomb.error);
    QVERIFY2(bomb.error->what.contains(QLatin1String("repeat")), qPrintable(bomb.error->what));
}

QTEST_GUILESS_MAIN(tst_XlsxMerges)
#include "tst_xlsx_merges.moc"
