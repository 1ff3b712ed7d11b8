#include "dataset/table_source.h"
#include "test_support.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace tunedesk;

namespace
{
struct Table {
    QString kind;
    QStringList names;
    QList<PairColumn> columns;
    QList<QStringList> firstRows;
    std::vector<TableRow> rows; ///< up to the error
    std::optional<Error> error;

    QStringList column(const QString &name) const
    {
        QStringList cells;
        for (const TableRow &row : rows)
            cells << (row.problem ? QStringLiteral("!") : row.cells.value(names.indexOf(name)));
        return cells;
    }
    QStringList problems() const
    {
        QStringList all;
        for (const TableRow &row : rows)
            if (row.problem)
                all << QStringLiteral("%1 [%2] %3")
                           .arg(row.line)
                           .arg(row.problem->column, row.problem->reason);
        return all;
    }
};

Table tableOf(const QString &path, const QString &kind = {})
{
    Table table;
    PairFormat format{.kind = kind};
    auto source = openTable(path, format);
    if (!source) {
        table.error = source.error();
        return table;
    }
    table.kind = format.kind;
    table.names = (*source)->columnNames();
    table.columns = (*source)->knownColumns();
    table.firstRows = (*source)->firstRows();
    for (;;) {
        TableRow row;
        const auto more = (*source)->next(row);
        if (!more)
            table.error = more.error();
        if (!more || !*more)
            return table;
        table.rows.push_back(row);
    }
}

QString fixture(const QString &name)
{
    return QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/json/") + name;
}

/// The bytes of a list of pairs, so many that they are not all looked at when it is opened.
QByteArray pairLines(int count)
{
    QByteArray lines;
    for (int i = 1; i <= count; ++i)
        lines += "{\"question\": \"q" + QByteArray::number(i) + "\", \"reply\": \"r" +
                 QByteArray::number(i) + "\"}\n";
    return lines;
}
} // namespace

class tst_JsonSource : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void kindsAreFound_data();
    void kindsAreFound();
    void keysAreColumns();
    void linesAreRows();
    void keysThatComeLateAreLeftOut();
    void eachReplyOfAChatIsARow();
    void aChatNamesWhatItCantTake_data();
    void aChatNamesWhatItCantTake();
    void instructionAndInputAreTheQuestion();
    void answersOfLabelStudioAreKept();
    void turnsInATaskBecomeAPair();
    void flatRecordsOfLabelStudioHaveAnAnswerEach();
    void plainLabelsStayALabel();
    void answersOfProdigyAreKept();
    void wrongLabelsAreNamed_data();
    void wrongLabelsAreNamed();
    void badRecordsAreRowsWithAProblem_data();
    void badRecordsAreRowsWithAProblem();
    void badFilesAreErrors_data();
    void badFilesAreErrors();
    void aFileBreaksOnlyWhereItIsBroken();
    void layoutsAreTheSame_data();
    void layoutsAreTheSame();
    void levelsAreCounted();
    void longRecordsAreRefused_data();
    void longRecordsAreRefused();
    void encodingsOtherThanUtf8AreRead();
    void aKindCanBeChosen();
    void pythonReadsTheSame_data();
    void pythonReadsTheSame();

private:
    QString write(const QByteArray &bytes, const QString &name = QStringLiteral("pairs.json"))
    {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("no test file");
        return file.fileName();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
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
}

void tst_JsonSource::kindsAreFound()
{
    QFETCH(QString, file);
    const Table table = tableOf(fixture(file));
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
    const Table table = tableOf(fixture(QStringLiteral("pairs.json")));
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
    const Table table = tableOf(fixture(QStringLiteral("pairs.jsonl")));
    QCOMPARE(table.column(QStringLiteral("score")),
             (QStringList{QString(), QStringLiteral("4.50"), QStringLiteral("1")}));
    QCOMPARE(table.rows[0].cells[1], QStringLiteral("已经到您的城市了😀"));
    QCOMPARE(table.rows[0].line, 1);
    QCOMPARE(table.rows[1].line, 3);
    QCOMPARE(table.rows[2].line, 4);
}

