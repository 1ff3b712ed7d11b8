#include "dataset/pair_id.h"
#include "jobs/project_identity.h"
#include "jobs/rejected_rows.h"
#include "reimport_desk.h"

#include <QRegularExpression>

using namespace tunedesk;
using Desk = ReimportDesk;

/// Rows of an edited export that have other texts than their pairs, or none, and what new pairs do.
class tst_ReimportedRows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aCopiedRowWithOtherTextsIsANewPair_data();
    void aCopiedRowWithOtherTextsIsANewPair();
    void columnsThatAreGoneSayNothing();
    void textsWhoseColumnIsGoneAreThoseOfThePair_data();
    void textsWhoseColumnIsGoneAreThoseOfThePair();
    void rowsWithoutTextsNeedTheIdOfAPair();
    void pairsThatComeToTheTestSetAreCounted();
    void rowsOfTestedDialoguesAreCounted();
    void rowsOfPairsInTheBinAreCounted();
    void rowsThatPeopleLabelOtherwiseCountAsLabelled();
    void anEditedTextIsANewPairWithItsLabelAlone();
    void ofADoubledRowTheFirstEditCounts();
    void idsThatChangedPlacesBringNoNewPairs();
    void rowsWhoseIdIsLostAreCounted();
    void lettersThatAreNoneAreStoredAsTheyAreReadBack_data();
    void lettersThatAreNoneAreStoredAsTheyAreReadBack();
};

void tst_ReimportedRows::anEditedTextIsANewPairWithItsLabelAlone()
{
    Desk desk;
    desk.edit("Where is order 3?", "Where did order 3 go?");
    const auto summary = desk.import();
    VERIFY_RESULT(summary);
    QCOMPARE(summary->imported, 1);
    QCOMPARE(summary->updates.otherTexts, 1);
    QCOMPARE(summary->updates.unchanged, 3);
    QCOMPARE(desk.pair(3).question, QStringLiteral("Where is order 3?"));
    QCOMPARE(desk.pair(5).question, QStringLiteral("Where did order 3 go?"));
    QCOMPARE(desk.pair(5).label, std::optional(1));
    const auto history = desk.history(5);
    QCOMPARE(history.size(), 1u);
    QCOMPARE(history[0].annotator, QStringLiteral("import")); // mei judged the other text
}

void tst_ReimportedRows::rowsWhoseIdIsLostAreCounted()
{
    Desk desk;
    desk.setText(withCell(desk.file, 1, QStringLiteral("pair_id"), QString()));
    desk.setText(withCell(desk.file, 2, QStringLiteral("pair_id"), QStringLiteral("3")));
    desk.edit("note 2", "late");
    for (const bool dryRun : {true, false}) {
        const auto summary = desk.import(dryRun);
        VERIFY_RESULT(summary);
        QCOMPARE(summary->updates.unknownIds, 2);
        QCOMPARE(summary->duplicates, 2);
        QCOMPARE(summary->updates.unchanged, 2);
        QCOMPARE(summary->updates.updated, 0);
    }
}

void tst_ReimportedRows::ofADoubledRowTheFirstEditCounts()
{
    Desk desk(QStringLiteral("jsonl"));
    const QByteArray lines = desk.text();
    const QByteArray first = lines.left(lines.indexOf('\n') + 1);
    desk.setText(lines + first + QByteArray(first).replace("note 1", "late") +
                 QByteArray(first).replace("note 1", "later"));
    for (const bool dryRun : {true, false}) {
        const auto summary = desk.import(dryRun);
        VERIFY_RESULT(summary);
        QCOMPARE(summary->updates.unchanged, 3);
        QCOMPARE(summary->updates.updated, 1);
        QCOMPARE(summary->duplicates, 2);
    }
    QCOMPARE(desk.pair(1).note, QStringLiteral("late"));
}

void tst_ReimportedRows::idsThatChangedPlacesBringNoNewPairs()
{
    Desk desk;
    QString text = QString::fromUtf8(desk.text());
    static const QRegularExpression kFirst(QStringLiteral("p[0-9a-z]+-1-[0-9a-f]+")),
        kSecond(QStringLiteral("p[0-9a-z]+-2-[0-9a-f]+"));
    const QString first = kFirst.match(text).captured(), second = kSecond.match(text).captured();
    QVERIFY(!first.isEmpty() && !second.isEmpty());
    text.replace(first, QStringLiteral("*")).replace(second, first).replace(u'*', second);
    desk.setText(text.toUtf8());
    for (const bool dryRun : {true, false}) {
        const auto summary = desk.import(dryRun);
        VERIFY_RESULT(summary);
        QCOMPARE(summary->imported, 0);
        QCOMPARE(summary->duplicates, 2);
        QCOMPARE(summary->updates.otherTexts, 0); // the texts are those of other pairs
    }
}

