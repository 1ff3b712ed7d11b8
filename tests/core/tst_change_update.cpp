#include "change_fixture.h"

#include <QRandomGenerator>

#include <map>
#include <set>

using namespace tunedesk;

namespace
{
/// Rows of dialogues, all of one file.
std::vector<DialoguePair> dialogues(const QString &file, const QStringList &names,
                                    const QList<Split> &splits = {})
{
    std::vector<DialoguePair> pairs;
    for (qsizetype i = 0; i < names.size(); ++i) {
        DialoguePair pair =
            pairOf(QStringLiteral("%1 question %2").arg(file).arg(i), QStringLiteral("reply"));
        pair.dialogue = names[i];
        pair.originFile = file;
        pair.group = QStringLiteral("parcels");
        pair.label = int(i % 2);
        pair.split = splits.value(i);
        pairs.push_back(pair);
    }
    return pairs;
}

PairChange moved(qint64 id, const QString &before, const QString &after)
{
    PairChange change;
    change.pairId = id;
    change.dialogue = {before, after};
    return change;
}

/// All that update() may change.
QString stateOf(const QString &path)
{
    return contentOf(path) + QLatin1String("\n--\n") +
           rowsOf(path, QStringLiteral("SELECT id, topic, dialogue FROM pairs ORDER BY id"));
}

QList<int> given(const QString &path)
{
    QList<int> splits;
    for (const QString &split :
         rowsOf(path, QStringLiteral("SELECT split FROM pairs ORDER BY id")).split(u'\n'))
        splits << split.toInt();
    return splits;
}

QList<Split> dealt(Project &project)
{
    QList<Split> splits;
    const auto ids = project.pairs().ids({});
    if (!ids)
        return splits;
    const QList<qint64> all(ids->begin(), ids->end());
    const auto found = project.pairs().dealtSplits(all);
    for (const qint64 id : all)
        splits << found->value(id);
    return splits;
}

constexpr Split kOpen = Split::Unassigned, kTrain = Split::Train, kCheck = Split::Validation,
                kTest = Split::Test;
} // namespace

/// What edited rows of a file change is one step.
class tst_ChangeUpdate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allFieldsAreOneStepThatGoesBackAndForthAlsoAfterReopening();
    void anImportAndItsUpdatesAreOneStep();
    void whatWasChangedMeanwhileStays();
    void whatChangesNothingIsNoStep();
    void textsThatReadOtherwiseThanTheyAreStoredChangeToo();
    void aPairFollowsTheDialogueItComesTo_data();
    void aPairFollowsTheDialogueItComesTo();
    void whatIsLeftOfATestedDialogueStaysInTheTestSet();
    void aTestedPairBringsItsNewDialogueAlong();
    void aRowTakesNothingOutOfTheTestSet();
    void randomMovesLeakNothingAndLeadBack_data();
    void randomMovesLeakNothingAndLeadBack();
    void manyPairsWithOneTextAreOneRow();
};