void tst_JsonSource::keysThatComeLateAreLeftOut()
{
    const QByteArray late = pairLines(TableSource::kRowsLookedAt - 1) +
                            "{\"question\":\"q\",\"reply\":\"r\",\"label\":1}\n"
                            "{\"question\":\"q\",\"reply\":\"r\",\"later\":1,\"label\":0}\n";
    const Table table = tableOf(write(late));
    QCOMPARE(table.names.join(QLatin1Char(' ')), QStringLiteral("question reply label"));
    QCOMPARE(table.firstRows.size(), qsizetype(TableSource::kRowsLookedAt));
    QCOMPARE(table.rows.back().cells.last(), QStringLiteral("0"));
}

void tst_JsonSource::eachReplyOfAChatIsARow()
{
    const Table openAi = tableOf(fixture(QStringLiteral("openai.jsonl")));
    QCOMPARE(openAi.names.join(QLatin1Char(' ')),
             QStringLiteral("question reply context dialogue label split topic"));
    QCOMPARE(openAi.columns,
             (QList<PairColumn>{PairColumn::Question, PairColumn::Reply, PairColumn::Context,
                                PairColumn::Dialogue, PairColumn::Label, PairColumn::Split,
                                PairColumn::Group}));
    const auto cells = [](std::initializer_list<const char *> texts) {
        QStringList all;
        for (const char *text : texts)
            all << QString::fromUtf8(text);
        return all;
    };
    QCOMPARE(openAi.rows[0].cells,
             cells({"Hello\nmy parcel is late", "I am sorry.\nWhat is the number?", "",
                    "openai.jsonl:1", "ok", "train", ""}));
    QCOMPARE(openAi.rows[1].cells,
             cells({"1042\nsee the photo", "It arrives tomorrow.",
                    "Hello\nmy parcel is late\nI am sorry. What is the number?", "openai.jsonl:1",
                    "ok", "train", ""}));
    QCOMPARE(openAi.rows[2].cells,
             cells({"可以退货吗？", "七天之内都可以。", "您好，请问有什么可以帮您？", "对话-7",
                    "bad", "", "退货"}));
    QCOMPARE(openAi.rows[1].line, 1);
    QCOMPARE(openAi.rows[2].line, 2);

    const Table shareGpt = tableOf(fixture(QStringLiteral("sharegpt.json")));
    QCOMPARE(shareGpt.rows[1].cells,
             cells({"And what does it cost?", "Nine euros.",
                    "Do you ship to Norway?\nYes, within five days.", "s1"}));
    QCOMPARE(shareGpt.rows[2].cells,
             cells({"运费多少？", "满九十九元包邮。", "", "sharegpt.json:2"}));
    QCOMPARE(shareGpt.rows[2].line, 8);
}

void tst_JsonSource::aChatNamesWhatItCantTake_data()
{
    QTest::addColumn<QByteArray>("messages");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const char *messages, const char *reason) {
        QTest::newRow(name) << QByteArray(messages) << QString::fromUtf8(reason);
    };
    row("no list", R"("hello")", "The field “messages” holds no list of turns.");
    row("unknown role", R"([{"role":"user","content":"a"},{"role":"pirate","content":"b"}])",
        "Turn 2 is by “pirate”, who is neither customer nor agent.");
    row("no role", R"([{"role":"user","content":"a"},{"content":"b"}])",
        "Turn 2 doesn't say who wrote it.");
    row("content is a number",
        R"([{"role":"user","content":"a"},{"role":"assistant","content":5}])",
        "The content of turn 2 is no text.");
    row("no reply", R"([{"role":"user","content":"a"}])",
        "The conversation has no reply of an agent to a question.");
    row("no question", R"([{"role":"assistant","content":"a"}])",
        "The conversation has no reply of an agent to a question.");
    row("no turns", "[]", "The conversation has no reply of an agent to a question.");
}

void tst_JsonSource::aChatNamesWhatItCantTake()
{
    QFETCH(QByteArray, messages);
    QFETCH(QString, reason);
    const QByteArray good =
        R"({"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"r"}]})";
    const Table table = tableOf(write(good + "\n{\"messages\":" + messages + "}\n" + good));
    QCOMPARE(table.rows.size(), 3u);
    QCOMPARE(table.problems(), QStringList{QStringLiteral("2 [messages] ") + reason});
    QCOMPARE(table.rows[2].cells.value(3), QStringLiteral("pairs.json:3"));
}

