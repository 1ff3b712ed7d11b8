#include "dataset/pair_reader.h"
#include "json_table.h"

#include <QStringEncoder>

using namespace tunedesk;

class tst_JsonSource : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void kindsAreFound_data();
    void kindsAreFound();
    void keysAreColumns();
    void linesAreRows();
    void aSinglePairMayHaveLists();
    void keysThatComeLateAreColumns_data();
    void keysThatComeLateAreColumns();
    void nothingOfALateRecordIsLost();
    void lateKeysMayBeTooMany();
    void instructionAndInputAreTheQuestion();
    void numbersThatPythonMissesAreEmpty();
    void aKindCanBeChosen();
    void pairsAreReadFromAllOfThem_data();
    void pairsAreReadFromAllOfThem();
    void contextsAndNotesMayBeLists();
    void alpacaNamesWhatItCantTake();

private:
    JsonFolder m_folder;
};

void tst_JsonSource::kindsAreFound_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("rows");
    const auto row = [](const char *file, const char *kind, int rows) {
        QTest::newRow(file) << QString::fromLatin1(file) << QString::fromLatin1(kind) << rows;
    };
    row("pairs.json", "json", 3);
    row("pairs.jsonl", "jsonl", 3);
    row("openai.jsonl", "openai", 3);
    row("sharegpt.json", "sharegpt", 3);
    row("alpaca.json", "alpaca", 2);
    row("label-studio.json", "label-studio", 3);
    row("label-studio-turns.json", "label-studio", 2);
    row("label-studio-min.json", "label-studio", 2);
    row("doccano.jsonl", "doccano", 3);
    row("prodigy.jsonl", "prodigy", 3);
    row("dpo.jsonl", "dpo", 9);
}

void tst_JsonSource::kindsAreFound()
{
    QFETCH(QString, file);
    const Table table = tableOf(jsonFixture(file));
    QVERIFY2(!table.error, table.error ? qPrintable(table.error->toLine()) : "");
    QTEST(table.kind, "kind");
    QTEST(int(table.rows.size()), "rows");
    QCOMPARE(table.problems(), QStringList());
    QCOMPARE(table.firstRows.size(), qsizetype(table.rows.size()));
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        QCOMPARE(table.firstRows[qsizetype(i)], table.rows[i].cells);
        QCOMPARE(table.rows[i].cells.size(), table.names.size());
    }
    if (!table.columns.isEmpty())
        QCOMPARE(table.columns.size(), table.names.size());
}

void tst_JsonSource::keysAreColumns()
{
    const Table table = tableOf(jsonFixture(QStringLiteral("pairs.json")));
    QCOMPARE(table.names.join(QLatin1Char(' ')),
             QStringLiteral("question reply label order channel"));
    QCOMPARE(table.columns, QList<PairColumn>());
    QCOMPARE(table.rows[0].cells,
             (QStringList{QStringLiteral("Where is my parcel?"),
                          QStringLiteral("It left our warehouse this morning."),
                          QStringLiteral("appropriate"), QStringLiteral("1042"), QString()}));
    QCOMPARE(table.rows[1].cells[1], QStringLiteral("预计明天下午送达。\n请留意短信。"));
    QCOMPARE(table.rows[2].cells[0], QStringLiteral("Can I change the address?"));
    QCOMPARE(table.rows[2].cells[2], QString());
    QCOMPARE(table.rows[0].line, 2);
    QCOMPARE(table.rows[1].line, 3);
    QCOMPARE(table.rows[2].line, 9);
    QVERIFY(table.rows[1].raw.startsWith("{\n    \"question\""));
    QVERIFY(table.rows[1].raw.endsWith('}'));
}

void tst_JsonSource::linesAreRows()
{
    const Table table = tableOf(jsonFixture(QStringLiteral("pairs.jsonl")));
    QCOMPARE(table.column(QStringLiteral("score")),
             (QStringList{QString(), QStringLiteral("4.50"), QStringLiteral("1")}));
    QCOMPARE(table.rows[0].cells[1], QStringLiteral("已经到您的城市了😀"));
    QCOMPARE(table.rows[0].line, 1);
    QCOMPARE(table.rows[1].line, 3);
    QCOMPARE(table.rows[2].line, 4);
}

