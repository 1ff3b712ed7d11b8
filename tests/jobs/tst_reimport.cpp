#include "dataset/pair_id.h"
#include "jobs/project_identity.h"
#include "jobs/rejected_rows.h"
#include "project/change_log.h"
#include "reimport_desk.h"

#include <QJsonDocument>
#include <QJsonObject>

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
    void nothingLeavesTheTestSet();
    void anEditedLabelIsANewAnswerOfThePerson();
    void anEditedLabelSettlesADispute();
    void aLabelEditedInAnAnnotationProgramCounts_data();
    void aLabelEditedInAnAnnotationProgramCounts();
    void whatAFileCantChangeIsCounted();
    void labelsGivenSinceTheExportStay();
    void importingAnEditTwiceAddsNothing();
    void answersOfColleaguesAreAdded();
    void anEditedTextIsANewPairWithItsLabelAlone();
    void anExportOfAnotherProjectUpdatesNothing();
    void aRemovedPairIsNotUpdated();
    void anIdThatStandsTwiceCountsOnce();
    void aCopiedRowWithOtherTextsIsANewPair_data();
    void aCopiedRowWithOtherTextsIsANewPair();
    void columnsThatAreGoneSayNothing();
    void textsWhoseColumnIsGoneAreThoseOfThePair_data();
    void textsWhoseColumnIsGoneAreThoseOfThePair();
    void rowsWithoutTextsNeedTheIdOfAPair();
    void textsAreAsTheyWereWhateverTheColumns();
    void topicsAndDialoguesAreUpdated();
    void aPairOfATestedDialogueStaysInTheTestSet();
    void whatIsAddedToATestedDialogueIsTested();
    void aWholeImportGoesBackAndForthAsOneStep();
    void aRejectedRowKeepsAllUpdatesOut();
    void pairsThatComeToTheTestSetAreCounted();
    void rowsOfTestedDialoguesAreCounted();
    void rowsOfPairsInTheBinAreCounted();
    void rowsThatPeopleLabelOtherwiseCountAsLabelled();
};

