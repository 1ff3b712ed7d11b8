#include "moving_fixture.h"

#include "contents_problem.h"

#include <QScopeGuard>
#include <QSet>

#include <atomic>
#include <functional>
#include <thread>

using namespace tunedesk;

using Act = std::function<Result<void>(Project &)>;

namespace
{
constexpr int kPairs = 5000; ///< more than go at once

Result<void> ended(const Result<DataChange> &change)
{
    return change ? Result<void>() : Result<void>(change.error());
}

/// Every pair gets a topic, every second one a label.
std::vector<PairChange> edited(int pairs)
{
    std::vector<PairChange> changes;
    for (int id = 1; id <= pairs; ++id) {
        PairChange change;
        change.pairId = id;
        change.topic = {QString(), QStringLiteral("parcels")};
        if (id % 2)
            change.answers = {labelOf(id, id % 3 == 0, kAnn)};
        changes.push_back(change);
    }
    return changes;
}

} // namespace

/// Steps over so many pairs that they are undone and done again in many short transactions.
class tst_MovingStep : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aLargeStepGoesBackAndForthWhole_data();
    void aLargeStepGoesBackAndForthWhole();
    void aLargeActIsDoneInTurns_data();
    void aLargeActIsDoneInTurns();
    void whatADeadProcessLeftGoesOn_data();
    void whatADeadProcessLeftGoesOn();
    void aStretchOfAPlanIsWrittenAlone();
    void theNewestImportIsNeverSeenHalf();
    void labelsComeInBetweenAndStay();
    void theOtherWayTurnsAStepBack();
    void otherActsWaitForTheEnd();
    void smallStepsGoAtOnce();
};

void tst_MovingStep::aLargeStepGoesBackAndForthWhole_data()
{
    QTest::addColumn<Act>("act");
    const auto row = [](const char *name, const Act &act) { QTest::newRow(name) << act; };
    row("answers", [](Project &project) {
        std::vector<Label> answers;
        for (const qint64 id : numbersTo(kPairs))
            answers.push_back(labelOf(id, int(id % 2), kAnn));
        return ended(project.changes().answer(answers));
    });
    row("flagged", [](Project &project) {
        return ended(project.changes().setFlagged(numbersTo(kPairs), true, kAnn));
    });
    row("split", [](Project &project) {
        return ended(project.changes().setSplit(numbersTo(kPairs), Split::Validation, kAnn));
    });
    row("removed",
        [](Project &project) { return ended(project.changes().remove(numbersTo(kPairs), kAnn)); });
    row("import", [](Project &project) -> Result<void> {
        const auto imported = import(project, numbered(kPairs + 1, kPairs));
        return imported ? Result<void>() : Result<void>(imported.error());
    });
    row("import, pairs of another behind it", [](Project &project) -> Result<void> {
        if (auto imported = import(project, numbered(kPairs + 1, kPairs)); !imported)
            return imported.error();
        const auto other = project.pairs().beginImport(QStringLiteral("other.csv"));
        if (!other)
            return other.error();
        const auto added = project.pairs().add(*other, numbered(3 * kPairs, 3), kAnn);
        return added ? Result<void>() : Result<void>(added.error());
    });
    row("import removed",
        [](Project &project) { return ended(project.changes().setImportRemoved(1, true, kAnn)); });
    row("update", [](Project &project) {
        return ended(project.changes().update(edited(kPairs), 0, QStringLiteral("e.csv"), kAnn));
    });
}

void tst_MovingStep::aLargeStepGoesBackAndForthWhole()
{
    QFETCH(Act, act);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(import(*fixture, numbered(1, kPairs)));
    VERIFY_RESULT(fixture->changes().setFlagged({7}, true, kAnn));
    const QString before = contentOf(fixture.path);
    VERIFY_RESULT(act(*fixture));
    const qint64 step = lastStep(*fixture);
    waitForEnd(fixture.path);
    const QString after = contentOf(fixture.path);
    QVERIFY(before != after);
    const auto state = [&] { return fixture->changes().find(step)->value_or(DataChange()).state; };
    for (int round = 0; round < 2; ++round) {
        VERIFY_RESULT(fixture->changes().undo(step));
        QCOMPARE(state(), DataChange::State::Undone);
        waitForEnd(fixture.path);
        if (qstrcmp(QTest::currentDataTag(), "import, pairs of another behind it") != 0)
            QCOMPARE(contentOf(fixture.path), before);
        VERIFY_RESULT(fixture->changes().redo(step));
        QCOMPARE(state(), DataChange::State::InEffect);
        waitForEnd(fixture.path);
        QCOMPARE(contentOf(fixture.path), after);
        QCOMPARE(contentsProblem(fixture.path), QString());
    }
}

