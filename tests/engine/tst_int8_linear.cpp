#include "engine/kernels/int8_kernels.h"
#include "engine/kernels/int8_linear.h"

#include <ATen/Parallel.h>

#include <QTest>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace tunedesk;

/// Products in 8 bits against sums of whole numbers and products in float64.
class tst_Int8Linear : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { torch::manual_seed(5); }
    void cleanup()
    {
        kernels::useInt8Kernels(nullptr);
        at::set_num_threads(1);
    }
    void sumsAreExact_data() { addShapes(); }
    void sumsAreExact();
    void theLargestSumsFit();
    void theErrorIsThatOfHalfAStep_data() { addShapes(); }
    void theErrorIsThatOfHalfAStep();
    void normalNumbersComeOutToTwoPercent();
    void aRowHangsOnNoOtherRow();
    void threadsDoNotChangeABit();
    void whatIsNotANumberIsSeen_data() { addKernels(); }
    void whatIsNotANumberIsSeen();
    void nothingAndNextToNothingAreTheBias_data() { addKernels(); }
    void nothingAndNextToNothingAreTheBias();

private:
    static void addKernels();
    static void addShapes();
    /// False: this processor has no such instructions.
    static bool useKernels();
};

namespace
{
torch::Tensor wholeNumbers(std::mt19937 &random, std::int64_t rows, std::int64_t width, int lowest,
                           int highest)
{
    std::uniform_int_distribution<int> number(lowest, highest);
    torch::Tensor x = torch::empty({rows, width});
    for (std::int64_t i = 0; i < x.numel(); ++i)
        x.data_ptr<float>()[i] = static_cast<float>(number(random));
    // Both ends, so that a step is exactly 1.
    for (std::int64_t row = 0; row < rows; ++row) {
        x[row][0] = lowest;
        x[row][width - 1] = highest;
    }
    return x;
}

/// In 64 bits, one after the other.
std::vector<std::int64_t> exactSums(const torch::Tensor &x, const torch::Tensor &weight)
{
    std::vector<std::int64_t> sums;
    for (std::int64_t row = 0; row < x.size(0); ++row)
        for (std::int64_t column = 0; column < weight.size(0); ++column) {
            const float *a = x.const_data_ptr<float>() + row * x.size(1);
            const float *b = weight.const_data_ptr<float>() + column * x.size(1);
            std::int64_t sum = 0;
            for (std::int64_t k = 0; k < x.size(1); ++k)
                sum += static_cast<std::int64_t>(a[k]) * static_cast<std::int64_t>(b[k]);
            sums.push_back(sum);
        }
    return sums;
}
} // namespace

void tst_Int8Linear::addKernels()
{
    QTest::addColumn<bool>("isPortable");
    QTest::newRow("portable") << true;
    QTest::newRow("vnni") << false;
}

void tst_Int8Linear::addShapes()
{
    QTest::addColumn<bool>("isPortable");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("depth");
    QTest::addColumn<int>("columns");
    for (const bool isPortable : {true, false}) {
        const auto row = [isPortable](int rows, int depth, int columns) {
            QTest::addRow("%s %d x %d x %d", isPortable ? "portable" : "vnni", rows, depth, columns)
                << isPortable << rows << depth << columns;
        };
        row(1, 2, 1);
        row(5, 24, 24);
        row(6, 16, 64);
        row(7, 37, 65);
        row(13, 130, 191);
        row(50, 384, 128);
        row(100, 3072, 70); // more than one block of rows
    }
}

bool tst_Int8Linear::useKernels()
{
    QFETCH(bool, isPortable);
    const kernels::Int8Kernels *table =
        isPortable ? &kernels::portableInt8Kernels() : kernels::vnniInt8Kernels();
    kernels::useInt8Kernels(table);
    return table;
}