void tst_Reimport::idsArePartsOfOneProjectAlone()
{
    const QString identity = QStringLiteral("0123456789ab");
    QCOMPARE(exportedId(identity, 7), QStringLiteral("p0123456789ab-7"));
    QCOMPARE(pairOfExportedId(QStringLiteral(" p0123456789ab-7 "), identity),
             std::optional<qint64>(7));
    for (const char *text :
         {"", "7", "p0123456789ab", "p0123456789ab-", "p0123456789ab-0", "p0123456789ab--7",
          "p0123456789ab-07", "p0123456789ab-+7", "p0123456789ac-7", "x0123456789ab-7",
          "p0123456789ab-7x", "p0123456789ab-99999999999999999999"})
        QVERIFY2(!pairOfExportedId(QString::fromLatin1(text), identity), text);
    QVERIFY(!pairOfExportedId(QStringLiteral("p-7"), QString()));
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

void tst_Reimport::topicsAndDialoguesAreUpdated()
{
    for (const char *kind : {"csv", "jsonl", "xlsx", "label-studio", "doccano"}) {
        Desk desk(QString::fromLatin1(kind));
        {
            auto project = Project::open(desk.projectFile);
            PairChange change; // a topic that is emptied below
            change.pairId = 4;
            change.topic = {QString(), QStringLiteral("parcels")};
            VERIFY_RESULT(project->changes().update({change}, 0, QStringLiteral("x"), {}));
        }
        desk.write(QString::fromLatin1(kind));
        auto reader = PairReader::open(desk.file);
        VERIFY_RESULT(reader);
        const auto rows = reader->next(10);
        QCOMPARE(rows->size(), 4u);
        // The same rows as an export of another moment has them.
        QByteArray lines;
        const QStringList topics{QStringLiteral("退货"), QStringLiteral("refunds"),
                                 QStringLiteral("refunds"), QString()};
        const QStringList dialogues{QStringLiteral("D-2"), QStringLiteral("D-2"), QString(),
                                    QStringLiteral("D-4")};
        for (qsizetype i = 0; i < 4; ++i) {
            const PairReader::Row &row = (*rows)[std::size_t(i)];
            lines += QJsonDocument(QJsonObject{{QStringLiteral("pair_id"), row.id},
                                               {QStringLiteral("question"), row.pair.question},
                                               {QStringLiteral("reply"), row.pair.reply},
                                               {QStringLiteral("group"), topics[i]},
                                               {QStringLiteral("dialogue"), dialogues[i]}})
                         .toJson(QJsonDocument::Compact) +
                     '\n';
        }
        desk.file = desk.folder.filePath(QStringLiteral("edited.jsonl"));
        desk.setText(lines);
        const auto summary = desk.import();
        VERIFY_RESULT(summary);
        QCOMPARE(summary->updates.fields, (UpdatedFields{.topics = 4, .dialogues = 2}));
        QCOMPARE(summary->updates.updated, 4);
        for (qsizetype i = 0; i < 4; ++i) {
            QCOMPARE(desk.pair(i + 1).group, topics[i]);
            QCOMPARE(desk.pair(i + 1).dialogue, dialogues[i]);
        }
        QCOMPARE(desk.import()->updates.unchanged, 4);
        auto project = Project::open(desk.projectFile);
        VERIFY_RESULT(project);
        const auto undone = project->changes().undoLast();
        VERIFY_RESULT(undone);
        QCOMPARE((*undone)->file, QStringLiteral("edited.jsonl"));
        QCOMPARE(desk.pair(1).group, QString());
        QCOMPARE(desk.pair(4).group, QStringLiteral("parcels"));
        QCOMPARE(desk.pair(3).dialogue, QStringLiteral("D-3"));
    }
}

void tst_Reimport::aPairOfATestedDialogueStaysInTheTestSet()
{
    Desk desk;
    {
        auto project = Project::open(desk.projectFile);
        VERIFY_RESULT(project);
        PairChange change;
        change.pairId = 2;
        change.dialogue = {QStringLiteral("D-2"), QStringLiteral("D-1")};
        VERIFY_RESULT(project->changes().update({change}, 0, QStringLiteral("x"), {}));
        VERIFY_RESULT(project->changes().setSplit({1}, Split::Test, {}));
        // As one that came with a later file: open, and tested with its dialogue.
        auto import = project->stageImport(QStringLiteral("later.csv"));
        VERIFY_RESULT(import);
        DialoguePair later;
        later.question = QStringLiteral("And now?");
        later.reply = QStringLiteral("Tomorrow.");
        later.dialogue = QStringLiteral("D-1");
        VERIFY_RESULT(import->add({later}, QStringLiteral("x")));
        VERIFY_RESULT(import->finish());
        QCOMPARE(project->pairs().dealtSplits({5})->value(5), Split::Test);
    }
    desk.write(QStringLiteral("csv"));
    for (int row = 0; row < 5; ++row)
        desk.setText(withCell(desk.file, row, QStringLiteral("split"), QStringLiteral("train")));
    desk.setText(withCell(desk.file, 4, QStringLiteral("dialogue"), QStringLiteral("D-3")));
    const auto summary = desk.import();
    VERIFY_RESULT(summary);
    QCOMPARE(summary->updates.fields, (UpdatedFields{.splits = 2, .dialogues = 1})); // 3 and 4
    auto project = Project::open(desk.projectFile);
    const auto dealt = project->pairs().dealtSplits({1, 2, 3, 4, 5});
    VERIFY_RESULT(dealt);
    for (const qint64 id : {1, 2, 5})
        QCOMPARE(dealt->value(id), Split::Test);
    QCOMPARE(dealt->value(3), Split::Test); // the dialogue to which a tested pair came
    QCOMPARE(dealt->value(4), Split::Train);
}

void tst_Reimport::nothingLeavesTheTestSet()
{
    Desk desk; // exported before the test set was there
    {
        auto project = Project::open(desk.projectFile);
        VERIFY_RESULT(project);
        VERIFY_RESULT(project->changes().setSplit({1, 2}, Split::Test, QStringLiteral("mei")));
        VERIFY_RESULT(project->changes().setSplit({3}, Split::Train, QStringLiteral("mei")));
    }
    desk.setText(withCell(desk.file, 1, QStringLiteral("split"), QStringLiteral("train")));
    const auto summary = desk.import();
    VERIFY_RESULT(summary);
    QCOMPARE(summary->updates.updated, 0);
    QCOMPARE(summary->updates.unchanged, 4);
    QCOMPARE(desk.pair(1).split, Split::Test);
    QCOMPARE(desk.pair(2).split, Split::Test);
    QCOMPARE(desk.pair(3).split, Split::Train);
}

void tst_Reimport::whatIsAddedToATestedDialogueIsTested()
{
    Desk desk(QStringLiteral("jsonl"));
    {
        auto project = Project::open(desk.projectFile);
        VERIFY_RESULT(project);
        VERIFY_RESULT(project->changes().setSplit({1}, Split::Test, {}));
        VERIFY_RESULT(project->changes().setSplit({2}, Split::Train, {}));
    }
    desk.write(QStringLiteral("jsonl"));
    // The text of a tested pair is edited, and rows are added, said to be for training.
    desk.edit("Where is order 1?", "Where did order 1 go?");
    desk.edit("\"split\":\"test\"", "\"split\":\"train\"");
    desk.setText(
        desk.text() +
        R"({"question":"And now?","reply":"Soon.","dialogue":"D-1","split":"train"})" + '\n' +
        R"({"question":"And then?","reply":"Later.","dialogue":"D-2","split":"train"})" + '\n');
    const auto summary = desk.import();
    VERIFY_RESULT(summary);
    QCOMPARE(summary->imported, 3);
    auto project = Project::open(desk.projectFile);
    VERIFY_RESULT(project);
    const auto dealt = project->pairs().dealtSplits({1, 2, 5, 6, 7});
    VERIFY_RESULT(dealt);
    QCOMPARE(*dealt, (QHash<qint64, Split>{{1, Split::Test},
                                           {2, Split::Train},
                                           {5, Split::Test},
                                           {6, Split::Test},
                                           {7, Split::Train}}));
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

void tst_Reimport::anEditedTextIsANewPairWithItsLabelAlone()
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

void tst_Reimport::anIdThatStandsTwiceCountsOnce()
{
    Desk desk(QStringLiteral("jsonl"));
    const QByteArray lines = desk.text();
    desk.setText(lines + QByteArray(lines.left(lines.indexOf('\n') + 1)).replace("note 1", "late"));
    const auto summary = desk.import();
    VERIFY_RESULT(summary);
    QCOMPARE(summary->updates.unchanged, 4);
    QCOMPARE(summary->duplicates, 1);
    QCOMPARE(desk.pair(1).note, QStringLiteral("note 1"));
}

void tst_Reimport::aCopiedRowWithOtherTextsIsANewPair_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"csv", "jsonl", "label-studio", "doccano"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void tst_Reimport::aCopiedRowWithOtherTextsIsANewPair()
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

void tst_Reimport::textsWhoseColumnIsGoneAreThoseOfThePair_data()
{
    QTest::addColumn<QStringList>("columns");
    QTest::newRow("no context") << QStringList{"pair_id", "question", "reply", "label"};
    QTest::newRow("no reply") << QStringList{"label", "pair_id", "question"};
    QTest::newRow("no question") << QStringList{"reply", "label", "pair_id"};
    QTest::newRow("id and label alone") << QStringList{"pair_id", "label"};
}

void tst_Reimport::textsWhoseColumnIsGoneAreThoseOfThePair()
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

void tst_Reimport::rowsWithoutTextsNeedTheIdOfAPair()
{
    Desk desk;
    auto project = Project::open(desk.projectFile);
    VERIFY_RESULT(project);
    const QByteArray id = exportedId(*projectIdentity(*project), 2).toUtf8();
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

void tst_Reimport::columnsThatAreGoneSayNothing()
{
    Desk desk;
    auto project = Project::open(desk.projectFile);
    VERIFY_RESULT(project);
    const QString id = exportedId(*projectIdentity(*project), 2);
    desk.setText("pair_id,question,reply,label\r\n\"" + id.toUtf8() +
                 "\",Where is order 2?,\"=Order 2 is on its way,\nsaid the depot.\",0\r\n");
    const auto summary = desk.import();
    VERIFY_RESULT(summary);
    QCOMPARE(summary->updates.updated, 1);
    QCOMPARE(summary->updates.fields, UpdatedFields{.labels = 1});
    QCOMPARE(desk.pair(2).note, QStringLiteral("note 2"));
    QCOMPARE(desk.history(2).size(), 2u);
}

void tst_Reimport::aWholeImportGoesBackAndForthAsOneStep()
{
    Desk desk;
    desk.edit("note 2", "edited");
    desk.setText(withCell(desk.file, 0, QStringLiteral("label"), QStringLiteral("0")) +
                 ",new question,new reply,1,,,,,,,\r\n");
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

void tst_Reimport::pairsThatComeToTheTestSetAreCounted()
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
    // What stands elsewhere by the word of its own file stays there.
    VERIFY_RESULT(project->pairs().setSplit({3}, Split::Validation));
    desk.setText("question,reply,dialogue,split\ni,j,D-3,test\n");
    QCOMPARE(desk.import()->effects, NewPairCounts());
    QCOMPARE(project->pairs().dealtSplits({3})->value(3), Split::Validation);
}

void tst_Reimport::rowsOfTestedDialoguesAreCounted()
{
    Desk desk;
    VERIFY_RESULT(Project::open(desk.projectFile)->pairs().setSplit({2}, Split::Test));
    desk.file = desk.folder.filePath(QStringLiteral("late.csv"));
    desk.setText("question,reply,dialogue,split\na,b,D-2,train\nc,d,D-3,train\ne,f,D-2,\n"
                 "g,h,D-8,test\ni,j,D-8,validation\n");
    for (const bool dryRun : {true, false}) {
        const auto summary = desk.import(dryRun);
        VERIFY_RESULT(summary);
        QCOMPARE(summary->effects, NewPairCounts{.ofTested = 2});
    }
}

void tst_Reimport::rowsOfPairsInTheBinAreCounted()
{
    Desk desk;
    VERIFY_RESULT(Project::open(desk.projectFile)->pairs().setRemoved({2, 3}, true));
    desk.setText(desk.text() + ",new question,new reply,1,,,,,,,\r\n");
    for (const bool dryRun : {true, false}) {
        const auto summary = desk.import(dryRun);
        VERIFY_RESULT(summary);
        QCOMPARE(summary->imported, 3);
        QCOMPARE(summary->effects, NewPairCounts{.inBin = 2});
    }
    QCOMPARE(desk.import()->effects, NewPairCounts());
}

void tst_Reimport::rowsThatPeopleLabelOtherwiseCountAsLabelled()
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

QTEST_GUILESS_MAIN(tst_Reimport)
#include "tst_reimport.moc"