void tst_JsonSource::instructionAndInputAreTheQuestion()
{
    const Table table = tableOf(fixture(QStringLiteral("alpaca.json")));
    QCOMPARE(table.names.join(QLatin1Char(' ')), QStringLiteral("question reply context label"));
    QCOMPARE(table.rows[0].cells,
             (QStringList{QStringLiteral("Answer the customer.\nMy lamp is broken."),
                          QStringLiteral("We send you a new one."), QString(), QString()}));
    QCOMPARE(
        table.rows[1].cells,
        (QStringList{QStringLiteral("可以开发票吗？"), QStringLiteral("可以，请告诉我们抬头。"),
                     QStringLiteral("你好\n您好，请讲。\n在吗\n在的。"), QStringLiteral("1")}));
}

void tst_JsonSource::answersOfLabelStudioAreKept()
{
    const Table table = tableOf(fixture(QStringLiteral("label-studio.json")));
    QCOMPARE(table.names.join(QLatin1Char(' ')), QStringLiteral("question reply topic answers"));
    QCOMPARE(table.columns, (QList<PairColumn>{PairColumn::Question, PairColumn::Reply,
                                               PairColumn::Group, PairColumn::Answers}));
    QCOMPARE(
        table.column(QStringLiteral("answers")),
        (QStringList{
            QStringLiteral(
                R"([{"label":1,"score":4.0,"annotator":"mei@example.org","at":"2026-11-26T01:00:00.000Z","seconds":4.5,"note":"says when"},)"
                R"({"skipped":true,"annotator":"7","at":"2026-11-26T01:00:01.000Z","seconds":2.0}])"),
            QStringLiteral(
                R"([{"label":0,"annotator":"7","at":"2026-11-26T01:02:03.457Z","seconds":11.25}])"),
            QString()}));
    QCOMPARE(table.rows[1].cells[1], QStringLiteral("不可以。"));
}

void tst_JsonSource::turnsInATaskBecomeAPair()
{
    const Table table = tableOf(fixture(QStringLiteral("label-studio-turns.json")));
    QCOMPARE(table.column(QStringLiteral("question")),
             (QStringList{QStringLiteral("发货了吗？"), QStringLiteral("Is it open?")}));
    QCOMPARE(table.column(QStringLiteral("reply")),
             (QStringList{QStringLiteral("昨天发的。"), QStringLiteral("Until six.")}));
    QCOMPARE(table.column(QStringLiteral("context")),
             (QStringList{QStringLiteral("你好\n您好"), QStringLiteral("Hi\nHello")}));
}

void tst_JsonSource::flatRecordsOfLabelStudioHaveAnAnswerEach()
{
    const Table table = tableOf(fixture(QStringLiteral("label-studio-min.json")));
    QCOMPARE(table.names.join(QLatin1Char(' ')), QStringLiteral("question reply answers"));
    QCOMPARE(
        table.column(QStringLiteral("answers")),
        (QStringList{
            QStringLiteral(
                R"([{"label":1,"score":3.0,"annotator":"1","at":"2026-11-26T01:00:00.000Z","seconds":3.25}])"),
            QStringLiteral(
                R"([{"label":0,"annotator":"mei@example.org","at":"2026-11-26T01:05:00.000Z","seconds":8.0}])")}));
}

void tst_JsonSource::plainLabelsStayALabel()
{
    const Table table = tableOf(fixture(QStringLiteral("doccano.jsonl")));
    QCOMPARE(table.names.join(QLatin1Char(' ')), QStringLiteral("id text reply label Comments"));
    QCOMPARE(table.columns, QList<PairColumn>());
    QCOMPARE(table.column(QStringLiteral("label")),
             (QStringList{QStringLiteral("ok"), QStringLiteral("bad"), QString()}));
    QCOMPARE(table.column(QStringLiteral("Comments")),
             (QStringList{QStringLiteral("sure?\nyes"), QString(), QString()}));
    const Table weighted =
        tableOf(write(R"([{"text":"a","reply":"b","cats":{"ok":0.2,"bad":0.8}}])"));
    QCOMPARE(weighted.kind, QStringLiteral("doccano"));
    QCOMPARE(weighted.column(QStringLiteral("label")), QStringList{QStringLiteral("bad")});
}

