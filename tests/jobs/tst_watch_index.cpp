#include "core/project_fixture.h"
#include "jobs/watch_index.h"
#include "project/index_watch.h"

using namespace tunedesk;

namespace
{
constexpr int kPairs = 60'000;

/// Brings many pairs, whose index of words is behind afterwards.
Result<void> importMany(Project &project, int first = 0)
{
    auto import = project.stageImport(QStringLiteral("/data/many.csv"));
    if (!import)
        return import.error();
    std::vector<DialoguePair> pairs;
    for (int i = first; i < first + kPairs; ++i)
        pairs.push_back(pairOf(QStringLiteral("question %1 about a parcel").arg(i),
                               QStringLiteral("reply %1").arg(i)));
    if (auto added = import->add(pairs, QStringLiteral("x")); !added)
        return added.error();
    return import->finish();
}

/// Notes what is told, and may stop after the first of it.
class WatchedJob final : public JobContext
{
public:
    explicit WatchedJob(bool stops) : m_stops(stops) {}
    bool stopRequested() const override { return m_stops && !told.empty(); }
    void report(qint64 done, qint64 total, const QString &) override
    {
        told.push_back({done, total});
    }
    std::vector<std::pair<qint64, qint64>> told;

private:
    bool m_stops;
};
} // namespace

class tst_WatchIndex : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void progressIsToldUntilTheIndexIsWhole();
    void aStopLeavesTheIndexUntilTheNextImport();
    void fewPairsAreNotWorthTelling();
};

void tst_WatchIndex::progressIsToldUntilTheIndexIsWhole()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(importMany(*fixture));
    QVERIFY(isIndexBehind(fixture.path).value());
    WatchedJob job(false);
    const auto outcome = watchIndex(fixture.path, job);
    VERIFY_RESULT(outcome);
    QCOMPARE(*outcome, Outcome::Finished);
    QVERIFY(!job.told.empty());
    for (std::size_t i = 0; i < job.told.size(); ++i) {
        QVERIFY(job.told[i].first <= job.told[i].second);
        QVERIFY(i == 0 || job.told[i].first >= job.told[i - 1].first);
        QVERIFY(job.told[i].second <= kPairs);
    }
    QCOMPARE(job.told.front().first, 0);
    QCOMPARE(IndexWatch::open(fixture.path)->progress()->missing(), 0);
    QVERIFY(!isIndexBehind(fixture.path).value());
}

void tst_WatchIndex::aStopLeavesTheIndexUntilTheNextImport()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(importMany(*fixture));
    WatchedJob stopped(true);
    QCOMPARE(watchIndex(fixture.path, stopped).value(), Outcome::Stopped);
    // What was under way is done when this is written; nothing comes after it.
    VERIFY_RESULT(fixture->pairs().setFlagged({1}, true));
    const auto watch = IndexWatch::open(fixture.path);
    VERIFY_RESULT(watch);
    const IndexProgress left = watch->progress().value();
    QVERIFY(left.missing() > 0);
    for (int i = 0; i < 20; ++i)
        VERIFY_RESULT(fixture->pairs().setFlagged({1}, i % 2 == 1));
    QCOMPARE(watch->progress()->indexedTo, left.indexedTo);
    PairQuery search; // found all the same
    search.search = QStringLiteral("question 59999");
    QCOMPARE(fixture->pairs().count(search).value(), 1);
    VERIFY_RESULT(importMany(*fixture, kPairs));
    WatchedJob job(false);
    QCOMPARE(watchIndex(fixture.path, job).value(), Outcome::Finished);
    QCOMPARE(watch->progress()->missing(), 0);
}

void tst_WatchIndex::fewPairsAreNotWorthTelling()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add({pairOf(QStringLiteral("a"), QStringLiteral("b"))}));
    QVERIFY(!isIndexBehind(fixture.path).value());
    QVERIFY(!isIndexBehind(fixture.folder.filePath(QStringLiteral("none.tunedesk"))));
}

QTEST_GUILESS_MAIN(tst_WatchIndex)
#include "tst_watch_index.moc"
