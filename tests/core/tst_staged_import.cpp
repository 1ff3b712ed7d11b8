#include "project_fixture.h"

#include "project/connection.h"
#include "project/set_aside.h"

#include <atomic>
#include <thread>

using namespace tunedesk;

namespace
{
std::vector<DialoguePair> labelledPairs(int count, int first = 0)
{
    std::vector<DialoguePair> pairs;
    for (int i = first; i < first + count; ++i) {
        pairs.push_back(pairOf(QStringLiteral("staged %1").arg(i), QStringLiteral("a long reply")));
        pairs.back().label = i % 2;
        pairs.back().dialogue = QStringLiteral("d%1").arg(i);
        pairs.back().group = QStringLiteral("new");
    }
    return pairs;
}

qint64 cell(const QString &path, const char *sql)
{
    auto connection = Connection::open(path, Connection::Role::ReadOnly);
    return connection ? (*connection)->scalar(QLatin1String(sql))->toLongLong() : -1;
}

/// Rows that an unfinished import has in the file.
qint64 leftRows(const QString &path)
{
    return cell(path, "SELECT (SELECT count(*) FROM pairs WHERE question LIKE 'staged%') + "
                      "(SELECT count(*) FROM answers WHERE annotator = 'import') + "
                      "(SELECT count(*) FROM pairs_search WHERE pairs_search MATCH 'staged') + "
                      "(SELECT count(*) FROM imports WHERE staged_after IS NOT NULL)");
}
} // namespace

class tst_StagedImport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsSeenBeforeTheEnd();
    void whatIsNotFinishedIsCleared();
    void whatADeadProcessLeftIsCleared();
    void oneImportIsUnderWayAtATime();
    void importsAfterEachOtherSkipTheSamePairs();
    void aRestoredPairIsThereWhetherItsTwinsImportEndsOrBreaksOff_data();
    void aRestoredPairIsThereWhetherItsTwinsImportEndsOrBreaksOff();
    void labelsComeInBetween();
    void whatIsSetAsideMeanwhileIsSeenAtTheEnd();
};

void tst_StagedImport::nothingIsSeenBeforeTheEnd()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add({pairOf(QStringLiteral("before"), QStringLiteral("reply"))}));
    auto import = fixture->stageImport(QStringLiteral("/data/new.csv"));
    VERIFY_RESULT(import);
    const auto pairs = labelledPairs(700);
    const auto added = import->add(pairs, QStringLiteral("import"));
    VERIFY_RESULT(added);
    QCOMPARE(added->added, 700);

    PairStore &store = fixture->pairs();
    PairQuery search;
    search.search = QStringLiteral("staged");
    QCOMPARE(store.count().value(), 1);
    QCOMPARE(store.count(search).value(), 0);
    QCOMPARE(store.page({}, 0, 10)->size(), 1u);
    QCOMPARE(store.ids({}).value(), std::vector<qint64>{1});
    QCOMPARE(store.find(2).value(), std::nullopt);
    QCOMPARE(store.contains({PairStore::contentHash(pairs[0])}).value(), std::vector<bool>{false});
    QCOMPARE(store.imports()->size(), 1u);
    QVERIFY(!store.setImportRemoved(import->id(), true));
    QVERIFY(store.facets({})->groups.isEmpty());
    const auto statistics = store.statistics();
    VERIFY_RESULT(statistics);
    QCOMPARE(statistics->pairs, 1);
    QCOMPARE(statistics->labelled, 0);
    QCOMPARE(statistics->annotators, 0);
    using Order = LabelStore::QueueOrder;
    for (const auto order : {Order::Oldest, Order::Random, Order::ByDialogue})
        QCOMPARE(fixture->labels().queue(QStringLiteral("ann"), order, 10).value(),
                 std::vector<qint64>{1});
    QVERIFY(!fixture->labels().add(labelOf(2, 1, QStringLiteral("ann"))));
    QVERIFY(fixture->labels().history(2)->empty());
    QVERIFY(!fixture->snapshots().take({}));

    VERIFY_RESULT(import->finish());
    QCOMPARE(store.count().value(), 701);
    QCOMPARE(store.count(search).value(), 700);
    QCOMPARE(store.imports()->back().pairs, 700);
    QCOMPARE(store.statistics()->annotators, 1);
    QCOMPARE(fixture->labels().history(2)->size(), 1u);
    VERIFY_RESULT(fixture->snapshots().take({}));
}

