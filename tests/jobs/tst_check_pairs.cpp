#include "core/project_fixture.h"
#include "jobs/check_pairs.h"
#include "jobs/import_pairs.h"
#include "tiny_bert.h"

#include <algorithm>

using namespace tunedesk;

namespace
{
using Kind = PairIssue::Kind;

const QString kReply =
    QStringLiteral("It left our house on Tuesday and should reach you within the next two working "
                   "days at the latest");

DialoguePair labelled(const QString &question, const QString &reply, int label,
                      const QString &dialogue = {}, Split split = Split::Unassigned)
{
    DialoguePair pair = pairOf(question, reply);
    pair.label = label;
    pair.dialogue = dialogue;
    pair.split = split;
    return pair;
}

QList<PairIssue> issuesOf(const PairCheckReport &report, Kind kind)
{
    QList<PairIssue> issues;
    for (const PairIssue &issue : report.issues)
        if (issue.kind == kind)
            issues << issue;
    return issues;
}
} // namespace

class tst_CheckPairs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void eachProblemIsFound();
    void aSoundProjectHasNoneAndIsProven();
    void aDialogueThatAFilePutIntoTwoSplitsGoesToOne();
    void filesThatNumberTheirDialoguesAnewLeakNothing();
    void fewDialoguesThatTwoFilesPartAreALeak();
    void pairsWithoutALabelFollowTheirDialogue();
    void whatTrainingAndTestShareIsALeak();
    void whatIsTooLongGoesByTheModel();
    void withoutAModelLettersCount();
    void removedPairsAreNotLookedAt();
    void listsAreBounded();
    void aStopIsAStop();
    void realDialoguesAreDealtWhole();

private:
    SilentJob m_job;
    QTemporaryDir m_cache;
};

