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
    void keysThatComeLateAreColumns_data();
    void keysThatComeLateAreColumns();
    void nothingOfALateRecordIsLost();
    void lateKeysMayBeTooMany();
    void instructionAndInputAreTheQuestion();
    void answersOfLabelStudioAreKept();
    void turnsInATaskBecomeAPair();
    void flatRecordsOfLabelStudioHaveAnAnswerEach();
    void aChoiceOfLabelStudioIsFoundByWhatItHolds_data();
    void aChoiceOfLabelStudioIsFoundByWhatItHolds();
    void plainLabelsStayALabel();
    void numbersThatPythonMissesAreEmpty();
    void labelsWithANameAreAnswers();
    void annotationsOfOlderDoccanoAreAnswers();
    void answersOfProdigyAreKept();
    void wrongLabelsAreNamed_data();
    void wrongLabelsAreNamed();
    void aKindCanBeChosen();
    void pairsAreReadFromAllOfThem_data();
    void pairsAreReadFromAllOfThem();
    void contextsAndNotesMayBeLists();
    void alpacaNamesWhatItCantTake();
    void aRejectedLabelOfProdigyMeansTheOther();
    void choicesOfSomethingElseAreNoLabels();
    void tasksWithoutAnnotationsAreTasks();
    void aTaskMayHaveItsQuestionBesideTheTurns();
    void momentsAreInUtc_data();
    void momentsAreInUtc();

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

void tst_JsonSource::answersOfLabelStudioAreKept()
{
    const Table table = tableOf(jsonFixture(QStringLiteral("label-studio.json")));
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
    const Table table = tableOf(jsonFixture(QStringLiteral("label-studio-turns.json")));
    QCOMPARE(table.column(QStringLiteral("question")),
             (QStringList{QStringLiteral("发货了吗？"), QStringLiteral("Is it open?")}));
    QCOMPARE(table.column(QStringLiteral("reply")),
             (QStringList{QStringLiteral("昨天发的。"), QStringLiteral("Until six.")}));
    QCOMPARE(table.column(QStringLiteral("context")),
             (QStringList{QStringLiteral("你好\n您好"), QStringLiteral("Hi\nHello")}));
}

void tst_JsonSource::flatRecordsOfLabelStudioHaveAnAnswerEach()
{
    const Table table = tableOf(jsonFixture(QStringLiteral("label-studio-min.json")));
    QCOMPARE(table.names.join(QLatin1Char(' ')), QStringLiteral("question reply answers"));
    QCOMPARE(
        table.column(QStringLiteral("answers")),
        (QStringList{
            QStringLiteral(
                R"([{"label":1,"score":3.0,"annotator":"1","at":"2026-11-26T01:00:00.000Z","seconds":3.25}])"),
            QStringLiteral(
                R"([{"label":0,"annotator":"mei@example.org","at":"2026-11-26T01:05:00.000Z","seconds":8.0}])")}));
}

void tst_JsonSource::aChoiceOfLabelStudioIsFoundByWhatItHolds_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<QString>("names");
    QTest::addColumn<QString>("labels");
    const auto row = [](const char *name, const char *first, const char *second, const char *names,
                        const char *labels) {
        QTest::newRow(name) << QByteArray(first) << QByteArray(second) << QString(names)
                            << QString(labels);
    };
    row("a word each", R"("id":1,"sentiment":"Positive")", R"("id":2,"sentiment":"Negative")",
        "customer reply answers", "1 0");
    row("with a third", R"("id":1,"sentiment":"Neutral")", R"("id":2,"sentiment":"Negative")",
        "customer reply answers", "! 0");
    row("lists", R"("id":1,"sentiment":["Positive"])", R"("id":2,"sentiment":{"choices":["no"]})",
        "customer reply answers", "1 0");
    row("behind the id", R"("open":"yes","id":1,"tone":"bad")",
        R"("open":"yes","id":2,"tone":"good")", "customer reply open answers", "0 1");
    row("a label by its name", R"("id":1,"tone":"bad","label":"ok")",
        R"("id":2,"tone":"good","label":"ok")", "customer reply tone answers", "1 1");
    row("no labels", R"("id":1,"tone":"warm")", R"("id":2,"tone":"bad weather")",
        "customer reply tone answers", "none none");
}

