#include "cli/cli_support.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace tunedesk;

/// The contract of the command line, against the program itself.
class tst_Cli : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void wrongWordsAreRefusedWithStatusTwo_data();
    void wrongWordsAreRefusedWithStatusTwo();
    void badInputIsRefusedAndChangesNothing_data();
    void badInputIsRefusedAndChangesNothing();
    void aNewProjectIsNotMadeOverAFile();
    void theSampleIsThere();
    void statsTellWhatIsCutAndWhichTextGives();
    void anImportCountsRowsDuplicatesAndRejects();
    void columnsCanBeNamed();
    void eachKindOfFileComesInAndGoesOut_data();
    void eachKindOfFileComesInAndGoesOut();
    void aLabelIsShownByPairsAndTakenBackByUndo();
    void labelsComeFromAFile();
    void theTokenizerPrintsIds();
    void theMainJobRunsToAVerifiedExport();

private:
    QString file(const QString &name, const QByteArray &content);
    QTemporaryDir m_folder;
    QString m_project;
};

/// A call as the argument is made once.
#define VERIFY_STATUS(call, expected)                                                              \
    do {                                                                                           \
        const CliCall &made = (call);                                                              \
        const QByteArray was = "status " + QByteArray::number(made.status) + ": " + made.err;      \
        QVERIFY2(made.status == (expected), was.constData());                                      \
    } while (false)

QString tst_Cli::file(const QString &name, const QByteArray &content)
{
    const QString path = m_folder.filePath(name);
    QFile out(path);
    if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
        return {};
    return path;
}

void tst_Cli::initTestCase()
{
    QVERIFY(m_folder.isValid());
    m_project = m_folder.filePath(QStringLiteral("p.tunedesk"));
    const CliCall call = runCli({"--json", "new", m_project});
    VERIFY_STATUS(call, 0);
    QCOMPARE(call.last().value("pairs").toInt(-1), 0);
}

void tst_Cli::wrongWordsAreRefusedWithStatusTwo_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("unknown command") << QStringList{"fly"};
    QTest::newRow("unknown option") << QStringList{"pairs", "x.tunedesk", "--fast"};
    QTest::newRow("label of two") << QStringList{"label", "x.tunedesk", "--pair",
                                                 "1",     "--label",    "2"};
    QTest::newRow("label without an answer") << QStringList{"label", "x.tunedesk", "--pair", "1"};
    QTest::newRow("no such format")
        << QStringList{"export", "x.tunedesk", "1", "out", "--format", "zip"};
}

void tst_Cli::wrongWordsAreRefusedWithStatusTwo()
{
    QFETCH(QStringList, words);
    const CliCall call = runCli(words);
    VERIFY_STATUS(call, 2);
    QVERIFY(call.out.isEmpty());
    QVERIFY(!call.err.isEmpty());
}

void tst_Cli::badInputIsRefusedAndChangesNothing_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("empty") << QByteArray() << QByteArray("empty");
    QTest::newRow("no reply column")
        << QByteArray("question,number\nhow?,17\n") << QByteArray("reply");
    QTest::newRow("broken UTF-8") << QByteArray("question,reply\nhow \xff?,so\n")
                                  << QByteArray("2");
    QTest::newRow("open quote") << QByteArray("question,reply\na,b\n\"c,d\ne,f\n")
                                << QByteArray("3");
    QTest::newRow("short row") << QByteArray("question,reply,label\na,b,1\nc,d\n")
                               << QByteArray("3");
}

void tst_Cli::badInputIsRefusedAndChangesNothing()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, says);
    const QString path = file(QStringLiteral("bad.csv"), content);
    const CliCall call = runCli({"--json", "import", m_project, path});
    VERIFY_STATUS(call, 3);
    QVERIFY2(call.err.contains("bad.csv") && (call.err + call.out).contains(says),
             call.err.constData());
    QCOMPARE(runCli({"--json", "stats", m_project}).last().value("pairs").toInt(-1), 0);
}

void tst_Cli::aNewProjectIsNotMadeOverAFile()
{
    VERIFY_STATUS(runCli({"new", m_project}), 3);
    VERIFY_STATUS(runCli({"stats", m_folder.filePath("typo.tunedesk")}), 3);
    QVERIFY(!QFile::exists(m_folder.filePath("typo.tunedesk")));
}