void tst_MovingStep::aLargeActIsDoneInTurns_data()
{
    QTest::addColumn<Act>("act");
    QTest::addColumn<QString>("isDone");
    const auto row = [](const char *name, const char *isDone, const Act &act) {
        QTest::newRow(name) << act << QString::fromLatin1(isDone);
    };
    row("flagged", "flagged = 1", [](Project &project) {
        return ended(project.changes().setFlagged(numbersTo(kPairs), true, kAnn));
    });
    row("flags turned", "flagged = 1", [](Project &project) {
        return ended(project.changes().toggleFlags(numbersTo(kPairs), kAnn));
    });
    row("split", "split = 2", [](Project &project) {
        return ended(project.changes().setSplit(numbersTo(kPairs), Split::Validation, kAnn));
    });
    row("removed", "removed = 1",
        [](Project &project) { return ended(project.changes().remove(numbersTo(kPairs), kAnn)); });
    row("import removed", "removed = 2",
        [](Project &project) { return ended(project.changes().setImportRemoved(1, true, kAnn)); });
}

void tst_MovingStep::aLargeActIsDoneInTurns()
{
    QFETCH(Act, act);
    QFETCH(QString, isDone);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(import(*fixture, numbered(1, kPairs)));
    const QString before = contentOf(fixture.path);
    // In one transaction with its beginning, so that it can't have ended.
    std::optional<ErrorKind> kept;
    VERIFY_RESULT(fixture->write([&](Project &project) -> Result<void> {
        if (auto done = act(project); !done)
            return done;
        const auto note = project.changes().setNote({1}, QStringLiteral("n"), kAnn);
        if (!note)
            kept = note.error().kind;
        const auto label = project.labels().add(labelOf(kPairs, 1, kAnn));
        return label ? Result<void>() : Result<void>(label.error());
    }));
    QVERIFY(kept == ErrorKind::Busy); // until all pairs have it
    const auto steps = fixture->changes().latest(2);
    VERIFY_RESULT(steps);
    const DataChange step = steps->back();
    QCOMPARE(step.pairs, kPairs);
    QCOMPARE(step.state, DataChange::State::InEffect);
    waitForEnd(fixture.path);
    const auto count = [&] {
        return rowsOf(fixture.path, QStringLiteral("SELECT count(*) FROM pairs WHERE ") + isDone);
    };
    QCOMPARE(count(), QString::number(kPairs));
    QCOMPARE(fixture->pairs().find(kPairs)->value().label, std::optional(1));
    QCOMPARE(contentsProblem(fixture.path), QString());
    VERIFY_RESULT(fixture->changes().undo(steps->front().id));
    VERIFY_RESULT(fixture->changes().undo(step.id));
    waitForEnd(fixture.path);
    QCOMPARE(count(), QStringLiteral("0"));
    QCOMPARE(contentOf(fixture.path), before);
}

void tst_MovingStep::whatADeadProcessLeftGoesOn_data()
{
    QTest::addColumn<bool>("isImport");
    QTest::addColumn<bool>("isForward");
    QTest::addColumn<double>("share");
    for (const bool isImport : {true, false})
        for (const bool isForward : {true, false})
            for (const double share : {0.0, 0.4, 1.0})
                QTest::addRow("%s, %s, %.0f %%", isImport ? "import" : "removal",
                              isForward ? "forward" : "back", 100 * share)
                    << isImport << isForward << share;
}

void tst_MovingStep::whatADeadProcessLeftGoesOn()
{
    QFETCH(bool, isImport);
    QFETCH(bool, isForward);
    QFETCH(double, share);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    QString before, after;
    makeStep(fixture, kPairs, isImport, isForward, before, after);
    fixture.project = Error{};
    leaveHalf(fixture.path, isForward, share);
    {
        // Who only reads sees none of an import on its way.
        auto reader = Project::open(fixture.path, Project::Mode::ReadOnly);
        VERIFY_RESULT(reader);
        if (isImport)
            QCOMPARE(reader->pairs().count().value(), kPairs);
    }
    fixture.project = Project::open(fixture.path);
    VERIFY_RESULT(fixture.project);
    waitForEnd(fixture.path);
    QCOMPARE(contentOf(fixture.path), isForward ? after : before);
    QCOMPARE(contentsProblem(fixture.path), QString());
    QCOMPARE(rowsOf(fixture.path, QStringLiteral("PRAGMA quick_check")), QStringLiteral("ok"));
}

