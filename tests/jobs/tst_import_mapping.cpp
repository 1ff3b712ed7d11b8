#include "../core/xlsx_builder.h"
#include "dataset/pair_reader.h"
#include "jobs/import_pairs.h"
#include "jobs/rejected_rows.h"
#include "jobs/remembered_mapping.h"
#include "project/project.h"
#include "test_support.h"

#include <QFile>
#include <QTemporaryDir>

using namespace tunedesk;

namespace
{
/// A project and files beside it.
struct Desk {
    QTemporaryDir folder;
    QString projectFile = folder.filePath(QStringLiteral("shop.tunedesk"));
    SilentJob job;

    Desk()
    {
        if (const auto made = Project::create(projectFile); !made)
            qFatal("%s", qPrintable(made.error().toLine()));
    }
    ImportOptions csv(const QByteArray &bytes, const QString &name = QStringLiteral("pairs.csv"))
    {
        ImportOptions options;
        options.file = folder.filePath(name);
        QFile file(options.file);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("no test file");
        return options;
    }
    /// Labels by number of the pair; -1: none.
    QList<int> labels() const
    {
        QList<int> labels;
        auto project = Project::open(projectFile);
        const auto pairs = project->pairs().page({}, 0, 1000);
        for (const DialoguePair &pair : *pairs)
            labels << pair.label.value_or(-1);
        return labels;
    }
};

/// A hundred rows labelled 1, then the given ones.
QByteArray onesThen(const QByteArrayList &labels)
{
    QByteArray csv("question,reply,label\n");
    for (int i = 0; i < 100; ++i)
        csv += "q" + QByteArray::number(i) + ",r,1\n";
    for (qsizetype i = 0; i < labels.size(); ++i)
        csv += "last " + QByteArray::number(i) + ",r," + labels[i] + '\n';
    return csv;
}

QStringList told(const ImportSummary &summary)
{
    QStringList told;
    for (const LabelValueRows &value : summary.labelValues)
        told << QStringLiteral("%1 %2 %3%4")
                    .arg(value.text)
                    .arg(value.rows)
                    .arg(labelMeaningName(value.meaning), value.isKnown ? "" : " ?");
    return told;
}
} // namespace

class tst_ImportMapping : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPreviewTellsValuesRowsAndMeanings();
    void starsThatShowLateAreStarsFromTheFirstRowOn_data();
    void starsThatShowLateAreStarsFromTheFirstRowOn();
    void unknownLabelsAreRefusedUnlessChosenOtherwise();
    void aHeaderBringsBackItsColumnsAndLabels_data();
    void aHeaderBringsBackItsColumnsAndLabels();
    void whatIsGuessedIsNotKept();
    void theGuessCanBeKeptInPlaceOfWhatWasRemembered();
    void whatIsSaidOutranksWhatIsRemembered();
    void columnsOfAnotherHeaderAreNotTaken();
    void aSettingThatCannotBeReadIsNoMapping();
    void rejectedRowsAreWrittenBeyondTheReasonsThatAreKept();
    void rejectedRowsGoAsTheyStoodAndGuarded();
    void rejectedRowsOfASpreadsheetNameTheirSheet();
    void aListOfRejectedRowsIsNoFileOfPairs_data();
    void aListOfRejectedRowsIsNoFileOfPairs();
    void theFileItselfIsNotWrittenOver();
    void columnsOfOneNameAreToldApart();
};

