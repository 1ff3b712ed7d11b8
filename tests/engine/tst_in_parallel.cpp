#include "engine/kernels/in_parallel.h"

#include <QTest>

#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace tunedesk;

class tst_InParallel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void eachPlaceIsWorkedOnOnce_data();
    void eachPlaceIsWorkedOnOnce();
    void theThreadsShareTheWork();
    void smallWorkStaysOnOneThread();
    void whatAPartThrowsArrives();
};

void tst_InParallel::initTestCase()
{
    at::set_num_threads(2);
}

void tst_InParallel::eachPlaceIsWorkedOnOnce_data()
{
    QTest::addColumn<int>("count");
    for (const int count : {0, 1, 2, 3, 7, 1000})
        QTest::addRow("%d", count) << count;
}

void tst_InParallel::eachPlaceIsWorkedOnOnce()
{
    QFETCH(const int, count);
    std::vector<int> visits(static_cast<std::size_t>(count));
    inParallel(count, 1, [&](std::int64_t first, std::int64_t last) {
        for (std::int64_t i = first; i < last; ++i)
            ++visits[static_cast<std::size_t>(i)];
    });
    QCOMPARE(visits, std::vector<int>(static_cast<std::size_t>(count), 1));
}

static std::set<std::thread::id> threadsOf(std::int64_t count, std::int64_t grain)
{
    std::mutex mutex;
    std::set<std::thread::id> threads;
    inParallel(count, grain, [&](std::int64_t, std::int64_t) {
        const std::scoped_lock lock(mutex);
        threads.insert(std::this_thread::get_id());
    });
    return threads;
}

void tst_InParallel::theThreadsShareTheWork()
{
    QCOMPARE(threadsOf(1000, 1).size(), std::size_t{2});
    QVERIFY(threadsOf(1000, 1).contains(std::this_thread::get_id()));
}

void tst_InParallel::smallWorkStaysOnOneThread()
{
    QCOMPARE(threadsOf(1000, 1000), std::set{std::this_thread::get_id()});
}

void tst_InParallel::whatAPartThrowsArrives()
{
    const auto throwing = [](std::int64_t first, std::int64_t) {
        if (first > 0)
            throw std::runtime_error("second part");
    };
    QVERIFY_EXCEPTION_THROWN(inParallel(10, 1, throwing), std::runtime_error);
}

QTEST_APPLESS_MAIN(tst_InParallel)
#include "tst_in_parallel.moc"
