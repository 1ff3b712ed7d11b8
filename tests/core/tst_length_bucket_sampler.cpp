#include "test_support.h"

#include "dataset/length_bucket_sampler.h"

#include <algorithm>
#include <numeric>

using namespace tunedesk;

namespace
{

/// Lengths as of short texts, without a library's distribution.
std::vector<int> someLengths(int count)
{
    std::vector<int> lengths;
    for (int row = 0; row < count; ++row)
        lengths.push_back(5 + row * 7919 % 97);
    return lengths;
}

std::vector<int> flat(const std::vector<std::vector<int>> &batches)
{
    std::vector<int> rows;
    for (const auto &batch : batches)
        rows.insert(rows.end(), batch.begin(), batch.end());
    return rows;
}

qint64 paddedTokens(const std::vector<std::vector<int>> &batches, const std::vector<int> &lengths)
{
    qint64 total = 0;
    for (const auto &batch : batches) {
        int longest = 0;
        for (const int row : batch)
            longest = std::max(longest, lengths[static_cast<std::size_t>(row)]);
        total += qint64(longest) * qint64(batch.size());
    }
    return total;
}

} // namespace

class tst_LengthBucketSampler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRowOccursOnce_data();
    void everyRowOccursOnce();
    void sameSeedGivesTheSameBatchesOnEveryMachine();
    void seedAndEpochChangeTheOrder();
    void similarLengthsStandTogether();
    void shortBatchesDoNotComeFirst();
    void rowsOfARoundComeInItsEpochsAlone();
};

void tst_LengthBucketSampler::everyRowOccursOnce_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("batchSize");
    QTest::addColumn<int>("bucketBatches");
    QTest::newRow("no rows") << 0 << 32 << 50;
    QTest::newRow("one row") << 1 << 32 << 50;
    QTest::newRow("one batch") << 32 << 32 << 50;
    QTest::newRow("a smaller last") << 1001 << 32 << 4;
    QTest::newRow("batches of one") << 17 << 1 << 3;
    QTest::newRow("a batch larger than all") << 5 << 64 << 1;
}

void tst_LengthBucketSampler::everyRowOccursOnce()
{
    QFETCH(int, rows);
    QFETCH(int, batchSize);
    QFETCH(int, bucketBatches);
    const LengthBucketSampler sampler(someLengths(rows), {batchSize, bucketBatches, 3});
    const auto batches = sampler.batches(0);
    QCOMPARE(static_cast<int>(batches.size()), sampler.batchCount());
    for (std::size_t at = 0; at < batches.size(); ++at) {
        const bool isLast = at + 1 == batches.size();
        QVERIFY(!batches[at].empty());
        QVERIFY(static_cast<int>(batches[at].size()) <= batchSize);
        QVERIFY(isLast || static_cast<int>(batches[at].size()) == batchSize);
    }
    std::vector<int> seen = flat(batches);
    std::sort(seen.begin(), seen.end());
    std::vector<int> wanted(static_cast<std::size_t>(rows));
    std::iota(wanted.begin(), wanted.end(), 0);
    QCOMPARE(seen, wanted);
}

void tst_LengthBucketSampler::sameSeedGivesTheSameBatchesOnEveryMachine()
{
    const std::vector<int> lengths{9, 3, 7, 3, 12, 5, 8, 3, 30, 1};
    const LengthBucketSampler sampler(lengths, {4, 2, 42});
    // Worked out with tests/parity/make_sampler_baseline.py, which shares no code with the program.
    const std::vector<std::vector<int>> wanted{{9, 3, 1, 5}, {2, 0, 4, 8}, {7, 6}};
    QCOMPARE(sampler.batches(1), wanted);
    QCOMPARE(LengthBucketSampler(lengths, {4, 2, 42}).batches(1), wanted);
}

void tst_LengthBucketSampler::seedAndEpochChangeTheOrder()
{
    const std::vector<int> lengths = someLengths(300);
    const LengthBucketSampler sampler(lengths, {16, 4, 1});
    QVERIFY(sampler.batches(0) != sampler.batches(1));
    QVERIFY(sampler.batches(0) != LengthBucketSampler(lengths, {16, 4, 2}).batches(0));
    QVERIFY(sampler.batches(1) != LengthBucketSampler(lengths, {16, 4, 2}).batches(0));
}

void tst_LengthBucketSampler::similarLengthsStandTogether()
{
    const std::vector<int> lengths = someLengths(8000);
    const qint64 real = std::accumulate(lengths.begin(), lengths.end(), qint64(0));
    const auto sorted = LengthBucketSampler(lengths, {32, 50, 0}).batches(0);
    const auto unsorted = LengthBucketSampler(lengths, {32, 1, 0}).batches(0);
    QVERIFY(paddedTokens(sorted, lengths) < real * 105 / 100);
    QVERIFY(paddedTokens(unsorted, lengths) > real * 150 / 100);
}

void tst_LengthBucketSampler::shortBatchesDoNotComeFirst()
{
    const std::vector<int> lengths = someLengths(3200);
    const auto batches = LengthBucketSampler(lengths, {32, 100, 0}).batches(0);
    qint64 firstHalf = 0;
    qint64 secondHalf = 0;
    for (std::size_t at = 0; at < batches.size(); ++at) {
        const int length = lengths[static_cast<std::size_t>(batches[at].front())];
        (at < batches.size() / 2 ? firstHalf : secondHalf) += length;
    }
    QVERIFY(firstHalf > secondHalf / 2);
    QVERIFY(secondHalf > firstHalf / 2);
}

void tst_LengthBucketSampler::rowsOfARoundComeInItsEpochsAlone()
{
    const std::vector<int> lengths = someLengths(100);
    std::vector<int> rounds(100, -1); // 70 in every epoch, 10 in each of three
    for (int row = 70; row < 100; ++row)
        rounds[static_cast<std::size_t>(row)] = row % 3;
    const LengthBucketSampler sampler(lengths, {.batchSize = 16, .seed = 5}, rounds);
    QCOMPARE(sampler.batchCount(), 5);
    for (int epoch = 0; epoch < 7; ++epoch) {
        const auto batches = sampler.batches(epoch);
        QCOMPARE(int(batches.size()), 5);
        std::vector<int> wanted;
        for (int row = 0; row < 100; ++row)
            if (row < 70 || row % 3 == epoch % 3)
                wanted.push_back(row);
        std::vector<int> rows = flat(batches);
        std::ranges::sort(rows);
        QCOMPARE(rows, wanted);
    }
}

QTEST_GUILESS_MAIN(tst_LengthBucketSampler)
#include "tst_length_bucket_sampler.moc"