void tst_MovingStep::aStretchOfAPlanIsWrittenAlone()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(import(*fixture, numbered(1, 40)));
    VERIFY_RESULT(fixture->changes().setFlagged({2, 3, 5}, true, kAnn));
    VERIFY_RESULT(fixture->changes().setFlagged({1, 2, 3, 4, 5, 9, 20, 21}, false, kAnn));
    VERIFY_RESULT(fixture->changes().setFlagged({1, 4, 5, 6, 7, 11, 30}, true, kAnn));
    fixture.project = Error{};
    auto writer = Connection::open(fixture.path, Connection::Role::Writer);
    VERIFY_RESULT(writer);
    const auto latest = ChangeLog(**writer).latest(1);
    VERIFY_RESULT(latest);
    const auto plan = StepPlan::read(**writer, latest->front());
    VERIFY_RESULT(plan);
    QCOMPARE(plan->size(), qint64(7));
    const auto flagged = [&] {
        return rowsOf(fixture.path, QStringLiteral("SELECT group_concat(id, ' ') FROM (SELECT id "
                                                   "FROM pairs WHERE flagged = 1 ORDER BY id)"));
    };
    const QStringList ids{QStringLiteral("1"), QStringLiteral("4"), QStringLiteral("5"),
                          QStringLiteral("6"), QStringLiteral("7"), QStringLiteral("11"),
                          QStringLiteral("30")};
    QCOMPARE(flagged(), ids.join(QLatin1Char(' ')));
    for (int begin = 0; begin <= 7; ++begin)
        for (int end = begin; end <= 7; ++end) {
            VERIFY_RESULT(plan->apply(**writer, begin, end, false));
            const QStringList left = ids.mid(0, begin) + ids.mid(end);
            QCOMPARE(flagged(),
                     left.isEmpty() ? QStringLiteral("NULL") : left.join(QLatin1Char(' ')));
            VERIFY_RESULT(plan->apply(**writer, begin, end, true));
            QCOMPARE(flagged(), ids.join(QLatin1Char(' ')));
        }
}

void tst_MovingStep::theNewestImportIsNeverSeenHalf()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(import(*fixture, numbered(1, 10)));
    VERIFY_RESULT(import(*fixture, numbered(11, kPairs)));
    const qint64 step = lastStep(*fixture);
    std::atomic<bool> isDone = false;
    QSet<int> seen, listed;
    std::thread reader([&] {
        auto project = Project::open(fixture.path, Project::Mode::ReadOnly);
        while (project && !isDone) {
            seen << project->pairs().count().value_or(-1);
            listed << int(project->pairs().ids({})->size());
        }
    });
    const auto join = qScopeGuard([&] {
        isDone = true;
        if (reader.joinable())
            reader.join();
    });
    for (int round = 0; round < 3; ++round) {
        VERIFY_RESULT(fixture->changes().undo(step));
        QCOMPARE(fixture->pairs().count().value_or(-1), 10); // at once, whatever is still written
        QCOMPARE(fixture->pairs().imports()->back().removed, true);
        waitForEnd(fixture.path);
        VERIFY_RESULT(fixture->changes().redo(step));
        waitForEnd(fixture.path);
        QCOMPARE(fixture->pairs().count().value_or(-1), 10 + kPairs);
        QCOMPARE(fixture->pairs().imports()->back().removed, false);
    }
    isDone = true;
    reader.join();
    QCOMPARE(seen, (QSet<int>{10, 10 + kPairs}));
    QCOMPARE(listed, (QSet<int>{10, 10 + kPairs}));
}

void tst_MovingStep::labelsComeInBetweenAndStay()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(import(*fixture, numbered(1, kPairs)));
    const qint64 step = lastStep(*fixture);
    QHash<qint64, int> given;
    const auto label = [&](qint64 pair, int value) {
        given.insert(pair, value);
        return fixture->labels().add(labelOf(pair, value, kAnn));
    };
    VERIFY_RESULT(label(1, 1));
    const auto first = fixture->changes().latest(1);
    VERIFY_RESULT(first);
    VERIFY_RESULT(fixture->changes().undo(first->front().id));
    given.clear();
    VERIFY_RESULT(fixture->changes().undo(step));
    // Also to pairs that are on their way to the bin.
    for (qint64 pair = kPairs; pair > 0; pair -= 100)
        VERIFY_RESULT(label(pair, int(pair / 100) % 2));
    waitForEnd(fixture.path);
    for (auto one = given.cbegin(); one != given.cend(); ++one)
        QCOMPARE(fixture->pairs().find(one.key())->value().label, std::optional(one.value()));
    QCOMPARE(fixture->pairs().count().value_or(-1), 0);
    // Something else was done since: it is history, and each label a step of its own.
    QCOMPARE(fixture->changes().find(step)->value().state, DataChange::State::History);
    QCOMPARE(int(fixture->changes().steps(1000)->size()), int(given.size()));
}