void tst_JsonSource::aSinglePairMayHaveLists()
{
    const QByteArray pair = R"({"question":"a","reply":"b","label":1,"answers":)"
                            R"([{"label":1,"annotator":"Ann"}]})";
    for (const QByteArray &text : {pair + '\n', '[' + pair + ']'}) {
        const Table table = m_folder.tableOf(text);
        QVERIFY2(!table.error, table.error ? qPrintable(table.error->toLine()) : "");
        QCOMPARE(table.column(QStringLiteral("reply")), QStringList("b"));
        QVERIFY(table.column(QStringLiteral("answers")).value(0).contains(QLatin1String("Ann")));
    }
}

void tst_JsonSource::keysThatComeLateAreColumns_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("late");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("cell");
    const auto row = [](const char *name, const QByteArray &first, const QByteArray &late,
                        const char *kind, const char *column, const char *cell) {
        QTest::newRow(name) << first << late << QString::fromLatin1(kind)
                            << QString::fromUtf8(column) << QString::fromUtf8(cell);
    };
    const QByteArray pair = R"({"question":"q","reply":"r"})";
    row("a label", pair, R"({"question":"q","reply":"r","label":1})", "jsonl", "label", "1");
    row("a name of nobody's", pair, R"({"mood":"fine","question":"q","reply":"r"})", "jsonl",
        "mood", "fine");
    row("behind a nested one", pair,
        R"({"question":"q","reply":"r","raw":{"a":[1,{"b":"}"}],"label":2},"label":false})",
        "jsonl", "label", "false");
    row("an escaped name", pair, R"({"question":"a \"b\\","reply":"r","\u6807\u7b7e":0})", "jsonl",
        "标签", "0");
    row("a text that was a list", R"({"question":"q","reply":"r","tags":["a"]})",
        R"({"question":"q","reply":"r","tags":"b"})", "jsonl", "tags", "b");
    row("a field of a task", R"({"data":{"question":"q","reply":"r"},"annotations":[]})",
        R"({"data":{"question":"q","reply":"r","split":"test"},"annotations":[]})", "label-studio",
        "split", "test");
    row("a choice of a flat task",
        R"({"question":"q","reply":"r","id":1,"annotator":1,"annotation_id":1,"lead_time":1})",
        R"({"question":"q","reply":"r","id":1,"sentiment":{"choices":["Appropriate"]},)"
        R"("annotator":"ann","annotation_id":1,"created_at":"2026-11-26T01:00:00Z","lead_time":2})",
        "label-studio", "answers",
        R"([{"label":1,"annotator":"ann","at":"2026-11-26T01:00:00.000Z","seconds":2.0}])");
    row("who labelled", R"({"text":"q","reply":"r","label":["Appropriate"],"username":""})",
        R"({"text":"q","reply":"r","label":["Appropriate"],"username":"ann"})", "doccano",
        "answers", R"([{"label":1,"annotator":"ann"}])");
    row("beside a text", R"({"text":"q","reply":"r","label":[],"meta":{"a":1}})",
        R"({"text":"q","reply":"r","label":[],"meta":{"a":1,"split":"test"}})", "doccano", "split",
        "test");
    row("beside turns",
        R"({"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"r"}]})",
        R"({"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"r"}],)"
        R"("label":1})",
        "openai", "label", "1");
}