void tst_ImportMapping::aPreviewTellsValuesRowsAndMeanings()
{
    Desk desk;
    auto options = desk.csv("question,reply,label\na,b,ok\nc,d,bad\ne,f,OK\ng,h,odd\ni,j,\n");
    options.format.labelMeanings.insert(QStringLiteral("bad"), {LabelMeaning::Kind::Score, 0.25});
    const auto preview = previewImport(desk.projectFile, options, 10, desk.job);
    VERIFY_RESULT(preview);
    QCOMPARE(told(preview->summary), QStringList({"ok 2 1", "bad 1 score:0.25", "odd 1 refuse ?"}));
    QCOMPARE(preview->summary.rejected, 1);
    options.format.unknownLabels = UnknownLabels::Unlabelled;
    const auto other = previewImport(desk.projectFile, options, 10, desk.job);
    VERIFY_RESULT(other);
    QCOMPARE(told(other->summary).last(), QStringLiteral("odd 1 none ?"));
    QCOMPARE(other->summary.rejected, 0);
}

void tst_ImportMapping::starsThatShowLateAreStarsFromTheFirstRowOn_data()
{
    QTest::addColumn<bool>("allowPartial");
    QTest::newRow("all rows or none") << false;
    QTest::newRow("the good rows") << true;
}

void tst_ImportMapping::starsThatShowLateAreStarsFromTheFirstRowOn()
{
    QFETCH(bool, allowPartial);
    Desk desk;
    auto options = desk.csv(onesThen({"5", "3", "2"}));
    const auto preview = previewImport(desk.projectFile, options, 200, desk.job);
    VERIFY_RESULT(preview);
    QCOMPARE(preview->rows.size(), 103u);
    QCOMPARE(preview->rows.front().row.pair.label, std::optional(0));
    QCOMPARE(preview->summary.rejected, 0);
    options.allowPartial = allowPartial;
    const auto summary = importPairs(desk.projectFile, options, desk.job);
    VERIFY_RESULT(summary);
    QCOMPARE(summary->imported, 103);
    QCOMPARE(summary->labelled, 102);
    QList<int> expected(100, 0);
    expected << 1 << -1 << 0;
    QCOMPARE(desk.labels(), expected);
    auto project = Project::open(desk.projectFile);
    VERIFY_RESULT(project);
    QCOMPARE(project->pairs().imports()->size(), 1u);
}

void tst_ImportMapping::unknownLabelsAreRefusedUnlessChosenOtherwise()
{
    Desk desk;
    auto options = desk.csv("question,reply,label\na,b,1\nc,d,0\ne,f,postive\n");
    const auto refused = importPairs(desk.projectFile, options, desk.job);
    VERIFY_RESULT(refused);
    QCOMPARE(refused->imported, 2);
    QCOMPARE(refused->reasons.size(), 1u);
    QCOMPARE(refused->reasons[0].row, 4);
    options.format.unknownLabels = UnknownLabels::Unlabelled;
    const auto taken = importPairs(desk.projectFile, options, desk.job);
    VERIFY_RESULT(taken);
    QCOMPARE(taken->imported, 1);
    QCOMPARE(desk.labels(), QList<int>({1, 0, -1}));
}

namespace
{
const QByteArray kOdd("a,b,c\nis it open?,yes it is,odd\nwhere?,here,even\n");

/// As nobody would guess.
PairFormat oddFormat()
{
    PairFormat format;
    format.hasHeader = true;
    format.columns = {PairColumn::Reply, PairColumn::Question, PairColumn::Label};
    format.labelMeanings = {{"odd", {LabelMeaning::Kind::NotAppropriate}},
                            {"even", {LabelMeaning::Kind::Score, 0.5}}};
    format.unknownLabels = UnknownLabels::Unlabelled;
    return format;
}
} // namespace

void tst_ImportMapping::aHeaderBringsBackItsColumnsAndLabels_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("comma") << "again.csv" << QByteArray("a,b,c\nq,r,odd\ns,t,new\n");
    QTest::newRow("semicolon") << "again.csv" << QByteArray("a;b;c\nq;r;odd\ns;t;new\n");
    QTest::newRow("tab, with a mark") << "again.tsv"
                                      << QByteArray("\xef\xbb\xbf"
                                                    "a\tb\tc\r\nq\tr\todd\r\ns\tt\tnew\r\n");
    QTest::newRow("JSON Lines") << "again.jsonl"
                                << QByteArray("{\"a\":\"q\",\"b\":\"r\",\"c\":\"odd\"}\n"
                                              "{\"a\":\"s\",\"b\":\"t\",\"c\":\"new\"}\n");
}