void tst_ChangeUpdate::allFieldsAreOneStepThatGoesBackAndForthAlsoAfterReopening()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(numbered(1, 9))); // 1 2 | 3 4 5 | 6 7 8 | 9
    VERIFY_RESULT(fixture->changes().setNote({3}, QStringLiteral("old"), kAnn));
    const QString before = stateOf(fixture.path);
    std::vector<PairChange> changes(4);
    for (int i = 0; i < 4; ++i)
        changes[std::size_t(i)].pairId = 2 * i + 1; // 1, 3, 5, 7
    changes[0].answers = {labelOf(1, 1, kAnn), labelOf(1, 0, QStringLiteral("bob"))};
    changes[1].note = {QStringLiteral("old"), QStringLiteral("新的")};
    changes[1].topic = {QString(), QStringLiteral("refunds")};
    changes[2].topic = {QString(), QStringLiteral("refunds")};
    changes[2].dialogue = {QString(), QStringLiteral("d1")}; // pair 5 has none
    changes[3].split = {kOpen, kCheck};
    const auto step = fixture->changes().update(changes, 0, QStringLiteral("edited.csv"), kAnn);
    VERIFY_RESULT(step);
    QCOMPARE(step->kind, ChangeKind::Update);
    QCOMPARE(step->pairs, 4);
    QCOMPARE(step->annotator, kAnn);
    QCOMPARE(step->updates,
             (UpdatedFields{.labels = 1, .notes = 1, .splits = 1, .topics = 2, .dialogues = 1}));
    QCOMPARE(
        changeText(*step),
        QStringLiteral("Imported edited.csv: 1 labels, 1 notes, 2 topics, 1 dialogues, 1 splits"));
    QCOMPARE(fixture->changes().latest(10)->size(), 2u);
    QCOMPARE(fixture->changes().steps(10)->size(), 2u);
    QCOMPARE(fixture->changes().stepsAfter(step->id - 1)->size(), 1u);
    const QString after = stateOf(fixture.path);
    QCOMPARE(fixture->pairs().find(3).value()->note, QStringLiteral("新的"));
    QCOMPARE(fixture->pairs().find(5).value()->group, QStringLiteral("refunds"));
    QCOMPARE(fixture->pairs().find(5).value()->dialogue, QStringLiteral("d1"));
    QVERIFY(fixture->pairs().find(1).value()->disputed);
    QCOMPARE(given(fixture.path).mid(5, 3), (QList<int>{2, 2, 2})); // the whole dialogue
    for (int round = 0; round < 2; ++round) {
        fixture.project = Error{};
        fixture.project = Project::open(fixture.path);
        VERIFY_RESULT(fixture.project);
        const auto undone = fixture->changes().undoLast();
        VERIFY_RESULT(undone);
        QCOMPARE((*undone)->id, step->id);
        QCOMPARE((*undone)->updates, step->updates);
        QCOMPARE(stateOf(fixture.path), before);
        fixture.project = Error{};
        fixture.project = Project::open(fixture.path);
        const auto again = fixture->changes().redoNext();
        VERIFY_RESULT(again);
        QCOMPARE((*again)->id, step->id);
        QCOMPARE(stateOf(fixture.path), after);
        QCOMPARE(fixture->changes().redoNext().value(), std::nullopt);
    }
    QVERIFY(!fixture->changes().undo(step->id + 1)); // a part alone is no step
    // The last answer of a person is taken back by itself, not the import.
    QCOMPARE(fixture->changes().takeLastBack(kAnn).value()->pairId, 1);
    QCOMPARE(fixture->changes().find(step->id).value()->state, DataChange::State::InEffect);
}

void tst_ChangeUpdate::anImportAndItsUpdatesAreOneStep()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(numbered(1, 3)));
    const QString before = stateOf(fixture.path);
    PairChange change;
    change.pairId = 2;
    change.topic = {QString(), QStringLiteral("refunds")};
    change.answers = {labelOf(2, 1, kAnn)};
    auto staged = fixture->stageImport(QStringLiteral("/data/more.csv"));
    VERIFY_RESULT(staged);
    VERIFY_RESULT(staged->add(numbered(10, 4), QStringLiteral("import")));
    VERIFY_RESULT(fixture->finishImport(*staged, kAnn, [&](Project &writer) -> Result<void> {
        const auto updated =
            writer.changes().update({change}, staged->id(), QStringLiteral("x"), kAnn);
        return updated ? Result<void>() : Result<void>(updated.error());
    }));
    const auto steps = fixture->changes().latest(10);
    QCOMPARE(steps->size(), 1u);
    const DataChange &step = steps->front();
    QCOMPARE(step.kind, ChangeKind::Import);
    QCOMPARE(changeText(step), QStringLiteral("Imported more.csv: 4 new, 1 labels, 1 topics"));
    const QString after = stateOf(fixture.path);
    QCOMPARE(fixture->pairs().count().value(), 7);
    for (int round = 0; round < 2; ++round) {
        VERIFY_RESULT(fixture->changes().undoLast());
        QCOMPARE(contentOf(fixture.path), before.section(QStringLiteral("\n--\n"), 0, 2));
        QCOMPARE(fixture->pairs().count().value(), 3);
        QCOMPARE(fixture->pairs().find(2).value()->group, QString());
        VERIFY_RESULT(fixture->changes().redoNext());
        QCOMPARE(stateOf(fixture.path), after);
    }
    // An import that only brings pairs says so as before.
    VERIFY_RESULT(import(*fixture, numbered(20, 2)));
    QCOMPARE(changeText(fixture->changes().latest(1)->front()),
             QStringLiteral("Imported 2 pairs from more.csv"));
}