void tst_StagedImport::whatIsNotFinishedIsCleared()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add({pairOf(QStringLiteral("before"), QStringLiteral("reply"))}));
    {
        auto import = fixture->stageImport(QStringLiteral("/data/new.csv"));
        VERIFY_RESULT(import);
        VERIFY_RESULT(import->add(labelledPairs(900), QStringLiteral("import")));
        QCOMPARE(leftRows(fixture.path), 900 + 900 + 1); // pairs, answers, the import
    }
    QTRY_COMPARE(leftRows(fixture.path), 0);
    QCOMPARE(cell(fixture.path, "SELECT count(*) FROM pairs"), 1);
    auto connection = Connection::open(fixture.path, Connection::Role::ReadOnly);
    VERIFY_RESULT(connection);
    QCOMPARE((*connection)->scalar(QStringLiteral("PRAGMA quick_check"))->toString(),
             QStringLiteral("ok"));
    QVERIFY((*connection)->scalar(QStringLiteral("PRAGMA foreign_key_check"))->isNull());
    // The writer still keeps its foreign keys after clearing.
    QVERIFY(!fixture->runs().addEvent(99, {}));
}

void tst_StagedImport::whatADeadProcessLeftIsCleared()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add({pairOf(QStringLiteral("before"), QStringLiteral("reply"))}));
    fixture.project = Error{};
    {
        // What is on disk at kill -9 in the middle of an import.
        auto writer = Connection::open(fixture.path, Connection::Role::Writer);
        VERIFY_RESULT(writer);
        VERIFY_RESULT((*writer)->execute(QStringLiteral(
            "INSERT INTO imports (file, path, at_ms, staged_after) VALUES ('n', 'n', 1, 1)")));
        PairStore pairs(**writer);
        VERIFY_RESULT(pairs.add(2, labelledPairs(500), QStringLiteral("import")));
    }
    {
        auto reader = Project::open(fixture.path, Project::Mode::ReadOnly);
        VERIFY_RESULT(reader);
        QCOMPARE(reader->pairs().count().value(), 1);
    }
    fixture.project = Project::open(fixture.path);
    VERIFY_RESULT(fixture.project);
    QCOMPARE(fixture->pairs().count().value(), 1);
    QTRY_COMPARE(leftRows(fixture.path), 0);
    // Numbers are not given twice, and what comes now is seen at once.
    VERIFY_RESULT(fixture.add(labelledPairs(1)));
    QCOMPARE(fixture->pairs().ids({}).value(), (std::vector<qint64>{1, 502}));
}

void tst_StagedImport::oneImportIsUnderWayAtATime()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    auto second = Project::open(fixture.path);
    VERIFY_RESULT(second);
    {
        auto import = fixture->stageImport(QStringLiteral("a.csv"));
        VERIFY_RESULT(import);
        const auto refused = second->stageImport(QStringLiteral("b.csv"));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Busy);
        // Clearing leaves the one that is under way alone.
        VERIFY_RESULT(import->add(labelledPairs(10), QStringLiteral("import")));
        QCOMPARE(second->clearUnfinishedImports(100).value(), false);
        VERIFY_RESULT(import->finish());
    }
    QCOMPARE(second->pairs().count().value(), 10);
    VERIFY_RESULT(second->stageImport(QStringLiteral("b.csv")));
    auto reader = Project::open(fixture.path, Project::Mode::ReadOnly);
    VERIFY_RESULT(reader);
    QCOMPARE(reader->stageImport(QStringLiteral("c.csv")).error().kind, ErrorKind::File);
}

void tst_StagedImport::importsAfterEachOtherSkipTheSamePairs()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    for (const auto &[first, added] : {std::pair(0, 100), std::pair(50, 50), std::pair(0, 0)}) {
        auto import = fixture->stageImport(QStringLiteral("a.csv"));
        VERIFY_RESULT(import);
        const auto result = import->add(labelledPairs(100, first), QStringLiteral("import"));
        VERIFY_RESULT(result);
        QCOMPARE(result->added, added);
        QCOMPARE(result->duplicates, 100 - added);
        QCOMPARE(result->duplicateRows.size(), std::size_t(100 - added));
        VERIFY_RESULT(import->finish());
    }
    QCOMPARE(fixture->pairs().count().value(), 150);
}

void tst_StagedImport::aRestoredPairIsThereWhetherItsTwinsImportEndsOrBreaksOff_data()
{
    QTest::addColumn<bool>("isWholeImport");
    QTest::addColumn<bool>("isFinished");
    QTest::newRow("one pair, the import ends") << false << true;
    QTest::newRow("one pair, the import breaks off") << false << false;
    QTest::newRow("an import, the later import ends") << true << true;
    QTest::newRow("an import, the later import breaks off") << true << false;
}

