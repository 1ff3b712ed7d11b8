#include "cli/cli_support.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tunedesk;

/// A call as the argument is made once.
#define VERIFY_STATUS(call, expected)                                                              \
    do {                                                                                           \
        const CliCall &made = (call);                                                              \
        const QByteArray was = "status " + QByteArray::number(made.status) + ": " + made.err;      \
        QVERIFY2(made.status == (expected), was.constData());                                      \
    } while (false)

/// What an import lets a person say about a file, against the program itself.
class tst_CliImport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void labelValuesAreSaidAndTold();
    void unknownLabelsComeInUnlabelledByChoice();
    void badWordsForLabelsAreRefused_data();
    void badWordsForLabelsAreRefused();
    void columnsAreRememberedUnlessGiven();
    void rejectedRowsAreAllWritten();
    void rejectedRowsOfAllFilesAreWritten();
    void nothingComesInWhereRejectedRowsCantBeWritten();
    void objectsOfAListAreNumbered();
    void anEditedExportUpdatesItsPairs();
    void answersThatNoLongerCountAreTold();
    void columnsOfOneNameAreChosenByNameOrNumber();
    void labelValuesOfAnnotationProgramsAreSaid();
    void aFileThatCantBeReadKeepsTheOthersOut();
    void aFailureBehindAnImportIsNoRefusal();
    void oneRowIsARow();

private:
    QString file(const QString &name, const QByteArray &content);
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_project;
};

QString tst_CliImport::file(const QString &name, const QByteArray &content)
{
    const QString path = m_folder->filePath(name);
    QFile out(path);
    if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
        return {};
    return path;
}

void tst_CliImport::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_project = m_folder->filePath(QStringLiteral("p.tunedesk"));
    VERIFY_STATUS(runCli({"new", m_project}), 0);
}

void tst_CliImport::labelValuesAreSaidAndTold()
{
    const QString path =
        file("values.csv", "question,reply,label\na,b,ok\nc,d,bad\ne,f,Ok\ng,h,unsure\ni,j,spam\n");
    const CliCall call = runCli({"--json", "import", m_project, path, "--allow-partial",
                                 "--label-values", "ok=0,bad=1,spam=refuse,unsure=score:0.5"});
    VERIFY_STATUS(call, 0);
    QCOMPARE(call.last().value("imported").toInt(), 4);
    QCOMPARE(call.last().value("rejected").toInt(), 1);
    const QJsonArray values = call.last().value("label_values").toArray();
    QCOMPARE(values.size(), 4);
    QCOMPARE(values.at(0).toObject().value("value").toString(), QStringLiteral("ok"));
    QCOMPARE(values.at(0).toObject().value("rows").toInt(), 2);
    QCOMPARE(values.at(0).toObject().value("meaning").toString(), QStringLiteral("0"));
    const CliCall pairs = runCli({"--json", "pairs", m_project});
    QCOMPARE(pairs.lines.size(), 4);
    QCOMPARE(pairs.lines.at(0).value("label").toInt(-1), 0);
    QCOMPARE(pairs.lines.at(1).value("label").toInt(-1), 1);
    QCOMPARE(pairs.lines.at(3).value("score").toDouble(), 0.5);
}

void tst_CliImport::unknownLabelsComeInUnlabelledByChoice()
{
    const QString path = file("odd.csv", "question,reply,label\na,b,1\nc,d,0\ne,f,postive\n");
    const CliCall refused = runCli({"--json", "import", m_project, path});
    VERIFY_STATUS(refused, 3);
    QVERIFY2(refused.out.contains("“positive” is the nearest"), refused.out.constData());
    VERIFY_STATUS(runCli({"import", m_project, path, "--unknown-labels", "refuse"}), 3);
    const CliCall taken =
        runCli({"--json", "import", m_project, path, "--unknown-labels", "unlabelled"});
    VERIFY_STATUS(taken, 0);
    QCOMPARE(taken.last().value("imported").toInt(), 3);
    QCOMPARE(taken.last().value("labelled").toInt(), 2);
    const QJsonObject odd = taken.last().value("label_values").toArray().at(2).toObject();
    QCOMPARE(odd.value("value").toString(), QStringLiteral("postive"));
    QCOMPARE(odd.value("known").toBool(true), false);
    QCOMPARE(odd.value("meaning").toString(), QStringLiteral("none"));
}

