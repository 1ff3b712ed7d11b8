#include "project_fixture.h"

#include <map>
#include <set>

using namespace tunedesk;

class tst_SnapshotStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSameDataGivesTheSameSnapshot();
    void noDialogueStandsInTwoSplits();
    void fixedSplitsStay();
    void validationIsDealtFromTrainingWhenThereIsNone();
    void theFirstPairsAreTaken();
    void contextTurnsBelongToTheData();
    void disputedAndRemovedPairsStayOut();
    void aMajorityIsTrainedOn();
    void aRegressionTakesScores();
    void whatCantBeTrainedIsRefused();
    void scoresWithoutLabelsAreNamed();
    void tooFewTakenPairsAreNamed_data();
    void tooFewTakenPairsAreNamed();

private:
    static std::vector<DialoguePair> labelled(int count)
    {
        std::vector<DialoguePair> pairs;
        for (int i = 0; i < count; ++i) {
            pairs.push_back(pairOf(QStringLiteral("q%1").arg(i), QStringLiteral("r"),
                                   QStringLiteral("one\ntwo")));
            pairs.back().dialogue = i % 10 == 0 ? QString() : QStringLiteral("d%1").arg(i / 4);
            pairs.back().label = i % 2;
        }
        return pairs;
    }
};

void tst_SnapshotStore::theSameDataGivesTheSameSnapshot()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(labelled(200)));
    const auto first = fixture->snapshots().take({});
    VERIFY_RESULT(first);
    QCOMPARE(first->hash.size(), 64);
    QCOMPARE(first->trainPairs + first->validationPairs + first->testPairs, 200);
    QVERIFY(first->validationPairs > 5 && first->validationPairs < 45);
    QVERIFY(first->testPairs > 5 && first->testPairs < 45);
    const auto again = fixture->snapshots().take({});
    VERIFY_RESULT(again);
    QCOMPARE(again->id, first->id);
    QCOMPARE(again->hash, first->hash);

    const auto stored = fixture->snapshots().find(first->id);
    VERIFY_RESULT(stored);
    QCOMPARE(stored->pairs.size(), first->pairs.size());
    for (std::size_t i = 0; i < stored->pairs.size(); ++i) {
        QCOMPARE(stored->pairs[i].pairId, first->pairs[i].pairId);
        QCOMPARE(stored->pairs[i].firstText, first->pairs[i].firstText);
        QCOMPARE(stored->pairs[i].target, first->pairs[i].target);
        QCOMPARE(stored->pairs[i].split, first->pairs[i].split);
    }
    // Another project with the same rows deals and hashes the same.
    ProjectFixture twin;
    VERIFY_RESULT(twin.add(labelled(200)));
    QCOMPARE(twin->snapshots().take({})->hash, first->hash);

    VERIFY_RESULT(fixture->labels().add(labelOf(1, 1, QStringLiteral("import"))));
    const auto changed = fixture->snapshots().take({});
    VERIFY_RESULT(changed);
    QVERIFY(changed->hash != first->hash);
    QCOMPARE(fixture->snapshots().find(first->id)->pairs.front().target, 0.0);
    TrainingRecipe otherSeed;
    otherSeed.seed = 43;
    QVERIFY(fixture->snapshots().take(otherSeed)->hash != changed->hash);
    QVERIFY(!fixture->snapshots().find(99));
}

void tst_SnapshotStore::noDialogueStandsInTwoSplits()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    auto pairs = labelled(400);
    pairs[5].split = Split::Test; // its dialogue follows
    VERIFY_RESULT(fixture.add(pairs));
    const auto snapshot = fixture->snapshots().take({});
    VERIFY_RESULT(snapshot);
    std::map<QString, std::set<Split>> splits;
    for (const SnapshotPair &pair : snapshot->pairs)
        if (const QString dialogue = pairs[std::size_t(pair.pairId - 1)].dialogue;
            !dialogue.isEmpty())
            splits[dialogue].insert(pair.split);
    for (const auto &[dialogue, found] : splits)
        QVERIFY2(found.size() == 1, qPrintable(dialogue));
    QCOMPARE(splits[pairs[5].dialogue], std::set{Split::Test});
}

