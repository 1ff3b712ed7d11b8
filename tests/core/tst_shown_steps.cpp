#include "import_trials.h"
#include "moving_fixture.h"

#include <chrono>
#include <functional>
#include <thread>

using namespace tunedesk;

namespace
{
constexpr int kPairs = 3000; ///< more than go at once
constexpr int kStretch = 50;

/// @return the step that it makes
using Act = std::function<Result<qint64>(Project &)>;

Result<qint64> numberOf(const Result<DataChange> &change)
{
    return change ? Result<qint64>(change->id) : Result<qint64>(change.error());
}

Result<qint64> importStep(Project &project, const std::vector<DialoguePair> &pairs)
{
    if (const auto imported = import(project, pairs); !imported)
        return imported.error();
    return lastStep(project);
}

/// Takes the newest format's step out of a file, which has the sixth then.
void makeSixthFormat(const QString &path)
{
    auto writer = Connection::open(path, Connection::Role::Writer);
    VERIFY_RESULT(writer);
    for (const char *sql :
         {"DROP TRIGGER pairs_go", "DROP TRIGGER pairs_come_back", "DROP TRIGGER pairs_are_cleared",
          "DROP TABLE shown_contents", "DROP TABLE pairs_trigrams", "DROP TABLE pairs_search",
          "DROP VIEW pairs_searched",
          "CREATE VIRTUAL TABLE pairs_search USING fts5(question, reply, content='pairs', "
          "content_rowid='id', tokenize='trigram')",
          "UPDATE search_index SET indexed_to = 0",
          "CREATE UNIQUE INDEX pairs_content ON pairs(content_hash) WHERE removed = 0",
          "PRAGMA user_version = 6"})
        VERIFY_RESULT((*writer)->execute(QLatin1String(sql)));
}
} // namespace

/// What makes two shown pairs with the same texts impossible, while steps over many pairs go back
/// and forth in turns.
class tst_ShownSteps : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachStretchOfAStepLeavesTheTableRight_data();
    void eachStretchOfAStepLeavesTheTableRight();
    void aStepBesideAnImportShowsNoTextsTwice_data();
    void aStepBesideAnImportShowsNoTextsTwice();
    void aStepOnItsWayGoesOnInTheNewFormat_data();
    void aStepOnItsWayGoesOnInTheNewFormat();
};

void tst_ShownSteps::eachStretchOfAStepLeavesTheTableRight_data()
{
    QTest::addColumn<Act>("act");
    const auto row = [](const char *name, const Act &act) { QTest::newRow(name) << act; };
    row("import",
        [](Project &project) { return importStep(project, numbered(kPairs + 1, kPairs)); });
    row("removed", [](Project &project) {
        return numberOf(project.changes().remove(numbersTo(kPairs), kAnn));
    });
    row("removed, and a part came again", [](Project &project) -> Result<qint64> {
        const auto step = numberOf(project.changes().remove(numbersTo(kPairs), kAnn));
        waitForEnd(project.path()); // as imports do
        const auto again = import(project, numbered(kPairs / 2, kPairs));
        return again ? step : again;
    });
    row("import removed", [](Project &project) {
        return numberOf(project.changes().setImportRemoved(1, true, kAnn));
    });
    row("import removed, and a part came again", [](Project &project) -> Result<qint64> {
        const auto step = numberOf(project.changes().setImportRemoved(1, true, kAnn));
        waitForEnd(project.path()); // as imports do
        const auto again = import(project, numbered(kPairs / 3, kPairs));
        return again ? step : again;
    });
}

void tst_ShownSteps::eachStretchOfAStepLeavesTheTableRight()
{
    QFETCH(Act, act);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(import(*fixture, numbered(1, kPairs)));
    const auto step = act(*fixture);
    VERIFY_RESULT(step);
    waitForEnd(fixture.path);
    const auto change = fixture->changes().find(*step);
    VERIFY_RESULT(change);
    const QString before = contentOf(fixture.path);
    fixture.project = Error{};
    auto writer = Connection::open(fixture.path, Connection::Role::Writer);
    VERIFY_RESULT(writer);
    const auto plan = StepPlan::read(**writer, change->value());
    VERIFY_RESULT(plan);
    QVERIFY(plan->size() > kMovedAtOnce);
    for (qint64 end = plan->size(); end > 0; end -= kStretch) {
        VERIFY_RESULT(plan->apply(**writer, std::max<qint64>(0, end - kStretch), end, false));
        QCOMPARE(contentsProblem(fixture.path), QString());
    }
    QVERIFY(contentOf(fixture.path) != before);
    for (qint64 begin = 0; begin < plan->size(); begin += kStretch) {
        VERIFY_RESULT(plan->apply(**writer, begin, std::min(plan->size(), begin + kStretch), true));
        QCOMPARE(contentsProblem(fixture.path), QString());
    }
    QCOMPARE(contentOf(fixture.path), before);
}