void tst_JsonSource::keysThatComeLateAreColumns()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, late);
    QFETCH(QString, column);
    QFETCH(QString, cell);
    const int before = TableSource::kRowsLookedAt + 10;
    const QByteArray lines = (first + "\n").repeated(before) + late + "\n";
    const QByteArray list = "[" + (first + ",").repeated(before) + late + "]";
    const auto utf16 = [](const QByteArray &text) -> QByteArray {
        return QStringEncoder(QStringEncoder::Utf16LE, QStringEncoder::Flag::WriteBom)
            .encode(QString::fromUtf8(text));
    };
    for (const QByteArray &bytes : {lines, list, utf16(lines)}) {
        const Table table = m_folder.tableOf(bytes);
        QVERIFY2(!table.error, table.error ? qPrintable(table.error->toLine()) : "");
        if (bytes != list)
            QTEST(table.kind, "kind");
        QCOMPARE(table.problems(), QStringList());
        QCOMPARE(table.rows.size(), std::size_t(before + 1));
        QVERIFY2(table.names.contains(column), qPrintable(table.names.join(QLatin1Char(' '))));
        QCOMPARE(table.column(column).last(), cell);
        QCOMPARE(table.firstRows.size(), qsizetype(TableSource::kRowsLookedAt));
        QCOMPARE(table.firstRows.front().size(), table.names.size());
    }
}

void tst_JsonSource::nothingOfALateRecordIsLost()
{
    // The first record with the field can't be taken, and another is cut off; of a name that says
    // nothing, something nested is no reason to leave the record out.
    const QByteArray first = R"({"text":"q","reply":"r","label":[]})"
                             "\n";
    const Table table = m_folder.tableOf(
        first.repeated(TableSource::kRowsLookedAt) +
        R"({"text":"q","reply":"r","label":[{"start":1}],"split":"test"})"
        "\n"
        R"({"text":"q","reply":"r","label":[],"note":"n)"
        "\n"
        R"({"text":"q","reply":"r","label":[],"split":"test","note":null,"mood":"fine"})"
        "\n"
        R"({"text":"q","reply":"r","label":[],"mood":{"a":["b"]}})"
        "\n");
    QCOMPARE(table.names.join(QLatin1Char(' ')),
             QStringLiteral("text reply label split note mood"));
    QCOMPARE(table.problems().size(), 2);
    QCOMPARE(table.column(QStringLiteral("split"))[TableSource::kRowsLookedAt + 2],
             QStringLiteral("test"));
    QCOMPARE(table.column(QStringLiteral("mood")).last(), QStringLiteral(R"({"a":["b"]})"));
    QCOMPARE(table.rows.back().failed.keys(), QList<qsizetype>{5});
}

void tst_JsonSource::lateKeysMayBeTooMany()
{
    QByteArray lines = pairLines(TableSource::kRowsLookedAt);
    for (int i = 0; i < 1'023; ++i)
        lines += "{\"question\":\"q\",\"reply\":\"r\",\"k" + QByteArray::number(i) + "\":1}\n";
    const Table table = m_folder.tableOf(lines);
    QVERIFY(table.error);
    QCOMPARE(table.error->what, QStringLiteral("The file has more than 1,024 columns."));
    const auto end = lines.lastIndexOf('\n', lines.size() - 2);
    QCOMPARE(m_folder.tableOf(lines.first(end)).names.size(), 1'024);
}

void tst_JsonSource::instructionAndInputAreTheQuestion()
{
    const Table table = tableOf(jsonFixture(QStringLiteral("alpaca.json")));
    QCOMPARE(table.names.join(QLatin1Char(' ')), QStringLiteral("question reply context label"));
    QCOMPARE(table.rows[0].cells,
             (QStringList{QStringLiteral("Answer the customer.\nMy lamp is broken."),
                          QStringLiteral("We send you a new one."), QString(), QString()}));
    QCOMPARE(
        table.rows[1].cells,
        (QStringList{QStringLiteral("可以开发票吗？"), QStringLiteral("可以，请告诉我们抬头。"),
                     QStringLiteral("你好\n您好，请讲。\n在吗\n在的。"), QStringLiteral("1")}));
}

void tst_JsonSource::numbersThatPythonMissesAreEmpty()
{
    const Table table = m_folder.tableOf(
        R"([{"question":"a","reply":"NaN \\\"NaN","label":NaN,"score":-Infinity,"n":[Infinity]},)"
        R"({"question":"b","reply":"c","label":1,"score":0.5}])");
    QCOMPARE(table.problems(), QStringList());
    QCOMPARE(table.rows[0].cells.join(QLatin1Char('|')), QStringLiteral("a|NaN \\\"NaN||"));
    QCOMPARE(table.rows[1].cells.join(QLatin1Char('|')), QStringLiteral("b|c|1|0.5"));
}