void tst_CliImport::badWordsForLabelsAreRefused_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("status");
    QTest::newRow("no meaning") << QStringList{"--label-values", "ok"} << 2;
    QTest::newRow("unknown meaning") << QStringList{"--label-values", "ok=fine"} << 2;
    QTest::newRow("no value") << QStringList{"--label-values", "=1"} << 2;
    QTest::newRow("no sign") << QStringList{"--delimiter", "ab"} << 2;
    QTest::newRow("no encoding") << QStringList{"--encoding", "klingon"} << 2;
    QTest::newRow("no sheets") << QStringList{"--sheet", "March"} << 2;
    QTest::newRow("no column") << QStringList{"--map", "question"} << 2;
    QTest::newRow("third way for unknown ones") << QStringList{"--unknown-labels", "guess"} << 2;
}

void tst_CliImport::badWordsForLabelsAreRefused()
{
    QFETCH(QStringList, words);
    QFETCH(int, status);
    const QString path = file("good.csv", "question,reply,label\na,b,ok\n");
    VERIFY_STATUS(runCli(QStringList{"import", m_project, path} + words), status);
    QCOMPARE(runCli({"--json", "stats", m_project}).last().value("pairs").toInt(-1), 0);
}

void tst_CliImport::columnsAreRememberedUnlessGiven()
{
    const QString first = file("first.csv", "a,b,c\nyes it is,is it open?,ok\n");
    const QString second = file("second.tsv", "a\tb\tc\nno,is it late?\todd\n");
    const QString third = file("third.tsv", "a\tb\tc\nin May\twhen?\tok\n");
    const CliCall given = runCli({"--json", "import", m_project, first, "--map",
                                  "question=b,reply=a,label=c", "--label-values", "ok=0"});
    VERIFY_STATUS(given, 0);
    QCOMPARE(given.last().value("mapping").toString(), QStringLiteral("given"));
    const CliCall remembered = runCli({"--json", "import", m_project, third});
    VERIFY_STATUS(remembered, 0);
    QCOMPARE(remembered.last().value("mapping").toString(), QStringLiteral("remembered"));
    const QJsonObject pair = runCli({"--json", "pairs", m_project, "--search", "May"}).last();
    QCOMPARE(pair.value("question").toString(), QStringLiteral("when?"));
    QCOMPARE(pair.value("label").toInt(-1), 0);
    const CliCall again =
        runCli({"--json", "import", m_project, third, "--dry-run", "--map", "question=a,reply=b"});
    VERIFY_STATUS(again, 0);
    QCOMPARE(again.last().value("mapping").toString(), QStringLiteral("given"));
    QCOMPARE(again.last().value("imported").toInt(), 1); // question and reply the other way round
    const CliCall refused = runCli({"--json", "import", m_project, second});
    VERIFY_STATUS(refused, 3); // the columns are known, the label isn't
    const QString other = file("other.csv", "question,reply\nq,r\n");
    QCOMPARE(runCli({"--json", "import", m_project, other}).last().value("mapping").toString(),
             QStringLiteral("guessed"));
}

void tst_CliImport::columnsOfOneNameAreChosenByNameOrNumber()
{
    const QString path = file("twins.csv", "question,label,question\nIs it late?,1,No.\n");
    const CliCall refused = runCli({"import", m_project, path});
    VERIFY_STATUS(refused, 3);
    QVERIFY2(refused.err.contains("Columns 1 and 3 are both named"), refused.err.constData());
    const CliCall unclear =
        runCli({"import", m_project, path, "--map", "question=question,reply=3"});
    VERIFY_STATUS(unclear, 3);
    QVERIFY2(unclear.err.contains("question (column 1), label, question (column 3)"),
             unclear.err.constData());
    VERIFY_STATUS(runCli({"import", m_project, path, "--map",
                          "question=question (column 1),reply=3,label=label"}),
                  0);
    const QJsonObject pair = runCli({"--json", "pairs", m_project}).last();
    QCOMPARE(pair.value("question").toString(), QStringLiteral("Is it late?"));
    QCOMPARE(pair.value("reply").toString(), QStringLiteral("No."));
    QCOMPARE(pair.value("label").toInt(-1), 1);
}

void tst_CliImport::labelValuesOfAnnotationProgramsAreSaid()
{
    QByteArray tasks;
    for (const char *label : {"ready", "draft", "ready"})
        tasks += QByteArray(R"({"question":"a$","reply":"b","_task_hash":1,"answer":"accept",)"
                            R"("accept":["@"]})")
                     .replace('$', QByteArray::number(tasks.size()))
                     .replace('@', label) +
                 '\n';
    const QString path = file("tasks.jsonl", tasks);
    const QJsonObject unknown = runCli({"--json", "import", m_project, path, "--dry-run"}).last();
    QCOMPARE(unknown.value("rejected").toInt(), 3);
    QCOMPARE(unknown.value("label_values").toArray().size(), 2);
    const CliCall call =
        runCli({"--json", "import", m_project, path, "--label-values", "ready=1,draft=0"});
    VERIFY_STATUS(call, 0);
    QCOMPARE(call.last().value("labelled").toInt(), 3);
    const auto pairs = runCli({"--json", "pairs", m_project}).lines;
    QCOMPARE(pairs.size(), 3);
    QCOMPARE(pairs.at(0).value("label").toInt(-1), 1);
    QCOMPARE(pairs.at(1).value("label").toInt(-1), 0);
}