void tst_ChangeUpdate::whatWasChangedMeanwhileStays()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(numbered(1, 4)));
    PairChange change;
    change.pairId = 1;
    change.note = {QString(), QStringLiteral("of the file")};
    change.topic = {QString(), QStringLiteral("refunds")};
    VERIFY_RESULT(fixture->changes().setNote({1}, QStringLiteral("by hand"), kAnn));
    const auto step = fixture->changes().update({change}, 0, QStringLiteral("edited.csv"), kAnn);
    VERIFY_RESULT(step);
    QCOMPARE(step->updates, UpdatedFields{.topics = 1});
    QCOMPARE(fixture->pairs().find(1).value()->note, QStringLiteral("by hand"));
    // The same when it is undone: what came later stays.
    VERIFY_RESULT(fixture->changes().setNote({1}, QStringLiteral("again"), kAnn));
    VERIFY_RESULT(fixture->changes().undo(step->id));
    QCOMPARE(fixture->pairs().find(1).value()->note, QStringLiteral("again"));
    QCOMPARE(fixture->pairs().find(1).value()->group, QString());
}

void tst_ChangeUpdate::whatChangesNothingIsNoStep()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(dialogues(QStringLiteral("a.csv"), {QStringLiteral("d")}, {kTest})));
    ChangeLog &log = fixture->changes();
    VERIFY_RESULT(log.setFlagged({1}, true, kAnn));
    VERIFY_RESULT(log.undoLast());
    PairChange gone, other, tested;
    gone.pairId = 77;
    gone.note = {QString(), QStringLiteral("n")};
    other.pairId = 1;
    other.topic = {QStringLiteral("of another time"), QStringLiteral("refunds")};
    tested.pairId = 1;
    tested.split = {kTest, kTrain};
    for (const std::vector<PairChange> &changes :
         {std::vector<PairChange>{}, {gone}, {other}, {tested}, {gone, other, tested}}) {
        const auto step = log.update(changes, 0, QStringLiteral("edited.csv"), kAnn);
        VERIFY_RESULT(step);
        QCOMPARE(step->id, 0);
    }
    QVERIFY(log.redoNext().value().has_value()); // nothing was done since
}

/// SQLite reads U+FFFE as U+FFFD, but compares it as what it is.
void tst_ChangeUpdate::textsThatReadOtherwiseThanTheyAreStoredChangeToo()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(numbered(1, 2)));
    ChangeLog &log = fixture->changes();
    VERIFY_RESULT(log.setNote({1}, QStringLiteral("no\ufffete"), kAnn));
    const QString stored = fixture->pairs().find(1).value()->note;
    QCOMPARE(stored, QStringLiteral("no\ufffdte"));
    PairChange change;
    change.pairId = 1;
    change.note = {stored, QStringLiteral("note")};
    VERIFY_RESULT(log.update({change}, 0, QStringLiteral("edited.csv"), kAnn));
    QCOMPARE(fixture->pairs().find(1).value()->note, QStringLiteral("note"));
    VERIFY_RESULT(log.undoLast());
    QCOMPARE(fixture->pairs().find(1).value()->note, stored);
    VERIFY_RESULT(log.redoNext());
    QCOMPARE(fixture->pairs().find(1).value()->note, QStringLiteral("note"));
    VERIFY_RESULT(log.setNote({1}, QStringLiteral("no\ufffete"), kAnn));
    VERIFY_RESULT(log.setNote({1}, QStringLiteral("again"), kAnn));
    QCOMPARE(fixture->pairs().find(1).value()->note, QStringLiteral("again"));
}

void tst_ChangeUpdate::aPairFollowsTheDialogueItComesTo_data()
{
    QTest::addColumn<Split>("own");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QList<Split>>("there");
    QTest::addColumn<Split>("expected");
    const QString same = QStringLiteral("a.csv"), other = QStringLiteral("b.csv");
    for (const Split own : {kOpen, kTrain, kCheck}) {
        const auto row = [&](const char *name, const QString &file, const QList<Split> &there,
                             Split expected) {
            QTest::addRow("%s, own %d", name, int(own)) << own << file << there << expected;
        };
        row("of its file, in training", same, {kTrain, kTrain}, kTrain);
        row("of its file, in validation", same, {kCheck, kOpen}, kCheck);
        row("of its file, in the test set", same, {kTest, kTrain}, kTest);
        row("of its file, open", same, {kOpen, kOpen}, kOpen);
        row("of another, in training", other, {kTrain, kTrain}, kTrain);
        row("of another, in validation", other, {kCheck, kCheck}, kCheck);
        row("of another, in the test set", other, {kTest, kOpen}, kTest);
        row("of another, open", other, {kOpen}, kOpen);
        row("new", other, {}, own);
    }
}

