#include "dataset/pair_id.h"
#include "jobs/project_identity.h"
#include "project/change_log.h"
#include "reimport_desk.h"

#include <functional>

using namespace tunedesk;
using Desk = ReimportDesk;

/// An edited export comes back to its pairs.
class tst_Reimport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void idsArePartsOfOneProjectAlone();
    void anExportAsItWasChangesNothing_data();
    void anExportAsItWasChangesNothing();
    void editedFieldsReachTheirPairs();
    void anEditedLabelIsANewAnswerOfThePerson();
    void anEditedLabelSettlesADispute();
    void aLabelEditedInAnAnnotationProgramCounts_data();
    void aLabelEditedInAnAnnotationProgramCounts();
    void whatAFileCantChangeIsCounted();
    void labelsGivenSinceTheExportStay();
    void importingAnEditTwiceAddsNothing();
    void answersOfColleaguesAreAdded();
    void anExportOfAnotherProjectUpdatesNothing();
    void aRemovedPairIsNotUpdated();
    void flagsGoOutAndComeIn();
    void textsAreAsTheyWereWhateverTheColumns();
    void aWholeImportGoesBackAndForthAsOneStep();
    void aRejectedRowKeepsAllUpdatesOut();
};

void tst_Reimport::idsArePartsOfOneProjectAlone()
{
    const QString identity = QStringLiteral("0123456789ab");
    DialoguePair pair;
    pair.id = 7;
    pair.question = QStringLiteral(" 退货 ");
    pair.reply = QStringLiteral("ok");
    // Python: hashlib.sha256("0:6:退货2:ok".encode()).hexdigest()[:6]
    QCOMPARE(exportedId(identity, pair), QStringLiteral("p0123456789ab-7-482d12"));
    for (const auto &[text, check] :
         {std::pair(" p0123456789ab-7 ", ""), std::pair(" p0123456789ab-7-482d12 ", "482d12")}) {
        const auto read = readExportedId(QString::fromLatin1(text), identity);
        QVERIFY(read.has_value());
        QCOMPARE(read->pair, 7);
        QCOMPARE(read->check, QString::fromLatin1(check));
        QVERIFY(isExportedId(QString::fromLatin1(text)));
    }
    for (const char *text :
         {"", "7", "p0123456789ab", "p0123456789ab-", "p0123456789ab-0", "p0123456789ab--7",
          "p0123456789ab-07", "p0123456789ab-+7", "p0123456789ac-7", "x0123456789ab-7",
          "p0123456789ab-7x", "p0123456789ab-99999999999999999999", "p0123456789ab-7-",
          "p0123456789ab-7-12345", "p0123456789ab-7-12345A", "p0123456789ab-7-1234567",
          "p0123456789ab-7-123456-"})
        QVERIFY2(!readExportedId(QString::fromLatin1(text), identity), text);
    QVERIFY(!readExportedId(QStringLiteral("p-7"), QString()));
    const Desk one, other;
    auto first = Project::open(one.projectFile), second = Project::open(other.projectFile);
    QCOMPARE(projectIdentity(*first)->size(), 12);
    QVERIFY(*projectIdentity(*first) != *projectIdentity(*second));
    QCOMPARE(*ensureProjectIdentity(*first), *projectIdentity(*first));
}

void tst_Reimport::anExportAsItWasChangesNothing_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"csv", "jsonl", "label-studio", "doccano"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void tst_Reimport::anExportAsItWasChangesNothing()
{
    QFETCH(QString, kind);
    Desk desk(kind);
    for (const bool dryRun : {true, false}) {
        const auto summary = desk.import(dryRun);
        VERIFY_RESULT(summary);
        QCOMPARE(summary->updates.unchanged, 4);
        QCOMPARE(summary->updates.updated, 0);
        QCOMPARE(summary->imported, 0);
        QCOMPARE(summary->duplicates, 0);
        QCOMPARE(summary->rejected, 0);
    }
    QCOMPARE(desk.pairs(), 4);
    QCOMPARE(desk.history(1).size(), 1u);
}