void tst_Int8Linear::sumsAreExact()
{
    if (!useKernels())
        QSKIP("no AVX-512 VNNI");
    QFETCH(int, rows);
    QFETCH(int, depth);
    QFETCH(int, columns);
    std::mt19937 random(3);
    const torch::Tensor weight = wholeNumbers(random, columns, depth, -127, 127);
    for (const int lowest : {0, -100, -255}) {
        const torch::Tensor x = wholeNumbers(random, rows, depth, lowest, lowest + 255);
        const std::vector<std::int64_t> expected = exactSums(x, weight);
        const torch::Tensor y = int8Linear(x, toInt8(weight, {}));
        QCOMPARE(y.sizes(), (at::IntArrayRef{rows, columns}));
        QCOMPARE(y.scalar_type(), torch::kFloat32);
        for (std::size_t i = 0; i < expected.size(); ++i) {
            QVERIFY(std::abs(expected[i]) < 1 << 24); // a float tells each of them
            QCOMPARE(y.const_data_ptr<float>()[i], static_cast<float>(expected[i]));
        }
        const torch::Tensor bias = torch::randn({columns});
        const Int8Matrix matrix = toInt8(weight, bias);
        QVERIFY(torch::equal(int8Linear(x, matrix), y + bias));
        // 8 bits of a number are all there is of it in bfloat16 up to 256.
        QVERIFY(torch::equal(int8Linear(x.to(torch::kBFloat16), matrix),
                             (y + bias).to(torch::kBFloat16)));
    }
}

void tst_Int8Linear::theLargestSumsFit()
{
    for (const kernels::Int8Kernels *table :
         {&kernels::portableInt8Kernels(), kernels::vnniInt8Kernels()}) {
        if (!table)
            continue;
        kernels::useInt8Kernels(table);
        const std::int64_t depth = kernels::kDeepestInt8;
        const Int8Matrix matrix =
            toInt8(torch::stack({torch::full({depth}, 127.0), torch::full({depth}, -127.0)}), {});
        for (const double x : {255.0, -255.0}) {
            const torch::Tensor y = int8Linear(torch::full({1, depth}, x), matrix);
            // 255 · 127 · 65536 is 32385 · 2¹⁶, which a float holds.
            QCOMPARE(y[0][0].item<double>(), x * 127 * static_cast<double>(depth));
            QCOMPARE(y[0][1].item<double>(), -x * 127 * static_cast<double>(depth));
        }
    }
    QVERIFY_THROWS_EXCEPTION(c10::Error, toInt8(torch::zeros({1, kernels::kDeepestInt8 + 1}), {}));
}

/// |ŷ − y| ≤ ½ s Σ|w| + ½ t Σ|x| + ¼ n s t with n numbers in steps of s (the row's range / 255) and
/// t (the column's largest / 127): each factor is off by half a step at most, and nothing is lost
/// in the sum. What float32 rounds comes on top.
void tst_Int8Linear::theErrorIsThatOfHalfAStep()
{
    if (!useKernels())
        QSKIP("no AVX-512 VNNI");
    QFETCH(int, rows);
    QFETCH(int, depth);
    QFETCH(int, columns);
    const torch::Tensor weight = torch::randn({columns, depth}) * 0.05;
    const torch::Tensor bias = torch::randn({columns});
    torch::Tensor x = torch::randn({rows, depth}) * torch::rand({rows, 1}) * 4 +
                      torch::randn({rows, 1}); // of different sizes, not around 0
    x.select(1, 0) *= 20;                      // one that is far out
    const Int8Matrix matrix = toInt8(weight, bias);
    for (const bool isShort : {false, true}) {
        const torch::Tensor given = isShort ? x.to(torch::kBFloat16) : x;
        const torch::Tensor wide = given.to(torch::kFloat64);
        const torch::Tensor exact =
            torch::addmm(bias.to(torch::kFloat64), wide, weight.to(torch::kFloat64).t());
        const torch::Tensor zero = torch::zeros({1}, torch::kFloat64);
        const torch::Tensor rowStep = (torch::maximum(std::get<0>(wide.max(1)), zero) -
                                       torch::minimum(std::get<0>(wide.min(1)), zero)) /
                                      255;
        const torch::Tensor columnStep = std::get<0>(weight.abs().max(1)).to(torch::kFloat64) / 127;
        const torch::Tensor bound =
            0.5 * torch::outer(rowStep, weight.abs().sum(1).to(torch::kFloat64)) +
            0.5 * torch::outer(wide.abs().sum(1), columnStep) +
            0.25 * depth * torch::outer(rowStep, columnStep);
        const torch::Tensor found = int8Linear(given, matrix).to(torch::kFloat64);
        const torch::Tensor rounding = exact.abs() * (isShort ? 1.0 / 256 : 1e-6) +
                                       bound * (isShort ? 1.0 / 256 : 1e-4) + 1e-6;
        const torch::Tensor over = (found - exact).abs() - bound - rounding;
        QVERIFY2(over.max().item<double>() <= 0,
                 qPrintable(QStringLiteral("%1 too far").arg(over.max().item<double>())));
    }
}