void tst_ShownSteps::aStepBesideAnImportShowsNoTextsTwice_data()
{
    QTest::addColumn<int>("mostPending");
    QTest::addColumn<int>("pauseMs");
    for (const int mostPending : {1, 1'000'000}) // in the table at once, or at the end alone
        for (const int pauseMs : {0, 3, 10, 40})
            QTest::addRow("%d in memory, %d ms", mostPending, pauseMs) << mostPending << pauseMs;
}

void tst_ShownSteps::aStepBesideAnImportShowsNoTextsTwice()
{
    QFETCH(int, mostPending);
    QFETCH(int, pauseMs);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(import(*fixture, numbered(1, kPairs)));
    const qint64 step = lastStep(*fixture);
    VERIFY_RESULT(fixture->changes().undo(step));
    waitForEnd(fixture.path);
    Opened opened(fixture.path);
    auto staged = opened.stage(std::size_t(mostPending));
    VERIFY_RESULT(staged);
    for (const int first : {kPairs / 4, kPairs / 2}) {
        const auto added = staged->addAhead(numbered(first, kPairs / 4), QStringLiteral("import"));
        VERIFY_RESULT(added);
        QCOMPARE(added->added, kPairs / 4);
    }
    VERIFY_RESULT(fixture->changes().redo(step));
    std::this_thread::sleep_for(std::chrono::milliseconds(pauseMs));
    VERIFY_RESULT(staged->finish());
    QCOMPARE(contentsProblem(fixture.path), QString());
    waitForEnd(fixture.path);
    QCOMPARE(contentsProblem(fixture.path), QString());
    QCOMPARE(fixture->pairs().count().value_or(-1), kPairs);
    QCOMPARE(rowsOf(fixture.path, QStringLiteral("SELECT count(DISTINCT question) FROM pairs WHERE "
                                                 "removed = 0")),
             QString::number(kPairs));
    // And all of it away and back once more.
    VERIFY_RESULT(fixture->changes().undo(step));
    waitForEnd(fixture.path);
    QCOMPARE(contentsProblem(fixture.path), QString());
    VERIFY_RESULT(fixture->changes().redo(step));
    waitForEnd(fixture.path);
    QCOMPARE(contentsProblem(fixture.path), QString());
    QCOMPARE(fixture->pairs().count().value_or(-1), kPairs);
}

void tst_ShownSteps::aStepOnItsWayGoesOnInTheNewFormat_data()
{
    QTest::addColumn<bool>("isImport");
    QTest::addColumn<bool>("isForward");
    for (const bool isImport : {true, false})
        for (const bool isForward : {true, false})
            QTest::addRow("%s, %s", isImport ? "import" : "removal", isForward ? "forward" : "back")
                << isImport << isForward;
}

void tst_ShownSteps::aStepOnItsWayGoesOnInTheNewFormat()
{
    QFETCH(bool, isImport);
    QFETCH(bool, isForward);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    QString before, after;
    makeStep(fixture, kPairs, isImport, isForward, before, after);
    fixture.project = Error{};
    leaveHalf(fixture.path, isForward, 0.4);
    makeSixthFormat(fixture.path);
    fixture.project = Project::open(fixture.path);
    VERIFY_RESULT(fixture.project);
    QVERIFY(QFile::exists(fixture.path + QStringLiteral(".format6.backup")));
    waitForEnd(fixture.path);
    QCOMPARE(contentOf(fixture.path), isForward ? after : before);
    QCOMPARE(contentsProblem(fixture.path), QString());
    QCOMPARE(rowsOf(fixture.path, QStringLiteral("PRAGMA quick_check")), QStringLiteral("ok"));
}

QTEST_GUILESS_MAIN(tst_ShownSteps)
#include "tst_shown_steps.moc"