void tst_Reimport::editedFieldsReachTheirPairs()
{
    for (const char *kind : {"csv", "jsonl"}) {
        Desk desk(QString::fromLatin1(kind));
        desk.edit("note 2", "seen by the lawyers, 已审");
        desk.edit("D-3", "D-33");
        const auto dry = desk.import(true);
        VERIFY_RESULT(dry);
        QCOMPARE(dry->updates.updated, 2);
        QCOMPARE(dry->updates.fields, (UpdatedFields{.notes = 1, .dialogues = 1}));
        QCOMPARE(desk.pair(2).note, QStringLiteral("note 2"));
        const auto summary = desk.import();
        VERIFY_RESULT(summary);
        QCOMPARE(summary->updates.updated, 2);
        QCOMPARE(summary->updates.fields, dry->updates.fields);
        QCOMPARE(summary->updates.unchanged, 2);
        QCOMPARE(summary->importId, 0);
        QCOMPARE(desk.pair(2).note, QStringLiteral("seen by the lawyers, 已审"));
        QCOMPARE(desk.pair(3).dialogue, QStringLiteral("D-33"));
        QCOMPARE(desk.pair(1).note, QStringLiteral("note 1"));
    }
    Desk desk;
    desk.setText(withCell(desk.file, 0, QStringLiteral("split"), QStringLiteral("test")));
    QCOMPARE(desk.import()->updates.fields.splits, 1);
    QCOMPARE(desk.pair(1).split, Split::Test);
}

void tst_Reimport::flagsGoOutAndComeIn()
{
    for (const char *kind : {"csv", "xlsx", "jsonl", "label-studio", "doccano"}) {
        Desk desk;
        {
            auto project = Project::open(desk.projectFile);
            VERIFY_RESULT(project->pairs().setFlagged({2, 3}, true));
            // A pair that is scored: doccano's export has no column for it.
            VERIFY_RESULT(project->labels().add(
                {.pairId = 4, .score = 0.5, .annotator = QStringLiteral("mei"), .atMs = 9000}));
        }
        desk.write(QString::fromLatin1(kind));
        const auto same = desk.import();
        VERIFY_RESULT(same);
        QCOMPARE(same->updates.unchanged, 4);
        QCOMPARE(same->updates.keptLabels, 0);
        const QString other = desk.folder.filePath(QStringLiteral("other.tunedesk"));
        VERIFY_RESULT(Project::create(other));
        ImportOptions options;
        options.file = desk.file;
        VERIFY_RESULT(importPairs(other, options, desk.job));
        auto project = Project::open(other);
        VERIFY_RESULT(project);
        for (qint64 id = 1; id <= 4; ++id)
            QCOMPARE(project->pairs().find(id)->value().flagged, id == 2 || id == 3);
    }
    Desk desk;
    desk.setText(withCell(desk.file, 0, QStringLiteral("flagged"), QStringLiteral("yes")));
    const auto flagged = desk.import();
    VERIFY_RESULT(flagged);
    QCOMPARE(flagged->updates.fields, UpdatedFields{.flags = 1});
    QVERIFY(desk.pair(1).flagged && !desk.pair(2).flagged);
    {
        auto project = Project::open(desk.projectFile);
        const auto undone = project->changes().undoLast();
        VERIFY_RESULT(undone);
        QCOMPARE((*undone)->updates.flags, 1);
        QVERIFY(!project->pairs().find(1)->value().flagged);
        VERIFY_RESULT(project->changes().redoNext());
    }
    QVERIFY(desk.pair(1).flagged);
    desk.setText(withCell(desk.file, 0, QStringLiteral("flagged"), QString()));
    VERIFY_RESULT(desk.import());
    QVERIFY(!desk.pair(1).flagged);
    desk.setText(withCell(desk.file, 0, QStringLiteral("flagged"), QStringLiteral("perhaps")));
    const auto odd = desk.import(true);
    VERIFY_RESULT(odd);
    QCOMPARE(odd->rejected, 1);
    QCOMPARE(odd->reasons.front().reason,
             QStringLiteral("“perhaps” is no flag; use 1, or leave it empty."));
}