void tst_ReimportedRows::rowsWithoutTextsNeedTheIdOfAPair()
{
    Desk desk;
    auto project = Project::open(desk.projectFile);
    VERIFY_RESULT(project);
    // As older exports have it, without a check of the texts.
    const QByteArray id = 'p' + projectIdentity(*project)->toUtf8() + "-2";
    desk.setText("pair_id,label\n" + id + ",0\n" + id + "9,1\npffffffffffff-1,1\n,1\n");
    for (const bool dryRun : {true, false}) {
        const auto summary = desk.import(dryRun);
        VERIFY_RESULT(summary);
        QCOMPARE(summary->updates.updated, 1);
        QCOMPARE(summary->imported, 0);
        QCOMPARE(summary->rejected, 3);
        QCOMPARE(summary->reasons.front().row, 3);
        QCOMPARE(summary->reasons.front().column, QStringLiteral("pair_id"));
        const QString out = desk.folder.filePath(QStringLiteral("rejects.csv"));
        const auto written =
            writeRejectedRows(desk.projectFile, desk.file, summary->format, out, desk.job);
        VERIFY_RESULT(written);
        QCOMPARE(written->rows, 3);
    }
    QCOMPARE(desk.pairs(), 4);
    QCOMPARE(desk.pair(2).label, std::optional(0));
    desk.setText("pair_id,label\npffffffffffff-1,1\n"); // of another project alone
    const auto refused = desk.import();
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Input);
}

void tst_ReimportedRows::textsWhoseColumnIsGoneAreThoseOfThePair()
{
    QFETCH(QStringList, columns);
    Desk desk;
    {
        auto project = Project::open(desk.projectFile);
        VERIFY_RESULT(project);
        auto import = project->stageImport(QStringLiteral("later.csv"));
        VERIFY_RESULT(import);
        DialoguePair later;
        later.context = QStringLiteral("Customer: Good day.");
        later.question = QStringLiteral("And now?");
        later.reply = QStringLiteral("Tomorrow.");
        VERIFY_RESULT(import->add({later}, QStringLiteral("x")));
        VERIFY_RESULT(import->finish());
    }
    desk.write(QStringLiteral("csv"));
    auto reader = PairReader::open(desk.file);
    VERIFY_RESULT(reader);
    const auto rows = reader->next(10);
    QCOMPARE(rows->size(), 5u);
    const QStringList names = reader->format().columnNames;
    const auto fileOf = [&](const QString &column, const QString &text) {
        QByteArray csv = columns.join(u',').toUtf8() + '\n';
        for (const PairReader::Row &row : *rows) {
            QStringList cells;
            for (const QString &name : columns)
                cells << QLatin1Char('"') +
                             guardedCell(name == column ? text : row.cells[names.indexOf(name)]) +
                             QLatin1Char('"');
            csv += cells.join(u',').toUtf8() + '\n';
        }
        return csv;
    };
    desk.setText(fileOf(QStringLiteral("label"), QStringLiteral("0")));
    for (const bool dryRun : {true, false}) {
        const auto summary = desk.import(dryRun);
        VERIFY_RESULT(summary);
        QCOMPARE(summary->updates.updated, 5);
        QCOMPARE(summary->updates.fields, UpdatedFields{.labels = 5});
        QCOMPARE(summary->imported, 0);
    }
    QCOMPARE(desk.pairs(), 5);
    QCOMPARE(desk.pair(5).context, QStringLiteral("Customer: Good day."));
    QCOMPARE(desk.pair(5).label, std::optional(0));
    if (!columns.contains(QStringLiteral("reply")))
        return;
    // What has another reply is a new pair, with all else that its pair is.
    desk.setText(fileOf(QStringLiteral("reply"), QStringLiteral("Never.")));
    QCOMPARE(desk.import()->imported, 5);
    QCOMPARE(desk.pair(10).context, QStringLiteral("Customer: Good day."));
    QCOMPARE(desk.pair(10).question, QStringLiteral("And now?"));
}

