#include "import_desk.h"
#include "jobs/check_pairs.h"

using namespace tunedesk;

class tst_ImportSplits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aDialogueThatStandsInTwoSplitsIsFound_data();
    void aDialogueThatStandsInTwoSplitsIsFound();
    void aDialogueOfAnotherFileIsFound_data();
    void aDialogueOfAnotherFileIsFound();
    void nearTheSameInTwoSplitsIsFound();
    void whatJoinsTakesItsTwinsAlong_data();
    void whatJoinsTakesItsTwinsAlong();
    void whatGoesOnWithATestedDialogueIsTested_data();
    void whatGoesOnWithATestedDialogueIsTested();

private:
    QTemporaryDir m_cache;
};

void tst_ImportSplits::initTestCase()
{
    // No model.
    QVERIFY(m_cache.isValid());
    qputenv("TUNEDESK_CACHE", m_cache.path().toUtf8());
    QCoreApplication::setOrganizationName(QStringLiteral("TuneDeskTests"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_import_splits"));
}

void tst_ImportSplits::aDialogueThatStandsInTwoSplitsIsFound_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<QList<int>>("found");   // lines
    QTest::addColumn<QStringList>("joined"); // splits afterwards, of the rows
    const auto row = [](const char *name, const QByteArray &before, const QByteArray &rows,
                        const QList<int> &found, const QStringList &joined) {
        QTest::newRow(name) << before << rows << found << joined;
    };
    row("one split", {}, "d,,a?,b,1,train\nd,,c?,d,1,train\n", {}, {"train", "train"});
    row("the test outranks", {}, "d,,a?,b,1,train\nd,,c?,d,1,test\nd,,e?,f,1,train\n", {2, 4},
        {"test", "test", "test"});
    row("else the first", {}, "d,,a?,b,1,validation\nd,,c?,d,1,train\n", {3},
        {"validation", "validation"});
    row("rows without a split stay", {}, "d,,a?,b,1,\nd,,c?,d,1,test\n", {}, {"", "test"});
    row("without a dialogue each row is its own", {}, ",,a?,b,1,train\n,,c?,d,1,test\n", {},
        {"train", "test"});
    row("the same file goes on", "d,,x?,y,1,test\n", "d,,a?,b,1,train\n", {2}, {"test"});
    row("the same conversation", {},
        "1," + kTalk + ",And now?,Soon,1,train\n2," + kTalk +
            ",and NOW,Later,1,test\n1,,x?,y,1,train\n",
        {2, 6}, {"test", "test", "test"});
    row("the same conversation in the project", "9," + kTalk + ",And now?,Soon,1,train\n",
        "1," + kTalk + ",and NOW,Later,1,test\n", {2}, {"train"});
    row("one goes on with the other", {},
        ",,a?,b,1,test\n,\"a?\nb\",c?,d,1,train\n,\"e?\nf\",g?,h,1,train\n", {3},
        {"test", "test", "train"});
    row("one goes on with the project", ",,a?,b,1,test\n", ",\"a?\nb\",c?,d,1,train\n", {2},
        {"test"});
    row("what several go on with tells nothing", {},
        ",,Hi,Hello,1,test\n,\"Hi\nHello\",c?,d,1,train\n,\"Hi\nHello\",e?,f,1,train\n", {},
        {"test", "train", "train"});
    row("a short conversation tells nothing", {},
        "1,Hi,And now?,Soon,1,train\n2,Hi,And now?,Later,1,test\n", {}, {"train", "test"});
}

void tst_ImportSplits::aDialogueThatStandsInTwoSplitsIsFound()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, rows);
    QFETCH(QList<int>, found);
    QFETCH(QStringList, joined);
    Desk desk;
    if (!before.isEmpty())
        VERIFY_RESULT(importPairs(desk.path, desk.csv(before), desk.job));
    const auto preview = previewImport(desk.path, desk.csv(rows), 10, desk.job);
    VERIFY_RESULT(preview);
    QList<int> lines;
    for (const auto &[line, facts] : factsOf(*preview))
        if ((facts & fact::TwoSplits) != 0)
            lines << int(line);
    QCOMPARE(lines, found);
    QCOMPARE(preview->summary.findings.twoSplits, int(found.size()));
    ImportRemedies remedies;
    remedies.twoSplits = ImportRemedies::TwoSplits::Join;
    const auto imported = importPairs(desk.path, desk.csv(rows, remedies), desk.job);
    VERIFY_RESULT(imported);
    QStringList splits;
    for (const DialoguePair &pair : desk.pairs())
        if (pair.importId == imported->importId)
            splits << splitName(pair.split);
    QCOMPARE(splits, joined);
}

