#include "engine/kept_products.h"
#include "engine/training/tensor_memory.h"

#include <QTest>

#include <torch/torch.h>

using namespace tunedesk;

namespace
{
constexpr qint64 kKib = 1024;

torch::Tensor tensorOf(qint64 bytes)
{
    return torch::zeros({bytes}, torch::kUInt8);
}
} // namespace

class tst_TensorMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsWhatLivedAtOnceAndWhatStays();
    void countsWhatABackwardPassMakes();
    void theEnvironmentBoundsKeptProductsFirst();
};

void tst_TensorMemory::countsWhatLivedAtOnceAndWhatStays()
{
    torch::Tensor before = tensorOf(800 * kKib);
    const TensorMemory memory;
    before.reset(); // counts as nothing
    QCOMPARE(memory.now(), 0);
    const auto kept = tensorOf(100 * kKib);
    {
        const auto gone = tensorOf(1200 * kKib);
        QCOMPARE(memory.now(), 1300 * kKib);
    }
    QCOMPARE(memory.now(), 100 * kKib);
    QCOMPARE(memory.peak(), 1300 * kKib);
}

void tst_TensorMemory::countsWhatABackwardPassMakes()
{
    const auto weight = torch::ones({64, 64}, torch::requires_grad());
    const TensorMemory memory;
    (weight * 2).sum().backward();
    QCOMPARE(memory.now(), qint64(weight.nbytes())); // its gradient
    QVERIFY(memory.peak() >= 2 * qint64(weight.nbytes()));
}

void tst_TensorMemory::theEnvironmentBoundsKeptProductsFirst()
{
    constexpr const char *kOneDnn = "ONEDNN_PRIMITIVE_CACHE_CAPACITY",
                         *kTorch = "LRU_CACHE_CAPACITY";
    qputenv(kOneDnn, "77");
    qunsetenv(kTorch);
    boundKeptProducts();
    QCOMPARE(qgetenv(kOneDnn), QByteArray("77"));
    QCOMPARE(qgetenv(kTorch), QByteArray::number(kMostKeptProducts));
}

QTEST_GUILESS_MAIN(tst_TensorMemory)
#include "tst_tensor_memory.moc"