void tst_ReimportedRows::textsWhoseColumnIsGoneAreThoseOfThePair_data()
{
    QTest::addColumn<QStringList>("columns");
    QTest::newRow("no context") << QStringList{"pair_id", "question", "reply", "label"};
    QTest::newRow("no reply") << QStringList{"label", "pair_id", "question"};
    QTest::newRow("no question") << QStringList{"reply", "label", "pair_id"};
    QTest::newRow("id and label alone") << QStringList{"pair_id", "label"};
}

void tst_ReimportedRows::aCopiedRowWithOtherTextsIsANewPair()
{
    QFETCH(QString, kind);
    const bool isTable = kind == QLatin1String("csv");
    for (const bool isFirst : {false, true}) { // the copy stands before its row
        Desk desk(kind);
        QList<QByteArray> lines =
            desk.text().trimmed().replace("\r\n", "\x1e").split(isTable ? '\x1e' : '\n');
        const qsizetype first = isTable || kind == QLatin1String("label-studio") ? 1 : 0;
        QByteArray copy = lines[first];
        QVERIFY(copy.contains("said the depot."));
        copy.replace("said the depot.", "said the driver.");
        lines.insert(isFirst ? first : first + 1, copy);
        desk.setText(lines.join('\n'));
        for (const bool dryRun : {true, false}) {
            const auto summary = desk.import(dryRun);
            VERIFY_RESULT(summary);
            QCOMPARE(summary->imported, 1);
            QCOMPARE(summary->labelled, 1);
            QCOMPARE(summary->updates.otherTexts, 1);
            QCOMPARE(summary->updates.unchanged, 4);
            QCOMPARE(summary->duplicates, 0);
        }
        QVERIFY(desk.pair(5).reply.contains(QStringLiteral("driver")));
        QCOMPARE(desk.pair(5).label, std::optional(1));
        QCOMPARE(desk.history(5).front().annotator, QStringLiteral("import"));
    }
}