void tst_ImportSplits::aDialogueOfAnotherFileIsFound_data()
{
    QTest::addColumn<int>("before"); // dialogues of the project, from 0
    QTest::addColumn<int>("first");  // of the file
    QTest::addColumn<int>("last");
    QTest::addColumn<int>("found");
    QTest::newRow("none of them") << 30 << 30 << 59 << 0;
    QTest::newRow("a single one") << 1 << 0 << 0 << 1;
    QTest::newRow("some of them") << 30 << 20 << 59 << 10;
    QTest::newRow("numbered anew") << 30 << 0 << 29 << 0;
    QTest::newRow("numbered anew, with more") << 30 << 0 << 49 << 0;
}

void tst_ImportSplits::aDialogueOfAnotherFileIsFound()
{
    QFETCH(int, before);
    QFETCH(int, first);
    QFETCH(int, last);
    QFETCH(int, found);
    const auto rowsOf = [](int from, int to, const char *split) {
        QByteArray rows;
        for (int i = from; i <= to; ++i)
            rows += QStringLiteral("talk %1,,Question %1 %2?,Reply %1 %2,1,%2\n")
                        .arg(i)
                        .arg(QLatin1String(split))
                        .toUtf8();
        return rows;
    };
    Desk desk;
    VERIFY_RESULT(importPairs(desk.path, desk.csv(rowsOf(0, before - 1, "train")), desk.job));
    auto options = desk.csv({});
    options.file = desk.folder.filePath(QStringLiteral("other.csv"));
    writeBytes(options.file, kHead + rowsOf(first, last, "test"));
    options.remedies.twoSplits = ImportRemedies::TwoSplits::Join;
    const auto imported = importPairs(desk.path, options, desk.job);
    VERIFY_RESULT(imported);
    QCOMPARE(imported->findings.twoSplits, found);
    int joined = 0;
    for (const DialoguePair &pair : desk.pairs())
        joined += pair.importId == imported->importId && pair.split == Split::Train;
    QCOMPARE(joined, found);
}

void tst_ImportSplits::nearTheSameInTwoSplitsIsFound()
{
    Desk desk;
    VERIFY_RESULT(
        importPairs(desk.path, desk.csv("1,,Where is it?," + kReply + ",1,test\n"), desk.job));
    const QByteArray rows = "5,,Where is it?," + kReply +
                            "!!,1,train\n"                         // as the pair of the test split
                            "5,,And where are you?,Here,1,train\n" // its dialogue
                            "6,,Where are they?,There,1,train\n";
    ImportRemedies remedies;
    remedies.twoSplits = ImportRemedies::TwoSplits::Join;
    auto options = desk.csv(rows, remedies);
    options.file = desk.folder.filePath(QStringLiteral("other.csv"));
    writeBytes(options.file, kHead + rows);
    const auto imported = importPairs(desk.path, options, desk.job);
    VERIFY_RESULT(imported);
    QCOMPARE(imported->findings.twoSplits, 2);
    QStringList splits;
    for (const DialoguePair &pair : desk.pairs())
        splits << splitName(pair.split);
    QCOMPARE(splits, (QStringList{"test", "test", "test", "train"}));
}

void tst_ImportSplits::whatJoinsTakesItsTwinsAlong_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<QStringList>("joined");
    const auto row = [](const char *name, const QByteArray &before, const QByteArray &rows,
                        const QStringList &joined) {
        QTest::newRow(name) << before << rows << joined;
    };
    const QByteArray ofTest = "1,,Is it there?,Here,1,test\n";
    row("a twin of its old split", {},
        ofTest + "1,,Where is it?," + kReply + ",1,train\n2,,Where is it?," + kReply +
            "!!,1,train\n3,,Who?,You,1,train\n",
        {"test", "test", "test", "train"});
    row("each of two that are not alike", {},
        "2,,Where is it?," + kReply + " ok then,1,train\n3,,Where is it?," + kReply +
            " I say,1,train\n" + ofTest + "1,,Where is it?," + kReply + ",1,train\n",
        {"test", "test", "test", "test"});
    row("a conversation, and its twin", {},
        ofTest + "1," + kTalk + ",And now?,Soon,1,train\n2," + kTalk +
            ",and NOW,Later,1,train\n2,,Where is it?," + kReply + ",1,train\n3,,Where is it?," +
            kReply + "!!,1,train\n",
        {"test", "test", "test", "test", "test"});
    row("the project's twin holds all", "9,,Where is it?," + kReply + "!,1,train\n",
        ofTest + "1,,Where is it?," + kReply + "!!,1,train\n", {"train", "train"});
}