void tst_ChangeUpdate::aPairFollowsTheDialogueItComesTo()
{
    QFETCH(Split, own);
    QFETCH(QString, file);
    QFETCH(QList<Split>, there);
    QFETCH(Split, expected);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(dialogues(QStringLiteral("a.csv"), {QStringLiteral("x")}, {own})));
    VERIFY_RESULT(fixture.add(dialogues(file + QStringLiteral(" rows"),
                                        QStringList(there.size(), QStringLiteral("y")), there)));
    fixture.project = Error{};
    {
        auto writer = Connection::open(fixture.path, Connection::Role::Writer);
        VERIFY_RESULT(writer);
        VERIFY_RESULT((*writer)->execute(
            QStringLiteral("UPDATE pairs SET origin_file = '%1' WHERE id > 1").arg(file)));
    }
    fixture.project = Project::open(fixture.path);
    VERIFY_RESULT(fixture.project);
    const QList<Split> before = dealt(*fixture);
    const QString was = stateOf(fixture.path);
    VERIFY_RESULT(fixture->changes().update({moved(1, QStringLiteral("x"), QStringLiteral("y"))}, 0,
                                            QStringLiteral("e.csv"), kAnn));
    const QList<Split> after = dealt(*fixture);
    QCOMPARE(after.first(), expected);
    QCOMPARE(after.mid(1), before.mid(1)); // the dialogue stays where it is
    VERIFY_RESULT(fixture->changes().undoLast());
    QCOMPARE(stateOf(fixture.path), was);
}

void tst_ChangeUpdate::whatIsLeftOfATestedDialogueStaysInTheTestSet()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    const QString d = QStringLiteral("d"), e = QStringLiteral("e");
    VERIFY_RESULT(fixture.add(dialogues(QStringLiteral("a.csv"), {d, d, d, e, e},
                                        {kTest, kOpen, kTrain, kOpen, kTrain})));
    QCOMPARE(dealt(*fixture), (QList<Split>{kTest, kTest, kTest, kTrain, kTrain}));
    const QString before = stateOf(fixture.path);
    VERIFY_RESULT(fixture->changes().update({moved(1, d, QStringLiteral("new"))}, 0,
                                            QStringLiteral("e.csv"), kAnn));
    QCOMPARE(dealt(*fixture), (QList<Split>{kTest, kTest, kTest, kTrain, kTrain}));
    VERIFY_RESULT(fixture->changes().undoLast());
    QCOMPARE(stateOf(fixture.path), before);
    // One that stood there with its dialogue alone takes that along.
    VERIFY_RESULT(
        fixture->changes().update({moved(2, d, QString())}, 0, QStringLiteral("e.csv"), kAnn));
    QCOMPARE(dealt(*fixture), (QList<Split>{kTest, kTest, kTest, kTrain, kTrain}));
    QCOMPARE(given(fixture.path), (QList<int>{3, 3, 1, 0, 1}));
    VERIFY_RESULT(fixture->changes().undoLast());
    QCOMPARE(stateOf(fixture.path), before);
}

void tst_ChangeUpdate::aTestedPairBringsItsNewDialogueAlong()
{
    for (const char *file : {"a.csv", "b.csv"}) {
        ProjectFixture fixture;
        VERIFY_RESULT(fixture.project);
        const QString d = QStringLiteral("d"), e = QStringLiteral("e");
        VERIFY_RESULT(fixture.add(dialogues(QStringLiteral("a.csv"), {d}, {kTest})));
        VERIFY_RESULT(
            fixture.add(dialogues(QString::fromLatin1(file) + u' ', {e, e}, {kTrain, kOpen})));
        const QString before = stateOf(fixture.path);
        const auto step =
            fixture->changes().update({moved(1, d, e)}, 0, QStringLiteral("e.csv"), kAnn);
        VERIFY_RESULT(step);
        QCOMPARE(step->updates, UpdatedFields{.dialogues = 1});
        QCOMPARE(dealt(*fixture), (QList<Split>{kTest, kTest, kTest}));
        VERIFY_RESULT(fixture->changes().undoLast());
        QCOMPARE(stateOf(fixture.path), before);
    }
}

void tst_ChangeUpdate::aRowTakesNothingOutOfTheTestSet()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    const QString d = QStringLiteral("d"), e = QStringLiteral("e");
    VERIFY_RESULT(fixture.add(
        dialogues(QStringLiteral("a.csv"), {d, d, e, e}, {kTest, kOpen, kTrain, kTrain})));
    PairChange opened, together = moved(3, e, d);
    opened.pairId = 2; // stands in the test set with its dialogue
    opened.split = {kOpen, kTrain};
    together.split = {kTrain, kCheck}; // comes to the test set with its new dialogue
    const auto step =
        fixture->changes().update({opened, together}, 0, QStringLiteral("e.csv"), kAnn);
    VERIFY_RESULT(step);
    QCOMPARE(step->updates, UpdatedFields{.dialogues = 1});
    QCOMPARE(dealt(*fixture), (QList<Split>{kTest, kTest, kTest, kTrain}));
}

