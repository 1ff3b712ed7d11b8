#include "dataset/hard_negatives.h"

#include <QTest>

using namespace tunedesk;

/// Wrong replies are of similar conversations, of the training pairs alone, and the same each time.
class tst_HardNegatives : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theReplyOfTheMostSimilarConversationIsTaken();
    void whatWouldBeRightHereTooIsPassedOver();
    void onlyAppropriateTrainingPairsGiveAndGet();
    void theLastTurnCountsAlone();
    void chineseIsReadByPairsOfCharacters();
    void theSeedDecidesAmongEquals();
};

namespace
{
SnapshotPair pairOf(const QString &firstText, const QString &reply, double target = 1,
                    Split split = Split::Train)
{
    return {.firstText = firstText, .reply = reply, .target = target, .split = split};
}

/// Reply's number for a conversation's number; −1: none or several.
int replyFor(const std::vector<HardNegative> &found, std::size_t conversation)
{
    int reply = -1;
    for (const HardNegative &negative : found)
        if (negative.conversation == conversation)
            reply = reply < 0 ? static_cast<int>(negative.reply) : -1;
    return reply;
}
} // namespace

void tst_HardNegatives::theReplyOfTheMostSimilarConversationIsTaken()
{
    const std::vector<SnapshotPair> pairs{
        pairOf("Where is my parcel now?", "It left Leipzig this morning."),
        pairOf("Where is my refund now?", "We paid it back on Monday."),
        pairOf("Which films run in Berlin tonight?", "Two: Metropolis and Solaris."),
        pairOf("Which films run in Hamburg tonight?", "Only Stalker."),
    };
    const auto found = hardNegatives(pairs, 1, 42);
    QCOMPARE(found.size(), 4U);
    QCOMPARE(replyFor(found, 0), 1);
    QCOMPARE(replyFor(found, 1), 0);
    QCOMPARE(replyFor(found, 2), 3);
    QCOMPARE(replyFor(found, 3), 2);
    QCOMPARE(hardNegatives(pairs, 1, 42), found);
    QVERIFY(hardNegatives(pairs, 0, 42).empty());
    // Nothing else shares a word.
    QCOMPARE(hardNegatives(pairs, 8, 42), found);
}

void tst_HardNegatives::whatWouldBeRightHereTooIsPassedOver()
{
    const std::vector<SnapshotPair> pairs{
        pairOf("Where is my parcel?", "It left Leipzig this morning."),
        pairOf("Where is my parcel?", "On its way."),
        pairOf("Where is my letter?", "It left Leipzig this morning!"),
        pairOf("Where is your shop?", "In the High Street."),
    };
    const auto found = hardNegatives(pairs, 1, 42);
    QCOMPARE(replyFor(found, 0), 3); // 1 asks the same, 2 answers the same
}

void tst_HardNegatives::onlyAppropriateTrainingPairsGiveAndGet()
{
    const std::vector<SnapshotPair> pairs{
        pairOf("Where is my parcel?", "It left Leipzig this morning."),
        pairOf("Where is my big parcel?", "No idea.", 0),
        pairOf("Where is my red parcel?", "In Cologne since Friday.", 1, Split::Test),
        pairOf("Where is my blue parcel?", "Still with us, sorry.", 1, Split::Validation),
        pairOf("Where may I park?", "Behind the house."),
    };
    const auto found = hardNegatives(pairs, 4, 42);
    QCOMPARE(found.size(), 2U);
    QCOMPARE(replyFor(found, 0), 4);
    QCOMPARE(replyFor(found, 4), 0);
}

void tst_HardNegatives::theLastTurnCountsAlone()
{
    const std::vector<SnapshotPair> pairs{
        pairOf("Which films run in Berlin tonight?\nAnd where is my parcel?", "In Leipzig."),
        pairOf("Which films run in Berlin tonight?", "Two: Metropolis and Solaris."),
        pairOf("My parcel is late.", "We are looking for it."),
    };
    QCOMPARE(replyFor(hardNegatives(pairs, 1, 42), 0), 2);
}

void tst_HardNegatives::chineseIsReadByPairsOfCharacters()
{
    const std::vector<SnapshotPair> pairs{
        pairOf(QStringLiteral("我的包裹到哪里了？"), QStringLiteral("今天早上已从上海发出。")),
        pairOf(QStringLiteral("附近有什么好吃的餐馆？"), QStringLiteral("推荐您去和平饭店。")),
        pairOf(QStringLiteral("我的包裹可以退吗？"), QStringLiteral("七天之内都可以。")),
    };
    const auto found = hardNegatives(pairs, 1, 42);
    QCOMPARE(replyFor(found, 0), 2);
    QCOMPARE(replyFor(found, 2), 0);
}

void tst_HardNegatives::theSeedDecidesAmongEquals()
{
    std::vector<SnapshotPair> pairs;
    for (int i = 0; i < 40; ++i)
        pairs.push_back(pairOf(QStringLiteral("Where is number%1?").arg(i),
                               QStringLiteral("Answer%1.").arg(i)));
    const auto first = hardNegatives(pairs, 1, 1), second = hardNegatives(pairs, 1, 2);
    QCOMPARE(first.size(), 40U);
    QCOMPARE(second.size(), 40U);
    QVERIFY(first != second);
}

QTEST_APPLESS_MAIN(tst_HardNegatives)
#include "tst_hard_negatives.moc"