/// An error spread evenly over a step s has the deviation s / √12. For normal numbers of deviation
/// 1, a row of 768 ranges over about 6.4: s/√12 = 0.7 %; a column's largest is about 3.2: 0.7 %;
/// together 1 % of what comes out. Twice that is far from both.
void tst_Int8Linear::normalNumbersComeOutToTwoPercent()
{
    const torch::Tensor weight = torch::randn({768, 768}), x = torch::randn({64, 768});
    const torch::Tensor exact = torch::matmul(x, weight.t());
    const double error =
        ((int8Linear(x, toInt8(weight, {})) - exact).norm() / exact.norm()).item<double>();
    QVERIFY2(error > 0.002 && error < 0.02, qPrintable(QString::number(error)));
}

void tst_Int8Linear::aRowHangsOnNoOtherRow()
{
    const torch::Tensor x = torch::randn({3, 11, 48});
    const Int8Matrix matrix = toInt8(torch::randn({96, 48}), torch::randn({96}));
    const torch::Tensor y = int8Linear(x, matrix);
    QCOMPARE(y.sizes(), (at::IntArrayRef{3, 11, 96}));
    for (std::int64_t pair = 0; pair < 3; ++pair)
        for (std::int64_t token = 0; token < 11; ++token)
            QVERIFY(torch::equal(int8Linear(x[pair][token], matrix), y[pair][token]));
    QVERIFY(torch::equal(int8Linear(x.transpose(0, 1), matrix), y.transpose(0, 1)));
}

void tst_Int8Linear::threadsDoNotChangeABit()
{
    const torch::Tensor weight = torch::randn({320, 96}), bias = torch::randn({320});
    const torch::Tensor x = torch::randn({3000, 96});
    at::set_num_threads(1);
    const torch::Tensor one = int8Linear(x, toInt8(weight, bias));
    at::set_num_threads(3);
    QVERIFY(torch::equal(int8Linear(x, toInt8(weight, bias)), one));
}

void tst_Int8Linear::whatIsNotANumberIsSeen()
{
    if (!useKernels())
        QSKIP("no AVX-512 VNNI");
    const torch::Tensor weight = torch::randn({20, 40}), bias = torch::randn({20});
    const torch::Tensor x = torch::randn({5, 40});
    const torch::Tensor whole = int8Linear(x, toInt8(weight, bias));
    const float infinite = std::numeric_limits<float>::infinity();
    for (const float bad : {std::numeric_limits<float>::quiet_NaN(), infinite, -infinite}) {
        torch::Tensor damaged = x.clone();
        damaged[2][17] = bad;
        const torch::Tensor y = int8Linear(damaged, toInt8(weight, bias));
        QVERIFY(y[2].isnan().all().item<bool>());
        for (const int row : {0, 1, 3, 4})
            QVERIFY(torch::equal(y[row], whole[row]));
        torch::Tensor damagedWeight = weight.clone();
        damagedWeight[7][39] = bad;
        const torch::Tensor z = int8Linear(x, toInt8(damagedWeight, bias));
        QVERIFY(z.select(1, 7).isnan().all().item<bool>());
        QVERIFY(torch::equal(z.slice(1, 8), whole.slice(1, 8)));
    }
    torch::Tensor huge = x.clone(); // a range beyond the largest float
    huge[0][0] = 3e38F;
    huge[0][1] = -3e38F;
    QVERIFY(int8Linear(huge, toInt8(weight, bias))[0].isnan().all().item<bool>());
}

void tst_Int8Linear::nothingAndNextToNothingAreTheBias()
{
    if (!useKernels())
        QSKIP("no AVX-512 VNNI");
    const torch::Tensor weight = torch::randn({20, 40}), bias = torch::randn({20});
    const torch::Tensor x = torch::randn({3, 40});
    for (const float small : {0.0F, 1e-40F, -1e-33F}) {
        const torch::Tensor flat = torch::full({3, 40}, small);
        QVERIFY(torch::equal(int8Linear(flat, toInt8(weight, bias)), bias.expand({3, 20})));
        const torch::Tensor flatWeight = torch::full({20, 40}, small);
        QVERIFY(torch::equal(int8Linear(x, toInt8(flatWeight, bias)), bias.expand({3, 20})));
    }
    QCOMPARE(int8Linear(x.slice(0, 0, 0), toInt8(weight, bias)).sizes(), (at::IntArrayRef{0, 20}));
}

QTEST_GUILESS_MAIN(tst_Int8Linear)
#include "tst_int8_linear.moc"