void tst_ImportSplits::whatJoinsTakesItsTwinsAlong()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, rows);
    QFETCH(QStringList, joined);
    Desk desk;
    if (!before.isEmpty()) {
        auto options = desk.csv({});
        options.file = desk.folder.filePath(QStringLiteral("before.csv"));
        writeBytes(options.file, kHead + before);
        VERIFY_RESULT(importPairs(desk.path, options, desk.job));
    }
    ImportRemedies remedies;
    remedies.twoSplits = ImportRemedies::TwoSplits::Join;
    const auto imported = importPairs(desk.path, desk.csv(rows, remedies), desk.job);
    VERIFY_RESULT(imported);
    QStringList splits;
    for (const DialoguePair &pair : desk.pairs())
        if (pair.importId == imported->importId)
            splits << splitName(pair.split);
    QCOMPARE(splits, joined);
    const auto report = checkPairs(desk.path, std::nullopt, desk.job);
    VERIFY_RESULT(report);
    for (const PairIssue &issue : report->issues)
        QVERIFY2(issue.kind != PairIssue::Kind::Leak, qPrintable(issue.message));
}

void tst_ImportSplits::whatGoesOnWithATestedDialogueIsTested_data()
{
    QTest::addColumn<bool>("byFile");
    QTest::addColumn<QString>("split"); // afterwards, of the row that goes on
    QTest::newRow("set aside by a person") << false << "test";
    QTest::newRow("tested by its file, which may number its own dialogues") << true << "train";
}

void tst_ImportSplits::whatGoesOnWithATestedDialogueIsTested()
{
    QFETCH(bool, byFile);
    QFETCH(QString, split);
    Desk desk;
    const auto rows = [](const char *words, const char *given) {
        QByteArray all = kHead;
        for (int i = 0; i < 12; ++i)
            all += QStringLiteral("D%1,,Question %2 %1?,Reply %2 %1,1,%3\n")
                       .arg(i)
                       .arg(QLatin1String(words), QLatin1String(i == 5 ? given : ""))
                       .toUtf8();
        return all;
    };
    auto options = desk.csv({});
    options.file = desk.folder.filePath(QStringLiteral("before.csv"));
    writeBytes(options.file, rows("first", byFile ? "test" : ""));
    VERIFY_RESULT(importPairs(desk.path, options, desk.job));
    if (!byFile)
        VERIFY_RESULT(desk.project->pairs().setSplit({6}, Split::Test));
    writeBytes(desk.file, rows("second", "train"));
    options.file = desk.file;
    options.dryRun = true;
    const auto counted = importPairs(desk.path, options, desk.job);
    VERIFY_RESULT(counted);
    options.dryRun = false;
    const auto imported = importPairs(desk.path, options, desk.job);
    VERIFY_RESULT(imported);
    QCOMPARE(imported->effects, counted->effects);
    QCOMPARE(imported->effects.joined, byFile ? 0 : 1);
    QCOMPARE(imported->effects.ofTested, byFile ? 1 : 0);
    QStringList splits;
    for (const DialoguePair &pair : desk.pairs())
        if (pair.importId == imported->importId && pair.dialogue == QLatin1String("D5"))
            splits << splitName(pair.split);
    QCOMPARE(splits, QStringList{split});
    const auto report = checkPairs(desk.path, std::nullopt, desk.job);
    VERIFY_RESULT(report);
    QCOMPARE(report->dialoguesInTwoSplits, byFile ? 1 : 0);
}

QTEST_GUILESS_MAIN(tst_ImportSplits)
#include "tst_import_splits.moc"