void tst_JsonSource::aChoiceOfLabelStudioIsFoundByWhatItHolds()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    const QByteArray beside = R"("annotator":"mei@example.org","annotation_id":1,)"
                              R"("created_at":"2026-11-26T01:00:00.000Z",)"
                              R"("updated_at":"2026-11-26T01:00:00.000Z","lead_time":3.5})";
    const QString path =
        m_folder.write(R"([{"customer":"a","reply":"b",)" + first + ',' + beside +
                       R"(,{"customer":"c","reply":"d",)" + second + ',' + beside + ']');
    auto reader = PairReader::open(path);
    VERIFY_RESULT(reader);
    QCOMPARE(reader->formatName(), QStringLiteral("label-studio"));
    QTEST(reader->format().columnNames.join(QLatin1Char(' ')), "names");
    const auto rows = reader->next(10);
    VERIFY_RESULT(rows);
    QStringList labels;
    for (const auto &row : *rows)
        labels << (row.rejected               ? QStringLiteral("!")
                   : row.pair.answers.empty() ? QStringLiteral("none")
                                              : QString::number(row.pair.answers[0].label.value()));
    QTEST(labels.join(QLatin1Char(' ')), "labels");
}

void tst_JsonSource::plainLabelsStayALabel()
{
    const Table table = tableOf(jsonFixture(QStringLiteral("doccano.jsonl")));
    QCOMPARE(table.names.join(QLatin1Char(' ')), QStringLiteral("id text reply label Comments"));
    QCOMPARE(table.columns, QList<PairColumn>());
    QCOMPARE(table.column(QStringLiteral("label")),
             (QStringList{QStringLiteral("ok"), QStringLiteral("bad"), QString()}));
    QCOMPARE(table.column(QStringLiteral("Comments")),
             (QStringList{QStringLiteral("sure?\nyes"), QString(), QString()}));
    const Table weighted =
        m_folder.tableOf(R"([{"text":"a","reply":"b","cats":{"ok":0.2,"bad":0.8}}])");
    QCOMPARE(weighted.kind, QStringLiteral("doccano"));
    QCOMPARE(weighted.column(QStringLiteral("label")), QStringList{QStringLiteral("bad")});
    const Table older = m_folder.tableOf(
        R"([{"text":"a","labels":["ok"],"meta":{"reply":"b","text":"c","label":"no"}}])");
    QCOMPARE(older.names.join(QLatin1Char(' ')),
             QStringLiteral("text label reply meta.text meta.label"));
    QCOMPARE(older.rows[0].cells.join(QLatin1Char('|')), QStringLiteral("a|ok|b|c|no"));
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

void tst_JsonSource::labelsWithANameAreAnswers()
{
    const Table table = m_folder.tableOf(
        R"({"doc_id":1,"question":"a","reply":"b","labels":["ok"],"username":"mei"}
{"doc_id":2,"question":"a","reply":"b","labels":["差","bad"],"username":"tom"}
{"doc_id":3,"question":"a","reply":"b","labels":[],"username":"tom"}
{"doc_id":4,"question":"a","reply":"b","labels":["perhaps"],"username":"tom"}
)");
    QCOMPARE(table.kind, QStringLiteral("doccano"));
    QCOMPARE(table.names.join(QLatin1Char(' ')), QStringLiteral("doc_id question reply answers"));
    QCOMPARE(table.columns, (QList<PairColumn>{PairColumn::LeaveOut, PairColumn::Question,
                                               PairColumn::Reply, PairColumn::Answers}));
    QCOMPARE(table.column(QStringLiteral("answers")),
             (QStringList{QStringLiteral(R"([{"label":1,"annotator":"mei"}])"),
                          QStringLiteral(R"([{"label":0,"annotator":"tom"}])"), QString(),
                          QStringLiteral("!")}));
    QCOMPARE(table.problems(),
             QStringList{QStringLiteral("4 [labels] “perhaps” is no label; use 1 or 0.")});
}

void tst_JsonSource::annotationsOfOlderDoccanoAreAnswers()
{
    const QByteArray lines =
        R"({"text":"a","reply":"b","annotations":[{"label":1,"user":3},{"label":0,"user":4}]}
{"text":"a","reply":"b","annotations":[{"label":"ok","user":3,"created_at":"2020-05-01T10:00:00Z"}]}
{"text":"a","reply":"b","annotations":[]}
{"text":"a","reply":"b","annotations":[{"label":1,"user":3},{"label":0,"user":3}]}
{"text":"a","reply":"b","annotations":[{"label":1,"user":3,"start_offset":0,"end_offset":1}]}
{"text":"a","reply":"b","annotations":[{"label":1,"user":3}],"labels":["ok"],"meta":{"split":"test"}}
)";
    for (const QString &kind : {QString(), QStringLiteral("doccano")}) {
        const Table table = m_folder.tableOf(lines, kind);
        QCOMPARE(table.kind, QStringLiteral("doccano"));
        QCOMPARE(table.names.join(QLatin1Char(' ')),
                 QStringLiteral("text reply answers label split"));
        QCOMPARE(table.columns,
                 (QList<PairColumn>{PairColumn::Question, PairColumn::Reply, PairColumn::Answers,
                                    PairColumn::Label, PairColumn::Split}));
        QCOMPARE(
            table.column(QStringLiteral("answers")),
            (QStringList{
                QStringLiteral(R"([{"label":1,"annotator":"3"},{"label":0,"annotator":"4"}])"),
                QStringLiteral(R"([{"label":1,"annotator":"3","at":"2020-05-01T10:00:00.000Z"}])"),
                QString(), QStringLiteral("!"), QStringLiteral("!"),
                QStringLiteral(R"([{"label":1,"annotator":"3"}])")}));
        QCOMPARE(table.problems(),
                 (QStringList{QStringLiteral("4 [annotations] An answer has two labels that "
                                             "differ; the second is “0”."),
                              QStringLiteral("5 [annotations] The labels stand on parts of the "
                                             "text, not on all of it.")}));
    }
    const QByteArray open =
        R"({"text":"a","reply":"b","annotation_approver":null,"annotations":[]})"
        "\n";
    QCOMPARE(m_folder.tableOf(open).kind, QStringLiteral("doccano"));
    const QByteArray others = R"({"text":"a","reply":"b","annotations":[{"score":1}]})"
                              "\n";
    QCOMPARE(m_folder.tableOf(others + others).kind, QStringLiteral("jsonl"));
}