void tst_StagedImport::aRestoredPairIsThereWhetherItsTwinsImportEndsOrBreaksOff()
{
    QFETCH(bool, isWholeImport);
    QFETCH(bool, isFinished);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(labelledPairs(3)));
    PairStore &store = fixture->pairs();
    const qint64 first = store.imports()->front().id;
    const auto setRemoved = [&](bool removed) {
        return isWholeImport ? store.setImportRemoved(first, removed)
                             : store.setRemoved({2}, removed);
    };
    // By itself, too: then the import alone does not bring it back, and its twin stays.
    if (isWholeImport)
        VERIFY_RESULT(store.setRemoved({1}, true));
    VERIFY_RESULT(setRemoved(true));
    {
        auto import = fixture->stageImport(QStringLiteral("again.csv"));
        VERIFY_RESULT(import);
        const auto added = import->add(labelledPairs(5), QStringLiteral("again"));
        VERIFY_RESULT(added);
        QCOMPARE(added->added, isWholeImport ? 5 : 3);
        VERIFY_RESULT(setRemoved(false));
        if (isFinished)
            VERIFY_RESULT(import->finish());
    }
    QTRY_COMPARE(cell(fixture.path, "SELECT count(*) FROM imports WHERE staged_after IS NOT NULL"),
                 0);
    std::vector<qint64> expected{1, 2, 3};
    if (isWholeImport)
        expected = isFinished ? std::vector<qint64>{2, 3, 4, 7, 8} : std::vector<qint64>{2, 3};
    else if (isFinished)
        expected = {1, 2, 3, 7, 8};
    QCOMPARE(store.ids({}).value(), expected);
}

void tst_StagedImport::labelsComeInBetween()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add({pairOf(QStringLiteral("before"), QStringLiteral("reply"))}));
    std::atomic<bool> isDone = false, isFailed = false;
    std::atomic<int> labels = 0;
    std::thread person([&] {
        auto project = Project::open(fixture.path);
        while (!isDone && !isFailed) {
            isFailed = !project || !project->labels().add(labelOf(1, 1, QStringLiteral("ann")));
            ++labels;
        }
    });
    while (labels == 0 && !isFailed)
        std::this_thread::yield();
    const int before = labels;
    int seen = -1;
    {
        auto import = fixture->stageImport(QStringLiteral("a.csv"));
        if (import && import->add(labelledPairs(2000), QStringLiteral("import")) &&
            import->finish())
            seen = fixture->pairs().count().value_or(-1);
    }
    const int after = labels;
    isDone = true;
    person.join();
    QCOMPARE(seen, 2001);
    QVERIFY(!isFailed);
    // At least one for each transaction of at most 300 rows, whatever the machine's speed.
    QVERIFY2(after - before >= 3, qPrintable(QString::number(after - before)));
}

void tst_StagedImport::whatIsSetAsideMeanwhileIsSeenAtTheEnd()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.add(labelledPairs(10)));
    auto import = fixture->stageImport(QStringLiteral("/data/later.csv"));
    VERIFY_RESULT(import);
    std::vector<DialoguePair> later = labelledPairs(10); // the same dialogues go on
    for (DialoguePair &pair : later) {
        pair.question += QStringLiteral(" later");
        pair.split = Split::Train;
    }
    VERIFY_RESULT(import->add(later, QStringLiteral("import")));
    VERIFY_RESULT(import->finish(QStringLiteral("bob")));
    const qint64 importId = import->id();
    const auto found = [&](Connection::Role role) {
        auto connection = Connection::open(fixture.path, role);
        return connection ? findSetAside(**connection, importId) : connection.error();
    };
    const auto before = found(Connection::Role::ReadOnly);
    VERIFY_RESULT(before);
    QVERIFY(before->rows.empty());

    // Only what stood there: later rows of the file are not in a split of a person's yet.
    VERIFY_RESULT(fixture->pairs().setSplit({3}, Split::Test));
    fixture.project = Error{};
    auto writer = Connection::open(fixture.path, Connection::Role::Writer);
    VERIFY_RESULT(writer);
    VERIFY_RESULT((*writer)->execute(
        QStringLiteral("UPDATE pairs SET split = 1 WHERE import_id = %1").arg(importId)));
    const auto ofImport = QStringLiteral("SELECT group_concat(dialogue) FROM pairs WHERE "
                                         "import_id = %1 AND split = 3")
                              .arg(importId);
    VERIFY_RESULT(joinSetAsideSince(**writer, importId, *before));
    QCOMPARE((*writer)->scalar(ofImport)->toString(), QStringLiteral("d2"));
    // Nothing is looked for again where the history is as it was found.
    const auto now = findSetAside(**writer, importId);
    VERIFY_RESULT(now);
    QVERIFY(now->rows.empty() && now->history != before->history);
    VERIFY_RESULT((*writer)->execute(
        QStringLiteral("UPDATE pairs SET split = 1 WHERE import_id = %1").arg(importId)));
    VERIFY_RESULT(joinSetAsideSince(**writer, importId, *now));
    QCOMPARE((*writer)->scalar(ofImport)->toString(), QString());
}

QTEST_GUILESS_MAIN(tst_StagedImport)
#include "tst_staged_import.moc"
