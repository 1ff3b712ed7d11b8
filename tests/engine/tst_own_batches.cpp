#include "engine/inference/own_batches.h"

#include <torch/torch.h>

#include <QTest>

#include <atomic>
#include <chrono>
#include <mutex>
#include <set>
#include <thread>

using namespace tunedesk;
using namespace std::chrono_literals;

class tst_OwnBatches : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(2); }
    void eachBatchIsDoneOnceAndTheFirstByItself();
    void twoThreadsTakeThem();
    void theCallerIsTold();
    void nothingHasGradients();
    void elsewhereThanOnTheProcessorTheyGoOneAfterTheOther();
    void noMoreComeAfterFalse();
    void othersWaitWhileThePauseLasts();
    void whatAThreadThrowsIsThrown();
};

namespace
{
class PausableJob final : public JobContext
{
public:
    bool stopRequested() const override { return false; }
    bool pauseRequested() const override { return isPaused; }
    void report(qint64, qint64, const QString &) override {}
    std::atomic<bool> isPaused = false;
};

constexpr std::size_t kBatches = 40;
} // namespace

void tst_OwnBatches::eachBatchIsDoneOnceAndTheFirstByItself()
{
    std::atomic<bool> isFirstDone = false;
    std::atomic<int> early = 0;
    std::vector<std::atomic<int>> times(kBatches);
    forOwnBatches(kBatches, torch::kCPU, SilentJob(), [&](std::size_t number, bool) {
        if (number == 0) {
            std::this_thread::sleep_for(20ms);
            isFirstDone = true;
        } else if (!isFirstDone) {
            ++early;
        }
        ++times[number];
        return true;
    });
    QCOMPARE(early.load(), 0);
    for (const auto &count : times)
        QCOMPARE(count.load(), 1);
    forOwnBatches(0, torch::kCPU, SilentJob(), [](std::size_t, bool) -> bool { throw 1; });
}

void tst_OwnBatches::twoThreadsTakeThem()
{
    std::mutex mutex;
    std::set<std::thread::id> threads;
    int within = 0;
    forOwnBatches(kBatches, torch::kCPU, SilentJob(), [&](std::size_t number, bool) {
        std::this_thread::sleep_for(2ms);
        const std::scoped_lock lock(mutex);
        threads.insert(std::this_thread::get_id());
        // A product within uses no further threads.
        within += number > 0 && at::in_parallel_region() ? 1 : 0;
        return true;
    });
    QCOMPARE(threads.size(), 2U);
    QCOMPARE(within, int(kBatches) - 1);
}

void tst_OwnBatches::theCallerIsTold()
{
    std::atomic<int> wrong = 0;
    const auto caller = std::this_thread::get_id();
    forOwnBatches(kBatches, torch::kCPU, SilentJob(), [&](std::size_t, bool isCaller) {
        wrong += isCaller != (std::this_thread::get_id() == caller) ? 1 : 0;
        return true;
    });
    QCOMPARE(wrong.load(), 0);
}

void tst_OwnBatches::nothingHasGradients()
{
    const torch::Tensor weight = torch::ones({2}, torch::requires_grad());
    std::atomic<int> tracked = 0;
    forOwnBatches(kBatches, torch::kCPU, SilentJob(), [&](std::size_t, bool) {
        tracked += (weight * 2).requires_grad() ? 1 : 0;
        return true;
    });
    QCOMPARE(tracked.load(), 0);
    QVERIFY((weight * 2).requires_grad()); // and the caller's are as before
}

void tst_OwnBatches::elsewhereThanOnTheProcessorTheyGoOneAfterTheOther()
{
    std::vector<std::size_t> order;
    forOwnBatches(5, torch::kCUDA, SilentJob(), [&](std::size_t number, bool isCaller) {
        order.push_back(isCaller ? number : 99);
        return true;
    });
    QCOMPARE(order, (std::vector<std::size_t>{0, 1, 2, 3, 4}));
}

void tst_OwnBatches::noMoreComeAfterFalse()
{
    std::atomic<int> done = 0;
    forOwnBatches(kBatches, torch::kCPU, SilentJob(), [&](std::size_t number, bool) {
        ++done;
        std::this_thread::sleep_for(1ms);
        return number < 10;
    });
    QVERIFY(done >= 11 && done <= 12); // the other thread may have one in hand
    done = 0;
    forOwnBatches(kBatches, torch::kCPU, SilentJob(), [&](std::size_t, bool) {
        ++done;
        return false;
    });
    QCOMPARE(done.load(), 1);
}

void tst_OwnBatches::othersWaitWhileThePauseLasts()
{
    PausableJob job;
    std::atomic<int> others = 0, whilePaused = 0;
    forOwnBatches(kBatches, torch::kCPU, job, [&](std::size_t number, bool isCaller) {
        std::this_thread::sleep_for(1ms);
        if (!isCaller)
            ++others;
        else if (number > 4 && !job.isPaused && whilePaused == 0) {
            // As a trainer that waits in its progress.
            const int before = others;
            job.isPaused = true;
            std::this_thread::sleep_for(100ms);
            whilePaused = 1 + others - before;
            job.isPaused = false;
        }
        return true;
    });
    // The one in hand, and one taken just before; not the thirty of so long a time.
    QVERIFY2(whilePaused >= 1 && whilePaused <= 3, qPrintable(QString::number(whilePaused)));
}

void tst_OwnBatches::whatAThreadThrowsIsThrown()
{
    std::atomic<int> caught = 0;
    try {
        forOwnBatches(kBatches, torch::kCPU, SilentJob(), [](std::size_t number, bool) -> bool {
            if (number == 7)
                throw std::runtime_error("seven");
            return true;
        });
    } catch (const std::runtime_error &error) {
        caught += std::string(error.what()) == "seven" ? 1 : 0;
    }
    QCOMPARE(caught.load(), 1);
}

QTEST_GUILESS_MAIN(tst_OwnBatches)
#include "tst_own_batches.moc"