void tst_JsonSource::aKindCanBeChosen()
{
    const QByteArray both =
        R"([{"instruction":"a","output":"b","messages":[{"role":"user","content":"q"},{"role":"assistant","content":"r"}]}])";
    QCOMPARE(m_folder.tableOf(both).kind, QStringLiteral("openai"));
    const Table alpaca = m_folder.tableOf(both, QStringLiteral("alpaca"));
    QCOMPARE(alpaca.kind, QStringLiteral("alpaca"));
    QCOMPARE(alpaca.column(QStringLiteral("question")), QStringList{QStringLiteral("a")});
    const Table flat = m_folder.tableOf(both, QStringLiteral("jsonl"));
    QCOMPARE(flat.kind, QStringLiteral("json"));
    QCOMPARE(flat.names.join(QLatin1Char(' ')), QStringLiteral("instruction output"));
    QCOMPARE(m_folder.tableOf(both, QStringLiteral("csv")).kind, QStringLiteral("csv"));
    const Table none = m_folder.tableOf("question,reply\na,b\n", QStringLiteral("openai"));
    QVERIFY(none.error);
    QCOMPARE(none.error->what, QStringLiteral("The file is no JSON."));
}

void tst_JsonSource::pairsAreReadFromAllOfThem_data()
{
    kindsAreFound_data();
}

void tst_JsonSource::pairsAreReadFromAllOfThem()
{
    QFETCH(QString, file);
    QFETCH(int, rows);
    auto reader = PairReader::open(jsonFixture(file));
    VERIFY_RESULT(reader);
    const auto read = reader->next(100);
    VERIFY_RESULT(read);
    QCOMPARE(int(read->size()), rows);
    for (const PairReader::Row &row : *read) {
        QVERIFY2(!row.rejected, row.rejected ? qPrintable(row.rejected->reason) : "");
        QVERIFY(!row.pair.question.isEmpty() && !row.pair.reply.isEmpty());
        QCOMPARE(row.pair.originRow, row.row);
    }
}

void tst_JsonSource::contextsAndNotesMayBeLists()
{
    const Table table = m_folder.tableOf(
        R"({"question":"q","reply":"r","context":["a\nb","c"],"note":["x"]}
{"question":"q","reply":"r","context":[{"role":"system","content":"s"},{"role":"user","content":"在"}],"note":"y"}
{"question":"q","reply":"r","context":[["a","b"],["c","d"]],"note":null}
{"question":"q","reply":"r","context":[1],"note":""}
)");
    QCOMPARE(table.column(QStringLiteral("context")),
             (QStringList{QStringLiteral("a b\nc"), QStringLiteral("在"),
                          QStringLiteral("a\nb\nc\nd"), QStringLiteral("!")}));
    QCOMPARE(table.problems(), QStringList{QStringLiteral(
                                   "4 [context] The field “context” holds a list, not a text.")});
}

void tst_JsonSource::alpacaNamesWhatItCantTake()
{
    const Table table = m_folder.tableOf(
        R"([{"instruction":"a","output":"b"},
{"instruction":"a","input":{"x":1},"output":"b"},
{"instruction":"a","output":["b"]},
{"instruction":"a","output":"b","history":[[1]]},
{"instruction":" ","input":"在","output":"b","question":"not this","history":"said before"}])");
    QCOMPARE(
        table.problems(),
        (QStringList{QStringLiteral("2 [input] The field “input” holds an object, not a text."),
                     QStringLiteral("3 [output] The field “output” holds a list, not a text."),
                     QStringLiteral("4 [history] The field “history” holds no pairs of texts.")}));
    QCOMPARE(table.rows[4].cells, (QStringList{QStringLiteral("在"), QStringLiteral("b"),
                                               QStringLiteral("said before")}));
}

QTEST_GUILESS_MAIN(tst_JsonSource)
#include "tst_json_source.moc"
