#include "project_fixture.h"

#include "project/dialogue_deal.h"

#include <QRandomGenerator>

#include <map>
#include <set>

using namespace tunedesk;

namespace
{
/// Dialogues of 1 to `longest` pairs; `odd` of a hundred dialogues have one label mostly.
std::vector<DealtPair> randomPairs(QRandomGenerator &random, int dialogues, int longest)
{
    std::vector<DealtPair> pairs;
    for (int d = 0; d < dialogues; ++d) {
        const int leaning = int(random.bounded(3)); // all of one label, all of the other, mixed
        const QString key =
            dialogueKey(random.bounded(4) == 0 ? QString() : QStringLiteral("d%1").arg(d),
                        QStringLiteral("content %1").arg(d));
        const int length = key.startsWith(u'#') ? 1 : int(random.bounded(1, longest + 1));
        for (int i = 0; i < length; ++i) {
            DealtPair pair;
            pair.id = qint64(pairs.size()) + 1;
            pair.dialogue = key;
            pair.kind = leaning < 2 ? leaning : int(random.bounded(2));
            pairs.push_back(pair);
        }
    }
    return pairs;
}

std::map<QString, std::set<Split>> splitsOf(const std::vector<DealtPair> &pairs)
{
    std::map<QString, std::set<Split>> splits;
    for (const DealtPair &pair : pairs)
        splits[pair.dialogue].insert(pair.split);
    return splits;
}

std::set<qint64> idsIn(const std::vector<DealtPair> &pairs, Split split)
{
    std::set<qint64> ids;
    for (const DealtPair &pair : pairs)
        if (pair.split == split)
            ids.insert(pair.id);
    return ids;
}

constexpr DealOptions kUsual{
    .hasTestSet = false, .testPercent = 20, .validationPercent = 10, .seed = 5};
} // namespace

class tst_DialogueDeal : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void noDialogueStandsInTwoSplits_data();
    void noDialogueStandsInTwoSplits();
    void eachSplitGetsItsShareOfEachLabel_data();
    void eachSplitGetsItsShareOfEachLabel();
    void theTestSetDoesNotHangOnTheSeed();
    void aTestSetThatIsThereIsLeftAlone();
    void growingAddsToWhatIsThere();
    void validationTakesNoTestedPairs();
};

void tst_DialogueDeal::noDialogueStandsInTwoSplits_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 30; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void tst_DialogueDeal::noDialogueStandsInTwoSplits()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    auto pairs = randomPairs(random, int(random.bounded(1, 200)), 7);
    // Files and people fix what they like, one pair of a dialogue here, the next one there.
    const int fixed = int(random.bounded(100));
    std::map<QString, Split> strictest;
    for (DealtPair &pair : pairs) {
        if (int(random.bounded(100)) < fixed)
            pair.fixed = static_cast<Split>(random.bounded(4));
        strictest[pair.dialogue] = std::max(strictest[pair.dialogue], pair.fixed);
    }
    const DealOptions options{.hasTestSet = random.bounded(2) == 1,
                              .testPercent = int(random.bounded(50)),
                              .validationPercent = int(random.bounded(49)),
                              .seed = seed};
    deal(pairs, options);
    for (const auto &[dialogue, splits] : splitsOf(pairs)) {
        QCOMPARE(splits.size(), 1u);
        QVERIFY(*splits.begin() != Split::Unassigned);
        if (strictest[dialogue] == Split::Test)
            QCOMPARE(*splits.begin(), Split::Test);
        else if (strictest[dialogue] != Split::Unassigned)
            QVERIFY(*splits.begin() != Split::Test);
    }
}

void tst_DialogueDeal::eachSplitGetsItsShareOfEachLabel_data()
{
    QTest::addColumn<int>("dialogues");
    QTest::addColumn<int>("longest");
    QTest::newRow("20 pairs") << 20 << 1;
    QTest::newRow("200 pairs") << 200 << 1;
    QTest::newRow("60 short dialogues") << 60 << 3;
    QTest::newRow("300 dialogues") << 300 << 8;
    QTest::newRow("2000 dialogues") << 2000 << 12;
}