void tst_ImportMapping::aHeaderBringsBackItsColumnsAndLabels()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    Desk desk;
    auto options = desk.csv(kOdd);
    options.format = oddFormat();
    const auto first = importPairs(desk.projectFile, options, desk.job);
    VERIFY_RESULT(first);
    QCOMPARE(first->mapping, MappingSource::Given);
    QCOMPARE(first->imported, 2);

    options = desk.csv(bytes, name);
    options.allowPartial = false;
    const auto preview = previewImport(desk.projectFile, options, 10, desk.job);
    VERIFY_RESULT(preview);
    QCOMPARE(preview->summary.mapping, MappingSource::Remembered);
    QVERIFY(!preview->summary.isGuess);
    const auto again = importPairs(desk.projectFile, options, desk.job);
    VERIFY_RESULT(again);
    QCOMPARE(again->mapping, MappingSource::Remembered);
    QCOMPARE(again->format.columns, oddFormat().columns);
    QCOMPARE(again->imported, 2);
    auto project = Project::open(desk.projectFile);
    const auto pairs = project->pairs().page({}, 2, 2);
    VERIFY_RESULT(pairs);
    QCOMPARE(pairs->front().question, QStringLiteral("r"));
    QCOMPARE(pairs->front().reply, QStringLiteral("q"));
    QCOMPARE(pairs->front().label, std::optional(0));
    QCOMPARE(pairs->back().label, std::nullopt);
    options.recall = false;
    const auto guessed = previewImport(desk.projectFile, options, 10, desk.job);
    VERIFY_RESULT(guessed);
    QCOMPARE(guessed->summary.mapping, MappingSource::Guessed);
    QVERIFY(guessed->format.columns != oddFormat().columns);
}

void tst_ImportMapping::whatIsGuessedIsNotKept()
{
    Desk desk;
    const auto first =
        importPairs(desk.projectFile, desk.csv("question,reply,label\na,b,1\n"), desk.job);
    VERIFY_RESULT(first);
    QCOMPARE(first->mapping, MappingSource::Guessed);
    QVERIFY(first->isGuess);
    const auto again =
        importPairs(desk.projectFile, desk.csv("question,reply,label\nc,d,1\n"), desk.job);
    VERIFY_RESULT(again);
    QCOMPARE(again->mapping, MappingSource::Guessed);
}

void tst_ImportMapping::theGuessCanBeKeptInPlaceOfWhatWasRemembered()
{
    Desk desk;
    auto options = desk.csv("question,reply,label\na,b,1\n");
    options.format.columns = {PairColumn::Reply, PairColumn::Question, PairColumn::LeaveOut};
    VERIFY_RESULT(importPairs(desk.projectFile, options, desk.job));
    options = desk.csv("question,reply,label\nc,d,1\n");
    options.recall = false;
    const auto guessed = importPairs(desk.projectFile, options, desk.job);
    VERIFY_RESULT(guessed);
    QCOMPARE(guessed->labelled, 1);
    const auto last =
        importPairs(desk.projectFile, desk.csv("question,reply,label\ne,f,1\n"), desk.job);
    VERIFY_RESULT(last);
    QCOMPARE(last->mapping, MappingSource::Remembered);
    QVERIFY(last->isGuess);
    QCOMPARE(last->labelled, 1);
}