void tst_Reimport::textsAreAsTheyWereWhateverTheColumns()
{
    const auto withColumns = [](const QByteArray &csv, const auto &edit) {
        // The replies have a line break in them: rows are told apart by their end.
        QList<QByteArray> rows;
        for (const QByteArray &row : csv.trimmed().replace("\r\n", "\x1e").split('\x1e'))
            rows << edit(row, rows.size());
        return rows.join("\r\n") + "\r\n";
    };
    const QList<std::function<QByteArray(QByteArray, qsizetype)>> edits{
        [](QByteArray row, qsizetype) { return row.mid(row.indexOf(',') + 1); }, // no context
        [](QByteArray row, qsizetype) { return row.replace("dialogue", "dialogue_id"); },
        [](QByteArray row, qsizetype i) { // as pandas' index
            return (i == 0 ? QByteArray() : QByteArray::number(i - 1)) + ',' + row;
        },
        [](QByteArray row, qsizetype) { return row.replace("pair_id", "id"); }};
    for (const auto &edit : edits) {
        Desk desk;
        QByteArray text = desk.text();
        text.remove(0, 3); // the byte order mark
        QVERIFY(text.contains("\"'=Order 1"));
        desk.setText(withColumns(text, edit));
        const auto summary = desk.import();
        VERIFY_RESULT(summary);
        QCOMPARE(summary->imported, 0);
        QCOMPARE(summary->updates.otherTexts, 0);
        QCOMPARE(summary->rows, 4);
        QCOMPARE(desk.pairs(), 4);
    }
}

void tst_Reimport::anEditedLabelIsANewAnswerOfThePerson()
{
    Desk desk;
    desk.setText(withCell(desk.file, 1, QStringLiteral("label"), QStringLiteral("0")));
    const auto summary = desk.import();
    VERIFY_RESULT(summary);
    QCOMPARE(summary->updates.fields.labels, 1);
    QCOMPARE(summary->updates.updated, 1);
    const auto history = desk.history(2);
    QCOMPARE(history.size(), 2u);
    QCOMPARE(history[0].annotator, QStringLiteral("mei"));
    QCOMPARE(history[0].label, std::optional(1));
    QCOMPARE(history[1].annotator, QStringLiteral("anna"));
    QCOMPARE(history[1].label, std::optional(0));
    QVERIFY(history[0].takenBack);
    QCOMPARE(desk.pair(2).label, std::optional(0));
    QVERIFY(!desk.pair(2).disputed);
    {
        auto project = Project::open(desk.projectFile);
        for (int round = 0; round < 2; ++round) {
            VERIFY_RESULT(project->changes().undoLast());
            QCOMPARE(desk.pair(2).label, std::optional(1));
            VERIFY_RESULT(project->changes().redoNext());
            QCOMPARE(desk.pair(2).label, std::optional(0));
        }
    }
}

void tst_Reimport::anEditedLabelSettlesADispute()
{
    Desk desk;
    {
        auto project = Project::open(desk.projectFile);
        for (const auto &[name, label] : {std::pair("ben", 0), std::pair("anna", 0)}) {
            VERIFY_RESULT(project->labels().add({.pairId = 2,
                                                 .label = label,
                                                 .annotator = QString::fromLatin1(name),
                                                 .atMs = 5000}));
            if (label == 0 && QByteArray(name) == "ben")
                QVERIFY(desk.pair(2).disputed);
        }
        VERIFY_RESULT(project->labels().add(
            {.pairId = 2, .label = 1, .annotator = QStringLiteral("li"), .atMs = 6000}));
    }
    QVERIFY(desk.pair(2).disputed); // mei and li against ben and anna
    desk.write(QStringLiteral("csv"));
    // What the person has answered before.
    desk.setText(withCell(desk.file, 1, QStringLiteral("label"), QStringLiteral("0")));
    QCOMPARE(desk.import()->updates.fields.labels, 1);
    QCOMPARE(desk.pair(2).label, std::optional(0));
    // Answers that come later are of other days: the same file again says nothing to them.
    VERIFY_RESULT(Project::open(desk.projectFile)
                      ->labels()
                      .add({.pairId = 2, .label = 1, .annotator = QStringLiteral("otto")}));
    QCOMPARE(desk.import()->updates.updated, 0);
    QCOMPARE(desk.import()->updates.unchanged, 4);
}

void tst_Reimport::aLabelEditedInAnAnnotationProgramCounts_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("annotator"); // whose the edit is
    QTest::newRow("doccano") << QStringLiteral("doccano") << QStringLiteral("anna");
    QTest::newRow("label-studio") << QStringLiteral("label-studio") << QStringLiteral("mei");
}

