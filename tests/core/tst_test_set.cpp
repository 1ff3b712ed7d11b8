#include "project_fixture.h"

#include "project/change_log.h"

#include <QRandomGenerator>

#include <map>
#include <set>

using namespace tunedesk;

namespace
{
/// Labelled pairs with dialogues of three, the file's rows from `first` on.
std::vector<DialoguePair> rows(QRandomGenerator &random, int first, int count)
{
    std::vector<DialoguePair> pairs;
    for (int i = first; i < first + count; ++i) {
        pairs.push_back(pairOf(QStringLiteral("question %1").arg(i), QStringLiteral("reply")));
        if (random.bounded(5) > 0)
            pairs.back().dialogue = QStringLiteral("d%1").arg(i / 3);
        if (random.bounded(4) > 0)
            pairs.back().label = int(random.bounded(2));
    }
    return pairs;
}

/// Four replies to each of the questions, which differ in case and signs.
std::vector<DialoguePair> replies(int questions, bool hasDialogues)
{
    std::vector<DialoguePair> pairs;
    for (int i = 0; i < 4 * questions; ++i) {
        QString question =
            QStringLiteral("My parcel number %1 was sent a week ago and has not come yet; the "
                           "neighbours have seen nothing of it either. Where is it?")
                .arg(i % questions);
        if (i >= 2 * questions)
            question = question.toUpper();
        pairs.push_back(pairOf(question, QStringLiteral("reply %1").arg(i)));
        pairs.back().label = i / questions % 2;
        if (hasDialogues) // of two replies each
            pairs.back().dialogue = QStringLiteral("d%1").arg(i % (2 * questions));
    }
    return pairs;
}
} // namespace

/// The fixed test set of a project, through what is imported, labelled and undone.
class tst_TestSet : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theTestSetStaysAsDataGrows_data();
    void theTestSetStaysAsDataGrows();
    void theTestSetIsOneStepThatCanBeUndone();
    void aPreviewAndARefusalWriteNothing();
    void aDialogueOfTheTestSetNeverTrainsWhateverFileItsPairsCameWith();
    void filesThatGiveSplitsNumberTheirDialoguesAnew();
    void repliesToTheSameWordsStayTogether_data();
    void repliesToTheSameWordsStayTogether();
    void aTestSetThatCantGrowSaysWhy();
    void aShareOfLessThanAPairSaysWhichGivesOne();
};

void tst_TestSet::theTestSetStaysAsDataGrows_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 8; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void tst_TestSet::theTestSetStaysAsDataGrows()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    int rowCount = 90;
    VERIFY_RESULT(fixture.add(rows(random, 0, rowCount)));
    VERIFY_RESULT(fixture->snapshots().take({}));
    PairQuery tests;
    tests.splits = {Split::Test};
    const auto fixed = fixture->pairs().ids(tests);
    VERIFY_RESULT(fixed);
    QVERIFY(!fixed->empty());
    std::set<QString> dialogues;
    std::set<qint64> alone;
    const auto setAside = fixture->pairs().find(QList<qint64>(fixed->begin(), fixed->end()));
    for (const DialoguePair &pair : *setAside)
        pair.dialogue.isEmpty() ? void(alone.insert(pair.id))
                                : void(dialogues.insert(pair.dialogue));
    for (int round = 0; round < 8; ++round) {
        // More of the last dialogue, and new ones; more labels; pairs that go.
        const int more = int(random.bounded(1, 40));
        VERIFY_RESULT(fixture.add(rows(random, rowCount, more)));
        rowCount += more;
        for (int i = 0; i < 10; ++i)
            VERIFY_RESULT(fixture->labels().add(labelOf(
                random.bounded(1, rowCount + 1), int(random.bounded(2)), QStringLiteral("ann"))));
        VERIFY_RESULT(fixture->pairs().setRemoved({random.bounded(1, rowCount + 1)}, true));
        TrainingRecipe recipe;
        recipe.seed = round;
        recipe.testPercent = int(random.bounded(40));
        recipe.validationPercent = int(random.bounded(40));
        const auto snapshot = fixture->snapshots().take(recipe);
        VERIFY_RESULT(snapshot);
        std::map<QString, std::set<Split>> splits;
        for (const SnapshotPair &pair : snapshot->pairs) {
            const auto row = fixture->pairs().find(pair.pairId).value();
            QVERIFY(row.has_value());
            const bool isTest = row->dialogue.isEmpty() ? alone.contains(pair.pairId)
                                                        : dialogues.contains(row->dialogue);
            QCOMPARE(pair.split == Split::Test, isTest);
            if (!row->dialogue.isEmpty())
                splits[row->dialogue].insert(pair.split);
        }
        for (const auto &[dialogue, found] : splits)
            QVERIFY2(found.size() == 1, qPrintable(dialogue));
    }
}