void tst_JsonSource::answersOfProdigyAreKept()
{
    const Table table = tableOf(jsonFixture(QStringLiteral("prodigy.jsonl")));
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
    const Table table = m_folder.tableOf(good + '\n' + bad + '\n' + good);
    QVERIFY2(!table.error, table.error ? qPrintable(table.error->toLine()) : "");
    QCOMPARE(table.rows.size(), 3u);
    QFETCH(QString, problem);
    QCOMPARE(table.problems(), QStringList{problem});
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

void tst_JsonSource::aRejectedLabelOfProdigyMeansTheOther()
{
    const Table table = m_folder.tableOf(
        R"({"question":"a","reply":"b","label":"appropriate","answer":"reject"}
{"question":"a","reply":"b","label":"not appropriate","answer":"reject"}
{"question":"a","reply":"b","label":"not appropriate","answer":"accept"}
{"question":"a","reply":"b","label":"GREETING","answer":"accept"}
{"question":"a","reply":"b","options":[{"id":"bad"}],"accept":["bad"],"answer":"accept"}
{"question":"a","reply":"b","options":[{"id":"bad"}],"accept":[],"answer":"accept"}
{"question":"a","reply":"b"}
)");
    QCOMPARE(table.names.join(QLatin1Char(' ')), QStringLiteral("question reply answers"));
    QCOMPARE(table.column(QStringLiteral("answers")).join(QLatin1Char(' ')),
             QStringLiteral("[{\"label\":0}] [{\"label\":1}] [{\"label\":0}] [{\"label\":1}] "
                            "[{\"label\":0}]  "));
}

void tst_JsonSource::choicesOfSomethingElseAreNoLabels()
{
    const auto labelsOf = [&](const char *first, const char *second) {
        const auto result = [](const char *name, const char *choice) {
            return QByteArray(R"({"type":"choices","from_name":")") + name +
                   R"(","value":{"choices":[")" + choice + R"("]}})";
        };
        const Table table = m_folder.tableOf(
            R"([{"id":1,"data":{"question":"a","reply":"b"},"annotations":[{"result":[)" +
            result("topic", first) + ',' + result("quality", second) + "]}]}]");
        return table.problems().isEmpty() ? table.column(QStringLiteral("answers")).join(u' ')
                                          : QStringLiteral("!");
    };
    QCOMPARE(labelsOf("Returns", "Good"), QStringLiteral("[{\"label\":1}]"));
    QCOMPARE(labelsOf("Returns", "Odd"), QStringLiteral("!"));
}