/// Who answered and when stands in the file as it was exported.
void tst_Reimport::aLabelEditedInAnAnnotationProgramCounts()
{
    QFETCH(QString, kind);
    QFETCH(QString, annotator);
    Desk desk(kind);
    desk.edit("[\"appropriate\"]", "[\"not appropriate\"]");
    const auto dry = desk.import(true);
    VERIFY_RESULT(dry);
    QCOMPARE(dry->updates.fields, UpdatedFields{.labels = 4});
    const auto summary = desk.import();
    VERIFY_RESULT(summary);
    QCOMPARE(summary->updates.updated, 4);
    QCOMPARE(summary->updates.fields, UpdatedFields{.labels = 4});
    for (qint64 id = 1; id <= 4; ++id) {
        const DialoguePair pair = desk.pair(id);
        QCOMPARE(pair.label, std::optional(0));
        QVERIFY(!pair.disputed);
        const auto history = desk.history(id);
        QCOMPARE(history.size(), 2u);
        QCOMPARE(history[1].annotator, annotator);
    }
    QCOMPARE(desk.import()->updates.unchanged, 4);
    // Later answers are of other days: the same file again says nothing to them.
    const QString later = annotator == QLatin1String("anna") ? QStringLiteral("otto") : annotator;
    VERIFY_RESULT(Project::open(desk.projectFile)
                      ->labels()
                      .add({.pairId = 2, .label = 1, .annotator = later}));
    QCOMPARE(desk.import()->updates.unchanged, 4);
}

void tst_Reimport::whatAFileCantChangeIsCounted()
{
    Desk desk;
    {
        auto project = Project::open(desk.projectFile);
        VERIFY_RESULT(project->changes().setSplit({1}, Split::Test, QStringLiteral("mei")));
    }
    desk.write(QStringLiteral("csv"));
    QCOMPARE(desk.import()->updates.keptLabels, 0);
    QCOMPARE(desk.import()->updates.keptTests, 0);
    desk.setText(withCell(desk.file, 0, QStringLiteral("split"), QStringLiteral("train")));
    desk.setText(withCell(desk.file, 2, QStringLiteral("label"), QString()));
    for (const bool dryRun : {true, false}) {
        const auto summary = desk.import(dryRun);
        VERIFY_RESULT(summary);
        QCOMPARE(summary->updates.updated, 0);
        QCOMPARE(summary->updates.keptLabels, 1);
        QCOMPARE(summary->updates.keptTests, 1);
    }
    QCOMPARE(desk.pair(3).label, std::optional(1));
    QCOMPARE(desk.pair(1).split, Split::Test);
}

void tst_Reimport::labelsGivenSinceTheExportStay()
{
    Desk desk;
    {
        auto project = Project::open(desk.projectFile);
        VERIFY_RESULT(
            project->labels().add({.pairId = 1, .label = 0, .annotator = QStringLiteral("mei")}));
    }
    QCOMPARE(desk.pair(1).label, std::optional(0));
    const auto summary = desk.import();
    VERIFY_RESULT(summary);
    QCOMPARE(summary->updates.unchanged, 4);
    QCOMPARE(desk.pair(1).label, std::optional(0));
    QCOMPARE(desk.history(1).size(), 2u);
}

void tst_Reimport::importingAnEditTwiceAddsNothing()
{
    Desk desk;
    desk.setText(withCell(desk.file, 1, QStringLiteral("label"), QStringLiteral("0")));
    QCOMPARE(desk.import()->updates.updated, 1);
    const auto again = desk.import();
    VERIFY_RESULT(again);
    QCOMPARE(again->updates.updated, 0);
    QCOMPARE(again->updates.unchanged, 4);
    QCOMPARE(desk.history(2).size(), 2u);
}

void tst_Reimport::answersOfColleaguesAreAdded()
{
    Desk desk(QStringLiteral("jsonl"));
    // A colleague answered in a copy of the project; what mei said first in it is older than here.
    const QByteArray own("{\"label\":1,\"annotator\":\"mei\",\"at\":\"1970-01-01T00:00:02.000Z\"}");
    const QByteArray ben("{\"label\":0,\"annotator\":\"ben\",\"at\":\"2020-01-01T00:00:00.000Z\"}");
    const QByteArray old("{\"label\":0,\"annotator\":\"mei\",\"at\":\"1970-01-01T00:00:01.000Z\"}");
    desk.edit("\"label\":1,\"score\":null,\"answers\":[" + own + ']',
              "\"label\":null,\"score\":null,\"answers\":[" + old + ',' + own + ',' + ben + ']');
    const auto summary = desk.import();
    VERIFY_RESULT(summary);
    QCOMPARE(summary->updates.fields.labels, 1);
    const auto history = desk.history(2);
    QCOMPARE(history.size(), 2u);
    QCOMPARE(history[1].annotator, QStringLiteral("ben"));
    QCOMPARE(history[1].atMs, 1'577'836'800'000);
    QVERIFY(desk.pair(2).disputed);
}