void tst_TestSet::theTestSetIsOneStepThatCanBeUndone()
{
    QRandomGenerator random(1);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(rows(random, 0, 120)));
    ChangeLog &log = fixture->changes();
    const auto first = fixture->snapshots().take({});
    VERIFY_RESULT(first);
    const auto steps = log.latest(10);
    QCOMPARE(steps->size(), 1u);
    QCOMPARE(steps->front().kind, ChangeKind::TestSet);
    QCOMPARE(log.testSet()->pairs, steps->front().pairs);
    QCOMPARE(log.testSet()->appropriate + log.testSet()->notAppropriate, first->testPairs);
    VERIFY_RESULT(fixture->snapshots().take({}));
    QCOMPARE(log.latest(10)->size(), 1u);
    const auto grown = log.growTestSet(30, QStringLiteral("ann"));
    VERIFY_RESULT(grown);
    QVERIFY(grown->pairs > 5);
    QVERIFY(grown->more > 0);
    const TestSetCounts counts = *log.testSet();
    const int tested = counts.appropriate + counts.notAppropriate;
    QVERIFY2(std::abs(tested - 0.3 * counts.labelled) <= 3, qPrintable(QString::number(tested)));
    const auto nothing = log.growTestSet(10, QStringLiteral("ann"));
    VERIFY_RESULT(nothing);
    QCOMPARE(nothing->id, 0);
    VERIFY_RESULT(log.undoLast());
    QCOMPARE(fixture->snapshots().take({})->hash, first->hash);
    VERIFY_RESULT(log.undoLast());
    QCOMPARE(log.testSet()->pairs, 0);
    // The same dialogues, whatever the seed.
    TrainingRecipe recipe;
    recipe.seed = 9;
    QCOMPARE(fixture->snapshots().take(recipe)->testPairs, first->testPairs);
    QCOMPARE(log.testSet()->pairs, steps->front().pairs);
}

void tst_TestSet::aPreviewAndARefusalWriteNothing()
{
    QRandomGenerator random(1);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    auto pairs = rows(random, 0, 60);
    for (DialoguePair &pair : pairs)
        pair.label = 1;
    VERIFY_RESULT(fixture.add(pairs));
    QVERIFY(!fixture->snapshots().take({})); // all of one label
    for (qint64 id = 1; id <= 30; ++id)
        VERIFY_RESULT(fixture->labels().add(labelOf(id, 0, QStringLiteral("import"))));
    const auto preview = fixture->snapshots().preview({});
    VERIFY_RESULT(preview);
    TrainingRecipe noTest;
    noTest.testPercent = 0;
    QCOMPARE(fixture->snapshots().take(noTest)->testPairs, 0);
    QCOMPARE(fixture->changes().testSet()->pairs, 0);
    const auto taken = fixture->snapshots().take({});
    VERIFY_RESULT(taken);
    QVERIFY(taken->testPairs > 0);
    QCOMPARE(taken->testPairs, preview->testPairs);
    for (std::size_t i = 0; i < taken->pairs.size(); ++i)
        QCOMPARE(taken->pairs[i].split, preview->pairs[i].split);
    QVERIFY(fixture->changes().testSet()->pairs > 0);
    QVERIFY(fixture->snapshots().take(noTest)->testPairs > 0); // it is there, and is not trained on
}