void tst_JsonSource::answersOfProdigyAreKept()
{
    const Table table = tableOf(fixture(QStringLiteral("prodigy.jsonl")));
    QCOMPARE(table.names.join(QLatin1Char(' ')),
             QStringLiteral("question reply source dialogue answers"));
    QCOMPARE(table.columns,
             (QList<PairColumn>{PairColumn::Question, PairColumn::Reply, PairColumn::LeaveOut,
                                PairColumn::Dialogue, PairColumn::Answers}));
    QCOMPARE(table.column(QStringLiteral("answers")),
             (QStringList{
                 QStringLiteral(
                     R"([{"label":1,"annotator":"pairs-mei","at":"2026-11-26T01:00:00.000Z"}])"),
                 QStringLiteral(
                     R"([{"label":0,"annotator":"pairs-mei","at":"2026-11-26T01:00:01.500Z"}])"),
                 QStringLiteral(R"([{"skipped":true,"annotator":"pairs-tom"}])")}));
    QCOMPARE(table.column(QStringLiteral("source")),
             (QStringList{QStringLiteral("mail"), QStringLiteral("聊天"), QString()}));
}

void tst_JsonSource::wrongLabelsAreNamed_data()
{
    QTest::addColumn<QByteArray>("good");
    QTest::addColumn<QByteArray>("bad");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const char *record, const char *good, const char *bad,
                        const char *problem) {
        QTest::newRow(name) << QByteArray(record).replace('$', good)
                            << QByteArray(record).replace('$', bad) << QString::fromUtf8(problem);
    };
    constexpr char task[] =
        R"({"data":{"question":"a","reply":"b"},"annotations":[{"completed_by":1,"result":[{"type":"choices","value":{"choices":[$]}}]}]})";
    row("a choice", task, R"("ok")", R"("postive")",
        "2 [answers] “postive” is no label; “positive” is the nearest.");
    row("choices that differ", task, R"("ok","good")", R"("ok","差")",
        "2 [answers] An answer has two labels that differ; the second is “差”.");
    row("a choice of a flat record",
        R"({"question":"a","reply":"b","choice":$,"annotator":1,"lead_time":1})", R"("ok")",
        R"("随便")", "2 [answers] “随便” is no label; use 1 or 0.");
    row("a rating that is no number",
        R"({"question":"a","reply":"b","rating":$,"annotator":1,"lead_time":1})", "3", R"("many")",
        "2 [answers] “many” is no number.");
    row("labels of doccano that differ", R"({"text":"a","reply":"b","label":[$]})", R"("ok")",
        R"("ok","bad")", "2 [label] An answer has two labels that differ; the second is “bad”.");
    row("labels on parts of a text", R"({"text":"a","reply":"b","label":[$]})", R"("ok")",
        R"([0,5,"PER"])", "2 [label] The labels stand on parts of the text, not on all of it.");
    row("an answer of Prodigy", R"({"question":"a","reply":"b","_task_hash":1,"answer":$})",
        R"("accept")", R"("perhaps")", "2 [answer] “perhaps” is no label; use 1 or 0.");
}

void tst_JsonSource::wrongLabelsAreNamed()
{
    QFETCH(QByteArray, good);
    QFETCH(QByteArray, bad);
    const Table table = tableOf(write(good + '\n' + bad + '\n' + good));
    QVERIFY2(!table.error, table.error ? qPrintable(table.error->toLine()) : "");
    QCOMPARE(table.rows.size(), 3u);
    QFETCH(QString, problem);
    QCOMPARE(table.problems(), QStringList{problem});
}

void tst_JsonSource::badRecordsAreRowsWithAProblem_data()
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
    row("NaN", R"({"question":"a","reply":NaN})", !inListToo,
        "[] This is no valid JSON. It stops making sense at column 25.");
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

void tst_JsonSource::badRecordsAreRowsWithAProblem()
{
    QFETCH(QByteArray, record);
    QFETCH(bool, inListToo);
    QFETCH(QString, problem);
    const QByteArray good = R"({"question":"q","reply":"r"})";
    const Table lines = tableOf(write(good + '\n' + record + '\n' + good + '\n'));
    QVERIFY2(!lines.error, lines.error ? qPrintable(lines.error->toLine()) : "");
    QCOMPARE(lines.rows.size(), 3u);
    QCOMPARE(lines.problems(), QStringList{QStringLiteral("2 ") + problem});
    QCOMPARE(lines.rows[1].raw, record);
    const Table list = tableOf(write('[' + good + ",\n" + record + ",\n" + good + ']'));
    if (!inListToo) {
        QVERIFY(list.error);
        return;
    }
    QCOMPARE(list.rows.size(), 3u);
    QCOMPARE(list.problems(), QStringList{QStringLiteral("2 ") + problem});
    QCOMPARE(list.rows[1].raw, record);
}