void tst_SnapshotStore::fixedSplitsStay()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    auto pairs = labelled(120);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        pairs[i].dialogue.clear();
        pairs[i].split = static_cast<Split>(1 + i / 40);
    }
    VERIFY_RESULT(fixture.add(pairs));
    const auto snapshot = fixture->snapshots().take({});
    VERIFY_RESULT(snapshot);
    for (const SnapshotPair &pair : snapshot->pairs)
        QCOMPARE(pair.split, pairs[std::size_t(pair.pairId - 1)].split);
    QCOMPARE(snapshot->trainPairs, 40);
}

void tst_SnapshotStore::validationIsDealtFromTrainingWhenThereIsNone()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    auto pairs = labelled(80);
    for (DialoguePair &pair : pairs)
        pair.split = Split::Train;
    VERIFY_RESULT(fixture.add(pairs));
    const auto snapshot = fixture->snapshots().take({});
    VERIFY_RESULT(snapshot);
    QCOMPARE(snapshot->testPairs, 0);
    QVERIFY(snapshot->validationPairs > 0);
    QVERIFY(snapshot->trainPairs > snapshot->validationPairs);
}

void tst_SnapshotStore::theFirstPairsAreTaken()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(labelled(200)));
    const auto all = fixture->snapshots().take({});
    VERIFY_RESULT(all);
    TrainingRecipe recipe;
    recipe.maxTrainPairs = 30;
    const auto first = fixture->snapshots().take(recipe);
    VERIFY_RESULT(first);
    QCOMPARE(first->trainPairs, 30);
    QCOMPARE(first->validationPairs, all->validationPairs);
    QCOMPARE(first->testPairs, all->testPairs);
    QVERIFY(first->hash != all->hash);
    std::vector<qint64> wanted, taken;
    for (const SnapshotPair &pair : all->pairs)
        if (pair.split == Split::Train && wanted.size() < 30)
            wanted.push_back(pair.pairId);
    for (const SnapshotPair &pair : first->pairs)
        if (pair.split == Split::Train)
            taken.push_back(pair.pairId);
    QCOMPARE(taken, wanted);
}

void tst_SnapshotStore::contextTurnsBelongToTheData()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(labelled(40)));
    QSet<QString> hashes;
    for (const auto &[turns, text] :
         {std::pair(-1, "one\ntwo\nq0"), std::pair(1, "two\nq0"), std::pair(0, "q0")}) {
        TrainingRecipe recipe;
        recipe.contextTurns = turns;
        const auto snapshot = fixture->snapshots().take(recipe);
        VERIFY_RESULT(snapshot);
        QCOMPARE(snapshot->pairs.front().firstText, QLatin1String(text));
        QCOMPARE(fixture->snapshots().find(snapshot->id)->pairs.front().firstText,
                 QLatin1String(text));
        hashes.insert(snapshot->hash);
    }
    QCOMPARE(hashes.size(), 3);
}

void tst_SnapshotStore::disputedAndRemovedPairsStayOut()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(labelled(40)));
    VERIFY_RESULT(fixture->labels().add(labelOf(1, 1, QStringLiteral("bob"))));
    VERIFY_RESULT(fixture->pairs().setRemoved({2}, true));
    const auto snapshot = fixture->snapshots().take({});
    VERIFY_RESULT(snapshot);
    QCOMPARE(snapshot->pairs.size(), 38u);
    QCOMPARE(snapshot->pairs.front().pairId, 3);
}