void tst_MovingStep::theOtherWayTurnsAStepBack()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(import(*fixture, numbered(1, kPairs)));
    const QString whole = contentOf(fixture.path);
    const qint64 step = lastStep(*fixture);
    for (int round = 0; round < 3; ++round) {
        VERIFY_RESULT(fixture->changes().undo(step));
        VERIFY_RESULT(fixture->changes().redo(step));
        waitForEnd(fixture.path);
        QCOMPARE(contentOf(fixture.path), whole);
        QCOMPARE(fixture->pairs().count().value_or(-1), kPairs);
    }
    VERIFY_RESULT(fixture->changes().undo(step));
    VERIFY_RESULT(fixture->changes().redo(step));
    VERIFY_RESULT(fixture->changes().undo(step));
    waitForEnd(fixture.path);
    QCOMPARE(fixture->pairs().count().value_or(-1), 0);
    QCOMPARE(fixture->changes().find(step)->value().state, DataChange::State::Undone);
}

void tst_MovingStep::otherActsWaitForTheEnd()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(import(*fixture, numbered(1, 10)));
    VERIFY_RESULT(fixture->changes().setFlagged({3}, true, kAnn));
    const qint64 flag = lastStep(*fixture);
    VERIFY_RESULT(fixture->labels().add(labelOf(4, 1, kAnn)));
    const qint64 answer = lastStep(*fixture);
    VERIFY_RESULT(import(*fixture, numbered(11, kPairs)));
    const qint64 step = lastStep(*fixture);
    QStringList refused;
    // In one transaction with its beginning, so that it can't have ended.
    VERIFY_RESULT(fixture->write([&](Project &project) -> Result<void> {
        ChangeLog &log = project.changes();
        if (auto undone = log.undo(step); !undone)
            return undone;
        const auto note = [&](const char *act, bool isRefused) {
            if (isRefused)
                refused << QString::fromLatin1(act);
        };
        const auto isBusy = [](const auto &result) {
            return !result && result.error().kind == ErrorKind::Busy;
        };
        note("flag", isBusy(log.setFlagged({1}, true, kAnn)));
        note("note", isBusy(log.setNote({1}, QStringLiteral("n"), kAnn)));
        note("split", isBusy(log.setSplit({1}, Split::Test, kAnn)));
        note("remove", isBusy(log.remove({1}, kAnn)));
        note("restore", isBusy(log.restore({1}, kAnn)));
        note("import", isBusy(log.setImportRemoved(1, true, kAnn)));
        note("test set", isBusy(log.growTestSet(10, kAnn)));
        note("update", isBusy(log.update(edited(2), 0, QStringLiteral("e.csv"), kAnn)));
        note("undo", isBusy(log.undo(flag)));
        note("snapshot", isBusy(project.snapshots().take({})));
        note("label", isBusy(log.answer({labelOf(2, 1, kAnn)})));
        note("label back", isBusy(log.undo(answer)));
        return {};
    }));
    QCOMPARE(refused.join(QLatin1Char(' ')),
             QStringLiteral("flag note split remove restore import test set update undo snapshot"));
    waitForEnd(fixture.path);
    VERIFY_RESULT(fixture->changes().remove({1}, kAnn));
    QCOMPARE(fixture->pairs().count().value_or(-1), 9);
    QCOMPARE(fixture->pairs().find(2)->value().label, std::optional(1));
    QCOMPARE(fixture->pairs().find(4)->value().label, std::nullopt);
}

void tst_MovingStep::smallStepsGoAtOnce()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(import(*fixture, numbered(1, int(kMovedAtOnce))));
    const qint64 step = lastStep(*fixture);
    VERIFY_RESULT(fixture->write([&](Project &project) -> Result<void> {
        if (auto undone = project.changes().undo(step); !undone)
            return undone;
        return project.pairs().count().value_or(-1) == 0 ? Result<void>() : Result<void>(Error{});
    }));
    QCOMPARE(rowsOf(fixture.path, QStringLiteral("SELECT count(*) FROM moving_step")),
             QStringLiteral("0"));
}

QTEST_GUILESS_MAIN(tst_MovingStep)
#include "tst_moving_step.moc"