void tst_JsonSource::badFilesAreErrors_data()
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
    row("NaN", "[{\"a\":1},\n{\"a\":NaN}]", invalid, "pairs.json, line 2, column 6");
    row("NaN as a record", "[{\"a\":1},\nNaN]", invalid, "pairs.json, line 2, column 1");
    row("1e400", "[{\"a\":1},\n{\"a\": -1e400}]", "This number is too large.",
        "pairs.json, line 2, column 7");
    row("very deep", QByteArray(100'000, '['), "The data is nested deeper than 64 at column 65.",
        "pairs.json, line 1, column 65");
    row("very deep in lines", "[\n" + QByteArray("[\n").repeated(100'000),
        "The data is nested deeper than 64 at column 1.", "pairs.json, line 65, column 1");
    row("empty list", " [ ] ", "The list has no records.", "pairs.json");
    row("object at the root", "{}", "The file is JSON, but no list of pairs.", "pairs.json");
    row("object around the list", R"({"version": 1, "rows": [{"question": "a", "reply": "b"}]})",
        "The file is JSON, but no list of pairs.", "pairs.json");
    row("object around the list in lines", "{\n  \"rows\": [\n    {\"question\": \"a\"}\n  ]\n}\n",
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
        R"([{"data":{"question":"a"},"annotations":[{"result":[{"value":{"choices":["x"]}}]}]}])",
        "“x” is no label; use 1 or 0.", "pairs.json, line 1");
}

void tst_JsonSource::badFilesAreErrors()
{
    QFETCH(QByteArray, bytes);
    const Table table = tableOf(write(bytes));
    QVERIFY(table.error);
    QTEST(table.error->what, "what");
    QTEST(table.error->where, "where");
    QVERIFY(!table.error->hint.isEmpty());
    QCOMPARE(table.error->kind, ErrorKind::Input);
}

void tst_JsonSource::aFileBreaksOnlyWhereItIsBroken()
{
    const QByteArray lines = pairLines(9000);
    QByteArray list = '[' + lines.chopped(1).replace('\n', ",\n");
    const Table cut = tableOf(write(list));
    QCOMPARE(cut.rows.size(), 9000u);
    QVERIFY(cut.error);
    QCOMPARE(cut.error->where, QStringLiteral("pairs.json, line 9000, column 40"));
    const Table broken = tableOf(write(list.replace("\"r8000\"", "r8000") + ']'));
    QCOMPARE(broken.rows.size(), 7999u);
    QVERIFY(broken.error);
    QCOMPARE(broken.error->where, QStringLiteral("pairs.json, line 8000, column 32"));
    const Table utf8 = tableOf(write(QByteArray(lines).replace("\"r8000\"", "\"r\xff\"")));
    QCOMPARE(utf8.rows.size(), 7999u);
    QVERIFY(utf8.error);
    QCOMPARE(utf8.error->what, QStringLiteral("The text is not in UTF-8."));
    QCOMPARE(utf8.error->where, QStringLiteral("pairs.json, line 8000, byte %1 of the file")
                                    .arg(lines.indexOf("r8000") + 1));
}

void tst_JsonSource::layoutsAreTheSame_data()
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
    row("lines", "", "\n", "", "jsonl");
    row("lines with CRLF", "", "\r\n", "\r\n", "jsonl");
    row("lines with CR", "", "\r", "\r", "jsonl");
    row("lines with blank ones", "\n\n", "\n  \n\n", "\n\t\n", "jsonl");
    row("lines behind a byte order mark", "\xef\xbb\xbf", "\n", "\n", "jsonl");
}

void tst_JsonSource::layoutsAreTheSame()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, between);
    QFETCH(QByteArray, after);
    const QByteArray one = R"({"question":"a \"]}\" \\","reply":"在[{"})";
    const QByteArray two = R"({ "reply" : "" , "question" : "b" })";
    const Table table = tableOf(write(before + one + between + two + after));
    QVERIFY2(!table.error, table.error ? qPrintable(table.error->toLine()) : "");
    QTEST(table.kind, "kind");
    QCOMPARE(table.column(QStringLiteral("question")),
             (QStringList{QStringLiteral("a \"]}\" \\"), QStringLiteral("b")}));
    QCOMPARE(table.column(QStringLiteral("reply")),
             (QStringList{QStringLiteral("在[{"), QString()}));
    QCOMPARE(table.rows[1].raw.trimmed(), two);
    const Table over = tableOf(write("{\n  \"question\":\"a\"\n}\n{\n  \"question\":\"b\"\n}\n"));
    QCOMPARE(over.column(QStringLiteral("question")),
             (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    QCOMPARE(over.rows[1].line, 4);
}

void tst_JsonSource::levelsAreCounted()
{
    // The list and the object around it are two of the 64.
    const auto list = [](int levels) {
        return "[{\"question\":\"a\",\"x\":" + QByteArray(levels - 2, '[') +
               QByteArray(levels - 2, ']') + "}]";
    };
    QVERIFY(!tableOf(write(list(64))).error);
    const Table tooDeep = tableOf(write(list(65)));
    QVERIFY(tooDeep.error);
    QCOMPARE(tooDeep.error->what,
             QStringLiteral("The data is nested deeper than 64 at column 84."));
}

void tst_JsonSource::longRecordsAreRefused_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("list") << QByteArray("[") << QByteArray("]");
    QTest::newRow("lines") << QByteArray() << QByteArray("\n");
}