void tst_JsonSource::tasksWithoutAnnotationsAreTasks()
{
    const Table table =
        m_folder.tableOf(R"([{"id":1,"data":{"问题":"在哪？","回复":"到了。","images":["a"]}}])");
    QCOMPARE(table.kind, QStringLiteral("label-studio"));
    QCOMPARE(table.names.join(QLatin1Char(' ')), QStringLiteral("问题 回复 answers"));
    QCOMPARE(table.columns,
             (QList<PairColumn>{PairColumn::Question, PairColumn::Reply, PairColumn::Answers}));
}

void tst_JsonSource::aTaskMayHaveItsQuestionBesideTheTurns()
{
    const Table table = m_folder.tableOf(
        R"([{"data":{"chat":[{"role":"user","text":"a"}],"query":"b","reply":"c"},"annotations":[]}])");
    QCOMPARE(table.names.join(QLatin1Char(' ')), QStringLiteral("query reply context answers"));
    QCOMPARE(table.rows[0].cells.mid(0, 3),
             (QStringList{QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("a")}));
}

void tst_JsonSource::momentsAreInUtc_data()
{
    QTest::addColumn<QString>("created");
    QTest::addColumn<QString>("at");
    QTest::newRow("UTC") << "2026-11-26T01:00:00Z"
                         << "2026-11-26T01:00:00.000Z";
    QTest::newRow("Beijing") << "2026-11-26T09:00:00.5+08:00"
                             << "2026-11-26T01:00:00.500Z";
    QTest::newRow("no zone") << "2026-11-26T01:00:00.123999"
                             << "2026-11-26T01:00:00.124Z";
    QTest::newRow("a space") << "2026-11-26 01:00:00"
                             << "2026-11-26T01:00:00.000Z";
    QTest::newRow("none") << "yesterday"
                          << "";
}

void tst_JsonSource::momentsAreInUtc()
{
    QFETCH(QString, created);
    QFETCH(QString, at);
    const QString record =
        QStringLiteral(
            R"([{"question":"a","reply":"b","choice":"ok","annotator":1,"lead_time":null,)"
            R"("created_at":"%1"}])")
            .arg(created);
    const QString answer = at.isEmpty() ? QString() : QStringLiteral(R"(,"at":"%1")").arg(at);
    QCOMPARE(m_folder.tableOf(record.toUtf8()).column(QStringLiteral("answers")),
             QStringList{QStringLiteral(R"([{"label":1,"annotator":"1"%1}])").arg(answer)});
}

QTEST_GUILESS_MAIN(tst_JsonSource)
#include "tst_json_source.moc"