void tst_Reimport::anExportOfAnotherProjectUpdatesNothing()
{
    Desk desk, other;
    desk.edit("note 2", "edited");
    QFile::remove(other.file);
    QVERIFY(QFile::copy(desk.file, other.file));
    const auto summary = other.import();
    VERIFY_RESULT(summary);
    QCOMPARE(summary->updates.updated + summary->updates.unchanged, 0);
    QCOMPARE(summary->duplicates, 4);
    QCOMPARE(other.pair(2).note, QStringLiteral("note 2"));
}

void tst_Reimport::aRemovedPairIsNotUpdated()
{
    Desk desk;
    desk.edit("note 2", "edited");
    VERIFY_RESULT(Project::open(desk.projectFile)->pairs().setRemoved({2}, true));
    const auto summary = desk.import();
    VERIFY_RESULT(summary);
    QCOMPARE(summary->updates.updated, 0);
    QCOMPARE(summary->updates.unchanged, 3);
    QCOMPARE(summary->imported, 1); // it comes in anew, as a row without an id does
    QCOMPARE(desk.pair(2).note, QStringLiteral("note 2"));
    QCOMPARE(desk.pair(5).note, QStringLiteral("edited"));
}

void tst_Reimport::aWholeImportGoesBackAndForthAsOneStep()
{
    Desk desk;
    desk.edit("note 2", "edited");
    desk.setText(withCell(desk.file, 0, QStringLiteral("label"), QStringLiteral("0")) +
                 ",new question,new reply,1,,,,,,,,\r\n");
    auto summary = desk.import();
    VERIFY_RESULT(summary);
    QCOMPARE(summary->imported, 1);
    QCOMPARE(summary->updates.updated, 2);
    QVERIFY(summary->importId != 0);
    QCOMPARE(desk.history(1).size(), 2u);
    auto project = Project::open(desk.projectFile);
    VERIFY_RESULT(project);
    for (int round = 0; round < 2; ++round) {
        const auto undone = project->changes().undoLast(); // the answer, the note, the new pair
        VERIFY_RESULT(undone);
        QCOMPARE((*undone)->kind, ChangeKind::Import);
        QCOMPARE((*undone)->updates, (UpdatedFields{.labels = 1, .notes = 1}));
        QCOMPARE(changeText(**undone),
                 QStringLiteral("Imported pairs.csv: 1 new, 1 labels, 1 notes"));
        QCOMPARE(desk.pairs(), 4);
        QCOMPARE(desk.pair(2).note, QStringLiteral("note 2"));
        QCOMPARE(desk.pair(1).label, std::optional(1));
        QVERIFY(!desk.pair(1).disputed);
        QCOMPARE(project->changes().undoLast().value(), std::nullopt);
        VERIFY_RESULT(project->changes().redoNext());
        QCOMPARE(project->changes().redoNext().value(), std::nullopt);
        QCOMPARE(desk.pairs(), 5);
        QCOMPARE(desk.pair(2).note, QStringLiteral("edited"));
        QCOMPARE(desk.pair(1).label, std::optional(0));
        QCOMPARE(desk.history(1).size(), 2u); // the answer came back, no second one
    }
}

void tst_Reimport::aRejectedRowKeepsAllUpdatesOut()
{
    Desk desk;
    desk.edit("note 2", "edited");
    desk.setText(desk.text() + ",only a question,,,,,,,,,\r\n");
    ImportOptions options;
    options.file = desk.file;
    options.allowPartial = false;
    const auto refused = importPairs(desk.projectFile, options, desk.job);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Input);
    QCOMPARE(desk.pair(2).note, QStringLiteral("note 2"));
}

QTEST_GUILESS_MAIN(tst_Reimport)
#include "tst_reimport.moc"