void tst_JsonSource::longRecordsAreRefused()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    constexpr qsizetype most = 16LL * 1024 * 1024;
    const QByteArray frame = "{\"question\":\"\"}";
    const auto record = [&frame](qsizetype bytes) {
        return QByteArray(frame).insert(frame.size() - 2, QByteArray(bytes - frame.size(), 'x'));
    };
    const Table longest = tableOf(write(before + record(most) + after));
    QVERIFY(!longest.error);
    QCOMPARE(longest.rows.size(), 1u);
    const Table longer = tableOf(write(before + record(most + 1) + after));
    QVERIFY(longer.error);
    QCOMPARE(longer.error->what, QStringLiteral("This record is longer than 16 MB."));
}

void tst_JsonSource::encodingsOtherThanUtf8AreRead()
{
    const QString text = QStringLiteral("[{\"question\": \"在哪里？\", \"reply\": \"到了。\"}]");
    const QByteArray utf16(
        "\xff\xfe" + QByteArray(reinterpret_cast<const char *>(text.utf16()), 2 * text.size()));
    const Table table = tableOf(write(utf16));
    QVERIFY2(!table.error, table.error ? qPrintable(table.error->toLine()) : "");
    QCOMPARE(table.column(QStringLiteral("reply")), QStringList{QStringLiteral("到了。")});
}

void tst_JsonSource::aKindCanBeChosen()
{
    const QByteArray both =
        R"([{"instruction":"a","output":"b","messages":[{"role":"user","content":"q"},{"role":"assistant","content":"r"}]}])";
    QCOMPARE(tableOf(write(both)).kind, QStringLiteral("openai"));
    const Table alpaca = tableOf(write(both), QStringLiteral("alpaca"));
    QCOMPARE(alpaca.kind, QStringLiteral("alpaca"));
    QCOMPARE(alpaca.column(QStringLiteral("question")), QStringList{QStringLiteral("a")});
    const Table flat = tableOf(write(both), QStringLiteral("jsonl"));
    QCOMPARE(flat.kind, QStringLiteral("json"));
    QCOMPARE(flat.names.join(QLatin1Char(' ')), QStringLiteral("instruction output"));
    QCOMPARE(tableOf(write(both), QStringLiteral("csv")).kind, QStringLiteral("csv"));
    const Table none = tableOf(write("question,reply\na,b\n"), QStringLiteral("openai"));
    QVERIFY(none.error);
    QCOMPARE(none.error->what, QStringLiteral("The file is no JSON."));
}

void tst_JsonSource::pythonReadsTheSame_data()
{
    QTest::addColumn<QString>("file");
    for (const char *file : {"random.jsonl", "random.json", "damaged.jsonl"})
        QTest::newRow(file) << QString::fromLatin1(file);
}

void tst_JsonSource::pythonReadsTheSame()
{
    QFETCH(QString, file);
    const QString folder = QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/json/");
    QFile baselines(folder + QStringLiteral("expected.json"));
    QVERIFY(baselines.open(QIODevice::ReadOnly));
    const QJsonObject expected =
        QJsonDocument::fromJson(baselines.readAll()).object().value(file).toObject();
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

QTEST_GUILESS_MAIN(tst_JsonSource)
#include "tst_json_source.moc"