void tst_TestSet::aDialogueOfTheTestSetNeverTrainsWhateverFileItsPairsCameWith()
{
    QRandomGenerator random(1);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    auto pairs = rows(random, 0, 60);
    for (DialoguePair &pair : pairs)
        pair.label = int(random.bounded(2));
    pairs[6].dialogue = pairs[7].dialogue = QStringLiteral("d2");
    pairs[6].label.reset(); // no label: it is no pair of a training, and yet its dialogue is tested
    pairs[6].split = Split::Test;
    pairs[7].split = Split::Train; // the file contradicts itself
    VERIFY_RESULT(fixture.add(pairs));
    DialoguePair later = pairOf(QStringLiteral("later"), QStringLiteral("reply"));
    later.dialogue = QStringLiteral("d2");
    later.label = 1;
    VERIFY_RESULT(fixture.add({later}));
    const auto splitOf = [&](qint64 id) {
        const auto snapshot = fixture->snapshots().take({});
        if (snapshot)
            for (const SnapshotPair &pair : snapshot->pairs)
                if (pair.pairId == id)
                    return pair.split;
        return Split::Unassigned;
    };
    QCOMPARE(splitOf(8), Split::Test);
    QCOMPARE(splitOf(61), Split::Test);
    VERIFY_RESULT(fixture->pairs().setRemoved({7}, true)); // it may come back
    QCOMPARE(splitOf(8), Split::Test);
    VERIFY_RESULT(fixture->pairs().setSplit({61}, Split::Train)); // the whole dialogue follows
    QCOMPARE(splitOf(8), Split::Train);
    QCOMPARE(splitOf(61), Split::Train);
    VERIFY_RESULT(fixture->pairs().setSplit({8}, Split::Test));
    QCOMPARE(splitOf(61), Split::Test);
}

void tst_TestSet::filesThatGiveSplitsNumberTheirDialoguesAnew()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    const auto file = [](const QString &words, Split split) {
        std::vector<DialoguePair> pairs;
        for (int i = 0; i < 12; ++i) {
            DialoguePair pair =
                pairOf(QStringLiteral("%1 %2").arg(words).arg(i), QStringLiteral("reply"));
            pair.dialogue = QStringLiteral("1_%1").arg(i / 2);
            pair.originFile = words + QStringLiteral(".csv");
            pair.label = i % 2;
            pair.split = split;
            pairs.push_back(pair);
        }
        return pairs;
    };
    VERIFY_RESULT(fixture.add(file(QStringLiteral("first"), Split::Train)));
    VERIFY_RESULT(fixture.add(file(QStringLiteral("second"), Split::Validation)));
    VERIFY_RESULT(fixture.add(file(QStringLiteral("third"), Split::Test)));
    const auto snapshot = fixture->snapshots().take({});
    VERIFY_RESULT(snapshot);
    QCOMPARE(snapshot->trainPairs, 12);
    QCOMPARE(snapshot->validationPairs, 12);
    QCOMPARE(snapshot->testPairs, 12);
    // A person who moves a pair moves its dialogue of that file, and no other.
    VERIFY_RESULT(fixture->pairs().setSplit({1}, Split::Test));
    const auto moved = fixture->snapshots().take({});
    VERIFY_RESULT(moved);
    QCOMPARE(moved->trainPairs, 10);
    QCOMPARE(moved->validationPairs, 12);
    QCOMPARE(moved->testPairs, 14);
}

void tst_TestSet::repliesToTheSameWordsStayTogether_data()
{
    QTest::addColumn<bool>("hasDialogues");
    QTest::newRow("without dialogues") << false;
    QTest::newRow("with several dialogues of the same words") << true;
}

