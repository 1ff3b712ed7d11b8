#include "json_table.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace tunedesk;

namespace
{
const QString folder = QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/json/");

/// Of tests/parity/make_json_baselines.py; empty where they can't be read.
QJsonObject baselines()
{
    QFile file(folder + QStringLiteral("expected.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}
} // namespace

class tst_JsonFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void badRecordsAreRowsWithAProblem_data();
    void badRecordsAreRowsWithAProblem();
    void badFilesAreErrors_data();
    void badFilesAreErrors();
    void aFileBreaksOnlyWhereItIsBroken();
    void layoutsAreTheSame_data();
    void layoutsAreTheSame();
    void aListInAnObjectIsTakenWhole();
    void levelsAreCounted();
    void longRecordsAreRefused_data();
    void longRecordsAreRefused();
    void encodingsOtherThanUtf8AreRead();
    void pythonReadsTheSame_data();
    void pythonReadsTheSame();
    void pythonTakesTheSameLists();

private:
    JsonFolder m_folder;
};

void tst_JsonFile::badRecordsAreRowsWithAProblem_data()
{
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<bool>("inListToo");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const QByteArray &record, bool inListToo,
                        const char *problem) {
        QTest::newRow(name) << record << inListToo << QString::fromUtf8(problem);
    };
    constexpr bool inListToo = true;
    row("cut in the middle", R"({"question": "a", "rep)", !inListToo,
        "[] This is no valid JSON. It stops making sense at column 23.");
    row("no JSON", "question: a", !inListToo,
        "[] This is no valid JSON. It stops making sense at column 1.");
    row("something behind it", R"({"question":"a","reply":"b"},)", !inListToo,
        "[] This is no valid JSON. It stops making sense at column 29.");
    row("letters count, not bytes", R"({"question":"在哪","reply":b})", !inListToo,
        "[] This is no valid JSON. It stops making sense at column 26.");
    row("NaN and no JSON", R"({"question":NaN,"reply":b})", !inListToo,
        "[] This is no valid JSON. It stops making sense at column 25.");
    row("NaN and very deep", R"({"x":NaN,"y":)" + QByteArray(64, '[') + QByteArray(64, ']') + '}',
        !inListToo, "[] The data is nested deeper than 64 at column 77.");
    row("NaN alone", "NaN", inListToo, "[] The record is no object.");
    row("1e400", R"({"question":"a","reply":1e400})", !inListToo,
        "[] This number is too large. It stops making sense at column 25.");
    row("a line break in a text", "{\"question\":\"a\tb\",\"reply\":\"c\"}", !inListToo,
        "[] This is no valid JSON. It stops making sense at column 15.");
    row("twin keys", R"({"question":"a","reply":"b","question":"c"})", inListToo,
        "[] The key “question” stands twice in an object.");
    row("twin keys, written differently", R"({"question":"a","reply":"b","\u0071uestion":"c"})",
        inListToo, "[] The key “question” stands twice in an object.");
    row("twin keys inside", R"({"question":"a","reply":"b","meta":{"x":1,"x":1}})", inListToo,
        "[] The key “x” stands twice in an object.");
    row("half a letter", R"({"question":"a\ud800","reply":"b"})", inListToo,
        "[] A text has half a letter (\\ud800).");
    row("the other half", R"({"question":"a","reply":"\\\udE00"})", inListToo,
        "[] A text has half a letter (\\udE00).");
    row("halves in the wrong order", R"({"question":"\ude00\ud83d","reply":"b"})", inListToo,
        "[] A text has half a letter (\\ude00).");
    row("a list as the reply", R"({"question":"a","reply":[1,2]})", inListToo,
        "[reply] The field “reply” holds a list, not a text.");
    row("an object as the question", R"({"question":{"text":"a"},"reply":"b"})", inListToo,
        "[question] The field “question” holds an object, not a text.");
    row("no object", "[1,2]", inListToo, "[] The record is no object.");
    row("a text", R"("a")", inListToo, "[] The record is no object.");
    row("deep", R"({"question":"在","x":)" + QByteArray(64, '[') + QByteArray(64, ']') + '}',
        !inListToo, "[] The data is nested deeper than 64 at column 84.");
    row("very deep", QByteArray(100'000, '['), !inListToo,
        "[] The data is nested deeper than 64 at column 65.");
    row("very many values",
        R"({"question":"a","reply":"b","x":[)" + QByteArray("1,").repeated(500'000) + "1]}",
        inListToo, "[] The record has more than 500,000 values.");
}

void tst_JsonFile::badRecordsAreRowsWithAProblem()
{
    QFETCH(QByteArray, record);
    QFETCH(bool, inListToo);
    QFETCH(QString, problem);
    const QByteArray good = R"({"question":"q","reply":"r"})";
    const Table lines = m_folder.tableOf(good + '\n' + record + '\n' + good + '\n');
    QVERIFY2(!lines.error, lines.error ? qPrintable(lines.error->toLine()) : "");
    QCOMPARE(lines.rows.size(), 3u);
    QCOMPARE(lines.problems(), QStringList{QStringLiteral("2 ") + problem});
    QCOMPARE(lines.rows[1].raw, record);
    const Table list = m_folder.tableOf('[' + good + ",\n" + record + ",\n" + good + ']');
    if (!inListToo) {
        QVERIFY(list.error);
        return;
    }
    QCOMPARE(list.rows.size(), 3u);
    QCOMPARE(list.problems(), QStringList{QStringLiteral("2 ") + problem});
    QCOMPARE(list.rows[1].raw, record);
}

void tst_JsonFile::badFilesAreErrors_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("where");
    const auto row = [](const char *name, const QByteArray &bytes, const char *what,
                        const char *where) {
        QTest::newRow(name) << bytes << QString::fromUtf8(what) << QString::fromUtf8(where);
    };
    constexpr char invalid[] = "This is no valid JSON.";
    row("list without its end", "[{\"a\":1},\n {\"a\":2}\n",
        "The file ends before the list is closed with “]”.", "pairs.json, line 3, column 1");
    row("list that ends in a record", "[{\"a\":1},\n {\"a\":\"在",
        "The file ends in the middle of a record.", "pairs.json, line 2, column 9");
    row("list that ends in a number", "[{\"a\":1},\n 12",
        "The file ends in the middle of a record.", "pairs.json, line 2, column 4");
    row("bracket alone", "[", "The file ends before the list is closed with “]”.",
        "pairs.json, line 1, column 2");
    row("record that is never closed", "[{\"a\":1},\n {\"a\":2, {\"a\":3}]", invalid,
        "pairs.json, line 2, column 10");
    row("broken record", "[{\"a\":1},\n {\"a\":}]", invalid, "pairs.json, line 2, column 7");
    row("wrong bracket", "[{\"a\":[1}, {\"a\":2]]", invalid, "pairs.json, line 1, column 9");
    row("missing comma", "[{\"a\":1}\n{\"a\":2}]", invalid, "pairs.json, line 2, column 1");
    row("comma at the end", "[{\"a\":1},]", invalid, "pairs.json, line 1, column 10");
    row("comma first", "[,{\"a\":1}]", invalid, "pairs.json, line 1, column 2");
    row("something behind the list", "[{\"a\":1}]\r\n\r\n x",
        "Something stands behind the end of the list.", "pairs.json, line 3, column 2");
    row("NaN and no JSON", "[{\"a\":NaN},\n{\"a\":nan}]", invalid, "pairs.json, line 2, column 7");
    row("1e400", "[{\"a\":1},\n{\"a\": -1e400}]", "This number is too large.",
        "pairs.json, line 2, column 7");
    row("very deep", QByteArray(100'000, '['), "The data is nested deeper than 64 at column 65.",
        "pairs.json, line 1, column 65");
    row("very deep in lines", "[\n" + QByteArray("[\n").repeated(100'000),
        "The data is nested deeper than 64 at column 1.", "pairs.json, line 65, column 1");
    row("empty list", " [ ] ", "The list has no records.", "pairs.json");
    row("object at the root", "{}", "The file is JSON, but no list of pairs.", "pairs.json");
    row("object around a list of a name that says nothing",
        R"({"version": 1, "things": [{"question": "a", "reply": "b"}]})",
        "The file is JSON, but no list of pairs.", "pairs.json");
    row("object around it in lines", "{\n  \"things\": [\n    {\"question\": \"a\"}\n  ]\n}\n",
        "The file is JSON, but no list of pairs.", "pairs.json");
    row("list of texts", R"(["a", "b"])", "The file is JSON, but no list of pairs.", "pairs.json");
    row("list of empty objects", "[{}, {}]", "The file is JSON, but no list of pairs.",
        "pairs.json");
    row("object over lines that is cut", "{\n\"question\": \"a\",\n\"rep",
        "The file ends in the middle of a record.", "pairs.json, line 3, column 5");
    row("something behind an object over lines", "{\n\"question\": \"a\"\n}\n]", invalid,
        "pairs.json, line 4, column 1");
    row("line that is broken, alone", R"({"question": )", invalid, "pairs.json, line 1, column 14");
    row(
        "too many columns",
        [] {
            QByteArray record = "{\"k\":1";
            for (int i = 0; i < 1024; ++i)
                record += ",\"k" + QByteArray::number(i) + "\":1";
            return QByteArray('[' + record + "}]");
        }(),
        "The file has more than 1,024 columns.", "pairs.json");
    row("labels that are all wrong",
        R"([{"data":{"question":"a"},"annotations":[{"result":[{"value":{"choices":["ok","bad"]}}]}]}])",
        "An answer has two labels that differ; the second is “bad”.", "pairs.json, line 1");
}

void tst_JsonFile::badFilesAreErrors()
{
    QFETCH(QByteArray, bytes);
    const Table table = m_folder.tableOf(bytes);
    QVERIFY(table.error);
    QTEST(table.error->what, "what");
    QTEST(table.error->where, "where");
    QVERIFY(!table.error->hint.isEmpty());
    QCOMPARE(table.error->kind, ErrorKind::Input);
}

void tst_JsonFile::aFileBreaksOnlyWhereItIsBroken()
{
    const QByteArray lines = pairLines(9000);
    QByteArray list = '[' + lines.chopped(1).replace('\n', ",\n");
    const Table cut = m_folder.tableOf(list);
    QCOMPARE(cut.rows.size(), 9000u);
    QVERIFY(cut.error);
    QCOMPARE(cut.error->where, QStringLiteral("pairs.json, line 9000, column 40"));
    const Table broken = m_folder.tableOf(list.replace("\"r8000\"", "r8000") + ']');
    QCOMPARE(broken.rows.size(), 7999u);
    QVERIFY(broken.error);
    QCOMPARE(broken.error->where, QStringLiteral("pairs.json, line 8000, column 32"));
    const Table utf8 = m_folder.tableOf(QByteArray(lines).replace("\"r8000\"", "\"r\xff\""));
    QCOMPARE(utf8.rows.size(), 7999u);
    QVERIFY(utf8.error);
    QCOMPARE(utf8.error->what, QStringLiteral("The text is not in UTF-8."));
    QCOMPARE(utf8.error->where, QStringLiteral("pairs.json, line 8000, byte %1 of the file")
                                    .arg(lines.indexOf("r8000") + 1));
}

void tst_JsonFile::layoutsAreTheSame_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("between");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QString>("kind");
    const auto row = [](const char *name, const char *before, const char *between,
                        const char *after, const char *kind) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(between) << QByteArray(after)
                            << QString::fromLatin1(kind);
    };
    row("list", "[", ",", "]", "json");
    row("list with space", " \r\n\t[ ", " \n , \r\n", " ] \n\n", "json");
    row("list behind a byte order mark", "\xef\xbb\xbf[", ",", "]", "json");
    row("list in an object", R"({"data":[)", ",", "]}", "json");
    row("list among other fields",
        R"( { "code": 0, "message": "[{\"", "columns": ["a"], "rows" : [ )", ",\n",
        R"( ] , "total": 2, "tags": ["x", "y"], "none": [], "page": {"n": [1]} } )", "json");
    row("lines", "", "\n", "", "jsonl");
    row("lines with CRLF", "", "\r\n", "\r\n", "jsonl");
    row("lines with CR", "", "\r", "\r", "jsonl");
    row("lines with blank ones", "\n\n", "\n  \n\n", "\n\t\n", "jsonl");
    row("lines behind a byte order mark", "\xef\xbb\xbf", "\n", "\n", "jsonl");
}

void tst_JsonFile::layoutsAreTheSame()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, between);
    QFETCH(QByteArray, after);
    const QByteArray one = R"({"question":"a \"]}\" \\","reply":"在[{"})";
    const QByteArray two = R"({ "reply" : "" , "question" : "b" })";
    const Table table = m_folder.tableOf(before + one + between + two + after);
    QVERIFY2(!table.error, table.error ? qPrintable(table.error->toLine()) : "");
    QTEST(table.kind, "kind");
    QCOMPARE(table.column(QStringLiteral("question")),
             (QStringList{QStringLiteral("a \"]}\" \\"), QStringLiteral("b")}));
    QCOMPARE(table.column(QStringLiteral("reply")),
             (QStringList{QStringLiteral("在[{"), QString()}));
    QCOMPARE(table.rows[1].raw.trimmed(), two);
    const Table over = m_folder.tableOf("{\n  \"question\":\"a\"\n}\n{\n  \"question\":\"b\"\n}\n");
    QCOMPARE(over.column(QStringLiteral("question")),
             (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    QCOMPARE(over.rows[1].line, 4);
}

void tst_JsonFile::aListInAnObjectIsTakenWhole()
{
    const QByteArray pair = R"({"question":"a","reply":"b"})";
    // Longer than what is looked at before.
    QByteArray pairs;
    for (int i = 0; i < 5000; ++i)
        pairs += (i > 0 ? "," : "") + pair;
    const Table many = m_folder.tableOf(R"({"total":5000,"data":[)" + pairs + R"(],"next":null})");
    QVERIFY2(!many.error, many.error ? qPrintable(many.error->toLine()) : "");
    QCOMPARE(many.rows.size(), 5000u);
    // What stands in no other field is not lost in silence.
    const Table two = m_folder.tableOf(R"({"data":[)" + pair + R"(],"items":[)" + pair + "]}");
    QVERIFY(two.error);
    QCOMPARE(two.error->what, QStringLiteral("The file holds a second list of records."));
    for (const char *end :
         {R"(])", R"(],)", R"(],"x")", R"(],"x":)", R"(],"x":[1)", R"(]]})", R"(]}})"}) {
        const Table broken = m_folder.tableOf(R"({"data":[)" + pair + end);
        QVERIFY2(broken.error, end);
    }
    // Records with a list among their fields are records.
    const QByteArray record = R"({"question":"a","reply":"b","items":[{"sku":1}]})";
    const Table lines = m_folder.tableOf(record + '\n' + record + '\n');
    QVERIFY2(!lines.error, lines.error ? qPrintable(lines.error->toLine()) : "");
    QCOMPARE(lines.column(QStringLiteral("question")), QStringList(2, QStringLiteral("a")));
}

void tst_JsonFile::levelsAreCounted()
{
    // The list and the object around it are two of the 64.
    const auto list = [](int levels) {
        return "[{\"question\":\"a\",\"x\":" + QByteArray(levels - 2, '[') +
               QByteArray(levels - 2, ']') + "}]";
    };
    QVERIFY(!m_folder.tableOf(list(64)).error);
    const Table tooDeep = m_folder.tableOf(list(65));
    QVERIFY(tooDeep.error);
    QCOMPARE(tooDeep.error->what,
             QStringLiteral("The data is nested deeper than 64 at column 84."));
}

void tst_JsonFile::longRecordsAreRefused_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("list") << QByteArray("[") << QByteArray("]");
    QTest::newRow("lines") << QByteArray() << QByteArray("\n");
}

void tst_JsonFile::longRecordsAreRefused()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    constexpr qsizetype most = 16LL * 1024 * 1024;
    const QByteArray frame = "{\"question\":\"\"}";
    const auto record = [&frame](qsizetype bytes) {
        return QByteArray(frame).insert(frame.size() - 2, QByteArray(bytes - frame.size(), 'x'));
    };
    const Table longest = m_folder.tableOf(before + record(most) + after);
    QVERIFY(!longest.error);
    QCOMPARE(longest.rows.size(), 1u);
    const Table longer = m_folder.tableOf(before + record(most + 1) + after);
    QVERIFY(longer.error);
    QCOMPARE(longer.error->what, QStringLiteral("This record is longer than 16 MB."));
}

void tst_JsonFile::encodingsOtherThanUtf8AreRead()
{
    const QString text = QStringLiteral("[{\"question\": \"在哪里？\", \"reply\": \"到了。\"}]");
    const QByteArray utf16(
        "\xff\xfe" + QByteArray(reinterpret_cast<const char *>(text.utf16()), 2 * text.size()));
    const Table table = m_folder.tableOf(utf16);
    QVERIFY2(!table.error, table.error ? qPrintable(table.error->toLine()) : "");
    QCOMPARE(table.column(QStringLiteral("reply")), QStringList{QStringLiteral("到了。")});
}

void tst_JsonFile::pythonReadsTheSame_data()
{
    QTest::addColumn<QString>("file");
    for (const char *file : {"random.jsonl", "random.json", "damaged.jsonl"})
        QTest::newRow(file) << QString::fromLatin1(file);
}

void tst_JsonFile::pythonReadsTheSame()
{
    QFETCH(QString, file);
    const QJsonObject expected = baselines().value(file).toObject();
    QVERIFY(!expected.isEmpty());
    const Table table = tableOf(folder + file);
    QVERIFY2(!table.error, table.error ? qPrintable(table.error->toLine()) : "");
    QCOMPARE(QJsonArray::fromStringList(table.names), expected.value(QLatin1String("names")));
    const QJsonArray rows = expected.value(QLatin1String("rows")).toArray();
    QCOMPARE(qsizetype(table.rows.size()), rows.size());
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const TableRow &row = table.rows[std::size_t(i)];
        const QJsonArray want = rows[i].toArray();
        const auto where = [&] { return QByteArray::number(row.line) + ": " + row.raw; };
        QVERIFY2(row.line == want[0].toInteger(), where());
        QVERIFY2(row.problem.has_value() == want[1].isNull(), where());
        if (!row.problem)
            QVERIFY2(QJsonArray::fromStringList(row.cells) == want[1].toArray(), where());
    }
}

void tst_JsonFile::pythonTakesTheSameLists()
{
    const QJsonArray lists = baselines().value(QLatin1String("lists")).toArray();
    QCOMPARE(lists.size(), 600);
    for (const QJsonValue &list : lists) {
        const QByteArray text = list[0].toString().toUtf8();
        const Table table = m_folder.tableOf(text);
        QVERIFY2(table.error.has_value() != list[1].toBool(), text);
        if (table.error)
            QVERIFY2(table.error->where.contains(QLatin1String(", column ")), text);
    }
}

QTEST_GUILESS_MAIN(tst_JsonFile)
#include "tst_json_file.moc"