void tst_Cli::theSampleIsThere()
{
    const QString sample = m_folder.filePath("sample.tunedesk");
    const CliCall call = runCli({"--json", "new", sample, "--sample"});
    VERIFY_STATUS(call, 0);
    QCOMPARE(call.last().value("pairs").toInt(), 360);
    const QJsonObject stats = runCli({"--json", "stats", sample}).last();
    QCOMPARE(stats.value("labelled").toInt(), 360);
    QCOMPARE(stats.value("positive").toInt(), 180);
}

void tst_Cli::statsTellWhatIsCutAndWhichTextGives()
{
    const QString sample = m_folder.filePath("cut.tunedesk");
    VERIFY_STATUS(runCli({"new", sample, "--sample"}), 0);
    const auto cut = [&](const QStringList &arguments) {
        const CliCall call = runCli(
            QStringList{"--json", "stats", sample, "--model", tinyModel(), "--max-length", "24"} +
            arguments);
        return call.last().value("truncation").toObject();
    };
    const QJsonObject longest = cut({});
    QCOMPARE(longest.value("strategy").toString(), QStringLiteral("longest_first"));
    QCOMPARE(longest.value("pairs").toInt(), 360);
    QVERIFY(longest.value("cut_reply").toInt() > 0);
    const QJsonObject first = cut({"--truncation", "only_first"});
    QCOMPARE(first.value("strategy").toString(), QStringLiteral("only_first"));
    QCOMPARE(first.value("cut_pairs"), longest.value("cut_pairs"));
    QVERIFY(first.value("reply_tokens_lost").toInt() < longest.value("reply_tokens_lost").toInt());
    QCOMPARE(first.value("first_tokens_lost").toInt() + first.value("reply_tokens_lost").toInt(),
             longest.value("first_tokens_lost").toInt() +
                 longest.value("reply_tokens_lost").toInt());
    const QJsonObject alone = cut({"--context-turns", "0"});
    QVERIFY(alone.value("first_tokens_lost").toInt() < longest.value("first_tokens_lost").toInt());
    VERIFY_STATUS(runCli({"stats", sample, "--truncation", "only_second"}), 2);
}

void tst_Cli::anImportCountsRowsDuplicatesAndRejects()
{
    const QString path =
        file("some.csv", "\xef\xbb\xbfquestion,reply,label\r\n"
                         "Where?,\"Here,\nright here\",1\r\nWhere?,\"Here,\nright here\",1\r\n"
                         "When?,,0\r\n什么时候？,明天下午,0\r\n");
    const CliCall refused = runCli({"--json", "import", m_project, path});
    VERIFY_STATUS(refused, 3);
    const CliCall call = runCli({"--json", "import", m_project, path, "--allow-partial",
                                 "--rejects", m_folder.filePath("rejects.csv")});
    VERIFY_STATUS(call, 0);
    const QJsonObject summary = call.last();
    QCOMPARE(summary.value("rows").toInt(), 4);
    QCOMPARE(summary.value("imported").toInt(), 2);
    QCOMPARE(summary.value("duplicates").toInt(), 1);
    QCOMPARE(summary.value("rejected").toInt(), 1);
    QCOMPARE(summary.value("labelled").toInt(), 2);
    QFile rejects(m_folder.filePath("rejects.csv"));
    QVERIFY(rejects.open(QIODevice::ReadOnly));
    QVERIFY(rejects.readAll().contains("\n6,")); // the line on which the row starts
    const CliCall found =
        runCli({"--json", "pairs", m_project, "--search", "明天", "--where", "label=0"});
    QCOMPARE(found.lines.size(), 1);
    QCOMPARE(found.last().value("reply").toString(), QStringLiteral("明天下午"));
}

void tst_Cli::columnsCanBeNamed()
{
    const QString project = m_folder.filePath("named.tunedesk");
    VERIFY_STATUS(runCli({"new", project}), 0);
    const QString path = file("odd.tsv", "a\tb\tc\nyes it is\tis it open?\tshop\n");
    const CliCall call =
        runCli({"--json", "import", project, path, "--map", "question=b,reply=a,group=3"});
    VERIFY_STATUS(call, 0);
    const QJsonObject pair = runCli({"--json", "pairs", project}).last();
    QCOMPARE(pair.value("question").toString(), QStringLiteral("is it open?"));
    QCOMPARE(pair.value("group").toString(), QStringLiteral("shop"));
    VERIFY_STATUS(runCli({"import", project, path, "--map", "question=nowhere"}), 3);
    // Words that are off whatever the files say.
    VERIFY_STATUS(runCli({"pairs", project, "--where", "colour=red"}), 2);
    const QString odd = m_folder.filePath("pairs.parquet");
    const CliCall unknown = runCli({"export-pairs", project, odd});
    VERIFY_STATUS(unknown, 2);
    QVERIFY2(unknown.err.contains("xlsx"), unknown.err);
    QVERIFY(!QFileInfo::exists(odd));
    VERIFY_STATUS(runCli({"export-pairs", project, odd, "--format", "csv"}), 0);
}

