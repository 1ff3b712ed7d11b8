#include "project/change_log.h"
#include "reimport_desk.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace tunedesk;
using Desk = ReimportDesk;

/// Dialogues and splits of an edited export.
class tst_ReimportedDialogues : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void topicsAndDialoguesAreUpdated();
    void aPairOfATestedDialogueStaysInTheTestSet();
    void aPairThatComesToATestedDialogueIsCounted();
    void nothingLeavesTheTestSet();
    void whatIsAddedToATestedDialogueIsTested();
};

void tst_ReimportedDialogues::topicsAndDialoguesAreUpdated()
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

void tst_ReimportedDialogues::aPairThatComesToATestedDialogueIsCounted()
{
    Desk desk;
    VERIFY_RESULT(Project::open(desk.projectFile)->changes().setSplit({1}, Split::Test, {}));
    desk.write(QStringLiteral("csv"));
    desk.setText(withCell(desk.file, 2, QStringLiteral("dialogue"), QStringLiteral("D-1")));
    desk.setText(withCell(desk.file, 3, QStringLiteral("dialogue"), QStringLiteral("D-9")));
    for (const bool dryRun : {true, false}) {
        const auto summary = desk.import(dryRun);
        VERIFY_RESULT(summary);
        QCOMPARE(summary->updates.fields.dialogues, 2);
        QCOMPARE(summary->effects.toTest, 1);
    }
    auto project = Project::open(desk.projectFile);
    QCOMPARE(project->pairs().dealtSplits({3})->value(3), Split::Test);
}

void tst_ReimportedDialogues::aPairOfATestedDialogueStaysInTheTestSet()
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

void tst_ReimportedDialogues::nothingLeavesTheTestSet()
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

void tst_ReimportedDialogues::whatIsAddedToATestedDialogueIsTested()
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

QTEST_GUILESS_MAIN(tst_ReimportedDialogues)
#include "tst_reimported_dialogues.moc"
