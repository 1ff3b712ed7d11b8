#include "dataset/pair_reader.h"
#include "json_table.h"

#include <QStringEncoder>

using namespace tunedesk;

/// What people said of pairs, as annotation programs write it.
class tst_JsonAnswers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answersOfLabelStudioAreKept();
    void turnsInATaskBecomeAPair();
    void flatRecordsOfLabelStudioHaveAnAnswerEach();
    void aChoiceOfLabelStudioIsFoundByWhatItHolds_data();
    void aChoiceOfLabelStudioIsFoundByWhatItHolds();
    void plainLabelsStayALabel();
    void labelsWithANameAreAnswers();
    void annotationsOfOlderDoccanoAreAnswers();
    void answersOfProdigyAreKept();
    void wrongLabelsAreNamed_data();
    void wrongLabelsAreNamed();
    void aRejectedLabelOfProdigyMeansTheOther();
    void choicesOfSomethingElseAreNoLabels();
    void aRatingNamedAsALabelLeavesTheChoice();
    void tasksWithoutAnnotationsAreTasks();
    void aTaskMayHaveItsQuestionBesideTheTurns();
    void momentsAreInUtc_data();
    void momentsAreInUtc();

private:
    JsonFolder m_folder;
};

void tst_JsonAnswers::answersOfLabelStudioAreKept()
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

void tst_JsonAnswers::turnsInATaskBecomeAPair()
{
    const Table table = tableOf(jsonFixture(QStringLiteral("label-studio-turns.json")));
    QCOMPARE(table.column(QStringLiteral("question")),
             (QStringList{QStringLiteral("发货了吗？"), QStringLiteral("Is it open?")}));
    QCOMPARE(table.column(QStringLiteral("reply")),
             (QStringList{QStringLiteral("昨天发的。"), QStringLiteral("Until six.")}));
    QCOMPARE(table.column(QStringLiteral("context")),
             (QStringList{QStringLiteral("你好\n您好"), QStringLiteral("Hi\nHello")}));
}

void tst_JsonAnswers::flatRecordsOfLabelStudioHaveAnAnswerEach()
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

void tst_JsonAnswers::aChoiceOfLabelStudioIsFoundByWhatItHolds_data()
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

void tst_JsonAnswers::aChoiceOfLabelStudioIsFoundByWhatItHolds()
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

void tst_JsonAnswers::plainLabelsStayALabel()
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

void tst_JsonAnswers::labelsWithANameAreAnswers()
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

void tst_JsonAnswers::annotationsOfOlderDoccanoAreAnswers()
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

void tst_JsonAnswers::answersOfProdigyAreKept()
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

void tst_JsonAnswers::wrongLabelsAreNamed_data()
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

void tst_JsonAnswers::wrongLabelsAreNamed()
{
    QFETCH(QByteArray, good);
    QFETCH(QByteArray, bad);
    const Table table = m_folder.tableOf(good + '\n' + bad + '\n' + good);
    QVERIFY2(!table.error, table.error ? qPrintable(table.error->toLine()) : "");
    QCOMPARE(table.rows.size(), 3u);
    QFETCH(QString, problem);
    QCOMPARE(table.problems(), QStringList{problem});
}

void tst_JsonAnswers::aRejectedLabelOfProdigyMeansTheOther()
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

void tst_JsonAnswers::choicesOfSomethingElseAreNoLabels()
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

void tst_JsonAnswers::aRatingNamedAsALabelLeavesTheChoice()
{
    const Table table = m_folder.tableOf(
        R"([{"data":{"question":"a","reply":"b"},"annotations":[{"completed_by":1,"result":[)"
        R"({"from_name":"quality","type":"choices","value":{"choices":["Good"]}},)"
        R"({"from_name":"stars","type":"rating","value":{"rating":4}}]}]}])");
    QVERIFY2(!table.error, table.error ? qPrintable(table.error->toLine()) : "");
    const QString answers = table.column(QStringLiteral("answers")).value(0);
    QVERIFY2(answers.contains(QLatin1String("\"label\":1")), qPrintable(answers));
    QVERIFY2(answers.contains(QLatin1String("\"score\":4")), qPrintable(answers));
}

void tst_JsonAnswers::tasksWithoutAnnotationsAreTasks()
{
    const Table table =
        m_folder.tableOf(R"([{"id":1,"data":{"问题":"在哪？","回复":"到了。","images":["a"]}}])");
    QCOMPARE(table.kind, QStringLiteral("label-studio"));
    QCOMPARE(table.names.join(QLatin1Char(' ')), QStringLiteral("问题 回复 answers"));
    QCOMPARE(table.columns,
             (QList<PairColumn>{PairColumn::Question, PairColumn::Reply, PairColumn::Answers}));
}

void tst_JsonAnswers::aTaskMayHaveItsQuestionBesideTheTurns()
{
    const Table table = m_folder.tableOf(
        R"([{"data":{"chat":[{"role":"user","text":"a"}],"query":"b","reply":"c"},"annotations":[]}])");
    QCOMPARE(table.names.join(QLatin1Char(' ')), QStringLiteral("query reply context answers"));
    QCOMPARE(table.rows[0].cells.mid(0, 3),
             (QStringList{QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("a")}));
}

void tst_JsonAnswers::momentsAreInUtc_data()
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

void tst_JsonAnswers::momentsAreInUtc()
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

QTEST_GUILESS_MAIN(tst_JsonAnswers)
#include "tst_json_answers.moc"