void tst_CheckPairs::initTestCase()
{
    QVERIFY(m_cache.isValid());
    qputenv("TUNEDESK_CACHE", m_cache.path().toUtf8());
    QCoreApplication::setOrganizationName(QStringLiteral("TuneDeskTests"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_check_pairs"));
}

void tst_CheckPairs::eachProblemIsFound()
{
    ProjectFixture project;
    VERIFY_RESULT(project.add({
        labelled(QStringLiteral("Is it late?"), QStringLiteral("No."), 1),        // 1
        labelled(QStringLiteral("is it LATE"), QStringLiteral("no"), 0),          // 2
        labelled(QStringLiteral("Where?"), kReply, 1),                            // 3
        labelled(QStringLiteral("Where?"), kReply + QStringLiteral(" ok"), 1),    // 4
        labelled(QStringLiteral("And now?"), QStringLiteral("…"), 0),             // 5
        labelled(QStringLiteral("?!"), QStringLiteral("What do you mean?"), 1),   // 6
        labelled(QStringLiteral("I am a@b.org"), QStringLiteral("Thank you"), 1), // 7
    }));
    const auto report = checkPairs(project.path, {}, m_job);
    VERIFY_RESULT(report);
    QCOMPARE(report->pairs, 7);
    const auto contradictions = issuesOf(*report, Kind::Contradiction);
    QCOMPARE(contradictions.size(), 1);
    QCOMPARE(contradictions[0].pairs, (QList<qint64>{1, 2}));
    const auto duplicates = issuesOf(*report, Kind::Duplicate);
    QCOMPARE(duplicates.size(), 2);
    QCOMPARE(duplicates[0].pairs, (QList<qint64>{1, 2}));
    QCOMPARE(duplicates[1].pairs, (QList<qint64>{3, 4}));
    const auto empty = issuesOf(*report, Kind::Empty);
    QCOMPARE(empty.size(), 2);
    QCOMPARE(empty[0].pairs, QList<qint64>{5});
    QVERIFY(empty[0].message.contains(QLatin1String("reply")));
    QCOMPARE(empty[1].pairs, QList<qint64>{6});
    const auto personal = issuesOf(*report, Kind::PersonalData);
    QCOMPARE(personal.size(), 1);
    QCOMPARE(personal[0].pairs, QList<qint64>{7});
    QVERIFY(issuesOf(*report, Kind::Long).isEmpty());
    const auto pairsOf = [&](Kind kind) { return report->pairsOf[std::size_t(kind)]; };
    QCOMPARE(pairsOf(Kind::Contradiction), (QList<qint64>{1, 2}));
    QCOMPARE(pairsOf(Kind::Duplicate), (QList<qint64>{1, 2, 3, 4}));
    QCOMPARE(pairsOf(Kind::Empty), (QList<qint64>{5, 6}));
    QCOMPARE(pairsOf(Kind::PersonalData), (QList<qint64>{7}));
    QVERIFY(pairsOf(Kind::Long).isEmpty() && pairsOf(Kind::Leak).isEmpty());
    QCOMPARE(report->found[std::size_t(Kind::Duplicate)], 2);
    for (std::size_t i = 1; i < report->issues.size(); ++i)
        QVERIFY(report->issues[i - 1].kind <= report->issues[i].kind);
}

void tst_CheckPairs::aSoundProjectHasNoneAndIsProven()
{
    ProjectFixture project;
    std::vector<DialoguePair> pairs;
    for (int i = 0; i < 400; ++i)
        pairs.push_back(labelled(QStringLiteral("question %1?").arg(i * 7919),
                                 QStringLiteral("%1 is the answer").arg(i * 104'729), i % 2,
                                 QStringLiteral("d%1").arg(i / 4)));
    VERIFY_RESULT(project.add(pairs));
    const auto report = checkPairs(project.path, {}, m_job);
    VERIFY_RESULT(report);
    QVERIFY(report->issues.empty());
    QCOMPARE(report->dealtPairs, 400);
    QCOMPARE(report->dealtDialogues, 100);
    QCOMPARE(report->dialoguesInTwoSplits, 0);
    // What was dealt is what a training would take.
    const auto taken = project->snapshots().preview(TrainingRecipe());
    const auto dealt = project->snapshots().dealtPairs(TrainingRecipe());
    VERIFY_RESULT(taken);
    VERIFY_RESULT(dealt);
    QCOMPARE(dealt->size(), taken->pairs.size());
    for (std::size_t i = 0; i < dealt->size(); ++i) {
        QCOMPARE((*dealt)[i].pairId, taken->pairs[i].pairId);
        QCOMPARE((*dealt)[i].split, taken->pairs[i].split);
    }
}

void tst_CheckPairs::aDialogueThatAFilePutIntoTwoSplitsGoesToOne()
{
    ProjectFixture project;
    VERIFY_RESULT(project.add(
        {labelled(QStringLiteral("a?"), QStringLiteral("b"), 1, QStringLiteral("d"), Split::Train),
         labelled(QStringLiteral("c?"), QStringLiteral("d"), 0, QStringLiteral("d"), Split::Train),
         labelled(QStringLiteral("e?"), QStringLiteral("f"), 1, QStringLiteral("d"),
                  Split::Test)}));
    // Another file goes on with it.
    DialoguePair other =
        labelled(QStringLiteral("g?"), QStringLiteral("h"), 1, QStringLiteral("d"), Split::Test);
    other.originFile = QStringLiteral("other.csv");
    VERIFY_RESULT(project.add({other}));
    const auto report = checkPairs(project.path, {}, m_job);
    VERIFY_RESULT(report);
    QCOMPARE(report->dialoguesInTwoSplits, 0);
    QCOMPARE(report->dealtDialogues, 1);
    QCOMPARE(issuesOf(*report, Kind::Leak).size(), 0);
    // The file put it into two splits; nothing of it trains.
    const auto dealt = project->snapshots().dealtPairs(TrainingRecipe());
    VERIFY_RESULT(dealt);
    for (const auto &pair : *dealt)
        QCOMPARE(pair.split, Split::Test);
}

void tst_CheckPairs::filesThatNumberTheirDialoguesAnewLeakNothing()
{
    ProjectFixture project;
    const QList<Split> splits{Split::Train, Split::Validation, Split::Test, Split::Unassigned};
    for (qsizetype file = 0; file < splits.size(); ++file) {
        std::vector<DialoguePair> pairs;
        for (int i = 0; i < 40; ++i) {
            pairs.push_back(labelled(QStringLiteral("question %1-%2?").arg(file).arg(i * 7919),
                                     QStringLiteral("%1 is %2").arg(i * 104'729).arg(file), i % 2,
                                     QStringLiteral("1_%1").arg(i / 4), splits[file]));
            pairs.back().originFile = QStringLiteral("part %1.csv").arg(file);
            if (i % 5 == 0)
                pairs.back().label.reset();
        }
        VERIFY_RESULT(project.add(pairs));
    }
    const auto report = checkPairs(project.path, {}, m_job);
    VERIFY_RESULT(report);
    QCOMPARE(issuesOf(*report, Kind::Leak).size(), 0);
    QCOMPARE(report->dialoguesInTwoSplits, 0);
    QCOMPARE(report->dealtDialogues, 40);
    // Each is right about its own; the open one follows the strictest.
    const auto dealt = project->snapshots().dealtPairs(TrainingRecipe());
    VERIFY_RESULT(dealt);
    QCOMPARE(dealt->size(), 4u * 32);
    for (const auto &pair : *dealt) {
        const qsizetype file = (pair.pairId - 1) / 40;
        QCOMPARE(pair.split, file == 3 ? Split::Test : splits[file]);
    }
}

void tst_CheckPairs::fewDialoguesThatTwoFilesPartAreALeak()
{
    ProjectFixture project;
    const auto file = [](const QString &name, int dialogues, Split split) {
        std::vector<DialoguePair> pairs;
        for (int i = 0; i < dialogues; ++i) {
            pairs.push_back(labelled(QStringLiteral("question %1 of %2?").arg(i * 7919).arg(name),
                                     QStringLiteral("%1 is %2").arg(i * 104'729).arg(name), i % 2,
                                     QStringLiteral("D%1").arg(i), split));
            pairs.back().originFile = name;
        }
        return pairs;
    };
    VERIFY_RESULT(project.add(file(QStringLiteral("one.csv"), 40, Split::Train)));
    VERIFY_RESULT(project.add(file(QStringLiteral("two.csv"), 3, Split::Test)));
    const auto report = checkPairs(project.path, {}, m_job);
    VERIFY_RESULT(report);
    QCOMPARE(report->dialoguesInTwoSplits, 3);
    QCOMPARE(report->dealtDialogues, 40);
    const auto leaks = issuesOf(*report, Kind::Leak);
    QCOMPARE(leaks.size(), 3);
    QCOMPARE(leaks[0].pairs, (QList<qint64>{1, 41}));
    QVERIFY2(leaks[0].message.contains(QStringLiteral("two files")), qPrintable(leaks[0].message));
}

void tst_CheckPairs::pairsWithoutALabelFollowTheirDialogue()
{
    ProjectFixture project;
    auto pairs = std::vector<DialoguePair>{
        labelled(QStringLiteral("a?"), QStringLiteral("b"), 1, QStringLiteral("d"), Split::Train),
        labelled(QStringLiteral("c?"), QStringLiteral("d"), 0, QStringLiteral("d"), Split::Test),
        labelled(QStringLiteral("e?"), QStringLiteral("f"), 1, QStringLiteral("e"), Split::Train),
        labelled(QStringLiteral("g?"), QStringLiteral("h"), 0, QStringLiteral("e"), Split::Train)};
    pairs[0].label.reset(); // the file gave it to training, and its dialogue is tested
    pairs[3].label.reset();
    VERIFY_RESULT(project.add(pairs));
    const auto report = checkPairs(project.path, {}, m_job);
    VERIFY_RESULT(report);
    QCOMPARE(issuesOf(*report, Kind::Leak).size(), 0);
    QCOMPARE(report->dialoguesInTwoSplits, 0);
    QCOMPARE(report->dealtDialogues, 2);
}

void tst_CheckPairs::whatTrainingAndTestShareIsALeak()
{
    const QString talk = QStringLiteral("I have ordered a blue jacket in size 42 last Monday and "
                                        "it has not come yet, where is it?");
    DialoguePair goesOn =
        labelled(QStringLiteral("And its colour?"), QStringLiteral("Blue"), 1, {}, Split::Train);
    goesOn.context = QStringLiteral("What's its size?\nSmall");
    ProjectFixture project;
    VERIFY_RESULT(project.add({
        labelled(QStringLiteral("Where?"), kReply, 1, {}, Split::Train),                      // 1
        labelled(QStringLiteral("Where?"), kReply + QStringLiteral("!"), 1, {}, Split::Test), // 2
        labelled(talk, QStringLiteral("Tomorrow"), 1, {}, Split::Validation),                 // 3
        labelled(talk + QStringLiteral("?"), QStringLiteral("Our shops are open until six o'clock"),
                 0, {}, Split::Test), // 4
        labelled(QStringLiteral("Where?"), kReply + QStringLiteral(" now"), 1, {},
                 Split::Train), // 5
        labelled(QStringLiteral("What's its size?"), QStringLiteral("It has no pockets"), 0, {},
                 Split::Test), // 6
        goesOn,                // 7
    }));
    const auto report = checkPairs(project.path, {}, m_job);
    VERIFY_RESULT(report);
    const auto leaks = issuesOf(*report, Kind::Leak);
    QCOMPARE(leaks.size(), 4);
    QCOMPARE(leaks[0].pairs, (QList<qint64>{1, 2}));
    QCOMPARE(leaks[1].pairs, (QList<qint64>{3, 4}));
    QCOMPARE(leaks[2].pairs, (QList<qint64>{2, 5}));
    QCOMPARE(leaks[3].pairs, (QList<qint64>{6, 7})); // which goes on with it
}

void tst_CheckPairs::whatIsTooLongGoesByTheModel()
{
    ProjectFixture project;
    const QString folder = project.folder.filePath(QStringLiteral("model"));
    QVERIFY(makeTinyBert(folder));
    VERIFY_RESULT(project.add({pairOf(QStringLiteral("a b c d"), QStringLiteral("e f g")),
                               pairOf(QStringLiteral("a b c d e"), QStringLiteral("f g h")),
                               pairOf(QStringLiteral("a b"), QStringLiteral("a b c d e f g"))}));
    auto tokenizer = Tokenizer::load(folder, PairLayout::Separated);
    VERIFY_RESULT(tokenizer);
    TrainingRecipe recipe;
    recipe.maxLength = 10;
    const auto report = checkPairs(
        project.path, CheckModel{QStringLiteral("tiny"), recipe, std::move(*tokenizer)}, m_job);
    VERIFY_RESULT(report);
    const auto issues = issuesOf(*report, Kind::Long);
    QCOMPARE(issues.size(), 1);
    QCOMPARE(issues[0].pairs, (QList<qint64>{2, 3}));
    QVERIFY2(
        issues[0].message.contains(QLatin1String("lose 1 tokens in 1 pairs, the reply 2 in 1")),
        qPrintable(issues[0].message));
}

void tst_CheckPairs::withoutAModelLettersCount()
{
    ProjectFixture project;
    VERIFY_RESULT(project.add({pairOf(QStringLiteral("a"), QString(3999, QLatin1Char('b'))),
                               pairOf(QStringLiteral("a"), QString(4000, QLatin1Char('b')))}));
    const auto report = checkPairs(project.path, {}, m_job);
    VERIFY_RESULT(report);
    QVERIFY(report->model.isEmpty());
    QCOMPARE(issuesOf(*report, Kind::Long)[0].pairs, QList<qint64>{2});
}

void tst_CheckPairs::removedPairsAreNotLookedAt()
{
    ProjectFixture project;
    VERIFY_RESULT(project.add({labelled(QStringLiteral("a?"), QStringLiteral("b"), 1),
                               labelled(QStringLiteral("A"), QStringLiteral("B"), 0)}));
    VERIFY_RESULT(project->pairs().setRemoved({2}, true));
    const auto report = checkPairs(project.path, {}, m_job);
    VERIFY_RESULT(report);
    QCOMPARE(report->pairs, 1);
    QVERIFY(report->issues.empty());
}

void tst_CheckPairs::listsAreBounded()
{
    ProjectFixture project;
    std::vector<DialoguePair> pairs;
    for (int i = 0; i < kMostIssues + 50; ++i) {
        QString dots;
        for (int bit = 0; bit < 16; ++bit)
            dots += QLatin1Char((i >> bit) & 1 ? '.' : '!');
        pairs.push_back(pairOf(QStringLiteral("Write to a@b.org"), QStringLiteral("ok") + dots));
    }
    VERIFY_RESULT(project.add(pairs));
    const auto report = checkPairs(project.path, {}, m_job);
    VERIFY_RESULT(report);
    QCOMPARE(report->found[std::size_t(Kind::Duplicate)], kMostIssues + 49);
    QCOMPARE(issuesOf(*report, Kind::Duplicate).size(), kMostIssues);
    const auto personal = issuesOf(*report, Kind::PersonalData);
    QCOMPARE(personal.size(), 1);
    QCOMPARE(personal[0].count, kMostIssues + 50);
    QCOMPARE(report->pairsOf[std::size_t(Kind::PersonalData)].size(), kMostIssues + 50);
    QCOMPARE(report->pairsOf[std::size_t(Kind::Duplicate)].size(), kMostIssues + 50);
    QCOMPARE(personal[0].pairs.size(), kMostPairs);
}

void tst_CheckPairs::aStopIsAStop()
{
    ProjectFixture project;
    VERIFY_RESULT(project.add({pairOf(QStringLiteral("a"), QStringLiteral("b"))}));
    StopAfter job(1);
    const auto report = checkPairs(project.path, {}, job);
    VERIFY_RESULT(report);
    QCOMPARE(report->outcome, Outcome::Stopped);
}

void tst_CheckPairs::realDialoguesAreDealtWhole()
{
    const QString file = QStringLiteral(TUNEDESK_SOURCE_DIR "/../shared/data/sgd_train.csv");
    if (!QFile::exists(file))
        QSKIP("the real pairs are not on this machine");
    ProjectFixture project;
    ImportOptions options;
    options.file = file;
    VERIFY_RESULT(importPairs(project.path, options, m_job));
    const auto report = checkPairs(project.path, {}, m_job);
    VERIFY_RESULT(report);
    qInfo("%d pairs: %d contradictions, %d leaks, %d near duplicates, %d personal", report->pairs,
          report->found[0], report->found[1], report->found[2], report->found[5]);
    QCOMPARE(report->dealtDialogues, 1498);
    QCOMPARE(report->dialoguesInTwoSplits, 0);
}

QTEST_GUILESS_MAIN(tst_CheckPairs)
#include "tst_check_pairs.moc"