void tst_ImportMapping::whatIsSaidOutranksWhatIsRemembered()
{
    Desk desk;
    auto options = desk.csv(kOdd);
    options.format = oddFormat();
    VERIFY_RESULT(importPairs(desk.projectFile, options, desk.job));
    options = desk.csv("a,b,c\nq,r,odd\ns,t,even\nu,v,new\n");
    options.format.labelMeanings = {{"odd", {LabelMeaning::Kind::Appropriate}}};
    options.format.unknownLabels = UnknownLabels::Refused;
    const auto preview = previewImport(desk.projectFile, options, 10, desk.job);
    VERIFY_RESULT(preview);
    QCOMPARE(preview->summary.mapping, MappingSource::Remembered);
    QCOMPARE(told(preview->summary),
             QStringList({"odd 1 1", "even 1 score:0.5", "new 1 refuse ?"}));
}

void tst_ImportMapping::columnsOfAnotherHeaderAreNotTaken()
{
    Desk desk;
    auto options = desk.csv("reply,question\na,b\n");
    options.format.columns = {PairColumn::Question, PairColumn::Reply};
    options.columnsOf = QStringList{"question", "reply"};
    const auto other = previewImport(desk.projectFile, options, 10, desk.job);
    VERIFY_RESULT(other);
    QCOMPARE(other->summary.mapping, MappingSource::Guessed);
    QCOMPARE(other->rows.front().row.pair.question, QStringLiteral("b"));
    options.columnsOf = QStringList{"reply", "question"};
    const auto own = previewImport(desk.projectFile, options, 10, desk.job);
    VERIFY_RESULT(own);
    QCOMPARE(own->summary.mapping, MappingSource::Given);
    QCOMPARE(own->rows.front().row.pair.question, QStringLiteral("a"));
}

void tst_ImportMapping::aSettingThatCannotBeReadIsNoMapping()
{
    Desk desk;
    auto options = desk.csv(kOdd);
    options.format = oddFormat();
    VERIFY_RESULT(importPairs(desk.projectFile, options, desk.job));
    auto project = Project::open(desk.projectFile);
    VERIFY_RESULT(project);
    const auto kept = recallMapping(*project, {"a", "b", "c"});
    VERIFY_RESULT(kept);
    QVERIFY(kept->has_value());
    const auto turned = recallMapping(*project, {"b", "c", "a"});
    VERIFY_RESULT(turned);
    QVERIFY(turned->has_value());
    const QList<PairColumn> columns = (*kept)->columns;
    QCOMPARE((*turned)->columns, (QList<PairColumn>{columns[1], columns[2], columns[0]}));
    QVERIFY(!recallMapping(*project, {"a", "b"})->has_value());
    QVERIFY(!recallMapping(*project, {"ab", "", "c"})->has_value());
    // What a newer version may have written.
    PairFormat format = oddFormat();
    format.columnNames = {"x", "y"};
    format.columns = {PairColumn::Question, PairColumn::Reply};
    VERIFY_RESULT(rememberMapping(*project, format, {}));
    QVERIFY(recallMapping(*project, {"x", "y"})->has_value());
    QVERIFY(!recallMapping(*project, {"x", "y", "z"})->has_value());
}

