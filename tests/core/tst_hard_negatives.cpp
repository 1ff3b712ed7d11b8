#include "dataset/hard_negatives.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace tunedesk;

/// Wrong replies are of the same topic, of the training pairs alone, and the same each time.
class tst_HardNegatives : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theReplyIsOfTheSameTopicAndOfAnotherDialogue();
    void aTopicOfItsOwnTakesRepliesOfTheOthers();
    void whatWouldBeRightHereTooIsPassedOver();
    void onlyAppropriateTrainingPairsGiveAndGet();
    void theLastTurnCountsAlone();
    void chineseIsReadByPairsOfCharacters();
    void everyRoundHasAsManyAndOtherOnes();
    void whereThereAreFewTheyComeAgain();
    void theSeedDecides();
};

namespace
{
SnapshotPair pairOf(const QString &firstText, const QString &reply, const QString &topic = {},
                    const QString &dialogue = {})
{
    return {
        .firstText = firstText, .reply = reply, .target = 1, .topic = topic, .dialogue = dialogue};
}

SnapshotPair labelled(SnapshotPair pair, double target, Split split)
{
    pair.target = target;
    pair.split = split;
    return pair;
}

std::vector<SnapshotPair> manyPairs(int count, int topics)
{
    std::vector<SnapshotPair> pairs;
    for (int i = 0; i < count; ++i)
        pairs.push_back(pairOf(QStringLiteral("Where is number%1?").arg(i),
                               QStringLiteral("Answer%1.").arg(i),
                               QStringLiteral("topic %1").arg(i % topics)));
    return pairs;
}

/// Numbers of the replies that a conversation gets, with those of all rounds.
std::set<std::size_t> repliesFor(const std::vector<HardNegative> &found, std::size_t conversation)
{
    std::set<std::size_t> replies;
    for (const HardNegative &negative : found)
        if (negative.conversation == conversation)
            replies.insert(negative.reply);
    return replies;
}

using Numbers = std::set<std::size_t>;
} // namespace

void tst_HardNegatives::theReplyIsOfTheSameTopicAndOfAnotherDialogue()
{
    const std::vector<SnapshotPair> pairs{
        pairOf("Where is my parcel now?", "It left Leipzig.", "parcels", "7"),
        pairOf("Which films run tonight?", "Two: Metropolis and Solaris.", "films", "8"),
        pairOf("Can I change the address?", "Only before noon.", "parcels", "7"),
        pairOf("What does a stamp cost?", "Eighty-five cents.", "parcels", "9"),
        pairOf("When does the late show end?", "About midnight.", "films", "10"),
    };
    const auto found = hardNegatives(pairs, 4, 1, 42);
    QCOMPARE(repliesFor(found, 0), Numbers{3});
    QCOMPARE(repliesFor(found, 2), Numbers{3});
    QCOMPARE(repliesFor(found, 3), (Numbers{0, 2}));
    QCOMPARE(repliesFor(found, 1), Numbers{4});
    QCOMPARE(repliesFor(found, 4), Numbers{1});
    QVERIFY(hardNegatives(pairs, 0, 1, 42).empty());
}

void tst_HardNegatives::aTopicOfItsOwnTakesRepliesOfTheOthers()
{
    const std::vector<SnapshotPair> pairs{
        pairOf("Where is my parcel?", "It left Leipzig.", "parcels"),
        pairOf("Which films run tonight?", "Two: Metropolis and Solaris.", "films"),
        pairOf("Which films run tomorrow?", "None, we are closed.", "films"),
    };
    QCOMPARE(repliesFor(hardNegatives(pairs, 2, 1, 42), 0), (Numbers{1, 2}));
}