void tst_Cli::eachKindOfFileComesInAndGoesOut_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("kind");
    const QString json = QStringLiteral("fixtures/json/");
    QTest::newRow("JSON Lines") << json + "pairs.jsonl"
                                << "jsonl";
    QTest::newRow("JSON") << json + "pairs.json"
                          << "json";
    QTest::newRow("Label Studio") << json + "label-studio.json"
                                  << "label-studio";
    QTest::newRow("doccano") << json + "doccano.jsonl"
                             << "doccano";
    QTest::newRow("OpenAI") << json + "openai.jsonl"
                            << "openai";
    QTest::newRow("ShareGPT") << json + "sharegpt.json"
                              << "sharegpt";
    QTest::newRow("Alpaca") << json + "alpaca.json"
                            << "alpaca";
    QTest::newRow("Prodigy") << json + "prodigy.jsonl"
                             << "prodigy";
    QTest::newRow("preferences") << json + "dpo.jsonl"
                                 << "dpo";
    QTest::newRow("GB 18030") << QStringLiteral("fixtures/encodings/gb18030.csv") << "csv";
}

void tst_Cli::eachKindOfFileComesInAndGoesOut()
{
    QFETCH(QString, file);
    QFETCH(QString, kind);
    const QTemporaryDir folder;
    const QString first = folder.filePath("first.tunedesk");
    VERIFY_STATUS(runCli({"new", first}), 0);
    const CliCall call =
        runCli({"--json", "import", first, QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/") + file,
                "--allow-partial"});
    VERIFY_STATUS(call, 0);
    QCOMPARE(call.last().value("format").toString(), kind);
    const int imported = call.last().value("imported").toInt();
    QVERIFY(imported > 0);
    for (const char *written : {"csv", "xlsx"}) {
        const QString out = folder.filePath(QStringLiteral("out.") + written);
        const QString second = folder.filePath(QStringLiteral("%1.tunedesk").arg(written));
        VERIFY_STATUS(runCli({"new", second}), 0);
        const CliCall exported = runCli({"--json", "export-pairs", first, out});
        VERIFY_STATUS(exported, 0);
        QCOMPARE(exported.last().value("rows").toInt(), imported);
        const CliCall again = runCli({"--json", "import", second, out});
        VERIFY_STATUS(again, 0);
        QCOMPARE(again.last().value("format").toString(), QLatin1String(written));
        for (const char *field : {"pairs", "labelled", "positive", "annotators"})
            QCOMPARE(runCli({"--json", "stats", second}).last().value(field).toInt(-1),
                     runCli({"--json", "stats", first}).last().value(field).toInt(-2));
    }
}

void tst_Cli::aLabelIsShownByPairsAndTakenBackByUndo()
{
    const int id =
        runCli({"--json", "pairs", m_project, "--limit", "1"}).last().value("id").toInt();
    VERIFY_STATUS(runCli({"label", m_project, "--pair", QString::number(id), "--label", "0",
                          "--annotator", "Mei"}),
                  0);
    QCOMPARE(
        runCli({"--json", "pairs", m_project, "--limit", "1"}).last().value("annotators").toInt(),
        2);
    const CliCall undone = runCli({"--json", "undo", m_project, "--annotator", "Mei"});
    VERIFY_STATUS(undone, 0);
    QCOMPARE(undone.last().value("pair").toInt(), id);
    QCOMPARE(runCli({"--json", "pairs", m_project, "--limit", "1"}).last().value("label").toInt(-1),
             1);
    VERIFY_STATUS(runCli({"undo", m_project, "--annotator", "Mei"}), 3);
    VERIFY_STATUS(runCli({"label", m_project, "--pair", "999999", "--label", "0"}), 3);
}

