#include "project_fixture.h"

#include "project/change_log.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace tunedesk;

/// In which split a pair stands: in SQL what deal() says.
class tst_DealtSplit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whereAPairStandsIsWhatATrainingTakes_data();
    void whereAPairStandsIsWhatATrainingTakes();
    void filtersCountsAndOrderGoByWhereAPairStands();
};

void tst_DealtSplit::whereAPairStandsIsWhatATrainingTakes_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 10; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void tst_DealtSplit::whereAPairStandsIsWhatATrainingTakes()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    for (const char *file : {"a.csv", "b.csv", "c.csv"}) {
        std::vector<DialoguePair> pairs;
        for (int i = 0; i < 40; ++i) {
            DialoguePair pair = pairOf(QStringLiteral("%1 %2").arg(QLatin1String(file)).arg(i),
                                       QStringLiteral("reply"));
            pair.originFile = QString::fromLatin1(file);
            if (random.bounded(5) > 0)
                pair.dialogue = QStringLiteral("d%1").arg(i / 3);
            if (random.bounded(4) > 0)
                pair.label = int(random.bounded(2));
            pair.split = static_cast<Split>(std::max(0, int(random.bounded(8)) - 4));
            pairs.push_back(pair);
        }
        VERIFY_RESULT(fixture.add(pairs));
    }
    VERIFY_RESULT(fixture->pairs().setRemoved({3, 50, 51, 90}, true));
    VERIFY_RESULT(fixture->pairs().setImportRemoved(2, random.bounded(2) == 1));
    TrainingRecipe recipe;
    recipe.testPercent = recipe.validationPercent = 0; // nothing is dealt beyond what is given
    const auto taken = fixture->snapshots().dealtPairs(recipe);
    VERIFY_RESULT(taken);
    QVERIFY(taken->size() > 20);
    QList<qint64> ids;
    for (const auto &pair : *taken)
        ids << pair.pairId;
    const auto standing = fixture->pairs().dealtSplits(ids);
    const auto following = fixture->pairs().following();
    VERIFY_RESULT(standing);
    VERIFY_RESULT(following);
    QVERIFY(!following->isEmpty());
    for (const auto &pair : *taken) {
        const Split split = standing->value(pair.pairId);
        QCOMPARE(pair.split, split == Split::Unassigned ? Split::Train : split);
        const Split given = fixture->pairs().find(pair.pairId).value()->split;
        QCOMPARE(following->value(pair.pairId, given), split);
    }
    QCOMPARE(fixture->changes().testSet()->appropriate +
                 fixture->changes().testSet()->notAppropriate,
             int(std::count_if(taken->begin(), taken->end(),
                               [](const auto &pair) { return pair.split == Split::Test; })));
}

void tst_DealtSplit::filtersCountsAndOrderGoByWhereAPairStands()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    const QList<Split> given{
        Split::Train,      Split::Test,       Split::Unassigned, // of one dialogue
        Split::Validation, Split::Unassigned, Split::Train};
    std::vector<DialoguePair> pairs;
    for (int i = 0; i < 6; ++i) {
        pairs.push_back(pairOf(QStringLiteral("question %1").arg(i), QStringLiteral("reply")));
        pairs.back().dialogue = i < 3 ? QStringLiteral("d") : QString();
        pairs.back().split = given[i];
        pairs.back().label = i % 2;
    }
    VERIFY_RESULT(fixture.add(pairs));
    const auto idsOf = [&](const QList<Split> &splits) {
        PairQuery query;
        query.splits = splits;
        const auto ids = fixture->pairs().ids(query).value();
        if (fixture->pairs().count(query).value() != int(ids.size()) ||
            fixture->pairs().page(query, 0, 100)->size() != ids.size())
            qFatal("one question, two answers");
        return ids;
    };
    using Ids = std::vector<qint64>;
    QCOMPARE(idsOf({Split::Test}), (Ids{1, 2, 3}));
    QCOMPARE(idsOf({Split::Train}), Ids{6});
    QCOMPARE(idsOf({Split::Train, Split::Test}), (Ids{1, 2, 3, 6}));
    QCOMPARE(idsOf({Split::Unassigned}), Ids{5});
    QCOMPARE(idsOf({Split::Validation}), Ids{4});
    PairQuery query;
    QCOMPARE(fixture->pairs().facets(query)->splits.value(int(Split::Test)), 3);
    QCOMPARE(fixture->pairs().facets(query)->splits.value(int(Split::Train)), 1);
    QCOMPARE(fixture->pairs().facets(query)->splits.value(int(Split::Unassigned)), 1);
    query.labels = {PairQuery::LabelState::Appropriate}; // 2, 4, 6
    QCOMPARE(fixture->pairs().facets(query)->splits.value(int(Split::Test)), 1);
    query.labels = {PairQuery::LabelState::NotAppropriate}; // 1, 3, 5
    query.splits = {Split::Train};
    QCOMPARE(fixture->pairs().facets(query)->splits.value(int(Split::Test)), 2);
    QCOMPARE(fixture->pairs().facets(query)->splits.value(int(Split::Train)), 0);
    QCOMPARE(
        fixture->pairs().facets(query)->labels.value(int(PairQuery::LabelState::NotAppropriate)),
        0);
    PairQuery sorted;
    sorted.order = PairQuery::Order::SplitName;
    QCOMPARE(fixture->pairs().ids(sorted).value(), (Ids{5, 6, 4, 1, 2, 3}));
    sorted.descending = true;
    QCOMPARE(fixture->pairs().ids(sorted).value(), (Ids{3, 2, 1, 4, 6, 5}));
}

QTEST_GUILESS_MAIN(tst_DealtSplit)
#include "tst_dealt_split.moc"
