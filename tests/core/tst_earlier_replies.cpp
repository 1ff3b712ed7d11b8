#include "dataset/earlier_replies.h"

#include <QTest>

using namespace tunedesk;

/// What was answered earlier in the training pairs' conversations becomes examples of its own.
class tst_EarlierReplies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLatestExchangesComeFirst();
    void whatAPersonLabelledStaysHers();
    void otherSplitsGiveNothing();
    void anExchangeComesOnce();
};

namespace
{
SnapshotPair pairOf(const QString &firstText, const QString &reply, double target = 1,
                    Split split = Split::Train, qint64 id = 7)
{
    return {.pairId = id, .firstText = firstText, .reply = reply, .target = target, .split = split};
}

const QString kConversation = QStringLiteral("Hello\nHello, how can I help?\nWhere is my parcel?\n"
                                             "It left Leipzig.\nWhen will it be here?");
} // namespace

void tst_EarlierReplies::theLatestExchangesComeFirst()
{
    // Whether the reply that is judged was right says nothing about those before.
    const std::vector pairs{pairOf(kConversation, QStringLiteral("In the High Street."), 0)};
    QVERIFY(earlierReplies(pairs, 0).empty());
    const auto one = earlierReplies(pairs, 1);
    QCOMPARE(one.size(), 1U);
    QCOMPARE(one[0].firstText,
             QStringLiteral("Hello\nHello, how can I help?\nWhere is my parcel?"));
    QCOMPARE(one[0].reply, QStringLiteral("It left Leipzig."));
    QCOMPARE(one[0].target, 1.0);
    QCOMPARE(one[0].split, Split::Train);
    QCOMPARE(one[0].pairId, 7);
    const auto all = earlierReplies(pairs, 9);
    QCOMPARE(all.size(), 2U);
    QCOMPARE(all[1].firstText, QStringLiteral("Hello"));
    QCOMPARE(all[1].reply, QStringLiteral("Hello, how can I help?"));
    // The first turn of a conversation that was cut may be the agent's: it has no question.
    const auto cut =
        earlierReplies(std::vector{pairOf(QStringLiteral("It left Leipzig.\nWhen will it be here?"),
                                          QStringLiteral("Tomorrow."))},
                       9);
    QVERIFY(cut.empty());
}

void tst_EarlierReplies::whatAPersonLabelledStaysHers()
{
    const SnapshotPair judged = pairOf(kConversation, QStringLiteral("Tomorrow."));
    for (const Split split : {Split::Train, Split::Validation, Split::Test}) {
        const auto found = earlierReplies(
            std::vector{judged, pairOf(QStringLiteral("Good day\nWhere is my parcel? "),
                                       QStringLiteral(" It left Leipzig."), 0, split)},
            9);
        QCOMPARE(found.size(), 1U);
        QCOMPARE(found[0].reply, QStringLiteral("Hello, how can I help?"));
    }
}

void tst_EarlierReplies::otherSplitsGiveNothing()
{
    for (const Split split : {Split::Validation, Split::Test, Split::Unassigned})
        QVERIFY(earlierReplies(
                    std::vector{pairOf(kConversation, QStringLiteral("Tomorrow."), 1, split)}, 9)
                    .empty());
}

void tst_EarlierReplies::anExchangeComesOnce()
{
    const std::vector pairs{pairOf(kConversation, QStringLiteral("Tomorrow."), 1, Split::Train, 1),
                            pairOf(kConversation, QStringLiteral("No idea."), 0, Split::Train, 2)};
    const auto found = earlierReplies(pairs, 9);
    QCOMPARE(found.size(), 2U);
    for (const SnapshotPair &example : found)
        QCOMPARE(example.pairId, 1);
}

QTEST_APPLESS_MAIN(tst_EarlierReplies)
#include "tst_earlier_replies.moc"
