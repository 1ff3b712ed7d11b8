#include "project/change_log.h"
#include "project_fixture.h"

#include <QRandomGenerator>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

using namespace tunedesk;

/// Pairs whose files have earlier turns and no ids for dialogues.
class tst_ChainedPairs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theyStandInOneSplit_data();
    void theyStandInOneSplit();
    void pairsWithoutALabelTellTheSplit();
};

namespace
{
struct Row {
    DialoguePair pair;
    int dialogue = 0;
};

/// Dialogues of one to six questions, in any order. All begin with the same words.
/// @param turns how many of the earlier ones a row has; -1: all
std::vector<Row> rowsOf(int dialogues, int turns, QRandomGenerator &random)
{
    std::vector<Row> rows;
    for (int dialogue = 0; dialogue < dialogues; ++dialogue) {
        QStringList said{QStringLiteral("Customer: Hello"), QStringLiteral("Agent: Can I help?")};
        for (int i = 0, count = random.bounded(1, 7); i < count; ++i) {
            const QString question = QStringLiteral("Where is %1, part %2?").arg(dialogue).arg(i);
            const QString reply = QStringLiteral("Part %2 of %1 is in box %3.")
                                      .arg(dialogue)
                                      .arg(i)
                                      .arg(random.bounded(99));
            const QStringList context = turns < 0 ? said : said.mid(said.size() - turns);
            rows.push_back({pairOf(question, reply, context.join(QLatin1Char('\n'))), dialogue});
            rows.back().pair.label = int(random.bounded(2));
            if (*rows.back().pair.label == 0)
                rows.back().pair.reply = QStringLiteral("Good night.");
            said << QStringLiteral("Customer: ") + question << QStringLiteral("Agent: ") + reply;
        }
    }
    std::shuffle(rows.begin(), rows.end(), random);
    return rows;
}
} // namespace

void tst_ChainedPairs::theyStandInOneSplit_data()
{
    QTest::addColumn<int>("turns");
    QTest::addColumn<bool>("inParts"); // parts of a dialogue come, or get a label, later
    QTest::newRow("all earlier turns") << -1 << false;
    QTest::newRow("all earlier turns, in parts") << -1 << true;
    QTest::newRow("four turns") << 4 << false;
    QTest::newRow("two turns") << 2 << false;
    QTest::newRow("the reply alone") << 1 << false;
}

void tst_ChainedPairs::theyStandInOneSplit()
{
    QFETCH(int, turns);
    QFETCH(bool, inParts);
    QRandomGenerator random(7);
    auto rows = rowsOf(100, turns, random);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    TrainingRecipe recipe;
    recipe.testPercent = 20;
    const std::size_t parts = inParts ? 3 : 1;
    std::vector<int> dialogues;
    std::vector<qint64> unlabelled;
    std::set<qint64> tested;
    for (std::size_t part = 0; part < parts; ++part) {
        std::vector<DialoguePair> pairs;
        for (std::size_t i = part; i < rows.size(); i += parts) {
            pairs.push_back(rows[i].pair);
            dialogues.push_back(rows[i].dialogue);
            if (inParts && random.bounded(3) == 0) {
                pairs.back().label.reset();
                unlabelled.push_back(qint64(dialogues.size()));
            }
        }
        VERIFY_RESULT(fixture.add(pairs));
        for (int trial = 0; trial < 2; ++trial) {
            const auto taken = fixture->snapshots().take(recipe);
            VERIFY_RESULT(taken);
            std::map<int, std::set<Split>> splits;
            std::set<qint64> testedNow;
            for (const SnapshotPair &pair : taken->pairs) {
                splits[dialogues[std::size_t(pair.pairId - 1)]].insert(pair.split);
                if (pair.split == Split::Test)
                    testedNow.insert(pair.pairId);
            }
            int parted = 0;
            for (const auto &[dialogue, found] : splits)
                parted += found.size() > 1;
            if (turns == 1) // after a reply that was not given nothing tells what goes on
                QVERIFY2(parted > 0 && parted < 50, qPrintable(QString::number(parted)));
            else
                QCOMPARE(parted, 0);
            QVERIFY(taken->validationPairs > 0);
            QVERIFY(testedNow.size() * 10 > taken->pairs.size());
            QVERIFY(testedNow.size() * 2 < taken->pairs.size());
            QVERIFY(
                std::includes(testedNow.begin(), testedNow.end(), tested.begin(), tested.end()));
            tested = testedNow;
            for (const qint64 id : std::exchange(unlabelled, {}))
                VERIFY_RESULT(
                    fixture->labels().add(labelOf(id, int(id % 2), QStringLiteral("import"))));
            if (part == 1)
                VERIFY_RESULT(fixture->changes().growTestSet(30, QStringLiteral("ann")));
        }
    }
}

void tst_ChainedPairs::pairsWithoutALabelTellTheSplit()
{
    QRandomGenerator random(7);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    std::vector<DialoguePair> pairs;
    for (const Row &row : rowsOf(60, -1, random))
        pairs.push_back(row.pair);
    const auto asked = std::ssize(pairs);
    // Another one goes on with each of ten, and nobody has judged its reply.
    for (int i = 0; i < 10; ++i) {
        const DialoguePair &before = pairs[std::size_t(i)];
        pairs.push_back(pairOf(
            QStringLiteral("And then, %1?").arg(i), QStringLiteral("Wait."),
            QStringList{before.context, before.question, before.reply}.join(QLatin1Char('\n'))));
        pairs.back().split = i % 2 == 0 ? Split::Test : Split::Train;
    }
    VERIFY_RESULT(fixture.add(pairs));
    const auto snapshot = fixture->snapshots().take({});
    VERIFY_RESULT(snapshot);
    QCOMPARE(std::ssize(snapshot->pairs), asked);
    for (std::size_t i = 0; i < 10; ++i)
        QCOMPARE(snapshot->pairs[i].split == Split::Test, i % 2 == 0);
}

QTEST_GUILESS_MAIN(tst_ChainedPairs)
#include "tst_chained_pairs.moc"