void tst_SnapshotStore::aMajorityIsTrainedOn()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(labelled(40)));
    const int imported = *fixture->pairs().find(1).value()->label;
    for (const char *person : {"bob", "cem"})
        VERIFY_RESULT(fixture->labels().add(labelOf(1, 1 - imported, QLatin1String(person))));
    const auto settled = fixture->snapshots().take({});
    VERIFY_RESULT(settled);
    QCOMPARE(settled->pairs.size(), 40u);
    QCOMPARE(settled->pairs.front().pairId, 1);
    QCOMPARE(settled->pairs.front().target, double(1 - imported));
    VERIFY_RESULT(fixture->labels().add(labelOf(1, imported, QStringLiteral("dot"))));
    const auto tied = fixture->snapshots().take({});
    VERIFY_RESULT(tied);
    QCOMPARE(tied->pairs.size(), 39u);
    QCOMPARE(tied->pairs.front().pairId, 2);
}

void tst_SnapshotStore::aRegressionTakesScores()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    auto pairs = labelled(40);
    pairs[0].score = 0.25;
    pairs[1].label.reset();
    pairs[1].score = 0.75;
    VERIFY_RESULT(fixture.add(pairs));
    TrainingRecipe recipe;
    recipe.objective = QStringLiteral("regression");
    const auto snapshot = fixture->snapshots().take(recipe);
    VERIFY_RESULT(snapshot);
    QCOMPARE(snapshot->pairs.size(), 40u);
    QCOMPARE(snapshot->pairs[0].target, 0.25);
    QCOMPARE(snapshot->pairs[1].target, 0.75);
    QCOMPARE(snapshot->pairs[3].target, 1.0);
    QCOMPARE(fixture->snapshots().take({})->pairs.size(), 39u);
}

void tst_SnapshotStore::whatCantBeTrainedIsRefused()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    auto refused = fixture->snapshots().take({});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Input);
    auto pairs = labelled(30);
    for (DialoguePair &pair : pairs)
        pair.label = 1;
    VERIFY_RESULT(fixture.add(pairs));
    refused = fixture->snapshots().take({});
    QVERIFY(!refused);
    QVERIFY2(refused.error().what.contains(QLatin1String("appropriate")),
             qPrintable(refused.error().what));
}

void tst_SnapshotStore::scoresWithoutLabelsAreNamed()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    auto pairs = labelled(30);
    for (DialoguePair &pair : pairs) {
        pair.label.reset();
        pair.score = 3;
    }
    VERIFY_RESULT(fixture.add(pairs));
    const auto refused = fixture->snapshots().take({});
    QVERIFY(!refused);
    QVERIFY2(refused.error().what.contains(QLatin1String("scores, but no labels")) &&
                 refused.error().hint.contains(QLatin1String("regression")),
             qPrintable(refused.error().toLine()));
    TrainingRecipe scores;
    scores.objective = QStringLiteral("regression");
    VERIFY_RESULT(fixture->snapshots().take(scores));
}

void tst_SnapshotStore::tooFewTakenPairsAreNamed_data()
{
    QTest::addColumn<int>("most");
    QTest::newRow("one") << 1;
    QTest::newRow("some of one label") << 5;
}

void tst_SnapshotStore::tooFewTakenPairsAreNamed()
{
    QFETCH(int, most);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    auto pairs = labelled(200);
    for (std::size_t i = 0; i < pairs.size(); ++i)
        pairs[i].label = i < 100 ? 1 : 0;
    VERIFY_RESULT(fixture.add(pairs));
    TrainingRecipe few;
    few.maxTrainPairs = most;
    const auto refused = fixture->snapshots().take(few);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Input);
    QVERIFY2(refused.error().hint.contains(QStringLiteral("more than %1 of").arg(most)) &&
                 refused.error().hint.contains(QLatin1String("max_train_pairs")),
             qPrintable(refused.error().toLine()));
}

QTEST_GUILESS_MAIN(tst_SnapshotStore)
#include "tst_snapshot_store.moc"