void tst_Cli::labelsComeFromAFile()
{
    const int id =
        runCli({"--json", "pairs", m_project, "--limit", "1"}).last().value("id").toInt();
    const QByteArray line = "{\"pair\": " + QByteArray::number(id) + ", \"label\": 0}\n";
    const CliCall call =
        runCli({"--json", "label", m_project, "--from", "-", "--annotator", "Jonas"},
               line + line + "{\"pair\": 1\n");
    VERIFY_STATUS(call, 1);
    QCOMPARE(call.lines.size(), 2); // those before the broken line are stored, so it isn't 3
    QVERIFY(call.err.contains("3"));

    VERIFY_STATUS(runCli({"label", m_project, "--from", "-"}, "{\"pair\": 1\n"), 3);

    // A name of blanks is none.
    const CliCall blank =
        runCli({"--json", "label", m_project, "--from", "-", "--annotator", " Jo "},
               "{\"pair\": " + QByteArray::number(id) + ", \"label\": 0, \"annotator\": \"  \"}\n");
    VERIFY_STATUS(blank, 0);
    QCOMPARE(blank.last().value("annotator").toString(), QStringLiteral("Jo"));
}

void tst_Cli::theTokenizerPrintsIds()
{
    const CliCall call =
        runCli({"--json", "tokenize", tinyModel(), "--max-length", "6"},
               "{\"text\": \"where is it\", \"pair\": \"\"}\n{\"text\": \"包裹\"}\n");
    VERIFY_STATUS(call, 0);
    QCOMPARE(call.lines.size(), 2);
    QCOMPARE(call.lines.first().value("tokens").toArray().last().toString(),
             QStringLiteral("[SEP]"));
    QCOMPARE(call.lines.first().value("ids").toArray().size(), 6);
    QCOMPARE(call.lines.last().value("ids").toArray().size(), 4);
}

void tst_Cli::theMainJobRunsToAVerifiedExport()
{
    const QString project = m_folder.filePath("job.tunedesk");
    VERIFY_STATUS(runCli({"new", project, "--sample"}), 0);
    const CliCall trained = runCli(QStringList{"--json", "train", project} + quickSettings());
    VERIFY_STATUS(trained, 0);
    QCOMPARE(trained.lines.first().value("event").toString(), QStringLiteral("start"));
    const QJsonObject done = trained.last();
    QCOMPARE(done.value("event").toString(), QStringLiteral("done"));
    QCOMPARE(done.value("state").toString(), QStringLiteral("finished"));
    const QString run = QString::number(done.value("run").toInt());
    QVERIFY(done.value("best").toObject().contains("f1"));
    const QJsonObject test = done.value("test").toObject();
    QVERIFY(test.contains("majority_f1"));
    const bool isNoBetter =
        test.value("accuracy").toDouble() <= test.value("majority_accuracy").toDouble();
    QCOMPARE(trained.err.contains("no better than"), isNoBetter);

    const CliCall listed = runCli({"--json", "runs", project, run});
    QCOMPARE(listed.last().value("snapshot").toString(), done.value("snapshot").toString());

    const CliCall evaluated = runCli({"--json", "evaluate", project, run, "--split", "test"});
    VERIFY_STATUS(evaluated, 0);
    QCOMPARE(evaluated.last().value("accuracy").toDouble(),
             done.value("test").toObject().value("accuracy").toDouble());

    const QString out = m_folder.filePath("exported");
    const CliCall exported = runCli({"--json", "export", project, run, out});
    VERIFY_STATUS(exported, 0);
    QVERIFY(exported.last().value("verified").toBool());
    QVERIFY(exported.last().value("max_difference").toDouble() <= 1e-5);
    for (const char *name :
         {"config.json", "model.safetensors", "vocab.txt", "README.md", "tunedesk.json"})
        QVERIFY2(QFile::exists(out + QLatin1Char('/') + QLatin1String(name)), name);
    VERIFY_STATUS(runCli({"verify", out}), 0);
    VERIFY_STATUS(runCli({"export", project, run, out}), 3); // a folder in use is not overwritten

    const CliCall predicted =
        runCli({"--json", "predict", out},
               "{\"question\": \"Where is it?\", \"reply\": \"On its way.\"}\n");
    VERIFY_STATUS(predicted, 0);
    const double probability = predicted.last().value("probability").toDouble(-1);
    QVERIFY(probability > 0 && probability < 1);

    // Cut weights are named, and nothing is answered.
    QFile weights(out + "/model.safetensors");
    QVERIFY(weights.resize(weights.size() - 1000));
    const CliCall cut =
        runCli({"--json", "predict", out}, "{\"question\": \"a\", \"reply\": \"b\"}\n");
    VERIFY_STATUS(cut, 3);
    QVERIFY(cut.out.isEmpty() && cut.err.contains("model.safetensors"));
}

QTEST_GUILESS_MAIN(tst_Cli)
#include "tst_cli.moc"