namespace
{
/// The records of a CSV as DelimitedParser's users get them, without the mark at its beginning.
std::vector<QStringList> recordsOf(const QString &path)
{
    PairFormat format;
    format.kind = QStringLiteral("csv");
    format.columns = QList<PairColumn>(5, PairColumn::LeaveOut);
    auto reader = PairReader::open(path, format, false);
    if (!reader)
        return {};
    std::vector<QStringList> records{reader->format().columnNames};
    const auto rows = reader->next(100'000);
    for (const PairReader::Row &row : *rows)
        records.push_back(row.cells);
    return records;
}
} // namespace

void tst_ImportMapping::rejectedRowsAreWrittenBeyondTheReasonsThatAreKept()
{
    Desk desk;
    QByteArray csv("question,reply,label\ngood,one,1\n");
    for (int i = 0; i < 12'000; ++i)
        csv += "q" + QByteArray::number(i) + ",,1\n";
    const auto options = desk.csv(csv);
    const auto summary = importPairs(desk.projectFile, options, desk.job);
    VERIFY_RESULT(summary);
    QCOMPARE(summary->rejected, 12'000);
    QCOMPARE(summary->reasons.size(), 10'000u);
    const QString out = desk.folder.filePath(QStringLiteral("out.csv"));
    const auto written =
        writeRejectedRows(desk.projectFile, options.file, summary->format, out, desk.job);
    VERIFY_RESULT(written);
    QCOMPARE(written->rows, 12'000);
    const auto records = recordsOf(out);
    QCOMPARE(records.size(), 12'001u);
    QCOMPARE(records.front(), QStringList({"row", "line", "column", "reason", "raw"}));
    QCOMPARE(records.back(),
             QStringList({"12002", "12002", "reply", "The reply is empty.", "q11999,,1"}));
}

void tst_ImportMapping::rejectedRowsGoAsTheyStoodAndGuarded()
{
    Desk desk;
    const QByteArray longText(5000, 'x');
    const auto options =
        desk.csv("question,reply,=cmd\n=1+1,\"\",1\n\"包裹\n呢？\",,0\n,\"" + longText + "\",1\n");
    const QString out = desk.folder.filePath(QStringLiteral("out.csv"));
    PairFormat format;
    format.columns = {PairColumn::Question, PairColumn::Reply, PairColumn::Label};
    const auto written = writeRejectedRows(desk.projectFile, options.file, format, out, desk.job);
    VERIFY_RESULT(written);
    QCOMPARE(written->rows, 3);
    QFile file(out);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY(bytes.startsWith("\xef\xbb\xbfrow,"));
    QVERIFY2(bytes.contains("\"'=1+1,\"\"\"\",1\""), bytes.constData());
    const auto records = recordsOf(out);
    QCOMPARE(records.size(), 4u);
    QCOMPARE(records[2].at(0), QStringLiteral("3"));
    QCOMPARE(records[2].at(4), QStringLiteral("\"包裹\n呢？\",,0"));
    QVERIFY(records[3].at(4).contains(QString::fromLatin1(longText)));
}

void tst_ImportMapping::rejectedRowsOfASpreadsheetNameTheirSheet()
{
    Desk desk;
    XlsxBuilder book{.rows = "<row r='1'><c r='A1' t='inlineStr'><is><t>question</t></is></c>"
                             "<c r='B1' t='inlineStr'><is><t>reply</t></is></c></row>"
                             "<row r='4'><c r='A4' t='inlineStr'><is><t>Where?</t></is></c></row>",
                     .sheets = "<sheet name='March, &quot;final&quot;' sheetId='1' r:id='sheet'/>"};
    const auto options = desk.csv(book.bytes(), QStringLiteral("book.xlsx"));
    const QString out = desk.folder.filePath(QStringLiteral("out.csv"));
    VERIFY_RESULT(writeRejectedRows(desk.projectFile, options.file, {}, out, desk.job));
    const auto records = recordsOf(out);
    QCOMPARE(records.size(), 2u);
    QCOMPARE(records[0], QStringList({"row", "sheet", "column", "reason", "raw"}));
    QCOMPARE(records[1].mid(0, 4),
             QStringList({"4", "March, \"final\"", "reply", "The reply is empty."}));
}

void tst_ImportMapping::aListOfRejectedRowsIsNoFileOfPairs_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("files");
    const QByteArray csv("question,reply\nWhere is it?,\nWhen does it come?,\n");
    const XlsxBuilder book{
        .rows = "<row><c t='str'><v>question</v></c><c t='str'><v>reply</v></c></row>"
                "<row><c t='str'><v>Where is it?</v></c></row>"};
    QTest::newRow("of a table") << csv << QStringLiteral("pairs.csv") << 1;
    QTest::newRow("of one row") << QByteArray("question,reply\na,\n") << QStringLiteral("pairs.csv")
                                << 1;
    QTest::newRow("of a spreadsheet") << book.bytes() << QStringLiteral("book.xlsx") << 1;
    QTest::newRow("of several files") << csv << QStringLiteral("pairs.csv") << 2;
    QTest::newRow("of no rows") << QByteArray("question,reply\na,b\n")
                                << QStringLiteral("pairs.csv") << 1;
}

void tst_ImportMapping::aListOfRejectedRowsIsNoFileOfPairs()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, name);
    QFETCH(int, files);
    Desk desk;
    const auto source = desk.csv(file, name);
    ImportOptions list;
    list.file = desk.folder.filePath(QStringLiteral("rejected.csv"));
    auto out = RejectedRowsFile::create(list.file, QStringList(files, source.file));
    VERIFY_RESULT(out);
    VERIFY_RESULT(out->add(desk.projectFile, source.file, {}, desk.job));
    VERIFY_RESULT(out->commit());
    const auto shown = previewImport(desk.projectFile, list, 10, desk.job);
    const auto imported = importPairs(desk.projectFile, list, desk.job);
    QVERIFY(!shown && !imported);
    for (const Error &refused : {shown.error(), imported.error()}) {
        QCOMPARE(refused.kind, ErrorKind::Input);
        QVERIFY2(refused.what.contains(QStringLiteral("rows that an import left out")),
                 qPrintable(refused.toLine()));
        QVERIFY(!refused.hint.isEmpty());
    }
}

void tst_ImportMapping::theFileItselfIsNotWrittenOver()
{
    Desk desk;
    const auto options = desk.csv("question,reply\na,\n");
    const auto refused =
        writeRejectedRows(desk.projectFile, options.file, {}, options.file, desk.job);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Input);
    QFile file(options.file);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("question,reply\na,\n"));
}

void tst_ImportMapping::columnsOfOneNameAreToldApart()
{
    Desk desk;
    ImportOptions options =
        desk.csv("question,label,Question,topic\nWhere is it?,1,On its way.,parcels\n");
    // By itself nobody can say which is the question: a person looks at both.
    const auto refused = importPairs(desk.projectFile, options, desk.job);
    QVERIFY(!refused);
    QVERIFY(
        refused.error().what.contains(QStringLiteral("Columns 1 and 3 are both named “question”")));
    const auto seen = previewImport(desk.projectFile, options, 10, desk.job);
    VERIFY_RESULT(seen);
    QCOMPARE(seen->format.columnNames,
             (QStringList{QStringLiteral("question (column 1)"), QStringLiteral("label"),
                          QStringLiteral("Question (column 3)"), QStringLiteral("topic")}));
    QCOMPARE(seen->format.columns, (QList<PairColumn>{PairColumn::LeaveOut, PairColumn::Label,
                                                      PairColumn::LeaveOut, PairColumn::Group}));
    QCOMPARE(seen->rows.size(), 1u);
    options.format.columns = {PairColumn::Question, PairColumn::Label, PairColumn::Reply,
                              PairColumn::Group};
    options.columnsOf = seen->format.columnNames;
    const auto chosen = importPairs(desk.projectFile, options, desk.job);
    VERIFY_RESULT(chosen);
    QCOMPARE(chosen->imported, 1);
    auto project = Project::open(desk.projectFile);
    const DialoguePair pair = *project->pairs().find(1).value();
    QCOMPARE(pair.question, QStringLiteral("Where is it?"));
    QCOMPARE(pair.reply, QStringLiteral("On its way."));
    // Next time it is known.
    ImportOptions next = desk.csv("question,label,Question,topic\nAnd now?,0,Soon.,parcels\n",
                                  QStringLiteral("next.csv"));
    const auto remembered = importPairs(desk.projectFile, next, desk.job);
    VERIFY_RESULT(remembered);
    QCOMPARE(remembered->mapping, MappingSource::Remembered);
    QCOMPARE(remembered->imported, 1);
}

QTEST_GUILESS_MAIN(tst_ImportMapping)
#include "tst_import_mapping.moc"