void tst_HardNegatives::whatWouldBeRightHereTooIsPassedOver()
{
    const std::vector<SnapshotPair> pairs{
        pairOf("Where is my parcel?", "It left Leipzig this morning."),
        pairOf("Where is my parcel?", "On its way."),
        pairOf("Where is my letter?", "It left Leipzig this morning!"),
        pairOf("Where is your shop?", "In the High Street."),
    };
    // 1 asks the same, 2 answers the same
    QCOMPARE(repliesFor(hardNegatives(pairs, 3, 1, 42), 0), Numbers{3});
}

void tst_HardNegatives::onlyAppropriateTrainingPairsGiveAndGet()
{
    const std::vector<SnapshotPair> pairs{
        pairOf("Where is my parcel?", "It left Leipzig this morning."),
        labelled(pairOf("Where is my big parcel?", "No idea."), 0, Split::Train),
        labelled(pairOf("Where is my red parcel?", "In Cologne."), 1, Split::Test),
        labelled(pairOf("Where is my blue parcel?", "Still with us."), 1, Split::Validation),
        pairOf("Where may I park?", "Behind the house."),
    };
    const std::vector<HardNegative> wanted{{0, 4, 0}, {4, 0, 0}};
    QCOMPARE(hardNegatives(pairs, 1, 1, 42), wanted);
}

void tst_HardNegatives::theLastTurnCountsAlone()
{
    const std::vector<SnapshotPair> pairs{
        pairOf("Which films run in Berlin tonight?\nAnd where is my parcel?", "In Leipzig."),
        pairOf("My parcel is late.\nAnd where is my parcel?", "We are looking for it."),
        pairOf("And where is my parcel?\nWhich films run tonight?", "Two: Stalker and Solaris."),
    };
    QCOMPARE(repliesFor(hardNegatives(pairs, 2, 1, 42), 0), Numbers{2});
}

void tst_HardNegatives::chineseIsReadByPairsOfCharacters()
{
    const std::vector<SnapshotPair> pairs{
        pairOf(QStringLiteral("我的包裹到哪里了？"), QStringLiteral("今天早上已从上海发出。")),
        pairOf(QStringLiteral("我的包裹到哪里了……"), QStringLiteral("明天就到。")),
        pairOf(QStringLiteral("我的包裹可以退吗？"), QStringLiteral("七天之内都可以。")),
    };
    QCOMPARE(repliesFor(hardNegatives(pairs, 2, 1, 42), 0), Numbers{2});
}

void tst_HardNegatives::everyRoundHasAsManyAndOtherOnes()
{
    const auto pairs = manyPairs(60, 2);
    const auto found = hardNegatives(pairs, 2, 3, 42);
    QCOMPARE(found.size(), 60U * 2 * 3);
    for (int round = 0; round < 3; ++round)
        QCOMPARE(std::ranges::count(found, round, &HardNegative::round), 60 * 2);
    for (std::size_t pair = 0; pair < pairs.size(); ++pair)
        QCOMPARE(repliesFor(found, pair).size(), 6U); // none twice
    for (const HardNegative &negative : found)
        QCOMPARE(pairs[negative.conversation].topic, pairs[negative.reply].topic);
}

void tst_HardNegatives::whereThereAreFewTheyComeAgain()
{
    const auto pairs = manyPairs(3, 1); // two others for each
    const auto found = hardNegatives(pairs, 1, 5, 42);
    QCOMPARE(found.size(), 3U * 5);
    for (std::size_t pair = 0; pair < pairs.size(); ++pair)
        QCOMPARE(repliesFor(found, pair).size(), 2U);
    // Not twice in one round, though.
    QCOMPARE(hardNegatives(pairs, 9, 2, 42).size(), 3U * 2 * 2);
}

void tst_HardNegatives::theSeedDecides()
{
    const auto pairs = manyPairs(40, 1);
    QCOMPARE(hardNegatives(pairs, 1, 2, 1), hardNegatives(pairs, 1, 2, 1));
    QVERIFY(hardNegatives(pairs, 1, 2, 1) != hardNegatives(pairs, 1, 2, 2));
}

QTEST_APPLESS_MAIN(tst_HardNegatives)
#include "tst_hard_negatives.moc"