void tst_DialogueDeal::eachSplitGetsItsShareOfEachLabel()
{
    QFETCH(int, dialogues);
    QFETCH(int, longest);
    for (quint32 seed = 1; seed <= 20; ++seed) {
        QRandomGenerator random(seed);
        auto pairs = randomPairs(random, dialogues, longest);
        deal(pairs, {.testPercent = 20, .validationPercent = 10, .seed = seed});
        for (const int kind : {0, 1}) {
            std::map<Split, double> counts;
            double all = 0;
            for (const DealtPair &pair : pairs)
                if (pair.kind == kind) {
                    ++counts[pair.split];
                    ++all;
                }
            // Whole dialogues: half of the longest one may be over or missing.
            const double room = 0.5 + longest / 2.0;
            QVERIFY2(std::abs(counts[Split::Test] - 0.2 * all) <= room,
                     qPrintable(QStringLiteral("%1 of %2").arg(counts[Split::Test]).arg(all)));
            QVERIFY2(
                std::abs(counts[Split::Validation] - 0.1 * all) <= room,
                qPrintable(QStringLiteral("%1 of %2").arg(counts[Split::Validation]).arg(all)));
        }
    }
}

void tst_DialogueDeal::theTestSetDoesNotHangOnTheSeed()
{
    QRandomGenerator random(4);
    auto first = randomPairs(random, 200, 5);
    auto second = first;
    DealOptions other = kUsual;
    other.seed = 6;
    const auto keys = deal(first, kUsual);
    QCOMPARE(deal(second, other), keys);
    QVERIFY(!keys.empty());
    QCOMPARE(idsIn(first, Split::Test), idsIn(second, Split::Test));
    QVERIFY(idsIn(first, Split::Validation) != idsIn(second, Split::Validation));
    // Nor on the order of the pairs.
    std::reverse(second.begin(), second.end());
    for (DealtPair &pair : second)
        pair.split = Split::Unassigned;
    deal(second, kUsual);
    QCOMPARE(idsIn(first, Split::Test), idsIn(second, Split::Test));
    QCOMPARE(idsIn(first, Split::Validation), idsIn(second, Split::Validation));
}

void tst_DialogueDeal::aTestSetThatIsThereIsLeftAlone()
{
    QRandomGenerator random(8);
    auto pairs = randomPairs(random, 100, 4);
    pairs[3].fixed = Split::Test;
    DealOptions options = kUsual;
    options.hasTestSet = true;
    QVERIFY(deal(pairs, options).empty());
    for (const DealtPair &pair : pairs)
        QCOMPARE(pair.split == Split::Test, pair.dialogue == pairs[3].dialogue);
    // One of pairs that are not dealt here (no label yet) counts too.
    for (DealtPair &pair : pairs)
        pair.fixed = pair.split = Split::Unassigned;
    QVERIFY(deal(pairs, options).empty());
    QVERIFY(idsIn(pairs, Split::Test).empty());
    QVERIFY(!idsIn(pairs, Split::Validation).empty());
}

void tst_DialogueDeal::growingAddsToWhatIsThere()
{
    QRandomGenerator random(2);
    auto pairs = randomPairs(random, 400, 4);
    for (const int percent : {5, 5, 12, 3, 30}) {
        const auto before = idsIn(pairs, Split::Test);
        const auto keys = testSetGrowth(pairs, percent);
        const std::set<QString> added(keys.begin(), keys.end());
        for (DealtPair &pair : pairs)
            if (added.contains(pair.dialogue)) {
                QCOMPARE(pair.fixed, Split::Unassigned);
                pair.fixed = pair.split = Split::Test;
            }
        const auto after = idsIn(pairs, Split::Test);
        QVERIFY(std::includes(after.begin(), after.end(), before.begin(), before.end()));
        const double wanted = std::max(double(before.size()), double(pairs.size()) * percent / 100);
        QVERIFY2(std::abs(double(after.size()) - wanted) <= 4,
                 qPrintable(QStringLiteral("%1 for %2").arg(after.size()).arg(wanted)));
    }
}

void tst_DialogueDeal::validationTakesNoTestedPairs()
{
    std::vector<DealtPair> pairs;
    for (int i = 0; i < 20; ++i)
        for (const Split split : {Split::Train, Split::Test}) {
            DealtPair pair;
            pair.id = qint64(pairs.size()) + 1;
            pair.source = split == Split::Test ? QStringLiteral("a.csv") : QStringLiteral("b.csv");
            pair.dialogue = dialogueKey(QStringLiteral("D%1").arg(i), {});
            pair.kind = i % 2;
            pair.fixed = split;
            pairs.push_back(pair);
        }
    deal(pairs, {.hasTestSet = true, .validationPercent = 20, .seed = 1});
    int validation = 0;
    for (const DealtPair &pair : pairs) {
        validation += pair.split == Split::Validation;
        if (pair.fixed == Split::Test)
            QCOMPARE(pair.split, Split::Test);
    }
    QCOMPARE(validation, 4);
}

QTEST_GUILESS_MAIN(tst_DialogueDeal)
#include "tst_dialogue_deal.moc"