void tst_ChangeUpdate::randomMovesLeakNothingAndLeadBack_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 12; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void tst_ChangeUpdate::randomMovesLeakNothingAndLeadBack()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    const auto someDialogue = [&] {
        const int number = int(random.bounded(7));
        return number == 0 ? QString() : QStringLiteral("d%1").arg(number);
    };
    constexpr int kPairs = 30;
    for (const char *file : {"a.csv", "b.csv", "c.csv"}) {
        QStringList names;
        QList<Split> splits;
        for (int i = 0; i < kPairs / 3; ++i) {
            names << someDialogue();
            splits << static_cast<Split>(std::max(0, int(random.bounded(7)) - 3));
        }
        VERIFY_RESULT(fixture.add(dialogues(QString::fromLatin1(file), names, splits)));
    }
    std::vector<QString> states{stateOf(fixture.path)};
    for (int round = 0; round < 20; ++round) {
        const QList<Split> before = dealt(*fixture);
        std::set<qint64> tested;
        for (qsizetype i = 0; i < before.size(); ++i)
            if (before[i] == kTest)
                tested.insert(i + 1);
        std::vector<PairChange> changes;
        std::set<qint64> chosen;
        for (int i = int(random.bounded(1, 5)); i > 0; --i)
            chosen.insert(random.bounded(1, kPairs + 1));
        for (const qint64 id : chosen) {
            const auto pair = fixture->pairs().find(id).value();
            PairChange change;
            change.pairId = id;
            if (random.bounded(4) > 0)
                change.dialogue = {pair->dialogue, someDialogue()};
            if (random.bounded(3) == 0)
                change.split = {pair->split, static_cast<Split>(random.bounded(1, 4))};
            changes.push_back(change);
        }
        const auto step = fixture->changes().update(changes, 0, QStringLiteral("e.csv"), kAnn);
        VERIFY_RESULT(step);
        const QList<Split> after = dealt(*fixture);
        for (const qint64 id : tested)
            QVERIFY2(after[id - 1] == kTest, qPrintable(QString::number(id)));
        // What a file has of a dialogue is never in two splits.
        std::map<std::pair<QString, QString>, std::set<Split>> splits;
        const auto pairs = fixture->pairs().after(0, 100);
        for (std::size_t i = 0; i < pairs->size(); ++i)
            if (const DialoguePair &pair = (*pairs)[i]; !pair.dialogue.isEmpty())
                splits[{pair.originFile, pair.dialogue}].insert(after[qsizetype(i)]);
        for (const auto &[dialogue, found] : splits)
            QVERIFY2(found.size() == 1, qPrintable(dialogue.first + u' ' + dialogue.second));
        if (step->id > 0)
            states.push_back(stateOf(fixture.path));
    }
    QVERIFY(states.size() > 8);
    for (std::size_t i = states.size() - 1; i > 0; --i) {
        VERIFY_RESULT(fixture->changes().undoLast());
        QCOMPARE(stateOf(fixture.path), states[i - 1]);
    }
    for (std::size_t i = 1; i < states.size(); ++i) {
        VERIFY_RESULT(fixture->changes().redoNext());
        QCOMPARE(stateOf(fixture.path), states[i]);
    }
}

void tst_ChangeUpdate::manyPairsWithOneTextAreOneRow()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    constexpr int kPairs = 2000;
    VERIFY_RESULT(fixture.add(numbered(1, kPairs)));
    std::vector<PairChange> changes;
    for (int id = 1; id <= kPairs; ++id) {
        PairChange change;
        change.pairId = id;
        change.topic = {QString(), QStringLiteral("refunds")};
        changes.push_back(change);
    }
    VERIFY_RESULT(fixture->changes().update(changes, 0, QStringLiteral("e.csv"), kAnn));
    QCOMPARE(rowsOf(fixture.path, QStringLiteral("SELECT kind, pairs, length(content) FROM changes "
                                                 "ORDER BY id")),
             QStringLiteral("update|2000|0\ntopic|2000|6"));
}

QTEST_GUILESS_MAIN(tst_ChangeUpdate)
#include "tst_change_update.moc"