void tst_TestSet::repliesToTheSameWordsStayTogether()
{
    QFETCH(bool, hasDialogues);
    constexpr int kQuestions = 50;
    for (const bool isGrown : {false, true}) {
        ProjectFixture fixture;
        VERIFY_RESULT(fixture.project);
        VERIFY_RESULT(fixture.add(replies(kQuestions, hasDialogues)));
        if (isGrown) {
            VERIFY_RESULT(fixture->changes().growTestSet(20, QStringLiteral("ann")));
            QCOMPARE(fixture->changes().testSet()->pairs, 40);
        }
        TrainingRecipe recipe;
        recipe.testPercent = 20;
        recipe.validationPercent = 20;
        const auto taken = fixture->snapshots().take(recipe);
        VERIFY_RESULT(taken);
        QCOMPARE(taken->testPairs, 40);
        QCOMPARE(taken->validationPairs, 40);
        QCOMPARE(fixture->changes().testSet()->pairs, 40);
        std::map<qint64, Split> splits; // by question
        std::optional<qint64> tested;
        for (const SnapshotPair &pair : taken->pairs) {
            const qint64 question = (pair.pairId - 1) % kQuestions;
            const auto first = splits.emplace(question, pair.split).first;
            QCOMPARE(first->second, pair.split);
            if (pair.split == Split::Test)
                tested = question;
        }
        // What comes later with these words is tested too; what has a split of its own keeps it.
        QVERIFY(tested);
        auto later = replies(kQuestions, false)[std::size_t(tested.value_or(0))];
        later.reply = QStringLiteral("later");
        later.label = 1;
        auto given = later;
        given.reply = QStringLiteral("of the file");
        given.split = Split::Train;
        VERIFY_RESULT(fixture.add({later, given}));
        const auto again = fixture->snapshots().take(recipe);
        VERIFY_RESULT(again);
        QCOMPARE(again->testPairs, 41);
        QCOMPARE(again->pairs.at(again->pairs.size() - 2).split, Split::Test);
        QCOMPARE(again->pairs.back().split, Split::Train);
        for (std::size_t i = 0; i < taken->pairs.size(); ++i)
            if (taken->pairs[i].split == Split::Test)
                QCOMPARE(again->pairs[i].split, Split::Test);
    }
}

void tst_TestSet::aTestSetThatCantGrowSaysWhy()
{
    ProjectFixture given, single;
    VERIFY_RESULT(given.project);
    VERIFY_RESULT(single.project);
    auto pairs = replies(3, false);
    for (DialoguePair &pair : pairs)
        pair.split = Split::Train;
    VERIFY_RESULT(given.add(pairs));
    auto refused = given->changes().growTestSet(20, QStringLiteral("ann"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Input);
    QVERIFY(refused.error().what.contains(QLatin1String("0 of the 2")));
    for (DialoguePair &pair : pairs) {
        pair.split = Split::Unassigned;
        pair.dialogue = QStringLiteral("the only one");
    }
    VERIFY_RESULT(single.add(pairs));
    refused = single->changes().growTestSet(20, QStringLiteral("ann"));
    QVERIFY(!refused);
    QVERIFY(refused.error().what.contains(QLatin1String("whole")));
    QVERIFY2(refused.error().hint.startsWith(QLatin1String("Ask for ")),
             qPrintable(refused.error().hint));
    QVERIFY(given->changes().latest(5)->empty());
}

void tst_TestSet::aShareOfLessThanAPairSaysWhichGivesOne()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    std::vector<DialoguePair> pairs;
    for (int i = 0; i < 20; ++i) {
        DialoguePair pair;
        pair.question = QStringLiteral("question %1").arg(i);
        pair.reply = QStringLiteral("reply");
        pair.label = i % 2;
        pairs.push_back(pair);
    }
    VERIFY_RESULT(fixture.add(pairs));
    for (const int percent : {1, 5}) { // half a pair of each label is none
        const auto refused = fixture->changes().growTestSet(percent, QStringLiteral("ann"));
        QVERIFY(!refused);
        QVERIFY2(refused.error().what.startsWith(
                     QStringLiteral("%1 % of 20 labelled pairs are too few").arg(percent)),
                 qPrintable(refused.error().what));
        QCOMPARE(refused.error().hint, QStringLiteral("Ask for 6 % or more."));
    }
    const auto grown = fixture->changes().growTestSet(6, QStringLiteral("ann"));
    VERIFY_RESULT(grown);
    QCOMPARE(grown->pairs, 2);
}

QTEST_GUILESS_MAIN(tst_TestSet)
#include "tst_test_set.moc"