void tst_CliImport::rejectedRowsAreAllWritten()
{
    QByteArray csv("question,reply\ngood,one\n");
    for (int i = 0; i < 10'500; ++i)
        csv += "=q,\n";
    const QString out = m_folder->filePath("rejects.csv");
    const CliCall refused =
        runCli({"--json", "import", m_project, file("many.csv", csv), "--rejects", out});
    VERIFY_STATUS(refused, 3);
    QCOMPARE(refused.last().value("rejected").toInt(), 10'500);
    QFile rejects(out);
    QVERIFY(rejects.open(QIODevice::ReadOnly));
    const QByteArrayList lines = rejects.readAll().split('\n');
    QCOMPARE(lines.size(), 10'502); // header, rows, and what is behind the last line end
    QCOMPARE(lines.at(10'500).trimmed(),
             QByteArray("10502,10502,\"reply\",\"The reply is empty.\",\"'=q,\""));
}

void tst_CliImport::rejectedRowsOfAllFilesAreWritten()
{
    const QString first = file("first.csv", "question,reply\na,b\nc,\n");
    const QString second = file("second.jsonl", "{\"question\": \"e\", \"reply\": \"f\"}\n"
                                                "{\"question\": \"g\", \"reply\": \"\"}\n");
    const QString out = m_folder->filePath("rejects.csv");
    const QStringList command{"import", m_project, first, second, "--rejects", out};
    VERIFY_STATUS(runCli(command + QStringList("--allow-partial")), 0);
    const auto lines = [&out] {
        QFile rejects(out);
        return rejects.open(QIODevice::ReadOnly) ? rejects.readAll().split('\n') : QByteArrayList();
    };
    const QByteArrayList both = lines();
    QCOMPARE(both.size(), 4); // and what is behind the last line end
    QCOMPARE(both[0].trimmed().mid(3), QByteArray("file,row,line,sheet,column,reason,raw"));
    QVERIFY(both[1].startsWith('"' + first.toUtf8() + "\",3,3,,\"reply\","));
    QVERIFY(both[2].startsWith('"' + second.toUtf8() + "\",2,2,,\"reply\","));
    // The first one that has rejected rows is refused, and they are written.
    VERIFY_STATUS(runCli(command), 3);
    QCOMPARE(lines().size(), 3);
}

void tst_CliImport::nothingComesInWhereRejectedRowsCantBeWritten()
{
    const QString path = file("in.csv", "question,reply\na,b\nc,\n");
    const QString missing = m_folder->filePath("missing/rejects.csv");
    for (const QString &out : {missing, m_folder->path(), path}) {
        const CliCall refused =
            runCli({"import", m_project, path, "--allow-partial", "--rejects", out});
        QVERIFY(refused.status == 1 || refused.status == 3);
        QCOMPARE(runCli({"--json", "pairs", m_project}).lines.size(), 0);
    }
    QVERIFY(!QFile::exists(missing));
}

void tst_CliImport::objectsOfAListAreNumbered()
{
    const QString path =
        file("list.json", "[{\"question\": \"a\",\n  \"reply\": \"b\"},\n"
                          " {\"question\": \"c\",\n  \"reply\": \"d\"}, {\"question\": "
                          "\"e\", \"question\": \"f\", \"reply\": \"g\"}]");
    const QString out = m_folder->filePath("rejects.csv");
    const CliCall imported =
        runCli({"--json", "import", m_project, path, "--rejects", out, "--allow-partial"});
    VERIFY_STATUS(imported, 0);
    QFile rejects(out);
    QVERIFY(rejects.open(QIODevice::ReadOnly));
    const QByteArrayList lines = rejects.readAll().split('\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines.at(1).startsWith("3,4,"), lines.at(1).constData()); // object, line
}

void tst_CliImport::anEditedExportUpdatesItsPairs()
{
    const QString path =
        file("in.csv", "question,reply,label,note\na,b,1,one\nc,d,0,two\ne,f,1,\n");
    VERIFY_STATUS(runCli({"import", m_project, path}), 0);
    const QString out = m_folder->filePath("out.csv");
    VERIFY_STATUS(runCli({"export-pairs", m_project, out}), 0);
    QFile exported(out);
    QVERIFY(exported.open(QIODevice::ReadOnly));
    QByteArray text = exported.readAll();
    exported.close();
    QVERIFY(text.contains(",pair_id,flagged\r\n"));
    text.replace("\"two\"", "\"a better note\"")
        .replace("\"\",\"a\",\"b\",\"1\"", "\"\",\"a\",\"b\",\"0\"");
    const QString edited = file("edited.csv", text + ",g,h,1,,,,,,,,\r\n");
    const CliCall dry = runCli({"--json", "import", m_project, edited, "--dry-run"});
    VERIFY_STATUS(dry, 0);
    QCOMPARE(dry.last().value("updated").toInt(), 2);
    QCOMPARE(runCli({"--json", "pairs", m_project}).lines.size(), 3);
    const CliCall call = runCli({"--json", "import", m_project, edited, "--annotator", "import"});
    VERIFY_STATUS(call, 0);
    const QJsonObject summary = call.last();
    QCOMPARE(summary.value("imported").toInt(), 1);
    QCOMPARE(summary.value("updated").toInt(), 2);
    QCOMPARE(summary.value("unchanged").toInt(), 1);
    QCOMPARE(summary.value("duplicates").toInt(), 0);
    QCOMPARE(summary.value("updates").toObject().value("labels").toInt(), 1);
    QCOMPARE(summary.value("updates").toObject().value("notes").toInt(), 1);
    const CliCall pairs = runCli({"--json", "pairs", m_project});
    QCOMPARE(pairs.lines.size(), 4);
    QCOMPARE(pairs.lines.at(0).value("label").toInt(-1), 0); // the answer of the same name anew
    const CliCall again = runCli({"--json", "import", m_project, edited});
    VERIFY_STATUS(again, 0);
    QCOMPARE(again.last().value("updated").toInt(), 0);
    QCOMPARE(again.last().value("unchanged").toInt(), 3);
    QCOMPARE(again.last().value("duplicates").toInt(), 1); // the new row, which has no id
}

void tst_CliImport::answersThatNoLongerCountAreTold()
{
    VERIFY_STATUS(runCli({"import", m_project, file("in.csv", "question,reply,label\na,b,1\n")}),
                  0);
    const QString out = m_folder->filePath("out.csv");
    VERIFY_STATUS(runCli({"export-pairs", m_project, out}), 0);
    QFile exported(out);
    QVERIFY(exported.open(QIODevice::ReadOnly));
    const QByteArray text = exported.readAll();
    const QString edited =
        file("edited.csv", QByteArray(text).replace("\"a\",\"b\",\"1\"", "\"a\",\"b\",\"0\""));
    const QStringList command{"import", m_project, edited, "--annotator", "Bo"};
    const CliCall dry = runCli(QStringList("--json") + command + QStringList("--dry-run"));
    VERIFY_STATUS(dry, 0);
    QCOMPARE(dry.last().value("answers_taken_back").toInt(), 1);
    const CliCall call = runCli(command);
    VERIFY_STATUS(call, 0);
    QVERIFY2(call.err.contains("1 answer of another person says otherwise and no longer counts"),
             call.err.constData());
}

void tst_CliImport::aFileThatCantBeReadKeepsTheOthersOut()
{
    const QString good = file("good.csv", "question,reply\na,b\n");
    const QString odd = file("odd.csv", "number,colour\n1,2\n");
    for (const QString &other : {m_folder->filePath(QStringLiteral("missing.csv")), odd}) {
        VERIFY_STATUS(runCli({"import", m_project, good, other}), 3);
        QCOMPARE(runCli({"--json", "pairs", m_project}).lines.size(), 0);
    }
}

void tst_CliImport::aFailureBehindAnImportIsNoRefusal()
{
    const QString good = file("good.csv", "question,reply\na,b\n");
    const QString bad = file("bad.csv", "question,reply\nc,\n");
    VERIFY_STATUS(runCli({"import", m_project, bad, good}), 3);
    VERIFY_STATUS(runCli({"import", m_project, good, bad, "--dry-run"}), 0);
    VERIFY_STATUS(runCli({"import", m_project, good, bad}), 1);
    QCOMPARE(runCli({"--json", "pairs", m_project}).lines.size(), 1);
    VERIFY_STATUS(runCli({"import", m_project, good, bad}), 3); // good is there: nothing changed
}

void tst_CliImport::oneRowIsARow()
{
    const CliCall call = runCli({"import", m_project, file("one.csv", "question,reply\na,b\n")});
    VERIFY_STATUS(call, 0);
    QVERIFY2(call.out.contains("1 of 1 row imported"), call.out.constData());
}

QTEST_GUILESS_MAIN(tst_CliImport)
#include "tst_cli_import.moc"