void tst_ReimportedRows::aCopiedRowWithOtherTextsIsANewPair_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"csv", "jsonl", "label-studio", "doccano"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void tst_ReimportedRows::rowsThatPeopleLabelOtherwiseCountAsLabelled()
{
    Desk desk;
    desk.file = desk.folder.filePath(QStringLiteral("two.json"));
    const auto annotation = [](const char *person, const char *choice) {
        return QByteArray(R"({"completed_by": ")") + person +
               R"(", "result": [{"from_name": "label", "value": {"choices": [")" + choice +
               "\"]}}]}";
    };
    desk.setText(R"([{"data": {"question": "a", "reply": "b"}, "annotations": [)" +
                 annotation("li", "appropriate") + "," + annotation("mo", "not appropriate") +
                 "]}]");
    ImportOptions options;
    options.file = desk.file;
    options.checking = ImportChecking::all();
    for (const bool dryRun : {true, false}) {
        options.dryRun = dryRun;
        const auto summary = importPairs(desk.projectFile, options, desk.job);
        VERIFY_RESULT(summary);
        QCOMPARE(summary->imported, 1);
        QCOMPARE(summary->labelled, 1);
    }
}

void tst_ReimportedRows::rowsOfPairsInTheBinAreCounted()
{
    Desk desk;
    VERIFY_RESULT(Project::open(desk.projectFile)->pairs().setRemoved({2, 3}, true));
    desk.setText(desk.text() + ",new question,new reply,1,,,,,,,,\r\n");
    for (const bool dryRun : {true, false}) {
        const auto summary = desk.import(dryRun);
        VERIFY_RESULT(summary);
        QCOMPARE(summary->imported, 3);
        QCOMPARE(summary->effects, NewPairCounts{.inBin = 2});
    }
    QCOMPARE(desk.import()->effects, NewPairCounts());
}

void tst_ReimportedRows::rowsOfTestedDialoguesAreCounted()
{
    Desk desk;
    VERIFY_RESULT(Project::open(desk.projectFile)->pairs().setSplit({2}, Split::Test));
    desk.file = desk.folder.filePath(QStringLiteral("late.csv"));
    desk.setText("question,reply,dialogue,split\na,b,D-2,train\nc,d,D-3,train\ne,f,D-2,\n"
                 "g,h,D-8,test\ni,j,D-8,validation\n");
    for (const bool dryRun : {true, false}) {
        const auto summary = desk.import(dryRun);
        VERIFY_RESULT(summary);
        QCOMPARE(summary->effects, (NewPairCounts{.joined = 1, .ofTested = 1}));
    }
}

void tst_ReimportedRows::pairsThatComeToTheTestSetAreCounted()
{
    Desk desk;
    desk.file = desk.folder.filePath(QStringLiteral("new.csv"));
    desk.setText("question,reply,dialogue,split\na,b,D-1,test\nc,d,D-1,test\ne,f,D-9,test\n"
                 "g,h,D-2,train\n");
    for (const bool dryRun : {true, false}) {
        const auto summary = desk.import(dryRun);
        VERIFY_RESULT(summary);
        QCOMPARE(summary->effects, NewPairCounts{.toTest = 1});
    }
    auto project = Project::open(desk.projectFile);
    VERIFY_RESULT(project);
    const auto dealt = project->pairs().dealtSplits({1, 2, 3});
    VERIFY_RESULT(dealt);
    QCOMPARE(dealt->value(1), Split::Test);
    QCOMPARE(dealt->value(2), Split::Train);
    QCOMPARE(desk.import()->effects, NewPairCounts());
    // What stands elsewhere by the word of its own file stays there, and is told.
    VERIFY_RESULT(project->pairs().setSplit({3}, Split::Validation));
    desk.setText("question,reply,dialogue,split\ni,j,D-3,test\nk,l,D-3,test\n");
    for (const bool dryRun : {true, false})
        QCOMPARE(desk.import(dryRun)->effects, NewPairCounts{.ofTrained = 2});
    QCOMPARE(project->pairs().dealtSplits({3})->value(3), Split::Validation);
}

void tst_ReimportedRows::columnsThatAreGoneSayNothing()
{
    Desk desk;
    auto project = Project::open(desk.projectFile);
    VERIFY_RESULT(project);
    const QString id = exportedId(*projectIdentity(*project), desk.pair(2));
    desk.setText("pair_id,question,reply,label\r\n\"" + id.toUtf8() +
                 "\",Where is order 2?,\"=Order 2 is on its way,\nsaid the depot.\",0\r\n");
    const auto summary = desk.import();
    VERIFY_RESULT(summary);
    QCOMPARE(summary->updates.updated, 1);
    QCOMPARE(summary->updates.fields, UpdatedFields{.labels = 1});
    QCOMPARE(desk.pair(2).note, QStringLiteral("note 2"));
    QCOMPARE(desk.history(2).size(), 2u);
}

void tst_ReimportedRows::lettersThatAreNoneAreStoredAsTheyAreReadBack_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"csv", "jsonl"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

/// U+FFFE and U+FFFF, which SQLite gives back as U+FFFD.
void tst_ReimportedRows::lettersThatAreNoneAreStoredAsTheyAreReadBack()
{
    QFETCH(QString, kind);
    Desk desk(kind);
    desk.edit("note 2", "no\xef\xbf\xbete 2");
    desk.edit("D-3", "D\xef\xbf\xbf-3");
    QCOMPARE(desk.import()->updates.updated, 2);
    QCOMPARE(desk.pair(2).note, QStringLiteral("no\ufffdte 2"));
    QCOMPARE(desk.import()->updates.unchanged, 4);
    desk.edit("no\xef\xbf\xbete 2", "no\xef\xbf\xbete two");
    desk.edit("D\xef\xbf\xbf-3", "D\xef\xbf\xbf-33");
    QCOMPARE(desk.import()->updates.updated, 2);
    QCOMPARE(desk.pair(2).note, QStringLiteral("no\ufffdte two"));
    QCOMPARE(desk.pair(3).dialogue, QStringLiteral("D\ufffd-33"));
    // The name in an answer, as JSON in ASCII writes it.
    const QByteArray quote(kind == QLatin1String("csv") ? "\"\"" : "\"");
    const QByteArray at = "1970-01-01T00:00:04.000Z" + quote + '}';
    desk.edit(at, at + ",{" + quote + "label" + quote + ":1," + quote + "annotator" + quote + ':' +
                      quote + "be\\ufffe" + quote + '}');
    QCOMPARE(desk.import()->updates.updated, 1);
    QCOMPARE(desk.import()->updates.unchanged, 4);
    QCOMPARE(desk.history(4).size(), 2u);
    QCOMPARE(desk.history(4).back().annotator, QStringLiteral("be\ufffd"));
}

QTEST_GUILESS_MAIN(tst_ReimportedRows)
#include "tst_reimported_rows.moc"
